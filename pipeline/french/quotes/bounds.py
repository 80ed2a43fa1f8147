"""Where reported content ends."""

from pipeline.french.context_words import context_words
from pipeline.french.function_words import DE, OF, QUE, RELATIVES, TO, function_words
from pipeline.french.lexicons import word_set
from pipeline.french.marks import Marked
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.phrases.source import phrase_end
from pipeline.french.quotes.complements import Complement
from pipeline.french.quotes.content import is_clause
from pipeline.french.quotes.cue_lexicon import FINITE, GERUND
from pipeline.french.quotes.cues import COMPOUND, Cue
from pipeline.french.verbs import AUXILIARIES, gerund_at, infinitive_at, verb_place
from pipeline.french.view import View

_CLAUSE_OPENERS = RELATIVES | {"si", "s'"}
_AND = frozenset({"et", "mais", "puis"})
_DASHES = frozenset({"–", "—"})
_SUBORDINATORS = function_words("subordinator")
# Pairs of words that open what the author adds: « …, sans préciser », « …, ce qui ».
_ADDED = {
    "sans": word_set("préciser donner citer plus toutefois"),
    "en": word_set("référence allusion parlant évoquant"),
    "faisant": word_set("référence allusion"),
    "ce": word_set("qui que qu' dont"),
}


def clause_end(view: View, cue_at: int, start: int, cues: dict[int, Cue]) -> int:
    """Position behind the content that begins at `start` and hangs on the cue at `cue_at`.

    The content runs to the end of its sentence, or to what belongs to the cue's own clause again: a
    second verb of the same subject, a participle of saying, an author's gloss, a semicolon.
    """
    limit = view.last[start]
    for p in range(start + 1, limit):
        if view.inside[p] >= 0:
            continue
        if view.low[p] == ";":
            return p if view.word(p + 1) not in QUE else limit
        if view.low[p] == ":" and p + 2 < limit and view.inside[p + 2] >= 0 and p > start + 2:
            return p
        if view.low[p : p + 2] == ["(", "alors"]:
            return p
        if view.low[p] in _DASHES and not _DASHES.intersection(view.low[p + 1 : limit]):
            return p
        if p in cues and cues[p].form == GERUND and view.is_mark(p - 1):
            return p  # « « … » qualifiant le texte de … »
        if view.low[p] == "en" and _tells_on(view, p + 1, cues):
            return p - (view.low[p - 1] == "tout")
        if view.low[p] == "," and (_leaves(view, cue_at, p, cues) or _returns(view, cue_at, p)):
            return p
        if view.low[p] in (",", *_AND) and _another_reports(view, p, cues):
            return p
        if view.low[p] in _AND and _second_verb(view, cue_at, p, cues):
            return p
        then = view.low[p] == "avant" and view.word(p + 1) in DE
        if then and any(k in cues for k in view.behind(p + 1, 4)):
            return p  # « …, avant d'ajouter que Q »
    return limit


def _leaves(view: View, cue_at: int, comma: int, cues: dict[int, Cue]) -> bool:
    """Whether what stands behind a comma is no content any more."""
    p = comma + 1
    if p >= view.last[comma]:
        return False
    word = view.low[p]
    if word in ("alors", "tandis") and not QUE.isdisjoint(view.low[p + 1 : p + 3]):
        return True
    if view.word(p + 1) in _ADDED.get(word, ()):
        return True
    if any(k in cues and _reports_on(cues[k], p, k) for k in view.behind(comma, 5)):
        return True
    # the parse hangs it on the cue itself, and it is a clause of its own
    opens = word in ("lorsque", "quand", "après", "avant", "bien", "puis")
    return opens and any(view.head[k] == cue_at and view.is_verb(k) for k in view.behind(p, 25))


def _tells_on(view: View, p: int, cues: dict[int, Cue]) -> bool:
    """« … en accusant X de P », « … en se félicitant de P »: the source goes on, in a gerund."""
    limit = view.last[p - 1]
    p = verb_place(view, p, limit)
    cue = cues.get(p)
    if cue is None or cue.form != GERUND or p + 1 >= limit:
        return False
    clause = view.low[p + 1] in QUE and cue.takes("que")
    phrase = cue.takes("who_de", "inf", "np_de")
    return clause or phrase or any(map(view.is_mark, view.behind(p, 4)))


