"""Time expressions among words: « jeudi 12 mars au soir », « la semaine dernière », « vers 18 h ».

They stand as adjuncts between a verb and its subject or object, so whoever looks for these passes
over a whole expression at once; a number or a month inside one is nobody.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

from pipeline.french.dates.calendar import Day, months, named_days, time_words, weekdays
from pipeline.french.dates.written import NUMERIC, WRITTEN_YEAR, day_and_month
from pipeline.french.function_words import THE, function_words
from pipeline.french.text import fold

_THIS = function_words("demonstrative") - {"ces"}
_DAY = r"(?:0?[1-9]|[12]\d|3[01]|1[ _]?er) "
_HOUR = r"(?:[01]?\d|2[0-4])"
_NUMERIC = "|".join(rf"\d{{1,2}}{sep}\d{{1,2}}{sep}(?:\d\d){{1,2}}" for sep in ("/", "-", r"\."))
# Behind « dimanche 14 » these tell that the number is the day, not what a noun counts.
_BEHIND_DAY = (
    r"(?=$|[^\w ]+ |(?:au|aux|en|dans|a|le|la|les|l'|un|une|que|qu'|sur|devant|lors|par) )"
)


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
    folded = [fold(word).replace(" ", "_") + " " for word in words]
    starts = list(accumulate(map(len, folded), initial=0))
    found: list[TimeExpression] = []
    for match in _times().finditer("".join(folded)):
        start, end = (bisect_left(starts, offset) for offset in match.span())
        found.append(TimeExpression(start, end, tuple(_days(match.group()))))
    return found


@cache
def _times() -> re.Pattern[str]:
    """Expressions and their neighbours among folded words that have a space behind each."""
    weekday, month, part, span = map(_of, ("weekday", "month", "part", "span"))
    this, shift = _one(_THIS), _of("shift")
    the = _one(THE | _THIS)
    # « semaine », and « week - end » where the tokenizer parts it
    stretch = _of("stretch", "weekday").replace(r"\-", " ?- ?")
    days = f"{_DAY}(?:er )?(?:(?:et|au|a|-|ou) {_DAY})?"
    # « fin de journée », « soirée » behind « en »
    edge = f"(?:{span}|{_of('edge')}(?:de|d') {span})"
    # « (le) (jeudi) 12 mars (2020) », « les 3 et 4 mai (derniers) », « (jeudi) 12/03/2020 »
    date = (
        f"{the}?(?:{weekday}{part}?(?:(?:,|le) )?)?"
        rf"(?:(?:{_NUMERIC}|{WRITTEN_YEAR}-\d\d-\d\d) |{days}{month}(?:{WRITTEN_YEAR} |{shift})?)"
    )
    # « (ce) lundi », « samedi dernier », « dimanche 14 », « lundi de Pâques »
    day = f"{the}?{weekday}(?:{shift}|de {_of('feast')}|{_DAY}{_BEHIND_DAY})?"
    hour = rf"{_HOUR}(?:h(?:[0-5]\d)?|:[0-5]\d) |{_HOUR} {_of('hour')}(?:[0-5]\d )?"
    single = (
        date,
        day,
        # « hier », « avant-hier », « ce matin », « cette nuit », « ce week-end »
        f"{_of('day')}|{this}(?:{stretch}|{part})",
        # « la semaine dernière », « le mois passé », « l'an dernier »
        f"{the}{stretch}{shift}",
        # « la nuit de samedi à dimanche », « la nuit du 3 au 4 mai », « la soirée de lundi »
        f"{the}{span}(?:de|du) (?:{date}|{day})(?:(?:a|au) (?:{date}|{day}))?",
        # « la veille », « le lendemain »
        f"{the}{_of('eve')}",
        f"{month}{WRITTEN_YEAR} ",
        # « en fin de matinée », « en soirée » that stand alone
        f"en {edge}",
        # « vers 18 heures », « à 20 h 30 », « 9h15 »
        f"(?:{_of('clock')}|a )?(?:{hour})",
    )
    # « matin », « au soir », « dans la nuit », « en fin de journée »
    behind = f"(?:au )?{part}|dans {the}{span}|en {edge}"
    # what an expression may begin with: most words are left at once
    opening = rf"{the}|{_of('weekday', 'month', 'day', 'clock')}|en |a |\d"
    return re.compile(rf"(?<![^ ])(?={opening})(?:(?:{'|'.join(single)})(?:{behind})?)+")


def _of(*kinds: str) -> str:
    return _one(time_words(*kinds))


def _one(words: frozenset[str]) -> str:
    """One of some words, with the space behind it."""
    return f"(?:(?:{'|'.join(map(re.escape, sorted(words)))}) )"


@cache
def _named() -> re.Pattern[str]:
    """What names days in the words of an expression, set one space apart."""
    part, month = "|".join(time_words("part")), "|".join(months())
    weekday = rf"(?:les? )?(?:{'|'.join(weekdays())})"
    er = "(?:[ _]?er)?"
    by_itself = "|".join(sorted(named_days(), key=len, reverse=True))
    return re.compile(
        r"\b(?:"
        rf"(?:{weekday} (?:(?:{part}) )?(?:, |le )?)?"
        rf"(?P<day>\d{{1,2}}){er}(?: (?:et|au|a|-|ou) (?P<second>\d{{1,2}}){er})?"
        rf" (?P<month>{month})(?: (?P<year>\d{{4}}))?"
        rf"|{NUMERIC}"
        rf"|(?P<weekday>{weekday})(?: (?P<which>\d{{1,2}}|dernier|prochain))?"
        rf"|(?P<named>{by_itself})"
        rf"|(?P<today>(?:ce|cet|cette) (?:{part}))"
        r")(?![\w-])"
    )


def _days(expression: str) -> Iterator[Day]:
    """The days that an expression names; « le lundi », « les lundis » name none."""
    for match in _named().finditer(expression):
        if match["month"] or match["year2"] or match["year3"]:
            day = Day(*day_and_month(match))
            yield day
            if match["second"]:
                yield replace(day, day=int(match["second"]))
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
