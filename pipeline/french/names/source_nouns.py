"""Common nouns of sources: what a person does, and heads that are no person."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.french.lexicons import check_values, load_lexicon
from pipeline.french.text import fold

KINDS = ("organisation", "group", "document", "place")
# Prefixes that leave the role what it is: « ex-ministre », « co-fondatrice ».
_PREFIXES = ("ex-", "co-", "vice-", "sous-")


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


@cache
def _roles() -> dict[str, RoleNoun]:
    forms: dict[str, RoleNoun] = {}
    for row in load_lexicon("roles").rows:
        masculine, feminine = fold(row["masculine"]), fold(row["feminine"])
        general = row["general"] == "yes"
        for form, gender in ((masculine, "m"), (feminine, "f")):
            sure = gender if masculine != feminine else None
            noun = RoleNoun(masculine, sure, row["field"], general)
            forms.setdefault(form, noun)
            forms.setdefault(_plural(form), RoleNoun(masculine, sure, row["field"], general, True))
    return forms


def _plural(form: str) -> str:
    if form.endswith(("s", "x", "z")):
        return form
    if form.endswith("al"):
        return form[:-2] + "aux"
    return form + ("x" if form.endswith("au") else "s")


@cache
def _nouns() -> dict[str, tuple[tuple[str, str, str, bool], ...]]:
    lexicon = load_lexicon("organisation_nouns")
    check_values(lexicon, "kind", KINDS)
    forms: dict[str, tuple[tuple[str, str, str, bool], ...]] = {}
    for row in lexicon.rows:
        noun, plural = fold(row["noun"]), fold(row["plural"])
        for form, many in {noun: False, plural: True}.items():
            entry = (noun, row["kind"], row["gender"], many and plural != noun)
            forms[form] = (*forms.get(form, ()), entry)
    return forms


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
        for prefix in _PREFIXES:
            if folded.startswith(prefix):
                return _roles().get(folded.removeprefix(prefix))
    return found


@cache
def _accented_ends() -> frozenset[str]:
    """Folded forms of roles that end in « é », « és »."""
    rows = load_lexicon("roles").rows
    forms = (row[gender] for row in rows for gender in ("masculine", "feminine"))
    ended = [fold(form) for form in forms if form.endswith("é")]
    return frozenset([*ended, *(_plural(form) for form in ended)])


@lru_cache(maxsize=2**16)
def _is_verb_form(word: str) -> bool:
    """Whether the accent on the last vowel, or its lack, makes a role another word."""
    if word.isupper():
        return False  # capitals may go without accents
    accented = unicodedata.normalize("NFC", word).rstrip("sS").endswith(("é", "É"))
    return accented != (fold(word) in _accented_ends())


def noun_kind(word: str) -> str | None:
    """organisation, group, document or place for a head noun as written, or None."""
    entries = _nouns().get(fold(word))
    if not entries:
        return None
    groups = [kind for _, kind, _, many in entries if many and kind == "group"]
    return groups[0] if groups else entries[0][1]


@cache
def _person_suffixes() -> tuple[tuple[str, ...], frozenset[str]]:
    lexicon = load_lexicon("person_suffixes")
    check_values(lexicon, "kind", ("suffix", "exception", "agent"))
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
    entries = _nouns().get(fold(word))
    return entries[0][0] if entries else fold(word)


def noun_gender(word: str) -> str | None:
    """Grammatical gender of a source noun or role, or None."""
    entries = _nouns().get(fold(word))
    if entries:
        return entries[0][2]
    role = person_role(word)
    return role.gender if role else None


def is_plural_form(word: str) -> bool | None:
    """Whether a known noun stands in the plural; None for an unknown noun or an unclear form."""
    entries = _nouns().get(fold(word))
    if entries:
        return any(many for *_, many in entries)
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
    return frozenset(form + ending for form in forms for ending in ("", "e", "s", "es"))


def is_authoring(word: str) -> bool:
    """Whether a participle in any form names the maker of a document (« publiée par »)."""
    return fold(word) in _authoring()


def is_publishing(lemma: str) -> bool:
    """Whether a verb says that its subject issues a document (« publier », « diffuser »)."""
    folded = fold(lemma)
    return folded.endswith("er") and is_authoring(folded[:-2] + "e")
