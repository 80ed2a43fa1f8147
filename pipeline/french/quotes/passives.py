"""Passives and participles of saying with their agent: « P a été annoncé par X »."""

from pipeline.french.function_words import DE, QUE
from pipeline.french.marks import Marked
from pipeline.french.quotes import attribution, voices
from pipeline.french.quotes.bounds import clause_end
from pipeline.french.quotes.candidates import Candidate, candidate
from pipeline.french.quotes.content import is_clause, is_term, span_and_type
from pipeline.french.quotes.cues import PASSIVE, REDUCED, Cue
from pipeline.french.quotes.voices import Source
from pipeline.french.trace import refused
from pipeline.french.view import View

_PREDICATES = {"comme": frozenset({"comme"}), "who_de": DE}
_REACH = 30


def passive_quote(view: View, cue: Cue, cues: dict[int, Cue]) -> Candidate | None:
    """The quote of a passive or a participle with its agent; None where it names no source.

    « P a été annoncé par X » · « X est décrit comme P par Y » · « il a été annoncé par X que P ».
    """
    source = attribution.agent(view, cue)
    if source is None:
        return refused(view, "passive", "no agent", cue.at)
    if not voices.can_speak(view, source):
        return refused(view, "passive", "the agent cannot speak", cue.at)
    for construction, words in _PREDICATES.items():
        found = _predicate(view, cue, source, words, cues) if cue.takes(construction) else None
        if found is not None:
            return found
    behind = source.end
    if behind + 1 < view.last[cue.at] and view.low[behind] in QUE and cue.takes("que"):
        made = span_and_type(view, behind + 1, clause_end(view, cue.at, behind + 1, cues))
        return candidate(view, "passive", *made, cue, source) if made else None
    return _subject(view, cue, source)


def _predicate(
    view: View, cue: Cue, source: Source, words: frozenset[str], cues: dict[int, Cue]
) -> Candidate | None:
    limit = min(view.last[cue.at], cue.end + _REACH)
    for p in range(cue.end, limit - 1):
        agent = source.start <= p < source.end
        if view.low[p] in words and not agent and view.inside[p] < 0:
            end = source.start - 1 if source.start > p else limit
            end = min(end, clause_end(view, cue.at, p + 1, cues), _behind_marks(view, p + 1))
            found = span_and_type(view, p + 1, end, view.verb_form(p + 1) != "Inf")
            if found is None or found[1] == "nominal":
                return refused(view, "comme", "a predicate without marks", p)
            return candidate(view, "comme", *found, cue, source)
    return None


def _behind_marks(view: View, p: int) -> int:
    """Where predicates in marks end (« homme violent », condamné …); else the sentence's end."""
    mark, last = view.marked_at(p), view.last[p]
    behind = view.at(mark.end) if mark is not None else last
    return behind if behind < last and view.low[behind] in (",", "(") else last


def _subject(view: View, cue: Cue, source: Source) -> Candidate | None:
    """The subject of a passive, or the noun that a participle stands by, as content."""
    if cue.form == REDUCED and (marked := _marked_before(view, cue)) is not None:
        kind = "direct" if is_clause(view, marked) else "mixed"
        span = (marked.inner_start, marked.inner_end)
        return candidate(view, "passive", span, kind, cue, source)
    if cue.form != PASSIVE:
        # « les chiffres publiés par X »
        return refused(view, "passive", "a description, no report", cue.at)
    found = attribution.subject(view, cue)
    if found is None or not cue.takes("np"):
        return refused(view, "noun-phrase-passive", "no subject that can be said", cue.at)
    if view.words[found.start].ent_type_ == "PER" or view.words[found.start].pos_ == "PRON":
        return refused(view, "noun-phrase-passive", "the subject is a person or pronoun", cue.at)
    result = span_and_type(view, found.start, found.end, True)
    return candidate(view, "noun-phrase-passive", *result, cue, source) if result else None


def _marked_before(view: View, cue: Cue) -> Marked | None:
    """The marked words right before a participle: « « l'inversion », promise par X »."""
    before = cue.first - 1
    while before > view.first[cue.at] and view.low[before] in (",", "!", "?"):
        before -= 1
    if before < 1 or not view.is_mark(before) or view.inside[before - 1] < 0:
        return None
    marked = view.marks[view.inside[before - 1]]
    return None if is_term(view, marked) else marked
