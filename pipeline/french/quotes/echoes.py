"""Content beside its cue: « comme l'a dit X, P », nouns of saying (« la promesse de X de P »)."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.french.lexicons import word_set
from pipeline.french.phrases.source import phrase_end
from pipeline.french.quotes import attribution, voices
from pipeline.french.quotes.bounds import clause_end
from pipeline.french.quotes.content import quote, span_and_type
from pipeline.french.quotes.cue_lexicon import FINITE, cue_nouns
from pipeline.french.quotes.cues import COMPOUND, Cue
from pipeline.french.quotes.voices import Source
from pipeline.french.records import Quote
from pipeline.french.verbs import is_subject
from pipeline.french.view import View

_WHICH = frozenset(["laquelle", "lequel", "lesquelles", "lesquels"])
_NOUN_REACH = 14
_LINKS = word_set(", ; : et ou mais qui que qu' dont où si car")


def find_comparisons(view: View, cues: list[Cue]) -> Iterator[Quote]:
    """« comme l'a souligné X, P » · « P, comme X l'a dit »."""
    by_position = {cue.at: cue for cue in cues}
    for cue in cues:
        if view.inside[cue.at] >= 0 or cue.form not in (FINITE, COMPOUND):
            continue
        if not (cue.takes("que") or cue.takes("np")) or not _has_neuter_clitic(view, cue):
            continue
        found = _comparison(view, cue)
        if found is None:
            continue
        opening, source = found
        span = _compared(view, opening, max(source.end, cue.after), by_position)
        made = span_and_type(view, *span) if span else None
        if made is not None:
            yield quote(view, "comme-incise", *made, cue, source)


def _has_neuter_clitic(view: View, cue: Cue) -> bool:
    return any(view.low[p] in ("le", "l'") for p in range(max(cue.first - 1, 0), cue.at))


def _comparison(view: View, cue: Cue) -> tuple[int, Source] | None:
    """Position of « comme » and the source, before or behind the verb."""
    first = cue.first - (view.low[cue.first - 1] in ("le", "l'") if cue.first else 0)
    if first and view.low[first - 1] == "comme":
        source = attribution.inverted(view, cue)
        return (first - 1, source) if source is not None else None
    for p in range(first - 1, max(view.first[cue.at], first - 10) - 1, -1):
        if view.low[p] == "comme":
            end = phrase_end(view, p + 1, first)
            pronoun = first - p == 2 and view.low[p + 1] in ("il", "elle", "ils", "elles")
            if pronoun or end == first:
                return p, Source(p + 1, first)
        if view.low[p] in (",", ";", ":") or view.inside[p] >= 0:
            return None
    return None


def _compared(view: View, opening: int, end: int, cues: dict[int, Cue]) -> tuple[int, int] | None:
    first, last = view.first[opening], view.last[opening]
    before = opening - 1
    front = before < first or view.low[before] in (":", ";", "–", "—")
    if front or not any(view.is_word(p) for p in range(first, opening)):
        p = end
        while p < last and view.low[p] != ",":
            p += 1
        return (p + 1, clause_end(view, opening, p + 1, cues)) if p + 1 < last else None
    if view.low[before] != ",":
        return None
    goes_on = end + 1 < last and view.low[end] == "," and not _has_finite(view, first, before)
    return (first, last) if goes_on and _has_finite(view, end, last) else (first, before)


def _has_finite(view: View, start: int, end: int) -> bool:
    return any(view.verb_form(p) == "Fin" for p in range(start, end))


def find_noun_cues(view: View, cues: list[Cue]) -> Iterator[Quote]:
    """« l'affirmation de X selon laquelle P » · « la promesse de X de P »."""
    by_position = {cue.at: cue for cue in cues}
    for p, token in enumerate(view.words):
        entry = cue_nouns().get(token.lemma_.casefold())
        if entry is None or token.pos_ != "NOUN" or view.inside[p] >= 0:
            continue
        constructions, stance = entry
        source, end = _holder(view, p)
        start = _carried(view, constructions, p, end)
        if start is None or (source is None and view.low[start - 1] not in _WHICH):
            continue
        if source is not None and not voices.can_speak(view, source):
            continue
        end = min(clause_end(view, p, start, by_position), _main_verb(view, p, start))
        made = span_and_type(view, start, end)
        if made is not None:
            found = quote(view, "cue-noun", *made, None, source)
            yield replace(found, cue=view.offsets(p, p + 1), cue_lemma=token.lemma_, stance=stance)


def _main_verb(view: View, noun: int, start: int) -> int:
    """Where the verb of the noun begins, behind the content; else the sentence's end."""
    verb = view.head[noun]
    second = _second_finite(view, start)
    if not is_subject(view, noun) or verb <= start:
        if second is None:
            return view.last[noun]
        verb = second
    elif second is not None:
        verb = min(verb, second)
    auxiliaries = [
        c for c in view.children[verb] if start < c < verb and view.words[c].pos_ == "AUX"
    ]
    begin = min([verb, *auxiliaries])
    while begin - 1 > start and view.low[begin - 1] in ("ne", "n'", "se", "s'"):
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


def _holder(view: View, p: int) -> tuple[Source | None, int]:
    """The source behind « de », and where its phrase ends."""
    limit = view.last[p]
    if p + 2 < limit and view.low[p + 1] in ("de", "du", "d'", "des"):
        end = phrase_end(view, p + 2, limit)
        # « de Vermeil de reconstruire »: the phrase ends before the infinitive
        if end > p + 2 and view.verb_form(p + 2) != "Inf":
            return Source(p + 2, end), end
    return None, p + 1


def _carried(view: View, constructions: frozenset[str], p: int, end: int) -> int | None:
    """Where the content of a noun of saying begins."""
    low, limit = view.low, view.last[p]
    if "selon" in constructions:
        for k in range(p + 1, min(p + _NOUN_REACH, limit - 1)):
            if low[k] == "selon" and low[k + 1] in _WHICH:
                return k + 2
    if end < limit - 1 and "que" in constructions and low[end] in ("que", "qu'"):
        return end + 1
    if end < limit - 1 and "de" in constructions and low[end] in ("de", "d'"):
        infinitive = view.verb_form(end + 1) == "Inf"
        return end + 1 if infinitive else None
    return None


CONSTRUCTIONS = (find_comparisons, find_noun_cues)
