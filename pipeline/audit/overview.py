"""A corpus in numbers: what was read and what was left out, who speaks, which figures disagree,
how sure the rows are. For the report; no HTML here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.audit.corpus import Corpus, Row, Rows
from pipeline.audit.subjects import QUOTE_TYPES, STATUSES

LABELS = ("PER", "ORG", "LOC")
BINS = 10
# A row below this is called unsure. A line drawn for reading; nothing is left out for it.
LOW = 0.7
_LONGEST = 40
_NEWEST = date.max


@dataclass(frozen=True, slots=True)
class Count:
    """So many of a name; `None` is what has no name."""

    name: str | None
    n: int


@dataclass(frozen=True, slots=True)
class Material:
    """What was read. `words` are stretches between white space; `duplicates` are among the
    documents, but were not analysed. `outlets` ends with those that name none."""

    documents: int
    duplicates: int
    words: int
    characters: int
    first: date | None
    last: date | None
    undated: int
    outlets: tuple[Count, ...]
    periods: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """Inputs that were left out for one reason, with the first of them as an example."""

    reason: str
    n: int
    path: str
    detail: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """An entity with what it says: quotes by type, in the order of QUOTE_TYPES."""

    entity_id: str
    label: str
    name: str
    roles: tuple[str, ...]
    by_type: tuple[int, ...]
    quotes: int
    documents: int


@dataclass(frozen=True, slots=True)
class Kind:
    """Claims of a kind by status, in the order of STATUSES."""

    name: str
    by_status: tuple[int, ...]
    n: int


@dataclass(frozen=True, slots=True)
class Sureness:
    """Confidence of a table's rows: how many in each of BINS equal steps from 0 to 1, how many
    below LOW, and the indices of the least sure rows."""

    bins: tuple[int, ...]
    low: int
    least: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The numbers of a corpus. `conflicts` and `revised` are indices into `figures`, those told
    by most documents first."""

    material: Material
    rejected: tuple[Rejected, ...]
    failures: int
    quotes: tuple[Count, ...]
    sources: tuple[Count, ...]
    claims: tuple[Kind, ...]
    entities: tuple[Count, ...]
    speakers: tuple[Speaker, ...]
    conflicts: tuple[int, ...]
    revised: tuple[int, ...]
    sureness: Mapping[str, Sureness]


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in a list: what it is and how many quotes and claims it holds."""

    doc_id: str
    path: str
    title: str | None
    outlet: str | None
    published: date | None
    n_chars: int
    duplicate_of: str | None
    quotes: int
    claims: int


def overview(corpus: Corpus, speakers: int = 20, least: int = 8) -> Overview:
    """The numbers of a corpus, with so many top speakers and least sure rows of each table."""
    return Overview(
        material=material(corpus["documents"]),
        rejected=tuple(rejected(corpus["rejections"])),
        failures=len(corpus.failures),
        quotes=ordered(counts(corpus["quotes"], "type"), QUOTE_TYPES),
        sources=tuple(counts(corpus["quotes"], "speaker_kind")),
        claims=tuple(kinds(corpus["claims"])),
        entities=ordered(counts(corpus["entities"], "label"), LABELS),
        speakers=tuple(top_speakers(corpus, speakers)),
        conflicts=tuple(figures(corpus, "conflict")),
        revised=tuple(figures(corpus, "revised")),
        sureness={name: sureness(corpus[name], least) for name in ("quotes", "claims")},
    )


def counts(rows: Rows, column: str) -> list[Count]:
    """How often each value of a column stands there: most frequent first, nulls last."""
    found = pc.value_counts(rows.table[column].combine_chunks()).to_pylist()
    numbers = [Count(row["values"], row["counts"]) for row in found]
    return sorted(numbers, key=lambda count: (count.name is None, -count.n, count.name))


def ordered(numbers: Iterable[Count], names: Sequence[str]) -> tuple[Count, ...]:
    """Counts in the order of names, with zeros; what is not among them behind."""
    found = {count.name: count for count in numbers}
    first = [found.pop(name, Count(name, 0)) for name in names]
    return (*first, *found.values())


def material(documents: Rows) -> Material:
    """What was read."""
    published = documents.table["published"]
    span = pc.min_max(published).as_py()
    words = pc.list_value_length(
        pc.utf8_split_whitespace(pc.utf8_trim_whitespace(_texts(documents)))
    )
    return Material(
        documents=len(documents),
        duplicates=len(documents) - documents.table["duplicate_of"].null_count,
        words=pc.sum(words).as_py() or 0,
        characters=pc.sum(documents.table["n_chars"]).as_py() or 0,
        first=span["min"],
        last=span["max"],
        undated=published.null_count,
        outlets=tuple(counts(documents, "outlet")),
        periods=tuple(periods([day for day in published.to_pylist() if day is not None])),
    )


def _texts(documents: Rows) -> Any:
    texts = documents.table["text"]
    return texts.filter(pc.greater(pc.utf8_length(pc.utf8_trim_whitespace(texts)), 0))


def periods(days: Sequence[date]) -> Iterator[Count]:
    """Days counted by month, by year or by ten years, so that a chart has at most some 40 steps;
    steps without a day are there too."""
    if not days:
        return
    months = [day.year * 12 + day.month - 1 for day in days]
    length = max(months) - min(months) + 1
    step = 1 if length <= _LONGEST else 12 if length <= _LONGEST * 12 else 120
    steps = [month // step for month in months]
    for number in range(min(steps), max(steps) + 1):
        yield Count(_period(number * step, step), steps.count(number))


def _period(month: int, step: int) -> str:
    year = month // 12
    return f"{year}-{month % 12 + 1:02d}" if step == 1 else str(year) if step == 12 else f"{year}s"


def rejected(rejections: Rows) -> Iterator[Rejected]:
    """Reasons with their number and the first input, most frequent first."""
    first: dict[str, Row] = {}
    for row in rejections.table.to_pylist():
        first.setdefault(row["reason"], row)
    for count in counts(rejections, "reason"):
        example = first[str(count.name)]
        yield Rejected(example["reason"], count.n, example["path"], example["detail"])


def kinds(claims: Rows) -> Iterator[Kind]:
    """Kinds of claims with their statuses, most frequent first."""
    groups = claims.table.group_by(["kind", "status"]).aggregate([([], "count_all")]).to_pylist()
    numbers = {(row["kind"], row["status"]): row["count_all"] for row in groups}
    for count in counts(claims, "kind"):
        by_status = tuple(numbers.get((count.name, status), 0) for status in STATUSES)
        yield Kind(str(count.name), by_status, count.n)


def top_speakers(corpus: Corpus, n: int) -> Iterator[Speaker]:
    """The entities with most quotes; of as many, those in more documents first."""
    quotes = corpus["quotes"].table.select(["speaker_entity_id", "doc_id", "type"])
    named = quotes.filter(pc.is_valid(quotes["speaker_entity_id"]))
    totals = named.group_by("speaker_entity_id").aggregate(
        [([], "count_all"), ("doc_id", "count_distinct")]
    )
    order = [("count_all", "descending"), ("doc_id_count_distinct", "descending")]
    top = totals.sort_by([*order, ("speaker_entity_id", "ascending")]).slice(0, n).to_pylist()
    by_type = named.group_by(["speaker_entity_id", "type"]).aggregate([([], "count_all")])
    of_top = pc.is_in(
        by_type["speaker_entity_id"], pa.array([_id(row) for row in top], pa.string())
    )
    numbers = {
        (_id(row), row["type"]): row["count_all"] for row in by_type.filter(of_top).to_pylist()
    }
    for row in top:
        entity = corpus["entities"].get(_id(row))
        if entity is not None:
            types = tuple(numbers.get((_id(row), name), 0) for name in QUOTE_TYPES)
            yield Speaker(
                entity["entity_id"],
                entity["label"],
                entity["name"],
                tuple(entity["roles"]),
                types,
                row["count_all"],
                row["doc_id_count_distinct"],
            )


def _id(row: Row) -> str:
    return str(row["speaker_entity_id"])


def figures(corpus: Corpus, flag: str) -> list[int]:
    """Indices of the figures with a flag, `conflict` or `revised`: most documents first, then
    most claims."""
    found = corpus["figures"].where(**{flag: True})
    rows = corpus["figures"].table.take(pa.array(found, pa.int64()))
    order = [("n_documents", "descending"), ("n_claims", "descending"), ("figure_id", "ascending")]
    return [int(found[i]) for i in pc.sort_indices(rows, order).to_pylist()]


def tellings(corpus: Corpus, figure: Row) -> list[Row]:
    """The claims of a figure, in the order of time."""
    claims = corpus["claims"]
    return claims.take(claims.indices_of(figure["claim_ids"]))


def sureness(rows: Rows, least: int) -> Sureness:
    """How sure the rows of `quotes` or `claims` are."""
    # As decimal numbers: float32 would put 0.7 beneath 0.7.
    confidence = np.round(rows.table["confidence"].to_numpy().astype(np.float64), 6)
    steps = np.clip((confidence * BINS + 1e-9).astype(np.int64), 0, BINS - 1)
    order = [("confidence", "ascending"), ("doc_id", "ascending"), ("start", "ascending")]
    first = pc.sort_indices(rows.table, [*order, (rows.key, "ascending")])[:least]
    bins = np.bincount(steps, minlength=BINS).tolist()
    return Sureness(tuple(bins), int((confidence < LOW).sum()), tuple(first.to_pylist()))


def documents_listed(corpus: Corpus) -> list[Listed]:
    """All documents, by day of publication, those without one behind; then by id."""
    quotes, claims = (_per_document(corpus[name]) for name in ("quotes", "claims"))
    columns = ["doc_id", "path", "title", "outlet", "published", "n_chars", "duplicate_of"]
    rows = corpus["documents"].table.select(columns).to_pylist()
    listed = [
        Listed(**row, quotes=quotes.get(row["doc_id"], 0), claims=claims.get(row["doc_id"], 0))
        for row in rows
    ]
    return sorted(listed, key=lambda doc: (doc.published or _NEWEST, doc.doc_id))


def _per_document(rows: Rows) -> dict[str, int]:
    return {str(count.name): count.n for count in counts(rows, "doc_id")}
