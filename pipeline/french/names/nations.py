"""Countries by name, capital, inhabitant or adjective."""

from functools import cache

from pipeline.french.lexicons import load_lexicon
from pipeline.french.names.names import name_key
from pipeline.french.text import fold


@cache
def _places() -> dict[str, str]:
    return {name_key(row["name"]): row["code"] for row in load_lexicon("countries").rows}


@cache
def _countries() -> frozenset[str]:
    rows = load_lexicon("countries").rows
    return frozenset(name_key(row["name"]) for row in rows if row["kind"] == "country")


def country_of_place(name: str) -> str | None:
    """ISO code of a country or capital named in French, or None."""
    return _places().get(name_key(name))


def is_country(name: str) -> bool:
    """Whether a name is a country's."""
    return name_key(name) in _countries()


@cache
def _gentiles() -> dict[str, str]:
    return {fold(row["form"]): row["country"] for row in load_lexicon("gentiles").rows}


def country_of_gentile(word: str) -> str | None:
    """ISO code for an inhabitant's name or adjective in any form (« russe », « Arméniens »)."""
    return _gentiles().get(fold(word))
