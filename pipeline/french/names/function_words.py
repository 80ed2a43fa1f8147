"""Small words around names and noun phrases, by group."""

from functools import cache

from pipeline.french.lexicons import load_lexicon


@cache
def function_words(*groups: str) -> frozenset[str]:
    """The folded words of these groups of the lexicon `name_words`. Raises KeyError."""
    words = {row["group"]: row["words"].split() for row in load_lexicon("name_words").rows}
    return frozenset(word for group in groups for word in words[group])
