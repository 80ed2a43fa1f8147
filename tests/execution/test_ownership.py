"""What lies in an output folder: nothing is replaced or removed but what the program wrote."""

import errno
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.audit.report.site import list_page
from pipeline.config import Config
from pipeline.errors import CorpusError, OutputError, StageError, TableError
from pipeline.execution import layout
from pipeline.execution.claim import LOCK, MARKER, claimed, read_marker
from pipeline.execution.flow import run_all, run_stages
from pipeline.parts import PARTS, part_path, part_shards, read_table, write_part
from pipeline.stages import ingest as ingest_stage
from pipeline.stages.registry import STAGES
from pipeline.summary import summarise
from pipeline.tables import DOCUMENTS, RECOGNISED
from tests.audit.corpora import handmade

ROOT = Path(__file__).parent.parent.parent
CONFIG = Config.model_validate({"execution": {"shard_documents": 2}})
TOWNS = ("Ormelle", "Vauzelles", "Tréban", "Castelnave", "Port-Brisé")


def write_corpus(folder, towns=TOWNS):
    folder.mkdir()
    for town in towns:
        text = f"Crue à {town}\n\nLa rivière est sortie de son lit mardi à {town}, dit la mairie.\n"
        (folder / f"{town}.txt").write_text(text, encoding="utf-8")
    return folder


def ingest(corpus, out, **options):
    return run_stages(["ingest"], CONFIG, out, corpus, workers=1, **options)


@pytest.fixture
def corpus(tmp_path):
    return write_corpus(tmp_path / "corpus")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


@pytest.fixture
def tables(out):
    """Finished tables of one document, made by hand."""
    text = "Le pont de Tréban sera fermé."
    handmade(out, documents=[{"doc_id": "a.txt", "path": "a.txt", "language": "fr", "text": text}])
    write_part(out / "recognised", "all", RECOGNISED.rows([]), "f")
    # The failures of each stage have a folder of their own.
    (out / "failures" / "ingest").mkdir()
    part_path(out / "failures", "all").rename(part_path(out / "failures" / "ingest", "start"))
    return out


def everything(folder):
    """Path → content of all that lies under a folder; a link is where it leads."""
    return {
        str(path.relative_to(folder)): (
            str(path.readlink()) if path.is_symlink() else path.read_bytes() * path.is_file()
        )
        for path in sorted(folder.rglob("*"))
        if not path.is_dir() or path.is_symlink()
    }


def documents(out):
    return sorted(read_table(out, "documents")["doc_id"].to_pylist())


# What is the user's stays.

MINE = {
    "README.md": "mine",
    "notes.md": "mine",
    "draft.tmp": "mine",
    "documents/notes.md": "mine",
    "documents/draft.tmp": "mine",
    "documents/.part-notes.tmp": "mine",
    "documents/articles.parquet": "mine",
    "timings/mine.json": "{}",
    "failures/ingest/why.txt": "mine",
    "plots/curve.png": "mine",
}


