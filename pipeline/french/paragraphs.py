"""Where paragraphs begin and end, from the lines of a text alone."""

import re
from itertools import pairwise

_LINE = re.compile(r"[^\r\n\u2028\u2029\x85]+")
# A wrapped line goes on in the next one: enough of the next lines open in lower case.
_WRAPPED_SHARE = 0.34
_WRAPPED_WIDTH = 130


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets of the paragraphs, without surrounding white space.

    A line is a paragraph, unless the text is wrapped at a fixed width: then paragraphs are what
    blank lines separate.
    """
    lines = [
        (m.start() + len(m.group()) - len(m.group().lstrip()), m.start() + len(m.group().rstrip()))
        for m in _LINE.finditer(text)
        if m.group().strip()
    ]
    if not _is_wrapped(text, lines):
        return lines
    joined: list[tuple[int, int]] = []
    for start, end in lines:
        if joined and _adjacent(text, joined[-1][1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _adjacent(text: str, end: int, start: int) -> bool:
    gap = text[end:start].replace("\r\n", "\n")
    return sum(gap.count(c) for c in "\n\r\u2028\u2029\x85") == 1


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    breaks = [
        (end, start) for (_, end), (start, _) in pairwise(lines) if _adjacent(text, end, start)
    ]
    if len(breaks) < 3 or max(end - start for start, end in lines) > _WRAPPED_WIDTH:
        return False
    open_ended = sum(
        text[start].islower() and text[end - 1] not in ".;:!?" for end, start in breaks
    )
    return open_ended >= _WRAPPED_SHARE * len(breaks)
