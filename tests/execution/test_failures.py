"""What is recorded of a document that a stage could not process, and that it stays alone."""

import logging
import os
import shutil
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.config import Config
from pipeline.corpus.decode import decode
from pipeline.execution.failures import described
from pipeline.execution.flow import run_stages
from pipeline.parts import read_table
from tests.conftest import ROOT


def line_of(path, text):
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    (number,) = [n for n, line in enumerate(lines, 1) if text in line]
    return number


def caught(function, *arguments):
    try:
        function(*arguments)
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


def test_an_error_names_the_innermost_line_of_the_package():
    told = described(caught(decode, None))
    line = line_of("pipeline/corpus/decode.py", "if head.startswith(magic)")
    assert told.startswith("AttributeError: 'NoneType' object has no attribute")
    assert told.endswith(f"(pipeline/corpus/decode.py:{line})")


def test_an_error_inside_a_library_names_the_line_that_called_it():
    told = described(caught(read_table, 5, "documents"))
    line = line_of("pipeline/parts.py", "TABLES[name], root / name")
    assert told.endswith(f"(pipeline/parts.py:{line})")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError("no number"), "ValueError: no number"),
        (AssertionError(), "AssertionError"),
        (KeyError("doc"), "KeyError: 'doc'"),
        (ValueError("half \ud83d"), "ValueError: half \\ud83d"),
    ],
)
def test_an_error_that_is_not_from_the_package_has_no_line(error, told):
    assert described(error) == told


def test_it_is_the_same_wherever_the_checkout_lies(tmp_path):
    code = (
        "from pipeline.execution.failures import described\n"
        "from pipeline.corpus.decode import decode\n"
        "try:\n    decode(None)\n"
        "except AttributeError as error:\n    print(described(error))\n"
    )
    copy = tmp_path / "déplacé"
    shutil.copytree(ROOT / "pipeline", copy / "pipeline")
    link = tmp_path / "link"
    link.symlink_to(copy)
    for place in (copy, link):
        environment = {**os.environ, "PYTHONPATH": str(place), "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, "-c", code]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.stdout.strip() == described(caught(decode, None)), done.stderr


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    for town in ("Brismes", "Sorval", "Valdorce"):
        text = f"Le pont de {town} sera fermé lundi, a annoncé la mairie.\n"
        (folder / f"{town}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("called", ["require_french", "describe", "decode"])
def test_a_text_on_which_ingest_errs_costs_its_neighbours_nothing(
    corpus, tmp_path, monkeypatch, called, caplog
):
    from pipeline.corpus import source
    from pipeline.execution import plan

    real = getattr(source, called)

    def fragile(text):
        if "Sorval" in (text if isinstance(text, str) else text.decode()):
            raise RecursionError("too deep")
        return real(text)

    monkeypatch.setattr(source, called, fragile)
    if called == "decode":
        monkeypatch.setattr(plan, called, fragile)
    with caplog.at_level(logging.INFO, logger="pipeline"):
        report = run_stages(["ingest"], Config(), tmp_path / "out", corpus, workers=1)
    assert report.failures == 1
    paths = read_table(tmp_path / "out", "documents")["path"].to_pylist()
    assert sorted(paths) == ["Brismes.txt", "Valdorce.txt"]
    (row,) = read_table(tmp_path / "out", "failures").to_pylist()
    line = line_of(
        "pipeline/corpus/source.py", f"{called}(text)" if called != "decode" else "= decode("
    )
    assert row == {
        "doc_id": "Sorval.txt",
        "stage": "ingest",
        "error": f"RecursionError: too deep (pipeline/corpus/source.py:{line})",
    }
    (warning,) = [record for record in caplog.records if record.levelname == "WARNING"]
    assert warning.getMessage() == "ingest failed on Sorval.txt"
    assert "too deep" in caplog.text
    assert "Traceback" in caplog.text


@pytest.fixture
def package_log():
    """The package's logger, which the command configures; afterwards as it was."""
    logger = logging.getLogger("pipeline")
    handlers, level = logger.handlers[:], logger.level
    yield logger
    logger.handlers = handlers
    logger.setLevel(level)


@pytest.mark.parametrize(
    ("options", "environment"),
    [(["-v"], {}), (["--verbose"], {}), ([], {"DEPECHE_VERBOSE": "1"}), ([], {})],
)
def test_verbose_says_on_standard_error_what_is_done(
    corpus, tmp_path, package_log, options, environment
):
    (corpus / "vide.txt").write_text("", encoding="utf-8")
    arguments = ["stage", "ingest", "--seeds", str(corpus), "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(app, [*options, *arguments], env=environment)
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    if options or environment:
        assert "INFO pipeline.stages.ingest: 3 texts taken, 1 rejected (1 empty)" in done.stderr
        assert "INFO pipeline.execution.flow: ingest: 1 shards to run, 0 kept" in done.stderr
    else:
        assert done.stderr == ""
