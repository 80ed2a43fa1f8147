"""How likely a row is right: a logistic model over what the rules and the resolution found.

The coefficients are data (`lexicons/quote_confidence.tsv`), fitted to gold annotation by
`models/training/confidence.py`; the card is `models/quote_confidence/README.md`.
"""

from functools import cache

from pipeline.french.lexicons import load_lexicon
from pipeline.french.logistic import BIAS, agreement_evidence, coefficients_of, probability
from pipeline.french.records import Quote

_SHORT, _LONG, _LONG_SOURCE = 12, 400, 60


def features(quote: Quote) -> dict[str, float]:
    """Name → value of the evidence for a quote with its speaker resolved; absent means 0."""
    found = {
        BIAS: 1.0,
        f"rule={quote.rule}": 1.0,
        f"type={quote.type}": 1.0,
        f"source={quote.speaker_kind}": 1.0,
        "weight": quote.confidence,
        "certainty": quote.certainty,
    }
    length = quote.end - quote.start
    held = {
        "no name": quote.speaker_name is None,
        "no attribution": quote.speaker is None,
        "no cue": quote.cue is None,
        "person not named": quote.speaker_kind == "person" and quote.speaker_entity_id is None,
        "short content": length < _SHORT,
        "long content": length > _LONG,
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
