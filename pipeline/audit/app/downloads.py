"""Lists as files: Parquet with the table's own schema, CSV for spreadsheets."""

import csv
import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from starlette.exceptions import HTTPException
from starlette.responses import Response

# A cell that begins like this is run as a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def written(form: str, name: str, table: pa.Table) -> Response:
    """The rows in the form asked for. Raises HTTPException 404 if there is no such form."""
    write = {"csv": as_csv, "parquet": as_parquet}.get(form)
    if write is None:
        raise HTTPException(404, "Lists are downloaded as .csv or .parquet.")
    return write(name, table)


def as_parquet(name: str, table: pa.Table) -> Response:
    """The rows as one Parquet file."""
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", version="2.6")
    return _attached(buffer.getvalue(), f"{name}.parquet", "application/vnd.apache.parquet")


def as_csv(name: str, table: pa.Table) -> Response:
    """The rows as CSV in UTF-8 with a byte order mark; lists are joined by « | ».

    Text that a spreadsheet would run as a formula has an apostrophe put before it: where every
    character counts, take the Parquet file.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(table.column_names)
    columns = [[_cell(value) for value in column.to_pylist()] for column in table.columns]
    writer.writerows(zip(*columns, strict=True))
    return _attached(buffer.getvalue().encode("utf-8-sig"), f"{name}.csv", "text/csv")


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = " | ".join(value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _attached(data: bytes, name: str, media: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=media, headers=headers)
