"""The words of the calendar, and the day that a time expression means.

Months and weekdays stand nowhere else: their names come from CLDR, through Babel.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale

from pipeline.french.lexicons import load_lexicon
from pipeline.french.text import fold

# Where French is written in ways of its own: « juill. » in Canada.
_LOCALES = (("fr",), ("fr", "CA"))


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
    """The folded words of some kinds of the lexicon `times`, CLDR's too. Raises LexiconError."""
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
    """The words of a kind in lower case, with their accents; abbreviations without full stop.

    Raises LexiconError.
    """
    return tuple(dict.fromkeys(word for word, _ in _entries(kind)))


@cache
def weekday_names() -> frozenset[str]:
    """The weekdays in lower case, of CLDR alone."""
    return frozenset(word for word, kind, _ in _of_cldr() if kind == "weekday")


@cache
def english_months() -> tuple[str, ...]:
    """The months in English, three letters, in lower case: of posts whose date is in English."""
    names = Locale("en").months["format"]["abbreviated"]
    return tuple(name.lower() for _, name in sorted(names.items()))


@cache
def month_and_weekday_forms() -> frozenset[str]:
    """Months and weekdays in lower case, with their accents, no abbreviations."""
    return frozenset((*forms("month"), *forms("weekday")))


def _of_kind(kind: str) -> dict[str, str]:
    """Folded word of a kind → its value."""
    return {fold(word): value for word, value in _entries(kind)}


def _entries(kind: str) -> Iterator[tuple[str, str]]:
    """Word and value: months and weekdays of CLDR, then what the lexicon has."""
    rows = load_lexicon("times").select(kind=kind)
    yield from ((word, value) for word, of, value in _of_cldr() if of == kind)
    yield from ((row["word"], row["value"]) for row in rows)


@cache
def _of_cldr() -> tuple[tuple[str, str, str], ...]:
    """Word, kind and value of months and weekdays."""
    return tuple(_names())


def _names() -> Iterator[tuple[str, str, str]]:
    for parts in _LOCALES:
        locale = Locale(*parts)
        for kind, names in (("month", locale.months), ("weekday", locale.days)):
            for width, suffix in (("wide", ""), ("abbreviated", "_short")):
                for value, name in sorted(names["format"][width].items()):
                    if width == "wide" or name.endswith("."):  # « mai » has no abbreviation
                        yield name.removesuffix("."), kind + suffix, str(value)
