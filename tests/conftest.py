"""Shared by the tests: the tables of the seeds, made once; the folder with the project's gold."""

from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.execution.flow import run_all

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def seed_tables(tmp_path_factory):
    """The folder of the tables that the whole run makes of `seeds/`."""
    out = tmp_path_factory.mktemp("seed_tables")
    run_all(Config(), out, ROOT / "seeds", workers=1)
    return out


@pytest.fixture(scope="session")
def shared():
    """The folder of the project's gold and corpora, which lies beside the checkout."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("../shared is not there: the project's gold is not part of the repository")
    return SHARED
