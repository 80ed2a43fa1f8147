"""Words of change: rises, falls and moves from one figure to another."""

import re
from functools import cache

from pipeline.french.lexicons import load_lexicon
from pipeline.french.numbers.numbers import NumberExpression
from pipeline.french.patterns import alternatives
from pipeline.french.view import Sentence

_WINDOW = 8
_DIRECTIONS = ("rise", "fall", "still", "move")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    lexicon = load_lexicon("change_words")
    return tuple(
        (name, alternatives(lexicon.values("pattern", direction=name))) for name in _DIRECTIONS
    )


@cache
def direction_of(word: str) -> str | None:
    """rise, fall, still or move for a lower-case word of change, else None."""
    return next((name for name, pattern in _patterns() if pattern.fullmatch(word)), None)


def ends_of(sentence: Sentence, number: NumberExpression) -> tuple[NumberExpression, ...]:
    """Both ends of « passer de 9,5 à 9,7 % » as two figures; a range otherwise stays one."""
    if number.form != "range" or not number.parts:
        return (number,)
    first, _ = sentence.touched(number.start, number.end)
    before = sentence.forms(first - _WINDOW, first)
    moved = any(direction_of(word) == "move" for word in before)
    return number.parts if moved and before[-1] == "de" else (number,)
