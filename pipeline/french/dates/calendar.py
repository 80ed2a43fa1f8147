"""The words of the calendar, and the day that a time expression means."""

import datetime
from dataclasses import dataclass
from functools import cache

from pipeline.french.lexicons import load_lexicon
from pipeline.french.text import fold


@dataclass(frozen=True, slots=True)
class Day:
    """A day as words name it; what they leave open is None.

    `weekday` counts from Monday, 0; `next` says « prochain », `back` the days from that of
    publication (« hier » -1).
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    next: bool = False
    last: bool = False
    back: int | None = None

    def resolved(self, published: datetime.date | None) -> datetime.date | None:
        """The calendar day, told on the day of publication; None if it stays open or is none.

        Without a year, and for a weekday, it is the latest one up to that day.
        """
        if self.month is not None:
            return self._dated(self.month, published)
        if published is None:
            return None
        if self.back is not None:
            return published + datetime.timedelta(days=self.back)
        return None if self.weekday is None else self._of_week(self.weekday, published)

    def _dated(self, month: int, published: datetime.date | None) -> datetime.date | None:
        latest = None if self.year is not None else published
        year = latest.year if latest else self.year
        if self.day is None or year is None:
            return None
        try:
            date = datetime.date(year, month, self.day)
            return date.replace(year=year - 1) if latest and date > latest else date
        except ValueError:
            return None

    def _of_week(self, weekday: int, published: datetime.date) -> datetime.date | None:
        back = (published.weekday() - weekday) % 7
        if self.next:
            back -= 7
        elif self.last and back == 0:
            back = 7
        date = published - datetime.timedelta(days=back)
        return date if self.day in (None, date.day) else None


@cache
def time_words(*kinds: str) -> frozenset[str]:
    """The folded words of some kinds of the lexicon `times`. Raises LexiconError."""
    return frozenset().union(*(_of_kind(kind) for kind in kinds))


@cache
def months() -> dict[str, int]:
    """Folded month, whole or abbreviated → its number, from 1."""
    return {word: int(n) for k in ("month", "month_short") for word, n in _of_kind(k).items()}


@cache
def weekdays() -> dict[str, int]:
    """Folded weekday → its number, Monday 0."""
    return {word: int(number) for word, number in _of_kind("weekday").items()}


@cache
def named_days() -> dict[str, int]:
    """Folded word that names a day by itself → days from today."""
    return {word: int(number) for word, number in _of_kind("day").items()}


@cache
def forms(kind: str) -> tuple[str, ...]:
    """The words of a kind as the lexicon writes them, with their accents. Raises LexiconError."""
    return tuple(row["word"] for row in load_lexicon("times").select(kind=kind))


def _of_kind(kind: str) -> dict[str, str]:
    """Folded word of a kind → its value."""
    return {fold(row["word"]): row["value"] for row in load_lexicon("times").select(kind=kind)}
