"""The queue: which rows to judge, in which order. The same selection gives the same queue."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import BaseModel, ConfigDict, Field

from pipeline.audit.corpus import Corpus, Indices, Rows
from pipeline.audit.filters import FILTERS, Asked, asked_of, filtered, reaches
from pipeline.audit.subjects import SUBJECTS
from pipeline.audit.verdicts.measures import rule_family
from pipeline.errors import AuditError
from pipeline.french.records import BOTH, is_disputed
from pipeline.identifiers import digest
from pipeline.listing import claim_lines, quote_lines

_LINES = {"quotes": quote_lines, "claims": claim_lines}
QUEUED = tuple(_LINES)
Order = Literal["text", "random", "unsure", "disagreement", "frequent"]
STRATA = ("type", "outlet", "rule")


class Selection(BaseModel):
    """What is asked of a table: filters, order, and for a sample its size, seed and strata.

    Filters are (name, value); those that `exact` names take the value exactly, the others whatever
    holds it. `n` 0 takes all rows. `by` names what a random sample is stratified by; each stratum
    has its share of the sample, and at least one row while there is room.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str
    filters: tuple[tuple[str, str], ...] = ()
    exact: tuple[str, ...] = ()
    order: Order = "text"
    n: int = Field(default=0, ge=0, le=1_000_000)
    seed: int = Field(default=1, ge=0, le=2**31)
    by: Literal["", "type", "outlet", "rule"] = ""

    @property
    def asked(self) -> list[Asked]:
        """What is asked of each filter of the table."""
        return asked_of(self.table, dict(self.filters), self.exact)


def select(corpus: Corpus, selection: Selection) -> Indices:
    """The indices of the rows of the table that are asked for, in the order asked for."""
    rows = corpus[selection.table]
    found = filtered(corpus, selection.table, selection.asked)
    if selection.order == "random":
        ordered = _shuffled(rows, found, selection.seed)
        if selection.by and selection.n:
            return _stratified(strata(corpus, selection, ordered), ordered, selection.n)
    else:
        ordered = _sorted(corpus, selection, found)
    return ordered[: selection.n] if selection.n else ordered


def strata(corpus: Corpus, selection: Selection, indices: Indices) -> list[str]:
    """The stratum of each row: its type, outlet or rule; empty where it has none."""
    column = SUBJECTS[selection.table].type if selection.by == "type" else selection.by
    if selection.table == "entities" and selection.by != "type":
        return [""] * len(indices)
    values = corpus.column(selection.table, column).take(pa.array(indices)).to_pylist()
    if column == "rule":
        values = [rule_family(selection.table, value) for value in values]
    return [value or "" for value in values]


def _shuffled(rows: Rows, indices: Indices, seed: int) -> Indices:
    """By a hash of seed and id: a row keeps its place among the others when rows are added."""
    ids = rows.table[rows.key].take(pa.array(indices)).to_pylist()
    keys = [digest(str(seed), identifier) for identifier in ids]
    return indices[np.argsort(np.array(keys, dtype="U32"), kind="stable")]


def _sorted(corpus: Corpus, selection: Selection, indices: Indices) -> Indices:
    if selection.order == "text":
        return indices
    table = corpus[selection.table].table
    keys: list[Any] = []
    if selection.order == "frequent":
        counts = ("n_mentions", "n_claims")
        keys += [-table[name].to_numpy() for name in counts if name in table.column_names]
    if "confidence" in table.column_names:
        keys.append(table["confidence"].to_numpy())
    if selection.order == "disagreement":
        keys.append(~_disputed(corpus, selection.table))
    if not keys:
        return indices
    order = np.lexsort(tuple(key[indices] for key in keys))
    return indices[order]


def _disputed(corpus: Corpus, table: str) -> Any:
    """Where a second recogniser differs; for an entity, over some mention of it."""
    if table == "entities":
        rows = corpus["mentions"]
        agreement = rows.column("agreement")
        ids = corpus["entities"].column("entity_id")
        of = corpus.mentions_of
        return np.array([any(is_disputed(agreement[i]) for i in of.get(e, ())) for e in ids], bool)
    agreed = pc.fill_null(pc.equal(corpus[table].table["agreement"], BOTH), True)
    return ~agreed.to_numpy()


def _stratified(names: Sequence[str], ordered: Indices, n: int) -> Indices:
    """The first rows of each stratum: one while there is room, the rest of `n` by its share."""
    groups: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        groups.setdefault(name, []).append(place)
    n = min(n, len(ordered))
    if n <= len(groups):
        return ordered[sorted(places[0] for places in groups.values())[:n]]
    further = _shares({name: len(places) - 1 for name, places in groups.items()}, n - len(groups))
    chosen = [place for name, places in groups.items() for place in places[: 1 + further[name]]]
    return ordered[sorted(chosen)]


def _shares(counts: Mapping[str, int], n: int) -> dict[str, int]:
    """`n` dealt out in proportion to the counts, by largest remainder."""
    total = sum(counts.values())
    exact = {name: n * count / total for name, count in counts.items()}
    sizes = {name: int(share) for name, share in exact.items()}
    by_remainder = sorted(exact, key=lambda name: (sizes[name] - exact[name], name))
    for name in by_remainder[: n - sum(sizes.values())]:
        sizes[name] += 1
    return sizes


def selection_from(
    table: str, limit: int, where: Sequence[str], exactly: Sequence[str]
) -> Selection:
    """The first rows to check, of those that pass filters given as « name=value », a part or
    exactly. Raises AuditError if the table has no such filter."""
    given = dict(_named(table, text) for text in (*where, *exactly))
    exact = tuple(_named(table, text)[0] for text in exactly)
    filters = tuple(given.items())
    return Selection(table=table, filters=filters, exact=exact, order="disagreement", n=limit)


def _named(table: str, text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    if name not in FILTERS[table] or not value:
        known = ", ".join(FILTERS[table])
        raise AuditError(f"A filter is NAME=VALUE, its name one of {known}; found {text!r}.")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise AuditError(f"The value of {name} is not UTF-8; found {value!r}.")
    return name, value


def queue_listing(table: str, rows: list[dict[str, Any]]) -> Iterator[str]:
    """A readable listing of rows of the queue: identifier and doubt, then the row."""
    for row in rows:
        disputed = f", {row['agreement']}" if is_disputed(row["agreement"]) else ""
        yield f"{row[SUBJECTS[table].key]} · {row['confidence']:.2f}{disputed}"
        yield from _LINES[table](row)


def reach_listing(corpus: Corpus, selection: Selection, shown: int) -> Iterator[str]:
    """How many rows are shown of how many, and how far each filter reaches."""
    table, asked = selection.table, selection.asked
    passed = len(filtered(corpus, table, asked))
    yield f"{shown} shown of {passed} that pass, of {len(corpus[table])} {table}"
    for reach in reaches(corpus, table, asked):
        one = reach.asked.filter
        so = "as whole words" if one.sort == "words" else "exactly so"
        counts = "" if one.sort == "one" else f": in {reach.holding} rows, in {reach.exactly} {so}"
        yield f"{one.name} « {reach.asked.value} »{counts}"
        for what, found in (("holding it", reach.names), ("near", reach.near)):
            if found:
                values = ", ".join(f"{count.value} {count.rows}" for count in found)
                more = f", {reach.more} more" if reach.more else ""
                yield f"    {what}: {values}{more}"
