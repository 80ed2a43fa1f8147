"""The queue of rows to check: what two recognisers dispute first, then what is least sure."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.french.records import BOTH, is_disputed
from pipeline.listing import claim_lines, quote_lines
from pipeline.tables import read_table

_LINES = {"quotes": quote_lines, "claims": claim_lines}
QUEUED = tuple(_LINES)


def audit_queue(root: Path, table: str, limit: int | None = None) -> list[dict[str, Any]]:
    """The rows of `quotes` or `claims` under `root`, those to check first at the head.

    Disputed are the rows whose `agreement` is not `both`; without a second opinion there are none.
    Equals stand in text order. Raises TableError if the table is missing.
    """
    rows = read_table(root, table)
    agreed = pc.fill_null(pc.equal(rows["agreement"], BOTH), True)
    order = pa.table(
        {"agreed": agreed, "confidence": rows["confidence"], "row": pa.array(range(len(rows)))}
    )
    keys = [(name, "ascending") for name in order.column_names]
    first = pc.sort_indices(order, keys)[:limit]
    return list(rows.take(first).to_pylist())


def queue_listing(table: str, rows: list[dict[str, Any]]) -> Iterator[str]:
    """A readable listing of rows of the queue: identifier and doubt, then the row."""
    for row in rows:
        disputed = f", {row['agreement']}" if is_disputed(row["agreement"]) else ""
        yield f"{row[table[:-1] + '_id']} · {row['confidence']:.2f}{disputed}"
        yield from _LINES[table](row)
