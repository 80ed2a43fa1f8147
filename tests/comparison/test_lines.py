"""What `depeche diff` prints, and its exit status."""

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from tests.audit.corpora import handmade

TEXT = (
    "Briselle, la ville du canal, n'a plus de passeur depuis que le dernier est à la retraite. "
    "« Personne ne veut ramer », a dit Odile Karvan. Le bac avait coulé en 1931, faisant 4 morts."
)
START = TEXT.index("Personne")
END = START + len("Personne ne veut ramer")
QUOTE = {
    **{"quote_id": "q1", "doc_id": "bac.txt", "start": START, "end": END, "type": "direct"},
    **{"speaker_name": "Odile Karvan", "rule": "incise", "confidence": 0.9},
}
CLAIM = {
    **{"claim_id": "c1", "doc_id": "bac.txt", "kind": "killed", "value": 4.0, "low": 4.0},
    **{"high": 4.0, "status": "asserted", "rule": "noun:morts", "confidence": 0.8},
    **{"start": TEXT.index("4 morts"), "end": TEXT.index("4 morts") + 1},
}


@pytest.fixture
def diff(tmp_path):
    def diff(old, new, *options):
        for side, rows in (("old", old), ("new", new)):
            documents = [{"doc_id": "bac.txt", "text": TEXT}]
            handmade(tmp_path / side, **{"documents": documents, **rows})
        arguments = ["diff", str(tmp_path / "old"), str(tmp_path / "new"), *options]
        done = CliRunner().invoke(app, arguments)
        return done.exit_code, done.output.splitlines()

    return diff


def test_no_difference_is_said_for_each_table_and_is_status_0(diff):
    status, lines = diff({"quotes": [QUOTE]}, {"quotes": [QUOTE]}, "--show", "5")
    assert status == 0
    assert "documents: 1 with the same text on both sides" in lines
    assert "quotes: no difference (1 rows)" in lines


def test_a_difference_is_counted_by_column_and_is_status_1(diff):
    status, lines = diff({"quotes": [QUOTE]}, {"quotes": [{**QUOTE, "speaker_name": None}]})
    assert status == 1
    at = lines.index("quotes: 1 changed (1 rows)")
    assert lines[at + 1] == "  changed in speaker_name 1"
    assert not any("Karvan" in line for line in lines)


def test_rows_are_shown_in_their_text_with_old_and_new_values(diff):
    new = {"quotes": [{**QUOTE, "speaker_name": None, "confidence": 0.5}]}
    _, lines = diff({"quotes": [QUOTE]}, new, "--show", "1")
    at = lines.index(f"  ~ bac.txt {START}–{END} · q1")
    assert lines[at + 1].strip() == (
        f"…{TEXT[START - 60 : START]}[Personne ne veut ramer]{TEXT[END : END + 60]}…"
    )
    assert [line.strip() for line in lines[at + 2 : at + 4]] == [
        "speaker_name: « Odile Karvan » → –",
        "confidence: 0.9 → 0.5",
    ]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (4.0, 5.0, "value: 4 → 5"),
        (None, 4.5, "value: – → 4.5"),
        (2_000_000.0, 2_000_001.0, "value: 2000000.0 → 2000001.0"),
        (12345.67, 12345.68, "value: 12345.67 → 12345.68"),
    ],
)
def test_numbers_are_shown_to_the_digit_that_differs(diff, old, new, shown):
    claims = [{"claims": [{**CLAIM, "value": value}]} for value in (old, new)]
    assert shown in [line.strip() for line in diff(*claims, "--show", "1")[1]]


def test_other_bounds_are_shown_as_they_were_and_as_they_are(diff):
    moved = {**QUOTE, "quote_id": "q2", "start": START - 2}
    _, lines = diff({"quotes": [QUOTE]}, {"quotes": [moved]}, "--show", "1")
    assert "  changed in bounds 1" in lines
    at = lines.index(f"  ~ bac.txt {START - 2}–{END} · q2")
    assert "[« Personne ne veut ramer]" in lines[at + 1]
    assert f"bounds: were {START}–{END}: …" in lines[at + 2]
    assert "« [Personne ne veut ramer]" in lines[at + 2]


