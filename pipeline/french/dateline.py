"""Datelines: « PARIS, 3 mars (Reuters) - », « Paris / La Gazette », « Publié le 3 mars 2021 ».

A dateline is a short series of parts (place, date, agency, byline …) between separators. The parts
are read from the left, and the longest series that makes sense as a dateline is taken. Whatever
could be an ordinary sentence is left alone: a missed dateline costs little, a sentence taken for
one is lost.
"""

import datetime
import re
from dataclasses import dataclass

from pipeline.french.dateline_parts import (
    BAR,
    COLON,
    DASH,
    SLASH,
    SPACE,
    STOP,
    Part,
    Separator,
    Span,
    read_part,
    read_separator,
)
from pipeline.french.dateline_words import (
    is_agency,
    is_known_place,
    is_label,
    is_region,
    looks_like_place,
    reads_as_paper,
)
from pipeline.french.dates import parse_date, starts_with_date

__all__ = ["Dateline", "find_dateline", "parse_date"]

_MAX_PARTS = 8
_MAX_LENGTH = 250
_MIN_WORDS = 6
_QUOTE = re.compile(r"[«“\"]")
_TEXT_OPENING = re.compile(r"[«»“”\"'’(\[\s—–-]*(?:[dlDL]['’])?(?P<first>\w)")
_SENTENCE_END = re.compile(r"[.!?…][»”\")\]\s]*$")
_CREDITS = frozenset({"published", "updated", "byline", "reporter", "source", "reading"})
# Behind these parts nothing but white space may stand before the next one or before the text.
_SELF_CONTAINED = frozenset({"date", "outlet", "region"}) | _CREDITS


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline; all offsets are of the paragraph that was searched.

    `start`, `end` cover it with its closing dash or colon, without the white space behind. `place`
    is a town as written, `outlet` an agency or paper, `date` the day of publication where the year
    stands there too; each with its span.
    """

    start: int
    end: int
    place: str | None = None
    outlet: str | None = None
    date: datetime.date | None = None
    place_span: Span | None = None
    outlet_span: Span | None = None
    date_span: Span | None = None


@dataclass(frozen=True, slots=True)
class _Head:
    """The first parts of a paragraph, what closes them, and the text behind."""

    parts: list[Part]
    separators: list[Separator | None]
    following: Part | None
    link: Separator | None
    rest: str

    @property
    def closing(self) -> str | None:
        last = self.separators[-1]
        return last.kind if last else None

    def has(self, *kinds: str) -> bool:
        return any(part.kind in kinds for part in self.parts)


def find_dateline(paragraph: str) -> Dateline | None:
    """The dateline that `paragraph` consists of or opens with; None if there is none."""
    parts, separators = _read(paragraph)
    for count in range(len(parts), 0, -1):
        closing = separators[count - 1]
        behind = closing.end if closing else parts[count - 1].end
        head = _Head(
            parts[:count],
            separators[:count],
            parts[count] if count < len(parts) else None,
            separators[count] if count < len(parts) else None,
            paragraph[behind:].strip(),
        )
        if _is_whole(head, paragraph) if not head.rest else _is_opening(head, paragraph):
            return _dateline(head, paragraph)
    return None


def _read(paragraph: str) -> tuple[list[Part], list[Separator | None]]:
    """Parts from the start of the paragraph, each with the separator behind it."""
    parts: list[Part] = []
    separators: list[Separator | None] = []
    position = len(paragraph) - len(paragraph.lstrip())
    while len(parts) < _MAX_PARTS:
        part = read_part(paragraph, position, parts[-1] if parts else None)
        if part is None:
            break
        joined = parts and separators[-1] is not None and separators[-1].kind == SPACE
        if joined and part.kind not in _SELF_CONTAINED:
            break
        parts.append(part)
        separator = read_separator(paragraph, part.end)
        separators.append(separator)
        if separator is None:
            break
        position = separator.end
    return parts, separators


def _is_whole(head: _Head, text: str) -> bool:
    """Whether the parts, which are the whole paragraph, are a dateline or a signature."""
    if len(text.strip()) > _MAX_LENGTH:
        return False
    if head.has(*_CREDITS - {"reading"}):
        return True
    if head.closing not in (None, SPACE, DASH) or _labelled(head, text):
        return False
    places = _places(head, text)
    if head.has("date"):
        full = any(part.date for part in head.parts)
        if len(head.parts) == 1:
            return full or head.closing == DASH
        return _signed(head, text) or all(looks_like_place(name) for name in places)
    if _papers(head, text):
        return not places[0].isupper() or len(places[0]) > 4
    return _signed(head, text) and (len(head.parts) > 1 or _agency(head, text))


def _is_opening(head: _Head, text: str) -> bool:
    """Whether the parts are a dateline in front of the text that follows in the paragraph."""
    if head.closing is None or not _opens_text(head.rest) or _labelled(head, text):
        return False
    if head.has(*_CREDITS):
        return _is_opening_credit(head)
    if head.has("date"):
        return _is_opening_date(head, text)
    if _signed(head, text):
        return _is_opening_agency(head, text)
    return _is_opening_place(head, text)


def _is_opening_credit(head: _Head) -> bool:
    """« De notre correspondant à Lyon – », « Publié le 3 mars 2021 – »."""
    if head.parts[-1].kind == "reporter":
        return head.closing in (DASH, COLON, STOP)
    return head.closing in (DASH, BAR) and head.parts[-1].kind in _SELF_CONTAINED


def _is_opening_date(head: _Head, text: str) -> bool:
    """« 10 janvier 2016 – », « Genève, le 4 mai 2020 : », « PARIS, 3 mars (Reuters) - »."""
    if starts_with_date(head.rest):
        return False
    if len(head.parts) == 1:
        return head.closing == DASH
    signed = _signed(head, text)
    if head.closing == COLON and not signed and _QUOTE.match(head.rest):
        return False  # « Macron, 3 mars 2021 : « … » » names a speaker
    if head.parts[-1].kind == "name":
        return head.closing == DASH and looks_like_place(_text(head.parts[-1], text))
    if head.closing == SPACE:
        return _agency(head, text) and head.parts[-1].bracketed
    places = _places(head, text)
    return head.closing in (DASH, COLON, STOP, BAR) and (
        signed or all(looks_like_place(name) for name in places)
    )


def _is_opening_agency(head: _Head, text: str) -> bool:
    """« Kinshasa (AFP) – », « (AFP) – », « APA – Dakar (Sénégal) – »."""
    last = head.parts[-1]
    if last.kind != "outlet":
        return head.closing == DASH
    if head.closing == SPACE:
        return last.bracketed and _agency(head, text)
    if head.closing == COLON:
        return last.bracketed and head.has("name")
    return head.closing == DASH and (last.bracketed or head.has("name") or _agency(head, text))


def _is_opening_place(head: _Head, text: str) -> bool:
    """« GENÈVE – », « Goma (Nord-Kivu) – », « (Montréal) » in front of running text."""
    if not _is_prose(head.rest) or _goes_on(head):
        return False
    kinds = [part.kind for part in head.parts]
    name = _text(head.parts[0], text)
    if kinds == ["region"]:
        return head.closing in (SPACE, DASH) and looks_like_place(name)
    if head.closing != DASH or not looks_like_place(name):
        return False
    if kinds == ["name", "region"]:
        region = _text(head.parts[1], text)
        return is_region(region) or not region.isupper()
    return kinds == ["name"] and (is_known_place(name) or (name.isupper() and len(name) > 4))


def _goes_on(head: _Head) -> bool:
    """« Paris – Nice : la course … »: the name in front is one of a row."""
    following, link = head.following, head.link
    if following is None or following.kind != "name" or link is None:
        return False
    return link.kind in (COLON, DASH, SLASH)


def _opens_text(rest: str) -> bool:
    match = _TEXT_OPENING.match(rest)
    return match is not None and (match["first"].isupper() or match["first"].isdigit())


def _is_prose(rest: str) -> bool:
    return len(rest.split()) >= _MIN_WORDS and _SENTENCE_END.search(rest) is not None


def _text(part: Part, text: str) -> str:
    start, end = part.place or part.outlet or (part.start, part.end)
    return text[start:end]


def _places(head: _Head, text: str) -> list[str]:
    return [_text(part, text) for part in head.parts if part.kind == "name"]


def _labelled(head: _Head, text: str) -> bool:
    return any(is_label(_text(p, text)) for p in head.parts if p.kind in ("name", "region"))


def _agency(head: _Head, text: str) -> bool:
    return any(is_agency(_text(p, text)) or p.bracketed for p in head.parts if p.kind == "outlet")


def _signed(head: _Head, text: str) -> bool:
    return head.has("outlet") or _byte_signature(head, text) is not None