def put(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def test_other_files_among_the_tables_stay(corpus, out):
    ingest(corpus, out)
    put(out, MINE)
    (corpus / "Ormelle.txt").unlink()
    ingest(corpus, out)
    ingest(write_corpus(corpus.with_name("other"), ("Sablans",)), out, replace=True)
    assert documents(out) == ["Sablans.txt"]
    there = everything(out)
    assert all(there[name] == text.encode() for name, text in MINE.items())


@pytest.mark.parametrize(
    "name",
    [
        *("documents/2019.parquet", "documents/part-x.parquet", "documents/part-start.parquet"),
        *("documents/lettre.docx", "rejections/refus.csv", "failures/report.txt"),
        *("failures/ingest/crash.log", "timings/mine.csv", "timings/ingest.json", MARKER),
    ],
)
def test_files_of_somebody_elses_where_tables_would_go_are_refused(corpus, out, name):
    put(out, {name: "mine"})
    with pytest.raises(OutputError, match=rf"{re.escape(name)}.*another --out, or move that away"):
        ingest(corpus, out)
    assert everything(out) == {name: b"mine"}


OVER_CORPUS = ("entities", "figures", "evaluate", "audit", "report")


def over_corpus(stage, out, **params):
    """Run a stage over the corpus; what it tells."""
    return run_stages([stage], Config.model_validate(params), out).told


def write_report(out):
    """Numbers of documents, of files written, of files removed."""
    (told,) = over_corpus("report", out)
    return tuple(map(int, re.findall(r"(\d+) (?:doc|file|remov)", told)))


@pytest.mark.parametrize(
    ("job", "name"),
    [
        *[("figures", "figures/carte.png"), ("figures", "figures/part-all.parquet")],
        *[("evaluate", "metrics.json"), ("evaluate", "plots/scores.csv"), ("evaluate", "plots/a")],
        *[("audit", "audit.json"), ("audit", "audit_verdicts/mine.parquet")],
        *[("report", "report/index.html"), ("report", "report/search.js")],
        *[("report", "report/main.tex"), ("report", "report/lists/documents-1.html")],
        ("report", "report/articles/essai.html"),
        ("report", "report/articles/a-0123456789ab.html"),
    ],
)
def test_no_stage_writes_over_what_is_not_its_own(tables, job, name):
    for path in tables.glob("figures/*"):
        path.unlink()
    content = '{"accuracy": 0.9}' if name.endswith(".json") else "<html>mine</html>\n"
    put(tables, {name: content})
    before = everything(tables)
    with pytest.raises(OutputError, match=re.escape(name)):
        over_corpus(job, tables)
    assert everything(tables) == before


def test_every_place_is_guarded(tmp_path, corpus):
    """Whatever a job writes, a file of its name that somebody else wrote stops it."""
    for stage in STAGES.values():
        for folder, kind in layout.places(stage):
            if folder == "failures":
                continue
            out = tmp_path / stage.name / folder.replace("/", "_")
            name = next(n for n in NAMES if kind.names.fullmatch(n))
            put(out, {f"{folder}/{name}": "mine"})
            with pytest.raises(OutputError, match=re.escape(name)), claimed(out, [(folder, kind)]):
                pass


NAMES = (
    *("part-start.parquet", "metrics.json", "audit.json", "scores.csv", "index.html"),
    *("documents-1.html", "a-0123456789ab.html", "ingest.json", "seeds.txt", "lexicons.txt"),
)


def test_the_stages_over_the_corpus_write_again_what_they_wrote(tables):
    gold = tables.parent / "gold"
    put(gold, {"b.txt": "Rien.", "b.json": '{"quotes": [], "claims": []}'})
    for _ in range(2):
        over_corpus("entities", tables)
        over_corpus("figures", tables)
        (told,) = over_corpus("evaluate", tables, evaluate={"gold": str(gold)})
        assert told == "evaluate: gold whose text is not in the corpus: b"
        assert over_corpus("audit", tables, audit={"folder": str(tables / "no_audits")}) == []
        assert write_report(tables)[0] == 1
    assert not list(tables.rglob("*.tmp"))
    assert {"metrics.json", "audit.json", "report", "plots", MARKER} <= {
        path.name for path in tables.iterdir()
    }


def test_rows_that_somebody_copied_out_of_a_part_are_not_taken_for_one(corpus, out):
    ingest(corpus, out)
    part = next((out / "documents").glob("*.parquet"))
    pq.write_table(pq.read_table(part).slice(0, 1), out / "documents" / "part-selection.parquet")
    before = everything(out)
    with pytest.raises(OutputError, match="part-selection"):
        ingest(corpus, out)
    assert everything(out) == before


def test_a_home_folder_is_not_an_output_folder(corpus, tmp_path):
    home = tmp_path / "home"
    put(home, {"report/index.html": "mine", "documents/cv.odt": "mine", "figures/a.svg": "mine"})
    put(home, {"audit.json": "[1]", "quotes/hugo.txt": "mine", ".bashrc": "mine"})
    before = everything(home)
    with pytest.raises(OutputError, match=r"documents/cv\.odt, quotes/hugo\.txt, figures/a\.svg\."):
        run_all(CONFIG, home, corpus)
    assert everything(home) == before


# The report.


def test_pages_of_somebody_elses_in_the_report_stay(tables):
    write_report(tables)
    mine = {
        "report/style.css": "mine",
        "report/notes.html": "mine",
        "report/notes.tmp": "mine",
        "report/articles/portrait.html": "mine",
        "report/articles/index.html": "mine",
        "report/lists/photos-1.html": "mine",
    }
    put(tables, mine)
    page = next((tables / "report" / "articles").glob("*-*.html"))
    (tables / "report" / "articles" / f"copie de {page.name}").write_bytes(page.read_bytes())
    stale = tables / "report" / list_page("revised", 7)
    stale.write_bytes(page.read_bytes())
    left = tables / "report" / ".index.html.4711.tmp"
    left.write_bytes(b"half")
    before = everything(tables / "report")
    written = write_report(tables)
    assert written == (1, 0, 2)
    gone = {str(path.relative_to(tables / "report")) for path in (stale, left)}
    after = everything(tables / "report")
    assert before.keys() - after.keys() == gone
    assert all(before[name] == data for name, data in after.items())


def test_a_report_of_the_version_before_is_known_by_how_its_pages_begin(tables):
    write_report(tables)
    pages = [tables / "report" / "index.html", *(tables / "report" / "lists").glob("*.html")]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("<!-- depeche -->\n", ""), encoding="utf-8")
    assert write_report(tables)[1] == len(pages) > 1


