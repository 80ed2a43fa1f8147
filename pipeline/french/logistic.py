"""A logistic model over named evidence, whose coefficients are a lexicon."""

import math
from collections.abc import Mapping

from pipeline.french.lexicon_files import Lexicon
from pipeline.french.records import is_disputed

BIAS = "bias"
# Evidence that is there only where a second recogniser ran and contradicts the first.
DISPUTED = "mentions disputed"


def agreement_evidence(agreement: str | None) -> dict[str, float]:
    """The evidence that a second recogniser gives; nothing where none ran, or where it agrees."""
    return {DISPUTED: 1.0} if is_disputed(agreement) else {}


def coefficients_of(lexicon: Lexicon) -> dict[str, float]:
    """Feature → coefficient."""
    return {row["feature"]: float(row["coefficient"]) for row in lexicon.rows}


def probability(coefficients: Mapping[str, float], evidence: Mapping[str, float]) -> float:
    """The probability (0..1, three decimals) that the evidence gives; unknown evidence counts 0."""
    score = sum(coefficients.get(name, 0.0) * value for name, value in evidence.items())
    return round(1 / (1 + math.exp(-score)), 3)
