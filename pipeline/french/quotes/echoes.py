"""Content beside its cue: « comme l'a dit X, P », nouns of saying (« la promesse de X de P »)."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.french.quotes import attribution, voices
from pipeline.french.quotes.bounds import clause_end
from pipeline.french.quotes.content import quote, span_and_type
from pipeline.french.quotes.cue_lexicon import FINITE, cue_nouns, word_set
from pipeline.french.quotes.cues import COMPOUND, Cue
from pipeline.french.quotes.phrases import phrase_end
from pipeline.french.quotes.reading import Reading
from pipeline.french.quotes.voices import Source
from pipeline.french.records import Quote

_WHICH = frozenset(["laquelle", "lequel", "lesquelles", "lesquels"])
_NOUN_REACH = 14
_LINKS = word_set(", ; : et ou mais qui que qu' dont où si car")


def find_comparisons(reading: Reading, cues: list[Cue]) -> Iterator[Quote]:
    """« comme l'a souligné X, P » · « P, comme X l'a dit »."""
    by_position = {cue.at: cue for cue in cues}
    for cue in cues:
        if reading.inside[cue.at] >= 0 or cue.form not in (FINITE, COMPOUND):
            continue
        if not (cue.takes("que") or cue.takes("np")) or not _has_neuter_clitic(reading, cue):
            continue
        found = _comparison(reading, cue)
        if found is None:
            continue
        opening, source = found
        span = _compared(reading, opening, max(source.end, cue.after), by_position)
        made = span_and_type(reading, *span) if span else None
        if made is not None:
            yield quote(reading, "comme-incise", *made, cue, source)


def _has_neuter_clitic(reading: Reading, cue: Cue) -> bool:
    return any(reading.low[p] in ("le", "l'") for p in range(max(cue.first - 1, 0), cue.at))


def _comparison(reading: Reading, cue: Cue) -> tuple[int, Source] | None:
    """Position of « comme » and the source, before or behind the verb."""
    first = cue.first - (reading.low[cue.first - 1] in ("le", "l'") if cue.first else 0)
    if first and reading.low[first - 1] == "comme":
        source = attribution.inverted(reading, cue)
        return (first - 1, source) if source is not None else None
    for p in range(first - 1, max(reading.first[cue.at], first - 10) - 1, -1):
        if reading.low[p] == "comme":
            end = phrase_end(reading, p + 1, first)
            pronoun = first - p == 2 and reading.low[p + 1] in ("il", "elle", "ils", "elles")
            if pronoun or end == first:
                return p, Source(p + 1, first)
        if reading.low[p] in (",", ";", ":") or reading.inside[p] >= 0:
            return None
    return None


def _compared(
    reading: Reading, opening: int, end: int, cues: dict[int, Cue]
) -> tuple[int, int] | None:
    first, last = reading.first[opening], reading.last[opening]
    before = opening - 1
    front = before < first or reading.low[before] in (":", ";", "–", "—")
    if front or not any(reading.is_word(p) for p in range(first, opening)):
        p = end
        while p < last and reading.low[p] != ",":
            p += 1
        return (p + 1, clause_end(reading, opening, p + 1, cues)) if p + 1 < last else None
    if reading.low[before] != ",":
        return None
    goes_on = end + 1 < last and reading.low[end] == "," and not _has_finite(reading, first, before)
    return (first, last) if goes_on and _has_finite(reading, end, last) else (first, before)


def _has_finite(reading: Reading, start: int, end: int) -> bool:
    return any(reading.verb_form(p) == "Fin" for p in range(start, end))


def find_noun_cues(reading: Reading, cues: list[Cue]) -> Iterator[Quote]:
    """« l'affirmation de X selon laquelle P » · « la promesse de X de P »."""
    by_position = {cue.at: cue for cue in cues}
    for p, token in enumerate(reading.words):
        entry = cue_nouns().get(token.lemma_.casefold())
        if entry is None or token.pos_ != "NOUN" or reading.inside[p] >= 0:
            continue
        constructions, stance = entry
        source, end = _holder(reading, p)
        start = _carried(reading, constructions, p, end)
        if start is None or (source is None and reading.low[start - 1] not in _WHICH):
            continue
        if source is not None and not voices.can_speak(reading, source):
            continue
        end = min(clause_end(reading, p, start, by_position), _main_verb(reading, p, start))
        made = span_and_type(reading, start, end)
        if made is not None:
            found = quote(reading, "cue-noun", *made, None, source)
            yield replace(
                found, cue=reading.offsets(p, p + 1), cue_lemma=token.lemma_, stance=stance
            )


def _main_verb(reading: Reading, noun: int, start: int) -> int:
    """Where the verb of the noun begins, behind the content; else the sentence's end."""
    verb = reading.head[noun]
    second = _second_finite(reading, start)
    if reading.words[noun].dep_ not in ("nsubj", "nsubj:pass") or verb <= start:
        if second is None:
            return reading.last[noun]
        verb = second
    elif second is not None:
        verb = min(verb, second)
    auxiliaries = [
        c for c in reading.children[verb] if start < c < verb and reading.words[c].pos_ == "AUX"
    ]
    begin = min([verb, *auxiliaries])
    while begin - 1 > start and reading.low[begin - 1] in ("ne", "n'", "se", "s'"):
        begin -= 1
    return begin


def _second_finite(reading: Reading, start: int) -> int | None:
    """« le câble était usé ne convainc personne »: a second verb that nothing links to it."""
    told = False
    for p in range(start, reading.last[start]):
        if reading.low[p] in _LINKS or reading.inside[p] >= 0:
            told = False
        elif reading.is_finite(p):
            if told and p > start and not reading.is_finite(p - 1):
                return p
            told = True
    return None


def _holder(reading: Reading, p: int) -> tuple[Source | None, int]:
    """The source behind « de », and where its phrase ends."""
    limit = reading.last[p]
    if p + 2 < limit and reading.low[p + 1] in ("de", "du", "d'", "des"):
        end = phrase_end(reading, p + 2, limit)
        # « de Vermeil de reconstruire »: the phrase ends before the infinitive
        if end > p + 2 and reading.verb_form(p + 2) != "Inf":
            return Source(p + 2, end), end
    return None, p + 1


def _carried(reading: Reading, constructions: frozenset[str], p: int, end: int) -> int | None:
    """Where the content of a noun of saying begins."""
    low, limit = reading.low, reading.last[p]
    if "selon" in constructions:
        for k in range(p + 1, min(p + _NOUN_REACH, limit - 1)):
            if low[k] == "selon" and low[k + 1] in _WHICH:
                return k + 2
    if end < limit - 1 and "que" in constructions and low[end] in ("que", "qu'"):
        return end + 1
    if end < limit - 1 and "de" in constructions and low[end] in ("de", "d'"):
        infinitive = reading.verb_form(end + 1) == "Inf"
        return end + 1 if infinitive else None
    return None
