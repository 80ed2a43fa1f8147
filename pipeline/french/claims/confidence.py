"""How likely a claim is right: a logistic model over how it was found.

The coefficients are data (`lexicons/claim_confidence.tsv`), fitted to gold annotation by
`models/training/confidence.py`; the card is `models/claim_confidence/README.md`.
"""

from functools import cache

from pipeline.french.lexicons import load_lexicon
from pipeline.french.logistic import BIAS, agreement_evidence, coefficients_of, probability
from pipeline.french.records import Claim

_FAR, _LONG = 120, 48  # characters


def features(claim: Claim) -> dict[str, float]:
    """Name → value of the evidence for a claim; absent means 0."""
    rule, _, word = claim.rule.partition(":")
    found = {
        BIAS: 1.0,
        f"kind={claim.kind}": 1.0,
        f"rule={claim.rule if rule == 'percentage' else rule}": 1.0,
        f"status={claim.status}": 1.0,
        "weight": claim.confidence,
    }
    held = {
        "echo": rule == "echo" and bool(word),
        "no who": claim.who is None,
        "who before": claim.who is not None and claim.who[1] <= claim.start,
        "who far": claim.who is not None and abs(claim.who[0] - claim.start) > _FAR,
        "long who": claim.who is not None and claim.who[1] - claim.who[0] > _LONG,
        "no single value": claim.value is None,
        "one": claim.value == 1,
        "modified": claim.modifier is not None,
        "group": claim.who_group is not None,
        "quoted": claim.quote is not None,
        "moving": claim.direction is not None,
    }
    found |= {name: 1.0 for name, holds in held.items() if holds}
    return found | agreement_evidence(claim.agreement)


def confidence(claim: Claim) -> float:
    """The probability (0..1, three decimals) that kind, value, who and status are right."""
    return probability(coefficients(), features(claim))


@cache
def coefficients() -> dict[str, float]:
    """Feature → coefficient. Raises LexiconError."""
    return coefficients_of(load_lexicon("claim_confidence"))
