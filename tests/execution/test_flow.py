"""From scratch, incremental, killed, in parallel: the bytes are the same."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from pipeline.config import Config, Ner, Stanza, Tokenize
from pipeline.errors import LexiconError, StageError
from pipeline.execution.flow import run_all, run_stages
from pipeline.french import furniture, lexicons
from pipeline.french.layout import layout
from pipeline.parts import read_table, write_part
from pipeline.stages.registry import STAGES
from pipeline.tables import FAILURES
from tests.conftest import STANZA_MODELS

SMALL_SHARDS = Config.model_validate({"execution": {"shard_documents": 2}})
TOWNS = ["Valdorce", "Aubrenne", "Montclair", "Fontblanche", "Sorval", "Brismes", "Port-Ambel"]


def article(town, killed=3):
    return (
        f"Incendie à {town}\n\n"
        f"Un incendie a fait {killed} morts mardi à {town}, selon la préfecture.\n"
        f"« Nous avons tout perdu », a déclaré Jeanne Aldric, la maire de {town}.\n"
    )


@pytest.fixture(autouse=True)
def workers_for_few_documents(monkeypatch):
    monkeypatch.setattr("pipeline.execution.local.DOCUMENTS_A_WORKER", 1)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    for town in TOWNS:
        (folder / f"{town}.txt").write_text(article(town), encoding="utf-8")
    return folder


def parts(out):
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("part-*.parquet"))
    }


def from_scratch(corpus, out):
    run_all(SMALL_SHARDS, out, corpus, workers=1)
    return parts(out)


def test_a_second_run_does_nothing(corpus, tmp_path):
    out = tmp_path / "out"
    first = from_scratch(corpus, out)
    times = {path: path.stat().st_mtime_ns for path in out.rglob("part-*.parquet")}
    report = run_all(SMALL_SHARDS, out, corpus, workers=1)
    assert report.shards_kept == report.shards > 2
    assert parts(out) == first
    assert all(path.stat().st_mtime_ns == before for path, before in times.items())


def test_incremental_runs_give_the_bytes_of_a_run_from_scratch(corpus, tmp_path):
    out = tmp_path / "out"
    from_scratch(corpus, out)
    (corpus / "Nouvelle.txt").write_text(article("Nouvelle"), encoding="utf-8")
    added = run_all(SMALL_SHARDS, out, corpus, workers=1)
    assert 0 < added.shards - added.shards_kept <= 2
    assert parts(out) == from_scratch(corpus, tmp_path / "added")
    (corpus / "Sorval.txt").write_text(article("Sorval", killed=5), encoding="utf-8")
    run_all(SMALL_SHARDS, out, corpus, workers=1)
    assert parts(out) == from_scratch(corpus, tmp_path / "changed")
    (corpus / "Aubrenne.txt").unlink()
    run_all(SMALL_SHARDS, out, corpus, workers=1)
    assert parts(out) == from_scratch(corpus, tmp_path / "removed")


STANZA_CHECKED = SMALL_SHARDS.model_copy(
    update={
        "tokenize": Tokenize(backend="stanza"),
        "ner": Ner(backend="stanza", second_opinion="presse"),
        "stanza": Stanza(models=str(STANZA_MODELS)),
    }
)


@pytest.mark.parametrize("config", [SMALL_SHARDS, STANZA_CHECKED], ids=["spacy", "stanza"])
def test_workers_and_stages_one_by_one_give_the_same_bytes(config, corpus, tmp_path):
    run_all(config, tmp_path / "one", corpus, workers=1)
    together = parts(tmp_path / "one")
    run_all(config, tmp_path / "two", corpus, workers=2)
    assert parts(tmp_path / "two") == together
    for name in (stage.name for stage in STAGES.values() if not stage.files):
        run_stages([name], config, tmp_path / "stages", corpus, workers=1)
    assert parts(tmp_path / "stages") == together


# Dies at the first part of the second shard's claims: written, but not yet under its name.
KILLED = """
import os, signal, sys
from pathlib import Path
from pipeline.execution.flow import run_all
from tests.execution.test_flow import SMALL_SHARDS
out, fsync = Path(sys.argv[1]), os.fsync
def die(descriptor):
    fsync(descriptor)
    half = list((out / "claims").glob(".part-*.tmp")) if (out / "claims").is_dir() else []
    if half and list((out / "claims").glob("part-*")):
        os.kill(os.getpid(), signal.SIGKILL)
