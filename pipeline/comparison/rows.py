"""The rows of one table on two sides: which are gone, which are new, which say something else.

Rows are the same row by the table's key. Where a row stands for a span of a text, a row that is
gone and a new one that overlap are one row whose bounds have changed; sentences and tokens, whose
keys are running numbers, are the same by their offsets.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.comparison.overlaps import Integers, Pairs, pair_overlapping
from pipeline.errors import ComparisonError
from pipeline.schema import Table

BOUNDS = "bounds"
_SPAN = ("doc_id", "start", "end")
_STRINGS, _BETWEEN = pa.list_(pa.string()), "\x1f"
_NUMBERED = {"sentences": "sent_id", "tokens": "token"}
# As far as two machines may differ in the last digits of one calculation.
_TOLERANCE = {pa.float32(): 1e-6, pa.float64(): 1e-9}

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class TableDiff:
    """The differences of one table.

    `before` and `after` hold the rows that changed, row by row; `flags` says for each column that
    changed anywhere in which of them it did. The three columns of a span are one there, under the
    name of its text; `bounds` are those of the row itself. `columns` are those that one side lacks
    or has in another type, with that side's word for it.
    """

    table: Table
    compared: tuple[int, int]
    removed: pa.Table
    added: pa.Table
    before: pa.Table
    after: pa.Table
    flags: dict[str, Flags]
    columns: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether there is any difference."""
        return bool(len(self.removed) or len(self.added) or len(self.before) or self.columns)

    def counts(self) -> dict[str, int]:
        """How many rows changed in each column, the most frequent first."""
        counts = {name: int(flags.sum()) for name, flags in self.flags.items()}
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def changed_columns(self, index: int) -> list[str]:
        """The columns in which one of the changed rows did."""
        return [name for name, flags in self.flags.items() if flags[index]]


def has_spans(table: Table) -> bool:
    """Whether each row of the table stands for a span of a document's text."""
    return any(column.name == "start" and not column.nullable for column in table.columns)


def compare_rows(table: Table, old: pa.Table, new: pa.Table) -> TableDiff:
    """The differences between two tables of one kind.

    The columns need not be those that this version writes, but those of the key must be there.
    Raises ComparisonError if one is not, or is not unique.
    """
    names, odd = _common_columns(old, new)
    identity = _identity(table)
    if lacking := sorted(set(identity) - set(names)):
        raise ComparisonError(
            f"The table {table.name} cannot be compared: one side lacks its key "
            f"{', '.join(lacking)}. Run the older side again."
        )
    same_old, same_new = _matched(table, identity, old, new)
    gone, come = _others(len(old), same_old), _others(len(new), same_new)
    moved: Pairs = []
    if has_spans(table):
        moved = _moved(identity, old.take(pa.array(gone)), new.take(pa.array(come)))
    moved_old, moved_new = gone[[i for i, _ in moved]], come[[j for _, j in moved]]
    paired_old, paired_new = np.append(same_old, moved_old), np.append(same_new, moved_new)
    order = np.argsort(paired_new)
    flags = _flags(table, names, (old, new), (paired_old[order], paired_new[order]))
    changed = np.logical_or.reduce([*flags.values(), np.zeros(len(order), bool)])
    return TableDiff(
        table,
        (len(old), len(new)),
        removed=old.take(pa.array(_others(len(old), paired_old))),
        added=new.take(pa.array(_others(len(new), paired_new))),
        before=old.take(pa.array(paired_old[order][changed])),
        after=new.take(pa.array(paired_new[order][changed])),
        flags={name: flag[changed] for name, flag in flags.items() if flag.any()},
        columns=odd,
    )


def _others(count: int, rows: Integers) -> Integers:
    """The indices below `count` that are not among the rows."""
    others = np.ones(count, bool)
    others[rows] = False
    return np.flatnonzero(others)


def _identity(table: Table) -> tuple[str, ...]:
    return _SPAN if table.name in _NUMBERED else table.key


def _common_columns(old: pa.Table, new: pa.Table) -> tuple[list[str], tuple[str, ...]]:
    """The columns of one type on both sides, and what to say of the others."""
    common, odd = [], []
    for name in dict.fromkeys([*old.column_names, *new.column_names]):
        if name not in new.column_names:
            odd.append(f"only OLD has the column {name}")
        elif name not in old.column_names:
            odd.append(f"only NEW has the column {name}")
        elif old.schema.field(name).type != new.schema.field(name).type:
            odd.append(f"the column {name} has another type")
        else:
            common.append(name)
    return common, tuple(odd)


