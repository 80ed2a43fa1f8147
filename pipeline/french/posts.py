"""Embedded posts of social networks: « texte — Nom (@compte) 3 janvier 2019 ».

The network's widget gives text, author, handle and day; when a page is made text, they are run into
the paragraph around, and many pages have the text a second time, without signature. That second
time tells where the post begins; else the paragraph does, or the seam where it was glued in.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.french.dates.calendar import english_months
from pipeline.french.dates.written import date_pattern
from pipeline.french.furniture import words_pattern
from pipeline.french.records import Offsets
from pipeline.french.text import solid

_LONGEST = 330
_SHORTEST = 10
# Running text in front of a post in its paragraph is at least so long.
_LEAD = 120
# A repeated text is one from so many characters on; it follows within so many.
_REPEATED, _WITHIN = 15, 1500
_DASH = r"(?:[—–]|--|(?<![^\s.!?…»”\"])-)"
_NAME = r"(?P<name>[^\n\r@()—–|]{1,60}?)"
_HANDLE = r"@\s?(?P<handle>\w{1,30})"
_SIGNED = re.compile(
    rf"{_DASH}\s*{_NAME}\s*(?:\(\s*{_HANDLE}\s*\)\s*·?|{_HANDLE.replace('handle', 'plain')}\s*·)\s*"
)
_HEADED = re.compile(rf"{_NAME}\s*\(?{_HANDLE}\)?\s*·\s*")
_MONTH = rf"(?:{'|'.join(english_months())})[a-z]*\.?"
_ENGLISH = rf"{_MONTH}\s+\d{{1,2}},\s+\d{{4}}|\d{{1,2}}\s+{_MONTH}\s+\d{{4}}"
_HINT = re.compile(r"@\s?\w|pic\.twitter|//t\.co/|[Pp]ubliée? par .{1,60} sur ")
_SCRIPT = re.compile(r"\s*(?:[\w.]+\(function\(\)\s*\{.*?\}\);?\s*)+$", re.DOTALL)
_LINKED = re.compile(r"(?:pic\.twitter\.com/\w+|https?://t\.co/\w+)\s*$")
# Where text is glued in: no space between a sentence's end and the next word.
_SEAM = re.compile(r"(?<=[.!?…»”\"])(?=[A-ZÀ-Þ#@«“\U0001f300-\U0001faff])|\s{2,}(?=\S)")
_SENTENCE = re.compile(r"(?<=[.!?…»”\"])\s+(?=\S)")


@cache
def _shared() -> re.Pattern[str]:
    handle = rf"(?:\(\s*{_HANDLE}\s*\)\s*|(?=\s+(?:sur|le)\s))"
    return re.compile(rf"{words_pattern('posted')}\s+{_NAME}\s*{handle}", re.IGNORECASE)


@cache
def _when() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:(?:on|sur|le)\s+)?(?:{date_pattern()}|{_ENGLISH}|\d{{1,2}}\s?(?:h|j|min|d)\b)"
        r"(?:,?\s*(?:à|at)\s*\d{1,2}\s?[:h]\s?\d\d(?:\s?[ap]m)?(?:\s?[A-Z]{2,4}\b)?)?",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class Post:
    """A stretch of a text that is an embedded post.

    `start`, `end` cover text and signature; `content` is the text alone. `name` is where the
    author's name stands, None for a post without signature; `repeated` is where the text stands a
    second time, or None.
    """

    start: int
    end: int
    content: Offsets
    name: Offsets | None = None
    repeated: Offsets | None = None


@dataclass(frozen=True, slots=True)
class _Signature:
    start: int
    end: int
    name: Offsets
    heads: bool = False
    shared: bool = False


def find_posts(text: str, lines: list[Offsets]) -> list[Post]:
    """The embedded posts of a text in order; `lines` are the offsets of its paragraphs."""
    if _HINT.search(text) is None:
        return []
    found: list[Post] = []
    floor = 0
    for signature in sorted(_signatures(text, lines), key=lambda one: one.start):
        if signature.start < floor:
            continue
        post = (
            _headed(text, lines, signature)
            if signature.heads
            else _signed(text, lines, signature, floor)
        )
        if post is not None:
            found.append(post)
            floor = max(post.end, post.repeated[1] if post.repeated else 0)
    return sorted([*found, *_unsigned(text, lines, found)], key=lambda post: post.start)


def stretches(posts: list[Post]) -> Iterator[Offsets]:
    """The stretches that posts take up, in order: each with its signature, then its repetition."""
    for post in posts:
        yield post.start, post.end
        if post.repeated is not None:
            yield post.repeated


def _signatures(text: str, lines: list[Offsets]) -> Iterator[_Signature]:
    for start, end in lines:
        for pattern in (_SIGNED, _shared()):
            for match in pattern.finditer(text, start, end):
                name = _bare_name(text, *match.span("name"))
                when = _when().match(text, match.end(), end)
                closed = not text[match.end() : end].strip() and pattern is _SIGNED
                if name is not None and (when is not None or closed):
                    behind = when.end() if when else match.end()
                    yield _Signature(match.start(), behind, name, shared=pattern is _shared())
        headed = _HEADED.match(text, start, end)
        if headed is not None and (when := _when().match(text, headed.end(), end)):
            name = _bare_name(text, *headed.span("name"))
            if name is not None and not text[when.end() : end].strip():
                yield _Signature(start, end, name, heads=True)


def _bare_name(text: str, start: int, end: int) -> Offsets | None:
    """A name without the signs around it that stood for emoji."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ".)"):
        end -= 1
    return (start, end) if any(c.isalpha() for c in text[start:end]) else None