os.fsync = die
run_all(SMALL_SHARDS, out, Path(sys.argv[2]), workers=1)
"""


def test_a_killed_run_leaves_no_half_part_and_goes_on(corpus, tmp_path):
    out = tmp_path / "out"
    root = Path(__file__).parent.parent.parent
    command = [sys.executable, "-c", KILLED, str(out), str(corpus)]
    run = subprocess.run(command, cwd=root, env={**os.environ, "PYTHONPATH": str(root)})
    assert run.returncode == -signal.SIGKILL
    finished = parts(out)
    assert len([name for name in finished if name.startswith("claims")]) == 1
    assert len(list(out.rglob("*.tmp"))) == 1
    report = run_all(SMALL_SHARDS, out, corpus, workers=1)
    assert parts(out) == from_scratch(corpus, tmp_path / "scratch")
    assert {name: parts(out)[name] for name in finished} == finished
    assert report.shards_kept == 1 < report.shards
    assert not list(out.rglob("*.tmp"))


@pytest.fixture
def changed_lexicon(monkeypatch):
    """Make a lexicon's entries seem changed to the fingerprints."""

    def change(name):
        real = lexicons.fingerprint
        monkeypatch.setattr(lexicons, "fingerprint", lambda n: real(n) + "x" * (n == name))

    return change


def redone(out, corpus):
    """What a further run writes anew: tables, failures by their stage."""
    before = {path: path.stat().st_mtime_ns for path in out.rglob("part-*.parquet")}
    run_all(SMALL_SHARDS, out, corpus, workers=1)
    after = {path: path.stat().st_mtime_ns for path in out.rglob("part-*.parquet")}
    return {str(p.parent.relative_to(out)) for p, at in after.items() if before.get(p) != at}


def test_a_changed_lexicon_runs_what_loads_it_and_nothing_behind_rows_that_stay(
    corpus, tmp_path, changed_lexicon
):
    out = tmp_path / "out"
    from_scratch(corpus, out)
    changed_lexicon("cue_verbs")
    assert redone(out, corpus) == {"quotes", "failures/quotes"}
    assert redone(out, corpus) == set()


def test_what_reads_rows_that_changed_runs_too(corpus, tmp_path, changed_lexicon, monkeypatch):
    out = tmp_path / "out"
    from_scratch(corpus, out)
    changed_lexicon("cue_verbs")
    monkeypatch.setattr("pipeline.stages.quotes.find_quotes", lambda doc: [])
    assert redone(out, corpus) == {
        *("quotes", "failures/quotes", "claims", "failures/claims", "figures"),
    }


def test_a_new_first_name_parses_nothing_again(corpus, tmp_path, changed_lexicon):
    out = tmp_path / "out"
    from_scratch(corpus, out)
    changed_lexicon("given_names")
    assert not redone(out, corpus) & {"sentences", "tokens", "recognised"}


def test_a_first_name_that_changes_a_layout_parses_that_text_again(
    corpus, tmp_path, changed_lexicon, monkeypatch
):
    """« Ilwen Cadoret » signs the article: a byline, once Ilwen is known for a first name."""
    signed = article("Valdorce") + "\nIlwen Cadoret\n"
    (corpus / "Valdorce.txt").write_text(signed, encoding="utf-8")
    out = tmp_path / "out"
    from_scratch(corpus, out)

    def kinds():
        rows = read_table(out, "sentences").to_pylist()
        return {row["doc_id"]: row["kind"] for row in rows if row["sent_id"] == 3}

    assert kinds()["Valdorce.txt"] == "body"
    changed_lexicon("given_names")
    names = {**furniture.given_names(), "ilwen": "u"}
    monkeypatch.setattr(furniture, "given_names", lambda: names)
    layout.cache_clear()
    assert redone(out, corpus) >= {"blocks", "sentences", "tokens", "recognised"}
    assert kinds()["Valdorce.txt"] == "byline"
    layout.cache_clear()


