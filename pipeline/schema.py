"""What a table is: columns with types and meanings, a key, and Arrow tables of its rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.errors import TableError

_TYPES = {
    "string": pa.string(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float32": pa.float32(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
    "date32": pa.date32(),
    "list<string>": pa.list_(pa.field("element", pa.string(), nullable=False)),
}


@dataclass(frozen=True)
class Column:
    """One column: name, type, meaning. A type that ends in `?` may be null."""

    name: str
    type: str
    description: str

    @property
    def nullable(self) -> bool:
        """Whether the column may be null."""
        return self.type.endswith("?")

    @property
    def field(self) -> pa.Field:
        """The Arrow field, with the description in its metadata."""
        arrow = _TYPES[self.type.rstrip("?")]
        return pa.field(
            self.name, arrow, nullable=self.nullable, metadata={"description": self.description}
        )


@dataclass(frozen=True)
class Table:
    """One table. `key` is unique over the table and the order of the rows in a part."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    order: tuple[str, ...] = ()

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema."""
        return pa.schema([c.field for c in self.columns], {"description": self.description})

    def spans(self) -> Iterator[tuple[str, str, str]]:
        """The span columns: (start, end, text) column names."""
        names = [column.name for column in self.columns]
        for name in names:
            stem = name.removesuffix("start").removesuffix("_")
            if name == "start" and "text" in names:
                yield "start", "end", "text"
            elif name.endswith("_start"):
                yield name, f"{stem}_end", stem

    def rows(self, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
        """An Arrow table of the rows, each a mapping with a value for every column, sorted.

        Raises TableError if a row lacks a column, has one too many, or a value of another type.
        """
        names = [column.name for column in self.columns]
        known = set(names)
        data: dict[str, list[Any]] = {name: [] for name in names}
        for row in rows:
            if row.keys() != known:
                odd = sorted(row.keys() ^ known)
                raise TableError(f"table {self.name}: a row lacks or has too many of {odd}.")
            for name in names:
                data[name].append(row[name])
        return self.columns_table(data)

    def columns_table(self, data: Mapping[str, Sequence[Any]]) -> pa.Table:
        """An Arrow table of whole columns, sorted. Raises TableError on a value of another type."""
        try:
            arrays = [pa.array(data[f.name], type=f.type) for f in self.schema]
        except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError) as error:
            raise TableError(f"table {self.name}: a value has the wrong type: {error}") from error
        for field, array in zip(self.schema, arrays, strict=True):
            if array.null_count and not field.nullable:
                raise TableError(f"table {self.name}: {field.name} must not be null.")
        table = pa.table(arrays, schema=self.schema)
        if len(self.key) == 1 and pc.count_distinct(table[self.key[0]]).as_py() < len(table):
            raise TableError(f"table {self.name}: {self.key[0]} is not unique.")
        return table.sort_by([(name, "ascending") for name in self.order or self.key])
