"""What speaker resolution looks up in one document: chains, roles, candidates by place."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from spacy.tokens import Doc

from pipeline.french.dates.expressions import time_ends
from pipeline.french.furniture import CAPTION
from pipeline.french.layout import ASIDES, blocks_of
from pipeline.french.names.mentions import Mention, in_view
from pipeline.french.names.roles import Role, describe_role, find_roles
from pipeline.french.names.situation import Situation, situate
from pipeline.french.names.source_nouns import noun_kind, noun_lemma, person_role
from pipeline.french.records import Chain, Offsets, Quote
from pipeline.french.speakers.coreference import (
    MAX_CANDIDATES,
    Candidate,
    collect_candidates,
    inside,
)
from pipeline.french.speakers.noun_phrases import Phrase, analyse_phrase, content_words
from pipeline.french.text import fold
from pipeline.french.view import View, view_of


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a chain: tokens [first, last)."""

    first: int
    last: int
    chain: Chain


@dataclass(frozen=True, slots=True)
class Held:
    """A role that the text gives a person."""

    role: Role
    chain: Chain


@dataclass(frozen=True, slots=True)
class Scene:
    """One document, ready for questions about its sources.

    `held` are the roles of persons in text order, `holders` the same by role (and « lead » for all
    who head something); `bodies` the organisations by what they are called, `called` the
    nouns by organisation; `phrases` the
    longer noun phrases of bodies by lemma. `aside` is, per token, the number of the byline,
    caption, pointer or post that it stands in, or -1 in the article's own text.
    """

    doc: Doc
    at: Situation
    named: tuple[Named, ...]
    held: tuple[Held, ...]
    holders: Mapping[str, Sequence[Held]]
    bodies: Mapping[str, Sequence[Chain]]
    called: Mapping[str, frozenset[str]]
    candidates: tuple[Candidate, ...]
    chains: Mapping[str, Chain]
    phrases: Mapping[str, Sequence[Phrase]]
    aside: tuple[int, ...]

    def named_in(self, first: int, last: int) -> list[Named]:
        """The mentions that lie in or over the tokens [first, last)."""
        start = max(bisect_left(self.named, first, key=lambda n: n.first) - 1, 0)
        end = bisect_left(self.named, last, key=lambda n: n.first)
        return [n for n in self.named[start:end] if n.last > first]

    def held_in(self, first: int, last: int) -> list[Held]:
        """The roles whose head is one of the tokens [first, last)."""
        start = bisect_left(self.held, first, key=lambda h: h.role.head)
        end = bisect_left(self.held, last, key=lambda h: h.role.head)
        return list(self.held[start:end])

    def content_words(self, first: int, last: int) -> frozenset[str]:
        """The content words of the tokens [first, last), those of a chain's name as its id."""
        words: set[str] = set()
        at = first
        for mention in self.named_in(first, last):
            words |= content_words(self.doc, at, max(mention.first, at))
            country = mention.chain.country if mention.chain.label == "LOC" else None
            words.add(f"={country}" if country else f"@{mention.chain.entity_id}")
            at = max(mention.last, at)
        return frozenset(words | content_words(self.doc, at, max(last, at)))

    def candidates_before(self, token: int) -> tuple[Candidate, ...]:
        """The last candidates before a token that it can see, nearest last."""
        end = bisect_left(self.candidates, token, key=lambda c: c.token)
        found = self._seen(token, range(end - 1, -1, -1))
        return tuple(islice(found, MAX_CANDIDATES))[::-1]

    def candidates_after(self, token: int) -> tuple[Candidate, ...]:
        """The first candidates after a token that it can see, nearest first."""
        start = bisect_left(self.candidates, token + 1, key=lambda c: c.token)
        return tuple(islice(self._seen(token, range(start, len(self.candidates))), MAX_CANDIDATES))

    def _seen(self, token: int, order: Iterable[int]) -> Iterator[Candidate]:
        """Who stands in a caption speaks in that caption only; the text is seen from anywhere."""
        seen = (-1, self.aside[token])
        for number in order:
            if self.aside[self.candidates[number].token] in seen:
                yield self.candidates[number]