def test_failures_of_a_stage_that_is_no_more_go(corpus, tmp_path):
    out = tmp_path / "out"
    from_scratch(corpus, out)
    mine = out / "failures" / "mine"
    # The second is the name of a stage that once worked shard by shard.
    former = [out / "failures" / name for name in ("resolve", "entities")]
    for folder in former:
        write_part(folder, "start", FAILURES.rows([]), "f")
    mine.mkdir()
    (mine / "notes.md").write_text("mine")
    run_all(SMALL_SHARDS, out, corpus, workers=1)
    assert not any(folder.exists() for folder in former)
    assert [path.name for path in mine.iterdir()] == ["notes.md"]


def test_one_failing_document_costs_its_neighbours_nothing(corpus, tmp_path, monkeypatch):
    from pipeline.stages import quotes as stage

    real = stage.find_quotes

    def fragile(doc):
        if "Sorval" in doc.text:
            raise RuntimeError("cannot read Sorval")
        return real(doc)

    monkeypatch.setattr(stage, "find_quotes", fragile)
    out = tmp_path / "out"
    report = run_all(SMALL_SHARDS, out, corpus, workers=1)
    assert report.failures == 1
    quoted = set(read_table(out, "quotes")["doc_id"].to_pylist())
    assert quoted == {f"{town}.txt" for town in TOWNS} - {"Sorval.txt"}
    (row,) = pd.read_parquet(out / "failures").to_dict("records")
    assert (row["doc_id"], row["stage"]) == ("Sorval.txt", "quotes")
    assert re.fullmatch(
        r"RuntimeError: cannot read Sorval \(pipeline/stages/quotes\.py:\d+\)", row["error"]
    )


def test_a_broken_lexicon_stops_the_run(corpus, tmp_path, monkeypatch):
    def broken(doc):
        raise LexiconError("lexicon 'trial', line 3: two columns where the header has three.")

    monkeypatch.setattr("pipeline.stages.quotes.find_quotes", broken)
    with pytest.raises(LexiconError, match="line 3"):
        run_all(SMALL_SHARDS, tmp_path / "out", corpus, workers=1)


def test_duplicates_are_marked_and_not_analysed_twice(corpus, tmp_path):
    (corpus / "zz_copie.txt").write_bytes(article("Sorval").encode("utf-16"))
    out = tmp_path / "out"
    run_all(SMALL_SHARDS, out, corpus, workers=1)
    rows = {row["doc_id"]: row for row in read_table(out, "documents").to_pylist()}
    assert rows["zz_copie.txt"]["duplicate_of"] == "Sorval.txt"
    assert "zz_copie.txt" not in read_table(out, "tokens")["doc_id"].to_pylist()


def test_bad_inputs_are_rejected_and_the_rest_goes_on(corpus, tmp_path):
    (corpus / "vide.txt").write_bytes(b"  \n")
    (corpus / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (corpus / "english.txt").write_text(
        "The mayor of the town said on Tuesday that the bridge would be closed for repairs. "
        "Residents were asked to use the northern road until further notice.",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    run_all(SMALL_SHARDS, out, corpus, workers=1)
    reasons = {row["path"]: row["reason"] for row in read_table(out, "rejections").to_pylist()}
    assert reasons == {"vide.txt": "empty", "image.txt": "binary", "english.txt": "not_french"}
    assert len(read_table(out, "documents")) == len(TOWNS)


def test_a_stage_without_what_it_reads_says_what_to_run(tmp_path):
    with pytest.raises(StageError, match="run the stages before quotes first"):
        run_stages(["quotes"], Config(), tmp_path)
