"""Shared by the tests: the tables of the seeds, made once; the folder with the project's gold."""

import shutil
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.execution.flow import run_all

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
STANZA_MODELS = ROOT / "models" / "stanza_small"
STANZA = {"stanza": {"models": str(STANZA_MODELS)}}


@pytest.fixture(scope="session")
def tables_of(tmp_path_factory):
    """A function: a folder of texts → the folder of the tables that a whole run makes of it. Each
    is made once a session."""
    made = {}

    def tables_of(texts):
        if texts not in made:
            made[texts] = tmp_path_factory.mktemp("tables")
            run_all(Config(), made[texts], texts, workers=1)
        return made[texts]

    return tables_of


@pytest.fixture(scope="session")
def seed_tables(tables_of):
    """The folder of the tables that the whole run makes of `seeds/`."""
    return tables_of(ROOT / "seeds")


@pytest.fixture(scope="session")
def stanza_tables(tmp_path_factory):
    """The same, by Stanza throughout, over a part of the seeds."""
    out, seeds = tmp_path_factory.mktemp("stanza_tables"), tmp_path_factory.mktemp("stanza_seeds")
    for path in sorted((ROOT / "seeds").rglob("*.txt"))[::9]:
        shutil.copy(path, seeds)
    both = {"tokenize": {"backend": "stanza"}, "ner": {"backend": "stanza"}}
    run_all(Config.model_validate({**both, **STANZA}), out, seeds, workers=1)
    return out


@pytest.fixture(scope="session")
def checked_tables(tmp_path_factory):
    """The tables of `seeds/` with the stock recogniser as a second opinion."""
    out = tmp_path_factory.mktemp("checked_tables")
    config = Config.model_validate({"ner": {"second_opinion": "stock"}})
    run_all(config, out, ROOT / "seeds", workers=1)
    return out


@pytest.fixture(scope="session")
def shared():
    """The folder of the project's gold and corpora, which lies beside the checkout."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("../shared is not there: the project's gold is not part of the repository")
    return SHARED
