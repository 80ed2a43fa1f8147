"""Datelines: « PARIS, 3 mars (Reuters) - », « Paris / La Gazette », « Publié le 3 mars 2021 ».

A dateline is a short series of parts (place, date, agency, byline …) between separators. The parts
are read from the left, and the longest series that makes sense as a dateline is taken. Whatever
could be an ordinary sentence is left alone: a missed dateline costs little, a sentence taken for
one is lost.
"""

import datetime
from dataclasses import dataclass, replace

from pipeline.french.datelines.head import CREDITS, Head
from pipeline.french.datelines.openings import is_opening
from pipeline.french.datelines.parts import (
    COLON,
    COMMA,
    DASH,
    SLASH,
    SPACE,
    STOP,
    Part,
    Span,
    read_part,
    read_separator,
)
from pipeline.french.datelines.words import (
    is_known_place,
    is_label,
    is_region,
    looks_like_place,
    reads_as_paper,
)

_MAX_PARTS = 8
_MAX_LENGTH = 250
_SELF_CONTAINED = ("date", "outlet", "region", "reading", "reporter", *CREDITS)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline; all offsets are of the paragraph that was searched.

    `start`, `end` cover it with its closing dash or colon, without the white space behind. `place`
    is a town as written, with its span, `outlet` an agency or paper, `date` the day of publication
    where the year stands there too. `signed` says that it tells who wrote: a byline.
    """

    start: int
    end: int
    place: str | None = None
    outlet: str | None = None
    date: datetime.date | None = None
    place_span: Span | None = None
    signed: bool = False


def find_dateline(paragraph: str, leading: bool = False) -> Dateline | None:
    """The dateline that `paragraph` consists of or opens with; None if there is none.

    `leading` says that the paragraph is the first of the running text: there a town that nobody
    knows may stand with neither date nor agency (« VIERZON - »); elsewhere it could be anything.
    """
    parts = _read(paragraph)
    for count in range(len(parts), 0, -1):
        head = Head(paragraph, parts[:count], parts[count] if count < len(parts) else None)
        if any(_is_stray(index, head) for index in range(1, count)):
            continue
        if is_opening(head, leading) if head.rest else _is_whole(head):
            return _dateline(head)
    return None


def _read(paragraph: str) -> list[Part]:
    """Parts from the start of the paragraph, each with the separator behind it."""
    parts: list[Part] = []
    position = len(paragraph) - len(paragraph.lstrip())
    while len(parts) < _MAX_PARTS:
        last = parts[-1] if parts else None
        part = read_part(paragraph, position, last)
        before = last.behind if last else None
        if part is None or (before and before.kind == SPACE and not _stands_alone(part)):
            break
        part = replace(part, behind=read_separator(paragraph, part.end))
        if _names_paper(part, parts, paragraph):
            part = replace(part, kind="outlet", place=None, outlet=part.place)
        parts.append(part)
        if part.behind is None:
            break
        position = part.behind.end
    return parts


def _stands_alone(part: Part) -> bool:
    """Whether white space is enough in front of a part; « à Lyon » has its preposition."""
    led = part.kind == "name" and part.place is not None and part.place[0] > part.start
    return led or part.kind in _SELF_CONTAINED


def _names_paper(part: Part, earlier: list[Part], text: str) -> bool:
    """« / La Gazette » and, behind a date, « (Gabonreview) » name a paper by where they stand."""
    if part.kind == "name":
        around = (other.behind for other in (*earlier[-1:], part))
        slashed = any(separator is not None and separator.kind == SLASH for separator in around)
        return slashed and reads_as_paper(part.name(text))
    dated = any(other.kind == "date" for other in earlier)
    return part.kind == "region" and dated and not is_region(part.name(text))


def _is_stray(index: int, head: Head) -> bool:
    """Whether a part has no business behind the one in front of it.

    « Paris (AFP) – Macron »: a second name behind a dash belongs to the text. « Séance 3 mars
    2021 »: a word right in front of a date need not be a place. « LE CHILI FRAPPÉ PAR UN SÉISME »:
    nor is it an author in front of « par ».
    """
    part, previous = head.parts[index], head.parts[index - 1]
    before = previous.behind
    if before is None:
        return False
    if before.kind in (COLON, STOP):
        return True
    if part.kind == "name" and before.kind == DASH:
        return any(earlier.kind == "name" for earlier in head.parts[:index])
    if before.kind != SPACE or previous.kind != "name" or part.bracketed:
        return False
    return part.kind in CREDITS or not is_known_place(head.name(previous))


def _is_whole(head: Head) -> bool:
    """Whether the parts, which are the whole paragraph, are a dateline or a signature."""
    if len(head.text.strip()) > _MAX_LENGTH or head.closing in (COMMA, SLASH):
        return False
    if head.has(*CREDITS):
        return True
    places = head.places
    settled = (STOP,) if all(is_known_place(name) for name in places) else ()
    if head.closing not in (None, SPACE, DASH, *settled):
        return False
    placed = all(looks_like_place(name) for name in places)
    if head.has("date"):
        if len(head.parts) == 1:
            return head.closing == DASH or head.parts[0].date is not None
        return head.has("outlet") or placed
    if head.by_agency:
        return True
    return head.has("outlet") and len(head.parts) > 1 and placed


def _dateline(head: Head) -> Dateline:
    last = head.parts[-1]
    place = _place(head)
    return Dateline(
        start=head.parts[0].start,
        end=last.behind.mark_end if last.behind else last.end,
        place=head.text[slice(*place)] if place else None,
        outlet=_outlet(head),
        date=next((part.date for part in head.parts if part.date), None),
        place_span=place,
        signed=_is_byline(head),
    )


def _is_byline(head: Head) -> bool:
    """An author, or alone in its line an outlet: « Par Jeanne Durand », « Avec AFP »."""
    told = head.has("date", "published", "updated", "name", "region", "reporter")
    return head.has("byline") or not (head.rest or told)


def _place(head: Head) -> Span | None:
    """Where the reporter is, else the first name that is not an author's or a paper's."""
    for part in head.parts:
        if part.kind == "reporter" and part.place:
            return part.place
    for part in head.parts:
        if part.kind in ("name", "outlet") and part.place and _is_town(part, head):
            return part.place
    return head.parts[0].place if head.parts[0].kind == "region" else None


def _is_town(part: Part, head: Head) -> bool:
    """Whether a name is where the text comes from; an author or a photo's subject is not."""
    name = head.text[slice(*part.place)] if part.place else ""
    if head.has("published", "updated", "byline", "source"):
        return is_known_place(name)
    if head.rest or head.has("date"):
        return not is_label(name)
    return looks_like_place(name)


def _outlet(head: Head) -> str | None:
    """The outlet that signs; « Le Temps » of « Le Temps (avec ATS) »."""
    names = head.places if head.has("published", "updated", "source") else []
    papers = [name for name in names if reads_as_paper(name)]
    outlets = [head.name(part) for part in head.parts if part.outlet]
    return next(iter(papers + outlets), None)
