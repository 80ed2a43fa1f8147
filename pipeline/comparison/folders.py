"""Two folders of tables: which documents both have, and the differences of each table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.comparison.overlaps import Integers
from pipeline.comparison.rows import TableDiff, compare_rows, has_spans
from pipeline.errors import ComparisonError, TableError
from pipeline.parts import read_as_written
from pipeline.tables import TABLES

DOCUMENTS, SENTENCES = "documents", "sentences"
_OF_DOCUMENTS = ("doc_id", "path", "text_sha256", "text")
# Running numbers of a document count as what they point to, the offset where it begins: a sentence
# more at the top does not change every row below it. Table → column → (table, its number).
_POINTERS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    SENTENCES: {"paragraph": (SENTENCES, "paragraph")},
    "tokens": {"head": ("tokens", "token"), "sent_id": (SENTENCES, "sent_id")},
    **{name: {"sent_id": (SENTENCES, "sent_id")} for name in ("mentions", "quotes", "claims")},
}
POINTERS = frozenset(name for columns in _POINTERS.values() for name in columns)


@dataclass(frozen=True)
class Documents:
    """The documents of two folders: how many stand on which side, and those that are compared.

    `rewritten` are the paths of those whose text is another; `texts` maps the ids of those with
    the same text on both sides to path and text.
    """

    counts: dict[str, int]
    rewritten: tuple[str, ...]
    texts: dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Comparison:
    """What differs between two folders.

    `elsewhere` counts the rows (old, new) of each table that belong to documents whose text is
    another or that one side alone has: their offsets mean nothing on the other side, they are not
    compared. `lacking` maps a table to the side that has it not.
    """

    documents: Documents
    tables: tuple[TableDiff, ...]
    elsewhere: dict[str, tuple[int, int]]
    lacking: dict[str, str]

    @property
    def differs(self) -> bool:
        """Whether there is any difference, rows that cannot be compared included."""
        apart = any(any(rows) for rows in self.elsewhere.values())
        return bool(apart or self.lacking or any(table.differs for table in self.tables))


def compare(old: Path, new: Path, names: Sequence[str] = ()) -> Comparison:
    """The differences between the tables of two folders: all of them, or those named.

    Raises ComparisonError if a folder holds no documents, a name is not that of a table, a part
    cannot be read, or a table has not its key.
    """
    if unknown := sorted(set(names) - set(TABLES)):
        raise ComparisonError(
            f"There is no table {', '.join(unknown)}; tables: {', '.join(TABLES)}."
        )
    sides = (_Side(old), _Side(new))
    documents = _documents(*(side.documents() for side in sides))
    tables: list[TableDiff] = []
    elsewhere: dict[str, tuple[int, int]] = {}
    lacking: dict[str, str] = {}
    for name in dict.fromkeys(names or TABLES):
        first, second = (side.table(name) for side in sides)
        if first is not None and second is not None:
            held = [first, second]
            if has_spans(TABLES[name]):
                held = [_compared(table, documents) for table in held]
                elsewhere[name] = (len(first) - len(held[0]), len(second) - len(held[1]))
                held = _pointing(name, held, sides)
            tables.append(compare_rows(TABLES[name], *held))
        elif first is not None or second is not None:
            lacking[name] = "OLD" if first is None else "NEW"
        elif names:
            raise ComparisonError(f"Neither {old} nor {new} has the table {name}.")
    return Comparison(documents, tuple(tables), elsewhere, lacking)


class _Side:
    """One of the folders; only the tables that many comparisons need are kept in memory."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._kept: dict[str, pa.Table | None] = {}

    def documents(self) -> pa.Table:
        """The table without which a folder is none of ours."""
        table = self.table(DOCUMENTS)
        if not _has(table, *_OF_DOCUMENTS):
            raise ComparisonError(
                f"{self.root} is no folder of tables, it has no {DOCUMENTS}: give what `depeche "
                "run --out` or `dvc repro` wrote."
            )
        return table

    def table(self, name: str) -> pa.Table | None:
        """A table as it was written, or None."""
        if name in self._kept:
            return self._kept[name]
        try:
            table = read_as_written(self.root, name)
        except TableError as error:
            raise ComparisonError(str(error)) from error
        if name in (DOCUMENTS, SENTENCES):
            self._kept[name] = table
        return table


def _documents(old_table: pa.Table, new_table: pa.Table) -> Documents:
    old, new = (
        {row["doc_id"]: row for row in table.select(list(_OF_DOCUMENTS)).to_pylist()}
        for table in (old_table, new_table)
    )
    both = old.keys() & new.keys()
    same = {doc for doc in both if old[doc]["text_sha256"] == new[doc]["text_sha256"]}
    return Documents(
        {
            "with the same text on both sides": len(same),
            "with another text": len(both - same),
            "only in OLD": len(old.keys() - both),
            "only in NEW": len(new.keys() - both),
        },
        tuple(sorted(new[doc]["path"] for doc in both - same)),
        {doc: (new[doc]["path"], new[doc]["text"]) for doc in same},
    )


def _compared(table: pa.Table, documents: Documents) -> pa.Table:
    """The rows of documents with the same text on both sides."""
    known = pc.is_in(table["doc_id"], pa.array(documents.texts.keys(), pa.string()))
    return table if pc.all(known).as_py() else table.filter(known)


def _pointing(name: str, tables: list[pa.Table], sides: tuple[_Side, _Side]) -> list[pa.Table]:
    """The tables with offsets for running numbers, where both sides have what these point to."""
    for column, (target, number) in _POINTERS.get(name, {}).items():
        targets = tables if target == name else [side.table(target) for side in sides]
        if all(_has(table, "doc_id", "start", number) for table in targets) and all(
            _has(table, column) for table in tables
        ):
            tables = [
                _with_offsets(table, column, where, number)
                for table, where in zip(tables, targets, strict=True)
            ]
    return tables


def _has(table: pa.Table | None, *columns: str) -> bool:
    return table is not None and set(columns) <= set(table.column_names)


def _with_offsets(table: pa.Table, column: str, target: pa.Table, number: str) -> pa.Table:
    """The table with where the `number` of `target` begins in place of the number.

    Null where `target` has no such number.
    """
    documents = pc.unique(target["doc_id"])
    starts = target["start"].to_numpy()
    numbered = _numbered(target, number, documents)
    order = np.lexsort((starts, numbered))
    wanted = _numbered(table, column, documents)
    places = np.searchsorted(numbered[order], wanted)
    found = np.append(numbered[order], -1)[places] == wanted
    offsets = pa.array(np.append(starts[order], -1)[places], pa.int64(), mask=~found)
    return table.set_column(table.column_names.index(column), column, offsets)


def _numbered(table: pa.Table, column: str, documents: pa.Array) -> Integers:
    """Document and number of each row as one number."""
    document = pc.fill_null(pc.index_in(table["doc_id"], documents), len(documents)).to_numpy()
    numbers: Integers = document.astype(np.int64) << 32 | table[column].to_numpy().astype(np.int64)
    return numbers
