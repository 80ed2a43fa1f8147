"""Who a pronoun or a bare description means: candidates before it, ranked by several signals."""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from pipeline.french.names.function_words import function_words
from pipeline.french.names.names import titles
from pipeline.french.names.nations import is_gentile
from pipeline.french.names.situation import Situation
from pipeline.french.names.source_nouns import noun_gender, noun_kind, person_role
from pipeline.french.records import Chain, Offsets
from pipeline.french.speakers.noun_phrases import Phrase, analyse_phrase, phrase_text
from pipeline.french.text import fold

# Weights, set by hand: a reader looks for the person who spoke last, then for recent subjects.
SPOKE_LAST, SUBJECT, PERSON, OBLIQUE, QUOTED = 0.45, 1.0, 1.3, -0.7, -1.5
DESCRIBED, SAME_SENTENCE, NEAREST = -0.8, 0.7, 0.02
# The subject of the sentence before, in the same paragraph: whom the next pronoun goes on with.
CENTRE = 0.4
# Of two that are alike the one named last.
NEARER, NEAR = 0.004, 60
PER_SENTENCE, PER_PARAGRAPH, UNKNOWN_GENDER, PER_MENTION = -0.45, -0.35, -0.25, 0.25
# Nouns that only point to somebody named before: no candidates themselves.
_POINTING = frozenset({"interesse", "interessee", "dernier", "derniere"})
# How far back candidates are looked at: it bounds the work for one pronoun.
MAX_CANDIDATES = 60
MIN_SCORE = -1.6
# A best candidate with a lower score than this is the best of a bad lot.
WEAK_SCORE, WEAK_CERTAINTY = 0.6, 0.7


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks: the name a reader gives it, its chain's id if any, its kind.

    `gender` and `plural` are what a pronoun must agree with; `certainty` in 0..1.
    """

    name: str | None
    entity_id: str | None = None
    kind: str = "unknown"
    gender: str | None = None
    plural: bool = False
    certainty: float = 1.0

    @property
    def key(self) -> str:
        """What makes two sources one."""
        return self.entity_id or fold(self.name or "")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source at the place where the text names it; `token` is its first token.

    `phrase` is the noun phrase of a source that is described, not named.
    """

    source: Source
    token: int
    sentence: int
    paragraph: int
    subject: bool
    oblique: bool
    quoted: bool
    phrase: Phrase | None = None


def chain_source(chain: Chain) -> Source:
    """A chain as a source."""
    kind = {"PER": "person", "ORG": "organisation", "LOC": "place"}.get(chain.label, "unknown")
    return Source(chain.name, chain.entity_id, kind, chain.gender)


def body_gender(doc: Doc, first: int, chain: Chain) -> str | None:
    """Grammatical gender of an organisation's name, by its head noun or the article before it."""
    if chain.label == "PER":
        return None
    before = fold(doc[first - 1].text) if first else ""
    return noun_gender(doc[first].text) or {"le": "m", "du": "m", "au": "m", "la": "f"}.get(before)


def collect_candidates(
    doc: Doc, at: Situation, chains: Sequence[Chain], quoted: Callable[[int], bool]
) -> list[Candidate]:
    """Named and described people and bodies in text order; `quoted` tells tokens inside quotes."""
    found: list[Candidate] = []
    taken: set[int] = set()
    for chain in chains:
        source = chain_source(chain)
        for span in chain.mentions:
            first, last = at.tokens_of(span)
            taken.update(range(first, last))
            named = replace(source, gender=source.gender or body_gender(doc, first, chain))
            found.append(_candidate(doc, at, named, first, last, quoted))
    for token in doc:
        if token.i in taken or not token.text.islower() or token.pos_ in {"VERB", "AUX"}:
            continue
        if person_role(token.text) is None and noun_kind(token.text) not in {
            "organisation",
            "group",
        }:
            continue
        candidate = _described(doc, at, token.i, taken, quoted)
        if candidate is not None:
            found.append(candidate)
    return sorted(found, key=lambda c: c.token)


def _described(
    doc: Doc, at: Situation, head: int, taken: set[int], quoted: Callable[[int], bool]
) -> Candidate | None:
    """A noun phrase without a name that stands as subject, or names several as object."""
    first = head
    while first > 0 and doc[first - 1].pos_ in {"ADJ", "DET", "NUM"} and first - 1 not in taken:
        first -= 1
    last = head + 1
    while (
        last < len(doc)
        and doc[last].pos_ in {"ADJ", "ADP", "DET", "NOUN", "PROPN"}
        and last - head < 10
    ):
        last += 1
    if any(i in taken for i in range(first, head + 2)) or fold(doc[head].text) in _POINTING:
        return None
    while last > head + 1 and doc[last - 1].pos_ in {"ADP", "DET"}:
        last -= 1
    candidate = _candidate(doc, at, Source(None), first, last, quoted)
    phrase = analyse_phrase(doc, first, last)
    if candidate.oblique or not (candidate.subject or phrase.plural) or not phrase.determiner:
        return None  # a bare noun stands in apposition
    source = Source(
        phrase_text(doc, first, last),
        None,
        phrase.kind,
        phrase.gender,
        phrase.plural,
        certainty=0.7,
    )
    return replace(candidate, source=source, phrase=phrase)


