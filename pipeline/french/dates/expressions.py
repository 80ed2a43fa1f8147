"""Time expressions among words: « jeudi 12 mars au soir », « la semaine dernière », « vers 18 h ».

They stand as adjuncts between a verb and its subject or object, so whoever looks for these passes
over a whole expression at once; a number or a month inside one is nobody.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.french.dates.calendar import Day, months, named_days, time_words, weekdays
from pipeline.french.text import fold

_DAY = re.compile(r"(?:[1-9]|[12]\d|3[01]|1 ?er|0[1-9])")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NUMERIC = re.compile(r"\d{1,2}([/.-])\d{1,2}\1(?:\d{2}|\d{4})|(?:1[5-9]|20)\d\d-\d\d-\d\d")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])(?:h(?:[0-5]\d)?|:[0-5]\d)")
_HOUR = re.compile(r"(?:[01]?\d|2[0-4])")
_MINUTE = re.compile(r"[0-5]\d")
_THE = frozenset({"le", "la", "les", "l'", "ce", "cet", "cette"})
_LINKS = frozenset({"et", "au", "a", "-", "ou"})
# Behind « dimanche 14 » these tell that the number is the day, not what a noun counts.
_AFTER_DAY = re.compile(r"[^\w]+|au|aux|en|dans|a|le|la|les|l'|un|une|que|qu'|sur|devant|lors|par")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """The words [start, end), and the days that they name: none for a stretch or an hour."""

    start: int
    end: int
    days: tuple[Day, ...]


def find_times(words: Sequence[str]) -> list[TimeExpression]:
    """The time expressions among words, which are tokens as written, in order.

    Neighbouring expressions are one (« mardi matin 5 mai »). A preposition before an expression is
    no part of it, but for a clock's (« vers 18 heures »).
    """
    folded = [fold(word) for word in words]
    openers = _openers()
    found: list[TimeExpression] = []
    behind = 0
    for start, word in enumerate(folded):
        if start < behind or (word not in openers and not word[:1].isdigit()):
            continue
        end = start
        while (further := _expression_end(folded, end)) > end:
            end = further
        if end > start:
            found.append(TimeExpression(start, end, tuple(_days(folded[start:end]))))
            behind = end
    return found


@cache
def _named() -> re.Pattern[str]:
    """What names days in the words of an expression, set one space apart."""
    part, month = "|".join(time_words("part")), "|".join(months())
    weekday = rf"(?:les? )?(?:{'|'.join(weekdays())})"
    day = r"\d{1,2}(?: ?er)?"
    by_itself = "|".join(sorted(named_days(), key=len, reverse=True))
    return re.compile(
        r"\b(?:"
        rf"(?:{weekday} (?:(?:{part}) )?(?:, |le )?)?"
        rf"(?P<days>{day}(?: (?:et|au|a|-|ou) {day})?) (?P<month>{month})(?: (?P<year>\d{{4}}))?"
        r"|(?P<day>\d{1,2})(?P<sep>[/.-])(?P<number>\d{1,2})(?P=sep)(?P<written>\d{4})"
        r"|(?P<iso>\d{4})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)"
        rf"|(?P<weekday>{weekday})(?: (?P<which>\d{{1,2}}|dernier|prochain))?"
        rf"|(?P<named>{by_itself})"
        rf"|(?P<today>(?:ce|cet|cette) (?:{part}))"
        r")(?![\w-])"
    )


def _days(words: Sequence[str]) -> Iterator[Day]:
    """The days that an expression names; « le lundi », « les lundis » name none."""
    for match in _named().finditer(" ".join(words)):
        if match["month"]:
            year = int(match["year"]) if match["year"] else None
            for day in re.findall(r"\d+", match["days"]):
                yield Day(int(day), months()[match["month"]], year)
        elif match["sep"]:
            yield Day(int(match["day"]), int(match["number"]), int(match["written"]))
        elif match["iso"]:
            yield Day(int(match["iso_day"]), int(match["iso_month"]), int(match["iso"]))
        elif match["weekday"]:
            which = match["which"] or ""
            if which or not match["weekday"].startswith(("le ", "les ")):
                yield _of_week(match["weekday"].split()[-1], which)
        else:
            yield Day(back=named_days().get(match["named"] or "", 0))


def _of_week(weekday: str, which: str) -> Day:
    return Day(
        day=int(which) if which.isdigit() else None,
        weekday=weekdays()[weekday],
        next=which == "prochain",
        last=which == "dernier",
    )


@cache
def _openers() -> frozenset[str]:
    """The words that an expression may begin with, figures apart."""
    return _THE | time_words("weekday", "month", "day", "clock") | {"en", "a"}


def _expression_end(words: Sequence[str], start: int) -> int:
    """Behind the single expression that begins at `start`; `start` if there is none."""
    for pattern in _PATTERNS:
        end = pattern(words, start)
        if end > start:
            return _behind_part(words, end)
    return start


def _word(words: Sequence[str], p: int) -> str:
    return words[p] if 0 <= p < len(words) else ""


def _behind_part(words: Sequence[str], p: int) -> int:
    """Behind « matin », « au soir », « dans la nuit », « en fin de journée » at `p`."""
    if _word(words, p) in time_words("part"):
        return p + 1
    if _word(words, p) == "au" and _word(words, p + 1) in time_words("part"):
        return p + 2
    if _word(words, p) == "dans" and _word(words, p + 1) in _THE:
        return p + 3 if _word(words, p + 2) in time_words("span") else p
    if _word(words, p) == "en":
        end = _edge_end(words, p + 1)
        return end if end > p + 1 else p
    return p


def _edge_end(words: Sequence[str], p: int) -> int:
    """« fin de journée », « soirée » behind « en »; `p` if there is none."""
    if _word(words, p) in time_words("span"):
        return p + 1
    if _word(words, p) in time_words("edge") and _word(words, p + 1) in {"de", "d'"}:
        return p + 3 if _word(words, p + 2) in time_words("span") else p
    return p


def _calendar_day(words: Sequence[str], start: int) -> int:
    """« (le) (jeudi) 12 mars (2020) », « les 3 et 4 mai (derniers) », « (jeudi) 12/03/2020 »."""
    p = start + (_word(words, start) in _THE)
    if _word(words, p) in time_words("weekday"):
        p += 1
        p += _word(words, p) in time_words("part")
        p += _word(words, p) in {",", "le"}
    if _NUMERIC.fullmatch(_word(words, p)):
        return p + 1
    days = _days_end(words, p)
    if days == p or _word(words, days) not in time_words("month"):
        return start
    p = days + 1
    if _YEAR.fullmatch(_word(words, p)) or _word(words, p) in time_words("shift"):
        p += 1
    return p


def _days_end(words: Sequence[str], p: int) -> int:
    """Behind « 12 », « 1er », « 1 er », « 3 et 4 »; `p` if no day stands there."""
    if not _DAY.fullmatch(_word(words, p)):
        return p
    end = p + 1 + (_word(words, p + 1) == "er")
    if _word(words, end) in _LINKS and _DAY.fullmatch(_word(words, end + 1)):
        return end + 2
    return end


def _weekday(words: Sequence[str], start: int) -> int:
    """« (ce) lundi », « samedi dernier », « dimanche 14 », « lundi de Pâques »."""
    p = start + (_word(words, start) in _THE)
    if _word(words, p) not in time_words("weekday"):
        return start
    p += 1
    if _word(words, p) in time_words("shift"):
        return p + 1
    if _word(words, p) == "de" and _word(words, p + 1) in time_words("feast"):
        return p + 2
    if _DAY.fullmatch(_word(words, p)) and _AFTER_DAY.fullmatch(_word(words, p + 1) or "."):
        return p + 1
    return p


def _named_day(words: Sequence[str], start: int) -> int:
    """« hier », « avant-hier », « ce matin », « cette nuit », « ce week-end »."""
    if _word(words, start) in time_words("day"):
        return start + 1
    if _word(words, start) not in {"ce", "cet", "cette"}:
        return start
    named = start + 2 if _word(words, start + 1) in time_words("part") else start
    return max(named, _stretch_end(words, start + 1) or start)


def _shifted(words: Sequence[str], start: int) -> int:
    """« la semaine dernière », « le mois passé », « l'an dernier »."""
    end = _stretch_end(words, start + 1) if _word(words, start) in _THE else None
    return end + 1 if end and _word(words, end) in time_words("shift") else start


