"""Dates as French press text writes them."""

import datetime
import re
import unicodedata

# Month → its abbreviations. An accent may be missing, as in capitals, or be a combining character.
_MONTHS = {
    "janvier": ("janv", "jan"),
    "février": ("févr", "fév"),
    "mars": (),
    "avril": ("avr",),
    "mai": (),
    "juin": (),
    "juillet": ("juill", "juil"),
    "août": (),
    "septembre": ("sept", "sep"),
    "octobre": ("oct",),
    "novembre": ("nov",),
    "décembre": ("déc",),
}
WEEKDAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:lun|mar|mer|jeu|ven|sam|dim)\\."


def accents(pattern: str) -> str:
    """A regular expression whose accents may also be missing or be combining characters."""
    for letter in "éèûà":
        plain, mark = tuple(unicodedata.normalize("NFD", letter))
        pattern = pattern.replace(letter, f"(?:{letter}|{plain}{mark}?)")
    return pattern


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


_NUMBERS = {
    _plain(form): number
    for number, (month, short) in enumerate(_MONTHS.items(), 1)
    for form in (month, *short)
}
_MONTH_FORMS = "|".join(
    accents(form) for month, short in _MONTHS.items() for form in (month, *short)
)
DATE = (
    rf"(?:le\s+)?(?:(?:{WEEKDAYS}),?\s+)?"
    r"(?:"
    rf"(?P<day>\d{{1,2}})(?:\s?er)?\s+(?P<month>(?:{_MONTH_FORMS})\b)\.?(?:\s+(?P<year>(?:1[5-9]|20)\d\d)\b)?"
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
        return int(match["day"]), _NUMBERS[_plain(match["month"])], int(year) if year else None
    day = match["day2"] or match["day3"]
    month = match["month2"] or match["month3"]
    return int(day), int(month), int(match["year2"] or match["year3"])


def starts_with_date(text: str) -> bool:
    """Whether a date, with or without year, stands at the very start, without a weekday."""
    return text[:1].isdigit() and _DATE.match(text) is not None
