"""Datelines: « PARIS, 3 mars (Reuters) - », « Paris / La Gazette », « Publié le 3 mars 2021 ».

A dateline is a short series of parts (place, date, agency, byline …) between separators. The parts
are read from the left, and the longest series that makes sense as a dateline is taken. Whatever
could be an ordinary sentence is left alone: a missed dateline costs little, a sentence taken for
one is lost.
"""

import datetime
import re
from dataclasses import dataclass

from pipeline.french.datelines.dates import parse_date, starts_with_date
from pipeline.french.datelines.parts import (
    BAR,
    COLON,
    COMMA,
    DASH,
    SLASH,
    SPACE,
    STOP,
    Part,
    Separator,
    Span,
    as_outlet,
    read_part,
    read_separator,
)
from pipeline.french.datelines.words import (
    is_agency,
    is_known_place,
    is_label,
    is_region,
    is_surely_place,
    looks_like_place,
    reads_as_paper,
)

__all__ = ["Dateline", "find_dateline", "parse_date"]

_MAX_PARTS = 8
_MAX_LENGTH = 250
_MIN_WORDS = 6
_QUOTE = re.compile(r"[«“\"]")
_TEXT_OPENING = re.compile(r"[«»“”\"'’(\[\s—–-]*(?P<first>\w)")
_SENTENCE_END = re.compile(r"[.!?…][»”\")\]\s]*$")
_CREDITS = ("published", "updated", "byline", "reporter", "source")
# White space is enough in front of these parts.
_SELF_CONTAINED = ("date", "outlet", "region", "reading", "reporter", *_CREDITS)


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
        if any(_is_stray(index, head, paragraph) for index in range(1, count)):
            continue
        if _is_opening(head, paragraph) if head.rest else _is_whole(head, paragraph):
            return _dateline(head, paragraph)
    return None


def _read(paragraph: str) -> tuple[list[Part], list[Separator | None]]:
    """Parts from the start of the paragraph, each with the separator behind it."""
    parts: list[Part] = []
    separators: list[Separator | None] = []
    position = len(paragraph) - len(paragraph.lstrip())
    before: Separator | None = None
    while len(parts) < _MAX_PARTS:
        part = read_part(paragraph, position, parts[-1] if parts else None)
        if part is None:
            break
        if before is not None and before.kind == SPACE and part.kind not in _SELF_CONTAINED:
            break
        behind = read_separator(paragraph, part.end)
        if _names_paper(part, parts, (before, behind), paragraph):
            part = as_outlet(part)
        parts.append(part)
        separators.append(behind)
        if behind is None:
            break
        before, position = behind, behind.end
    return parts, separators


def _names_paper(
    part: Part, earlier: list[Part], around: tuple[Separator | None, Separator | None], text: str
) -> bool:
    """« / La Gazette » and, behind a date, « (Gabonreview) » name a paper by where they stand."""
    if part.kind == "name":
        slashed = any(separator is not None and separator.kind == SLASH for separator in around)
        return slashed and reads_as_paper(_text(part, text))
    dated = any(other.kind == "date" for other in earlier)
    return part.kind == "region" and dated and not is_region(_text(part, text))


def _is_stray(index: int, head: _Head, text: str) -> bool:
    """Whether a part has no business behind the one in front of it.

    « Paris (AFP) – Macron »: a second name behind a dash belongs to the text. « Séance 3 mars
    2021 »: a word right in front of a date need not be a place. « LE CHILI FRAPPÉ PAR UN SÉISME »:
    nor is it an author in front of « par ».
    """
    part, previous, before = head.parts[index], head.parts[index - 1], head.separators[index - 1]
    if before is None:
        return False
    if before.kind in (COLON, STOP):
        return True
    if part.kind == "name" and before.kind == DASH:
        return any(earlier.kind == "name" for earlier in head.parts[:index])
    if before.kind != SPACE or previous.kind != "name" or part.bracketed:
        return False
    return part.kind in _CREDITS or not is_known_place(_text(previous, text))


def _is_whole(head: _Head, text: str) -> bool:
    """Whether the parts, which are the whole paragraph, are a dateline or a signature."""
    if len(text.strip()) > _MAX_LENGTH or head.closing in (COMMA, SLASH):
        return False
    if head.has(*_CREDITS):
        return True
    places = _places(head, text)
    settled = (STOP,) if all(is_known_place(name) for name in places) else ()
    if head.closing not in (None, SPACE, DASH, *settled):
        return False
    placed = all(looks_like_place(name) for name in places)
    if head.has("date"):
        if len(head.parts) == 1:
            return head.closing == DASH or head.parts[0].date is not None
        return head.has("outlet") or placed
    if _by_agency(head, text):
        return True
    return head.has("outlet") and len(head.parts) > 1 and placed


