"""What follows a cue verb as its content: clause, infinitive, question, phrase, marked words."""

from typing import NamedTuple

from pipeline.french.function_words import DE, OF, QUE, THE, TO, function_words
from pipeline.french.lexicons import word_set
from pipeline.french.phrases.source import NOMINAL, phrase_end
from pipeline.french.quotes.content import is_clause, is_term
from pipeline.french.quotes.cue_lexicon import FINITE
from pipeline.french.quotes.cues import COMPOUND, Cue
from pipeline.french.trace import refused
from pipeline.french.verbs import NE, gerund_at, infinitive_at
from pipeline.french.view import View

_ADJUNCTS = word_set(
    "à au aux dans en sur lors devant chez depuis via par pendant après avant pour ce cette "
    "auprès dès face de"
)
_QUESTIONS = function_words("question")
_SUBORDINATORS = word_set(
    "alors afin tandis pour bien lors dès sans avant après depuis pendant parce tant plus "
    "moins autant aussi tel telle tels telles même ainsi"
)
# Behind « de », « à »: a noun phrase of these verbs is content.
_PREPOSITIONS = {
    "np_de": OF,
    "np_à": TO,
    "np_pour": frozenset({"pour"}),
    "np_contre": frozenset({"contre"}),
    "np_sur": frozenset({"sur"}),
}
_BEHIND_OBJECT = {"who_de": DE, "who_à": TO, "comme": frozenset({"comme"})}
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
        found = _after_clitic(view, cue, limit)
        return found or refused(view, "complement", "its object stands before the verb", cue.at)
    while p < limit:
        if view.is_mark(p) or view.inside[p] >= 0:
            return _at_mark(view, cue, p)
        if found := _opens_content(view, cue, p, limit):
            if found.start < limit:
                return found
            return refused(view, found.rule, "no words are left as content", cue.at)
        skipped = _skip(view, p, limit)
        if skipped is None or (view.words[p].pos_ in NOMINAL and not view.is_time(p)):
            return refused(view, "complement", "the verb takes no such complement", p)
        p = skipped
    return refused(view, "complement", "nothing behind the verb is its content", cue.at)


def _has_object_clitic(view: View, cue: Cue) -> bool:
    return any(
        view.low[p] in THE and (view.words[p].pos_ == "PRON" or view.is_verb(p + 1))
        for p in range(cue.first, cue.at)
    )


def _is_object_relative(view: View, cue: Cue) -> bool:
    """« un plan qu'elle qualifie de « P » », « X, qu'il accuse de P »: whom stands before."""
    if not cue.takes("who_de", "as") or cue.after >= len(view):
        return False
    before = range(max(cue.first - 2, 0), cue.first)
    relative = any(view.low[p] in QUE and view.words[p].pos_ == "PRON" for p in before)
    return relative and (view.low[cue.after] in DE or view.is_mark(cue.after))


def _after_clitic(view: View, cue: Cue, limit: int) -> Complement | None:
    """« l'accuse de P », « la juge « inacceptable » »: the object stands before the verb."""
    for p in range(cue.after, min(limit, cue.after + _CLITIC_REACH) - 1):
        word = view.low[p]
        if word in (",", ";", ":", "que", "qu'", "et"):
            return None
        if any(word in words and cue.takes(taken) for taken, words in _BEHIND_OBJECT.items()):
            compared = word == "comme"
            return Complement("comme" if compared else "whom", p + 1, compared)
        if view.is_mark(p):
            return Complement("predicate", p, True) if cue.takes("as", "marks") else None
    return None


def _at_mark(view: View, cue: Cue, p: int) -> Complement | None:
    """Content that opens with a mark: an utterance, or words of a noun phrase."""
    mark = view.marked_at(p)
    if mark is None:
        return refused(view, "marks", "a mark without its other", p)
    clause = is_clause(view, mark)
    if clause and cue.takes("incise", "marks", "que", "np", "as"):
        return Complement("marks", p)
    named = cue.takes("marks", "np", "as", "que", "np_à", "who_de")
    if named:
        return Complement("marks", p, True)
    return refused(view, "marks", "the verb takes no words in marks", cue.at)


