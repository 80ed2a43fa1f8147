"""When and where: the date and the place of the event that a casualty figure is about.

The sentence says both, relative days against the day of publication; a sentence without a place
has that of the dateline. What stands right behind a verb of saying (« a indiqué lundi ») is the day
of the statement, no event's. Where two days or no day are told, there is none.
"""

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from pipeline.french.claims.casualty_lexicon import figure_words
from pipeline.french.claims.counted import PARTITIVE
from pipeline.french.datelines.dateline import find_dateline
from pipeline.french.datelines.dates import DATE, YEAR, day_and_month
from pipeline.french.records import Claim, Offsets, Quote

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_RELATIVE = {
    "avant-hier": -2,
    "hier": -1,
    "aujourd'hui": 0,
    "ce matin": 0,
    "cet après-midi": 0,
    "ce midi": 0,
    "ce soir": 0,
    "cette nuit": 0,
}
_DAY = re.compile(
    rf"(?<![\w-])(?:{DATE}|(?P<weekday>{'|'.join(_DAYS)})(?:\s+(?P<which>dernier|prochain))?"
    rf"|(?P<relative>{'|'.join(_RELATIVE)}))(?![\w-])",
    re.IGNORECASE,
)
_HABIT = re.compile(r"(?:chaque|tous les|le|les)\s+$", re.IGNORECASE)
_BIRTH = re.compile(r"\bnée?s?\s+(?:le\s+)?$", re.IGNORECASE)
_CUE_REACH = 12  # characters between a verb of saying and the day of the statement
_WIDE = 600  # characters
_OPENING = 6  # lines in which a dateline may stand


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a document says for all of its sentences."""

    published: datetime.date | None
    dateline_place: str | None
    cues: tuple[Offsets, ...]


def with_occasions(doc: Doc, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of a document, the casualty figures with event date and place.

    Takes the day of publication from `doc._.depeche_published`, else from the dateline.
    """
    text = doc.text
    setting = _setting(doc, text)
    spans = [(span.start_char, span.end_char) for span in doc.sents]
    places = _places(doc)
    located = []
    position = 0
    for claim in claims:
        while spans[position][1] <= claim.start:
            position += 1
        if claim.kind in ("percentage", "share"):
            located.append(claim)
            continue
        around = _around(spans[position], claim)
        place = _nearest_place(places, around, claim)
        if place is None and not _tells_of_before(text, around, setting.published):
            place = setting.dateline_place
        date = _event_date(text, around, claim, setting)
        located.append(replace(claim, place_entity_id=place, event_date=date))
    return located


def _tells_of_before(text: str, sentence: Offsets, published: datetime.date | None) -> bool:
    """Whether a sentence names another year than that of publication: an earlier event."""
    year = str(published.year) if published else None
    return any(match.group() != year for match in YEAR.finditer(text, *sentence))


def _around(sentence: Offsets, claim: Claim) -> Offsets:
    """The sentence, or what of an endless one is near the claim."""
    return max(sentence[0], claim.start - _WIDE), min(sentence[1], claim.end + _WIDE)


def _setting(doc: Doc, text: str) -> _Setting:
    published, place = doc._.depeche_published, None
    lines = re.finditer(r"[^\r\n]*\S[^\r\n]*", text)
    for _, line in zip(range(_OPENING), lines, strict=False):
        dateline = find_dateline(line.group())
        if dateline is None:
            continue
        published = published or dateline.date
        if dateline.place_span is not None and place is None:
            start = line.start() + dateline.place_span[0]
            place = _entity_at(doc, start)
    quotes: tuple[Quote, ...] = doc._.depeche_quotes
    return _Setting(published, place, tuple(quote.cue for quote in quotes if quote.cue))


def _entity_at(doc: Doc, start: int) -> str | None:
    for chain in doc._.depeche_chains:
        if chain.label == "LOC" and any(a <= start < b for a, b in chain.mentions):
            return str(chain.entity_id)
    return None