def _is_opening(head: _Head, text: str) -> bool:
    """Whether the parts are a dateline in front of the text that follows in the paragraph."""
    if head.closing is None or not _opens_text(head.rest):
        return False
    if head.has(*_CREDITS):
        return _is_opening_credit(head)
    if head.has("date"):
        return _is_opening_date(head, text)
    if head.has("outlet"):
        return _is_opening_agency(head, text)
    return _is_opening_place(head, text)


def _is_opening_credit(head: _Head) -> bool:
    """« De notre correspondant à Lyon – », « Publié le 3 mars 2021 – »."""
    if head.parts[-1].kind == "reporter":
        return head.closing in (DASH, COLON, STOP)
    return head.closing in (DASH, BAR)


def _is_opening_date(head: _Head, text: str) -> bool:
    """« 10 janvier 2016 – », « Genève, le 4 mai 2020 : », « PARIS, 3 mars (Reuters) - »."""
    last = head.parts[-1]
    if starts_with_date(head.rest):
        return False
    if len(head.parts) == 1:
        return head.closing == DASH
    if last.kind == "name":
        return head.closing == DASH and looks_like_place(_text(last, text))
    if head.closing == SPACE:
        return last.bracketed and is_agency(_text(last, text))
    if head.has("outlet"):
        return head.closing in (DASH, COLON, STOP, BAR)
    # « Macron, 3 mars 2021 : « … » » names a speaker.
    fits = is_surely_place if _QUOTE.match(head.rest) else looks_like_place
    placed = all(fits(name) for name in _places(head, text))
    return placed and head.closing in (DASH, COLON, STOP, BAR)


def _is_opening_agency(head: _Head, text: str) -> bool:
    """« Kinshasa (AFP) – », « (AFP) – », « APA – Dakar (Sénégal) – »."""
    last = head.parts[-1]
    if last.kind != "outlet":
        return head.closing == DASH
    if head.closing == SPACE:
        return last.bracketed and is_agency(_text(last, text))
    if head.closing == COLON:
        return last.bracketed and head.has("name")
    return head.closing == DASH and (head.has("name") or _by_agency(head, text))


def _is_opening_place(head: _Head, text: str) -> bool:
    """« GENÈVE – », « Goma (Nord-Kivu) – », « (Montréal) » in front of running text."""
    if not _is_prose(head.rest) or _goes_on(head):
        return False
    kinds = {part.kind for part in head.parts}
    first = _text(head.parts[0], text)
    if kinds == {"region"}:
        return head.closing in (SPACE, DASH) and is_surely_place(first)
    if head.closing != DASH:
        return False
    if kinds == {"name"}:
        return all(is_surely_place(name) for name in _places(head, text))
    region = _text(head.parts[-1], text)
    if head.parts[-1].kind != "region" or not looks_like_place(first):
        return False
    return is_region(region) or (looks_like_place(region) and not region.isupper())


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
    start, end = part.outlet or part.place or (part.start, part.end)
    return text[start:end]


def _places(head: _Head, text: str) -> list[str]:
    return [_text(part, text) for part in head.parts if part.kind == "name"]


def _by_agency(head: _Head, text: str) -> bool:
    return any(is_agency(_text(p, text)) or p.bracketed for p in head.parts if p.kind == "outlet")


def _dateline(head: _Head, text: str) -> Dateline:
    start = head.parts[0].start
    closing = head.separators[-1]
    end = head.parts[-1].end if closing is None else closing.mark_end
    place = _place(head, text)
    outlet = _outlet(head, text)
    dated = next((part for part in head.parts if part.date), None)
    return Dateline(
        start=start,
        end=end,
        place=text[slice(*place)] if place else None,
        outlet=text[slice(*outlet)] if outlet else None,
        date=dated.date if dated else None,
        place_span=place,
        outlet_span=outlet,
        date_span=dated.dated if dated else None,
    )


def _place(head: _Head, text: str) -> Span | None:
    """Where the reporter is, else the first name that is not an author's or a paper's."""
    for part in head.parts:
        if part.kind == "reporter" and part.place:
            return part.place
    for part in head.parts:
        if part.kind in ("name", "outlet") and part.place and _is_town(part, head, text):
            return part.place
    return head.parts[0].place if head.parts[0].kind == "region" else None


def _is_town(part: Part, head: _Head, text: str) -> bool:
    """Whether a name is where the text comes from; an author or a photo's subject is not."""
    name = text[slice(*part.place)] if part.place else ""
    if head.has("published", "updated", "byline", "source"):
        return is_known_place(name)
    if head.rest or head.has("date"):
        return not is_label(name)
    return looks_like_place(name)


def _outlet(head: _Head, text: str) -> Span | None:
    """The outlet that signs; « Le Temps » of « Le Temps (avec ATS) »."""
    if head.has("published", "updated", "source"):
        for part in head.parts:
            if part.kind == "name" and reads_as_paper(_text(part, text)):
                return part.place
    return next((part.outlet for part in head.parts if part.outlet), None)
