"""The grammar of French numbers: tokens of a text, and the number that starts at a token.

Reads the forms of France, Belgium and Switzerland, with the hyphens of before and after 1990,
digits with any thousands separator, and mixtures (« 2,5 millions », « deux millions et demi »).
A sequence that is no number (« vingt trente ») is never forced into one: it is two.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.french.addresses import find_addresses, is_inside
from pipeline.french.lexicons import load_lexicon
from pipeline.french.text import HYPHENS, SPACES

_TOKENS = re.compile(
    rf"""
      (?P<word>[^\W\d_]++)(?P<attached>\d\w*+|-\d\w*+)?
    | (?P<date>(?<!\d)(?:\d{{1,2}}(?P<sep>[/.])\d{{1,2}}(?P=sep)(?:\d{{4}}|\d{{2}})
        |\d{{4}}-\d{{2}}-\d{{2}})(?!\d))
    | (?P<code>\+\d[\d{SPACES}.]{{6,}}\d|(?<!\d)\d{{2}}(?:[{SPACES}.-]\d{{2}}){{3,5}}(?!\d))
    | (?P<time>(?<!\d)\d{{1,2}}(?:[{SPACES}]?[hH](?:[{SPACES}]?\d{{2}})?(?!\w)|:\d{{2}}(?!\d)))
    | (?P<ordinal>\d+(?:ers?|ères?|res?|es?|è|[eè]mes?|n[dD]e?s?)(?!\w))
    | (?P<digits>[1-9]\d{{0,2}}(?:(?:[{SPACES}]\d{{3}})+|(?:\.\d{{3}})+|(?:['’]\d{{3}})+)(?!\d)
        (?:,\d+)?|\d++(?:[.,]\d++)?)
    """,
    re.VERBOSE,
)
_GLUE = frozenset(SPACES + HYPHENS + "-")


class Token(NamedTuple):
    """A word, a number in digits, or a date, hour, code or ordinal that digits make up.

    `glued`: nothing but one space or hyphen stands between it and the token before.
    """

    start: int
    end: int
    kind: str
    lower: str
    glued: bool


class Reading(NamedTuple):
    """A number read from tokens `first` to `stop` (excluded): `value` = `mantissa` * `scale`.

    shape: cardinal | article | collective | open (a plural without a figure; `value` is then what
    one of it is worth) | fraction
    """

    first: int
    stop: int
    value: float
    shape: str
    mantissa: float
    scale: float


class Word(NamedTuple):
    """What a number word is and is worth (lexicon number_words)."""

    role: str
    value: float


_NO_WORD = Word("", 0.0)
# Of tokens, the first one's index and whether it begins the number: value and index behind.
_Reader = Callable[[Sequence[Token], int, bool], tuple[int, int] | None]


@cache
def number_words() -> dict[str, Word]:
    """The lexicon number_words by word."""
    return {
        row["word"]: Word(row["role"], float(row["value"]))
        for row in load_lexicon("number_words").rows
    }


def tokenize(text: str) -> list[Token]:
    """The words and digit groups of a text, in order; punctuation is what lies between them.

    Those of web addresses are none.
    """
    tokens: list[Token] = []
    end = 0
    addresses = find_addresses(text)
    for match in _TOKENS.finditer(text):
        if addresses and is_inside(addresses, match.start()):
            continue
        kind = "word" if match["word"] else str(match.lastgroup)
        if match["attached"]:
            kind = "code"
        glued = text[end : match.start()] in _GLUE
        tokens.append(Token(match.start(), match.end(), kind, match.group().lower(), glued))
        end = match.end()
    return tokens


def digits_value(written: str) -> float:
    """The value of a number in digits, with thousands separators and a decimal comma or point."""
    compact = re.sub(rf"[{SPACES}'’]", "", written)
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", compact):
        compact = compact.replace(".", "")
    return float(compact.replace(",", "."))


def _word(tokens: Sequence[Token], i: int, first: bool = False) -> Word:
    """The number word at `i`; unless it is the first, only if it is glued to the one before."""
    if i >= len(tokens) or tokens[i].kind != "word" or not (first or tokens[i].glued):
        return _NO_WORD
    return number_words().get(tokens[i].lower, _NO_WORD)


def _is(tokens: Sequence[Token], i: int, lower: str) -> bool:
    return i < len(tokens) and tokens[i].glued and tokens[i].lower == lower


def _add_small(tokens: Sequence[Token], i: int, base: int, teens: bool) -> tuple[int, int]:
    """`base` (20 to 90) and the unit or teen that follows it."""
    if _is(tokens, i, "et"):
        value = _word(tokens, i + 1).value
        linked = value == 1 or (teens and value == 11)
        return (base + int(value), i + 2) if linked else (base, i)
    word = _word(tokens, i)
    if _is_eighty(tokens, i, word):
        return base, i
    if word.role == "unit" or (teens and word.role == "teen"):
        return base + int(word.value), i + 1
    if teens and word.role == "ten":
        value, stop = _ten(tokens, i)
        return base + value, stop
    return base, i


def _is_eighty(tokens: Sequence[Token], i: int, word: Word) -> bool:
    return word.value == 4 and _word(tokens, i + 1).value == 20


def _ten(tokens: Sequence[Token], i: int) -> tuple[int, int]:
    word = _word(tokens, i + 1)
    if word.role == "unit" and word.value >= 7:
        return 10 + int(word.value), i + 2
    return 10, i + 1


def _below_hundred(tokens: Sequence[Token], i: int, first: bool) -> tuple[int, int] | None:
    word = _word(tokens, i, first)
    if _is_eighty(tokens, i, word):
        return _add_small(tokens, i + 2, 80, teens=True)
    if word.role in ("unit", "teen"):
        return int(word.value), i + 1
    if word.role == "ten":
        return _ten(tokens, i)
    if word.role == "tens":
        return _add_small(tokens, i + 1, int(word.value), teens=word.value == 60)
    return None


def _below_thousand(tokens: Sequence[Token], i: int, first: bool) -> tuple[int, int] | None:
    return _multiple(tokens, i, first, "hundred", _below_hundred)


def _below_million(tokens: Sequence[Token], i: int, first: bool) -> tuple[int, int] | None:
    return _multiple(tokens, i, first, "thousand", _below_thousand)


def _multiple(
    tokens: Sequence[Token], i: int, first: bool, role: str, below: _Reader
) -> tuple[int, int] | None:
    """« cent », « deux cents », « deux cent trente »; `below` reads the numbers beside « cent »."""
    word = _word(tokens, i, first)
    if word.role == role:
        value, stop = int(word.value), i + 1
    else:
        small = below(tokens, i, first)
        if small is None:
            return None
        value, stop = small
        word = _word(tokens, stop)
        if word.role != role or not _multiplies(value, role):
            return small
        value, stop = value * int(word.value), stop + 1
    rest = below(tokens, stop, False)
    return (value + rest[0], rest[1]) if rest else (value, stop)


def _multiplies(value: int, role: str) -> bool:
    """« douze cents », « deux mille »; neither « dix cents » nor « un mille »."""
    return value >= 2 if role == "thousand" else 2 <= value <= 19 and value != 10


def _group(tokens: Sequence[Token], i: int, first: bool) -> tuple[float, int] | None:
    """A number in front of a scale noun, in digits (« 2,5 », « 300 mille ») or in words."""
    if i < len(tokens) and tokens[i].kind == "digits" and (first or tokens[i].glued):
        value = digits_value(tokens[i].lower)
        word = _word(tokens, i + 1)
        if word.role == "thousand" and value < 1000:
            return value * 1000, i + 2
        return value, i + 1
    read = _below_million(tokens, i, first)
    if read and _is(tokens, read[1], "virgule"):
        decimals = _below_thousand(tokens, read[1] + 1, first=False)
        if decimals:
            return float(f"{read[0]}.{decimals[0]}"), decimals[1]
    return read


def _split_scale(value: float, written: str) -> tuple[float, float]:
    """Mantissa and scale that a range may share: « 10 à 15 000 », « deux à trois cents »."""
    for scale in (1e9, 1e6, 1e3):
        if value >= scale and value % scale == 0:
            return value / scale, scale
    if written in ("cent", "cents") and value % 100 == 0 and value > 100:
        return value / 100, 100.0
    return value, 1.0


def read_cardinal(tokens: Sequence[Token], i: int) -> Reading | None:
    """The longest plain number that starts at token `i`, or None."""
    word = _word(tokens, i, first=True)
    if word.role == "zero":
        return Reading(i, i + 1, 0.0, "cardinal", 0.0, 1.0)
    part = _group(tokens, i, first=True)
    if part is None:
        return None
    total, stop, last = 0.0, i, float("inf")
    while part:
        value, after = part
        word = _word(tokens, after)
        if word.role != "scale" or word.value >= last:
            if total == 0 or value < last:
                total, stop = total + value, after
            break
        total, stop, last = total + value * word.value, after + 1, word.value
        part = _group(tokens, stop, first=False)
        if part and part[0] >= last:
            break
    if _is(tokens, stop, "et") and _word(tokens, stop + 1).role == "half":
        total += 0.5 * (last if last != float("inf") else 1.0)
        stop += 2
    if stop == i + 1 and tokens[i].lower in ("un", "une"):
        return Reading(i, stop, 1.0, "article", 1.0, 1.0)
    if last != float("inf"):
        return Reading(i, stop, total, "cardinal", total / last, last)
    return Reading(i, stop, total, "cardinal", *_split_scale(total, tokens[stop - 1].lower))


def read_number(tokens: Sequence[Token], i: int) -> Reading | None:
    """The number that starts at token `i`: cardinal, collective, open plural or fraction."""
    cardinal = read_cardinal(tokens, i)
    if cardinal is None:
        return _read_noun(tokens, i)
    noun = _word(tokens, cardinal.stop)
    if noun.role == "fraction":
        share = cardinal.value * noun.value
        return Reading(i, cardinal.stop + 1, share, "fraction", share, 1.0)
    if noun.role == "half":
        return _read_noun(tokens, cardinal.stop) or cardinal
    if noun.role == "collective":
        counted = _read_noun(tokens, cardinal.stop)
        if cardinal.shape == "article" or counted is None:
            return counted or cardinal
        value = cardinal.value * counted.value
        return Reading(i, counted.stop, value, "cardinal", cardinal.value, counted.value)
    return cardinal


def _read_noun(tokens: Sequence[Token], i: int) -> Reading | None:
    """A number noun with no numeral of its own: dizaine, milliers, demi-million, moitié."""
    word = _word(tokens, i, first=True)
    if word.role == "fraction":
        return Reading(i, i + 1, word.value, "fraction", word.value, 1.0)
    if word.role == "half":
        return _read_half(tokens, i)
    if word.role not in ("collective", "scale"):
        return None
    plural = tokens[i].lower.endswith("s")
    value, stop = word.value, i + 1
    while _is(tokens, stop, "de") and (larger := _word(tokens, stop + 1)) is not _NO_WORD:
        if tokens[stop + 1].lower not in ("milliers", "millions", "milliards"):
            break
        value, stop = value * larger.value, stop + 2
    if not plural and _is(tokens, stop, "et") and _word(tokens, stop + 1).role == "half":
        value, stop = value * 1.5, stop + 2
    return Reading(i, stop, value, "open" if plural else "collective", 1.0, value)


def _read_half(tokens: Sequence[Token], i: int) -> Reading | None:
    word = _word(tokens, i + 1)
    if word.role not in ("collective", "scale"):
        return None
    first = i
    if word.role == "scale" and i > 0 and tokens[i].glued and tokens[i - 1].lower == "un":
        first = i - 1
    return Reading(first, i + 2, 0.5 * word.value, "collective", 0.5, word.value)