def _matched(
    table: Table, identity: Sequence[str], old: pa.Table, new: pa.Table
) -> tuple[Integers, Integers]:
    """The indices of the rows that both sides have, in the order of the new side."""
    # Documents are numbered: many rows are told apart faster, and in less memory, by numbers.
    documents = pc.unique(old["doc_id"]) if "doc_id" in identity else None
    sides = []
    for name, side in (("old row", old), ("new row", new)):
        keys = side.select(list(identity)).append_column(name, pa.array(np.arange(len(side))))
        if documents is not None:
            numbers = pc.index_in(keys["doc_id"], documents)
            keys = keys.set_column(keys.column_names.index("doc_id"), "doc_id", numbers)
        sides.append(keys)
    joined = sides[0].join(sides[1], list(identity), join_type="inner").sort_by("new row")
    rows = [joined[name].to_numpy() for name in ("old row", "new row")]
    if any(len(indices) and np.bincount(indices).max() > 1 for indices in rows):
        raise ComparisonError(
            f"The table {table.name} cannot be compared: its key {', '.join(identity)} is not "
            "unique. Run the pipeline again into a new folder."
        )
    return rows[0], rows[1]


def _moved(identity: Sequence[str], gone: pa.Table, come: pa.Table) -> Pairs:
    """Pairs of rows that overlap: of one document, and of one group where the key has one."""
    inside = [name for name in identity if name not in ("start", "end")]
    grouping = ["doc_id", *(name for name in inside if name != "doc_id" and "start" in identity)]
    both = pa.concat_tables([gone.select(grouping), come.select(grouping)])
    joined = pc.binary_join_element_wise(*(both[name] for name in grouping), _BETWEEN)
    codes = joined.combine_chunks().dictionary_encode().indices.to_numpy().astype(np.int64)
    starts, ends = (
        (gone[name].to_numpy().astype(np.int64), come[name].to_numpy().astype(np.int64))
        for name in ("start", "end")
    )
    return pair_overlapping((codes[: len(gone)], codes[len(gone) :]), starts, ends)


def _flags(
    table: Table,
    names: list[str],
    sides: tuple[pa.Table, pa.Table],
    rows: tuple[Integers, Integers],
) -> dict[str, Flags]:
    """Column → in which pairs of rows it differs.

    Running numbers, and identifiers that are made of the bounds, say nothing that others do not.
    """
    labels = dict(_labels(table))
    skipped = {_NUMBERED[table.name]} if table.name in _NUMBERED else set(table.key)
    flags: dict[str, Flags] = {}
    for name in names:
        if name in skipped and name not in labels:
            continue
        label = labels.get(name, name)
        differs = _differs(*(_taken(*side) for side in zip(sides, (name, name), rows, strict=True)))
        flags[label] = flags[label] | differs if label in flags else differs
    return flags


def _taken(side: pa.Table, name: str, rows: Integers) -> pa.ChunkedArray:
    in_place = len(rows) == len(side) and bool((rows == np.arange(len(side))).all())
    return side[name] if in_place else side[name].take(pa.array(rows))


def _labels(table: Table) -> Iterator[tuple[str, str]]:
    if has_spans(table):
        yield from ((name, BOUNDS) for name in ("start", "end"))
    for start, end, text in table.spans():
        label = BOUNDS if start == "start" else text
        yield from ((name, label) for name in (start, end, text))


def _differs(old: pa.ChunkedArray, new: pa.ChunkedArray) -> Flags:
    if pa.types.is_list(old.type):
        lengths = _differs(pc.list_value_length(old), pc.list_value_length(new))
        joined = [pc.binary_join(column.cast(_STRINGS), _BETWEEN) for column in (old, new)]
        return lengths | _differs(*joined)
    one_null = pc.not_equal(pc.is_null(old), pc.is_null(new)).to_numpy()
    if old.type in _TOLERANCE:
        a, b = (pc.fill_null(column, 0.0).to_numpy() for column in (old, new))
        tolerance = _TOLERANCE[old.type]
        near = np.isclose(a, b, rtol=tolerance, atol=tolerance, equal_nan=True)
        return np.asarray(one_null | ~near)
    return np.asarray(one_null | pc.fill_null(pc.not_equal(old, new), False).to_numpy())
