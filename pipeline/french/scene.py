"""What speaker resolution looks up in one document: chains by place, roles by person, candidates."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.french.coreference import MAX_CANDIDATES, Candidate, collect_candidates, inside
from pipeline.french.source_nouns import noun_kind
from pipeline.french.mentions import Mention
from pipeline.french.noun_phrases import Phrase, analyse_phrase
from pipeline.french.records import Chain, Offsets, Quote
from pipeline.french.roles import Role, find_roles
from pipeline.french.situation import Situation, situate
from pipeline.french.text import fold


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
    """One document, ready for questions about its sources."""

    doc: Doc
    at: Situation
    named: tuple[Named, ...]
    held: tuple[Held, ...]
    candidates: tuple[Candidate, ...]
    chains: Mapping[str, Chain]
    phrases: Mapping[str, tuple[Phrase, ...]]

    def named_in(self, first: int, last: int) -> list[Named]:
        """The mentions that lie in or over the tokens [first, last)."""
        start = max(bisect_left(self.named, first, key=lambda n: n.first) - 1, 0)
        found: list[Named] = []
        for mention in self.named[start:]:
            if mention.first >= last:
                break
            if mention.last > first:
                found.append(mention)
        return found

    def candidates_before(self, token: int) -> tuple[Candidate, ...]:
        """The last candidates before a token, nearest last."""
        end = bisect_left(self.candidates, token, key=lambda c: c.token)
        return self.candidates[max(0, end - MAX_CANDIDATES) : end]


def set_scene(doc: Doc, quotes: Sequence[Quote]) -> Scene:
    """The scene of a Doc whose chains are set; what lies in direct quotes counts little."""
    at = situate(doc)
    chains: tuple[Chain, ...] = tuple(doc._.depeche_chains)
    named = sorted(
        (Named(*at.tokens_of(span), chain) for chain in chains for span in chain.mentions),
        key=lambda n: n.first,
    )
    firsts = frozenset(n.first for n in named if n.chain.label == "PER")
    held = [
        Held(role, n.chain)
        for n in named
        if n.chain.label == "PER"
        for role in find_roles(doc, Mention(n.first, n.last, "PER"), firsts)
    ]
    spans: list[Offsets] = [(q.start, q.end) for q in quotes]
    candidates = collect_candidates(doc, at, chains, inside(spans, at))
    return Scene(
        doc=doc,
        at=at,
        named=tuple(named),
        held=tuple(held),
        candidates=tuple(candidates),
        chains={chain.entity_id: chain for chain in chains},
        phrases=_long_phrases(doc),
    )


def _long_phrases(doc: Doc) -> dict[str, tuple[Phrase, ...]]:
    """Lemma → the phrases in text order that an organisation noun heads with a complement."""
    found: dict[str, tuple[Phrase, ...]] = {}
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
                found[phrase.lemma] = (*found.get(phrase.lemma, ()), phrase)
    return found


def _complement_end(doc: Doc, k: int) -> int:
    """Where adjectives and complements with « de » after a noun end, eight tokens on at most."""
    last = k
    for i in range(k, min(k + 8, len(doc))):
        token = doc[i]
        if token.pos_ in {"ADJ", "NOUN", "PROPN"} and not token.is_space:
            last = i + 1
        elif fold(token.text) not in {"de", "d'", "d", "'", "du", "des", "la", "l'", "l", "le"}:
            break
    return last