def _places(doc: Doc) -> list[tuple[int, int, str]]:
    """Offsets and entity of each place that a preposition makes a scene: « à Lyon »."""
    entity = {
        mention: str(chain.entity_id)
        for chain in doc._.depeche_chains
        if chain.label == "LOC"
        for mention in chain.mentions
    }
    places = []
    for start, end in sorted(entity):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or span.start == 0:
            continue
        if _is_scene([word.lower_.replace("’", "'") for word in doc[: span.start][-4:]]):
            places.append((start, end, entity[start, end]))
    return places


def _is_scene(before: Sequence[str]) -> bool:
    """Whether the words before a place make it a scene: « à », « dans le », « près de »."""
    words = [word for word in before if word not in ("la", "le", "les", "l'")]
    if words and words[-1] in PARTITIVE:
        return any(word in figure_words("vicinity") for word in words[:-1])
    return bool(words) and words[-1] in figure_words("locative")


def _nearest_place(
    places: Sequence[tuple[int, int, str]], sentence: Offsets, claim: Claim
) -> str | None:
    """The place of the sentence; of several the one in the claim's clause, then the nearest.

    Of « à Kassé, dans le Nord » the first is meant: it is the more exact.
    """
    first = bisect_left(places, sentence[0], key=lambda place: place[0])
    last = bisect_left(places, sentence[1], key=lambda place: place[0])
    inside = [place for place in places[first:last] if place[1] <= sentence[1]]
    heads = [
        place
        for n, place in enumerate(inside)
        if n == 0 or place[0] - inside[n - 1][1] > len(", dans la ")
    ]
    clause = [p for p in heads if claim.evidence[0] <= p[0] and p[1] <= claim.evidence[1]]
    ranked = sorted(clause or heads, key=lambda p: abs(p[0] - claim.start))
    return ranked[0][2] if ranked else None


def _event_date(
    text: str, sentence: Offsets, claim: Claim, setting: _Setting
) -> datetime.date | None:
    """The one day that the claim's clause names, else its sentence; None for none or several."""
    clause = max(claim.evidence[0], sentence[0]), min(claim.evidence[1], sentence[1])
    for start, end in (clause, sentence):
        days = set(_days(text, start, end, setting))
        if len(days) == 1:
            return days.pop()
        if days:
            return None
    return None


def _days(text: str, start: int, end: int, setting: _Setting) -> Iterator[datetime.date]:
    for match in _DAY.finditer(text, start, end):
        if any(0 <= match.start() - cue[1] <= _CUE_REACH for cue in setting.cues):
            continue
        if match["weekday"] and _HABIT.search(text, max(0, match.start() - 10), match.start()):
            continue
        if _BIRTH.search(text, max(0, match.start() - 10), match.start()):
            continue
        day = _day(match, setting.published)
        if day is not None:
            yield day


def _day(match: re.Match[str], published: datetime.date | None) -> datetime.date | None:
    """The calendar day of a match; a relative one needs the day of publication."""
    if match["weekday"] and published:
        return _weekday(match["weekday"].lower(), (match["which"] or "").lower(), published)
    if match["relative"] and published:
        shift = _RELATIVE[match["relative"].lower().replace("’", "'")]
        return published + datetime.timedelta(days=shift)
    if match["weekday"] or match["relative"]:
        return None
    return _full_date(match, published)


def _weekday(name: str, which: str, published: datetime.date) -> datetime.date:
    """« mardi »: the latest one up to the day of publication; « mardi prochain »: the next."""
    back = (published.weekday() - _DAYS.index(name)) % 7
    if which == "prochain":
        return published + datetime.timedelta(days=7 - back)
    if which == "dernier" and back == 0:
        back = 7
    return published - datetime.timedelta(days=back)


def _full_date(match: re.Match[str], published: datetime.date | None) -> datetime.date | None:
    """A date with its year, else in the year that makes it the latest before publication."""
    day, month, year = day_and_month(match)
    try:
        if year is not None:
            return datetime.date(year, month, day)
        if published is None:
            return None
        date = datetime.date(published.year, month, day)
        return date if date <= published else date.replace(year=published.year - 1)
    except ValueError:
        return None
