"""An explanation in a terminal."""

from dataclasses import replace

import pytest

from pipeline.explain.lines import explanation_lines
from pipeline.explain.records import Answer, Explanation, Found, Piece, Question, Refused

TEXT = "Le pont\nrouvrira, a promis Odile Sarmant."
CHOSEN = Answer(
    "Odile Sarmant",
    0.91,
    True,
    (Piece("named here", 1.0, 2.5), Piece("sentences", 3.0, -0.25), Piece("bias", 1.0, 0.01)),
)
RIVAL = Answer("la mairie", 0.05, False, (Piece("far", 1.0, -3.0),))
QUOTE = {
    "type": "indirect",
    "speaker_name": "Odile Sarmant",
    "cue": "promis",
    "negated": False,
    "relay": None,
    "relay_name": None,
    "rule": "incise",
    "confidence": 0.9,
    "text": "Le pont\nrouvrira",
}
TOLD = Explanation(
    *("a.txt", "a.txt", 0, 7, "body", 0, TEXT),
    rows=(
        Found("quotes", "q1", QUOTE, True, (Question("speaker", "", 0, 16, "", (CHOSEN, RIVAL)),)),
    ),
    questions=(),
    refused=(Refused("que", "no verb in its complement", 3, 7, "pont"),),
)


def shown(told):
    return "\n".join(explanation_lines(told))


def test_the_winner_stands_first_with_what_it_rests_on():
    lines = shown(TOLD).splitlines()
    assert lines[0] == "a.txt, characters 0 to 7"
    assert lines[1].strip() == "Le pont rouvrira, a promis Odile Sarmant."
    start = lines.index("    Who speaks?")
    assert [line.split() for line in lines[start + 1 : start + 7]] == [
        ["▸", "0.91", "Odile", "Sarmant"],
        ["+2.50", "named", "here"],
        ["-0.25", "sentences", "=", "3"],
        ["weighing", "nothing:", "bias"],
        ["0.05", "la", "mairie"],
        ["-3.00", "far"],
    ]
    assert lines[-2:] == ["  que: no verb in its complement", "      « pont »"]


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"rows": ()}, "No row is here."),
        (
            {"rows": (), "refused": ()},
            "No rule had a candidate in this sentence: perhaps a word that no lexicon has.",
        ),
        ({"kind": "headline"}, "a.txt, characters 0 to 7 (headline)"),
        ({"notes": ("other rules",)}, "! other rules"),
        ({"refused": ()}, "No guard of a rule refused anything in this sentence."),
        ({"refused": TOLD.refused * 40}, "      … and 25 more (--json has all)"),
    ],
)
def test_what_is_to_be_said_beside_it(changed, line):
    assert line in shown(replace(TOLD, **changed)).splitlines()


def test_where_nobody_was_sure_enough_it_says_so():
    question = Question("speaker", "", 0, 7, "Le pont", (replace(CHOSEN, chosen=False), RIVAL))
    told = shown(replace(TOLD, rows=(), questions=(question,)))
    assert "Who speaks? « Le pont »" in told
    assert "none of these is sure enough" in told
    assert "▸" not in told


def test_a_row_beside_the_place_is_told_without_its_rivals():
    (row,) = TOLD.rows
    told = shown(replace(TOLD, rows=(replace(row, here=False, remark="not written"),)))
    assert "quotes q1, in the same sentence: not written" in told
    assert "Who speaks?" not in told
