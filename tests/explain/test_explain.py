"""Asking why a row is there, or none is: places, rows, traces, errors."""

import json
import subprocess
import sys

import pytest
import spacy

from pipeline.config import Config
from pipeline.errors import ExplainError, TableError
from pipeline.explain.explainer import Explainer
from pipeline.french.trace import Contender, Decision, refused
from pipeline.french.view import view_of
from pipeline.parts import read_table
from pipeline.stages import quotes
from pipeline.tables import TABLES
from tests.command import depeche
from tests.conftest import ROOT

# Wrapped at a fixed width, with a soft hyphen and wide spaces: the tables count all of that.
WRAPPED = (
    "Le barrage de Corvaz sera vidé cet automne\r\n\r\n"
    "« Nous viderons la rete\u00adnue dès que les pluies\r\nauront cessé », "
    "a annoncé mardi la préfète\r\nde l'Ardoise, Solange Mirval. "
    "L'accident du chantier\r\navait fait trois morts et\u00a0\u202f"
    "douze blessés, selon\r\nla gendarmerie.\r\n\r\n"
    "Le maire de Corvaz, Anselme Douvier, juge que la\r\n"
    "décision vient trop tard pour les riverains.\r\n"
)
OTHER = (
    "La coopérative de Lazenne ferme son moulin\n\n"
    "« Le moulin ne tourne plus », a regretté son directeur, Firmin Castagnol, devant la presse.\n"
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("asked") / "corpus"
    for name, text in {
        "nord/barrage.txt": WRAPPED,
        "nord/moulin.txt": OTHER,
        "sud/moulin.txt": OTHER.replace("Lazenne", "Brévault"),
        "sud/copie.txt": WRAPPED,
        "vide.txt": " \n",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    return folder


@pytest.fixture(scope="module")
def tables(tables_of, corpus):
    return tables_of(corpus)


def asked(tables, what, **config):
    return Explainer(tables, Config.model_validate(config)).what(what)


@pytest.mark.parametrize("name", ["quotes", "claims", "mentions"])
def test_every_row_is_explained_as_it_stands_in_the_tables(seed_tables, name):
    rows = read_table(seed_tables, name).to_pylist()
    for row in rows[:: max(len(rows) // 8, 1)]:
        row_id = row[TABLES[name].key[0]]
        told = asked(seed_tables, row_id)
        found = told.rows[0]
        assert (found.table, found.id, found.here, found.remark) == (name, row_id, True, "")
        assert found.row == row
        assert (told.doc_id, told.start, told.end) == (row["doc_id"], row["start"], row["end"])
        assert told.notes == ()
        assert row["text"].strip()[:10] in told.text


def test_a_figure_comes_with_the_quote_that_holds_it(seed_tables):
    row = next(r for r in read_table(seed_tables, "claims").to_pylist() if r["quote_id"])
    rows = asked(seed_tables, row["claim_id"]).rows
    assert [(r.table, r.id, r.here) for r in rows] == [
        ("claims", row["claim_id"], True),
        ("quotes", row["quote_id"], False),
    ]


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (WRAPPED.index("annoncé"), "a"),
        (f"{WRAPPED.index('annoncé')}-{WRAPPED.index('annoncé') + 7}", "annoncé"),
        ("annoncé mardi la PRÉFÈTE de l\u2019Ardoise", "annoncé mardi la préfète\r\nde l'Ardoise"),
        ("« annoncé mardi »", "annoncé mardi"),
    ],
)
def test_a_place_is_an_offset_two_or_words(tables, where, text):
    told = asked(tables, f"nord/barrage.txt:{where}")
    assert WRAPPED[told.start : told.end] == text
    assert WRAPPED[told.text_start :].startswith(told.text)
    first = told.rows[0]
    assert (first.table, first.here) == ("quotes", True)
    assert first.row["speaker_name"] == "Solange Mirval"


def test_what_is_beside_a_place_in_its_sentence_is_told_too(tables):
    rows = asked(tables, "barrage:trois").rows
    claims = {r.row["text"]: r.here for r in rows if r.table == "claims"}
    assert claims == {"trois": True, "douze": False}
    assert [r.here for r in rows] == sorted((r.here for r in rows), reverse=True)
    elsewhere = asked(tables, "barrage:vient trop tard")
    assert "claims" not in {r.table for r in elsewhere.rows}


def test_white_space_belongs_to_the_sentence_before_it(tables):
    told = asked(tables, f"barrage:{WRAPPED.index('cet automne') + len('cet automne') + 1}")
    assert told.text == "Le barrage de Corvaz sera vidé cet automne"
    assert told.kind == "headline"


@pytest.mark.parametrize("form", ["nord/barrage.txt", "nord/barrage", "barrage.txt", "barrage"])
def test_a_document_is_named_by_its_path_or_the_end_of_it(tables, form):
    assert asked(tables, f"{form}:60").doc_id == "nord/barrage.txt"


def test_a_file_of_the_corpus_is_its_document(tables, corpus, monkeypatch):
    assert asked(tables, f"{corpus / 'nord' / 'barrage.txt'}:60").doc_id == "nord/barrage.txt"
    monkeypatch.chdir(corpus / "sud")
    assert asked(tables, "moulin.txt:regretté").path == "sud/moulin.txt"
    assert asked(tables, "nord/moulin.txt:regretté").path == "nord/moulin.txt"


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("barrage:99999", "characters, counted from 0: there is no 99999"),
        ("barrage:9-9", "there is no 9-9"),
        ("barrage:le pont de Corvaz", "does not hold the words « le pont de Corvaz »"),
        ("moulin:5", "may be any of nord/moulin.txt, sud/moulin.txt: give more of its path"),
        ("copie:5", "sud/copie.txt is the same text as nord/barrage.txt"),
        ("vide.txt:0", "vide.txt was not taken (empty)"),
        ("nord/barage.txt:5", "and no file. The nearest is nord/barrage.txt"),
        ("barrage", "is no place: ask for FILE:OFFSET, FILE:WORDS or the id of a row"),
        ("q0123456789abcdef", "There is no row q0123456789abcdef"),
        ("e0123456789abcdef", "is of no table whose rows are explained: q… (quotes)"),
    ],
)
def test_a_question_that_names_no_place_is_told_why(tables, what, message):
    with pytest.raises(ExplainError) as error:
        asked(tables, what)
    assert message in str(error.value)