def test_a_page_that_a_power_cut_left_empty_is_written_again(tables):
    write_report(tables)
    (tables / "report" / "index.html").write_bytes(b"")
    assert write_report(tables)[1] == 1


# Links.


def test_an_output_folder_may_be_a_link(corpus, out):
    real = out.with_name("real")
    real.mkdir()
    out.symlink_to(real)
    ingest(corpus, out)
    assert documents(real) == documents(out)
    with claimed(real, []), pytest.raises(OutputError, match="Another run"):
        ingest(corpus, out)


@pytest.mark.parametrize("name", ["documents", "timings", "failures"])
def test_a_link_to_a_folder_of_somebody_elses_is_refused(corpus, out, tmp_path, name):
    put(tmp_path / "mine", {"a.odt": "mine"})
    out.mkdir()
    (out / name).symlink_to(tmp_path / "mine")
    with pytest.raises(OutputError, match=rf"{name}/a\.odt"):
        ingest(corpus, out)
    assert everything(tmp_path / "mine") == {"a.odt": b"mine"}


@pytest.mark.parametrize("target", ["nowhere", "documents"], ids=["dangling", "circle"])
def test_a_link_that_leads_nowhere_is_refused(corpus, out, target):
    out.mkdir()
    (out / "documents").symlink_to(target)
    with pytest.raises(OutputError, match="documents"):
        ingest(corpus, out)
    assert everything(out) == {"documents": target}


def test_a_file_that_a_link_leads_to_is_not_written(tables, tmp_path):
    put(tmp_path, {"mine.html": "mine"})
    (tables / "report").mkdir()
    (tables / "report" / "index.html").symlink_to(tmp_path / "mine.html")
    with pytest.raises(OutputError, match=r"report/index\.html"):
        write_report(tables)
    assert (tmp_path / "mine.html").read_text() == "mine"


def test_parts_that_are_links_into_a_cache_are_ours_and_the_cache_stays(corpus, out, tmp_path):
    """What `dvc checkout` makes with `cache.type symlink`."""
    ingest(corpus, out)
    cache = tmp_path / "cache"
    cache.mkdir()
    for number, part in enumerate(sorted(out.rglob("*.parquet"))):
        kept = cache / str(number)
        part.rename(kept)
        kept.chmod(0o444)
        part.symlink_to(kept)
    (out / MARKER).unlink()
    before = everything(cache)
    (corpus / "Ormelle.txt").write_text("Un autre texte, que la mairie a envoyé mardi matin.\n")
    (corpus / "Vauzelles.txt").unlink()
    ingest(corpus, out)
    assert "Vauzelles.txt" not in documents(out)
    assert everything(cache) == before