def _stretch_end(words: Sequence[str], p: int) -> int | None:
    """Behind the word for a stretch of time at `p`, a compound that the tokenizer parts, too."""
    for end in (p + 1, p + 3):
        if "".join(words[p:end]) in time_words("stretch", "weekday"):
            return end
    return None


def _between_days(words: Sequence[str], start: int) -> int:
    """« la nuit de samedi à dimanche », « la nuit du 3 au 4 mai », « la soirée de lundi »."""
    span = _word(words, start) in _THE and _word(words, start + 1) in time_words("span")
    if not span or _word(words, start + 2) not in {"de", "du"}:
        return start
    end = _day_end(words, start + 3)
    if _word(words, end) in {"a", "au"}:
        end = _day_end(words, end + 1)
    return end if end > start + 3 else start


def _day_end(words: Sequence[str], start: int) -> int:
    return max(pattern(words, start) for pattern in (_calendar_day, _weekday))


def _eve(words: Sequence[str], start: int) -> int:
    """« la veille », « le lendemain »."""
    counted = _word(words, start) in _THE and _word(words, start + 1) in time_words("eve")
    return start + 2 if counted else start


def _month_and_year(words: Sequence[str], start: int) -> int:
    month = _word(words, start) in time_words("month")
    return start + 2 if month and _YEAR.fullmatch(_word(words, start + 1)) else start


def _edge(words: Sequence[str], start: int) -> int:
    """« en fin de matinée », « dans la soirée », « au matin » that stand alone."""
    if _word(words, start) == "en":
        end = _edge_end(words, start + 1)
        return end if end > start + 1 else start
    return start


def _clock(words: Sequence[str], start: int) -> int:
    """« vers 18 heures », « à 20 h 30 », « 9h15 »."""
    p = start + (_word(words, start) in time_words("clock") | {"a"})
    if _CLOCK.fullmatch(_word(words, p)):
        return p + 1
    if not _HOUR.fullmatch(_word(words, p)) or _word(words, p + 1) not in time_words("hour"):
        return start
    p += 2
    return p + bool(_MINUTE.fullmatch(_word(words, p)))


_PATTERNS: tuple[Callable[[Sequence[str], int], int], ...] = (
    _calendar_day,
    _weekday,
    _named_day,
    _shifted,
    _between_days,
    _eve,
    _month_and_year,
    _edge,
    _clock,
)