def test_without_a_run_the_error_says_what_to_do(tmp_path):
    with pytest.raises(ExplainError, match=r"neither a run in .* nor a file a\.txt: run `depeche"):
        asked(tmp_path, "a.txt:5")
    with pytest.raises(TableError, match="There is no table quotes"):
        asked(tmp_path, "q0123456789abcdef")


@pytest.fixture
def traced(monkeypatch):
    """Rules that tell of two refusals, and a judge of a decision, at words of the document."""
    real = quotes.find_quotes

    def telling(doc):
        found, view = real(doc), view_of(doc)
        for word, guard in (("douze", "counts nobody"), ("viderons", "is no verb of saying")):
            for p in [p for p, low in enumerate(view.low) if low == word]:
                refused(view, "some-rule", guard, p, p + 2)
        for quote in found if view.trace else ():
            contenders = (
                Contender("Anselme Douvier", {"far-off": 2.0}, {"far-off": -1.5}, 0.2, False),
                Contender(
                    "Solange Mirval",
                    {"near": 1.0, "subject": 1.0},
                    {"near": 0.4, "subject": 1.2},
                    0.8,
                    True,
                ),
            )
            view.trace.decisions.append(Decision("speaker", (quote.start, quote.end), contenders))
        return found

    monkeypatch.setattr(quotes, "find_quotes", telling)


def handmade(questions):
    """Those of the judge of these tests."""
    return [q for q in questions if any(p.name == "far-off" for a in q.answers for p in a.evidence)]


def test_refusals_are_told_where_they_stand_in_the_document(tables, traced):
    told = asked(tables, "barrage:trois morts")
    (refusal,) = (r for r in told.refused if r.rule == "some-rule")
    assert (refusal.guard, refusal.text) == ("counts nobody", "douze blessés")
    assert WRAPPED[refusal.start : refusal.end] == "douze blessés"
    elsewhere = asked(tables, "barrage:vient trop tard").refused
    assert not [r for r in elsewhere if r.rule == "some-rule"]