def _opens_content(view: View, cue: Cue, p: int, limit: int) -> Complement | None:
    """The construction of the lexicon that begins at `p`, if the verb takes it."""
    word = view.low[p]
    if word == ":" and _tells_behind_colon(view, cue, p):
        return Complement("colon-clause", p + 1)
    if word in QUE and cue.takes("que_marks") and p + 1 < limit:
        return Complement("que", p + 1) if view.is_mark(p + 1) else None
    if word in QUE and cue.takes("que"):
        return Complement("que", p + 1) if _is_complementizer(view, cue, p) else None
    if (end := _subjunctive_opens(view, cue, p)) is not None and end < limit:
        return Complement("que", end)
    if word in _QUESTIONS and cue.takes("si"):
        return Complement("question", p + (word in ("si", "s'")))
    if word in DE and infinitive_at(view, p + 1, limit):
        return Complement("infinitive", p + 1) if cue.takes("de") else None
    if word == "à" and cue.takes("à") and infinitive_at(view, p + 1, limit):
        return Complement("infinitive", p + 1)
    if view.words[p].pos_ != "ADV" or word in NE:
        if cue.takes("inf") and infinitive_at(view, p, limit):
            return Complement("infinitive", p)
        at = p + (word in DE | {"à"})
        if cue.takes("marks") and infinitive_at(view, at, limit):
            return Complement("marks", at)
    if word == "comme" and cue.takes("comme"):
        return Complement("comme", p + 1, not gerund_at(view, p + 1, limit))
    if cue.takes("as") and _is_predicate(view, cue, p, limit):
        return Complement("predicate", p)
    return _opens_phrase(view, cue, p, limit)


def _subjunctive_opens(view: View, cue: Cue, p: int) -> int | None:
    """Behind « à ce que », « pour que » at `p` (« s'est engagé à ce que P »); None without."""
    if view.low[p : p + 2] == ["à", "ce"] and view.word(p + 2) in QUE:
        return p + 3 if cue.takes("à", "que") else None
    if view.low[p] == "pour" and view.word(p + 1) in QUE:
        return p + 2 if cue.takes("np_pour", "np_sur") else None
    return None


def _opens_phrase(view: View, cue: Cue, p: int, limit: int) -> Complement | None:
    """A noun phrase as content, with or without a preposition, or « X de P »."""
    word = view.low[p]
    for construction, words in _PREPOSITIONS.items():
        if cue.takes(construction) and word in words and _nominal_at(view, p + 1, limit):
            return Complement("noun-phrase", p + 1, True)
    if cue.takes("who_de", "who_à") or (cue.takes("comme") and not cue.takes("np")):
        found = _whom(view, cue, p, limit)
        if found is not None:
            return found
    more = word in ("plus", "davantage", "moins") and view.word(p + 1) in DE
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
    return view.has_finite(colon + 1, limit)


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
    return p + 1 < len(view) and not view.is_finite(p + 1)


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
        if view.low[k] in (";", "que", "qui") or view.verb_form(k) == "Fin":
            break
        for construction, words in _BEHIND_OBJECT.items():
            if cue.takes(construction) and view.low[k] in words:
                found = _whom_at(view, cue, construction, p, k)
                if found is not None:
                    return found
    return None


def _whom_at(view: View, cue: Cue, construction: str, whom: int, k: int) -> Complement | None:
    """The content where a preposition at `k` may stand behind whom the verb names, at `whom`."""
    qualified = cue.verb.lemma == "qualifier"
    if construction == "comme":
        return Complement("comme", whom)
    if construction == "who_à" and view.is_mark(k + 1):
        return Complement("marks", k + 1)
    if view.is_mark(k + 1) or infinitive_at(view, k + 1, view.last[k]):
        return Complement("whom", whom, qualified)
    if construction == "who_de" and qualified and k > whom + 1:
        return Complement("whom", whom, True)
    return None


def _is_predicate(view: View, cue: Cue, p: int, limit: int) -> bool:
    """A predicate on the source (« se dit prêt ») or on what follows (« juge nécessaire de »)."""
    pos = view.words[p].pos_
    if cue.reflexive:
        defined = view.low[p] in THE  # « s'estiment les perdants »
        tagged = pos in ("ADJ", "VERB", "ADP", "NOUN")
        return tagged or defined or view.verb_form(p) == "Part"
    return pos == "ADJ" and p + 1 < limit and view.low[p + 1] in DE | QUE | THE


def _nominal_at(view: View, p: int, limit: int) -> bool:
    if p >= limit:
        return False
    nominal = view.words[p].pos_ in NOMINAL | {"DET"} or view.low[p] in ("l'", "d'autres")
    return nominal or view.is_mark(p)


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
        mark = view.marked_at(p + 1) if p + 1 < limit and word not in ("à", "de") else None
        if mark is not None and is_term(view, mark):
            return view.at(mark.end)  # « a assuré au « 20 Heures » de Télé-Sud »
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
        if view.low[k] in QUE and k == comma + 1:
            return k
        relative = {"où", "qui", "dont", "y"} & set(view.low[comma + 1 : k])
        if view.verb_form(k) == "Fin" and not relative:
            break
    return None
