"""Names known beforehand: the gazetteer `entities.tsv`, which users extend, and countries."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc

from pipeline.errors import LexiconError
from pipeline.french.lexicons import check_values, load_lexicon
from pipeline.french.names.mentions import Entry, Mention, names_race
from pipeline.french.names.nations import known_places
from pipeline.french.names.situation import Situation, opens_sentence
from pipeline.french.records import LABELS
from pipeline.french.text import fold, normalise, plain_capitals
from pipeline.identifiers import stable_id

_NONE = ("", "-")
_ARTICLE = re.compile(r"(?:le|la|les) |l'", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True)
class _Forms:
    """Written forms of names and one expression that finds the longest of them in a text."""

    entries: Mapping[str, Entry]
    pattern: re.Pattern[str]

    def spans(self, doc: Doc, text: str) -> Iterator[tuple[int, int, Entry]]:
        """Token ranges where a form stands as words of its own, with its entry.

        `text` is the Doc's, normalised.
        """
        for match in self.pattern.finditer(text):
            span = doc.char_span(*match.span())
            if span is not None:
                yield span.start, span.end, self.entries[match.group()]


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
    lexicon = load_lexicon("entities")
    check_values(lexicon, "label", LABELS)
    return _compile(_entry(row) for row in lexicon.rows)


def _entry(row: Mapping[str, str]) -> Entry:
    country = None if row["country"] in _NONE else row["country"]
    if country is not None and not _CODE.fullmatch(country):
        raise LexiconError(
            f"lexicon 'entities': {country!r} in column 'country' of {dict(row)}; give the "
            "ISO 3166-1 code of two capital letters, or - for none."
        )
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


def known_names(doc: Doc, at: Situation, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with those that the gazetteer and the list of countries know; sorted.

    The gazetteer wins over the recogniser, except inside a longer name (« Université de Brivel »
    is not Brivel); a country is added where the recogniser found nothing.
    """
    text = normalise(doc.text)
    found = [
        Mention(first, last, entry.label, entry=entry)
        for first, last, entry in _gazetteer().spans(doc, text)
        if not any(_holds(doc, m, first, last) for m in mentions)
    ]
    found = [_completed(doc, known, mentions) for known in found]
    found += _apart(mentions, found)
    places = [Mention(first, last, "LOC") for first, last, _ in _countries().spans(doc, text)]
    found += _apart([place for place in places if _stands_alone(doc, at, place)], found)
    return sorted(found, key=lambda m: m.first)


def _stands_alone(doc: Doc, at: Situation, place: Mention) -> bool:
    """Whether a country's name is not part of another: « Air France », « France Musique »."""
    before = place.first - 1
    if before >= 0 and doc[before].text.istitle() and not opens_sentence(doc, at, before):
        return False
    after = place.last < len(doc) and doc[place.last].text.istitle() and doc[place.last].is_alpha
    hyphens = [doc[i] for i in (before, place.last) if 0 <= i < len(doc) and "-" in doc[i].text]
    tied = any(not t.whitespace_ and not doc[t.i - 1].whitespace_ for t in hyphens)
    return not (after or tied or names_race(doc, place))


def _holds(doc: Doc, longer: Mention, first: int, last: int) -> bool:
    """Whether tokens are in a mention with another word that has a capital or is a figure."""
    if longer.last <= first or last <= longer.first:
        return False
    around = [*range(longer.first, first), *range(last, longer.last)]
    return any(doc[i].text[:1].isupper() or doc[i].text[:1].isdigit() for i in around)


def _completed(doc: Doc, known: Mention, mentions: Sequence[Mention]) -> Mention:
    """Grown to a longer span of the recogniser: « Assemblée nationale [brivonienne] »."""
    for m in mentions:
        if m.first == known.first and m.last > known.last and m.label == known.label:
            return replace(known, last=m.last)
    return known


def _apart(candidates: Iterable[Mention], taken: Iterable[Mention]) -> list[Mention]:
    tokens = {i for m in taken for i in range(m.first, m.last)}
    return [m for m in candidates if tokens.isdisjoint(range(m.first, m.last))]
