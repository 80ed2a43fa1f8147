"""The notebook of the audit: without verdicts the gold plays the reviewer; then reviewers do."""

import re

import nbformat
import pytest
from nbclient import NotebookClient

from pipeline.audit.corpus import Corpus
from pipeline.audit.gold.reviewer import verdicts_of_gold
from pipeline.audit.verdicts.log import append_line, log_file
from tests.audit.reviewing import changed, write_audit
from tests.conftest import ROOT

GOLD = ROOT / "tests" / "gold"


@pytest.fixture
def run(monkeypatch):
    def execute(tables):
        monkeypatch.setenv("DEPECHE_OUTPUTS", str(tables))
        monkeypatch.setenv("DEPECHE_GOLD", str(GOLD))
        notebook = nbformat.read(ROOT / "notebooks" / "04_audit.ipynb", as_version=4)
        executed = NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
        cells = {cell.id: cell.get("outputs", []) for cell in executed.cells}
        found = [output for outputs in cells.values() for output in outputs]
        assert [output.text for output in found if output.get("name") == "stderr"] == []
        pictures = {
            name
            for name, outputs in cells.items()
            if any("image/png" in output.get("data", {}) for output in outputs)
        }
        return "".join(output.get("text", "") for output in found), pictures

    return execute


def test_the_gold_plays_the_reviewer(run, seed_tables):
    said, pictures = run(seed_tables)
    assert "the gold plays the reviewer, on 107 documents" in said
    assert "No row was judged by two reviewers" in said
    assert {"precision", "rules", "confidence", "faults", "where", "missing"} <= pictures
    assert "agreement" not in pictures


def test_two_reviewers_are_compared(run, seed_tables, tmp_path):
    entries = verdicts_of_gold(Corpus(seed_tables), GOLD).entries[:300]
    rows = [e.row_id for e in entries if (e.table, e.verdict) == ("quotes", "right")]

    def without_two(quotes):
        return [row for row in quotes if row["quote_id"] not in rows[:2]]

    changed(seed_tables, tmp_path / "out", "quotes", without_two)
    for entry in entries:
        append_line(log_file(tmp_path / "audits", "anne"), entry)
        other = "unsure" if entry.verdict == "wrong" else entry.verdict
        again = entry.model_copy(update={"id": f"{entry.id}b", "verdict": other})
        append_line(log_file(tmp_path / "audits", "bert"), again)
    assert write_audit(tmp_path / "out", tmp_path / "audits") == []
    said, pictures = run(tmp_path / "out")
    assert "600 entries of the reviewers: anne, bert" in said
    assert "agreement" in pictures
    assert re.search(r"quotes: \d+ missing in \d+ documents, 2 lost\.", said)
