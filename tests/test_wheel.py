"""The wheel, installed where nothing of this checkout is."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.network

ARTICLE = (
    "Brivel (AFP) - Le ministère de la Défense de l'Azerbaïdjan a démenti jeudi.\n"
    "« Nous n'avons rien vu », a déclaré Anne Ferrand, maire de Brivel.\n"
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The folder of commands of an environment that holds the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", str(ROOT), "--no-deps", "--wheel-dir", str(folder)]
    subprocess.run(build, check=True, cwd=folder)
    venv.create(folder / "env", with_pip=True)
    (wheel,) = folder.glob("depeche-*.whl")
    python = str(folder / "env" / "bin" / "python")
    constraints = ["--constraint", str(ROOT / "constraints.txt")]
    install = [python, *pip[1:], "install", *constraints, str(wheel)]
    subprocess.run(install, check=True, cwd=folder)
    return folder / "env" / "bin"


def run(installed, folder, *command):
    environment = {"HOME": os.environ["HOME"], "PATH": os.defpath, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [str(installed / command[0]), *command[1:]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_extract_works_in_another_folder(installed, tmp_path):
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    shown = run(installed, tmp_path, "depeche", "extract", "article.txt")
    assert "Anne Ferrand · direct, cue « déclaré »" in shown
    assert "ORG ministère de la Défense de l'Azerbaïdjan · 1" in shown
    assert list(tmp_path.iterdir()) == [tmp_path / "article.txt"]


def test_the_press_model_comes_from_the_wheel(installed, tmp_path):
    code = (
        "from pipeline.backends.components import PRESS, model_folder; print(model_folder(PRESS))"
    )
    folder = Path(run(installed, tmp_path, "python", "-c", code).strip())
    assert folder.is_relative_to(installed.parent)
    ours = ROOT / "models" / "ner_presse"
    for file in ("config.cfg", "ner/model", "README.md"):
        assert (folder / file).read_bytes() == (ours / file).read_bytes()


def test_the_lexicons_come_with_the_wheel_and_a_users_own_are_laid_over_them(installed, tmp_path):
    (tmp_path / "lexicons").mkdir()
    verb = "verb\tvoice\tconstructions\tstance\tsource\n-démentir\n"
    (tmp_path / "lexicons" / "cue_verbs.tsv").write_text(verb, encoding="utf-8")
    shown = run(installed, tmp_path, "depeche", "lexicons")
    told = next(line for line in shown.splitlines() if line.startswith("cue_verbs · "))
    assert "yours:" in told and "taken away" in told
    assert "stance" in run(installed, tmp_path, "depeche", "lexicons", "cue_verbs")


def test_the_report_comes_with_the_templates_of_the_wheel(installed, tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "article.txt").write_text(ARTICLE, encoding="utf-8")
    run(installed, tmp_path, "depeche", "run", "texts", "--out", "outputs")
    run(installed, tmp_path, "depeche", "report", "outputs")
    index = (tmp_path / "outputs" / "report" / "index.html").read_text(encoding="utf-8")
    assert "Anne Ferrand" in index and "<style>" in index
