"""Function words by their role in the grammar, in lower case: the lexicon `function_words`."""

from functools import cache

from pipeline.french.lexicons import load_lexicon


@cache
def function_words(*roles: str) -> frozenset[str]:
    """The words of some roles. Raises LexiconError, with the nearest one, where there is none."""
    lexicon = load_lexicon("function_words")
    return frozenset().union(*(lexicon.values("word", role=role) for role in roles))


OF = function_words("of")
DE = OF - {"des", "du"}
TO = function_words("to")
QUE = function_words("that")
THE = function_words("article")
WHICH = function_words("which")
RELATIVES = function_words("relative")
ELIDED = function_words("elided")
