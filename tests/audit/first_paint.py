"""How long the review app takes to paint an item, with many documents; a measurement, no test.

    python -m tests.audit.first_paint [COPIES]

copies the tables in `outputs/` COPIES times (94 give 10,058 documents of the seeds), serves them,
goes through items in headless Chromium, and prints the median and the longest time from the key
press to the first paint, in milliseconds, the server's share in it included.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from tests.audit.conftest import QUIET, chromium
from tests.audit.corpora import multiplied
from tests.audit.served import served
from tests.conftest import ROOT

ITEMS = 20
QUEUES = {
    "quotes": "/review/quotes?order=random&n=100&seed=1&by=type",
    "claims": "/review/claims?order=unsure",
    "entities": "/review/entities?order=random&n=100",
}
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def first_paint(page: Page) -> float:
    """Milliseconds from the start of the navigation to the first paint with content."""
    while (found := page.evaluate(PAINT)) is None:
        time.sleep(0.02)
    return float(found)


def measure(page: Page, url: str, path: str, key: str) -> list[float]:
    """The first paints of items, one after the other by a key."""
    page.goto(url + path)
    first_paint(page)
    paints = []
    for _ in range(ITEMS):
        with page.expect_navigation():
            page.keyboard.press(key)
        paints.append(first_paint(page))
    return paints


def main(copies: int) -> None:
    """Print the measurements."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        tables = Path(folder) / "tables"
        multiplied(ROOT / "outputs", tables, copies)
        browser = running.chromium.launch(executable_path=chromium(), args=QUIET)
        page = browser.new_page()
        with served(tables, Path(folder) / "audits") as (_, url):
            for table, path in QUEUES.items():
                for key, what in (("n", "next"), ("r", "judged")):
                    paints = measure(page, url, path, key)
                    print(f"{table}, {what}: {median(paints):.0f}, at most {max(paints):.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 94)
