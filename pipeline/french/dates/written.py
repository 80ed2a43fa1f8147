"""Dates in raw text, before it has words: in datelines, head lines, posts."""

import datetime
import re
import unicodedata

from pipeline.french.dates.calendar import forms, months
from pipeline.french.text import fold


def accents(pattern: str) -> str:
    """A regular expression whose accents may also be missing or be combining characters."""
    for letter in "éèûà":
        plain, mark = tuple(unicodedata.normalize("NFD", letter))
        pattern = pattern.replace(letter, f"(?:{letter}|{plain}{mark}?)")
    return pattern


_MONTHS = "|".join(accents(form) for form in (*forms("month"), *forms("month_short")))
WEEKDAYS = "|".join((*forms("weekday"), rf"(?:{'|'.join(forms('weekday_short'))})\."))
DATE = (
    rf"(?:le\s+)?(?:(?:{WEEKDAYS}),?\s+)?"
    r"(?:"
    rf"(?P<day>\d{{1,2}})(?:\s?er)?\s+(?P<month>(?:{_MONTHS})\b)\.?(?:\s+(?P<year>(?:1[5-9]|20)\d\d)\b)?"
    r"|(?P<day2>\d{1,2})(?P<sep>[/.-])(?P<month2>\d{1,2})(?P=sep)(?P<year2>(?:1[5-9]|20)\d\d)\b"
    r"|(?P<year3>(?:1[5-9]|20)\d\d)-(?P<month3>\d\d)-(?P<day3>\d\d)(?=\D|$)"
    r")"
)
_DATE = re.compile(rf"\b{DATE}", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")


def parse_date(text: str) -> datetime.date | None:
    """The first full date in `text`; None if there is none or the calendar does not know it.

    A date without a year is not full; a year of two digits is not guessed.
    """
    for match in _DATE.finditer(text):
        if match["year"] or match["year2"] or match["year3"]:
            return date_of(match)
    return None


def date_of(match: re.Match[str]) -> datetime.date | None:
    """The date of a match of DATE; None without a year or if the calendar does not know it."""
    day, month, year = day_and_month(match)
    if year is None:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def day_and_month(match: re.Match[str]) -> tuple[int, int, int | None]:
    """Day, month and, where it is written, year of a match of DATE; any calendar."""
    if match["month"]:
        year = match["year"]
        return int(match["day"]), months()[fold(match["month"])], int(year) if year else None
    day = match["day2"] or match["day3"]
    month = match["month2"] or match["month3"]
    return int(day), int(month), int(match["year2"] or match["year3"])


def starts_with_date(text: str) -> bool:
    """Whether a date, with or without year, stands at the very start, without a weekday."""
    return text[:1].isdigit() and _DATE.match(text) is not None
