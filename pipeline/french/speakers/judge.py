"""Who is meant: all sources that witnesses name or that are in view compete, by fitted weights.

A log-linear model: each source has a score, the sum of what its evidence weighs; the scores make
probabilities. The weights are data (`lexicons/speaker_judge.tsv`), fitted to gold annotation by
`models/training/speakers.py`; the card is `models/speaker_judge/README.md`. A wrong name costs
twice a missing one: where nobody fits well, nobody is named.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.french.lexicons import load_lexicon
from pipeline.french.logistic import coefficients_of
from pipeline.french.speakers import bodies, documents, evidence, persons, sources, unsaid
from pipeline.french.speakers.candidates import Source, described
from pipeline.french.speakers.evidence import Evidence
from pipeline.french.speakers.hearing import Hearing, Witness
from pipeline.french.speakers.questions import ANYBODY, NAMED, PERSON, says_same
from pipeline.french.trace import Contender, Decision, refused

WITNESSES: tuple[Witness, ...] = (
    sources.named_here,
    sources.in_marks,
    sources.in_whose_house,
    bodies.beside,
    persons.holders_of_the_role,
    bodies.bodies_called_so,
    bodies.same_noun,
    bodies.first_body,
    documents.document_makers,
    unsaid.before_the_colon,
    unsaid.brought_in,
    unsaid.brought_in_behind,
    unsaid.only_one_near,
    unsaid.interviewee,
    unsaid.first_to_tell,
)
NOBODY = Source(None)
# A name that is less likely is left away: where a wrong one costs twice a missing one, that is
# cheapest (cross-validated; between 0.4 and 0.6 it makes no difference).
_LEAST = 0.45
# What says by itself whom a description means; what says that another one speaks.
_TOLD = frozenset({"role told", "apposed", "inside the phrase", "named in marks"})
_TURNING = ("spoke last, now another answers", "spoke last, now it turns")
Weights = Mapping[str, float]


@dataclass(slots=True)
class Option:
    """A source that may be meant, with all evidence for and against it."""

    source: Source
    evidence: Evidence = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who is meant, the probability (0..1) of that, and the evidence for it."""

    source: Source
    probability: float
    evidence: Evidence


def decide(hearing: Hearing, weights: Weights | None = None) -> Verdict:
    """The source that a question means; its name is None where nobody fits well enough."""
    weights = judge_weights() if weights is None else weights
    kind = hearing.question.kind
    options = options_of(hearing, weights)
    scores = [score(option.evidence, kind, weights) for option in options]
    shares = probabilities(scores)
    best = _choose(shares)
    _record(hearing, options, shares, best, weights)
    return Verdict(options[best].source, shares[best], options[best].evidence)


def options_of(hearing: Hearing, weights: Weights) -> list[Option]:
    """All sources that may be meant: first the wording itself, or nobody.

    Of several mentions of one that counts which speaks most for it.
    """
    fallback = _fallback(hearing)
    options = {fallback.key: Option(fallback, evidence.of_wording(hearing))}
    for witness in WITNESSES:
        for source, name in witness(hearing):
            _option(options, source).evidence[name] = 1.0
    if _looks_around(hearing):
        standings = evidence.in_view(hearing)
        for n, standing in enumerate(standings):
            option = _option(options, standing.source)
            mentions = evidence.of_mentions(hearing, standings, n)
            option.evidence |= _strongest(mentions, hearing.question.kind, weights)
            option.evidence |= evidence.of_standing(hearing, standing.source)
    last = hearing.last if hearing.question.definite else None
    if last is not None and evidence.may_be_meant(hearing, last.source):
        _option(options, last.source)
    for option in list(options.values())[1:]:
        option.evidence |= evidence.of_speech(hearing, option.source)
        option.evidence |= evidence.of_agreement(hearing, option.source)
        option.evidence |= evidence.of_calling(hearing, option.source)
    _mark_the_only_one(options.values())
    return [option for n, option in enumerate(options.values()) if not n or _fits(hearing, option)]


def _fits(hearing: Hearing, option: Option) -> bool:
    """Whether nothing that the text tells keeps a person from being meant by a description."""
    question = hearing.question
    chain = hearing.scene.person(option.source)
    if question.kind != PERSON or chain is None or question.phrase is None:
        return True
    if not _TOLD.isdisjoint(option.evidence):
        return True
    against = persons.against(hearing.scene, chain, question.phrase)
    against = against or next((name for name in _TURNING if name in option.evidence), None)
    if against is not None:
        refused(hearing.scene.view, "speaker", f"{option.source.name}: {against}", question.first)
    return against is None


def _strongest(mentions: Sequence[Evidence], kind: str, weights: Weights) -> Evidence:
    return max(mentions, key=lambda found: score(found, kind, weights))


def _option(options: dict[str, Option], source: Source) -> Option:
    """The option of a source; of two with one name it is the one that the document has as such."""
    option = options.setdefault(source.key, Option(source))
    if option.source.entity_id is None and source.entity_id is not None:
        option.source = source
    return option


def _mark_the_only_one(options: Collection[Option]) -> None:
    """Tell the one body that the text calls by the noun of the source, if there is but one."""
    fitting = [option for option in options if "called so" in option.evidence]
    if len(fitting) == 1:
        fitting[0].evidence["the only one to be called so"] = 1.0


def _looks_around(hearing: Hearing) -> bool:
    """Whether a source may be any that stands elsewhere in the text."""
    question = hearing.question
    pointing = says_same(question, hearing.scene.view)
    return question.kind not in (NAMED, ANYBODY) and question.definite and not pointing


def _fallback(hearing: Hearing) -> Source:
    phrase = hearing.question.phrase
    return NOBODY if phrase is None else described(hearing.scene.view, phrase)


def score(found: Evidence, kind: str, weights: Weights) -> float:
    """The sum of what the evidence weighs, for sources of any kind and of this one."""
    return sum(value * weight_of(name, kind, weights) for name, value in found.items())


def weight_of(name: str, kind: str, weights: Weights) -> float:
    """What a piece of evidence weighs for a kind of question, in log odds."""
    return weights.get(name, 0.0) + weights.get(f"{kind}: {name}", 0.0)


def probabilities(scores: Sequence[float]) -> list[float]:
    """Softmax."""
    top = max(scores)
    powers = [math.exp(value - top) for value in scores]
    total = sum(powers)
    return [power / total for power in powers]


def _choose(shares: Sequence[float]) -> int:
    """The likeliest source; the wording itself, or nobody, where none is likely enough."""
    best = max(range(len(shares)), key=lambda n: (shares[n], -n))
    return best if shares[best] > _LEAST else 0


def _record(
    hearing: Hearing,
    options: Sequence[Option],
    shares: Sequence[float],
    best: int,
    weights: Weights,
) -> None:
    """Keep who competed, where somebody asks."""
    view, question = hearing.scene.view, hearing.question
    if view.trace is None:
        return
    contenders = tuple(
        Contender(
            label=option.source.name or "",
            evidence=dict(option.evidence),
            weights={
                name: value * weight_of(name, question.kind, weights)
                for name, value in option.evidence.items()
            },
            probability=share,
            chosen=n == best,
        )
        for n, (option, share) in enumerate(zip(options, shares, strict=True))
    )
    quote = question.quote
    place = (quote.start, quote.end) if quote else view.offsets(question.first, question.last)
    view.trace.decisions.append(
        Decision("speaker" if quote else "source inside", place, contenders, question.kind)
    )


@cache
def judge_weights() -> dict[str, float]:
    """Evidence → weight; raises LexiconError where one is no number."""
    return coefficients_of(load_lexicon("speaker_judge"))
