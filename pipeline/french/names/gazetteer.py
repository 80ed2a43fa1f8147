"""Names known beforehand: the gazetteer `entities.tsv`, which users extend, and countries."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.french.lexicons import load_lexicon
from pipeline.french.names.mentions import Entry, Mention, apart, names_race
from pipeline.french.names.nations import known_places
from pipeline.french.names.neighbours import stands_alone
from pipeline.french.text import fold, normalise, plain_capitals
from pipeline.french.view import View
from pipeline.identifiers import stable_id

_NONE = ("", "-")
_ARTICLE = re.compile(r"(?:le|la|les) |l'", re.IGNORECASE)


@dataclass(frozen=True)
class _Forms:
    """Written forms of names and one expression that finds the longest of them in a text."""

    entries: Mapping[str, Entry]
    pattern: re.Pattern[str]

    def spans(self, view: View, text: str) -> Iterator[tuple[int, int, Entry]]:
        """Ranges of words where a form stands, with its entry; `text` is the view's, normalised."""
        for match in self.pattern.finditer(text):
            found = view.exactly(match.span())
            if found is not None:
                yield *found, self.entries[match.group()]


def _compile(entries: Iterable[Entry]) -> _Forms:
    written = {
        form: entry for entry in entries for name in entry.forms for form in _spellings(name)
    }
    longest_first = sorted(written, key=lambda form: (-len(form), form))
    # The first characters come first: few places in a text have one of them.
    first = "".join(re.escape(c) for c in sorted({form[0] for form in longest_first}))
    names = "|".join(map(re.escape, longest_first))
    return _Forms(written, re.compile(rf"(?=[{first}])(?<!\w)(?:{names})(?!\w)"))


def _spellings(name: str) -> set[str]:
    """The form as given, with plain capitals (« Etat »), and in capitals with accents or not.

    « LE SOIR » in a headline in capitals may be any evening: an article rules capitals out.
    """
    form = normalise(name)
    spellings = {form, plain_capitals(form)}
    if _ARTICLE.match(form):
        return spellings
    return spellings | {form.upper(), plain_capitals(form.upper())}


@cache
def _gazetteer() -> _Forms:
    return _compile(_entry(row) for row in load_lexicon("entities").rows)


def _entry(row: Mapping[str, str]) -> Entry:
    country = None if row["country"] in _NONE else row["country"]
    variants = () if row["variants"] in _NONE else row["variants"].split("|")
    forms = (row["name"], *(variant.strip() for variant in variants))
    return Entry(row["name"], forms, row["label"], country)


def entity_id(label: str, name: str) -> str:
    """The identifier of an entity: the same for the same label and full name in any document."""
    return stable_id("e", label, fold(name))


@cache
def names_by_id() -> dict[str, str]:
    """The gazetteer's name for each of its entities: what the tables show over the corpus."""
    return {entity_id(e.label, e.name): e.name for e in _gazetteer().entries.values()}


@cache
def _countries() -> _Forms:
    return _compile(Entry(name, (name,), "LOC", code) for name, code in known_places().items())


def known_names(view: View, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with those that the gazetteer and the list of countries know; sorted.

    The gazetteer wins over the recogniser, except inside a longer name (« Université de Brivel »
    is not Brivel); a country is added where the recogniser found nothing.
    """
    text = normalise(view.text)
    found = [
        Mention(first, last, entry.label, entry=entry)
        for first, last, entry in _gazetteer().spans(view, text)
        if not any(_holds(view, m, first, last) for m in mentions)
    ]
    found = [_completed(known, mentions) for known in found]
    found += apart(mentions, found)
    places = [Mention(first, last, "LOC") for first, last, _ in _countries().spans(view, text)]
    places = [m for m in places if stands_alone(view, m.first, m.last) and not names_race(view, m)]
    found += apart(places, found)
    return sorted(found, key=lambda m: m.first)


def _holds(view: View, longer: Mention, first: int, last: int) -> bool:
    """Whether words are in a mention with another one that has a capital or is a figure."""
    if longer.last <= first or last <= longer.first:
        return False
    around = [*range(longer.first, first), *range(last, longer.last)]
    return any(view.is_capital(p) or view.words[p].text[0].isdigit() for p in around)


def _completed(known: Mention, mentions: Sequence[Mention]) -> Mention:
    """Grown to a longer span of the recogniser: « Assemblée nationale [brivonienne] »."""
    for m in mentions:
        if m.first == known.first and m.last > known.last and m.label == known.label:
            return replace(known, last=m.last)
    return known
