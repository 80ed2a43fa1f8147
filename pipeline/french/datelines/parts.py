"""The parts of a dateline: places, dates, agencies, bylines, and what stands between them."""

import datetime
import re
from dataclasses import dataclass
from functools import cache

from pipeline.french.datelines.words import (
    is_agency,
    is_outlet,
    known_place_end,
    names_outlets,
    reads_as_paper,
)
from pipeline.french.dates.written import date_of, date_pattern, weekday_pattern
from pipeline.french.patterns import accents

Span = tuple[int, int]

_UPPER = "".join(c for c in map(chr, range(0x41, 0x250)) if c.isupper())
_WORD = rf"(?:[dlnmDLNM]['’])?[{_UPPER}][\w\u0300-\u036f]*(?:['’-][\w\u0300-\u036f]+)*"
_LINKS = r"(?:(?:de|du|des|la|le|les|en|sur|sous|lès|et|aux?|à|el|al)\s+)"
_NAME = rf"(?:St\.\s+)?{_WORD}(?:\s+{_LINKS}{{0,2}}{_WORD}){{0,4}}"
_PERSON = rf"(?:[{_UPPER}]\.\s?)*{_NAME}"
_PEOPLE = rf"{_PERSON}(?:(?:\s*&\s*|\s+(?:et|avec)\s+){_PERSON})*"
_ZONE = r"(?:\s*(?:UTC|GMT|TU|CES?T|HE|HNE|HAE|EDT|EST|\(?heures?\s+(?:locales?|de\s+[\w-]+)\)?))?"
_CLOCK = rf"\d{{1,2}}\s?(?:h(?:eures?)?|:)\s?(?:\d\d)?(?::\d\d)?\b{_ZONE}"
_TIME = rf"(?:(?:\s*[,|·–—-]\s*|\s+)(?:à\s+|vers\s+)?{_CLOCK}|T\d\d:\d\d\S*)?"
_RELATIVE = rf"(?:aujourd['’]hui|hier|il\s+y\s+a\s+\d+\s+\w+){_TIME}"
_PUBLISHED = accents(
    r"(?:(?:article|texte|billet|page|dernière|première)\s+)?"
    r"(?:(?P<update>mise?\s+à\s+jour|modifiée?|actualisée?|màj)"
    r"|publiée?s?|publication|parue?s?|postée?|mise?\s+en\s+ligne|diffusée?|créée?)"
)
_REPORTER = re.compile(
    accents(
        r"(?i:(?:de\s+(?:notre|nos|l['’])\s*)?"
        r"(?:correspondance|correspondante?s?|envoyée?s?\s+spécia(?:les?|ux|l))"
        r"(?:\s+(?:particuli|permanent|régiona|loca|spécia)\w*)*)"
    )
    + rf"(?:(?:\s*,\s*|\s+(?:à|au|aux|en|dans|depuis)\s+)(?:l[ae]s?\s+|l['’])?(?P<place>{_NAME}))?"
)
_BYLINE = re.compile(
    accents(r"(?i:(?:propos\s+recueillis\s+|(?:publié|rédigé|écrit|posté)e?s?\s+)?par|texte\s*:)")
    + rf"\s+(?P<people>{_PEOPLE})"
)
_AT = re.compile(rf"(?:à|au|aux|en|depuis)\s+(?P<place>{_NAME})")
_SOURCE = re.compile(
    rf"(?i:sources?\s*:\s*|avec\s+)(?:l['’]|la\s+)?(?P<outlet>{_NAME}(?:\s*[,/]\s*{_NAME})*)"
)
_BRACKET = re.compile(
    r"[(\[]{1,2}\s*(?P<inside>[^()\[\]\r\n]{2,60}?)\s*[)\]]{1,2}"
    r"|/(?P<wire>[^/()\r\n]{2,30})/(?=\s*[-–—])"
)
_LONGEST_NAME = 100
_NAMED = re.compile(_NAME)
_OUTLET_WITH = re.compile(
    rf"(?P<outlet>{_NAME}(?:\s\d{{1,2}})?)\s+(?:avec|via)\s+(?P<agency>{_NAME})"
)
_READING = re.compile(r"(?i:(?:temps\s+de\s+)?lecture\s*:?\s*\d+\s*\w+)")
_ARTICLE_ALONE = re.compile(r"(?i:l[ae]s?|une?|des|du|ce|cette|ces|il|elle|ils|elles|on|en|à|au)")
_DETERMINER = re.compile(
    r"(?i:(?:l[ae]s?|une?|des|du|ces?|cette|[sm]on|[sm]a|[sm]es|leurs?)\s|l['’])"
)
_EDITORS = re.compile(r"(?i:la\s+)?(?i:rédaction)\b")

