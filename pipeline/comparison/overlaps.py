"""Pairs of spans that overlap, one to one: the same find with other bounds."""

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Pairs = list[tuple[int, int]]
# A group's spans lie on a stretch of their own of one long line.
_STRETCH = 1 << 32


def pair_overlapping(
    groups: tuple[Integers, Integers],
    starts: tuple[Integers, Integers],
    ends: tuple[Integers, Integers],
) -> Pairs:
    """Pairs of indices of old and new spans of one group that share a character.

    Each argument has the values of the old spans and those of the new ones; groups are numbered
    from 0. One to one, the largest intersection over union first, then in order.
    """
    first = [group * _STRETCH + start for group, start in zip(groups, starts, strict=True)]
    last = [group * _STRETCH + end for group, end in zip(groups, ends, strict=True)]
    old, new = _candidates(first, last)
    common = np.minimum(last[0][old], last[1][new]) - np.maximum(first[0][old], first[1][new])
    union = np.maximum(last[0][old], last[1][new]) - np.minimum(first[0][old], first[1][new])
    share = common / np.maximum(union, 1)
    pairs: Pairs = []
    taken_old, taken_new = set(), set()
    for k in np.lexsort((new, old, -share)):
        i, j = int(old[k]), int(new[k])
        if common[k] > 0 and i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def _candidates(first: list[Integers], last: list[Integers]) -> tuple[Integers, Integers]:
    """Of two spans that overlap, one begins inside the other: all such pairs."""
    a_old, a_new = _beginning_inside(first[1], first[0], last[0], "left")
    b_new, b_old = _beginning_inside(first[0], first[1], last[1], "right")
    return np.concatenate([a_old, b_old]), np.concatenate([a_new, b_new])


def _beginning_inside(
    points: Integers, first: Integers, last: Integers, side: str
) -> tuple[Integers, Integers]:
    """(span, point) for each point in the span; `side` is right if its own beginning is not in."""
    order = np.argsort(points, kind="stable")
    ordered = points[order]
    low = np.searchsorted(ordered, first, "right" if side == "right" else "left")
    high = np.maximum(np.searchsorted(ordered, last, "left"), low)
    counts = high - low
    spans = np.repeat(np.arange(len(first)), counts)
    within = np.arange(len(spans)) - np.repeat(np.cumsum(counts) - counts, counts)
    return spans, order[np.repeat(low, counts) + within]
