"""Common nouns of sources: what a person does, and heads that are no person."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.french.inflection import agreeing, plural
from pipeline.french.lexicons import load_lexicon
from pipeline.french.text import fold

# Prefixes that leave the role what it is: « ex-ministre », « co-fondatrice ».
_PREFIXES = frozenset({"ex", "co", "vice", "sous"})


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun for a person: the role (folded masculine singular), gender of the form, walk of life.

    `gender` is None for a form that both genders share; `plural` tells the number of the form.
    """

    role: str
    gender: str | None
    field: str
    general: bool
    plural: bool = False


def _offices() -> Iterator[Mapping[str, str]]:
    """The entries of persons with a function, profession, office or kinship."""
    return (row for row in load_lexicon("nouns").rows if row["field"])


@cache
def _roles() -> dict[str, RoleNoun]:
    forms: dict[str, RoleNoun] = {}
    for row in _offices():
        masculine, feminine = fold(row["noun"]), fold(row["feminine"])
        general = row["general"] == "yes"
        for form, gender in ((masculine, "m"), (feminine, "f")):
            sure = gender if masculine != feminine else None
            noun = RoleNoun(masculine, sure, row["field"], general)
            forms.setdefault(form, noun)
            forms.setdefault(plural(form), RoleNoun(masculine, sure, row["field"], general, True))
    return forms


class _Noun(NamedTuple):
    """A form of a head noun that is no person; `plural` only where it differs from the singular."""

    lemma: str
    kind: str
    gender: str
    plural: bool


@cache
def _nouns() -> dict[str, list[_Noun]]:
    forms: dict[str, list[_Noun]] = defaultdict(list)
    for row in load_lexicon("nouns").rows:
        if row["kind"] == "person":
            continue
        noun, several = fold(row["noun"]), fold(row["plural"] or plural(row["noun"]))
        for form in dict.fromkeys((noun, several)):
            forms[form].append(_Noun(noun, row["kind"], row["gender"], form != noun))
    return dict(forms)


@lru_cache(maxsize=2**16)
def person_role(word: str) -> RoleNoun | None:
    """The role that a word names, or None; « ex-ministre » names that of « ministre ».

    Accents may be missing, but not at the end: « jugé » and « accuse » are no judge and no accused.
    """
    folded = fold(word)
    found = _roles().get(folded)
    if found is not None and _is_verb_form(word):
        return None
    if found is None and folded.endswith(("ologue", "ologues")) and len(folded) > 9:
        return RoleNoun(folded.removesuffix("s"), None, "science", True, folded.endswith("s"))
    if found is None:
        prefix, _, noun = folded.partition("-")
        return _roles().get(noun) if prefix in _PREFIXES else None
    return found


@cache
def _accented_ends() -> frozenset[str]:
    """Folded forms of roles that end in « é », « és »."""
    forms = (row[gender] for row in _offices() for gender in ("noun", "feminine"))
    ended = [fold(form) for form in forms if form.endswith("é")]
    return frozenset([*ended, *(plural(form) for form in ended)])


@lru_cache(maxsize=2**16)
def _is_verb_form(word: str) -> bool:
    """Whether the accent on the last vowel, or its lack, makes a role another word."""
    if word.isupper():
        return False  # capitals may go without accents
    accented = unicodedata.normalize("NFC", word).rstrip("sS").endswith(("é", "É"))
    return accented != (fold(word) in _accented_ends())


@lru_cache(maxsize=2**16)
def noun_kind(word: str) -> str | None:
    """organisation, group, document or place for a head noun as written, or None."""
    nouns = _nouns().get(fold(word), [])
    groups = (noun.kind for noun in nouns if noun.plural and noun.kind == "group")
    return next(groups, nouns[0].kind if nouns else None)


@cache
def _person_suffixes() -> tuple[tuple[str, ...], frozenset[str]]:
    lexicon = load_lexicon("person_suffixes")
    suffixes = tuple(fold(form) for form in lexicon.values("form", kind="suffix"))
    return suffixes, frozenset(fold(form) for form in lexicon.values("form", kind="exception"))


def looks_like_person(word: str) -> bool:
    """Whether an unknown noun is formed like one for people (« royalistes », « donatrice »)."""
    suffixes, exceptions = _person_suffixes()
    singular = fold(word).removesuffix("s")
    return singular.endswith(suffixes) and singular not in exceptions and len(singular) > 5


def noun_lemma(word: str) -> str:
    """The folded singular of a source noun or role; other words are only folded."""
    role = person_role(word)
    if role is not None:
        return role.role
    nouns = _nouns().get(fold(word))
    return nouns[0].lemma if nouns else fold(word)


def noun_gender(word: str) -> str | None:
    """Grammatical gender of a source noun or role, or None."""
    nouns = _nouns().get(fold(word))
    if nouns:
        return nouns[0].gender
    role = person_role(word)
    return role.gender if role else None


def is_plural_form(word: str) -> bool | None:
    """Whether a known noun stands in the plural; None for an unknown noun or an unclear form."""
    nouns = _nouns().get(fold(word))
    if nouns:
        return any(noun.plural for noun in nouns)
    role = person_role(word)
    return role.plural if role else None


@cache
def role_synonyms() -> dict[tuple[str, ...], tuple[str, str | None]]:
    """Folded words of a phrase (« chef », « de », « l'État ») → the role, the country it names."""
    return {
        tuple(fold(row["phrase"]).replace("'", "' ").split()): (
            fold(row["role"]),
            row["country"] or None,
        )
        for row in load_lexicon("role_synonyms").rows
    }


@cache
def synonym_words(role: str) -> frozenset[str]:
    """The words of the phrases that stand for a role (« diplomatie » for ministre)."""
    return frozenset(
        noun_lemma(word)
        for words, (name, _) in role_synonyms().items()
        if name == role
        for word in words
    )


@cache
def _authoring() -> frozenset[str]:
    forms = (fold(row["participle"]) for row in load_lexicon("authoring_participles").rows)
    return frozenset(form for participle in forms for form in agreeing(participle))


def is_authoring(word: str) -> bool:
    """Whether a participle in any form names the maker of a document (« publiée par »)."""
    return fold(word) in _authoring()


def is_publishing(lemma: str) -> bool:
    """Whether a verb says that its subject issues a document (« publier », « diffuser »)."""
    folded = fold(lemma)
    return folded.endswith("er") and is_authoring(folded[:-2] + "e")
