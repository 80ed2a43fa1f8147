"""A real browser, where there is one; very many tables."""

import shutil

import pytest

from pipeline.parts import read_table
from tests.audit.corpora import multiplied

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


def chromium():
    """The path of a Chromium; None where there is none."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


@pytest.fixture(scope="session")
def many_tables(seed_tables, runs):
    """The tables of the seeds so many times that they hold 10,000 documents or a few more."""
    copies = -(-10_000 // read_table(seed_tables, "documents").num_rows)
    return runs.once("many", lambda out: multiplied(seed_tables, out, copies))


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium by playwright; the tests that need it are skipped where it is missing."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is missing: pip install -e '.[test]'"
    )
    path = chromium()
    if path is None:
        pytest.skip(f"no browser: install Chromium, none of {', '.join(CHROMIUM)} is on the path")
    with playwright.sync_playwright() as running:
        found = running.chromium.launch(executable_path=path, args=QUIET)
        yield found
        found.close()
