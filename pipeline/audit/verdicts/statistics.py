"""Intervals and agreement: what a number of verdicts says, and what more would."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

_Z = NormalDist().inv_cdf(0.975)
HALF_WIDTH = 0.05


@dataclass(frozen=True)
class Proportion:
    """A share with its Wilson 95 % interval; `n` may be an effective number. All in 0..1."""

    share: float
    low: float
    high: float
    n: float


def wilson(right: float, n: float) -> Proportion | None:
    """The share `right / n` with its Wilson score interval (Wilson 1927); None without any."""
    if n <= 0:
        return None
    share, square = right / n, _Z * _Z
    centre = (share + square / (2 * n)) / (1 + square / n)
    half = _Z / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    # At 0 and 1 rounding would leave the share a hair outside.
    low, high = min(max(centre - half, 0.0), share), max(min(centre + half, 1.0), share)
    return Proportion(share, low, high, n)


def more_needed(right: int, n: int, left: int) -> int:
    """How many more verdicts bring the share to ±5 points, if it stays what it is.

    It assumes that the judged rows are a random sample of the `n + left` that there are, and that
    the next ones are too. Of so few rows, n verdicts are worth n (N - 1) / (N - n) of a sample of
    endlessly many (the finite-population correction, Cochran 1977; for the number needed the same
    as n0 / (1 + (n0 - 1) / N)); with that in the place of n the Wilson interval must be narrow
    enough. Without a verdict, the share is taken to be 0.5, the worst. Once all rows are judged
    there is nothing to estimate: 0.
    """
    share, rows = (right / n if n else 0.5), n + left
    low, high = n, rows
    while low < high:
        middle = (low + high) // 2
        if _half_width(share, middle * (rows - 1) / (rows - middle)) <= HALF_WIDTH:
            high = middle
        else:
            low = middle + 1
    return low - n


def _half_width(share: float, n: float) -> float:
    interval = wilson(share * n, n)
    return math.inf if interval is None else (interval.high - interval.low) / 2


def effective_share(strata: Iterable[tuple[float, int, int]]) -> Proportion | None:
    """A share over strata of (weight, right, n), with Kish's effective number of verdicts.

    Strata without verdicts are left out (Kish 1965); None if all are.
    """
    judged = [(weight, right, n) for weight, right, n in strata if n]
    total = sum(weight for weight, _, _ in judged)
    if not total:
        return None
    share = sum(weight * right / n for weight, right, n in judged) / total
    n_effective = total * total / sum(weight * weight / n for weight, _, n in judged)
    return wilson(share * n_effective, n_effective)


def cohen_kappa(pairs: Iterable[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two reviewers' verdicts on the same items (Cohen 1960).

    None without items, or where both only ever gave one and the same verdict: then chance alone
    would agree, and kappa is not defined.
    """
    both = Counter(pairs)
    n = both.total()
    if not n:
        return None
    first, second = Counter[str](), Counter[str]()
    for (a, b), count in both.items():
        first[a] += count
        second[b] += count
    observed = sum(count for (a, b), count in both.items() if a == b) / n
    expected = sum(first[name] * second[name] for name in first) / (n * n)
    return None if expected == 1 else (observed - expected) / (1 - expected)
