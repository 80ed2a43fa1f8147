"""Dates in raw text, before it has words: in datelines, head lines, posts."""

import datetime
import re
from functools import cache

from pipeline.french.dates.calendar import forms, months
from pipeline.french.patterns import accents
from pipeline.french.text import fold

WRITTEN_YEAR = r"(?:1[5-9]|20)\d\d"
NUMERIC = (
    rf"(?P<day2>\d{{1,2}})(?P<sep>[/.-])(?P<month2>\d{{1,2}})(?P=sep)(?P<year2>{WRITTEN_YEAR})\b"
    rf"|(?P<year3>{WRITTEN_YEAR})-(?P<month3>\d\d)-(?P<day3>\d\d)(?=\D|$)"
)
YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")


@cache
def weekday_pattern() -> str:
    """A regular expression for the weekdays, whole or abbreviated; use it ignoring case."""
    return "|".join((*forms("weekday"), rf"(?:{'|'.join(forms('weekday_short'))})\."))


@cache
def date_pattern() -> str:
    """A regular expression for a date, in words or figures; use it ignoring case.

    Its groups are what `date_of` reads.
    """
    months = "|".join(accents(form) for form in (*forms("month"), *forms("month_short")))
    return (
        rf"(?:le\s+)?(?:(?:{weekday_pattern()}),?\s+)?"
        rf"(?:(?P<day>\d{{1,2}})(?:\s?er)?\s+(?P<month>(?:{months})\b)\.?"
        rf"(?:\s+(?P<year>{WRITTEN_YEAR})\b)?|{NUMERIC})"
    )


@cache
def _date() -> re.Pattern[str]:
    return re.compile(rf"\b{date_pattern()}", re.IGNORECASE)


def parse_date(text: str) -> datetime.date | None:
    """The first full date in `text`; None if there is none or the calendar does not know it.

    A date without a year is not full; a year of two digits is not guessed.
    """
    matches = _date().finditer(text)
    return next((date_of(match) for match in matches if _year(match)), None)


def date_of(match: re.Match[str]) -> datetime.date | None:
    """The date of a match that `date_pattern` is a part of.

    None without a date, without a year, or if the calendar does not know it.
    """
    if _year(match) is None:
        return None
    day, month, year = day_and_month(match)
    try:
        return datetime.date(year or 0, month, day)
    except ValueError:
        return None


def day_and_month(match: re.Match[str]) -> tuple[int, int, int | None]:
    """Day, month and, where it is written, year of such a match; any calendar."""
    day = int(match["day"] or match["day2"] or match["day3"])
    month = (
        months()[fold(match["month"])]
        if match["month"]
        else int(match["month2"] or match["month3"])
    )
    return day, month, _year(match)


def _year(match: re.Match[str]) -> int | None:
    year = match["year"] or match["year2"] or match["year3"]
    return int(year) if year else None


def starts_with_date(text: str) -> bool:
    """Whether a date, with or without year, stands at the very start, without a weekday."""
    return text[:1].isdigit() and _date().match(text) is not None
