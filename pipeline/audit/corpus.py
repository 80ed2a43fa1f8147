"""The finished tables, held in memory and indexed: rows by id, by document, by what they hold."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.audit.matching import Values
from pipeline.parts import read_table
from pipeline.tables import TABLES

Row = dict[str, Any]
Indices = npt.NDArray[np.int64]

READS = (
    *("documents", "rejections", "sentences", "mentions"),
    *("entities", "quotes", "claims", "figures"),
)

_DOCUMENTS_KEPT = 64


class Rows:
    """One table: its rows by key, and those of each document, in the table's order."""

    def __init__(self, name: str, table: pa.Table) -> None:
        self.name = name
        self.table = table.combine_chunks()
        self.key = TABLES[name].key[0]

    def __len__(self) -> int:
        return int(self.table.num_rows)

    @cached_property
    def _by_key(self) -> dict[str, int]:
        return {key: i for i, key in enumerate(self.column(self.key))}

    @cached_property
    def _by_document(self) -> dict[str, tuple[int, int]]:
        """The rows of a document stand together: their first, and the one behind their last."""
        codes = self.table["doc_id"].combine_chunks().dictionary_encode()
        numbers = codes.indices.to_numpy()
        starts = np.flatnonzero(np.diff(numbers, prepend=-1))
        ends = [*starts[1:].tolist(), len(numbers)][: len(starts)]
        names = codes.dictionary.take(pa.array(numbers[starts])).to_pylist()
        return dict(zip(names, zip(starts.tolist(), ends, strict=True), strict=True))

    def indices_of(self, keys: Iterable[str]) -> list[int]:
        """The indices of the rows of these keys, in their order; a key without a row has none."""
        return [index for key in keys if (index := self.index(key)) is not None]

    def column(self, name: str) -> list[Any]:
        """The values of a column."""
        return list(self.table[name].to_pylist())

    def get(self, key: str) -> Row | None:
        """The row of a key; None if there is none."""
        index = self.index(key)
        return None if index is None else self.at(index)

    def index(self, key: str) -> int | None:
        """The index of the row of a key; None if there is none."""
        return self._by_key.get(key)

    def at(self, index: int) -> Row:
        """The row at an index."""
        row: Row = self.table.slice(index, 1).to_pylist()[0]
        return row

    def take(self, indices: Indices | Iterable[int]) -> list[Row]:
        """The rows at these indices, in their order."""
        rows: list[Row] = self.table_of(indices).to_pylist()
        return rows

    def table_of(self, indices: Indices | Iterable[int]) -> pa.Table:
        """The rows at these indices as a table."""
        return self.table.take(pa.array(indices, pa.int64()))

    def range_of(self, doc_id: str) -> tuple[int, int]:
        """The indices of a document's rows: the first, and the one behind the last."""
        return self._by_document.get(doc_id, (0, 0))

    def count_of(self, doc_id: str) -> int:
        """How many rows a document has."""
        first, end = self.range_of(doc_id)
        return end - first

    def ids_of(self, indices: Indices) -> list[str]:
        """The keys of the rows at these indices."""
        return list(self.table[self.key].take(pa.array(indices, pa.int64())).to_pylist())

    def keys_of(self, doc_id: str) -> list[str]:
        """The keys of a document's rows, in text order."""
        first, end = self.range_of(doc_id)
        return list(self.table[self.key].slice(first, end - first).to_pylist())

    def of(self, doc_id: str, window: tuple[int, int] | None = None) -> list[Row]:
        """The rows of a document, in text order; those alone that reach into a window of it."""
        first, end = self.range_of(doc_id)
        table = self.table.slice(first, end - first)
        if window is not None:
            low, high = window
            reach = pc.and_(pc.less(table["start"], high), pc.greater(table["end"], low))
            table = table.filter(reach)
        rows: list[Row] = table.to_pylist()
        return rows

    def where(self, **values: Any) -> Indices:
        """The indices of the rows that hold every value given, by column name."""
        mask: Any = pa.scalar(True)
        for name, value in values.items():
            mask = pc.and_(mask, pc.fill_null(pc.equal(self.table[name], value), False))
        if not values:
            return np.arange(len(self), dtype=np.int64)
        return np.flatnonzero(mask.to_numpy()).astype(np.int64)


