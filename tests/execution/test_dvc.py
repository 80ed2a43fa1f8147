"""DVC in the places where the project is met: a clone, a copy without .git, odd files in seeds/."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from pathspec import PathSpec

from pipeline.config import Config, known_keys
from pipeline.errors import CorpusError, OutputError
from pipeline.execution.fingerprints import code_lexicons, code_modules, module_file
from pipeline.execution.flow import run_stages
from pipeline.execution.layout import part_folders
from pipeline.stages.base import INPUTS
from pipeline.stages.registry import STAGES
from pipeline.stages.seeds import MANIFEST, OWN_WORDS, manifest, write_manifest
from pipeline.tables import FAILURES, TABLES
from tests.conftest import ROOT
from tests.ordinary_user import as_ordinary_user, open_folder

DVC_YAML = (ROOT / "dvc.yaml").read_text(encoding="utf-8")
DVC = yaml.safe_load(DVC_YAML)["stages"]
ARTICLE = "Le pont de Sorval sera fermé lundi, a annoncé la mairie.\n"
COMMANDS = str(Path(sys.executable).parent)


def run(folder, *command, **environment):
    return subprocess.run(
        command,
        cwd=folder,
        env={
            **os.environ,
            "PATH": COMMANDS + os.pathsep + os.environ["PATH"],
            "DVC_NO_ANALYTICS": "1",
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=300,
    )


def dvc(folder, *arguments):
    done = run(folder, sys.executable, "-m", "dvc", *arguments)
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr
    return done.stdout


def copy(folder, *more):
    """What DVC reads of the project, without its .git, and `more` of it."""
    files = ["dvc.yaml", "dvc.lock", "params.yaml", ".dvcignore", ".dvc/config", ".dvc/.gitignore"]
    training = "models/training"
    files += [f"{training}/dvc.yaml", f"{training}/dvc.lock", f"{training}/.dvc/config"]
    files += ["models/params.yaml", "outputs/.gitignore", "outputs/failures/.gitignore"]
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    for name in more:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def names(entries):
    """The paths of deps, outs or metrics, with their options or without."""
    return {path for entry in entries for path in ([entry] if isinstance(entry, str) else entry)}


def test_dvc_yaml_can_be_read():
    assert len(DVC_YAML.splitlines()) <= 130
    assert list(DVC) == list(STAGES)


@pytest.mark.parametrize("stage", STAGES.values(), ids=STAGES)
def test_dvc_yaml_knows_what_a_stage_reads_and_writes(stage):
    entry = DVC[stage.name]
    tables = {name for name in stage.reads if name != INPUTS}
    if not entry.get("always_changed"):
        manifest_ = {f"outputs/{MANIFEST}"} if INPUTS in stage.reads else set()
        if code_lexicons(stage.module):
            manifest_.add(f"outputs/{OWN_WORDS}")
        read = {path for path in names(entry["deps"]) if path.startswith("outputs/")}
        assert read == {f"outputs/{table}" for table in tables} | manifest_
        assert "pipeline" in entry["deps"]
        assert set(stage.params) <= set(entry.get("params", ()))
    written = {f"outputs/{folder}" for folder in part_folders(stage).values()}
    outs = names(entry["outs"])
    assert written <= outs
    assert {path for path in outs if path.removeprefix("outputs/") in TABLES} <= written


def test_every_table_is_written_by_one_stage_and_kept_between_runs():
    tables = [table for stage in STAGES.values() for table in stage.writes]
    assert sorted([*tables, FAILURES.name]) == sorted(TABLES)
    outs = [out for entry in DVC.values() for out in entry["outs"]]
    kept = [path for out in outs for path, options in out.items() if options.get("persist")]
    assert {f"outputs/{table}" for table in tables} <= set(kept)
    assert all(options["cache"] is False for out in outs for options in out.values())


def test_every_parameter_belongs_to_a_stage():
    used = {param for entry in DVC.values() for param in entry.get("params", ())}
    assert used | {"execution.workers"} == set(known_keys())  # how fast, never what


def test_dvc_looks_at_all_code_and_lexicons_of_the_stages():
    ignored = PathSpec.from_lines(
        "gitignore", (ROOT / ".dvcignore").read_text(encoding="utf-8").splitlines()
    )
    for stage in STAGES.values():
        files = {module_file(name) for name in code_modules(stage.module)}
        assert not [name for name in files if ignored.match_file(name)], stage.name
    assert ignored.match_file("pipeline/audit/app/server.py")
    assert ignored.match_file("pipeline/french/__pycache__/text.pyc")


@pytest.mark.parametrize("stage", DVC)
def test_a_copied_folder_runs_its_own_code(tmp_path, stage):
    assert DVC[stage]["cmd"] == f"python -m pipeline stage {stage}"
    (tmp_path / "pipeline").mkdir()
    (tmp_path / "pipeline/__init__.py").touch()
    (tmp_path / "pipeline/__main__.py").write_text("import sys; print('copy', *sys.argv[1:])")
    done = run(tmp_path, *DVC[stage]["cmd"].split())
    assert done.stdout == f"copy stage {stage}\n"


def test_in_a_clone_there_is_nothing_to_fetch_and_no_training_to_ask_for(tmp_path):
    copy(tmp_path)
    run(tmp_path, "git", "init", "--quiet")
    for command in ("pull", "checkout"):
        dvc(tmp_path, command)
        dvc(tmp_path / "models" / "training", command)
    status = dvc(tmp_path, "status")
    assert "models/training" not in status
    assert "convert" in dvc(tmp_path / "models" / "training", "status")


# The list of seeds is made by the project's code; ingest, whose own walk has tests of its own, only
# makes its folders here, for it takes long to start.
STAND_IN = """
import sys
from pathlib import Path
if sys.argv[-1] == "seeds":
    from pipeline.cli import main
    main()
