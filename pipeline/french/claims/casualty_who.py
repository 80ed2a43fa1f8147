"""Whom a casualty figure counts: the noun, else the participle, else the noun before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.french.casualty_lexicon import noun_kinds, verb_forms
from pipeline.french.claims.candidates import Candidate
from pipeline.french.claims.casualty_syntax import linked
from pipeline.french.claims.counted import Counted, is_thing
from pipeline.french.function_words import OF
from pipeline.french.view import Sentence


def named(
    sentence: Sentence, phrases: Sequence[Counted], found: Mapping[int, Candidate], k: int
) -> Candidate:
    """The reading of phrase `k` with whom it counts."""
    reading = found[k]
    if reading.who is not None:
        return reading
    counted, event = reading.counted, reading.event
    if counted.who is not None:
        start, end = counted.who
        previous = found.get(k - 1)
        if sentence.at(start) in ("autre", "autres") and previous and previous.event:
            end = start + 1 if sentence.at(start + 1) in verb_forms() else end
        return replace(reading, who=(start, end))
    if event and event.adjective and counted.end <= event.start and reading.rule != "shared":
        return replace(reading, who=(event.head, event.head + 1))
    following = phrases[k + 1] if k + 1 in found else None
    joined = following is not None and (
        linked(sentence, counted, following)
        or sentence.forms(counted.end, following.left) == ("à",)  # « de 8 à 11 morts »
    )
    if joined and phrases[k + 1].who:
        return replace(reading, who=phrases[k + 1].who)
    for earlier in phrases[max(0, k - 8) : k][::-1]:
        if earlier.head is not None and not is_thing(earlier):
            return replace(reading, who=earlier.who)
    return reading


def second_kind(sentence: Sentence, reading: Candidate) -> Candidate | None:
    """« douze morts et blessés », « une quarantaine de morts et de blessés »: two of one number."""
    if not reading.rule.startswith("noun:"):
        return None
    second = reading.counted.end + 1
    if sentence.at(second - 1) != "et":
        return None
    second += sentence.at(second) in OF
    kind = noun_kinds("victim").get(sentence.at(second))
    if kind is None or kind == reading.kind:
        return None
    return replace(reading, kind=kind, who=(second, second + 1))
