"""How likely a row is right: a logistic model over what the judges made of content and name.

The coefficients are data (`lexicons/quote_confidence.tsv`), fitted to gold annotation by
`models/training/confidence.py`; the card is `models/quote_confidence/README.md`.
"""

from functools import cache

from pipeline.french.lexicons import load_lexicon
from pipeline.french.logistic import (
    BIAS,
    agreement_evidence,
    coefficients_of,
    log_odds,
    probability,
)
from pipeline.french.records import Quote

_LONG_SOURCE = 60


def features(quote: Quote) -> dict[str, float]:
    """Name → value of the evidence for a quote with its speaker resolved; absent means 0.

    `quote.confidence` is the judge's probability that the content is a quote, and `certainty` that
    the name is right.
    """
    found = {
        BIAS: 1.0,
        f"type={quote.type}": 1.0,
        f"source={quote.speaker_kind}": 1.0,
        "content": log_odds(quote.confidence),
        "name": log_odds(quote.certainty),
        "content and name": log_odds(quote.confidence * quote.certainty),
    }
    held = {
        "no name": quote.speaker_name is None,
        "no attribution": quote.speaker is None,
        "no cue": quote.cue is None,
        "person not named": quote.speaker_kind == "person" and quote.speaker_entity_id is None,
        "long source": quote.speaker is not None
        and quote.speaker[1] - quote.speaker[0] > _LONG_SOURCE,
    }
    found |= {name: 1.0 for name, holds in held.items() if holds}
    return found | agreement_evidence(quote.agreement)


def confidence(quote: Quote) -> float:
    """The probability (0..1, three decimals) that content, type and source's name are right."""
    return probability(coefficients(), features(quote))


@cache
def coefficients() -> dict[str, float]:
    """Feature → coefficient. Raises LexiconError."""
    return coefficients_of(load_lexicon("quote_confidence"))
