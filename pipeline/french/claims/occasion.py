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

from pipeline.french.casualty_lexicon import figure_words
from pipeline.french.datelines.dateline import find_dateline
from pipeline.french.dates.calendar import Day
from pipeline.french.dates.written import YEAR
from pipeline.french.function_words import OF, THE, TO
from pipeline.french.records import Claim, Offsets, Quote
from pipeline.french.view import View, view_of

_LOCATIVE = TO | {"en", "dans"}
_NOT_THE_EVENT = frozenset({"chaque", "né", "née", "nés", "nées"})  # before a day
_CUE_REACH = 12  # characters between a verb of saying and the day of the statement
_WIDE = 600  # characters
_OPENING = 6  # lines in which a dateline may stand


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a document says for all of its sentences; `days`: those that it names, by offsets."""

    published: datetime.date | None
    dateline_place: str | None
    days: tuple[tuple[Offsets, Day], ...]


def with_occasions(doc: Doc, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of a document, the casualty figures with event date and place.

    Takes the day of publication from `doc._.depeche_published`, else from the dateline.
    """
    view = view_of(doc)
    setting = _setting(view)
    places = _places(view)
    located = []
    for claim in claims:
        if claim.kind in ("percentage", "share"):
            located.append(claim)
            continue
        around = _around(view, claim)
        place = _nearest_place(places, around, claim)
        if place is None and not _tells_of_before(view.text, around, setting.published):
            place = setting.dateline_place
        date = _event_date(around, claim, setting)
        located.append(replace(claim, place_entity_id=place, event_date=date))
    return located


def _tells_of_before(text: str, sentence: Offsets, published: datetime.date | None) -> bool:
    """Whether a sentence names another year than that of publication: an earlier event."""
    year = str(published.year) if published else None
    return any(match.group() != year for match in YEAR.finditer(text, *sentence))


def _around(view: View, claim: Claim) -> Offsets:
    """The claim's sentence, or what of an endless one is near the claim."""
    sentence = view.sentence_at(view.covering(claim.start))
    start, end = view.offsets(sentence.first, sentence.end)
    return max(start, claim.start - _WIDE), min(end, claim.end + _WIDE)


def _setting(view: View) -> _Setting:
    published, place = view.doc._.depeche_published, None
    lines = re.finditer(r"[^\r\n]*\S[^\r\n]*", view.text)
    for _, line in zip(range(_OPENING), lines, strict=False):
        dateline = find_dateline(line.group())
        if dateline is None:
            continue
        published = published or dateline.date
        if dateline.place_span is not None and place is None:
            start = line.start() + dateline.place_span[0]
            place = _entity_at(view.doc, start)
    quotes: tuple[Quote, ...] = view.doc._.depeche_quotes
    cues = [quote.cue for quote in quotes if quote.cue]
    return _Setting(published, place, tuple(_days(view, cues)))


def _days(view: View, cues: Sequence[Offsets]) -> Iterator[tuple[Offsets, Day]]:
    """The days that may be an event's: not those of a birth, a habit or a statement."""
    for time in view.times:
        start, end = view.offsets(time.start, time.end)
        stated = any(0 <= start - cue[1] <= _CUE_REACH for cue in cues)
        if not stated and view.word(time.start - 1) not in _NOT_THE_EVENT:
            yield from (((start, end), day) for day in time.days)


def _entity_at(doc: Doc, start: int) -> str | None:
    for chain in doc._.depeche_chains:
        if chain.label == "LOC" and any(a <= start < b for a, b in chain.mentions):
            return str(chain.entity_id)
    return None


def _places(view: View) -> list[tuple[int, int, str]]:
    """Offsets and entity of each place that a preposition makes a scene: « à Lyon »."""
    entity = {
        mention: str(chain.entity_id)
        for chain in view.doc._.depeche_chains
        if chain.label == "LOC"
        for mention in chain.mentions
    }
    return [(*span, entity[span]) for span in sorted(entity) if _is_scene(view, span)]


def _is_scene(view: View, place: Offsets) -> bool:
    """Whether the words before a place make it a scene: « à », « dans le », « près de »."""
    p = view.covering(place[0])
    words = [word for word in view.low[max(p - 4, 0) : p] if word not in THE]
    if words and words[-1] in OF:
        return any(word in figure_words("vicinity") for word in words[:-1])
    return bool(words) and words[-1] in _LOCATIVE


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


def _event_date(sentence: Offsets, claim: Claim, setting: _Setting) -> datetime.date | None:
    """The one day that the claim's clause names, else its sentence; None for none or several."""
    clause = max(claim.evidence[0], sentence[0]), min(claim.evidence[1], sentence[1])
    for start, end in (clause, sentence):
        named = (day for span, day in setting.days if start <= span[0] and span[1] <= end)
        days = {day.resolved(setting.published) for day in named} - {None}
        if len(days) == 1:
            return days.pop()
        if days:
            return None
    return None
