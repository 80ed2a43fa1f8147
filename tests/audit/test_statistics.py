import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.metrics import cohen_kappa_score

from pipeline.audit.verdicts.statistics import (
    HALF_WIDTH,
    cohen_kappa,
    effective_share,
    more_needed,
    wilson,
)

COUNTS = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
VERDICTS = st.sampled_from(["right", "wrong", "unsure"])


@given(COUNTS)
def test_wilson_is_that_of_scipy(counts):
    right, n = counts
    ours = wilson(right, n)
    theirs = binomtest(right, n).proportion_ci(0.95, method="wilson")
    assert ours is not None
    assert ours.share == right / n
    assert ours.low == pytest.approx(theirs.low, abs=1e-9)
    assert ours.high == pytest.approx(theirs.high, abs=1e-9)


@given(COUNTS, st.integers(2, 50))
def test_an_interval_holds_its_share_and_narrows_with_more(counts, times):
    right, n = counts
    few, many = wilson(right, n), wilson(right * times, n * times)
    assert 0 <= few.low <= few.share <= few.high <= 1
    assert many.high - many.low < few.high - few.low


def test_without_verdicts_there_is_no_interval():
    assert wilson(0, 0) is None
    assert effective_share([]) is None
    assert effective_share([(10, 0, 0)]) is None


def half_width(share, n):
    interval = wilson(share * n, n) if n else None
    return (interval.high - interval.low) / 2 if interval else math.inf


def endless(share):
    """The fewest verdicts that are enough where rows are endlessly many, by trying."""
    return next(k for k in range(1, 500) if half_width(share, k) <= HALF_WIDTH)


@pytest.mark.parametrize("judged", [range(0, 200), range(200, 300), range(300, 400)], ids=str)
def test_more_needed_is_enough_and_not_one_too_many(judged):
    wrong = [
        (right, n, more)
        for n in judged
        for right in range(n + 1)
        for more in [more_needed(right, n, left=10**9)]
        for share in [right / n if n else 0.5]
        if half_width(share, n + more) > HALF_WIDTH
        or (more and half_width(share, n + more - 1) <= HALF_WIDTH)
    ]
    assert wrong == []


@given(COUNTS, st.integers(0, 3000))
def test_of_few_rows_fewer_are_needed(counts, left):
    right, n = counts
    # The usual formula for the size of a sample of a finite population (Cochran 1977).
    first = endless(right / n)
    needed = math.ceil(Fraction(first) / (1 + Fraction(first - 1, n + left)))
    assert n + more_needed(right, n, left) == max(needed, n)


def test_judged_to_the_last_row_nothing_is_needed():
    assert more_needed(1, 2, left=0) == more_needed(0, 0, left=0) == 0
    assert more_needed(10, 20, left=1) == 0 < more_needed(10, 20, left=2)
    assert more_needed(90, 100, left=100) < 20 < more_needed(90, 100, left=10**9)


@given(COUNTS, st.integers(0, 200))
def test_more_than_what_is_left_is_never_asked_for(counts, left):
    assert 0 <= more_needed(*counts, left) <= left


def test_more_needed_of_nothing_judged_takes_the_worst():
    assert more_needed(0, 0, left=10**9) == more_needed(190, 380, left=10**9 - 380) + 380
    assert more_needed(0, 0, left=7) == 7


@given(COUNTS)
def test_one_stratum_is_the_plain_share(counts):
    right, n = counts
    ours, plain = effective_share([(123.0, right, n)]), wilson(right, n)
    assert ours.share == pytest.approx(plain.share)
    assert (ours.low, ours.high) == pytest.approx((plain.low, plain.high), abs=1e-9)


def test_strata_count_by_their_weight_and_uneven_weights_cost_certainty():
    even = effective_share([(50, 10, 10), (50, 0, 10)])
    uneven = effective_share([(90, 10, 10), (10, 0, 10)])
    assert (even.share, even.n) == pytest.approx((0.5, 20))
    assert uneven.share == pytest.approx(0.9)
    assert uneven.n < even.n
    left_out = effective_share([(50, 10, 10), (50, 0, 10), (1000, 0, 0)])
    assert left_out == even


@given(st.lists(st.tuples(VERDICTS, VERDICTS), min_size=1, max_size=60))
def test_kappa_is_that_of_scikit_learn(pairs):
    ours = cohen_kappa(pairs)
    if len({verdict for pair in pairs for verdict in pair}) == 1:
        assert ours is None
    else:
        theirs = cohen_kappa_score(*zip(*pairs, strict=True))
        assert ours == pytest.approx(theirs, abs=1e-9)


def test_kappa_of_nothing_is_not_defined():
    assert cohen_kappa([]) is None
    assert cohen_kappa([("right", "right"), ("wrong", "wrong")]) == 1
    assert cohen_kappa([("right", "wrong"), ("wrong", "right")]) == -1
