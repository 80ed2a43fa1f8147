"""What a name in a dateline is: a place, an agency or paper, a label. From the lexicons."""

import re
from functools import cache

from pipeline.french.lexicons import load_lexicon
from pipeline.french.names.names import given_names, name_key, name_words
from pipeline.french.names.nations import country_of_place, is_gentile, place_heads
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.text import fold

_ARTICLE = re.compile(r"(?:le|la|les)\s|l['’]", re.IGNORECASE)
_DOMAIN = re.compile(r"\w[\w-]*\.[a-z]{2,4}$", re.IGNORECASE)
_LINK = re.compile(r"\b(?:de|du|des|d|la|le|les|l|en|sur|sous|lès|et|aux?|à|al)\b")
_COMPOUND = re.compile(r"(?:saint|sainte|st|ste)-|.*-(?:sur|sous|en|les|lez|la|le|de|du|des|aux?)-")
_WORDS = re.compile(r"\w[\w\u0300-\u036f]*(?:['’-][\w\u0300-\u036f]+)*\s*")
_LONGEST_PLACE = 5
# The first two words of a text lie within so many characters.
_LONGEST_HEAD = 30
_BETWEEN_OUTLETS = re.compile(r"\s*[,/+&;]\s*|\s+(?:et|avec|via)\s+(?:l['’]|la\s+)?|\s+[-–—]\s+")


@cache
def _forms(kind: str) -> frozenset[str]:
    return load_lexicon("datelines").values("form", kind=kind)


@cache
def _folded(kind: str) -> frozenset[str]:
    return frozenset(fold(form) for form in _forms(kind))


@cache
def _known_agencies() -> frozenset[str]:
    """Agencies whose names may be written in any case; initials may not (« AP », not « ap »)."""
    return frozenset(fold(form) for form in _forms("agency") if not form.isupper())


@cache
def _place_heads() -> frozenset[str]:
    """The folded words, articles left out, that known places begin with."""
    ours = (name_key(name) for name in _forms("article_place") | _forms("town"))
    return place_heads() | {key.split()[0] for key in ours}


@cache
def _known_places() -> frozenset[str]:
    return frozenset(fold(name) for name in _forms("article_place") | _forms("town"))


def is_agency(name: str) -> bool:
    """Whether `name` is a news agency or a medium that signs datelines."""
    return name in _forms("agency") or (fold(name) in _known_agencies() and not name.islower())


def is_outlet(name: str) -> bool:
    """Whether `name` names a news agency, a paper, a station or a site, whatever stands around."""
    words = re.findall(r"\w+", fold(name))
    return (
        is_agency(name)
        or _DOMAIN.search(name) is not None
        or (len(words) > 1 and not _folded("outlet_word").isdisjoint(words))
    )


def names_outlets(text: str) -> bool:
    """Whether `text` is one outlet or several (« AFP/Reuters »), at least one of them known."""
    items = [item for item in _BETWEEN_OUTLETS.split(text) if item]
    return is_outlet(text) or (
        any(is_outlet(item) for item in items) and all(item[:1].isupper() for item in items)
    )


def reads_as_paper(name: str) -> bool:
    """Whether `name` opens with an article as papers do (« L'Avenir », not « La Haye »)."""
    return _ARTICLE.match(name) is not None and not is_known_place(name)


def is_label(name: str) -> bool:
    """Whether `name` heads a text without being a place: a section, a genre, a stage direction."""
    return fold(name) in _folded("label")


def is_region(name: str) -> bool:
    """Whether `name`, in brackets behind a place, is a country or its initials."""
    return name in _forms("not_outlet") or is_known_place(name)


def is_known_place(name: str) -> bool:
    """Whether `name` is a country, or a town of CLDR or the lexicons."""
    return fold(name) in _known_places() or country_of_place(name) is not None


def is_surely_place(name: str) -> bool:
    """Whether `name` is a known place or has the form of towns only (« Ivry-sur-Seine »)."""
    return is_known_place(name) or _COMPOUND.match(fold(name)) is not None


def known_place_end(text: str, position: int) -> int | None:
    """Where a known place of several words (« Guinée équatoriale ») at `position` ends."""
    ends: list[int] = []
    start = position
    opening = name_words(text[position : position + _LONGEST_HEAD])[:2]
    if _place_heads().isdisjoint(opening):
        return None
    while len(ends) < _LONGEST_PLACE and (match := _WORDS.match(text, position)):
        position = match.end()
        ends.append(match.start() + len(match.group().rstrip()))
    return next((end for end in reversed(ends[1:]) if is_known_place(text[start:end])), None)


def looks_like_place(name: str) -> bool:
    """Whether `name` can be a place by its form.

    Two capitalised words side by side are a person (« Emmanuel Macron ») unless the first one
    opens place names (« New York »); initials are an organisation.
    """
    if is_known_place(name):
        return True
    if is_label(name) or (name.isupper() and len(name) <= 4 and name.isalpha()):
        return False
    words = name.split()
    return (
        len(words) == 1
        or fold(words[0]) in _folded("place_opening")
        or _LINK.search(fold(name)) is not None
    )


def may_be_town(name: str) -> bool:
    """Whether a name that no list knows has the form of a town and is nothing else.

    Not a first name, a walk of life or a body, a section of the paper (« CLIMAT »), nor several
    words that no hyphen or small link holds together.
    """
    words = name.split()
    parts = [fold(part) for part in re.split(r"[-\s]", name)]
    if not looks_like_place(name) or not _folded("label").isdisjoint(parts):
        return False
    if _ARTICLE.match(name):
        named = "-" in words[-1] or (len(words) == 1 and not name.isupper())
        return named if len(words) <= 2 else _LINK.search(" ".join(words[1:])) is not None
    if len(words) > 1 and name.isupper():
        return parts[0] in _folded("place_opening")
    return not (
        parts[0] in given_names()
        or is_gentile(name)
        or person_role(parts[0])
        or noun_kind(parts[0])
    )
