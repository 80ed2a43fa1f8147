from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.comparison.overlaps import pair_overlapping


def paired(old, new):
    """Pairs of spans (group, start, end)."""
    columns = [
        tuple(np.array([span[k] for span in side], np.int64) for side in (old, new))
        for k in range(3)
    ]
    return pair_overlapping(*columns)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([(0, 0, 10)], [(0, 2, 10)], [(0, 0)]),
        ([(0, 2, 10)], [(0, 0, 12)], [(0, 0)]),
        ([(0, 0, 10)], [(0, 10, 20)], []),
        ([(0, 0, 10)], [(1, 0, 10)], []),
        # The half that has more of it keeps the name of the whole.
        ([(0, 0, 100)], [(0, 0, 40), (0, 40, 100)], [(0, 1)]),
        ([(0, 0, 40), (0, 40, 100)], [(0, 0, 100)], [(1, 0)]),
        ([(0, 0, 10), (0, 8, 20)], [(0, 7, 20), (0, 0, 9)], [(0, 1), (1, 0)]),
        ([], [(0, 0, 10)], []),
        ([(0, 5, 5)], [(0, 0, 10)], []),
    ],
)
def test_pairs_are_one_to_one_best_first(old, new, expected):
    assert paired(old, new) == expected


SPANS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 12), st.integers(1, 8)).map(
        lambda span: (span[0], span[1], span[1] + span[2])
    ),
    max_size=8,
)


@given(SPANS, SPANS)
def test_it_is_what_comparing_each_with_each_gives(old, new):
    def share(a, b):
        common = min(a[2], b[2]) - max(a[1], b[1])
        return common / (max(a[2], b[2]) - min(a[1], b[1])) if a[0] == b[0] and common > 0 else 0

    candidates = [
        (-share(a, b), i, j) for (i, a), (j, b) in product(enumerate(old), enumerate(new))
    ]
    expected = []
    for negative, i, j in sorted(candidates):
        if negative and all(i != x and j != y for x, y in expected):
            expected.append((i, j))
    assert paired(old, new) == sorted(expected)
