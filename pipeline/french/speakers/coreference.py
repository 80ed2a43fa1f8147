"""Who a pronoun or a bare description means: candidates before it, ranked by several signals."""

import math
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace

from pipeline.french.names.function_words import DETERMINER_GENDER, function_words
from pipeline.french.names.names import genders_clash, titles
from pipeline.french.names.nations import is_gentile
from pipeline.french.names.source_nouns import noun_gender, noun_kind, person_role
from pipeline.french.records import Chain
from pipeline.french.speakers.noun_phrases import Phrase, analyse_phrase
from pipeline.french.text import fold
from pipeline.french.verbs import is_subject
from pipeline.french.view import View

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
# What stands before the head of a description, and behind it; its length from the head on.
_FORE = frozenset({"ADJ", "DET", "NUM"})
_BEHIND = frozenset({"ADJ", "ADP", "DET", "NOUN", "PROPN"})
_LONGEST = 10
_VERB_REACH = 12
# How far back candidates are looked at: it bounds the work for one pronoun.
MAX_CANDIDATES = 60
MIN_SCORE = -1.6
# A best candidate with a lower score than this is the best of a bad lot.
WEAK_SCORE, WEAK_CERTAINTY = 0.6, 0.7
_DESCRIBED_CERTAINTY = 0.7


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

    def less_sure(self, share: float) -> "Source":
        """The same source, its certainty multiplied by `share`."""
        return replace(self, certainty=self.certainty * share)

    @property
    def key(self) -> str:
        """What makes two sources one."""
        return self.entity_id or fold(self.name or "")


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a chain: positions [first, last)."""

    first: int
    last: int
    chain: Chain


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source at the place where the text names it; `place` is its first position.

    `phrase` is the noun phrase of a source that is described, not named.
    """

    source: Source
    place: int
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


def described(view: View, phrase: Phrase) -> Source:
    """A source that is described, not named: the phrase as written."""
    return Source(phrase.text(view), None, phrase.kind, phrase.gender, phrase.plural)


def collect_candidates(view: View, named: Iterable[Named], quoted: Set[int]) -> list[Candidate]:
    """Named and described people and bodies in text order; `quoted` are positions inside quotes."""
    found: list[Candidate] = []
    taken: set[int] = set()
    for mention in named:
        taken.update(range(mention.first, mention.last))
        source = chain_source(mention.chain)
        source = replace(source, gender=source.gender or _body_gender(view, mention))
        found.append(_candidate(view, source, mention.first, mention.last, quoted))
    for p, word in enumerate(view.words):
        text = word.text
        if p in taken or not text.islower() or view.is_verb(p):
            continue
        if person_role(text) is not None or noun_kind(text) in {"organisation", "group"}:
            candidate = _described(view, p, taken, quoted)
            if candidate is not None:
                found.append(candidate)
    return sorted(found, key=lambda c: c.place)


def _body_gender(view: View, named: Named) -> str | None:
    """Grammatical gender of an organisation's name, by its head noun or the article before it."""
    if named.chain.label == "PER":
        return None
    article = view.word(named.first - 1)
    return noun_gender(view.words[named.first].text) or DETERMINER_GENDER.get(article)


def _described(view: View, head: int, taken: set[int], quoted: Set[int]) -> Candidate | None:
    """A noun phrase without a name that stands as subject, or names several as object."""
    first = view.run_start(head, _FORE)
    first = max((p + 1 for p in range(first, head) if p in taken), default=first)
    last = view.run_end(head + 1, _BEHIND, head + _LONGEST)
    if head + 1 in taken or view.folded[head] in _POINTING:
        return None
    while last > head + 1 and view.words[last - 1].pos_ in {"ADP", "DET"}:
        last -= 1
    candidate = _candidate(view, Source(None), first, last, quoted)
    phrase = analyse_phrase(view, first, last)
    if candidate.oblique or not (candidate.subject or phrase.plural) or not phrase.determiner:
        return None  # a bare noun stands in apposition
    source = described(view, phrase).less_sure(_DESCRIBED_CERTAINTY)
    return replace(candidate, source=source, phrase=phrase)


def _candidate(view: View, source: Source, first: int, last: int, quoted: Set[int]) -> Candidate:
    sentence, start = view.sentence[first], first
    while start > 0 and view.sentence[start - 1] == sentence and _precedes_name(view, start - 1):
        start -= 1
    before = view.before(start)
    oblique = before >= 0 and view.folded[before] in function_words("preposition") - {"par"}
    opens = before < 0 or view.sentence[before] != sentence or view.words[before].is_punct
    parsed = any(is_subject(view, p) for p in range(first, last))
    subject = not oblique and (parsed or (opens and _verb_follows(view, last)))
    paragraph = view.paragraph[first]
    return Candidate(source, first, sentence, paragraph, subject, oblique, first in quoted)


def _precedes_name(view: View, p: int) -> bool:
    """« la Suissesse », « Mme », an article or adjective."""
    word = view.words[p]
    gentile = view.is_capital(p) and is_gentile(word.text)
    return gentile or word.pos_ in {"DET", "ADJ"} or view.folded[p] in titles()


def _verb_follows(view: View, last: int) -> bool:
    return any(view.is_verb(p) for p in range(last, min(last + _VERB_REACH, len(view))))


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
    view: View, p: int, candidates: Iterable[Candidate], wanted: Wanted, spoke: Candidate | None
) -> list[tuple[float, Source]]:
    """Fitting sources of those before `p`, best first, with scores; `spoke`: the last speaker."""
    counts: dict[str, int] = {}
    best: dict[str, tuple[float, Source]] = {}
    for candidate in candidates:
        source = candidate.source
        if not _agrees(source, wanted):
            continue
        counts[source.key] = counts.get(source.key, 0) + (not candidate.quoted)
        score = _score(view, p, candidate, wanted)
        if source.key not in best or score > best[source.key][0]:
            best[source.key] = score, source
    if (
        spoke is not None
        and not wanted.nearest
        and spoke.source.name
        and _agrees(spoke.source, wanted)
    ):
        key = spoke.source.key
        score = _score(view, p, spoke, wanted) + SPOKE_LAST
        best[key] = max(score, best[key][0] if key in best else score), spoke.source
    ranked = [
        (score + PER_MENTION * math.log1p(counts.get(key, 0)), source)
        for key, (score, source) in best.items()
    ]
    return sorted(ranked, key=lambda pair: (-pair[0], pair[1].key))


def _agrees(source: Source, wanted: Wanted) -> bool:
    if source.plural != wanted.plural or source.kind in {"place", "document"}:
        return False
    return not genders_clash(source.gender, wanted.gender) and wanted.accepts(source)


def _score(view: View, p: int, candidate: Candidate, wanted: Wanted) -> float:
    source = candidate.source
    score = PER_SENTENCE * max(min(view.sentence[p] - candidate.sentence, 6), 0)
    score += PER_PARAGRAPH * max(min(view.paragraph[p] - candidate.paragraph, 6), 0)
    if wanted.nearest:
        score += 0.5 * PERSON * (source.kind == "person") - 0.5 * SUBJECT * candidate.subject
        return score + QUOTED * candidate.quoted - NEAREST * (p - candidate.place)
    score -= NEARER * min(p - candidate.place, NEAR)
    same = candidate.sentence == view.sentence[p]
    score += (SUBJECT + SAME_SENTENCE * same) * candidate.subject
    centre = (view.sentence[p] - 1, view.paragraph[p])
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
    return source.less_sure(weak * min(1.0, 0.6 + 0.3 * margin))
