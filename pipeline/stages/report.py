"""report: the finished tables as pages to read, without a server and without a network."""

from collections.abc import Callable
from pathlib import Path

from pipeline.audit import corpus
from pipeline.audit.report.shell import ASSETS
from pipeline.audit.report.site import INDEX
from pipeline.audit.report.write import Written, write_report
from pipeline.tables import FAILURES

NAME = "report"
READS = (*corpus.READS, FAILURES.name)
# What the pages are made with beside code, under the folder that holds the package.
TEMPLATES = tuple(f"pipeline/audit/{name}" for name in ASSETS)


def make_report(root: Path, code: str, progress: Callable[[int, int], None]) -> Written:
    """Write the report on the tables under `root` into its folder `report`.

    `code` is a fingerprint of the code. Raises TableError if a table is missing.
    """
    return write_report(corpus.Corpus(root), root / NAME, code, progress)


def index(root: Path) -> Path:
    """Where the report on the tables under `root` begins."""
    return root / NAME / INDEX
