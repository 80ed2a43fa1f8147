"""Words without an attribution in their sentence: floating quotes, signed ones, answers."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise

from pipeline.french.layout import paragraphs
from pipeline.french.quotes import attribution
from pipeline.french.quotes.attribution import Source
from pipeline.french.quotes.content import is_clause, is_term, quote, span_and_type
from pipeline.french.quotes.cue_lexicon import FINITE
from pipeline.french.quotes.cues import COMPOUND, Cue
from pipeline.french.quotes.marks import Marked
from pipeline.french.quotes.phrases import phrase_end
from pipeline.french.quotes.reading import Reading
from pipeline.french.records import Offsets, Quote

_WORDS = 4
_LABEL = re.compile(r"\s*(?:[-–—]\s*)?([^\W\d_][^:?!.«»\"]{0,60}?\.?)\s*[:–—]\s+(?=\S)")
_ANSWER = frozenset({"r", "r.", "réponse", "rép.", "rép"})
_QUESTION = frozenset({"q", "q.", "question", "quest."})
_INTERVIEW = re.compile(
    r"\b(?:entretien|interview|interviewé|propos recueillis|questions? à)\b", re.I
)
_BYLINE = re.compile(
    r"\s*\W?\s*(?:propos recueillis|recueilli|interview|entretien réalisé)\b", re.I
)
_LABELLED = 4
_QUESTIONS = 3
_QUESTION_LENGTH = 400
_NAME_WORDS = 6


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
        elif is_clause(reading, mark) and _size(reading, mark) >= _least(reading, mark):
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
    if start >= len(reading.first) or reading.headline[start] or is_term(reading, mark):
        return False
    first, last = reading.first[start], reading.last[start]
    return not any(reading.is_word(p) for p in chain(range(first, start), range(end, last)))


def _least(reading: Reading, mark: Marked) -> int:
    """Words that an utterance has at least: fewer where it ends like a sentence."""
    return 2 if reading.text[mark.inner_end - 1] in ".!?…" else _WORDS


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
    return source if end > p + 1 and attribution.can_speak(reading, source) else None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    body: int
    end: int
    label: str


def find_answers(reading: Reading) -> Iterator[Quote]:
    """The answers of an interview: labelled (« X : … », « R. : … »), or below questions."""
    lines = [_line(reading.text, start, end) for start, end in paragraphs(reading.text)]
    answering = _answer_labels(reading.text, lines)
    if answering:
        yield from _labelled_answers(reading, lines, answering)
    elif _INTERVIEW.search(reading.text):
        yield from _plain_answers(reading, lines)


def _line(text: str, start: int, end: int) -> _Line:
    match = _LABEL.match(text, start, end)
    if match is None or len(match.group(1).split()) > _NAME_WORDS:
        return _Line(start, start, end, "")
    return _Line(match.start(1), match.end(), end, match.group(1).strip().casefold())


def _answer_labels(text: str, lines: list[_Line]) -> set[str]:
    """Labels that open answers: those of a dialogue whose paragraphs ask no questions."""
    counts = Counter(line.label for line in lines if line.label)
    known = {label for label in counts if label in _ANSWER}
    repeated = {label for label, n in counts.items() if n >= 2}
    if known and repeated & _QUESTION:
        return known
    if len(repeated) < 2 or sum(counts[label] for label in repeated) < _LABELLED:
        return set()
    asked = Counter(line.label for line in lines if text[line.end - 1 : line.end] == "?")
    asking = {label for label in repeated if 2 * asked[label] > counts[label]}
    return repeated - asking if asking else set()


def _labelled_answers(reading: Reading, lines: list[_Line], labels: set[str]) -> Iterator[Quote]:
    known = {line.label for line in lines if line.label}
    repeated = {label for label in known if sum(line.label == label for line in lines) >= 2}
    asked = False
    for number, line in enumerate(lines):
        asked = asked or line.label in repeated - labels
        if line.label not in labels or not asked:
            continue  # a headline may bear the name too
        end = line.end
        for following in lines[number + 1 :]:
            if following.label in repeated or _BYLINE.match(
                reading.text, following.start, following.end
            ):
                break
            end = following.end
        source = None
        if line.label not in _ANSWER:
            p = reading.at(line.start)
            q = p
            while q < len(reading.low) and reading.low[q] not in (":", "–", "—"):
                q += 1
            source = Source(p, q)
        yield quote(
            reading, "answer", _answer_span(reading.text, line.body, end), "direct", None, source
        )


def _plain_answers(reading: Reading, lines: list[_Line]) -> Iterator[Quote]:
    """Answers without labels: the paragraphs between paragraphs that are questions."""
    text = reading.text
    asking = [
        n
        for n, line in enumerate(lines)
        if text[line.end - 1] == "?" and line.end - line.start <= _QUESTION_LENGTH
    ]
    if len(asking) < _QUESTIONS or any(b - a < 2 for a, b in pairwise(asking)):
        return
    for number, question in enumerate(asking):
        last = asking[number + 1] if number + 1 < len(asking) else len(lines)
        answer = lines[question + 1 : last]
        while answer and _BYLINE.match(text, answer[-1].start, answer[-1].end):
            answer = answer[:-1]
        if answer:
            span = _answer_span(text, answer[0].start, answer[-1].end)
            yield quote(reading, "answer", span, "direct")


def _answer_span(text: str, start: int, end: int) -> Offsets:
    """Without dash, marks and the final full stop."""
    while start < end and text[start] in ' \t\n\r\u00a0\u202f-–—«“"':
        start += 1
    while end > start + 1 and text[end - 1] in ' \t\n\r\u00a0\u202f.»”"':
        end -= 1
    return start, end
