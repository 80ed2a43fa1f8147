"""Interviews: paragraphs that answer paragraphs; dialogues whose turns open with a dash."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from pipeline.french.paragraphs import paragraphs
from pipeline.french.quotes.candidates import Candidate, candidate
from pipeline.french.quotes.voices import Source
from pipeline.french.records import Offsets
from pipeline.french.text import LINE_ENDS, SPACES
from pipeline.french.view import View

_LABEL = re.compile(r"\s*(?:[-–—]\s*)?([^\W\d_][^:?!.«»\"]{0,60}?\.?)\s*[:–—]\s+(?=\S)")
_ANSWER = frozenset({"r", "r.", "réponse", "rép.", "rép"})
_QUESTION = frozenset({"q", "q.", "question", "quest."})
_INTERVIEW = re.compile(
    r"\b(?:entretien|interview|interviewé|propos recueillis|questions? à)\b", re.I
)
_BYLINE = re.compile(
    r"\s*\W?\s*(?:propos recueillis|recueilli|interview|entretien réalisé)\b", re.I
)
_YOU = re.compile(r"\b(?:vous|votre|vos|tu|ton|tes)\b", re.I)
_LABELLED = 4
_QUESTIONS = 3
_QUESTION_LENGTH = 400
_NAME_WORDS = 6
_TURN = re.compile(r"\s*[-–—]\s+(?=[A-ZÀ-ÝŒ«\"“])")
_BEFORE = frozenset(SPACES + LINE_ENDS + '\t-–—«“"')
_BEHIND = frozenset(SPACES + LINE_ENDS + '\t.»”"')
_TURN_END = re.compile(r"[.!?…]\s*[»\"”]?\s*$")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    body: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Interview:
    """The answers as quotes, and the offsets of the questions, which are the paper's own words."""

    answers: list[Candidate]
    questions: list[Offsets]


def read_interview(view: View) -> Interview:
    """The answers of an interview: labelled (« X : … », « R. : … »), or below questions."""
    lines = [_line(view.text, start, end) for start, end in paragraphs(view.text)]
    answering = _answer_labels(view.text, lines)
    if answering:
        answers = list(_labelled_answers(view, lines, answering))
        labels = {line.label for line in lines if line.label} - answering
        asked = [n for n, line in enumerate(lines) if answers and line.label in labels]
    else:
        asked = _questions(view, lines)
        answers = list(_plain_answers(view, lines, asked))
    return Interview(answers, [(lines[n].start, lines[n].end) for n in asked])


def _line(text: str, start: int, end: int) -> _Line:
    match = _LABEL.match(text, start, end)
    if match is None or len(match.group(1).split()) > _NAME_WORDS:
        return _Line(start, start, end, "")
    return _Line(match.start(1), match.end(), end, match.group(1).strip().casefold())


def _answer_labels(text: str, lines: list[_Line]) -> set[str]:
    """Labels that open answers: those of a dialogue whose paragraphs ask no questions."""
    counts, repeated = _labels(lines)
    known = set(_ANSWER & counts.keys())
    if known and repeated & _QUESTION:
        return known
    if len(repeated) < 2 or sum(counts[label] for label in repeated) < _LABELLED:
        return set()
    asked = Counter(line.label for line in lines if _asks(text, line))
    asking = {label for label in repeated if 2 * asked[label] > counts[label]}
    return repeated - asking if asking else set()


def _labels(lines: list[_Line]) -> tuple[Counter[str], set[str]]:
    """How often each label stands, and those that stand twice or more."""
    counts = Counter(line.label for line in lines if line.label)
    return counts, {label for label, n in counts.items() if n >= 2}


def _asks(text: str, line: _Line) -> bool:
    return text[line.end - 1] == "?"


def _is_byline(text: str, line: _Line) -> bool:
    return _BYLINE.match(text, line.start, line.end) is not None


def _labelled_answers(view: View, lines: list[_Line], labels: set[str]) -> Iterator[Candidate]:
    _, repeated = _labels(lines)
    asked = False
    for number, line in enumerate(lines):
        asked = asked or line.label in repeated - labels
        if line.label not in labels or not asked:
            continue  # a headline may bear the name too
        end = line.end
        for following in lines[number + 1 :]:
            if following.label in repeated or _is_byline(view.text, following):
                break
            end = following.end
        source = None
        if line.label not in _ANSWER:
            p = view.at(line.start)
            behind = range(p, len(view))
            q = next((q for q in behind if view.low[q] in (":", "–", "—")), len(view))
            source = Source(p, q)
        yield candidate(
            view, "answer", _answer_span(view.text, line.body, end), "direct", None, source
        )


