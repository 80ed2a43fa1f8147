"""Intervals and agreement: what a number of verdicts says, and what more would."""

import math
from bisect import bisect_left
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
    the next ones are too. If n0 verdicts make the Wilson interval narrow enough where rows are
    endlessly many, n0 / (1 + (n0 - 1) / N) do of N rows (the finite-population correction, Cochran
    1977). Without a verdict, the share is taken to be 0.5, the worst. Once all rows are judged
    there is nothing to estimate: 0.
    """
    rows = n + left
    if not rows:
        return 0
    endless = _verdicts_needed(right / n if n else 0.5)
    # In whole numbers: a quotient of floats may lie a hair above the number that is enough.
    needed = -(-endless * rows // (rows + endless - 1))
    return max(needed - n, 0)


def _verdicts_needed(share: float) -> int:
    """The fewest verdicts that bring a share of endlessly many rows to ±5 points."""
    # Wilson's half width squared is z² (s n + z²/4) / (n + z²)², with s = share (1 - share). It
    # falls with every n, so that bisection finds the first; at most z² / 4h², for s is at most 1/4.
    most = math.ceil(_Z * _Z / (4 * HALF_WIDTH * HALF_WIDTH))
    return bisect_left(range(most), -HALF_WIDTH, key=lambda n: -_half_width(share, n))


def _half_width(share: float, n: int) -> float:
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
