"""The queue of rows to check: what two recognisers dispute first, then what is least sure."""

from pathlib import Path
from typing import Any

from pipeline.french.records import BOTH
from pipeline.tables import read_table

QUEUED = ("quotes", "claims")


def audit_queue(root: Path, table: str) -> list[dict[str, Any]]:
    """The rows of `quotes` or `claims` under `root`, those to check first at the head.

    Disputed are the rows whose `agreement` is not `both`; without a second opinion there are none.
    Raises TableError if the table is missing.
    """
    return sorted(read_table(root, table).to_pylist(), key=_urgency)


def _urgency(row: dict[str, Any]) -> tuple[bool, float]:
    disputed = row["agreement"] not in (None, BOTH)
    return not disputed, row["confidence"]