def test_what_is_gone_and_what_is_new_says_what_it_is(diff):
    _, lines = diff({"quotes": [QUOTE]}, {"claims": [CLAIM]}, "--show", "3")
    gone, come = (lines.index(line) for line in lines if line[:4] in ("  - ", "  + "))
    assert lines[gone + 2].strip() == "Odile Karvan · direct, no cue · incise 0.90"
    assert "faisant [4] morts." in lines[come + 1]
    assert lines[come + 2].strip() == "killed 4 · asserted"


def test_a_new_mention_says_who_it_is_and_not_in_which_sentence_of_its_side(diff):
    start = TEXT.index("Odile")
    mention = {
        **{"mention_id": "m1", "doc_id": "bac.txt", "sent_id": 1, "name": "Odile Karvan"},
        **{"start": start, "end": start + len("Odile Karvan"), "label": "PER"},
    }
    _, lines = diff({}, {"mentions": [mention]}, "--show", "1")
    described = next(line for line in lines if "name « Odile Karvan »" in line)
    assert "label « PER »" in described
    assert "sent_id" not in described


def test_only_so_many_rows_are_shown_and_only_of_the_tables_asked_for(diff):
    quotes = [{**QUOTE, "quote_id": f"q{n}", "start": n, "end": n + 1} for n in range(5)]
    options = ("--table", "quotes", "--show", "2")
    _, lines = diff({"quotes": quotes, "claims": [CLAIM]}, {}, *options)
    assert "quotes: 5 removed (5 and 0 rows)" in lines
    assert sum(line.startswith("  - ") for line in lines) == 2
    assert "  first 2 of each shown" in lines
    assert not any(line.startswith("claims") for line in lines)


def test_rows_without_a_span_are_shown_by_key_and_value(diff):
    old = [{"entity_id": "e1", "label": "PER", "name": "Odile Karvan", "aliases": ["Karvan"]}]
    new = [{**old[0], "aliases": [], "country": "BE"}, {"entity_id": "e2", "name": "Briselle"}]
    _, lines = diff({"entities": old}, {"entities": new}, "--show", "2")
    at = lines.index("  ~ e1")
    assert [line.strip() for line in lines[at + 1 : at + 3]] == [
        "aliases: [Karvan] → []",
        "country: – → « BE »",
    ]
    assert lines[lines.index("  + e2") + 1].strip().startswith("label « » · name « Briselle »")


def test_of_a_long_value_the_part_that_differs_is_shown(diff):
    old = {"documents": [{"doc_id": "bac.txt", "text": TEXT}]}
    new = {"documents": [{"doc_id": "bac.txt", "text": TEXT.replace("1931", "1932")}]}
    _, lines = diff(old, new, "--show", "1")
    shown = next(line for line in lines if line.strip().startswith("text:"))
    before, after = shown.split(" → ")
    assert "coulé en 1931, faisant" in before
    assert "coulé en 1932, faisant" in after
    assert "la ville du canal" not in shown
    assert "  another text: bac.txt" in lines


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{tmp}/old", "{tmp}/nowhere"], "nowhere is no folder of tables"),
        (["{tmp}/old", "{tmp}/new", "--table", "quote"], "There is no table quote; tables:"),
        (["{tmp}/old"], "Missing argument"),
        (["{tmp}/old", "{tmp}/new", "--show", "-1"], "Invalid value for '--show'"),
    ],
)
def test_misuse_is_status_2(diff, tmp_path, monkeypatch, capsys, arguments, message):
    from pipeline import cli

    diff({}, {})
    given = [argument.format(tmp=tmp_path) for argument in arguments]
    monkeypatch.setattr("sys.argv", ["depeche", "diff", *given])
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err
