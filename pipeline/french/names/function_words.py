"""Small words around names and noun phrases, by group."""

from functools import cache

from pipeline.french.lexicons import load_lexicon

# The gender that a determiner gives its noun, where it tells one.
DETERMINER_GENDER = {"le": "m", "un": "m", "du": "m", "au": "m"} | dict.fromkeys(
    ["la", "une", "sa", "cette"], "f"
)


@cache
def function_words(*groups: str) -> frozenset[str]:
    """The folded words of these groups of the lexicon `name_words`. Raises KeyError."""
    words = {row["group"]: row["words"].split() for row in load_lexicon("name_words").rows}
    return frozenset(word for group in groups for word in words[group])


# Before a noun for one person or body.
DETERMINERS = function_words("determiner_definite", "determiner_possessive", "determiner_singular")
