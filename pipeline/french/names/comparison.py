"""Two recognisers' mentions of one document, compared."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.french.records import BOTH, FIRST_ONLY, LABEL_DIFFERS, Offsets

Mention = tuple[int, int, str]


def compare(
    first: Sequence[Mention], second: Sequence[Mention]
) -> tuple[dict[Offsets, str], list[Mention]]:
    """What the second recogniser says of each mention of the first, and what it alone has.

    Mentions are (start, end, label), sorted, and do not overlap within one side. Two of them are
    the same where they share more than half of the characters that they cover together: « Jean
    Roy » and « M. Jean Roy ». What the second alone has overlaps no mention of the first.
    """
    said = {(start, end): _said_of((start, end, label), second) for start, end, label in first}
    alone = [mention for mention in second if not _overlapping(mention, first)]
    return said, alone


def _said_of(mention: Mention, others: Sequence[Mention]) -> str:
    start, end, label = mention
    for other_start, other_end, other_label in _overlapping(mention, others):
        shared = min(end, other_end) - max(start, other_start)
        if 2 * shared > max(end, other_end) - min(start, other_start):
            return BOTH if label == other_label else LABEL_DIFFERS
    return FIRST_ONLY


def _overlapping(mention: Mention, others: Sequence[Mention]) -> Sequence[Mention]:
    start, end, _ = mention
    first = bisect_right(others, start, key=lambda other: other[1])
    last = bisect_left(others, end, key=lambda other: other[0])
    return others[first:last]