def _candidate(
    doc: Doc, at: Situation, source: Source, first: int, last: int, quoted: Callable[[int], bool]
) -> Candidate:
    k = first - 1
    while k >= 0 and at.sentence[k] == at.sentence[first] and _stands_before_name(doc, k):
        k -= 1
    oblique = k >= 0 and fold(doc[k].text) in function_words("preposition") - {"par"}
    opens = k < 0 or at.sentence[k] != at.sentence[first] or doc[k].is_punct
    subject = not oblique and (
        any(doc[i].dep_.startswith("nsubj") for i in range(first, last))
        or (opens and _verb_follows(doc, last))
    )
    return Candidate(
        source, first, at.sentence[first], at.paragraph[first], subject, oblique, quoted(first)
    )


def _stands_before_name(doc: Doc, k: int) -> bool:
    text = doc[k].text
    return (
        doc[k].pos_ in {"DET", "ADJ"}
        or fold(text) in titles()
        or (text[:1].isupper() and is_gentile(text))
    )


def _verb_follows(doc: Doc, last: int) -> bool:
    return any(doc[i].pos_ in {"VERB", "AUX"} for i in range(last, min(last + 12, len(doc))))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the antecedent must be: gender (None: any), number, a test of its own.

    `loose` lets the last speaker stand in where nobody fits (« ils » for a ministry); `nearest`
    wants the last one named, whatever its part in the sentence (« ce dernier »).
    """

    gender: str | None
    plural: bool
    loose: bool = False
    nearest: bool = False
    accepts: Callable[[Source], bool] = lambda source: True


def rank(
    candidates: Sequence[Candidate],
    at: Situation,
    token: int,
    wanted: Wanted,
    spoke: Candidate | None,
) -> list[tuple[float, Source]]:
    """Fitting sources before `token`, best first, with scores; `spoke`: the last speaker."""
    end = bisect_left(candidates, token, key=lambda c: c.token)
    window = candidates[max(0, end - MAX_CANDIDATES) : end]
    counts: dict[str, int] = {}
    best: dict[str, tuple[float, Source]] = {}
    for candidate in window:
        source = candidate.source
        if not _agrees(source, wanted):
            continue
        counts[source.key] = counts.get(source.key, 0) + (not candidate.quoted)
        score = _score(candidate, at, token, wanted)
        if source.key not in best or score > best[source.key][0]:
            best[source.key] = score, source
    if (
        spoke is not None
        and not wanted.nearest
        and spoke.source.name
        and _agrees(spoke.source, wanted)
    ):
        key = spoke.source.key
        score = _score(spoke, at, token, wanted) + SPOKE_LAST
        best[key] = max(score, best[key][0] if key in best else score), spoke.source
    ranked = [
        (score + PER_MENTION * math.log1p(counts.get(key, 0)), source)
        for key, (score, source) in best.items()
    ]
    return sorted(ranked, key=lambda pair: (-pair[0], pair[1].key))


def _agrees(source: Source, wanted: Wanted) -> bool:
    if source.plural != wanted.plural or source.kind in {"place", "document"}:
        return False
    if wanted.gender and source.gender and wanted.gender != source.gender:
        return False
    return wanted.accepts(source)


def _score(candidate: Candidate, at: Situation, token: int, wanted: Wanted) -> float:
    source = candidate.source
    score = PER_SENTENCE * max(min(at.sentence[token] - candidate.sentence, 6), 0)
    score += PER_PARAGRAPH * max(min(at.paragraph[token] - candidate.paragraph, 6), 0)
    if wanted.nearest:
        score += 0.5 * PERSON * (source.kind == "person") - 0.5 * SUBJECT * candidate.subject
        return score + QUOTED * candidate.quoted - NEAREST * (token - candidate.token)
    score -= NEARER * min(token - candidate.token, NEAR)
    same = candidate.sentence == at.sentence[token]
    score += (SUBJECT + SAME_SENTENCE * same) * candidate.subject
    centre = (at.sentence[token] - 1, at.paragraph[token])
    score += CENTRE * (candidate.subject and (candidate.sentence, candidate.paragraph) == centre)
    score += OBLIQUE * candidate.oblique + QUOTED * candidate.quoted
    score += PERSON * (source.kind == "person")
    # « une riveraine » brings in somebody new; « la riveraine » may be anybody named before.
    new = candidate.phrase is not None and candidate.phrase.determiner in {"un", "une"}
    score += DESCRIBED * (source.entity_id is None and not new)
    score += UNKNOWN_GENDER * (source.gender is None and wanted.gender is not None)
    return score


def choose(ranked: Sequence[tuple[float, Source]]) -> Source | None:
    """The best source, certain by its lead on the second; None where evidence is thin."""
    if not ranked or ranked[0][0] < MIN_SCORE:
        return None
    score, source = ranked[0]
    margin = score - ranked[1][0] if len(ranked) > 1 else 2.0
    weak = WEAK_CERTAINTY if score < WEAK_SCORE else 1.0
    return replace(source, certainty=source.certainty * weak * min(1.0, 0.6 + 0.3 * margin))


def inside(spans: Iterable[Offsets], at: Situation) -> Callable[[int], bool]:
    """A test whether a token lies in one of the spans."""
    held: set[int] = set()
    for span in spans:
        first, last = at.tokens_of(span)
        held.update(range(first, last))
    return held.__contains__
