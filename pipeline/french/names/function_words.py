"""Small words around names and noun phrases, by group: folded, as names are compared."""

from functools import cache

from pipeline.french import function_words as grammar
from pipeline.french.lexicons import load_lexicon
from pipeline.french.text import fold

# The gender that a determiner gives its noun, where it tells one.
DETERMINER_GENDER = {"le": "m", "un": "m", "du": "m", "au": "m"} | dict.fromkeys(
    ["la", "une", "sa", "cette"], "f"
)
# Groups that are grammar: their roles in the lexicon `function_words`, and what else is one here.
_GRAMMAR = {
    "article": (("article",), "l"),
    "complement": (("of", "to"), "d"),
    "preposition": (("of", "to", "preposition"), "d"),
    "determiner_definite": (("article", "demonstrative"), ""),
    "determiner_possessive": (("possessive",), ""),
    "determiner_singular": (("possessive_dialogue",), "un une"),
    "determiner_indefinite": (("indefinite", "quantifier"), "d' de deux trois quatre"),
    "copula": (("copula",), ""),
    "relative": (("relative",), ""),
}


@cache
def function_words(*groups: str) -> frozenset[str]:
    """The folded words of these groups: of _GRAMMAR, else of the lexicon `name_words`.

    Raises LexiconError where there is no such group.
    """
    return frozenset(fold(word) for group in groups for word in _words(group))


def _words(group: str) -> frozenset[str]:
    if group not in _GRAMMAR:
        return load_lexicon("name_words").values("word", group=group)
    roles, more = _GRAMMAR[group]
    return grammar.function_words(*roles) | set(more.split())


@cache
def determiners() -> frozenset[str]:
    """Determiners before a noun for one person or body."""
    return function_words("determiner_definite", "determiner_possessive", "determiner_singular")
