"""The fitting of the judge of quotes: what is right by gold, and what is learnt from it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.training.gold_documents import balanced, is_press
from models.training.judge_quotes import Sample, fit, rightness
from pipeline.evaluation.gold import Annotated, QuoteSpans
from pipeline.french.quotes.candidates import Candidate

TEXT = "Le quai rouvrira lundi, assure Paul Roy, qui a salué le travail de la régie de Sorel."
GOLD = Annotated(
    TEXT,
    (
        QuoteSpans((0, 22), "indirect", None, None, "Paul Roy"),
        QuoteSpans((53, 84), "nominal", None, None, "Paul Roy"),
    ),
    (),
)
CASES = [
    ((0, 22), "indirect", True),
    ((0, 40), "indirect", True),  # half of it or more
    ((0, 8), "indirect", False),
    ((24, 39), "indirect", False),
    ((53, 84), "nominal", True),
    ((53, 84), "mixed", None),  # over a nominal report: excused
    ((0, 22), "nominal", None),
    ((24, 39), "nominal", False),
]


@pytest.mark.parametrize(("span", "kind", "right"), CASES)
def test_right_is_half_of_a_quote_of_the_same_sort(
    span: tuple[int, int], kind: str, right: bool | None
) -> None:
    assert rightness(Candidate(*span, kind, "que"), GOLD) == right


def test_what_is_attributed_to_somebody_else_is_less_right() -> None:
    gold = Annotated(TEXT, (QuoteSpans((0, 22), "indirect", None, (31, 39), "Paul Roy"),), ())
    told = Candidate(0, 22, "indirect", "que", speaker=(31, 39))
    assert rightness(told, gold) == 1
    for other in (None, (66, 76)):
        assert 0.5 < (rightness(replace(told, speaker=other), gold) or 0) < 1


def samples(n: int) -> list[Sample]:
    """« good » holds nine times in ten, « bad » two in ten."""
    found = []
    for i in range(n):
        good = i % 2 == 0
        right = float((i // 2) % 10 < (9 if good else 2))
        found.append(Sample({"bias": 1.0, "good" if good else "bad": 1.0}, right, f"d{i % 7}"))
    return found


def test_newspapers_weigh_as_much_as_all_others() -> None:
    of_press = np.array([i % 7 == 0 for i in range(70)])
    weight = balanced(list(of_press))
    assert weight[of_press].sum() == pytest.approx(weight[~of_press].sum())
    assert weight.sum() == pytest.approx(len(of_press))
    assert list(balanced([False, False])) == [0.5, 0.5]
    assert is_press(Path("gold/press/train")) and not is_press(Path("gold/train"))


def test_the_fit_finds_what_tells_and_leaves_out_what_is_rare() -> None:
    rows = [*samples(400), Sample({"bias": 1.0, "once": 1.0}, 1.0, "x")]
    coefficients = fit(rows, np.ones(len(rows)))
    assert coefficients["good"] > 0 > coefficients["bad"]
    assert "once" not in coefficients
