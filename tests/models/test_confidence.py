"""The fitting of the confidence of quotes and claims, on the project's own gold."""

import json

import numpy as np
import pytest

from models.training import confidence
from models.training.coefficients import write_coefficients
from models.training.confidence import (
    ROWS,
    Example,
    fit,
    judged_claims,
    judged_quotes,
    reliability,
)
from pipeline.evaluation.gold import Annotated, ClaimSpans, QuoteSpans
from pipeline.french.lexicon_files import parse
from pipeline.french.records import Claim, Quote

TEXT = "« Le pont est fermé », dit Paul Roy. « La route aussi », dit Ida Vell."


def quote(start: int, end: int, name: str | None) -> Quote:
    return Quote(start, end, "direct", "incise", 0.9, speaker_name=name)


def test_right_is_content_and_name() -> None:
    gold = Annotated(
        TEXT,
        (
            QuoteSpans((2, 19), "direct", None, None, "Paul Roy"),
            QuoteSpans((39, 53), "direct", None, None, "Ida Vell"),
        ),
        (),
    )
    rows = judged_quotes([quote(2, 19, "Paul Roy"), quote(39, 53, "Paul Roy")], gold, "a")
    assert [row.right for row in rows] == [True, False]
    rows = judged_quotes([quote(2, 19, "Roy"), quote(60, 69, "X")], gold, "a")
    assert [row.right for row in rows] == [True, False]


def claim(start: int, end: int, value: float, status: str) -> Claim:
    return Claim(start, end, "killed", value, value, value, status, (0, 30), "noun:morts", 0.9)


def test_right_is_kind_value_who_and_status() -> None:
    text = "12 morts, dit-on, puis 15 et 16 morts."
    spans = [((0, 2), 12.0), ((23, 25), 15.0), ((29, 31), 16.0)]
    gold = Annotated(
        text,
        (),
        tuple(ClaimSpans(s, "killed", (v, v, v), None, "asserted", None) for s, v in spans),
    )
    found = [
        claim(0, 2, 12, "asserted"),
        claim(23, 25, 14, "asserted"),
        claim(29, 31, 16, "negated"),
    ]
    assert [row.right for row in judged_claims(found, gold, "a")] == [True, False, False]


def rows(n: int) -> list[Example]:
    """Rows of which the evidence « good » holds nine times in ten, « bad » two in ten."""
    found = []
    for i in range(n):
        good = i % 2 == 0
        right = (i // 2) % 10 < (9 if good else 2)
        evidence = {"bias": 1.0, "good" if good else "bad": 1.0}
        found.append(Example(evidence, right, f"d{i % 23}"))
    return found


def test_the_fit_finds_what_tells() -> None:
    coefficients, held_out = fit(rows(1200))
    assert coefficients["good"] > coefficients["bad"]
    examples = rows(1200)
    good = np.array(["good" in row.evidence for row in examples])
    assert held_out[good].mean() == pytest.approx(0.9, abs=0.03)
    assert held_out[~good].mean() == pytest.approx(0.2, abs=0.03)


def test_rare_evidence_says_nothing() -> None:
    odd = Example({"bias": 1.0, "once": 1.0}, True, "x")
    assert "once" not in fit([*rows(200), odd])[0]


def test_reliability_of_a_forecast_that_holds_and_of_one_that_does_not() -> None:
    right = np.array([True] * 9 + [False])
    honest = reliability(np.full(10, 0.9), np.append(right[:9], False))
    boastful = reliability(np.full(10, 0.9), ~right)
    assert honest["expected_calibration_error"] == pytest.approx(0.0)
    assert boastful["expected_calibration_error"] == pytest.approx(0.8)


def test_the_lexicon_is_written_in_its_form(tmp_path) -> None:
    path = tmp_path / "quote_confidence.tsv"
    write_coefficients(
        "quote_confidence", {"zeta": 1.0, "bias": -0.25, "alpha": 2.0, "nothing": 0.0001}, path
    )
    table = parse("quote_confidence", path.read_text(encoding="utf-8"))
    assert [row["feature"] for row in table.rows] == ["alpha", "bias", "zeta"]
    assert table.rows[1]["coefficient"] == "-0.250"


@pytest.mark.parametrize("rows", ROWS)
def test_examples_of_the_projects_own_gold(rows, tmp_path) -> None:
    source = confidence.ROOT / "tests" / "gold"
    for name in ("crue_aubrenne", "sport_hand"):
        gold = json.loads((source / f"{name}.json").read_text(encoding="utf-8"))
        if name == "sport_hand":  # where gold says otherwise, rows are wrong
            gold["quotes"] = [{**quote, "speaker_name": "Ada Norr"} for quote in gold["quotes"]]
            gold["claims"] = []
        (tmp_path / f"{name}.json").write_text(json.dumps(gold), encoding="utf-8")
        (tmp_path / f"{name}.txt").write_bytes((source / f"{name}.txt").read_bytes())
    found = confidence.examples(ROWS[rows], tmp_path)
    assert len({row.document for row in found}) == 2
    assert {row.right for row in found} == {True, False}
