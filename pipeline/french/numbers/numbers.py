"""Number expressions in French text: where they stand, what they are worth, what they are.

`find_numbers` is pure and works on the text alone, in time linear in its length. Which numbers
count people, money or years is said by `form` and `unit`, so that a caller can leave out what it
does not ask for:

- cardinal: a plain number; approximate: une dizaine, une centaine, un demi-million; open: a plural
  without a figure (des dizaines); range: 10 à 15, entre 10 et 15; article: « un », « une », which
  only the caller can tell from the indefinite article; fraction: la moitié, un sur trois
- date, year, time, age, duration, ordinal, score, code (articles of law, roads, flights, telephone
  numbers, street numbers, names) and other (quarantaine in « en quarantaine »): no quantities
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.french.function_words import function_words
from pipeline.french.numbers.context import AFTER_PERCENT, Context, classify, is_sport
from pipeline.french.numbers.modifiers import (
    Modifier,
    is_inside,
    modifier_after,
    modifiers_before,
)
from pipeline.french.numbers.words import Reading, Token, read_number, tokenize

__all__ = ["NumberExpression", "find_numbers", "modifier_after"]

COUNTS = ("cardinal", "approximate", "open", "range")
_RANGE_GAP = re.compile(r"\s?(?P<link>à|ou|et|/|-|‑|–|—)\s?(?P<article>une? )?", re.IGNORECASE)
_LIST_GAP = re.compile(r"\s?(?:,|et|ou|puis|au|à|/|-|–)\s?(?:de\s|d['’]|à\s)?", re.IGNORECASE)
_ENTRE = re.compile(r"entre\s(?:une?\s)?$", re.IGNORECASE)
_ARTICLES = function_words("article", "indefinite", "demonstrative")
_ON = re.compile(r"\ssur\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberExpression:
    """A number in a text. Offsets are indices into the text, end exclusive.

    `start`, `end`: the number without its modifier, its sign and, for dizaine and its like, its
    article. `value` is null for a range and for an open plural; `low`, `high` are its bounds,
    null where open. `modifier`: the offsets of the words that bound or soften it. `unit`: percent,
    money, duration, length … or null; `unit_end`: where the unit's sign ends (else `end`).
    `parts`: the two ends of a range. `left`: where the expression starts with article and modifier.
    """

    start: int
    end: int
    left: int
    form: str
    unit: str | None
    unit_end: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    modifier: tuple[int, int] | None = None
    parts: tuple["NumberExpression", ...] = ()


@dataclass(frozen=True, slots=True)
class _Atom:
    """A reading with its offsets, its article's start and its context, before modifiers."""

    reading: Reading
    start: int
    end: int
    left: int
    context: Context


def find_numbers(text: str) -> list[NumberExpression]:
    """Every number expression of a text, in order of position, none inside another."""
    tokens = tokenize(text)
    atoms = _atoms(text, tokens)
    before = modifiers_before(text)
    numbers: list[NumberExpression] = []
    i = 0
    while i < len(atoms):
        joined = _range(text, atoms, i, before) or _ratio(text, atoms, i, before)
        number = joined or _single(text, atoms[i], before)
        while numbers and numbers[-1].start >= number.left:
            numbers.pop()  # the article of « un peu plus de »
        numbers.append(number)
        i += 2 if joined else 1
    return _share_units(text, numbers)


def _atoms(text: str, tokens: Sequence[Token]) -> list[_Atom]:
    atoms: list[_Atom] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.kind not in ("word", "digits"):
            if token.kind != "word":
                reading = Reading(i, i + 1, 0.0, token.kind, 0.0, 1.0)
                context = Context(token.kind, None, token.end)
                atoms.append(_Atom(reading, token.start, token.end, token.start, context))
            i += 1
            continue
        sign = atoms[-1].context.unit_end if atoms else 0
        found = read_number(tokens, i) if token.start >= sign else None
        if found is None:
            i += 1
            continue
        atom = _atom(text, tokens, found)
        if atoms and atoms[-1].start >= atom.left:
            atoms.pop()
        atoms.append(atom)
        i = found.stop
    return atoms


def _atom(text: str, tokens: Sequence[Token], reading: Reading) -> _Atom:
    first = reading.first
    left = tokens[first].start
    if reading.shape in ("collective", "open", "fraction") and first > 0 and tokens[first].glued:
        word = tokens[first - 1].lower
        if word in _ARTICLES:
            left = tokens[first - 1].start
        elif is_inside(word) and first > 1 and tokens[first - 2].lower in _ARTICLES:
            left = tokens[first - 2].start
    start, end = tokens[first].start, tokens[reading.stop - 1].end
    return _Atom(reading, start, end, left, classify(text, tokens, reading))