def _returns(view: View, cue_at: int, comma: int) -> bool:
    """« X, dont Y dit que P, a fait …»: the cue's relative clause ends, the main clause goes on."""
    aside = view.words[cue_at].dep_ in ("acl:relcl", "acl") and view.head[cue_at] < cue_at
    return aside and comma + 1 < view.last[comma] and view.is_finite(comma + 1)


def _reports_on(cue: Cue, start: int, at: int) -> bool:
    """A participle of saying (« ajoutant que »), or an incise (« a-t-il ajouté »)."""
    if cue.form == GERUND:
        return at - start <= 2
    return cue.pronoun is not None and cue.takes("incise") and cue.first == start


def _second_verb(view: View, cue_at: int, p: int, cues: dict[int, Cue]) -> bool:
    """« a dit que P et [il] a ajouté … »: a verb behind « et » that is coordinated with the cue."""
    for k in view.behind(p, 8):
        if view.low[k] in QUE | {"si", "d'"} or view.inside[k] >= 0:
            return False
        if k in cues and _stands_alone(view, cues[k], p):
            return True
        verb = view.is_verb(k) and view.low[k] not in AUXILIARIES
        if verb and not any(q in cues for q in view.behind(k, 3)):
            return view.head[k] == cue_at and view.verb_form(k) == "Fin"
        if view.words[k].pos_ in ("NOUN", "PROPN") and not view.is_time(k):
            return False
    return False


def _another_reports(view: View, p: int, cues: dict[int, Cue]) -> bool:
    """« X estimait que P et Y, chef du parti, a demandé que Q »: a report of its own behind."""
    limit = view.last[p]
    end = phrase_end(view, p + 1, limit)
    if end == p + 1:
        return False
    if end < limit and view.low[end] == ",":
        closing = next((k for k in range(end + 1, limit) if view.low[k] == ","), end)
        end = end if view.has_finite(end, closing) else closing + 1
    for cue in (cues[k] for k in range(end, min(end + 4, limit)) if k in cues):
        if cue.form in (FINITE, COMPOUND) and cue.first == end:
            ahead = view.low[cue.after : min(cue.after + 8, limit)]
            return cue.takes("que") and not QUE.isdisjoint(ahead)
    return False


def _stands_alone(view: View, cue: Cue, p: int) -> bool:
    """A cue behind the conjunction that has no noun of its own for a subject."""
    free = cue.form in (FINITE, COMPOUND, GERUND) or cue.governor is not None
    return free and all(
        view.words[k].pos_ not in ("NOUN", "PROPN") for k in range(p + 1, cue.first)
    )


def content_end(view: View, cue: Cue, found: Complement, cues: dict[int, Cue]) -> int:
    """Position behind the content of a complement of the cue."""
    start, rule = found.start, found.rule
    end = clause_end(view, cue.at, start, cues)
    if found.phrase or rule in ("infinitive", "whom", "noun-phrase"):
        end = _next_predicate(view, start, end, cues)
    if rule == "que":
        return _marked_clause_end(view, start, end)
    if rule in ("infinitive", "question", "whom", "colon-clause"):
        return end
    if rule == "marks" and not found.phrase:
        mark = view.marked_at(start)
        if mark is None:
            return end
        closing = view.at(mark.end)
        if not _marked_words_go_on(view, mark, closing):
            return closing
    return _phrase_content_end(view, cue, start, end, rule)


def _marked_clause_end(view: View, start: int, end: int) -> int:
    """« que « P » en signant … »: a whole clause in marks ends with them before a circumstance."""
    mark = view.marked_at(start)
    closing = view.at(mark.end) if mark is not None else end
    if mark is None or closing >= end or not is_clause(view, mark):
        return end
    return closing if _in_gerund(view, closing) or _says_where(view, closing) else end


def _next_predicate(view: View, start: int, end: int, cues: dict[int, Cue]) -> int:
    """« promet d'agir et annonce P », « confirme P et a ouvert Q »: where the next verb begins.

    Content without a finite verb of its own cannot go on with one; behind a relative pronoun it
    can, unless that verb reports too.
    """
    relative = False
    for p in range(start + 1, end - 1):
        if view.inside[p] >= 0:
            continue
        relative = relative or view.low[p] in _CLAUSE_OPENERS or view.is_finite(p)
        if view.low[p] not in _AND:
            continue
        k = verb_place(view, p + 1, end - 1)
        if view.inside[k] >= 0:
            continue  # « dit « non » aux uns et « partez » aux autres »
        reports = any(
            c in cues and cues[c].first <= k and cues[c].form in (FINITE, COMPOUND)
            for c in range(k, min(k + 4, end))
        )
        if reports or (not relative and view.is_finite(k)):
            return p
    return end