else:
    for name in ("documents", "blocks", "rejections", "failures/ingest"):
        Path("outputs", name).mkdir(parents=True, exist_ok=True)
"""


def test_odd_files_among_the_seeds_neither_stop_nor_hang_it(tmp_path):
    copy(tmp_path, "pipeline")
    (tmp_path / "pipeline/__main__.py").write_text(STAND_IN, encoding="utf-8")
    dvc(tmp_path, "config", "--local", "core.no_scm", "true")
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text(ARTICLE, encoding="utf-8")
    os.mkfifo(seeds / "pipe.txt")
    (seeds / "broken.txt").symlink_to("nowhere")
    (seeds / "self.txt").symlink_to("self.txt")
    dvc(tmp_path, "repro", "ingest")
    assert dvc(tmp_path, "status", "seeds", "ingest").split() == ["seeds:", "always", "changed"]
    listed = (tmp_path / "outputs" / MANIFEST).read_text(encoding="utf-8")
    assert [line.split()[1] for line in listed.splitlines()[1:]] == [
        f'"{name}.txt"' for name in ("a", "broken", "pipe", "self")
    ]
    (seeds / "broken.txt").unlink()
    assert "Running stage 'ingest'" in dvc(tmp_path, "repro", "ingest")


def test_dvc_starts_the_stages_when_own_words_change_and_needs_no_folder_of_them(tmp_path):
    copy(tmp_path, "pipeline")
    (tmp_path / "pipeline/__main__.py").write_text(STAND_IN, encoding="utf-8")
    dvc(tmp_path, "config", "--local", "core.no_scm", "true")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_text(ARTICLE, encoding="utf-8")
    dvc(tmp_path, "repro", "ingest")
    assert "Running stage 'ingest'" not in dvc(tmp_path, "repro", "ingest")
    own = tmp_path / "lexicons" / "titles.tsv"
    own.parent.mkdir()
    own.write_text("title\tgender\tnumber\nSénéchal\tm\ts\n", encoding="utf-8")
    assert "Running stage 'ingest'" in dvc(tmp_path, "repro", "ingest")
    own.unlink()
    assert "Running stage 'ingest'" in dvc(tmp_path, "repro", "ingest")


@pytest.mark.parametrize("has_git", [True, False])
def test_make_repro_tells_dvc_where_there_is_no_git(tmp_path, has_git):
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    if has_git:
        run(tmp_path, "git", "init", "--quiet")
    commands = tmp_path / ".venv" / "bin"
    commands.mkdir(parents=True)
    for name in ("pip", "python"):
        (commands / name).write_text(f'#!/bin/sh\necho {name} "$@" >> calls\n', encoding="utf-8")
        (commands / name).chmod(0o755)
    (tmp_path / ".venv" / "repro.stamp").touch()
    done = run(tmp_path, "make", "repro", GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert done.returncode == 0, done.stderr
    told = [] if has_git else ["python -m dvc config --local core.no_scm true"]
    assert (tmp_path / "calls").read_text(encoding="utf-8").splitlines() == [
        *told,
        "python -m dvc repro",
        "python -m pipeline summary outputs",
    ]


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


def test_the_manifest_changes_with_whatever_ingest_would_see(seeds):
    seen = [manifest(seeds, 1_000)]

    def changed():
        seen.append(manifest(seeds, 1_000))
        assert seen[-1] not in seen[:-1]

    os.mkfifo(seeds / "b.txt")
    changed()
    (seeds / "b.txt").unlink()
    (seeds / "b.txt").symlink_to("nowhere")
    changed()
    (seeds / "nowhere").write_text(ARTICLE, encoding="utf-8")
    changed()
    (seeds / "a.txt").write_text(ARTICLE.replace("lundi", "mardi"), encoding="utf-8")
    changed()
    (seeds / "a.txt").rename(seeds / "c.txt")
    changed()
    (seeds / "notes.md").write_text("no article", encoding="utf-8")
    assert manifest(seeds, 1_000) == seen[-1]


def test_the_manifest_names_a_file_that_may_not_be_read():
    with open_folder() as folder:
        (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
        (folder / "b.txt").write_text(ARTICLE, encoding="utf-8")
        alike = manifest(folder, 1_000)
        (folder / "b.txt").chmod(0o000)
        closed = as_ordinary_user(folder, lambda: manifest(folder, 1_000))
    assert [line.split()[1] for line in closed.splitlines()[1:]] == ['"a.txt"', '"b.txt"']
    assert closed != alike


def test_the_manifest_is_written_only_where_it_changes_and_over_nothing_else(tmp_path, seeds):
    out = tmp_path / "outputs"
    text = manifest(seeds, 1_000)
    path = write_manifest(text, out)
    before = path.stat().st_mtime_ns
    assert write_manifest(text, out).stat().st_mtime_ns == before
    path.write_text("my own list of seeds\n", encoding="utf-8")
    with pytest.raises(OutputError, match=r"seeds\.txt.*give another --out, or move that away"):
        run_stages(["seeds"], Config(), out, seeds)
    assert path.read_text(encoding="utf-8") == "my own list of seeds\n"
    assert list(out.iterdir()) == [path]


def test_a_folder_without_texts_is_an_error(tmp_path):
    with pytest.raises(CorpusError, match="put articles in"):
        manifest(tmp_path, 1_000)