def _questions(view: View, lines: list[_Line]) -> list[int]:
    """The lines that ask, where paragraphs between them answer; none where it is no interview."""
    text = view.text
    short = (n for n, line in enumerate(lines) if line.end - line.start <= _QUESTION_LENGTH)
    asking = [n for n in short if _asks(text, lines[n])]
    if len(asking) < _QUESTIONS or any(b - a < 2 for a, b in pairwise(asking)):
        return []
    addressed = sum(bool(_YOU.search(text, lines[n].start, lines[n].end)) for n in asking)
    told = 2 * addressed < len(asking) or _quotes_in(view, lines)
    return [] if told and not _INTERVIEW.search(text) else asking


def _plain_answers(view: View, lines: list[_Line], asking: list[int]) -> Iterator[Candidate]:
    """Answers without labels: the paragraphs between paragraphs that are questions."""
    for question, following in pairwise([*asking, len(lines)]):
        answer = lines[question + 1 : following]
        while answer and _is_byline(view.text, answer[-1]):
            answer.pop()
        if answer:
            span = _answer_span(view.text, answer[0].start, answer[-1].end)
            yield candidate(view, "answer", span, "direct")


def _quotes_in(view: View, lines: list[_Line]) -> bool:
    """Whether most paragraphs open with a quotation mark: then it is a story, not an interview."""
    opened = sum(any(m.start == line.start for m in view.marks) for line in lines)
    return 3 * opened > len(lines)


def _answer_span(text: str, start: int, end: int) -> Offsets:
    """Without dash, marks and the final full stop."""
    while start < end and text[start] in _BEFORE:
        start += 1
    while end > start + 1 and text[end - 1] in _BEHIND:
        end -= 1
    return start, end


def find_turns(view: View, taken: Sequence[Candidate]) -> Iterator[Candidate]:
    """The turns of a dialogue that no incise attributes: paragraphs that open with a dash.

    `taken` are the quotes found so far. What follows the incise of a turn is a quote of its own.
    """
    text = view.text
    lines = paragraphs(text)
    said = sorted(taken, key=lambda q: q.start)
    starts = [q.start for q in said]
    held = [said[bisect_left(starts, a) : bisect_left(starts, b)] for a, b in lines]
    turns = [bool(_TURN.match(text, *line)) and _ends(text, line) for line in lines]
    for first, last in _runs(turns):
        if not _is_dialogue(text, lines, held, first, last):
            continue
        for line, inside in zip(lines[first:last], held[first:last], strict=True):
            opened = _TURN.match(text, *line)
            start = opened.end() if opened else line[0]
            if not inside:
                yield candidate(view, "dialogue", _answer_span(text, start, line[1]), "direct")
            elif len(inside) == 1 and inside[0].rule == "incise" and inside[0].speaker:
                yield from _rest_of_turn(view, inside[0], line[1])


def _ends(text: str, line: Offsets) -> bool:
    return bool(_TURN_END.search(text, max(line[0], line[1] - 4), line[1]))


def _runs(turns: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The stretches [first, last) of neighbouring turns."""
    at = 0
    for is_turn, group in groupby(turns):
        size = len(list(group))
        if is_turn:
            yield at, at + size
        at += size


def _is_dialogue(
    text: str, lines: Sequence[Offsets], held: Sequence[Sequence[Candidate]], first: int, last: int
) -> bool:
    """Whether neighbouring paragraphs with a dash ask and answer: not so the items of a list."""
    asked = any(text[end - 1] == "?" for _, end in lines[first:last])
    told = any(q.rule == "incise" for inside in held[first:last] for q in inside)
    led = first > 0 and any(q.type == "direct" for q in held[first - 1])
    several = last - first > 1
    return told or (led and (several or asked)) or (asked and several)


def _rest_of_turn(view: View, told: Candidate, end: int) -> Iterator[Candidate]:
    """« — Deux fois, coupe-t-elle. Et je reviendrai. »: what follows the incise."""
    behind = max(told.end, told.cue[1] if told.cue else 0, told.speaker[1] if told.speaker else 0)
    p = view.at(behind)
    while p < len(view) and view.starts[p] < end and view.low[p] not in ".!?…":
        p += 1
    if p + 1 < len(view) and view.starts[p + 1] < end:
        stop = _answer_span(view.text, behind, end)[1]
        yield replace(told, start=view.starts[p + 1], end=stop, type="direct")