def _single(text: str, atom: _Atom, before: dict[int, Modifier]) -> NumberExpression:
    value: float | None = atom.reading.value
    low = high = value
    form, modifier = atom.context.form, before.get(atom.left) or before.get(atom.start)
    figure = (*COUNTS, "fraction", "article", "duration", "age", "time")
    if form not in figure or atom.reading.shape == "time":
        return NumberExpression(atom.start, atom.end, atom.left, form, None, atom.end)
    if form == "open":
        value, low, high = None, 2 * atom.reading.value, None
    else:
        if modifier is not None and modifier.place == "plural":
            modifier = None
        after = None if modifier else modifier_after(text, atom.context.unit_end)
        modifier = modifier or after
        if modifier:
            low, high = modifier.bounds(atom.reading.value)
    left = min(atom.left, modifier.start) if modifier else atom.left
    span = (modifier.start, modifier.end) if modifier else None
    unit, unit_end = atom.context.unit, atom.context.unit_end
    return NumberExpression(
        atom.start, atom.end, left, form, unit, unit_end, value, low, high, span
    )


def _range(
    text: str, atoms: Sequence[_Atom], i: int, before: dict[int, Modifier]
) -> NumberExpression | None:
    """Atoms `i` and `i + 1` as one range, if they are one."""
    if i + 1 == len(atoms):
        return None
    a, b = atoms[i], atoms[i + 1]
    shapes = ("cardinal", "article", "collective")
    if a.reading.shape not in shapes or b.reading.shape not in shapes:
        return None
    gap_start = a.end
    if b.context.unit == "percent" and (sign := AFTER_PERCENT.match(text, a.end)):
        gap_start = sign.end()
    elif a.context.unit or a.context.form not in (*COUNTS, "article"):
        return None
    gap = _RANGE_GAP.fullmatch(text, gap_start, b.start)
    if gap is None or b.context.form not in (*COUNTS, "age", "duration", "time", "score"):
        return None
    between = _ENTRE.search(text, max(0, a.left - 8), a.start)
    link = gap["link"]
    if link in "-‑–—" and a.reading.value >= b.reading.value and _digits(text, a, b):
        return _score(a, b)
    if (link == "et" and not between) or (link in "-‑–—/" and not _digits(text, a, b)):
        return None
    low, high = _shared_scale(a.reading, b.reading, _digits(text, a, b)), b.reading.value
    if low >= high or b.reading.shape == "article":
        return None
    if link in "-‑–—" and is_sport(text, a.start):
        return _score(a, b)
    modifier = before.get(a.left) or modifier_after(text, b.context.unit_end)
    place = (between.start(), between.start() + 5) if between else None
    if modifier and not between:
        place = modifier.start, modifier.end
    parts = tuple(_single(text, atom, before) for atom in (a, b))
    parts = (replace(parts[0], value=low, low=low, high=low, unit=b.context.unit), parts[1])
    form = "range" if b.context.form in COUNTS else b.context.form
    left = min(a.left, place[0]) if place else a.left
    unit, unit_end = b.context.unit, b.context.unit_end
    return NumberExpression(
        a.start, b.end, left, form, unit, unit_end, None, low, high, place, parts
    )


def _score(a: _Atom, b: _Atom) -> NumberExpression:
    return NumberExpression(a.start, b.end, a.start, "score", None, b.end)


def _digits(text: str, *atoms: _Atom) -> bool:
    return all(text[atom.start].isdigit() for atom in atoms)


def _shared_scale(a: Reading, b: Reading, digits: bool) -> float:
    """The value of a range's first end, with the scale that the second end lends it.

    « entre 1 et 1,5 million », « deux à trois cents », « 10 à 15 000 »: in digits a thousand is
    lent only where the two are close, since « de 5 à 12 000 » and « de 5 à 100 000 » differ.
    """
    if b.scale == 1 or a.scale > 1 or a.value >= b.mantissa:
        return a.value
    if digits and b.scale == 1000 and (a.value < 2 or b.mantissa > 3 * a.value):
        return a.value
    if b.shape == "collective" or b.mantissa > 10 * a.value:
        return a.value
    return a.value * b.scale


def _ratio(
    text: str, atoms: Sequence[_Atom], i: int, before: dict[int, Modifier]
) -> NumberExpression | None:
    """« un sur trois », « 7 sur 10 » as one fraction."""
    if i + 1 == len(atoms):
        return None
    a, b = atoms[i], atoms[i + 1]
    if a.context.form not in ("cardinal", "article") or b.context.form != "cardinal":
        return None
    if not _ON.fullmatch(text, a.end, b.start) or a.reading.value >= b.reading.value:
        return None
    share = a.reading.value / b.reading.value
    single = _single(text, a, before)
    return replace(single, end=b.end, value=share, low=share, high=share, form="fraction")


def _share_units(text: str, numbers: list[NumberExpression]) -> list[NumberExpression]:
    """Give a number without a unit that of the number it is listed with: « 36 et 31 % »."""
    shared = list(numbers)
    for i in range(len(shared) - 2, -1, -1):
        number, following = shared[i], shared[i + 1]
        if number.form != "cardinal" or number.unit or number.unit_end != number.end:
            continue
        if following.form == "cardinal" and not following.unit:
            continue
        gap = text[number.end : following.left]
        if following.form not in (*COUNTS, "date", "time", "age", "duration", "score"):
            continue
        if not _LIST_GAP.fullmatch(gap) or (following.unit is None and following.form in COUNTS):
            continue
        number = replace(number, unit=following.unit)
        if following.form == "date":
            number = replace(number, value=None, low=None, high=None)
        shared[i] = number if following.form in COUNTS else replace(number, form=following.form)
    return shared
