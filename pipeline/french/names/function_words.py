"""Small words around names and noun phrases, by group."""

from functools import cache

from pipeline.french.lexicons import load_lexicon

# The gender that a determiner gives its noun, where it tells one.
DETERMINER_GENDER = {"le": "m", "un": "m", "du": "m", "au": "m"} | dict.fromkeys(
    ["la", "une", "sa", "cette"], "f"
)


@cache
def function_words(*groups: str) -> frozenset[str]:
    """The folded words of these groups of the lexicon `name_words`. Raises LexiconError."""
    lexicon = load_lexicon("name_words")
    lists = (lexicon.values("words", group=group) for group in groups)
    return frozenset(word for words in lists for one in words for word in one.split())


@cache
def determiners() -> frozenset[str]:
    """Determiners before a noun for one person or body."""
    return function_words("determiner_definite", "determiner_possessive", "determiner_singular")
