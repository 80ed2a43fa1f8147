"""Content beside its cue: « comme l'a dit X, P », nouns of saying (« la promesse de X de P »)."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.french.function_words import DE, OF, QUE, RELATIVES, WHICH
from pipeline.french.phrases.source import phrase_end
from pipeline.french.quotes import attribution, voices
from pipeline.french.quotes.bounds import clause_end
from pipeline.french.quotes.candidates import Candidate, candidate
from pipeline.french.quotes.content import span_and_type
from pipeline.french.quotes.cue_lexicon import FINITE, cue_nouns
from pipeline.french.quotes.cues import COMPOUND, Cue
from pipeline.french.quotes.voices import Source
from pipeline.french.trace import refused
from pipeline.french.verbs import NE, REFLEXIVES, is_subject
from pipeline.french.view import View

_NOUN_REACH = 14
_LINKS = RELATIVES | {",", ";", ":", "et", "ou", "mais", "si", "car"}
_POSSESSIVES = frozenset({"son", "sa", "ses", "leur", "leurs"})
_CLITICS = ("le", "l'")


def find_comparisons(view: View, cues: list[Cue]) -> Iterator[Candidate]:
    """« comme l'a souligné X, P » · « P, comme X l'a dit »."""
    by_position = {cue.at: cue for cue in cues}
    for cue in cues:
        if view.inside[cue.at] >= 0 or cue.form not in (FINITE, COMPOUND):
            continue
        if not (cue.takes("que") or cue.takes("np")) or not _has_neuter_clitic(view, cue):
            continue
        opening, source = _comparison(view, cue)
        if source is None:
            refused(view, "comme-incise", "no subject of the comparison", cue.at)
            continue
        span = _compared(view, opening, max(source.end, cue.after), by_position)
        made = span_and_type(view, *span) if span else None
        if made is None:
            refused(view, "comme-incise", "no clause is compared", cue.at)
            continue
        yield candidate(view, "comme-incise", *made, cue, source)


def _has_neuter_clitic(view: View, cue: Cue) -> bool:
    return any(view.low[p] in _CLITICS for p in range(max(cue.first - 1, 0), cue.at))


def _comparison(view: View, cue: Cue) -> tuple[int, Source | None]:
    """Position of « comme » and the source, before or behind the verb."""
    first = cue.first - (view.word(cue.first - 1) in _CLITICS)
    if view.word(first - 1) == "comme":
        return first - 1, attribution.inverted(view, cue)
    for p in range(first - 1, max(view.first[cue.at], first - 10) - 1, -1):
        if view.low[p] == "comme":
            end = phrase_end(view, p + 1, first)
            pronoun = first - p == 2 and view.low[p + 1] in ("il", "elle", "ils", "elles")
            if pronoun or end == first:
                return p, Source(p + 1, first)
        if view.low[p] in (",", ";", ":") or view.inside[p] >= 0:
            break
    return first, None


def _compared(view: View, opening: int, end: int, cues: dict[int, Cue]) -> tuple[int, int] | None:
    first, last = view.first[opening], view.last[opening]
    before = opening - 1
    front = before < first or view.low[before] in (":", ";", "–", "—")
    if front or not any(view.is_word(p) for p in range(first, opening)):
        start = next((p + 1 for p in range(end, last) if view.low[p] == ","), last)
        return (start, clause_end(view, opening, start, cues)) if start < last else None
    if view.low[before] != ",":
        return None
    goes_on = end + 1 < last and view.low[end] == "," and not view.has_finite(first, before)
    return (first, last) if goes_on and view.has_finite(end, last) else (first, before)


def find_noun_cues(view: View, cues: list[Cue]) -> Iterator[Candidate]:
    """« l'affirmation de X selon laquelle P » · « la promesse de X de P »."""
    by_position = {cue.at: cue for cue in cues}
    for p, token in enumerate(view.words):
        entry = cue_nouns().get(token.lemma_.casefold())
        if entry is None or token.pos_ != "NOUN" or view.inside[p] >= 0:
            continue
        constructions, stance = entry
        source = _holder(view, p)
        if source is None and view.word(p - 1) in _POSSESSIVES:
            source = Source(p - 1, p)  # « sa promesse de P »
        start = _carried(view, constructions, p, max(source.end, p + 1) if source else p + 1)
        if start is None:
            refused(view, "cue-noun", "the noun carries no content", p)
            continue
        if not _is_held(view, source, start):
            refused(view, "cue-noun", "nobody who can speak holds the noun", p)
            continue
        end = min(clause_end(view, p, start, by_position), _main_verb(view, p, start))
        made = span_and_type(view, start, end)
        if made is not None:
            found = candidate(view, "cue-noun", *made, None, source)
            yield replace(found, cue=view.offsets(p, p + 1), cue_lemma=token.lemma_, stance=stance)


def _is_held(view: View, source: Source | None, start: int) -> bool:
    """Whether somebody who can speak says the noun's content, or « selon laquelle » tells it."""
    if source is None:
        return view.low[start - 1] in WHICH
    return view.low[source.start] in _POSSESSIVES or voices.can_speak(view, source)


def _main_verb(view: View, noun: int, start: int) -> int:
    """Where the verb of the noun begins, behind the content; else the sentence's end."""
    verb = view.head[noun]
    own = verb if is_subject(view, noun) and verb > start else None
    verbs = [v for v in (own, _second_finite(view, start)) if v is not None]
    if not verbs:
        return view.last[noun]
    verb = min(verbs)
    before = (c for c in view.children[verb] if start < c < verb)
    begin = min((c for c in before if view.words[c].pos_ == "AUX"), default=verb)
    while begin - 1 > start and view.low[begin - 1] in NE | REFLEXIVES:
        begin -= 1
    return begin


def _second_finite(view: View, start: int) -> int | None:
    """« le câble était usé ne convainc personne »: a second verb that nothing links to it."""
    told = False
    for p in range(start, view.last[start]):
        if view.low[p] in _LINKS or view.inside[p] >= 0:
            told = False
        elif view.is_finite(p):
            if told and p > start and not view.is_finite(p - 1):
                return p
            told = True
    return None


def _holder(view: View, p: int) -> Source | None:
    """The source behind « de » (« la promesse de Vermeil de reconstruire »)."""
    start, limit = p + 2, view.last[p]
    if start >= limit or view.low[p + 1] not in OF or view.verb_form(start) == "Inf":
        return None
    end = phrase_end(view, start, limit)
    return Source(start, end) if end > start else None


def _carried(view: View, constructions: frozenset[str], p: int, end: int) -> int | None:
    """Where the content of a noun of saying begins."""
    low, limit = view.low, view.last[p]
    if "selon" in constructions:
        for k in range(p + 1, min(p + _NOUN_REACH, limit - 1)):
            if low[k] == "selon" and low[k + 1] in WHICH:
                return k + 2
    if end >= limit - 1:
        return None
    that = "que" in constructions and low[end] in QUE
    infinitive = low[end] in DE and view.verb_form(end + 1) == "Inf"
    return end + 1 if that or ("de" in constructions and infinitive) else None


CONSTRUCTIONS = (find_comparisons, find_noun_cues)
