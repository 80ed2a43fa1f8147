"""Countries by name, city, inhabitant or adjective: names and codes of CLDR, through Babel."""

from collections import Counter
from functools import cache

from babel import Locale
from babel.core import get_global

from pipeline.french.lexicons import load_lexicon
from pipeline.french.names.names import given_names, name_key
from pipeline.french.text import fold

# CLDR's codes of two letters that are no country or territory: unions, test values, islets.
_NO_COUNTRY = frozenset(
    ("AC", "CP", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")
)
_OLD_WORLD = ("Africa/", "Asia/", "Europe/")


@cache
def _country_names() -> dict[str, str]:
    """Name of a country or territory → its ISO code."""
    names = {
        name: code
        for code, name in Locale("fr").territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY
    }
    return names | _variants("country")


@cache
def _city_names() -> dict[str, str]:
    """Name of a city → its country's code: those that CLDR names time zones after, and capitals.

    Of the many zones that large American and Pacific countries have, most are named after small
    towns (« Vincennes » in Indiana): they are left out.
    """
    territories = get_global("zone_territories")
    french = Locale("fr").time_zones
    zones = Counter(territories.values())
    # CLDR leaves out a French name that is the identifier's own (« Europe/Berlin »).
    cities = {
        french.get(zone, {}).get("city", zone.split("/")[-1].replace("_", " ")): code
        for zone, code in territories.items()
        if "/" in zone
        and code not in _NO_COUNTRY
        and (zone.startswith(_OLD_WORLD) or zones[code] == 1)
    }
    return cities | _variants("capital")


def _variants(kind: str) -> dict[str, str]:
    rows = load_lexicon("countries").select(kind=kind)
    return {row["name"]: row["code"] for row in rows}


@cache
def _countries() -> dict[str, str]:
    return {name_key(name): code for name, code in _country_names().items()}


@cache
def _cities() -> dict[str, str]:
    return {name_key(name): code for name, code in _city_names().items()}


def known_places() -> dict[str, str]:
    """Names of countries and cities → ISO code, those left out that are also common words."""
    ambiguous = _variants("ambiguous")
    names = {**_city_names(), **_country_names()}
    return {
        name: code
        for name, code in names.items()
        if name not in ambiguous and fold(name) not in given_names()
    }


def country_of_place(name: str) -> str | None:
    """ISO code of a country or a well-known city named in French, or None."""
    key = name_key(name)
    return _countries().get(key) or _cities().get(key)


@cache
def place_heads() -> frozenset[str]:
    """The folded words that names of countries and cities begin with, articles left out."""
    return frozenset(key.split()[0] for key in (*_countries(), *_cities()) if key)


def is_country(name: str) -> bool:
    """Whether a name is a country's or a territory's."""
    return name_key(name) in _countries()


@cache
def _gentiles() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in load_lexicon("gentiles").rows:
        found.setdefault(fold(row["form"]), set()).add(row["country"])
    return {form: frozenset(codes) for form, codes in found.items()}


def country_of_gentile(word: str) -> str | None:
    """ISO code for an inhabitant's name or adjective in any form (« russe », « Arméniens »).

    None for what is no gentilé, and for one that several states share (« congolais »).
    """
    codes = _gentiles().get(fold(word), frozenset())
    return next(iter(codes)) if len(codes) == 1 else None


def is_gentile(word: str) -> bool:
    """Whether a word is an inhabitant's name or adjective, of one state or of several."""
    return fold(word) in _gentiles()