def _marked_words_go_on(view: View, mark: Marked, closing: int) -> bool:
    """« veut « obtenir que la loi passe » cette année »: words without marks end the clause."""
    if closing >= len(view) or view.text[mark.inner_start].isupper():
        return False
    return view.words[closing].pos_ == "DET" or view.low[closing] in OF


def _phrase_content_end(view: View, cue: Cue, start: int, end: int, rule: str) -> int:
    """Infinitives and noun phrases end at the first comma or colon outside marks and brackets."""
    depth = 0
    for p in range(start, end):
        word = view.low[p]
        if view.inside[p] >= 0:
            continue
        depth += (word == "(") - (word == ")")
        if depth > 0 or p == start:
            continue
        if word == "," and not _enumerates(view, p, end):
            return p
        if word == "pour" and view.is_mark(p - 1) and infinitive_at(view, p + 1, end):
            return p  # « invoque « le respect dû » pour ne pas répondre »
        if rule == "noun-phrase" and _ends_phrase(view, cue, p):
            return p
    return end


def _ends_phrase(view: View, cue: Cue, p: int) -> bool:
    """Whether a noun phrase as content ends before this word."""
    if view.low[p] == ":":
        return not _names_what(view, p)
    if view.low[p : p + 2] == ["et", "qui"] or view.low[p] in _SUBORDINATORS:
        return True
    if _in_gerund(view, p) or _says_where(view, p):
        return True
    return _addressed(view, cue, p) or _dated(view, cue, p)


def _names_what(view: View, colon: int) -> bool:
    """« un nouveau bilan : sept morts »: what stands behind the colon tells what the phrase is."""
    start, end = colon + 1, view.last[colon]
    marked = any(view.inside[k] >= 0 for k in range(start, end))
    return start < end and not marked and not view.has_finite(start, end)


def _in_gerund(view: View, p: int) -> bool:
    """« en signant », « en n'y voyant rien »."""
    return view.low[p] == "en" and gerund_at(view, p + 1, view.last[p])


def _addressed(view: View, cue: Cue, p: int) -> bool:
    """« présente ses condoléances aux familles »: to whom it is said."""
    ahead = view.behind(p, 4) if view.low[p] in TO else ()
    noun = next((k for k in ahead if view.words[k].pos_ == "NOUN"), None)
    if noun is None or view.head[noun] != cue.at:
        return False
    text = view.words[noun].text
    return person_role(text) is not None or noun_kind(text) in ("group", "person")


def _enumerates(view: View, comma: int, end: int) -> bool:
    """Whether a comma goes on with a list or a relative clause's own part: « A, B et C »."""
    nxt = comma + 1
    if nxt >= end:
        return False
    word, ahead = view.low[nxt], range(nxt, min(nxt + 8, end))
    if view.is_mark(nxt) or word in ("et", "ou", "ni", "notamment", "afin"):
        return True
    if word in ("qui", "dont") and any(view.inside[k] >= 0 for k in ahead[:6]):
        return True
    plain = view.words[nxt].pos_ in ("DET", "NOUN", "PROPN", "ADP", "NUM")
    listed = any(view.low[k] in ("et", "ou") for k in ahead)
    return plain and listed and not any(map(view.is_verb, ahead))


def _says_where(view: View, p: int) -> bool:
    """« lors de », « dans un communiqué »: where it was said, no content."""
    if view.low[p] in ("lors", "après") or view.low[p : p + 2] == ["au", "cours"]:
        return True
    settings = context_words("setting")
    placed = view.low[p] in ("dans", "devant", "sur")
    return placed and any(view.words[k].lemma_ in settings for k in view.behind(p, 4))


def _dated(view: View, cue: Cue, p: int) -> bool:
    """An adjunct of time that hangs on the cue (« pour mercredi » goes on with the phrase)."""
    before = view.run_start(p, ("DET",)) - 1
    if view.low[p] in ("ce", "cette"):
        dated = any(map(view.is_time, (p, *view.behind(p, 3))))
    else:
        dated = view.is_time(p) and view.words[before].pos_ != "ADP"
    return dated and cue.at in (view.head[p], view.head[view.head[p]])