def set_scene(doc: Doc, quotes: Sequence[Quote]) -> Scene:
    """The scene of a Doc whose chains are set; what lies in direct quotes counts little."""
    at = situate(doc)
    aside, nameless = _asides(doc, at)
    chains: tuple[Chain, ...] = tuple(doc._.depeche_chains)
    named = sorted(
        (Named(*at.tokens_of(span), chain) for chain in chains for span in chain.mentions),
        key=lambda n: n.first,
    )
    view = view_of(doc)
    placed = [in_view(view, doc, Mention(n.first, n.last, n.chain.label)) for n in named]
    firsts = frozenset(m.first for m in placed if m.label == "PER")
    found = (
        Held(_in_tokens(view, role), n.chain)
        for n, m in zip(named, placed, strict=True)
        if n.chain.label == "PER" and n.first not in nameless
        for role in find_roles(view, m, firsts)
    )
    held = sorted(found, key=lambda h: h.role.head)
    spans: list[Offsets] = [(q.start, q.end) for q in quotes if q.type == "direct"]
    bodies = _by_noun(doc, named)
    candidates = collect_candidates(doc, at, chains, inside(spans, at))
    return Scene(
        doc=doc,
        at=at,
        named=tuple(named),
        held=tuple(held),
        holders=_by_role(held, doc),
        bodies=bodies,
        called=_called(bodies),
        candidates=tuple(candidates),
        chains={chain.entity_id: chain for chain in chains},
        phrases=_long_phrases(doc),
        aside=aside,
    )


def described_role(doc: Doc, phrase: Phrase) -> Role | None:
    """The role that a noun phrase names, or None."""
    view = view_of(doc)
    last = doc[phrase.last - 1]
    role = describe_role(view, view.at(doc[phrase.head].idx), view.at(last.idx + len(last)))
    return _in_tokens(view, role) if role is not None else None


def _in_tokens(view: View, role: Role) -> Role:
    start, first, head = (view.words[p].i for p in (role.start, role.first, role.head))
    return replace(role, start=start, first=first, last=view.words[role.last - 1].i + 1, head=head)


def _asides(doc: Doc, at: Situation) -> tuple[tuple[int, ...], frozenset[int]]:
    """Per token its aside or -1; and the tokens whose roles tell nothing of who is in the text.

    A caption's do: it shows those of whom the article tells.
    """
    aside = [-1] * len(doc)
    nameless: set[int] = set()
    for number, block in enumerate(blocks_of(doc)):
        if block.kind in ASIDES:
            first, last = at.tokens_of((block.start, block.end))
            aside[first:last] = [number] * (last - first)
            if block.kind != CAPTION:
                nameless.update(range(first, last))
    return tuple(aside), frozenset(nameless)


def _by_role(held: Sequence[Held], doc: Doc) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = {}
    for item in held:
        found.setdefault(item.role.role, []).append(item)
        noun = person_role(doc[item.role.head].text)
        if noun is not None and noun.field == "lead":
            found.setdefault("lead", []).append(item)
    return found


def _by_noun(doc: Doc, named: Sequence[Named]) -> dict[str, list[Chain]]:
    found: dict[str, dict[str, Chain]] = {}
    for item in named:
        if item.chain.label == "PER":
            continue
        for lemma in _nouns_of(doc, item):
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


def _nouns_of(doc: Doc, item: Named) -> list[str]:
    """What a body is called: its first word, the noun before it, the noun of its apposition.

    « le collectif Ville libre », « Velmor, le constructeur de … ».
    """
    nouns = [noun_lemma(doc[item.first].text)]
    if item.chain.label != "ORG":
        return nouns  # « la police à Brivel » is not called Brivel
    k = item.first - 1
    while k >= 0 and doc[k].pos_ == "ADJ":
        k -= 1
    if k >= 0 and noun_kind(doc[k].text) == "organisation":
        nouns.append(noun_lemma(doc[k].text))
    apposed = [t for t in doc[item.last : item.last + 3] if not t.is_space]
    if len(apposed) == 3 and apposed[0].text == "," and apposed[1].pos_ == "DET":
        nouns += [noun_lemma(apposed[2].text)] * (noun_kind(apposed[2].text) == "organisation")
    return nouns


def _long_phrases(doc: Doc) -> dict[str, list[Phrase]]:
    """Lemma → the phrases in text order that an organisation noun heads with a complement."""
    found: dict[str, list[Phrase]] = {}
    for token in doc:
        if noun_kind(token.text) != "organisation" or not token.text.islower():
            continue
        first = token.i
        while first > 0 and doc[first - 1].pos_ in {"DET", "ADJ"} and not doc[first - 1].is_space:
            first -= 1
        last = _complement_end(doc, token.i + 1)
        if last > token.i + 1:
            phrase = analyse_phrase(doc, first, last)
            if phrase.head == token.i:
                found.setdefault(phrase.lemma, []).append(phrase)
    return found


def _complement_end(doc: Doc, k: int) -> int:
    """Where adjectives and complements with « de » after a noun end, eight tokens on at most.

    A time expression (« la police lundi ») is none.
    """
    last = k
    times = time_ends([token.text for token in doc[k : k + 8]])
    for i in range(k, min(k + 8, len(doc))):
        token = doc[i]
        if times[i - k] > i - k:
            break
        if token.pos_ in {"ADJ", "NOUN", "PROPN"} and not token.is_space:
            last = i + 1
        elif fold(token.text) not in {"de", "d'", "d", "'", "du", "des", "la", "l'", "l", "le"}:
            break
    return last
