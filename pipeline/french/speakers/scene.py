"""What speaker resolution looks up in one document: chains, roles, candidates by place."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from pipeline.french.furniture import CAPTION
from pipeline.french.names.function_words import function_words
from pipeline.french.names.mentions import Mention
from pipeline.french.names.roles import Role, find_roles
from pipeline.french.names.source_nouns import noun_kind, noun_lemma, person_role
from pipeline.french.records import Chain, Offsets, Quote
from pipeline.french.speakers.candidates import (
    MAX_CANDIDATES,
    Candidate,
    Named,
    Source,
    collect_candidates,
)
from pipeline.french.speakers.noun_phrases import DE, Phrase, analyse_phrase, content_words
from pipeline.french.view import View

# Words of a complement behind a noun, at most.
_COMPLEMENT = 8


@cache
def _links() -> frozenset[str]:
    return (function_words("article") | DE) - {"les"}


@dataclass(frozen=True, slots=True)
class Held:
    """A role that the text gives a person."""

    role: Role
    chain: Chain


@dataclass(frozen=True, slots=True)
class Scene:
    """One document, ready for questions about its sources.

    `held` are the roles of persons in text order, `holders` the same by role (and « lead » for all
    who head something); `bodies` the organisations by what they are called, `called` the nouns by
    organisation; `phrases` the longer noun phrases of bodies by lemma; `answers_from` the word that
    opens the first answer of an interview that bears no label; `headlined` the entities that a
    headline names; `counts` how often the text names each entity outside its quotes.
    """

    view: View
    named: tuple[Named, ...]
    held: tuple[Held, ...]
    holders: Mapping[str, Sequence[Held]]
    bodies: Mapping[str, Sequence[Chain]]
    called: Mapping[str, frozenset[str]]
    candidates: tuple[Candidate, ...]
    chains: Mapping[str, Chain]
    phrases: Mapping[str, Sequence[Phrase]]
    answers_from: int | None
    headlined: frozenset[str]
    counts: Mapping[str, int]

    def touched(self, span: Offsets) -> tuple[int, int]:
        """The words that the characters of `span` touch, the nearest one where they touch none."""
        start, end = self.view.touched(span)
        start = min(start, len(self.view) - 1)
        return start, max(end, start + 1)

    def said(self, quote: Quote) -> tuple[int, int]:
        """The words of a quote's content."""
        return self.touched((quote.start, quote.end))

    def named_in(self, first: int, last: int) -> list[Named]:
        """The mentions that lie in or over the words [first, last)."""
        start = max(bisect_left(self.named, first, key=lambda n: n.first) - 1, 0)
        end = bisect_left(self.named, last, key=lambda n: n.first)
        return [n for n in self.named[start:end] if n.last > first]

    def held_in(self, first: int, last: int) -> list[Held]:
        """The roles whose head is one of the words [first, last)."""
        start = bisect_left(self.held, first, key=lambda h: h.role.head)
        end = bisect_left(self.held, last, key=lambda h: h.role.head)
        return list(self.held[start:end])

    def person(self, source: Source) -> Chain | None:
        """The chain of a source that is a person whom the text names, else None."""
        chain = self.chains.get(source.entity_id or "")
        return chain if chain is not None and chain.label == "PER" else None

    def content_words(self, first: int, last: int) -> frozenset[str]:
        """The content words of the words [first, last), those of a chain's name as its id."""
        words: set[str] = set()
        at = first
        for mention in self.named_in(first, last):
            words |= content_words(self.view, at, max(mention.first, at))
            country = mention.chain.country if mention.chain.label == "LOC" else None
            words.add(f"={country}" if country else f"@{mention.chain.entity_id}")
            at = max(mention.last, at)
        return frozenset(words | content_words(self.view, at, max(last, at)))

    def candidates_before(self, p: int) -> tuple[Candidate, ...]:
        """The last candidates before a position that it can see, nearest last."""
        end = bisect_left(self.candidates, p, key=lambda c: c.place)
        found = self._seen(p, reversed(self.candidates[:end]))
        return tuple(islice(found, MAX_CANDIDATES))[::-1]

    def candidates_after(self, p: int) -> tuple[Candidate, ...]:
        """The first candidates after a position that it can see, nearest first."""
        start = bisect_left(self.candidates, p + 1, key=lambda c: c.place)
        return tuple(islice(self._seen(p, self.candidates[start:]), MAX_CANDIDATES))

    def _seen(self, p: int, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
        """Who stands in a caption speaks in that caption only; the text is seen from anywhere."""
        seen = (-1, self.view.aside(p))
        return (c for c in candidates if self.view.aside(c.place) in seen)


def set_scene(view: View, quotes: Sequence[Quote]) -> Scene:
    """The scene of a Doc whose chains are set; what lies in direct quotes counts little."""
    chains: tuple[Chain, ...] = tuple(view.doc._.depeche_chains)
    named = sorted(
        (Named(*view.touched(span), chain) for chain in chains for span in chain.mentions),
        key=lambda n: n.first,
    )
    held = _held(view, named)
    direct = (view.touched((q.start, q.end)) for q in quotes if q.type == "direct")
    quoted = {p for start, end in direct for p in range(start, end)}
    bodies = _by_noun(view, named)
    answers = [q.start for q in quotes if q.rule == "answer" and q.speaker is None]
    return Scene(
        view=view,
        named=tuple(named),
        held=tuple(held),
        holders=_by_role(view, held),
        bodies=bodies,
        called=_called(bodies),
        candidates=tuple(collect_candidates(view, named, quoted)),
        chains={chain.entity_id: chain for chain in chains},
        phrases=_long_phrases(view),
        answers_from=view.covering(min(answers)) if answers else None,
        headlined=frozenset(n.chain.entity_id for n in named if view.is_headline(n.first)),
        counts=Counter(n.chain.entity_id for n in named if n.first not in quoted),
    )


def _held(view: View, named: Sequence[Named]) -> list[Held]:
    """The roles of persons by the place of their heads; beside the text only a caption's count.

    It shows those of whom the article tells.
    """
    persons = [n for n in named if n.chain.label == "PER"]
    firsts = frozenset(n.first for n in persons)
    found = (
        Held(role, n.chain)
        for n in persons
        if view.aside(n.first) < 0 or view.kind[n.first] == CAPTION
        for role in find_roles(view, Mention(n.first, n.last, "PER"), firsts)
    )
    return sorted(found, key=lambda h: h.role.head)


def _by_role(view: View, held: Sequence[Held]) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = {}
    for item in held:
        found.setdefault(item.role.role, []).append(item)
        noun = person_role(view.words[item.role.head].text)
        if noun is not None and noun.field == "lead":
            found.setdefault("lead", []).append(item)
    return found


def _by_noun(view: View, named: Sequence[Named]) -> dict[str, list[Chain]]:
    found: dict[str, dict[str, Chain]] = {}
    for item in named:
        if item.chain.label == "PER":
            continue
        for lemma in _nouns_of(view, item):
            found.setdefault(lemma, {})[item.chain.entity_id] = item.chain
    return {lemma: list(chains.values()) for lemma, chains in found.items()}


def _called(bodies: Mapping[str, Sequence[Chain]]) -> dict[str, frozenset[str]]:
    """Entity id → the nouns for organisations that a body is called by."""
    found: dict[str, set[str]] = {}
    for noun, chains in bodies.items():
        if noun_kind(noun) == "organisation":
            for chain in chains:
                found.setdefault(chain.entity_id, set()).add(noun)
    return {entity: frozenset(nouns) for entity, nouns in found.items()}


def _nouns_of(view: View, named: Named) -> list[str]:
    """What a body is called: its first word, the noun before it, the noun of its apposition.

    « le collectif Ville libre », « Velmor, le constructeur de … ».
    """
    nouns = [view.words[named.first].text]
    if named.chain.label == "ORG":  # « la police à Brivel » is not called Brivel
        before = view.before(view.run_start(named.first, {"ADJ"}))
        noun = named.last + 2
        apposed = view.word(named.last) == "," and noun < len(view)
        beside = [before] if before >= 0 else []
        beside += [noun] if apposed and view.words[noun - 1].pos_ == "DET" else []
        words = (view.words[p].text for p in beside)
        nouns += [word for word in words if noun_kind(word) == "organisation"]
    return [noun_lemma(word) for word in nouns]


def _long_phrases(view: View) -> dict[str, list[Phrase]]:
    """Lemma → the phrases in text order that an organisation noun heads with a complement."""
    found: dict[str, list[Phrase]] = {}
    for p, word in enumerate(view.words):
        if noun_kind(word.text) != "organisation" or not word.text.islower():
            continue
        last = _complement_end(view, p + 1)
        if last > p + 1:
            phrase = analyse_phrase(view, view.run_start(p, {"DET", "ADJ"}), last)
            if phrase.head == p:
                found.setdefault(phrase.lemma, []).append(phrase)
    return found


def _complement_end(view: View, start: int) -> int:
    """Where adjectives and complements with « de » that begin at `start` end.

    A time expression (« la police lundi ») is none.
    """
    last = start
    for p in range(start, min(start + _COMPLEMENT, len(view))):
        if view.parted[p] or view.time_end[p] > p:
            break
        if view.words[p].pos_ in {"ADJ", "NOUN", "PROPN"}:
            last = p + 1
        elif view.folded[p] not in _links():
            break
    return last
