"""Some rows of a table under an output folder, found without reading the rest of it."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from pipeline.errors import TableError
from pipeline.parts import part_path, part_shards, read_part
from pipeline.tables import TABLES

_FILE = "__filename"  # the column in which Arrow says from which file a row is


def find_rows(
    root: Path,
    name: str,
    where: pc.Expression | None = None,
    columns: list[str] | None = None,
    shard: str | None = None,
) -> list[tuple[str, dict[str, Any]]]:
    """The rows of a table for which an expression holds, each behind the name of its shard.

    Their columns are those that whichever version wrote them gave them, or the given ones; of one
    shard alone if it is known. Raises TableError if the table is missing or cannot be read.
    """
    folder = root / name
    if not folder.is_dir():
        raise TableError(f"There is no table {name} in {root}: run `depeche run` or `dvc repro`.")
    known = [name for name in part_shards(folder) if shard in (None, name)]
    shards = {str(part_path(folder, name)): name for name in known}
    if not shards:
        return []
    try:
        found = ds.dataset(list(shards), format="parquet")
        wanted = [*(columns or found.schema.names), _FILE]
        rows = found.to_table(columns=wanted, filter=where).to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise TableError(f"{folder} cannot be read ({error}): run its stage again.") from error
    return [(shards[row.pop(_FILE)], row) for row in rows]


def document_part(root: Path, name: str, shard: str, doc_id: str) -> pa.Table:
    """The rows of a document in a table; `shard` is that which holds it. Raises TableError."""
    return read_part(root, TABLES[name], shard).filter(pc.field("doc_id") == doc_id)
