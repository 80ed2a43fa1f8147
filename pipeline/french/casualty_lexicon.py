"""Casualty nouns, verbs, idioms, nouns for people and the words around figures, to look up."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pipeline.french.dates.calendar import month_and_weekday_forms
from pipeline.french.function_words import function_words
from pipeline.french.inflection import PARTICIPLE, conjugate, plural
from pipeline.french.lexicons import load_lexicon, word_set
from pipeline.french.names.nations import is_gentile
from pipeline.french.names.source_nouns import looks_like_person, person_role
from pipeline.french.patterns import phrase

# Roles that are grammar: what they are in the lexicon `function_words`.
_GRAMMAR = {"preposition": ("preposition", "to"), "relative": ("relative", "which")}
# Roles of figure_words that months and weekdays have too.
_OF_TIME = ("time", "period")


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One form of a casualty verb; `participle` is true of a past participle.

    `person`: only with a noun for people, `force`: for soldiers or police; `reflexive`: « se
    noyer » says the same of its subject;
    `unless`: words that give it another sense when they follow; `milder`: words of the sentence
    with which it leaves open what became of those whom it strikes; `needs`: words one of which
    must stand behind it.
    """

    verb: str
    kind: str
    counts: str
    person: bool
    force: bool
    reflexive: bool
    unless: frozenset[str]
    milder: frozenset[str]
    needs: frozenset[str]
    participle: bool


@dataclass(frozen=True, slots=True)
class Idiom:
    """A set phrase: its kind, whether it counts its subject or its object, and if only people."""

    kind: str
    counts: str
    person: bool


@cache
def verb_forms() -> dict[str, VerbForm]:
    """Casualty verbs by form, in lower case."""
    forms: dict[str, VerbForm] = {}
    for row in load_lexicon("casualty_verbs").rows:
        listed, _, participles = row["forms"].partition("|")
        entries = [(form, False) for form in listed.split()]
        entries += [(form, not form.endswith("ant")) for form in participles.split()]
        if row["verb"].endswith("er") and not participles.strip():
            entries += [(form, kind == PARTICIPLE) for form, kind in conjugate(row["verb"])]
        verb = VerbForm(
            row["verb"],
            row["kind"],
            row["counts"],
            person=row["who"] == "person",
            force=row["who"] == "force",
            reflexive=row["reflexive"] == "yes",
            unless=word_set(row["unless"]),
            milder=word_set(row["milder"]),
            needs=word_set(row["needs"]),
            participle=False,
        )
        for form, participle in entries:
            forms.setdefault(form, replace(verb, participle=participle))
    return forms


@cache
def idioms() -> dict[str, tuple[tuple[re.Pattern[str], Idiom], ...]]:
    """The set phrases by the first two letters that they may begin with, the longest first."""
    found: dict[str, list[tuple[re.Pattern[str], Idiom]]] = {}
    rows = load_lexicon("casualty_idioms").rows
    for row in sorted(rows, key=lambda row: len(row["pattern"]), reverse=True):
        pattern = re.compile(rf"{phrase(row['pattern'])}(?:(?<=['’])|(?!\w))", re.IGNORECASE)
        idiom = Idiom(row["kind"], row["counts"], row["who"] == "person")
        openings = {variant[:2] for variant in row["pattern"].split()[0].split("|")}
        for opening in openings:
            found.setdefault(opening, []).append((pattern, idiom))
    return {opening: tuple(entries) for opening, entries in found.items()}


@cache
def noun_kinds(role: str) -> dict[str, str]:
    """Kind by casualty noun of that role: victim, event, weak or survivor. Raises LexiconError."""
    rows = load_lexicon("casualty_nouns").select(role=role)
    return {row["form"]: row["kind"] for row in rows}


@cache
def person_groups() -> dict[str, str]:
    """Group by noun for people, all inflected forms."""
    groups: dict[str, str] = {}
    people = [row for row in load_lexicon("nouns").rows if row["group"]]
    # a noun of its own (« fille », a child) before the feminine of another (of « fils »)
    for column in ("noun", "feminine"):
        for form, group in ((row[column], row["group"]) for row in people if row[column]):
            groups.setdefault(form, group)
            groups.setdefault(plural(form), group)
    return groups


@cache
def non_persons() -> frozenset[str]:
    """Nouns for animals and things that casualty verbs take."""
    return load_lexicon("non_persons").values("form")


@cache
def agent_suffixes() -> tuple[str, ...]:
    """Endings of nouns for agents (« marcheur »), which things bear too (see non_persons)."""
    suffixes = load_lexicon("person_suffixes").values("form", kind="agent")
    return tuple(form for suffix in suffixes for form in (suffix, suffix + "s"))


@lru_cache(maxsize=2**16)
def is_person(word: str) -> bool:
    """Whether a lower-case word is a noun for people or a name of nationality."""
    last = word.rpartition("-")[2]
    return (
        word in person_groups()
        or is_gentile(word)
        or last in person_groups()
        or person_role(word) is not None
        or looks_like_person(word)
        or (word.endswith(agent_suffixes()) and len(word) > 5 and word not in non_persons())
    )


def is_victim(word: str) -> bool:
    """Whether a lower-case word is a noun for victims."""
    return word in noun_kinds("victim") or word in noun_kinds("weak")


def names_people(word: str) -> bool:
    """Whether a lower-case word is a noun for people or for victims."""
    return is_person(word) or is_victim(word)


@cache
def figure_words(role: str) -> frozenset[str]:
    """The words of that role around a figure, grammar's of the same name too.

    Raises LexiconError where there is no such role.
    """
    if role in _GRAMMAR:
        return function_words(*_GRAMMAR[role])
    words = load_lexicon("figure_words").values("word", role=role)
    return words | month_and_weekday_forms() if role in _OF_TIME else words


@cache
def adverbials() -> tuple[tuple[str, ...], ...]:
    """The words of each adverbial that may part an auxiliary from its participle, longest first."""
    phrases = figure_words("adverbial")
    words = (tuple(phrase.replace("'", "' ").split()) for phrase in phrases)
    return tuple(sorted(words, key=lambda words: (-len(words), words)))
