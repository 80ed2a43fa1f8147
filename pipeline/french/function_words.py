"""Function words by their role in the grammar, in lower case: the lexicon `function_words`."""

import difflib
from functools import cache

from pipeline.errors import LexiconError
from pipeline.french.lexicons import Lexicon, load_lexicon


def words_by(lexicon: Lexicon, column: str, *values: str) -> frozenset[str]:
    """The words of the rows with one of these values.

    Raises LexiconError, with the nearest value, where no row has it.
    """
    known = lexicon.values(column)
    for value in values:
        if value not in known:
            near = difflib.get_close_matches(value, known, 1)
            meant = f"do you mean {near[0]!r}" if near else f"known: {', '.join(sorted(known))}"
            raise LexiconError(f"lexicon {lexicon.name!r} has no {column} {value!r}: {meant}.")
    return frozenset(row["word"] for row in lexicon.rows if row[column] in values)


@cache
def function_words(*roles: str) -> frozenset[str]:
    """The words of some roles. Raises LexiconError, with the nearest one, where there is none."""
    return words_by(load_lexicon("function_words"), "role", *roles)


OF = function_words("of")
DE = OF - {"des", "du"}
TO = function_words("to")
QUE = function_words("that")
THE = function_words("article")
WHICH = function_words("which")
RELATIVES = function_words("relative")
ELIDED = function_words("elided")