def test_decisions_stand_with_the_row_that_they_made(tables, traced):
    told = asked(tables, "barrage:annoncé mardi")
    (question,) = handmade(told.rows[0].questions)
    assert question.asks == "Who speaks?"
    assert WRAPPED[question.start : question.end] == question.text == told.rows[0].row["text"]
    assert [(a.label, a.chosen) for a in question.answers] == [
        ("Solange Mirval", True),
        ("Anselme Douvier", False),
    ]
    assert [(p.name, p.weight) for p in question.answers[0].evidence] == [
        ("subject", 1.2),
        ("near", 0.4),
    ]
    assert handmade(told.questions) == []
    assert not any(handmade(r.questions) for r in told.rows if r.table != "quotes")


def test_quotes_with_one_source_share_what_was_decided_about_it(seed_tables):
    by_source = {}
    for row in read_table(seed_tables, "quotes").to_pylist():
        if row["speaker_start"] is not None:
            by_source.setdefault((row["doc_id"], row["speaker_start"]), []).append(row["quote_id"])
    shared = [ids for ids in by_source.values() if len(ids) > 1][:3]
    assert shared
    for ids in shared:
        told = [asked(seed_tables, row_id).rows[0].questions for row_id in ids]
        decided = [{q for q in questions if q.task == "speaker"} for questions in told]
        assert decided[0]
        assert all(one == decided[0] for one in decided)


def test_a_decision_without_a_row_stands_alone(tables, traced, monkeypatch):
    told = asked(tables, "barrage:annoncé mardi", quotes={"min_confidence": 1.0})
    assert "its confidence is below quotes.min_confidence, 1.0" in told.rows[0].remark
    with_trace = quotes.find_quotes
    monkeypatch.setattr(quotes, "find_quotes", lambda doc: (with_trace(doc), [])[1])
    told = asked(tables, "barrage:annoncé mardi")
    assert [r for r in told.rows if r.table == "quotes"] == []
    assert len(handmade(told.questions)) == 1


def test_rows_of_other_rules_are_told_apart(tables, monkeypatch):
    row = read_table(tables, "quotes").to_pylist()[0]
    monkeypatch.setattr(quotes, "find_quotes", lambda doc: [])
    told = asked(tables, row["quote_id"])
    assert told.rows[0].row == row
    assert "the present rules do not find it" in told.rows[0].remark
    assert len(told.notes) == 1
    assert "made with other rules, words or parameters" in told.notes[0]


def test_a_rule_that_fails_is_an_error_of_the_document(tables, monkeypatch):
    def fails(doc):
        raise ValueError("no such word")

    monkeypatch.setattr(quotes, "find_quotes", fails)
    with pytest.raises(ExplainError, match=r"quotes fails on nord/barrage.txt: ValueError"):
        asked(tables, "barrage:60")


@pytest.mark.model
def test_a_file_of_no_run_goes_through_the_models(tables, tmp_path):
    file = tmp_path / "barrage.txt"
    file.write_text(OTHER.replace("moulin", "barrage"), encoding="utf-8")
    told = asked(tables, f"{file}:regretté")
    assert told.rows[0].row["speaker_name"] == "Firmin Castagnol"
    assert "the models have run" in told.notes[0]
    file.write_text(" ", encoding="utf-8")
    with pytest.raises(ExplainError, match="is not taken"):
        asked(tables, f"{file}:0")


def test_the_rules_alone_run_over_a_run(tables, monkeypatch):
    monkeypatch.setattr(spacy, "load", None)
    assert asked(tables, "barrage:60").rows


def test_the_command_tells_it_in_a_terminal_and_as_json(tables):
    done = depeche("explain", "barrage:annoncé mardi", str(tables))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("nord/barrage.txt, characters ")
    assert "Solange Mirval · direct, cue « annoncé »" in done.stdout
    told = json.loads(depeche("explain", "barrage:annoncé mardi", str(tables), "--json").stdout)
    assert told["rows"][0]["row"]["speaker_name"] == "Solange Mirval"
    assert WRAPPED[told["start"] : told["end"]] == "annoncé mardi"
    wrong = depeche("explain", "barrage:99999", str(tables))
    assert wrong.returncode == 1
    assert wrong.stderr.startswith("depeche: barrage has ")


@pytest.mark.slow
def test_nothing_is_loaded_that_an_explanation_does_not_need(tables):
    code = (
        "import sys; from pathlib import Path; from pipeline.config import Config;"
        "from pipeline.explain.explainer import Explainer;"
        f"Explainer(Path({str(tables)!r}), Config()).what('barrage:60');"
        "unneeded = {'torch', 'stanza', 'pipeline.backends', 'pipeline.execution.runner'};"
        "sys.exit(', '.join(unneeded & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
