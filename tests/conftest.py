"""Shared by the tests: whole runs, made once; markers that follow from use; what a run repeats."""

import shutil
from pathlib import Path

import pytest

from pipeline.config import Config
from tests.runs import Runs

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
STANZA_MODELS = ROOT / "models" / "stanza_small"
STANZA = {"stanza": {"models": str(STANZA_MODELS)}}


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
