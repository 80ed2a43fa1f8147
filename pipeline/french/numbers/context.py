"""What the words around a number say that it is: a date, an age, a percentage, a road."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline.french.dates.calendar import forms
from pipeline.french.lexicons import load_lexicon
from pipeline.french.numbers.words import Reading, Token
from pipeline.french.text import SPACES

AFTER_PERCENT = re.compile(
    rf"[{SPACES}]{{0,2}}(?:%|pour[{SPACES}-]?cents?\b|pourcents?\b|p\.?[{SPACES}]?(?:100\b|cent\b|c\.))",
    re.IGNORECASE,
)
_SIGN = re.compile(rf"[{SPACES}]?(?P<sign>[€$£¥]|(?:US|CAD?)\$|°)")
_SIGNS = {"°": "temperature"}
_NEXT = re.compile(rf"(?:[{SPACES}-]|,[ ])?(?:d(?:e |['’]))?(?P<word>km/h|[^\W\d_]+2?)")
_MONEY_BEFORE = re.compile(rf"[€$£¥][{SPACES}]?$")
_NUMBER_SIGN = re.compile(rf"[°º.] ?|[{SPACES}]")
# What months and weekdays make of the number that they stand before or after.
_CALENDAR = {
    "before": (("weekday", "date"), ("month", "year")),
    "after": (("month", "date"),),
    "near": (),
}
_INDEFINITE = frozenset({"un", "une"})
_DETERMINERS = frozenset({"la", "cette", "sa", "leur", "chaque", "l", "ce", "le", "première"})


class Context(NamedTuple):
    """Form and unit of a number (see numbers), and where its unit's sign ends."""

    form: str
    unit: str | None
    unit_end: int


@cache
def _contexts(place: str) -> dict[str, tuple[str, str | None]]:
    words = {word: (form, None) for kind, form in _CALENDAR[place] for word in forms(kind)}
    rows = load_lexicon("number_contexts").select(place=place)
    return words | {row["word"]: (row["form"], row["unit"] or None) for row in rows}


def classify(text: str, tokens: Sequence[Token], reading: Reading) -> Context:
    """Form and unit of the number that `reading` covers."""
    start, end = tokens[reading.first].start, tokens[reading.stop - 1].end
    digits = tokens[reading.first].kind == "digits"
    if sign := AFTER_PERCENT.match(text, end):
        return Context(_shape_form(reading), "percent", sign.end())
    if sign := _SIGN.match(text, end):
        return Context(_shape_form(reading), _SIGNS.get(sign["sign"], "money"), sign.end())
    if digits and _MONEY_BEFORE.search(text, max(0, start - 2), start):
        return Context(_shape_form(reading), "money", end)
    form, unit = _by_following(text, end, reading, digits)
    if form in ("cardinal", "stop") and unit is None:
        form = _by_preceding(text, tokens, reading, end) or _shape_form(reading)
    elif form == "cardinal":
        form = _shape_form(reading)
    if form == "approximate" and not _is_determined(text, tokens, reading, end):
        form = "other"
    return Context(form, unit, end)


def _shape_form(reading: Reading) -> str:
    return {"collective": "approximate"}.get(reading.shape, reading.shape)


def _by_following(text: str, end: int, reading: Reading, digits: bool) -> tuple[str, str | None]:
    following = _NEXT.match(text, end)
    if following is None:
        return "cardinal", None
    word = following["word"].lower()
    hyphen = text[end] in "-‑"
    form, unit = _contexts("after").get(word, ("cardinal", None))
    if hyphen and form != "date":
        if word.endswith(("ième", "ièmes")):
            return "ordinal", None
        return ("cardinal" if word == "là" else "code"), None
    if text[end] == "," and form != "code":
        return "cardinal", None
    if form == "date":
        fits = reading.shape == "cardinal" and 1 <= reading.value <= 31
        return ("date" if fits else "cardinal"), None
    if form in ("ordinal", "code") and not digits:
        return "cardinal", None
    attached = digits and following.start("word") == end
    if attached and (unit is None or following["word"] == "G") and form != "ordinal":
        return "code", None
    if word == "et" and text.startswith((" unième", "-unième"), following.end()):
        return "ordinal", None
    if form == "time" and reading.value > 24:
        form = "duration"
    return form, unit


def _by_preceding(text: str, tokens: Sequence[Token], reading: Reading, end: int) -> str | None:
    first = reading.first
    token, digits = tokens[first], tokens[first].kind == "digits"
    if text[token.start - 1 : token.start] in ("-", "‑", "+") and text[token.start - 2].isalpha():
        return "code"
    plain = digits and reading.stop == first + 1 and token.lower.isdigit()
    is_year = plain and len(token.lower) == 4 and 1000 <= reading.value <= 2100
    before = "cardinal"
    if first > 0:
        gap = text[tokens[first - 1].end : token.start]
        word = tokens[first - 1].lower
        if _NUMBER_SIGN.fullmatch(gap) and (word not in ("n", "art") or gap.strip()):
            before = _contexts("before").get(word, (before, None))[0]
            if word == "années" and plain and reading.value < 100:
                return "year"
    if before == "code" and (digits or tokens[first - 1].lower in ("numéro", "article")):
        return "code"
    if before == "year" and is_year:
        return "year"
    if before == "date" and plain and reading.value <= 31 and not _counts(text, end):
        return "date"
    if is_year and reading.value >= 1800 and not _counts(text, end):
        return "year"
    return None


@cache
def _sport() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _contexts('near')))})(?!\w)", re.I)


def sport_words() -> frozenset[str]:
    """Words that tell of a match."""
    return frozenset(_contexts("near"))


def is_sport(text: str, start: int) -> bool:
    """Whether the words shortly before `start` say that « 1-2 » is a score, no range."""
    return _sport().search(text, max(0, start - 60), start) is not None


def _counts(text: str, end: int) -> bool:
    """Whether a plural noun or verb follows, so that a four-figure number is no year."""
    following = _NEXT.match(text, end)
    if following is None or text[end] not in SPACES:
        return False
    word = following["word"]
    if not word[0].islower() or _contexts("after").get(word, ("", None))[0] == "stop":
        return False
    return word.endswith(("s", "x", "z", "nt"))


def _is_determined(text: str, tokens: Sequence[Token], reading: Reading, end: int) -> bool:
    """Whether dizaine, quarantaine … stands as a number: « une … », « cette … de », « demi- »."""
    if reading.mantissa != 1 or reading.first == 0:
        return reading.mantissa != 1
    word = tokens[reading.first - 1].lower
    if word in _INDEFINITE or (
        reading.first > 1 and tokens[reading.first - 2].lower in _INDEFINITE
    ):
        return True
    return word in _DETERMINERS and text[end : end + 3].lower().startswith((" de", " d'", " d’"))
