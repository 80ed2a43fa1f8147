"""Shared by the tests: whole runs, made once; markers that follow from use; what a run repeats."""

import shutil
import subprocess
from pathlib import Path

import hypothesis
import pytest
import spacy

from pipeline.backends import stanza
from pipeline.config import Config
from tests.markers import QUICK_LEAVES_OUT, mark
from tests.runs import Runs

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
STANZA_MODELS = ROOT / "models" / "stanza_small"
STANZA = {"stanza": {"models": str(STANZA_MODELS)}}

# The same examples in every run and on every machine; `nightly` tries others each time, and more.
hypothesis.settings.register_profile("same", derandomize=True, database=None, deadline=None)
hypothesis.settings.register_profile("nightly", max_examples=2000, database=None, deadline=None)
hypothesis.settings.load_profile("same")


def pytest_addoption(parser):
    parser.addoption("--quick", action="store_true", help="the tests that need no model: seconds")


def pytest_collection_modifyitems(config, items):
    for item in items:
        mark(item)
    if config.getoption("--quick"):
        left_out = [i for i in items if any(map(i.get_closest_marker, QUICK_LEAVES_OUT))]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def pytest_collection_finish(session):
    """In a quick run a test fails that loads a model or starts a process without a marker."""
    if not session.config.getoption("--quick"):
        return
    patched = pytest.MonkeyPatch()
    session.config.add_cleanup(patched.undo)
    patched.setattr(spacy, "load", _refused("loads a model", "model"))
    patched.setattr(stanza, "_pipeline", _refused("loads a model", "model"))
    patched.setattr(subprocess, "Popen", _refused("starts a process", "slow"))


def _refused(what, marker):
    def refuse(*_, **__):
        pytest.fail(f"`make quick` leaves out what {what}: mark this test {marker!r}")

    return refuse


@pytest.fixture(scope="session")
def runs(tmp_path_factory, request):
    """The whole runs of this session; pytest-xdist's workers share one folder of them."""
    folder = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        folder = folder.parent
    folder = folder / "runs"
    folder.mkdir(exist_ok=True)
    return Runs(folder)


@pytest.fixture(scope="session")
def tables_of(runs):
    """A function: a folder of texts, and parameters if not the usual ones → the folder of the
    tables that a whole run makes of it. Each is made once a session; write into a copy only."""
    return runs.tables


@pytest.fixture(scope="session")
def seed_tables(tables_of):
    """The folder of the tables that the whole run makes of `seeds/`."""
    return tables_of(ROOT / "seeds")


@pytest.fixture(scope="session")
def stanza_tables(tables_of, runs):
    """The same, by Stanza throughout, over a part of the seeds."""

    def every_ninth(folder):
        folder.mkdir()
        for path in sorted((ROOT / "seeds").rglob("*.txt"))[::9]:
            shutil.copy(path, folder)

    both = {"tokenize": {"backend": "stanza"}, "ner": {"backend": "stanza"}}
    config = Config.model_validate({**both, **STANZA})
    return tables_of(runs.once("stanza_seeds", every_ninth), config)


@pytest.fixture(scope="session")
def checked_tables(tables_of):
    """The tables of `seeds/` with the stock recogniser as a second opinion."""
    return tables_of(ROOT / "seeds", Config.model_validate({"ner": {"second_opinion": "stock"}}))


@pytest.fixture(scope="session")
def shared():
    """The folder of the project's gold and corpora, which lies beside the checkout."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("../shared is not there: the project's gold is not part of the repository")
    return SHARED
