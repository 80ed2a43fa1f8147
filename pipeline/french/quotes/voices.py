"""Phrases as sources: which can speak, where they begin and end."""

from dataclasses import dataclass

from pipeline.french.names.source_nouns import looks_like_person, noun_kind, person_role
from pipeline.french.quotes.cue_lexicon import context_words, word_set
from pipeline.french.quotes.cues import INVERTED
from pipeline.french.quotes.phrases import (
    extended,
    is_temporal,
    phrase_end,
    phrase_start,
    without_article,
)
from pipeline.french.quotes.reading import Reading

AUTHOR = word_set("on je j' nous vous tu -on -je")
EMPTY = word_set("ce c' cela ça ceci rien tout auquel auxquels auxquelles duquel desquels")
_ANAPHORS = word_set(
    "dernier dernière derniers dernières intéressé intéressée intéressés intéressées autres "
    "certains certaines eux elles celui-ci celle-ci tous toutes plusieurs beaucoup"
)
_PLACES = word_set("à au aux chez dans sur côté du")


@dataclass(frozen=True, slots=True)
class Source:
    """Positions [start, end) of a source's phrase; `sure` if it is no mere guess by position.

    `nobody` says that it is the « on » of the reader (« peut-on lire »): a place in the sentence,
    no speaker.
    """

    start: int
    end: int
    sure: bool = True
    nobody: bool = False


def phrase_of(reading: Reading, head: int, low: int, high: int) -> Source:
    """The whole noun phrase around a head, between two bounds."""
    start = phrase_start(reading, head, low)
    end = max(phrase_end(reading, start, high), head + 1)
    return Source(start, extended(reading, end, high))


def offsets(reading: Reading, source: Source) -> tuple[int, int]:
    """Character offsets of a source: without the article of a proper name and inverted hyphens."""
    start, end = without_article(reading, source.start, source.end), source.end
    while end - 1 > start and not reading.is_word(end - 1) and reading.low[end - 1] != ")":
        if reading.is_mark(end - 1) and reading.inside[end - 2] >= 0:
            break  # « le groupe « Étoile » »
        end -= 1
    a, b = reading.offsets(start, end)
    while a < b - 1 and reading.text[a] in "-‐‑–":
        a += 1
    if reading.text[a : a + 2].casefold() in ("t-", "t‑") and b - a > 2:
        a += 2
    return a, b


def is_source(reading: Reading, source: Source, needs_speaker: bool) -> bool:
    """Whether a phrase can be a source; the author (« on », « nous ») and « ce » are none."""
    if source.nobody:
        return True
    if source.end - source.start == 1 and reading.low[source.start] in AUTHOR | EMPTY:
        p = source.start
        if reading.low[p] == "-on":
            return _is_said_somewhere(reading, p)
        return reading.low[p] == "on" and _speaks_for_a_place(reading, p)
    return can_speak(reading, source) if needs_speaker else True


def _speaks_for_a_place(reading: Reading, p: int) -> bool:
    """« À la préfecture, on assure … »: the people of the place, not the author."""
    first = reading.first[p]
    opens = reading.low[first] in ("à", "au", "aux", "chez", "dans", "du")
    return (
        opens
        and p - first >= 3
        and reading.low[p - 1] == ","
        and not any(is_temporal(reading, k) for k in range(first, p))
    )


def _is_said_somewhere(reading: Reading, p: int) -> bool:
    """« « … », justifie-t-on au ministère », « …, y explique-t-on »; not a bare « dit-on »."""
    before = max(reading.first[p], p - 6)
    if any(reading.low[k] == "y" or reading.is_mark(k) for k in range(before, p)):
        return True
    ahead = range(p + 1, min(p + 4, reading.last[p]))
    return any(reading.low[k] in _PLACES for k in ahead)


def names_speaker(reading: Reading, source: Source) -> bool:
    """Whether the head of a phrase is somebody: a name, a role, a body (not « Fermeture de X »)."""
    for p in range(source.start, source.end):
        token = reading.words[p]
        if token.pos_ == "PROPN" or token.ent_type_ in ("PER", "ORG"):
            return bool(token.ent_type_ != "LOC")
        if token.pos_ in ("NOUN", "ADJ"):
            if person_role(token.text) is not None or noun_kind(token.text) is not None:
                return True
            if token.pos_ == "NOUN":
                return False
    return False


def can_speak(reading: Reading, source: Source) -> bool:
    """Whether the phrase names a person, a body, a medium, a document, or is a personal pronoun."""
    span = range(source.start, source.end)
    if any(reading.words[p].ent_type_ for p in span):
        return True
    if reading.words[source.start].pos_ == "PRON" or reading.low[source.start] in INVERTED:
        return True
    if any(reading.low[p] in _ANAPHORS for p in span):
        return True
    for p in span:
        token = reading.words[p]
        if token.pos_ == "PROPN" or (token.text[:1].isupper() and p > reading.first[p]):
            return True
        if token.pos_ in ("NOUN", "ADJ"):
            known = noun_kind(token.text) is not None or person_role(token.text) is not None
            known = known or (token.pos_ == "NOUN" and looks_like_person(token.text))
            if known or token.lemma_ in context_words("medium"):
                return True
            if token.pos_ == "NOUN":
                return False
    return False