# Corpus and output folder, one in the other.


@pytest.mark.parametrize("inside", [".", "tables", "deep/tables"])
def test_tables_do_not_go_into_the_corpus(corpus, inside):
    before = everything(corpus)
    with pytest.raises(OutputError, match=r"lies in the corpus.*give an --out outside it"):
        ingest(corpus, corpus / inside)
    assert everything(corpus) == before
    assert [path for path in corpus.iterdir() if path.is_dir()] == []


def test_nor_through_a_link(corpus, out):
    out.symlink_to(corpus)
    with pytest.raises(OutputError, match="lies in the corpus"):
        ingest(corpus, out / "tables")


@pytest.mark.parametrize("place", ["documents", "report/articles", "failures/mine"])
def test_a_corpus_is_not_read_from_where_tables_are_written(out, place):
    (out / place).parent.mkdir(parents=True)
    texts = write_corpus(out / place)
    before = everything(out)
    with pytest.raises(OutputError, match="where tables are written: move the texts"):
        ingest(texts, out)
    assert everything(out) == before


def test_a_corpus_beside_the_tables_in_one_folder_is_fine(out):
    out.mkdir()
    ingest(write_corpus(out / "texts"), out)
    assert len(documents(out)) == len(TOWNS)


# Another corpus.


@pytest.fixture
def other(tmp_path):
    return write_corpus(tmp_path / "other", ("Sablans", "Ormelle"))


def test_another_corpus_is_refused(corpus, other, out):
    ingest(corpus, out)
    before = everything(out)
    with pytest.raises(OutputError) as refused:
        ingest(other, out)
    assert str(corpus) in str(refused.value)
    assert "--replace" in str(refused.value)
    assert everything(out) == before


def test_replace_makes_the_tables_anew_and_leaves_what_is_not_ours(corpus, other, tables):
    out = tables
    write_report(out)
    over_corpus("audit", out)
    ingest(corpus, out)
    put(out, {**MINE, "report/notes.html": "mine", "quotes/mine.parquet": "mine"})
    ingest(other, out, replace=True)
    assert documents(out) == ["Ormelle.txt", "Sablans.txt"]
    assert read_marker(out).corpus == str(other)
    there = everything(out)
    assert all(there[name] == text.encode() for name, text in MINE.items())
    assert [name for name in there if name.startswith("report/")] == ["report/notes.html"]
    assert [name for name in there if name.startswith("quotes/")] == ["quotes/mine.parquet"]
    # What was made from the other corpus and is nobody's else is gone, empty folders too.
    assert not {"audit.json", "tokens", "claims"} & {path.name for path in out.iterdir()}
    scratch = out.with_name("scratch")
    ingest(other, scratch)
    assert {path.name: path.read_bytes() for path in (scratch / "documents").iterdir()} == {
        path.name: path.read_bytes() for path in (out / "documents").glob("part-*")
    }


def test_replace_over_the_same_corpus_moved_keeps_every_part(corpus, out):
    ingest(corpus, out)
    parts = {path: path.stat().st_mtime_ns for path in out.rglob("part-*.parquet")}
    moved = corpus.rename(corpus.with_name("archive"))
    with pytest.raises(OutputError, match="If that is the same corpus, moved, --replace keeps"):
        ingest(moved, out)
    report = ingest(moved, out, replace=True)
    assert report.shards_kept == report.shards
    assert {path: path.stat().st_mtime_ns for path in out.rglob("part-*.parquet")} == parts
    assert ingest(moved, out).shards_kept == report.shards


def test_replace_with_a_corpus_that_cannot_be_read_changes_nothing(corpus, out, tmp_path):
    ingest(corpus, out)
    before = {name: data for name, data in everything(out).items() if name != MARKER}
    (tmp_path / "empty").mkdir()
    for wrong in ("empty", "nowhere"):
        with pytest.raises(CorpusError):
            ingest(tmp_path / wrong, out, replace=True)
    assert {name: data for name, data in everything(out).items() if name != MARKER} == before
    assert ingest(corpus, out).shards_kept > 0


