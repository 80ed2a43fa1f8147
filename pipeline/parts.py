"""The parts that tables are written in: the one writer and the one reader.

A table is a folder of Parquet parts, `<root>/<table>/part-<shard>.parquet`. Every part has the
table's full schema, its rows in key order, and in its file metadata the fingerprint of what it was
made from and a digest of its rows.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import TableError
from pipeline.files import Kind, make_folder, write_file
from pipeline.identifiers import digest
from pipeline.schema import Table
from pipeline.tables import TABLES

# In a part's file metadata: what it was made from, and what is in it. A stage that reads the part
# goes by the latter, so that rows which come out the same again cost nothing behind them.
FINGERPRINT, ROWS = b"depeche.fingerprint", b"depeche.rows"
# The one part of a table that is made over the corpus.
WHOLE = "all"
_PREFIX, _SUFFIX = "part-", ".parquet"
# The names that `execution.shards` gives, and that of a table over the corpus.
_SHARD_PART = re.compile(rf"{_PREFIX}(?:start|{WHOLE}|[0-9a-f]{{12}}){re.escape(_SUFFIX)}")


def part_path(folder: Path, shard: str) -> Path:
    """Where the part of a shard lies in a table's folder."""
    return folder / f"{_PREFIX}{shard}{_SUFFIX}"


def part_shards(folder: Path) -> list[str]:
    """Names of the shards that have a part in a table's folder, sorted."""
    names = [path.name for path in folder.glob(f"{_PREFIX}*{_SUFFIX}")]
    return sorted(name.removeprefix(_PREFIX).removesuffix(_SUFFIX) for name in names)


def count_part(folder: Path, shard: str) -> int:
    """Rows of a part, from its footer."""
    return int(pq.read_metadata(part_path(folder, shard)).num_rows)


class Marks(NamedTuple):
    """What a part says of itself: the fingerprint of what it was made from, its rows' digest."""

    fingerprint: str | None
    rows: str | None


def part_marks(folder: Path, shard: str) -> Marks:
    """The marks in a part's file metadata; None for each if there is no readable part."""
    return _marks(part_path(folder, shard))


def _marks(path: Path) -> Marks:
    try:
        metadata = pq.read_metadata(path).metadata or {}
    except (OSError, pa.ArrowException):
        return Marks(None, None)
    found = (metadata.get(key) for key in (FINGERPRINT, ROWS))
    return Marks(*(None if mark is None else mark.decode("ascii", "replace") for mark in found))


def _is_part(path: Path) -> bool:
    """Whether a file is a part that the program wrote: that of a shard, with a fingerprint.

    A copy under another name, which somebody made of rows of a part, has the fingerprint as well.
    """
    return _SHARD_PART.fullmatch(path.name) is not None and _marks(path).fingerprint is not None


PARTS = Kind(re.compile(rf"{_PREFIX}.*{re.escape(_SUFFIX)}"), _is_part)


def write_part(folder: Path, shard: str, table: pa.Table, fingerprint: str) -> None:
    """Write one part whole or not at all. Raises OutputError.

    The bytes depend on the rows, the schema, the fingerprint and the version of pyarrow only.
    """
    make_folder(folder)
    marks = {FINGERPRINT: fingerprint.encode("ascii"), ROWS: _rows_digest(table).encode("ascii")}
    marked = table.replace_schema_metadata({**(table.schema.metadata or {}), **marks})
    write_file(
        part_path(folder, shard),
        lambda file: pq.write_table(marked, file, compression="zstd", version="2.6"),
    )


def write_whole(folder: Path, table: pa.Table, fingerprint: str) -> None:
    """Write a table over the corpus as one part, unless it is there already. Raises OutputError."""
    if part_marks(folder, WHOLE) != (fingerprint, _rows_digest(table)):
        write_part(folder, WHOLE, table, fingerprint)


def _rows_digest(table: pa.Table) -> str:
    """Of the values with the names and types of their columns, whatever these are said to mean."""
    fields = [pa.field(field.name, field.type, field.nullable) for field in table.schema]
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, pa.schema(fields)) as stream:
        stream.write_table(table.combine_chunks().cast(pa.schema(fields)))
    return digest(sink.getvalue().to_pybytes())


def remove_orphans(folder: Path, shards: Iterable[str]) -> list[Path]:
    """Remove the parts of shards that are no more, and what a killed run left; returns them."""
    return PARTS.remove(folder, {part_path(folder, shard).name for shard in shards})


def read_part(root: Path, table: Table, shard: str) -> pa.Table:
    """One part of a table. Raises TableError if it is missing or has another schema."""
    return _read(part_path(root / table.name, shard), table)


def read_table(root: Path, name: str, columns: list[str] | None = None) -> pa.Table:
    """All parts of a table under `root`, in shard order, with the given columns or all of them.

    Raises TableError if the table is unknown or missing.
    """
    parts = list(read_parts(root, name))
    whole = pa.concat_tables(parts) if parts else TABLES[name].schema.empty_table()
    return whole if columns is None else whole.select(columns)


def read_parts(root: Path, name: str) -> Iterator[pa.Table]:
    """The parts of a table under `root`, in shard order, each read when it is its turn.

    Raises TableError, at the first, if the table is unknown or missing.
    """
    if name not in TABLES:
        raise TableError(f"There is no table {name!r}; tables: {', '.join(TABLES)}.")
    table, folder = TABLES[name], root / name
    if not folder.is_dir():
        raise TableError(f"There is no table {name} in {root}: run `depeche run` or `dvc repro`.")
    for path in sorted(folder.rglob(f"{_PREFIX}*{_SUFFIX}")):
        yield _read(path, table)


def read_as_written(root: Path, name: str) -> pa.Table | None:
    """All parts of a table as whichever version wrote them; None if the table is not there.

    A column that some parts lack is null in their rows. Raises TableError if a part is no Parquet
    file, or the parts have columns of one name and different types.
    """
    if not (root / name).is_dir():
        return None
    parts = []
    for path in sorted((root / name).rglob(f"{_PREFIX}*{_SUFFIX}")):
        try:
            parts.append(pq.read_table(path, partitioning=None))
        except (pa.ArrowInvalid, OSError) as error:
            raise TableError(f"{path} cannot be read ({error}): run its stage again.") from error
    try:
        whole = pa.concat_tables(parts, promote_options="default") if parts else None
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise TableError(f"The parts of {root / name} do not fit together: {error}.") from error
    return TABLES[name].schema.empty_table() if whole is None else whole


def _read(path: Path, table: Table) -> pa.Table:
    try:
        found = pq.read_table(path, partitioning=None)
    except FileNotFoundError as error:
        raise TableError(f"{path} is missing: run the stage that writes {table.name}.") from error
    if not found.schema.equals(table.schema):
        raise TableError(f"{path} has another schema than this version writes: run it again.")
    return found
