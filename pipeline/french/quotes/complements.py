"""What follows a cue verb as its content: clause, infinitive, question, phrase, marked words."""

from typing import NamedTuple

from pipeline.french.lexicons import word_set
from pipeline.french.phrases.source import NOMINAL, phrase_end
from pipeline.french.quotes.content import is_clause, is_term
from pipeline.french.quotes.cue_lexicon import FINITE
from pipeline.french.quotes.cues import COMPOUND, Cue
from pipeline.french.view import View

_ADJUNCTS = word_set(
    "à au aux dans en sur lors devant chez depuis via par pendant après avant pour ce cette "
    "auprès dès face de"
)
_QUESTIONS = word_set("si s' pourquoi comment quand combien où quel quelle quels quelles")
_SUBORDINATORS = word_set(
    "alors afin tandis pour bien lors dès sans avant après depuis pendant parce tant plus "
    "moins autant aussi tel telle tels telles même ainsi"
)
_CLITICS = word_set("se s' ne n' pas le la les l' y en lui leur me nous plus jamais rien guère")
# Behind « de », « à »: a noun phrase of these verbs is content.
_PREPOSITIONS = {
    "np_de": frozenset(["de", "du", "des", "d'"]),
    "np_à": frozenset(["à", "au", "aux"]),
    "np_pour": frozenset({"pour"}),
    "np_contre": frozenset({"contre"}),
    "np_sur": frozenset({"sur"}),
}
_BEHIND_OBJECT = {
    "who_de": frozenset({"de", "d'"}),
    "who_à": frozenset({"à", "au", "aux"}),
    "comme": frozenset({"comme"}),
}
_REACH, _CLITIC_REACH, _WHOM_REACH, _MARK_REACH = 30, 10, 16, 12


class Complement(NamedTuple):
    """The rule that found the content, the position where it begins, whether it is a phrase."""

    rule: str
    start: int
    phrase: bool = False


def complement(view: View, cue: Cue) -> Complement | None:
    """What follows the verb group as content, or None; adverbs and dates are passed over."""
    limit = min(view.last[cue.at], cue.after + _REACH)
    p = cue.after
    if cue.restricted:
        restricted = cue.takes("np") and p + 1 < limit
        return Complement("noun-phrase", p + 1, True) if restricted else None
    if _has_object_clitic(view, cue) or _is_object_relative(view, cue):
        return _after_clitic(view, cue, limit)
    while p < limit:
        if view.is_mark(p) or view.inside[p] >= 0:
            return _at_mark(view, cue, p)
        found = _opens_content(view, cue, p, limit)
        if found is not None:
            return found if found.start < limit else None
        skipped = _skip(view, p, limit)
        plain = view.words[p].pos_ in NOMINAL and not view.is_time(p)
        if skipped is None or plain:
            return None
        p = skipped
    return None


def _has_object_clitic(view: View, cue: Cue) -> bool:
    return any(
        view.low[p] in ("le", "la", "les", "l'")
        and (view.words[p].pos_ == "PRON" or view.words[p + 1].pos_ in ("VERB", "AUX"))
        for p in range(cue.first, cue.at)
    )


def _is_object_relative(view: View, cue: Cue) -> bool:
    """« un plan qu'elle qualifie de « P » », « X, qu'il accuse de P »: whom stands before."""
    if not (cue.takes("who_de") or cue.takes("as")) or cue.after >= len(view.low):
        return False
    before = view.low[max(cue.first - 2, 0) : cue.first]
    relative = any(
        word in ("que", "qu'") and view.words[cue.first - len(before) + n].pos_ == "PRON"
        for n, word in enumerate(before)
    )
    opens = view.low[cue.after] in ("de", "d'") or view.is_mark(cue.after)
    return relative and opens


def _after_clitic(view: View, cue: Cue, limit: int) -> Complement | None:
    """« l'accuse de P », « la juge « inacceptable » »: the object stands before the verb."""
    opening = {
        word
        for construction, words in _BEHIND_OBJECT.items()
        if cue.takes(construction)
        for word in words
    }
    for p in range(cue.after, min(limit, cue.after + _CLITIC_REACH) - 1):
        word = view.low[p]
        if word in (",", ";", ":", "que", "qu'", "et"):
            return None
        if word in opening:
            return (
                Complement("comme", p + 1, True) if word == "comme" else Complement("whom", p + 1)
            )
        if view.is_mark(p):
            named = cue.takes("as") or cue.takes("marks")
            return Complement("predicate", p, True) if named else None
    return None


def _at_mark(view: View, cue: Cue, p: int) -> Complement | None:
    """Content that opens with a mark: an utterance, or words of a noun phrase."""
    at = p if view.inside[p] >= 0 else p + 1
    if at >= len(view.low) or view.inside[at] < 0:
        return None
    clause = is_clause(view, view.marks[view.inside[at]])
    if clause and (cue.takes("incise") or cue.takes("marks") or cue.takes("que")):
        return Complement("marks", p)
    if cue.takes("marks") or cue.takes("np") or cue.takes("as"):
        return Complement("marks", p, not clause)
    if cue.takes("que") or cue.takes("np_à") or cue.takes("who_de"):
        return Complement("marks", p, True)
    return None


