"""A summary of finished tables: rows, failures, seconds of each stage."""

import json
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.errors import TableError
from pipeline.stages.registry import STAGES

COUNTED = (
    "documents",
    "rejections",
    "sentences",
    "tokens",
    "mentions",
    "entities",
    "quotes",
    "claims",
    "figures",
    "failures",
)


def summarise(out: Path) -> list[tuple[str, str]]:
    """(name, figure) of every table that is there and of every stage that has run.

    Raises TableError if the folder holds no table.
    """
    counts = [(name, count_rows(out / name)) for name in COUNTED if (out / name).is_dir()]
    if not counts:
        raise TableError(f"{out} holds no tables: run `depeche run` or `dvc repro` first.")
    return [(name, str(n)) for name, n in counts] + [
        (f"{stage}, seconds", f"{seconds:.1f}") for stage, seconds in _timings(out)
    ]


def count_rows(folder: Path) -> int:
    """Rows in all parts of a table's folder, from their footers."""
    return sum(pq.read_metadata(part).num_rows for part in folder.rglob("part-*.parquet"))


def _timings(out: Path) -> list[tuple[str, float]]:
    files = [(stage, out / "timings" / f"{stage}.json") for stage in STAGES]
    return [
        (stage, json.loads(file.read_text("utf-8"))["seconds"])
        for stage, file in files
        if file.is_file()
    ]
