"""DVC in the places where the project is met: a clone, a copy without .git, odd files in seeds/."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from pipeline.errors import CorpusError, StageError
from pipeline.stages.seeds import MANIFEST, manifest, write_manifest
from tests.conftest import ROOT
from tests.ordinary_user import as_ordinary_user, open_folder

STAGES = yaml.safe_load((ROOT / "dvc.yaml").read_text(encoding="utf-8"))["stages"]
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


@pytest.mark.parametrize("stage", STAGES)
def test_a_copied_folder_runs_its_own_code(tmp_path, stage):
    assert STAGES[stage]["cmd"] == f"python -m pipeline stage {stage}"
    (tmp_path / "pipeline").mkdir()
    (tmp_path / "pipeline/__init__.py").touch()
    (tmp_path / "pipeline/__main__.py").write_text("import sys; print('copy', *sys.argv[1:])")
    done = run(tmp_path, *STAGES[stage]["cmd"].split())
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
    for name in ("documents", "rejections", "failures/ingest"):
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
    with pytest.raises(StageError, match="was not written by depeche: move it away"):
        write_manifest(text, out)
    assert path.read_text(encoding="utf-8") == "my own list of seeds\n"
    assert list(out.iterdir()) == [path]


def test_a_folder_without_texts_is_an_error(tmp_path):
    with pytest.raises(CorpusError, match="put articles in"):
        manifest(tmp_path, 1_000)
