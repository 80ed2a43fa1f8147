"""The fitting of the judge of claims."""

import pytest

from models.training.judge_claims import (
    Document,
    Question,
    fit_each,
    fit_one_of,
    hear,
    judging_by,
)
from pipeline.evaluation.gold import Annotated, ClaimSpans
from pipeline.french.claims import judge
from tests.french.claims.test_claims_casualties import model

TEXT = "Sept mineurs ont été tués. Selon un sondage, 62 % des éleveurs approuvent le projet."


def document() -> Document:
    def span(words: str) -> tuple[int, int]:
        return TEXT.index(words), TEXT.index(words) + len(words)

    seven, share = (7.0, 7.0, 7.0), (62.0, 62.0, 62.0)
    gold = (
        ClaimSpans(span("Sept"), "killed", seven, span("mineurs"), "asserted", None),
        ClaimSpans(span("62"), "percentage", share, span("éleveurs"), "asserted", None),
    )
    return Document("a", "folder", model()(TEXT), Annotated(TEXT, (), gold))


def test_questions_are_answered_by_the_gold() -> None:
    asked = {question.task: question for question in hear([document()], judge.coefficients())}
    assert asked[judge.TASK].right == (True,)
    shares = asked[judge.SHARE_TASK]
    assert sum(shares.right) == 1
    assert len(shares.right) > 2


def test_claims_are_found_by_the_weights_at_hand() -> None:
    read = document()
    hear([read], {"bias": -9.0})
    assert [claim.kind for claim in read.claims] == ["percentage"]
    hear([read], {"bias": 9.0})
    assert [claim.kind for claim in read.claims] == ["killed", "percentage"]


def questions() -> list[Question]:
    """« good » is right nine times in ten, « bad » once."""
    found = []
    for i in range(200):
        good = i % 10 != 0
        evidence = ({"bias": 1.0, "good": 1.0}, {"bias": 1.0, "bad": 1.0})
        found.append(Question("claim", evidence, (good, not good), f"d{i}"))
    return found


@pytest.mark.parametrize("model_of", [fit_each, fit_one_of])
def test_the_fit_finds_what_tells(model_of) -> None:
    weights = model_of(questions())
    assert weights["good"] - weights["bad"] > 1.5


def test_the_committed_weights_come_back() -> None:
    before = judge.coefficients()
    with judging_by({"bias": 1.0}):
        assert judge.coefficients() == {"bias": 1.0}
    assert judge.coefficients() == before
