import json
import shutil
import subprocess
import sys

import pytest

from pipeline.audit.corpus import Corpus
from pipeline.audit.gold.reviewer import verdicts_of_gold
from pipeline.audit.subjects import QUOTE_TYPES
from pipeline.audit.verdicts.log import Logs, append_line, log_file
from pipeline.audit.verdicts.measures import measure
from pipeline.audit.verdicts.rows import standings_of
from pipeline.audit.verdicts.standing import GONE, standings
from pipeline.errors import TableError
from pipeline.parts import part_path, read_table
from pipeline.stages.audit import make_audit
from tests.audit.reviewing import about, changed, judged, span, write_audit
from tests.conftest import ROOT

DOC = "exemples/crue_aubrenne.txt"


@pytest.fixture(scope="module")
def corpus(seed_tables):
    return Corpus(seed_tables)


@pytest.fixture
def out(seed_tables, tmp_path):
    """A copy of the tables, to write into."""
    shutil.copytree(seed_tables, tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def audits(tmp_path):
    return tmp_path / "audits"


def write(audits, reviewer, *entries):
    for entry in entries:
        append_line(log_file(audits, reviewer), entry)


def verdicts(out):
    return {row["verdict_id"]: row for row in read_table(out, "audit_verdicts").to_pylist()}


def metrics(out):
    return json.loads((out / "audit.json").read_text(encoding="utf-8"))


def depeche(*arguments, **options):
    command = [sys.executable, "-m", "pipeline", *arguments]
    return subprocess.run(command, capture_output=True, text=True, **options)


@pytest.mark.parametrize("there", [False, True])
def test_without_verdicts_the_stage_writes_an_empty_table_and_empty_metrics(out, audits, there):
    if there:
        audits.mkdir()
        (audits / "README.md").write_text("mine", encoding="utf-8")
    assert write_audit(out, audits) == []
    assert verdicts(out) == {}
    assert metrics(out) == {}
    assert audits.exists() is there


def test_each_verdict_is_a_row_with_what_it_judged(corpus, out, audits):
    quote, claim = corpus["quotes"].of(DOC)[0], corpus["claims"].of(DOC)[0]
    text = corpus.document(DOC)["text"]
    entity = corpus["entities"].at(0)
    line = span(text, text.strip().splitlines()[-1])
    marked = {"content": line, "type": "indirect", "speaker_name": None}
    entries = [
        judged(corpus, "wrong", "quotes", quote, "type", "cue", correction={"type": "mixed"}),
        judged(corpus, "right", "claims", claim, note="vu", queue="claims?seed=1"),
        judged(corpus, "unsure", "entities", entity),
        about(corpus, "missing", "quotes", DOC, correction=marked),
        about(corpus, "read", "quotes", DOC),
    ]
    write(audits, "anne", *entries)
    assert write_audit(out, audits) == []
    wrong, right, unsure, missing, read = (verdicts(out)[entry.id] for entry in entries)
    assert wrong["text"] == quote["text"] == text[wrong["start"] : wrong["end"]]
    assert (wrong["type"], wrong["rule"]) == (quote["type"], quote["rule"])
    assert (wrong["faults"], json.loads(wrong["correction"])) == (
        ["type", "cue"],
        {"type": "mixed"},
    )
    assert wrong["confidence"] == pytest.approx(quote["confidence"])
    assert (right["reviewer"], right["note"], right["queue"]) == ("anne", "vu", "claims?seed=1")
    assert (right["type"], right["correction"]) == (claim["kind"], None)
    assert (unsure["type"], unsure["start"], unsure["text"]) == (entity["label"], None, None)
    assert (missing["text"], missing["type"], missing["row_id"]) == (line["text"], "indirect", None)
    assert (read["doc_id"], read["text"], read["stale"]) == (DOC, None, None)
    assert metrics(out)["quotes"]["faults"] == {"type": 1, "cue": 1}
    assert metrics(out)["quotes"]["recall"]["missing"] == 1


def test_spans_give_the_text_of_every_verdict_stale_or_not(corpus, seed_tables, tmp_path, audits):
    write(audits, "gold", *verdicts_of_gold(corpus, ROOT / "tests" / "gold").entries)
    mark = {"content": {"start": 10**9, "end": 10**9 + 5, "text": "?"}, "type": 3}
    write(audits, "anne", about(corpus, "missing", "quotes", DOC, correction=mark))
    moved = judged(corpus, "right", "quotes", corpus["quotes"].of(DOC)[0])
    write(audits, "bert", moved.model_copy(update={"doc_id": "seed_karabakh.txt"}))

    def later(rows):
        return [{**row, "type": "mixed"} for row in rows[5:]]

    def text_changed(rows):
        text = {"text": "Autre chose.", "text_sha256": "other"}
        return [{**row, **text} if row["doc_id"] == "seed_karabakh.txt" else row for row in rows]

    one = changed(seed_tables, tmp_path / "one", "quotes", later)
    two = changed(one, tmp_path / "two", "documents", text_changed)
    write_audit(two, audits)
    texts = {row["doc_id"]: row["text"] for row in read_table(two, "documents").to_pylist()}
    stale = 0
    for row in verdicts(two).values():
        if row["start"] is None:
            assert row["end"] is row["text"] is None
        else:
            assert texts[row["doc_id"]][row["start"] : row["end"]] == row["text"]
        if row["stale"]:
            stale += 1
            assert row["confidence"] is None
            assert row["text"] is None or row["stale"] == GONE
    assert stale > 100
    lost = [row for row in verdicts(two).values() if row["stale"] and row["text"]]
    assert lost and all(row["type"] in QUOTE_TYPES for row in lost)
    assert metrics(two)["quotes"]["stale"] > 100


def test_the_table_holds_what_the_figures_need(corpus, seed_tables, tmp_path, audits):
    write(audits, "gold", *verdicts_of_gold(corpus, ROOT / "tests" / "gold").entries)
    write(audits, "bert", *(judged(corpus, "right", "quotes", r) for r in corpus["quotes"].of(DOC)))
    later = changed(seed_tables, tmp_path / "later", "quotes", lambda rows: rows[::3])
    write_audit(later, audits)
    tables = Corpus(later)
    found = measure(tables, standings_of(read_table(later, "audit_verdicts").to_pylist()))
    assert found["quotes"].recall_read.lost > 100
    assert found == measure(tables, standings(tables, Logs(audits).all()))


def test_taken_back_and_replaced_verdicts_are_no_rows(corpus, out, audits):
    logs, quotes = Logs(audits), corpus["quotes"].of(DOC)
    for row, verdict in ((quotes[0], "right"), (quotes[0], "wrong"), (quotes[1], "right")):
        entry = judged(corpus, verdict, "quotes", row)
        logs.append("anne", verdict, **entry.model_dump(exclude={"id", "at", "verdict"}))
    logs.undo("anne")
    write_audit(out, audits)
    assert [row["verdict"] for row in verdicts(out).values()] == ["wrong"]


def test_what_cannot_be_read_is_a_warning(corpus, out, audits):
    entries = [judged(corpus, "right", "quotes", row) for row in corpus["quotes"].of(DOC)[:3]]
    write(audits, "anne", *entries, entries[0])
    write(audits, "bert", *entries)
    with log_file(audits, "anne").open("a", encoding="utf-8") as file:
        file.write("<<<<<<< HEAD\n")
    bad, copied = write_audit(out, audits)
    assert "anne.jsonl, line 5: not a verdict" in bad
    assert copied.startswith("audit: bert: 3 verdicts are those of anne again")
    assert {row["reviewer"] for row in verdicts(out).values()} == {"anne"}
    assert metrics(out)["quotes"]["judged"] == 3
    assert "agreement" not in metrics(out)["quotes"]


def test_the_same_logs_give_the_same_bytes(corpus, out, audits):
    rows = corpus["quotes"].of(DOC)
    write(audits, "anne", *(judged(corpus, "right", "quotes", row) for row in rows))
    write_audit(out, audits)
    part = part_path(out / "audit_verdicts", "all")
    before, time = part.read_bytes(), part.stat().st_mtime_ns
    write_audit(out, audits)
    assert part.stat().st_mtime_ns == time
    shutil.rmtree(out / "audit_verdicts")
    write_audit(out, audits)
    assert part.read_bytes() == before
    write(audits, "anne", judged(corpus, "wrong", "quotes", rows[0], "type"))
    write_audit(out, audits)
    assert part.read_bytes() != before
    assert metrics(out)["quotes"]["right"] == len(rows) - 1


def test_without_tables_it_says_what_to_do(tmp_path):
    with pytest.raises(TableError, match="depeche run"):
        make_audit(tmp_path, tmp_path)


def test_the_commands(corpus, out, audits, tmp_path):
    for table in ("quotes", "claims"):
        rows = corpus[table].of(DOC)
        write(audits, "anne", *(judged(corpus, "right", table, row) for row in rows))
        write(audits, "anne", about(corpus, "read", table, DOC))
    other = corpus["quotes"].of("seed_karabakh.txt")[0]
    write(audits, "anne", judged(corpus, "right", "quotes", other))
    log_file(audits, "bert").write_text("{\n", encoding="utf-8")
    params = tmp_path / "params.yaml"
    params.write_text(f"audit:\n  folder: {audits}\n", encoding="utf-8")
    done = depeche("stage", "audit", "--out", str(out), "--params", str(params), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "bert.jsonl, line 1: not a verdict" in " ".join(done.stdout.split())
    assert metrics(out)["quotes"]["precision"] == 100
    gold = tmp_path / "gold"
    command = ("gold", str(gold), "--out", str(out), "--audits", str(audits))
    done = depeche(*command, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "not yet: seed_karabakh.txt: quote " in done.stdout
    assert done.stdout.strip().endswith("1 documents are gold in " + f"{gold}, 1 not yet")
    assert sorted(path.name for path in gold.iterdir()) == [
        *("crue_aubrenne.json", "crue_aubrenne.txt")
    ]
    (gold / "crue_aubrenne.txt").write_text("other", encoding="utf-8")
    done = depeche(*command, cwd=ROOT)
    assert done.returncode == 1
    assert "--overwrite" in done.stderr and "Traceback" not in done.stderr
    assert depeche(*command, "--overwrite", cwd=ROOT).returncode == 0
