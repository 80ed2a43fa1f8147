"""Pairing of quotation marks: a state machine over the characters of a text.

Press text mixes « », “ ”, „ “, " ", ‹ ›, ‘ ’ and doubled single marks; marks are forgotten,
repeated at each paragraph of one quote, and nested. A stack holds the open marks of a paragraph;
what is left open at its end goes on in the next paragraph if that one says so, or ends there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.french.paragraphs import paragraphs
from pipeline.french.records import Offsets

_MARK = re.compile(r"[‘’'`´]{2}|<<|>>|[«»‹›“”„‟\"‘’']")
_FAMILY = {
    **dict.fromkeys(("«", "»", "<<", ">>"), "guillemets"),
    **dict.fromkeys("‹›", "pointed"),
    **dict.fromkeys("“”„‟", "curly"),
    '"': "straight",
    **dict.fromkeys("‘’'", "single"),
}
_OPENS = frozenset({"«", "‹", "„", "<<"})
_CLOSES = frozenset({"»", "›", ">>"})
# A quote may run over paragraphs without any mark of its own, but not for long.
_REACH = 3
_END_PUNCTUATION = re.compile(r"[\s.,;:!?…)]*$")


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between quotation marks.

    `start`, `end` are offsets with the marks, `inner_start`, `inner_end` without them and without
    the white space next to them; `depth` is 0 for an outermost stretch; `recovered` says that the
    text lacks one of the marks (then the stretch has none on that side).
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int = 0
    recovered: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    family: str
    opens: bool
    closes: bool


@dataclass(slots=True)
class _Open:
    mark: _Mark
    first_nested: _Mark | None = None
    last_nested_end: int = 0


def pair_marks(text: str) -> list[Marked]:
    """The marked stretches of a text that hold anything, outermost and nested, sorted by offsets.

    Never raises; takes time in proportion to the text's length.
    """
    spans = paragraphs(text)
    marks = [_paragraph_marks(text, start, end) for start, end in spans]
    found: list[Marked] = []
    stack: list[_Open] = []
    for number, (span, own) in enumerate(zip(spans, marks, strict=True)):
        carried = bool(stack)
        last_end = span[0]
        for mark in own:
            if carried and mark is own[0] and mark.start == span[0]:
                continue  # the mark repeated at the head of a paragraph
            last_end = _take(text, mark, stack, found, last_end)
        if stack and not _goes_on(
            marks[number + 1 : number + 1 + _REACH], spans[number + 1 :], stack
        ):
            _recover(text, stack, found, span[1])
            stack = []
        elif stack:
            stack = [stack[0]]
    return sorted(_solid(found), key=lambda m: (m.start, -m.end))


def outermost(marked: Sequence[Marked]) -> list[Marked]:
    """The stretches at depth 0, sorted; they do not overlap."""
    kept: list[Marked] = []
    for stretch in marked:
        if stretch.depth == 0 and (not kept or stretch.start >= kept[-1].end):
            kept.append(stretch)
    return kept


def _paragraph_marks(text: str, start: int, end: int) -> list[_Mark]:
    """The characters of a paragraph that are marks, with what each can do where it stands."""
    return [
        mark
        for match in _MARK.finditer(text, start, end)
        if (mark := _read(text, match.start(), match.end(), start, end)) is not None
    ]


def _read(text: str, at: int, after: int, start: int, end: int) -> _Mark | None:
    sign = text[at:after]
    left = text[at - 1] if at > start else " "
    right = text[after] if after < end else " "
    family = _FAMILY.get(sign, "straight")
    if family in ("guillemets", "pointed"):
        return _Mark(at, after, family, sign in _OPENS, sign in _CLOSES)
    if family == "single":
        return _read_single(sign, at, left, right)
    if left.isdigit() and right.isdigit():
        return None  # « 9"81 », a measure
    can_open = not left.isalnum() and left not in ".,!?…" and not right.isspace()
    can_close = not left.isspace() and left not in "(["
    if family == "curly":
        opens = sign in "“„‟" and not (sign == "“" and can_close and not can_open)
        return _Mark(at, after, family, opens or can_open, not opens)
    if left.isspace() and right.isspace():
        can_open = can_close = True
    if right in ",;.":
        can_open, can_close = False, True  # « tapis ? ", a-t-il demandé »
    return _Mark(at, after, family, can_open, can_close)


def _read_single(sign: str, at: int, left: str, right: str) -> _Mark | None:
    """A single mark, unless it is an apostrophe between letters."""
    if left.isalnum() and right.isalnum():
        return None
    opens = sign in "‘'" and not left.isalnum() and right.isalnum()
    closes = sign in "’'" and not left.isspace() and not right.isalnum()
    return _Mark(at, at + 1, "single", opens, closes) if opens or closes else None


def _take(text: str, mark: _Mark, stack: list[_Open], found: list[Marked], last_end: int) -> int:
    """One step of the machine; returns where the last stretch of the paragraph ended."""
    partner = _partner(mark, stack)
    if partner is not None:
        opened = stack[partner].mark
        del stack[partner:]
        found.append(_stretch(text, opened.start, mark.end, opened.end, mark.start, len(stack)))
        if stack:
            stack[-1].first_nested = stack[-1].first_nested or opened
            stack[-1].last_nested_end = mark.end
        return mark.end
    if mark.opens:
        if not (mark.family == "straight" and text[mark.start - 1 : mark.start].isdigit()):
            stack.append(_Open(mark))
    elif not stack and mark.family in ("guillemets", "curly"):
        found.append(_stretch(text, last_end, mark.end, last_end, mark.start, 0, True))
        return mark.end
    return last_end


def _partner(mark: _Mark, stack: list[_Open]) -> int | None:
    """Index on the stack of the open mark that this one closes."""
    if not mark.closes:
        return None
    # Only the innermost few can be meant: it bounds the time on a text of nothing but marks.
    for index in range(len(stack) - 1, max(-1, len(stack) - 5), -1):
        family = stack[index].mark.family
        if family == mark.family:
            if mark.opens and mark.family == "straight" and not _toggles(mark, stack[index].mark):
                return None
            return index
        if {family, mark.family} == {"straight", "curly"} and not mark.opens:
            return index
    return None


def _toggles(mark: _Mark, opened: _Mark) -> bool:
    """A straight mark that could open or close closes what is open, unless nothing lies between."""
    return mark.start > opened.end


def _goes_on(following: list[list[_Mark]], spans: list[Offsets], stack: list[_Open]) -> bool:
    """Whether the open quote goes on in the next paragraph: the mark is repeated or closed."""
    family = stack[0].mark.family
    if family == "single":
        return False
    for number, marks in enumerate(following):
        own = [mark for mark in marks if mark.family == family]
        if not own:
            continue
        if own[0].start == spans[number][0]:
            return number == 0
        return own[0].closes and not own[0].opens
    return False


def _recover(text: str, stack: list[_Open], found: list[Marked], end: int) -> None:
    """End what is open at the end of its paragraph, or where another quote opens inside it."""
    outer = next((item for item in stack if item.mark.family != "single"), None)
    if outer is None:
        return
    inner = stack[stack.index(outer) + 1] if stack[-1] is not outer else None
    if outer.first_nested is not None and not _END_PUNCTUATION.match(
        text, outer.last_nested_end, end
    ):
        end = outer.first_nested.start
        index = len(found) - 1
        while index >= 0 and found[index].start >= end:
            found[index] = replace(found[index], depth=max(found[index].depth - 1, 0))
            index -= 1
    elif inner is not None and inner.mark.family == outer.mark.family:
        found.append(_stretch(text, inner.mark.start, end, inner.mark.end, end, 0, True))
        end = inner.mark.start
    found.append(_stretch(text, outer.mark.start, end, outer.mark.end, end, 0, True))


def _stretch(
    text: str, start: int, end: int, inner_start: int, inner_end: int, depth: int, bad: bool = False
) -> Marked:
    while inner_start < inner_end and text[inner_start].isspace():
        inner_start += 1
    while inner_end > inner_start and text[inner_end - 1].isspace():
        inner_end -= 1
    return Marked(start, end, inner_start, inner_end, depth, bad)


def _solid(found: list[Marked]) -> list[Marked]:
    return [m for m in found if m.inner_end > m.inner_start]