def _opens_content(view: View, cue: Cue, p: int, limit: int) -> Complement | None:
    """The construction of the lexicon that begins at `p`, if the verb takes it."""
    word = view.low[p]
    if word == ":" and _tells_behind_colon(view, cue, p):
        return Complement("colon-clause", p + 1)
    if word in ("que", "qu'") and cue.takes("que_marks") and p + 1 < limit:
        return Complement("que", p + 1) if view.is_mark(p + 1) else None
    if word in ("que", "qu'") and cue.takes("que"):
        return Complement("que", p + 1) if _is_complementizer(view, cue, p) else None
    if (end := _subjunctive_opens(view, cue, p)) is not None and end < limit:
        return Complement("que", end)
    if word in _QUESTIONS and cue.takes("si"):
        return Complement("question", p + (word in ("si", "s'")))
    if word in ("de", "d'") and _infinitive_at(view, p + 1, limit):
        return Complement("infinitive", p + 1) if cue.takes("de") else None
    if word == "à" and cue.takes("à") and _infinitive_at(view, p + 1, limit):
        return Complement("infinitive", p + 1)
    if view.words[p].pos_ != "ADV" or word in ("ne", "n'"):
        if cue.takes("inf") and _infinitive_at(view, p, limit):
            return Complement("infinitive", p)
        at = p + (word in ("de", "d'", "à"))
        if cue.takes("marks") and _infinitive_at(view, at, limit):
            return Complement("marks", at)
    if word == "comme" and cue.takes("comme"):
        return Complement("comme", p + 1, not _gerund_at(view, p + 1, limit))
    if cue.takes("as") and _is_predicate(view, cue, p, limit):
        return Complement("predicate", p)
    return _opens_phrase(view, cue, p, limit)


def _subjunctive_opens(view: View, cue: Cue, p: int) -> int | None:
    """Behind « à ce que », « pour que » at `p` (« s'est engagé à ce que P »); None without."""
    words = view.low[p : p + 3]
    if words[:2] == ["à", "ce"] and words[2:] in (["que"], ["qu'"]):
        return p + 3 if cue.takes("à") or cue.takes("que") else None
    if words[:2] in (["pour", "que"], ["pour", "qu'"]):
        return p + 2 if cue.takes("np_pour") or cue.takes("np_sur") else None
    return None


def _opens_phrase(view: View, cue: Cue, p: int, limit: int) -> Complement | None:
    """A noun phrase as content, with or without a preposition, or « X de P »."""
    word = view.low[p]
    for construction, words in _PREPOSITIONS.items():
        if cue.takes(construction) and word in words and _nominal_at(view, p + 1, limit):
            return Complement("noun-phrase", p + 1, True)
    if cue.takes("who_de") or cue.takes("who_à") or (cue.takes("comme") and not cue.takes("np")):
        found = _whom(view, cue, p, limit)
        if found is not None:
            return found
    more = word in ("plus", "davantage", "moins") and view.low[p + 1 : p + 2] in (["de"], ["d'"])
    if cue.takes("np") and more:
        return Complement("noun-phrase", p, True)
    if view.words[p].pos_ == "DET" and p + 1 < limit and view.is_mark(p + 1):
        return _noun_phrase(view, cue, p, p + 2)
    if _nominal_at(view, p, limit) and not view.is_time(p):
        end = phrase_end(view, p, limit)
        dated = any(view.is_time(k) for k in range(p, min(end + 1, limit)))
        if end > p and not (dated and end - p <= 3):
            return _noun_phrase(view, cue, p, end)
    return None


def _tells_behind_colon(view: View, cue: Cue, colon: int) -> bool:
    """« La mairie a prévenu : tout rassemblement sera dispersé »: a clause without marks."""
    limit = view.last[colon]
    if colon != cue.after or cue.form not in (FINITE, COMPOUND) or colon + 3 > limit:
        return False
    if not cue.takes("que") or view.is_mark(colon + 1):
        return False
    return any(view.is_finite(k) for k in range(colon + 1, limit))


def _is_complementizer(view: View, cue: Cue, p: int) -> bool:
    """Not the « que » of « alors que », nor of a relative clause on a word between."""
    if p == cue.after:
        return True
    before = view.words[p - 1]
    if view.low[p - 1] in _SUBORDINATORS and view.low[p - 3 : p - 1] != ["tout", "de"]:
        return p - 1 == cue.after and view.low[p - 1] in ("alors", "même", "ainsi", "aussi")
    if view.words[p].pos_ == "SCONJ" or before.pos_ != "NOUN" or view.is_time(p - 1):
        return True
    # Only adverbs and phrases with a preposition stand between: the verb still wants its object,
    # unless « que » opens on a verb (« répond à la question que pose X »).
    return p + 1 < len(view.low) and not view.is_finite(p + 1)


