import json
import subprocess
import sys

import pytest

from pipeline.audit.corpus import Corpus
from pipeline.audit.queue import Selection, select
from pipeline.dictionary import dictionary
from pipeline.french.schemas import SCHEMAS
from pipeline.tables import TABLES
from tests.command import depeche
from tests.conftest import ROOT, STANZA

TEXT = (
    "Le maire de Valdorce, Hervé Tornal, a annoncé que le pont serait fermé.\n"
    "« Nous n'avons pas le choix », a-t-il dit. L'accident a fait au moins 12 morts.\n"
)


# The commands are found by their names: what they load cannot be seen from here.
loads_a_model = pytest.mark.model
runs = pytest.mark.slow


@pytest.mark.slow
def test_it_is_a_command_of_its_own(tmp_path):
    """The rest of these tests runs it inside their own process."""
    command = [sys.executable, "-m", "pipeline", "extract", "-"]
    done = subprocess.run(command, input=TEXT, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "Hervé Tornal" in done.stdout
    refused = subprocess.run(command, input=" ", capture_output=True, text=True, cwd=ROOT)
    assert refused.returncode == 1
    assert refused.stderr.startswith("depeche: ")


@loads_a_model
def test_extract_reads_a_file_or_standard_input(tmp_path):
    file = tmp_path / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    shown = depeche("extract", str(file))
    assert shown.returncode == 0, shown.stderr
    assert "Hervé Tornal" in shown.stdout
    assert "Nous n'avons pas le choix" in shown.stdout
    assert "killed 12 to …" in shown.stdout
    assert depeche("extract", "-", input=TEXT).stdout == shown.stdout


@loads_a_model
def test_extract_gives_the_rows_of_the_tables(tmp_path):
    done = depeche("extract", "-", "--json", input=TEXT)
    rows = json.loads(done.stdout)
    for name in ("quotes", "claims", "mentions", "entities"):
        assert rows[name]
        assert all(list(row) == TABLES[name].schema.names for row in rows[name])
    quote = next(row for row in rows["quotes"] if row["type"] == "direct")
    assert TEXT[quote["start"] : quote["end"]] == quote["text"] == "Nous n'avons pas le choix"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("extract", "nowhere.txt"), "nowhere.txt cannot be read"),
        (("run", "nowhere", "--out", "{tmp}/out"), "nowhere"),
        (
            ("stage", "quote", "--out", "{tmp}/out"),
            "There is no stage 'quote'; stages: seeds",
        ),
        (("stage", "quotes", "--out", "{tmp}/out"), "run the stages before quotes first"),
        (("summary", "{tmp}"), "holds no tables"),
        (("stage", "ner", "--params", "{tmp}/no.yaml"), "no.yaml is missing"),
        (("queue", "claims", "{tmp}"), "There is no table documents in"),
        (("lexicons", "cue_verb"), "There is no lexicon 'cue_verb'; the nearest is 'cue_verbs'"),
        (
            ("extract", "{tmp}/stanza.yaml", "--params", "{tmp}/own/params.yaml"),
            "cue_nouns.tsv, line 2, column 'stance': 'belif' is none of the known values; "
            "the nearest is 'belief'",
        ),
        (
            ("run", "seeds", "--out", "{tmp}/out", "--params", "{tmp}/stanza.yaml"),
            "holds no French models of Stanza: run `depeche models fetch stanza`",
        ),
        (
            ("benchmark", "seeds", "--backend", "stanza", "--params", "{tmp}/stanza.yaml"),
            "holds no French models of Stanza: run `depeche models fetch stanza`",
        ),
    ],
)
def test_a_mistake_is_one_message_without_a_traceback(arguments, message, tmp_path):
    params = f"tokenize:\n  backend: stanza\nstanza:\n  models: {tmp_path}/none\n"
    (tmp_path / "stanza.yaml").write_text(params, encoding="utf-8")
    own = tmp_path / "own" / "lexicons"
    own.mkdir(parents=True)
    (own.parent / "params.yaml").touch()
    wrong = "noun\tconstructions\tstance\nlubie\tque\tbelif\n"
    (own / "cue_nouns.tsv").write_text(wrong, encoding="utf-8")
    done = depeche(*(argument.format(tmp=tmp_path) for argument in arguments))
    assert done.returncode == 1
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_extract_says_why_it_does_not_take_a_text(tmp_path):
    done = depeche("extract", "-", input="   ")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("depeche: ")


@loads_a_model
@runs
def test_run_prints_a_summary_and_plain_output(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text(TEXT, encoding="utf-8")
    done = depeche("run", str(corpus), "--out", str(tmp_path / "out"), "--workers", "1")
    assert done.returncode == 0, done.stderr
    assert "1 of 1 shards run" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    for name in ("documents", "mentions", "quotes", "claims", "rejections", "quotes, seconds"):
        assert name in done.stdout


def test_tables_prints_the_data_dictionary_without_loading_a_model():
    done = depeche("tables")
    assert done.stdout.strip() == dictionary().strip()
    for table in TABLES.values():
        assert all(column.description in done.stdout for column in table.columns)


def test_lexicons_lists_them_and_says_what_their_columns_take(tmp_path):
    (tmp_path / "lexicons").mkdir()
    row = "title\tgender\tnumber\nSénéchal\tm\ts\n"
    (tmp_path / "lexicons" / "titles.tsv").write_text(row, encoding="utf-8")
    (tmp_path / "params.yaml").touch()
    params = ("--params", str(tmp_path / "params.yaml"))
    shown = depeche("lexicons", *params).stdout
    assert all(f"\n{name} · " in f"\n{shown}" for name in SCHEMAS)
    assert "yours: 1 added" in next(x for x in shown.splitlines() if x.startswith("titles · "))
    one = depeche("lexicons", "titles", *params).stdout
    assert "title (key): as it is written" in one
    assert "  p  several (« MM. Dupont et Roy »)" in one
    assert "  Sénéchal · m · s" in one


@loads_a_model
@runs
def test_benchmark_prints_the_ratio(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text(TEXT, encoding="utf-8")
    done = depeche("benchmark", str(corpus), "--workers", "1", "--repeat-to", "3")
    assert done.returncode == 0, done.stderr
    assert "documents: 3, workers: 1" in done.stdout
    assert "ratio to raw spaCy: " in done.stdout


@loads_a_model
@runs
def test_benchmark_of_stanza(tmp_path):
    corpus, params = tmp_path / "corpus", tmp_path / "params.yaml"
    corpus.mkdir()
    (corpus / "a.txt").write_text(TEXT, encoding="utf-8")
    params.write_text(json.dumps(STANZA), encoding="utf-8")
    arguments = ("--workers", "1", "--backend", "stanza", "--params", str(params))
    done = depeche("benchmark", str(corpus), *arguments)
    assert done.returncode == 0, done.stderr
    assert "depeche run, tokenize by stanza, ner by stanza: " in done.stdout
    assert "ratio to raw spaCy: " in done.stdout


def test_queue_lists_what_to_check_first(checked_tables):
    for table, key in (("quotes", "quote_id"), ("claims", "claim_id")):
        done = depeche("queue", table, str(checked_tables), "--limit", "3")
        assert done.returncode == 0, done.stderr
        corpus = Corpus(checked_tables)
        asked = Selection(table=table, order="disagreement", n=3)
        first = corpus[table].take(select(corpus, asked))
        assert [line.split(" · ")[0] for line in done.stdout.splitlines()[::3]] == [
            row[key] for row in first
        ]
        assert all(row["agreement"] in done.stdout for row in first)
