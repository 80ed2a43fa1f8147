"""Phrases as sources: which can speak, where they begin and end."""

from dataclasses import dataclass

from pipeline.french.context_words import context_words
from pipeline.french.function_words import function_words
from pipeline.french.lexicons import word_set
from pipeline.french.names.source_nouns import looks_like_person, noun_kind, person_role
from pipeline.french.phrases.source import extended, phrase_end, phrase_start, without_article
from pipeline.french.verbs import INVERTED
from pipeline.french.view import View

AUTHOR = function_words("dialogue") | {"on", "-on", "-je"}
EMPTY = word_set("ce c' cela ça ceci rien tout auquel auxquels auxquelles duquel desquels")
_ANAPHORS = word_set(
    "dernier dernière derniers dernières intéressé intéressée intéressés intéressées autres "
    "certains certaines eux elles celui-ci celle-ci tous toutes plusieurs beaucoup"
)
_INSIDE = word_set("à au aux chez dans du")
_PLACES = _INSIDE | {"sur", "côté"}


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

    @property
    def positions(self) -> range:
        """The positions of its words."""
        return range(self.start, self.end)


def phrase_of(view: View, head: int, low: int, high: int) -> Source:
    """The whole noun phrase around a head, between two bounds."""
    start = phrase_start(view, head, low)
    end = max(phrase_end(view, start, high), head + 1)
    return Source(start, extended(view, end, high))


def offsets(view: View, source: Source) -> tuple[int, int]:
    """Character offsets of a source: without the article of a proper name and inverted hyphens."""
    start, end = without_article(view, source.start, source.end), source.end
    while end - 1 > start and not view.is_word(end - 1) and view.low[end - 1] != ")":
        if view.is_mark(end - 1) and view.inside[end - 2] >= 0:
            break  # « le groupe « Étoile » »
        end -= 1
    a, b = view.offsets(start, end)
    while a < b - 1 and view.text[a] in "-‐‑–":
        a += 1
    if view.text[a : a + 2].casefold() in ("t-", "t‑") and b - a > 2:
        a += 2
    return a, b


def is_source(view: View, source: Source, needs_speaker: bool) -> bool:
    """Whether a phrase can be a source; the author (« on », « nous ») and « ce » are none."""
    if source.nobody:
        return True
    p, word = source.start, view.low[source.start]
    if source.end - p == 1 and word in AUTHOR | EMPTY:
        inverted = word == "-on" and _is_said_somewhere(view, p)
        return inverted or (word == "on" and _speaks_for_a_place(view, p))
    return not needs_speaker or can_speak(view, source)


def _speaks_for_a_place(view: View, p: int) -> bool:
    """« À la préfecture, on assure … »: the people of the place, not the author."""
    first = view.first[p]
    opens = view.low[first] in _INSIDE and p - first >= 3 and view.low[p - 1] == ","
    return opens and not any(view.is_time(k) for k in range(first, p))


def _is_said_somewhere(view: View, p: int) -> bool:
    """« « … », justifie-t-on au ministère », « …, y explique-t-on »; not a bare « dit-on »."""
    before = max(view.first[p], p - 6)
    if any(view.low[k] == "y" or view.is_mark(k) for k in range(before, p)):
        return True
    return not _PLACES.isdisjoint(view.low[p + 1 : min(p + 4, view.last[p])])


def names_speaker(view: View, source: Source) -> bool:
    """Whether the head of a phrase is somebody: a name, a role, a body (not « Fermeture de X »)."""
    for p in source.positions:
        token = view.words[p]
        if token.pos_ == "PROPN" or token.ent_type_ in ("PER", "ORG"):
            return bool(token.ent_type_ != "LOC")
        known = token.pos_ in ("NOUN", "ADJ") and _is_known(token.text)
        if known or token.pos_ == "NOUN":
            return known
    return False


def _is_known(noun: str) -> bool:
    """Whether a noun names a person by what they do, or a body, group, document or place."""
    return person_role(noun) is not None or noun_kind(noun) is not None


def can_speak(view: View, source: Source) -> bool:
    """Whether the phrase names a person, a body, a medium, a document, or is a personal pronoun."""
    span = source.positions
    if view.words[source.start].pos_ == "PRON" or view.low[source.start] in INVERTED:
        return True
    if any(view.words[p].ent_type_ or view.low[p] in _ANAPHORS for p in span):
        return True
    for p in span:
        token = view.words[p]
        if token.pos_ == "PROPN" or (view.is_capital(p) and p > view.first[p]):
            return True
        medium = token.lemma_ in context_words("medium")
        if token.pos_ == "NOUN":
            return medium or _is_known(token.text) or looks_like_person(token.text)
        if token.pos_ == "ADJ" and (medium or _is_known(token.text)):
            return True
    return False