def _noun_phrase(view: View, cue: Cue, p: int, end: int) -> Complement | None:
    if cue.takes("np"):
        return Complement("noun-phrase", p, True)
    near = range(p, min(end + _MARK_REACH, view.last[p]))
    if cue.takes("marks") and any(view.inside[k] >= 0 for k in near):
        return Complement("marks", p, True)
    return None


def _whom(view: View, cue: Cue, p: int, limit: int) -> Complement | None:
    """« accuser X de P », « appeler X à P »: the content starts at X."""
    if not _nominal_at(view, p, limit):
        return None
    end = phrase_end(view, p, limit)
    for k in range(p + 1, min(end + _WHOM_REACH, limit - 1)):
        finite = view.verb_form(k) == "Fin"
        if view.low[k] in (";", "que", "qui") or finite:
            break
        for construction, words in _BEHIND_OBJECT.items():
            if cue.takes(construction) and view.low[k] in words:
                found = _whom_at(view, cue, construction, (p, end), k)
                if found is not None:
                    return found
    return None


def _whom_at(
    view: View, cue: Cue, construction: str, whom: tuple[int, int], k: int
) -> Complement | None:
    """The content where a preposition at `k` may stand behind whom the verb names."""
    if construction == "comme":
        return Complement("comme", whom[0])
    if construction == "who_à" and view.is_mark(k + 1):
        return Complement("marks", k + 1)
    infinitive = _infinitive_at(view, k + 1, view.last[k])
    if view.is_mark(k + 1) or infinitive:
        return Complement("whom", whom[0], cue.verb.lemma == "qualifier")
    if construction == "who_de" and cue.verb.lemma == "qualifier" and k > whom[0] + 1:
        return Complement("whom", whom[0], True)
    return None


def _is_predicate(view: View, cue: Cue, p: int, limit: int) -> bool:
    """A predicate on the source (« se dit prêt ») or on what follows (« juge nécessaire de »)."""
    token = view.words[p]
    if cue.reflexive:
        participle = token.morph.get("VerbForm") == ["Part"]
        defined = view.low[p] in ("le", "la", "les", "l'")  # « s'estiment les perdants »
        return token.pos_ in ("ADJ", "VERB", "ADP", "NOUN") or participle or defined
    following = view.low[p + 1] if p + 1 < limit else ""
    return token.pos_ == "ADJ" and following in ("de", "d'", "que", "qu'", "le", "la", "les", "l'")


def _infinitive_at(view: View, p: int, limit: int) -> bool:
    while p < limit and (view.low[p] in _CLITICS or view.is_mark(p) or view.words[p].pos_ == "ADV"):
        p += 1
    return p < limit and view.verb_form(p) == "Inf"


def _gerund_at(view: View, p: int, limit: int) -> bool:
    while p < limit and view.low[p] in _CLITICS:
        p += 1
    return p < limit and view.low[p].endswith("ant") and view.words[p].pos_ in ("VERB", "AUX")


def _nominal_at(view: View, p: int, limit: int) -> bool:
    if p >= limit:
        return False
    if view.is_mark(p):
        return True
    token = view.words[p]
    return token.pos_ in ("DET", "NOUN", "PROPN", "NUM") or view.low[p] in ("l'", "d'autres")


def _skip(view: View, p: int, limit: int) -> int | None:
    """Behind an adverb, a date or a phrase that says where or to whom; None: no complement."""
    if view.time_end[p] > p:
        return view.time_end[p]
    word, token = view.low[p], view.words[p]
    if word == ",":
        return _behind_aside(view, p, limit)
    if word == "(":
        return next((k + 1 for k in range(p, limit) if view.low[k] == ")"), None)
    dates_on = token.pos_ == "ADJ" and view.is_time(p - 1)  # « lundi dernier »
    stressed = word in ("lui", "elle", "eux", "elles")
    if dates_on or stressed or token.pos_ == "ADV" or view.is_time(p):
        return p + 1
    if word in _ADJUNCTS or token.pos_ == "ADP":
        if word not in ("à", "de") and (title := _behind_title(view, p + 1, limit)) is not None:
            return title
        return max(phrase_end(view, p + 1, limit), p + 1)
    dated = any(view.is_time(k) for k in range(p, min(p + 4, limit)))
    if token.pos_ in ("DET", "NUM") and dated:
        return max(phrase_end(view, p, limit), p + 1)
    return None


def _behind_aside(view: View, comma: int, limit: int) -> int | None:
    """Behind an aside between commas; None where the clause ends at the comma."""
    for k in range(comma + 1, min(comma + 24, limit)):
        if view.low[k] == ",":
            return k + 1
        if view.low[k] in ("que", "qu'") and k == comma + 1:
            return k
        relative = {"où", "qui", "dont", "y"} & set(view.low[comma + 1 : k])
        if view.verb_form(k) == "Fin" and not relative:
            return None
    return None


def _behind_title(view: View, p: int, limit: int) -> int | None:
    """The name of a programme or a book: « a assuré au « 20 Heures » de Télé-Sud »."""
    if p + 1 >= limit or not view.is_mark(p) or view.inside[p + 1] < 0:
        return None
    mark = view.marks[view.inside[p + 1]]
    return view.at(mark.end) if is_term(view, mark) else None