def _headed(text: str, lines: list[Offsets], signature: _Signature) -> Post | None:
    """« Nom @compte · 3 janv. » over its text."""
    at = bisect_left(lines, (signature.end, 0))
    following = lines[at] if at < len(lines) else None
    if following is None or following[1] - following[0] > _LONGEST:
        return None
    return Post(signature.start, following[1], following, signature.name)


def _signed(text: str, lines: list[Offsets], signature: _Signature, floor: int) -> Post | None:
    end = signature.start
    script = _SCRIPT.search(text, max(floor, end - _LONGEST), end)
    end = solid(text, 0, script.start() if script else end)[1]
    at = bisect_right(lines, (signature.start, len(text))) - 1
    low = max(lines[at][0], floor)
    repeated = _repetition(text, floor, end, signature.end)
    start: int | None
    if repeated is not None:
        start = end - (repeated[1] - repeated[0])
    elif signature.shared:
        # A shared picture need not have any text; what stands before it may be the article's.
        return Post(signature.start, signature.end, (signature.start, signature.start))
    elif not text[low:end].strip():
        start = _lines_above(text, lines, at, floor)
    else:
        start = _seam(text, low, end)
    if start is None or not text[start:end].strip():
        return None
    content = solid(text, start, end)
    return Post(content[0], signature.end, content, signature.name, repeated)


def _repetition(text: str, floor: int, end: int, behind: int) -> Offsets | None:
    """Where the text that ends at `end` stands again behind its signature."""
    tail = text[max(floor, end - 25) : end].split("\n")[-1]
    at = text.find(tail, behind, behind + _WITHIN) if len(tail.strip()) >= 3 else -1
    if at < 0:
        return None
    stop = at + len(tail)
    size = 0
    while (
        end - size > floor
        and stop - size > behind
        and text[end - size - 1] == text[stop - size - 1]
    ):
        size += 1
    while size and (text[end - size].isspace() or text[end - size] in ".,;:!?)»”"):
        size -= 1
    return (stop - size, stop) if size >= min(_REPEATED, len(tail)) and size >= 3 else None


def _lines_above(text: str, lines: list[Offsets], at: int, floor: int) -> int | None:
    """The start of the post whose signature has a line of its own: the lines right above it.

    Where blank lines part paragraphs they bound the post; else it is one line.
    """
    first = at - 1
    if first < 0 or lines[first][0] < floor or lines[first][1] - lines[first][0] > _LONGEST:
        return None
    blank = sum(text[a[1] : b[0]].count("\n") > 1 for a, b in pairwise(lines))
    parted = 2 * blank >= len(lines)
    while (
        parted
        and first > 0
        and lines[first - 1][0] >= floor
        and text[lines[first - 1][1] : lines[first][0]].count("\n") == 1
        and lines[at - 1][1] - lines[first - 1][0] <= _LONGEST
    ):
        first -= 1
    return lines[first][0]


def _seam(text: str, low: int, end: int) -> int:
    """Where a post begins that is run into its paragraph and not repeated.

    A short paragraph is the post, unless a sentence of running text stands before a seam.
    """
    window = max(low, end - _LONGEST)
    seams = [m.end() for m in _SEAM.finditer(text, window, end) if m.end() < end - _SHORTEST]
    if window == low:
        return next((seam for seam in seams if seam - low > _LEAD), low)
    if seams:
        return seams[0]
    stops = [m.end() for m in _SENTENCE.finditer(text, window, end) if m.end() < end - _SHORTEST]
    tagged = [stop for stop in stops if re.search(r"[#@]\w", text[stop:end])]
    return (tagged or stops or [window])[-1]


def _unsigned(text: str, lines: list[Offsets], signed: list[Post]) -> Iterator[Post]:
    """Lines that end in the network's own link: posts that have lost their signature."""
    taken = list(stretches(signed))
    for start, end in lines:
        short = end - start <= _LONGEST and _LINKED.search(text, start, end) is not None
        if short and not any(a < end and start < b for a, b in taken):
            yield Post(start, end, (start, end))