def test_a_project_that_was_moved_keeps_its_tables(tmp_path):
    project = tmp_path / "project"
    project.mkdir()
    ingest(write_corpus(project / "seeds"), project / "outputs")
    moved = project.rename(tmp_path / "elsewhere")
    report = ingest(moved / "seeds", moved / "outputs")
    assert report.shards_kept == report.shards
    assert read_marker(moved / "outputs").corpus == str(moved / "seeds")


def test_tables_that_were_moved_alone_are_still_of_their_corpus(corpus, out, tmp_path):
    ingest(corpus, out)
    (tmp_path / "deep").mkdir()
    ingest(corpus, out.rename(tmp_path / "deep" / "tables"))


def test_tables_without_a_marker_are_ours(corpus, out):
    """Those of the version before, and what `dvc checkout` restores."""
    ingest(corpus, out)
    for path in (out / MARKER, out / LOCK, *(out / "timings").iterdir()):
        path.unlink()
    report = ingest(corpus, out)
    assert report.shards_kept == report.shards


def test_the_marker_says_which_version_which_corpus_and_who(corpus, out):
    ingest(corpus, out)
    told = json.loads((out / MARKER).read_text(encoding="utf-8"))
    assert (told["program"], told["corpus"], told["from_here"]) == (
        "depeche",
        str(corpus),
        "../corpus",
    )
    assert told["last_run"]["process"] == os.getpid()
    assert told["version"]


# Two runs at once.


def test_a_second_run_is_refused_while_the_first_goes_on(corpus, out):
    with claimed(out, []):
        with pytest.raises(OutputError) as refused:
            ingest(corpus, out)
        assert f"process {os.getpid()} on " in str(refused.value)
        assert "wait until it has ended, or give another --out" in str(refused.value)
        for stage in OVER_CORPUS:
            with pytest.raises(OutputError, match="Another run"):
                over_corpus(stage, out)
    ingest(corpus, out)
    with claimed(out, []):  # readers do not wait
        assert dict(summarise(out))["documents"] == str(len(TOWNS))


_HOLD = """
import sys, time
from pathlib import Path
from pipeline.execution.claim import claimed
with claimed(Path(sys.argv[1]), []):
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_run_that_was_killed_blocks_nobody(corpus, out):
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(out)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(OutputError, match=f"process {holder.pid} "):
        ingest(corpus, out)
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    ingest(corpus, out)


_WORKERS = """
import multiprocessing, os, sys, time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from pipeline.config import Config
from pipeline.execution.local import _start_worker
from pipeline.execution.runner import Job

if __name__ == "__main__":
    job = Job(("ingest",), Config(), Path("out"))
    with ProcessPoolExecutor(
        1, multiprocessing.get_context("spawn"), _start_worker, (job, 30)
    ) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        pool.submit(time.sleep, 600).result()
