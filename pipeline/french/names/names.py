"""Names as strings: parts of a person's name, gender, acronyms, which name may shorten which."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.french.lexicons import load_lexicon
from pipeline.french.names.function_words import function_words
from pipeline.french.text import fold

_WORD = re.compile(r"[^\W_]+(?:[.’'](?=[^\W_]))?")
_ROMAN = re.compile(r"[ivx]+")


@dataclass(frozen=True, slots=True)
class Title:
    """A civility before a name: the gender it gives, or None; one bearer or several."""

    gender: str | None
    plural: bool


@dataclass(frozen=True, slots=True)
class PersonName:
    """Folded words of a person's name; particles stand with neither part."""

    given: tuple[str, ...]
    surname: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        """Whether there is a given name (or initial) and a surname."""
        return bool(self.given) and bool(self.surname)


@cache
def titles() -> dict[str, Title]:
    """Folded title → what it says of its bearer."""
    return {
        fold(row["title"]): Title(
            None if row["gender"] == "u" else row["gender"], row["number"] == "p"
        )
        for row in load_lexicon("titles").rows
    }


@cache
def given_names() -> dict[str, str]:
    """Folded given name → f, m or u."""
    return {fold(row["name"]): row["gender"] for row in load_lexicon("given_names").rows}


def name_words(name: str) -> list[str]:
    """The folded words of a name: « Saint-Étienne » gives saint, etienne."""
    return [word.rstrip(".'’") for word in _WORD.findall(fold(name))]


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """What variants of one name share: case, accents, hyphens, a leading article left out."""
    words = name_words(name)
    if len(words) > 1 and words[0] in function_words("article"):
        words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=8192)
def parse_person(name: str) -> PersonName:
    """Given names and surname of a person, folded.

    A surname in capitals is known by them (« DUPONT Jean »); otherwise the first word is the given
    name, with the known given names that follow it while a surname is left, and a particle opens
    the surname (« Charles de Gaulle »).
    """
    parts = [part for part in name.split() if name_words(part)]
    if not parts:
        return PersonName((), ())
    capital = [p for p in parts if p.isupper() and len(p) > 2 and "." not in p]
    if capital and len(capital) < len(parts) and len(parts) > 1:
        given = [w for p in parts if p not in capital for w in name_words(p)]
        return PersonName(_solid(given), _solid(name_words(" ".join(capital))))
    first = fold(parts[0])
    if len(parts) == 1 or first in function_words("particle") or first in titles():
        return PersonName((), _solid(name_words(name)))
    at = 1
    while at < len(parts) - 1 and _is_given(parts[at]):
        at += 1
    given = [w for p in parts[:at] for w in name_words(p)]
    surname = [w for p in parts[at:] for w in name_words(p)]
    return PersonName(_solid(given), _solid(surname) or tuple(surname[-1:]))


def _is_given(part: str) -> bool:
    folded = fold(part)
    return folded.split("-")[0] in given_names() or re.fullmatch(r"[a-z]\.?", folded) is not None


def _solid(words: list[str]) -> tuple[str, ...]:
    return tuple(w for w in words if w not in function_words("particle")) or tuple(words)


def given_gender(name: str) -> str | None:
    """f or m where the first given name of a full name is known for one gender, else None."""
    first, *others = name.split() or [""]
    if fold(first) not in given_names():
        first = "".join(name_words(first)[:1])  # « Anne-Lou »
    return first_name_gender(first) if others else None


def first_name_gender(name: str) -> str | None:
    """f or m of a person called by a given name alone, else None."""
    gender = given_names().get(fold(name))
    return gender if gender in ("f", "m") else None


def genders_clash(one: str | None, other: str | None) -> bool:
    """Whether both genders are told and differ."""
    return one is not None and other is not None and one != other


def same_person(one: str, other: str) -> bool:
    """Whether two full names may be one person's: surnames agree, given names do not clash.

    « E. Macron » and « Emmanuel Macron », « Recep Erdogan » and « Recep Tayyip Erdogan ».
    """
    a, b = parse_person(one), parse_person(other)
    if a == b:
        return True
    if not (a.is_full and b.is_full):
        return False
    # A double surname may lose its second part: « Vallon-Belkar », « Cortel Rávena ».
    size = min(len(a.surname), len(b.surname))
    agree = a.surname[-1] == b.surname[-1] or a.surname[:size] == b.surname[:size]
    one_given, other_given = a.given[0], b.given[0]
    if len(one_given) == 1 or len(other_given) == 1:
        return agree and one_given[0] == other_given[0]
    return agree and one_given == other_given


def shortens(short: str, full: str) -> bool:
    """Whether a name without given name may stand for a full one: surname, its end, or a mononym.

    The surname counts with or without particles (« Gaulle », « de Gaulle »); in names whose family
    name comes first (« Park Jae-on ») the first word counts too.
    """
    words = _solid(name_words(short))
    person = parse_person(full)
    if not words or not person.is_full:
        return False
    if words == person.surname[-len(words) :] or words == person.surname[: len(words)]:
        return True
    if words == person.given + person.surname:
        return True
    first = fold(full.split()[0])
    return words == person.given and first not in given_names()


def is_acronym(text: str) -> bool:
    """A word in capitals of two to eight letters, digits allowed: « OMS », « CFE-CGC », « TF1 »."""
    letters = text.replace("-", "").replace(".", "")
    return 2 <= len(letters) <= 8 and letters.isalnum() and letters.isupper()


def abbreviates(acronym: str, name: str) -> bool:
    """Whether `acronym` is made of the initials of `name`, in order, small words in or out."""
    if not is_acronym(acronym):
        return False
    wanted = fold(acronym).replace("-", "").replace(".", "")
    words = name_words(name)
    small = function_words("link")
    pattern = "".join(re.escape(word[0]) + "?" * (word in small) for word in words)
    return len(words) > 1 and re.fullmatch(pattern, wanted) is not None


@lru_cache(maxsize=8192)
def fullness(name: str) -> tuple[int, int, int]:
    """Sorting key of a chain's variants: number of words, mixed case before capitals, length."""
    words = [w for w in name_words(name) if len(w) > 1]
    return len(words), int(not (name.isupper() and len(name) > 6)), len(name)


def is_numeral(text: str) -> bool:
    """Whether a word after a name is a regnal number: « II »."""
    return text.isupper() and _ROMAN.fullmatch(fold(text)) is not None
