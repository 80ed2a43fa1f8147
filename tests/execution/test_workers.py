"""Worker processes: what a death is called, and what they log."""

import logging
import os
import subprocess
import sys

import pytest

from pipeline.config import Config
from pipeline.errors import StageError
from pipeline.execution import memory
from pipeline.execution.local import execute
from pipeline.execution.runner import Job
from pipeline.execution.shards import Shard
from pipeline.execution.workers import why_died
from tests.conftest import ROOT

TOWNS = ["Valdorce", "Aubrenne", "Montclair", "Fontblanche", "Sorval", "Brismes"]
SCRIPT = """
import sys
from pathlib import Path
from pipeline.config import Config
from pipeline.execution import local
from pipeline.execution.flow import run_stages
local.DOCUMENTS_A_WORKER = 1
def start():
    config = Config.model_validate({{"execution": {{"shard_documents": 2}}}})
    run_stages(["ingest"], config, Path({out!r}), Path({corpus!r}), workers=2)
"""


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    for town in TOWNS:
        text = f"Le pont de {town} sera fermé lundi, a annoncé la mairie.\n"
        (folder / f"{town}.txt").write_text(text, encoding="utf-8")
    return folder


class Deadly(Shard):
    """Ends the process that unpickles it, as `code` says."""

    code = "kill(__import__('os').getpid(), 9)"

    def __reduce__(self):
        return eval, (f"__import__('os').{self.code}",)


def test_a_killed_worker_is_an_error_with_a_remedy(tmp_path):
    job = Job(("ingest",), Config(), tmp_path / "out", tmp_path)
    work = [Deadly(name, documents=100) for name in ("a", "b")]
    with pytest.raises(
        StageError, match=r"killed \(SIGKILL\), perhaps for lack of memory"
    ) as error:
        list(execute(job, work, workers=2))
    assert "Finished parts are kept: run again, with fewer workers" in str(error.value)


@pytest.mark.parametrize(
    ("statuses", "told", "untold"),
    [
        ([0, None, -15], "ended from outside", "memory"),
        ([-15, -9, -15], "lack of memory", "crashed"),
        ([0, -6], "SIGABRT", "memory"),
        ([-11, -15], "SIGSEGV", "memory"),
        ([-40], "signal 40", "memory"),
        ([78, -15], 'under `if __name__ == "__main__":`', "memory"),
        ([1], "exit status 1", "memory"),
    ],
)
def test_exit_codes_are_told_apart(statuses, told, untold):
    assert told in why_died(statuses)
    assert untold not in why_died(statuses)


def run_script(tmp_path, corpus, last_lines):
    script = tmp_path / "mine.py"
    head = SCRIPT.format(out=str(tmp_path / "out"), corpus=str(corpus))
    script.write_text(head + last_lines, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, str(script)], env=environment, capture_output=True, text=True, cwd=tmp_path
    )


def test_a_script_without_a_main_guard_is_told_so_and_nothing_else(tmp_path, corpus):
    done = run_script(tmp_path, corpus, "start()\n")
    assert done.returncode == 1
    said = done.stderr.strip().splitlines()[-1]
    assert said.startswith("pipeline.errors.StageError: Workers are new processes")
    assert 'under `if __name__ == "__main__":`' in said
    assert "memory" not in done.stderr
    assert done.stderr.count("Traceback") <= 2  # the pool's error and ours; none of a worker's


def test_with_a_guard_it_runs_and_what_workers_log_reaches_its_handlers(tmp_path, corpus):
    (corpus / "vide.txt").write_text("", encoding="utf-8")
    log = tmp_path / "run.log"
    lines = (
        "import logging\n"
        'if __name__ == "__main__":\n'
        f"    logging.basicConfig(filename={str(log)!r}, level=logging.INFO)\n"
        "    start()\n"
    )
    done = run_script(tmp_path, corpus, lines)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    logged = log.read_text(encoding="utf-8")
    assert "INFO:pipeline.execution.local:2 workers for" in logged
    assert "INFO:pipeline.execution.local:ingest loaded in" in logged
    assert "1 rejected (1 empty)" in logged
    taken = logged.count("INFO:pipeline.stages.ingest:")
    assert taken == logged.count("INFO:pipeline.execution.runner:shard ") > 2


@pytest.mark.parametrize(("platform", "unit"), [("linux", 1024), ("darwin", 1)])
def test_peak_memory_is_in_bytes_everywhere(monkeypatch, platform, unit):
    import importlib
    import resource

    monkeypatch.setattr(sys, "platform", platform)
    told = type("Usage", (), {"ru_maxrss": 300_000})
    monkeypatch.setattr(resource, "getrusage", lambda who: told)
    try:
        assert importlib.reload(memory).peak_memory() == 300_000 * unit
    finally:
        monkeypatch.undo()
        importlib.reload(memory)


def test_peak_memory_of_this_process_is_plausible():
    assert 20 * 2**20 < memory.peak_memory() < 2**40


def test_records_of_a_process_without_handlers_go_nowhere(capsys):
    logging.getLogger("pipeline.execution.runner").warning("a document failed")
    assert capsys.readouterr().err == ""