def _ordered(name: str, table: pa.Table) -> pa.Table:
    """In the table's own order; parts come in the order of the shards' names, which is chance."""
    columns = TABLES[name].order or TABLES[name].key
    return table.sort_by([(column, "ascending") for column in columns])


class Corpus:
    """The tables under a folder. Raises TableError if one is missing or of another version."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._tables = {name: Rows(name, _ordered(name, read_table(root, name))) for name in READS}
        self._values: dict[tuple[str, str], Values] = {}

    def __getitem__(self, name: str) -> Rows:
        return self._tables[name]

    def document(self, doc_id: str) -> Row | None:
        """The row of `documents`, not to be changed: that of a long text is made once."""
        return self._document(doc_id)

    @cached_property
    def _document(self) -> Callable[[str], Row | None]:
        return lru_cache(maxsize=_DOCUMENTS_KEPT)(self["documents"].get)

    def entity_name(self, entity_id: str | None) -> str | None:
        """The full name of an entity."""
        row = self["entities"].get(entity_id) if entity_id else None
        return None if row is None else str(row["name"])

    def mentions_in(self, doc_id: str, entity_id: str | None) -> list[Row]:
        """The mentions of an entity in a document, in text order."""
        first, end = self["mentions"].range_of(doc_id)
        of = self.mentions_of.get(entity_id or "", ())
        return self["mentions"].take([index for index in of if first <= index < end])

    @cached_property
    def failures(self) -> list[Row]:
        """The rows of `failures`: documents that a stage could not process, by id."""
        rows: list[Row] = read_table(self.root, "failures").to_pylist()
        return sorted(rows, key=lambda row: (row["doc_id"], row["stage"]))

    def warm(self) -> None:
        """Make the indices, which are made when they are first asked for otherwise."""
        for rows in self._tables.values():
            rows.get("")
            if "doc_id" in rows.table.column_names:
                rows.of("")
        for groups in (self.mentions_of, self.quotes_by, self.claims_by):
            groups.get("")
        for table, name in (("quotes", "speaker_name"), ("entities", "name")):
            self.values(table, name).near("")

    @cached_property
    def mentions_of(self) -> Mapping[str, list[int]]:
        """Entity id → the indices of its mentions."""
        return self._grouped("mentions", "entity_id")

    @cached_property
    def quotes_by(self) -> Mapping[str, list[int]]:
        """Entity id → the indices of the quotes whose source it is."""
        return self._grouped("quotes", "speaker_entity_id")

    @cached_property
    def claims_by(self) -> Mapping[str, list[int]]:
        """Entity id → the indices of the claims whose source it is."""
        return self._grouped("claims", "source_entity_id")

    @cached_property
    def claims_in(self) -> Mapping[str, list[int]]:
        """Quote id → the indices of the claims that it holds."""
        return self._grouped("claims", "quote_id")

    @cached_property
    def outlets(self) -> Mapping[str, str | None]:
        """Document id → outlet."""
        documents = self["documents"]
        return dict(zip(documents.column("doc_id"), documents.column("outlet"), strict=True))

    @cached_property
    def checksums(self) -> Mapping[str, str]:
        """Document id → SHA-256 of its text."""
        documents = self["documents"]
        columns = (documents.column(name) for name in ("doc_id", "text_sha256"))
        return dict(zip(*columns, strict=True))

    def column(self, table: str, name: str) -> pa.Array:
        """A column of a table; `outlet` is for every row with a document that of its document."""
        rows = self[table]
        if name == "outlet" and table != "documents":
            return pa.array([self.outlets.get(d) for d in rows.column("doc_id")], pa.string())
        return rows.table[name].combine_chunks()

    def values(self, table: str, name: str) -> Values:
        """The distinct values of such a column, to be searched in; made once."""
        known = self._values.get((table, name))
        if known is None:
            known = self._values[table, name] = Values(self.column(table, name))
        return known

    def choices(self, table: str, name: str) -> list[str]:
        """The values that such a column holds, sorted."""
        return sorted(value for value in self.values(table, name).distinct if value)

    def _grouped(self, table: str, column: str) -> dict[str, list[int]]:
        groups: dict[str, list[int]] = {}
        for index, value in enumerate(self[table].column(column)):
            if value is not None:
                groups.setdefault(value, []).append(index)
        return groups
