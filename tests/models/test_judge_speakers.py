"""The fitting of the judge of speakers."""

import csv
from pathlib import Path

import numpy as np
import pytest

from models.training.speakers import ANSWERS, Hearing, Text, figures, fit, hear
from pipeline.french.records import Quote
from pipeline.french.speakers.judge import judge_weights
from tests.french.press_docs import resolved_doc

TEXT = "Ida Vell a rencontré Paul Roy. « Oui », a-t-elle dit. « Non », a-t-il dit."


def text() -> Text:
    quotes = tuple(
        Quote(
            TEXT.index(said),
            TEXT.index(said) + 3,
            "direct",
            "incise",
            1.0,
            speaker=(TEXT.index(source), TEXT.index(source) + len(source)),
        )
        for said, source in (("Oui", "elle"), ("Non", "il dit"))
    )
    names = {(quotes[0].start, quotes[0].end): "Ida Vell"}
    doc = resolved_doc(TEXT, "PER Ida Vell; PER Paul Roy")
    return Text("press_x", 0, doc, quotes, names)


def test_quotes_that_the_gold_has_become_questions() -> None:
    (found,) = hear([text()], judge_weights())
    assert found.kind == "pronoun"
    assert [name for name, right in zip(found.labels, found.right, strict=True) if right] == [
        "Ida Vell"
    ]
    assert found.weight > 1  # of a newspaper


def questions(kind: str = "pronoun") -> list[Hearing]:
    """« good » is right nine times in ten; what is first is nobody."""
    found = []
    for i in range(300):
        right = (False, i % 10 != 0, i % 10 == 0)
        evidence = ({"nobody": 1.0}, {"good": 1.0}, {"bad": 1.0})
        found.append(Hearing(text(), kind, ("", "a", "b"), evidence, right, 1, 0.9, 1.0))
    return found


def test_the_fit_finds_what_tells() -> None:
    weights = fit(questions())

    def weight(name: str) -> float:
        return weights[name] + weights[f"pronoun: {name}"]

    assert weight("good") - weight("bad") == pytest.approx(np.log(9), abs=0.3)
    assert weight("nobody") < weight("bad")


def test_the_figures_say_how_many_are_right() -> None:
    report = figures(questions())["press_x"]
    assert isinstance(report, dict)
    assert report["kinds"] == {"pronoun": "270 of 300"}
    assert report["among"] == 1.0


def test_the_answers_are_offsets_without_text() -> None:
    rows = list(csv.DictReader(ANSWERS.open(encoding="utf-8"), delimiter="\t"))
    assert len(rows) > 900
    assert {row["answer"] for row in rows} == {"name", "as written", "nobody"}
    for row in rows:
        assert int(row["start"]) < int(row["end"])
        named = (row["name_start"], row["name_end"])
        assert all(part.isdigit() for part in named) == (row["answer"] == "name")
    assert Path(ANSWERS).parent.name == "speaker_judge"
