"""The judge of casualty figures: of what witnesses say of one number, what stands.

A logistic model weighs the evidence for each candidate (evidence). Its coefficients are data
(`lexicons/claim_judge.tsv`), fitted to gold by `models/training/judge_claims.py`; the card is
`models/claim_judge/README.md`. Who competes and why one stands is kept in the trace.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipeline.french.claims.candidates import Candidate
from pipeline.french.claims.evidence import evidence_of
from pipeline.french.claims.holders import Figure, Holder, Memory, holders
from pipeline.french.lexicons import load_lexicon
from pipeline.french.logistic import coefficients_of, probability
from pipeline.french.trace import Contender, Decision
from pipeline.french.view import Sentence

TASK, SHARE_TASK = "claim", "share"
# A reading stands from here on, not from 0.5: a false toll costs more than a missing one.
SURE = 0.55
_PREDICATES = ("subject", "continuation", "object", "companion")


def judged(sentence: Sentence, heard: Sequence[Candidate]) -> list[Candidate]:
    """The readings of one number that stand: none, one, or two kinds that are told together.

    `heard`: what witnesses say of it. A noun (« douze morts ») takes its predicate along, whose
    mood tells the status.
    """
    if not heard:
        return []
    weighed = [(c, evidence_of(sentence, c, heard)) for c in heard]
    scored = [replace(c, probability=probability(coefficients(), e)) for c, e in weighed]
    ranked = sorted(scored, key=lambda c: -c.probability)
    chosen: list[Candidate] = []
    for candidate in ranked:
        if candidate.probability < SURE:
            break
        if not chosen or (candidate.also and candidate.kind != chosen[0].kind):
            chosen.append(candidate)
    _keep_trace(sentence, weighed, scored, chosen)
    return [_with_event(sentence, reading, heard) for reading in chosen]


def ranked(figure: Figure, memory: Memory) -> tuple[Holder, float]:
    """What a percentage is a share of, of all that it may be, and how likely (0..1)."""
    candidates = holders(figure, memory)
    known = coefficients()
    scores = [_score(known, candidate.evidence) for candidate in candidates]
    highest = max(scores)
    powers = [math.exp(score - highest) for score in scores]
    best = max(range(len(candidates)), key=powers.__getitem__)
    probabilities = [round(power / sum(powers), 3) for power in powers]
    trace = figure.sentence.view.trace
    if trace is not None:
        contenders = tuple(
            _contender(figure.sentence, candidate, probability, candidate is candidates[best])
            for candidate, probability in zip(candidates, probabilities, strict=True)
        )
        place = figure.sentence.view.offsets(figure.left, figure.stop)
        trace.decisions.append(Decision(SHARE_TASK, place, contenders))
    return candidates[best], probabilities[best]


def _score(known: Mapping[str, float], evidence: Mapping[str, float]) -> float:
    return sum(known.get(f"share {name}", 0.0) * value for name, value in evidence.items())


def _contender(
    sentence: Sentence, candidate: Holder, probability: float, chosen: bool
) -> Contender:
    known = coefficients()
    evidence = {f"share {name}": value for name, value in candidate.evidence.items()}
    weights = {name: known.get(name, 0.0) * value for name, value in evidence.items()}
    text = sentence.view.text[slice(*candidate.who)] if candidate.who else "nothing"
    return Contender(text, evidence, weights, probability, chosen, candidate.who)


def _with_event(sentence: Sentence, reading: Candidate, heard: Sequence[Candidate]) -> Candidate:
    """The reading with the first predicate that it is subject or object of."""
    if reading.event is not None:
        return reading
    for other in heard:
        exact = other.event is not None and other.witness in _PREDICATES and not other.doubt
        if exact and other.event and sentence.at(other.event.start - 1) != "qui":
            return replace(reading, event=other.event)
    return reading


def _keep_trace(
    sentence: Sentence,
    weighed: Sequence[tuple[Candidate, dict[str, float]]],
    scored: Sequence[Candidate],
    chosen: Sequence[Candidate],
) -> None:
    trace = sentence.view.trace
    if trace is None:
        return
    known = coefficients()
    contenders = tuple(
        Contender(
            label=f"{candidate.kind}: {candidate.rule}",
            evidence=evidence,
            weights={name: known.get(name, 0.0) * value for name, value in evidence.items()},
            probability=candidate.probability,
            chosen=candidate in chosen,
        )
        for candidate, (_, evidence) in zip(scored, weighed, strict=True)
    )
    counted = weighed[0][0].counted
    place = (counted.number.start, counted.number.end)
    trace.decisions.append(Decision(TASK, place, contenders))


@cache
def coefficients() -> dict[str, float]:
    """Feature → coefficient; raises LexiconError where one is no number."""
    return coefficients_of(load_lexicon("claim_judge"))
