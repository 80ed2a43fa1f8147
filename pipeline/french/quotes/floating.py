"""Marked words without an attribution in their sentence: floating, signed, continued."""

from collections.abc import Iterator
from itertools import chain

from pipeline.french.quotes import voices
from pipeline.french.quotes.content import is_clause, is_term, quote, span_and_type
from pipeline.french.quotes.cue_lexicon import FINITE
from pipeline.french.quotes.cues import COMPOUND, Cue
from pipeline.french.quotes.marks import Marked
from pipeline.french.quotes.phrases import phrase_end
from pipeline.french.quotes.reading import Reading
from pipeline.french.quotes.voices import Source
from pipeline.french.records import Quote

_WORDS = 4


def find_floating(reading: Reading, taken: list[Quote]) -> Iterator[Quote]:
    """Utterances in marks that are sentences of their own; a signature below names their source."""
    ends = sorted((q.start, q.end) for q in taken)
    index = 0
    for mark in reading.marks:
        while index < len(ends) and ends[index][1] <= mark.inner_start:
            index += 1
        if index < len(ends) and ends[index][0] < mark.inner_end:
            continue
        if not _stands_alone(reading, mark):
            continue
        span = (mark.inner_start, mark.inner_end)
        signature = _signature(reading, mark)
        if signature is not None:
            yield quote(reading, "signature", span, "direct", None, signature)
        elif _is_utterance(reading, mark) and _size(reading, mark) >= _least(reading, mark):
            yield quote(reading, "floating", span, "direct")


def find_continuations(reading: Reading, cues: list[Cue], taken: list[Quote]) -> Iterator[Quote]:
    """A sentence with marked words right behind an attributed one: the same source goes on."""
    told = [c.at for c in cues if c.form in (FINITE, COMPOUND) and reading.inside[c.at] < 0]
    spans = sorted((q.start, q.end) for q in taken if q.type != "nominal")
    reported = {reading.first[p] for a, _ in spans if (p := reading.at(a)) < len(reading.first)}
    covered = {
        reading.marks[reading.inside[p]].start
        for a, b in spans
        for p in range(reading.at(a), reading.at(b))
        if reading.inside[p] >= 0
    }
    for mark in reading.marks:
        p = reading.at(mark.inner_start)
        if mark.start in covered or p >= len(reading.first) or is_term(reading, mark):
            continue
        first, last = reading.first[p], reading.last[p]
        if first in reported or first == 0 or reading.first[first - 1] not in reported:
            continue
        if (
            reading.paragraph[first - 1] != reading.paragraph[first]
            or _size(reading, mark) < _WORDS
        ):
            continue
        if any(first <= at < p for at in told):
            continue  # « Une tante le décrit comme « … » »: somebody else speaks
        found = span_and_type(reading, first, last)
        if found is not None and found[1] == "mixed":
            reported.add(first)
            covered.update(m.start for m in reading.marks if found[0][0] <= m.start < found[0][1])
            yield quote(reading, "continuation", *found)


def _stands_alone(reading: Reading, mark: Marked) -> bool:
    """Whether the sentence holds nothing but the marked words."""
    start, end = reading.at(mark.start), reading.at(mark.end)
    if start >= len(reading.first) or is_term(reading, mark):
        return False
    first, last = reading.first[start], reading.last[start]
    return not any(reading.is_word(p) for p in chain(range(first, start), range(end, last)))


def _is_utterance(reading: Reading, mark: Marked) -> bool:
    """A clause; in a headline any words; elsewhere a word or two that end like a sentence."""
    start = reading.at(mark.inner_start)
    short = reading.text[mark.inner_end - 1] in ".!?…" and _size(reading, mark) <= _WORDS
    return is_clause(reading, mark) or reading.headline[start] or short


def _least(reading: Reading, mark: Marked) -> int:
    """Words that an utterance has at least: fewer where it ends like a sentence."""
    return 1 if reading.text[mark.inner_end - 1] in ".!?…" else _WORDS


def _size(reading: Reading, mark: Marked) -> int:
    span = range(reading.at(mark.inner_start), reading.at(mark.inner_end))
    return sum(reading.is_word(p) for p in span)


def _signature(reading: Reading, mark: Marked) -> Source | None:
    """« — Jean Roy, maire » in the paragraph below the marked one."""
    p = reading.at(mark.end)
    if p + 1 >= len(reading.low) or reading.low[p] not in ("–", "—", "-"):
        return None
    if reading.paragraph[p] == reading.paragraph[p - 1]:
        return None
    end = phrase_end(reading, p + 1, reading.last[p])
    source = Source(p + 1, end)
    return source if end > p + 1 and voices.can_speak(reading, source) else None