"""


def test_workers_end_with_the_run_that_started_them(tmp_path):
    script = tmp_path / "run.py"
    script.write_text(_WORKERS)
    run = subprocess.Popen(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    worker = int(run.stdout.readline())
    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()
    deadline = time.monotonic() + 20
    while _runs(worker) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _runs(worker)


def _runs(process):
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")
        return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except ProcessLookupError:
        return False


# What the disk refuses.


def depeche(*arguments, **options):
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, **options)


def test_errors_of_the_output_folder_are_one_line(corpus, tmp_path):
    put(tmp_path, {"file": "mine"})
    for out in (tmp_path / "file", tmp_path / "file" / "out"):
        done = depeche("run", corpus, "--out", out)
        assert done.returncode == 1
        assert re.fullmatch(
            rf"depeche: {out} cannot be written .*give another folder\.\n", done.stderr
        )
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO])
def test_what_cannot_be_written_is_said_and_nothing_half_written_stays(
    corpus, out, monkeypatch, code
):
    ingest(corpus, out)
    (corpus / "Ormelle.txt").unlink()
    before = everything(out)

    def full(*args, **kwargs):
        args[1].write(b"PAR1")
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(pq, "write_table", full)
        with pytest.raises(OutputError, match=re.escape(os.strerror(code))) as refused:
            ingest(corpus, out)
    assert str(refused.value).endswith(".")
    after = everything(out)
    assert after.keys() <= before.keys()
    assert not list(out.rglob("*.tmp"))
    ingest(corpus, out)
    assert "Ormelle.txt" not in documents(out)


_LIMITED = """
import resource, sys
from pipeline import cli
from pipeline.corpus.language import require_french
require_french("Le maire de la commune a dit mardi que le pont serait fermé.")  # unpacks its model
resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))
sys.argv = ["depeche", "stage", "ingest", "--seeds", sys.argv[1], "--out", sys.argv[2]]
cli.main()
"""


def test_a_file_that_the_system_cuts_off_is_no_part(corpus, out):
    (corpus / "long.txt").write_text(
        "".join(f"Le maire de la commune numéro {i**5} l'a dit.\n" for i in range(9000)), "utf-8"
    )
    command = [sys.executable, "-c", _LIMITED, str(corpus), str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert re.fullmatch(r"depeche: \S+ cannot be written \(File too large\): .*\n", done.stderr)
    assert not list(out.rglob("*.tmp"))
    for shard in part_shards(out / "documents"):
        pq.read_table(part_path(out / "documents", shard))


@pytest.mark.parametrize("others", [False, True])
def test_a_full_disk_of_temporary_files_is_no_fault_of_the_documents(
    corpus, out, monkeypatch, others
):
    """Else every document would be a failure, and stay one when there is room again."""
    real = ingest_stage.read_document

    def full(root, item, max_chars):
        if others and item.doc_id == "Ormelle.txt":
            raise ValueError("a fault of this document alone")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(ingest_stage, "read_document", full)
    with pytest.raises(StageError, match="that of temporary files too, and run again"):
        ingest(corpus, out)
    monkeypatch.setattr(ingest_stage, "read_document", real)
    assert ingest(corpus, out).failures == 0
    assert len(documents(out)) == len(TOWNS)


def test_a_folder_that_may_not_be_written_is_refused_before_any_work(corpus, out, monkeypatch):
    ingest(corpus, out)
    before = everything(out)
    allowed = os.access
    closed = out / "rejections"
    monkeypatch.setattr(os, "access", lambda path, mode: path != closed and allowed(path, mode))
    with pytest.raises(OutputError, match="rejections cannot be read and written: change its perm"):
        ingest(corpus, out)
    assert everything(out) == before


def test_a_run_that_fails_before_it_writes_leaves_no_folder(tmp_path):
    with pytest.raises(CorpusError):
        ingest(tmp_path / "nowhere", tmp_path / "deep" / "out")
    for stage in OVER_CORPUS:
        with pytest.raises(TableError):
            over_corpus(stage, tmp_path / "deep" / "out")
    assert list(tmp_path.iterdir()) == []


def test_what_killed_runs_left_is_removed(corpus, out):
    ingest(corpus, out)
    left = [
        out / "documents" / ".part-start.parquet.4711.tmp",
        out / "failures" / "ingest" / ".part-0123456789ab.parquet.12.tmp",
    ]
    for path in left:
        path.write_bytes(b"half")
    ingest(corpus, out)
    assert not any(path.exists() for path in left)


def test_a_first_run_that_was_killed_is_no_obstacle(corpus, out):
    (out / "documents").mkdir(parents=True)
    (out / "documents" / ".part-start.parquet.4711.tmp").write_bytes(b"half")
    ingest(corpus, out)
    assert not list(out.rglob("*.tmp"))


def test_the_part_of_a_table_is_known_by_its_shard_and_fingerprint(out):
    write_part(out / "documents", "start", DOCUMENTS.rows([]), "f")
    assert PARTS.is_ours(part_path(out / "documents", "start"))
    assert not PARTS.is_ours(part_path(out / "documents", "all"))