DASH, COLON, STOP, COMMA = "dash", "colon", "stop", "comma"
SLASH, BAR, SPACE = "slash", "bar", "space"
_SEPARATOR = re.compile(
    rf"(?P<{DASH}>\s*+(?:\.\s*+)?(?:[–—]+|(?:(?<=[\s)\].])-{{1,3}}|--+|-(?=\s))))\s*"
    rf"|(?P<{COLON}>\s*:)\s*|(?P<{COMMA}>\s*,)\s*|(?P<{SLASH}>\s*/(?![^/]{{2,30}}/\s*[-–—]))\s*"
    rf"|(?P<{BAR}>\s*[|·•])\s*|(?P<{STOP}>\s*\.)(?:\s+|$)|(?P<{SPACE}>)\s+"
)


@cache
def _published() -> re.Pattern[str]:
    date = rf"(?P<date>{date_pattern()}{_TIME}|{_RELATIVE}|à\s+{_CLOCK})"
    return re.compile(rf"{_PUBLISHED}\s*(?:le\s*)?:?\s*{date}", re.IGNORECASE)


@cache
def _date() -> re.Pattern[str]:
    return re.compile(rf"{date_pattern()}{_TIME}", re.IGNORECASE)


@cache
def _weekday() -> re.Pattern[str]:
    end = r"(?=\s*(?:\.?\s*[-–—|:/(\[]|$))"
    return re.compile(rf"(?:ce\s+)?(?:{weekday_pattern()}){end}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Separator:
    """What follows a part: its kind, where its mark ends, and where the next part begins."""

    kind: str
    mark_end: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """One part. `kind`: date, published, updated, byline, reporter, source, outlet, name, region
    (a bracket that names no known outlet), or reading (time). `behind`: what follows it.
    """

    kind: str
    start: int
    end: int
    place: Span | None = None
    outlet: Span | None = None
    date: datetime.date | None = None
    bracketed: bool = False
    behind: Separator | None = None

    def name(self, text: str) -> str:
        """The name in it, or all of it, as it stands in `text`."""
        return text[slice(*(self.outlet or self.place or (self.start, self.end)))]


def read_separator(text: str, position: int) -> Separator | None:
    """The separator at `position`, or None."""
    match = _SEPARATOR.match(text, position)
    if match is None or match.lastgroup is None:
        return None
    return Separator(match.lastgroup, match.end(match.lastgroup), match.end())


def read_part(text: str, position: int, before: Part | None) -> Part | None:
    """The part at `position`, or None. `before` is the part in front of it."""
    part = (
        _credit(text, position)
        or _dated(text, position, before)
        or _bracket(text, position, before)
    )
    placed = part is None and before is not None and before.kind in ("byline", "reporter", "date")
    if placed and (match := _AT.match(text, position)):
        kind = "name" if before and before.kind == "date" else "reporter"
        part = Part(kind, position, match.end(), place=match.span("place"))
    return part or _named(text, position)


def _credit(text: str, position: int) -> Part | None:
    if match := _published().match(text, position):
        if match["update"]:
            return Part("updated", position, match.end())
        return Part("published", position, match.end(), date=date_of(match))
    if match := _REPORTER.match(text, position):
        place = match.span("place") if match["place"] else None
        return Part("reporter", position, match.end(), place=place)
    if match := _BYLINE.match(text, position):
        return _byline(text, position, match)
    if (match := _SOURCE.match(text, position)) and names_outlets(match["outlet"]):
        return Part("source", position, match.end(), outlet=match.span("outlet"))
    if match := _READING.match(text, position):
        return Part("reading", position, match.end())
    return None


def _byline(text: str, position: int, match: re.Match[str]) -> Part | None:
    people = match["people"]
    start = match.start("people")
    signed = _OUTLET_WITH.match(text, start)
    if signed is not None and names_outlets(signed["agency"]):
        return Part("byline", position, signed.end(), outlet=_signing(signed))
    if names_outlets(people):
        return Part("byline", position, match.end(), outlet=match.span("people"))
    named = len(people.split()) > 1 and _DETERMINER.match(people) is None
    if not named and _EDITORS.match(people) is None:
        return None  # « Par Jupiter », « PAR UN SÉISME »
    return Part("byline", position, match.end())


def _signing(match: re.Match[str]) -> Span:
    """Of « Le Soir avec AFP » the paper, of « Jeanne Durand avec AFP » the agency."""
    name = match["outlet"]
    own = (is_outlet(name) or reads_as_paper(name)) and _EDITORS.match(name) is None
    return match.span("outlet" if own else "agency")


def _dated(text: str, position: int, before: Part | None) -> Part | None:
    match = _date().match(text, position)
    if match is None:
        # « Lyon, mardi – »: a weekday alone is a date behind something only.
        weekday = _weekday().match(text, position) if before is not None else None
        return None if weekday is None else Part("date", position, weekday.end())
    return Part("date", position, match.end(), date=date_of(match))


def _bracket(text: str, position: int, before: Part | None) -> Part | None:
    match = _BRACKET.match(text, position)
    if match is None:
        return None
    start, end = match.span("wire" if match["wire"] else "inside")
    inside = text[start:end]
    if (source := _SOURCE.fullmatch(text, start, end)) and names_outlets(source["outlet"]):
        return Part("source", position, match.end(), outlet=source.span("outlet"), bracketed=True)
    if names_outlets(inside):
        return Part("outlet", position, match.end(), outlet=(start, end), bracketed=True)
    if dated := _date().fullmatch(inside):
        return Part("date", position, match.end(), date=date_of(dated))
    if _REPORTER.fullmatch(inside):
        return Part("reporter", position, match.end(), bracketed=True)
    if at := _AT.fullmatch(text, start, end):
        return Part("reporter", position, match.end(), place=at.span("place"), bracketed=True)
    if _NAMED.fullmatch(inside) or (before is not None and inside[0].isupper()):
        return Part("region", position, match.end(), place=(start, end), bracketed=True)
    return None


def _named(text: str, position: int) -> Part | None:
    signed = _OUTLET_WITH.match(text, position)
    if signed is not None and names_outlets(signed["agency"]):
        return Part("source", position, signed.end(), outlet=_signing(signed))
    match = _NAMED.match(text, position, position + _LONGEST_NAME)
    if match is None or match.end() == position + _LONGEST_NAME:
        return None
    end = known_place_end(text, position)
    if end is not None and end >= match.end():
        return Part("name", position, end, place=(position, end))
    if is_outlet(match.group()):
        return Part("outlet", position, match.end(), outlet=match.span())
    if _ARTICLE_ALONE.fullmatch(match.group()):
        return None
    agency, hyphen, _ = match.group().partition("-")
    if hyphen and is_agency(agency):  # « APA-Dakar »
        split, end = position + len(agency), match.end()
        return Part("outlet", position, end, place=(split + 1, end), outlet=(position, split))
    return Part("name", position, match.end(), place=match.span())
