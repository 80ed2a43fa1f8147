"""The figures of the audit: how far the tables can be trusted, from the reviewers' verdicts.

Precision is the share of right rows among those judged right or wrong; unsure and disputed rows
are counted apart. Reviewers look at the least sure rows first, so the judged rows are no fair
sample: `estimate` weighs them by type and confidence as they stand in the table.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.audit.corpus import Corpus
from pipeline.audit.subjects import BY_DOCUMENT, SUBJECTS, Subject
from pipeline.audit.verdicts.judgements import (
    DISPUTED,
    Agreement,
    Judgement,
    Reviewed,
    agreements,
    review,
)
from pipeline.audit.verdicts.log import RIGHT, UNSURE, WRONG
from pipeline.audit.verdicts.standing import Standing
from pipeline.audit.verdicts.statistics import Proportion, effective_share, more_needed, wilson

# Lower bounds of the bands of confidence, in percent; the last one ends at 100.
_BANDS = (0, 50, 60, 70, 80, 90)
ALL, UNKNOWN = "all", "unknown"
TYPE, RULE, OUTLET, CONFIDENCE = GROUPINGS = ("type", "rule", "outlet", "confidence")


@dataclass(frozen=True)
class Catalogue:
    """The rows of one table by id: their documents, and their label in each grouping.

    It depends on the tables alone: make it once for many measurements.
    """

    rows: int
    documents: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]

    @cached_property
    def sizes(self) -> Mapping[str, Mapping[str, int]]:
        """Grouping → label → how many rows have it; by label: bands come in their order too."""
        return {
            name: dict(sorted(Counter(of.values()).items())) for name, of in self.labels.items()
        }

    @cached_property
    def cells(self) -> Mapping[tuple[str, str | None], int]:
        """How many rows lie in each cell of the estimate."""
        return Counter(map(self.cell, self.labels[TYPE]))

    def cell(self, row_id: str) -> tuple[str, str | None]:
        """Type and confidence band of a row; a table without confidence has no bands."""
        return self.labels[TYPE][row_id], self.labels.get(CONFIDENCE, {}).get(row_id)

    @cached_property
    def of_document(self) -> Mapping[str, int]:
        """Document id → how many rows it has."""
        return Counter(self.documents.values())


@dataclass(frozen=True)
class Precision:
    """One group of rows: how many there are, were judged right or wrong, and are right.

    `interval` has the share with its Wilson 95 % interval (0..1), None without a verdict. It takes
    the rows for a sample of endlessly many: where a good part of the group is judged it is wider
    than it need be, and where all is judged the share is simply known. `more` is how many more
    verdicts bring it to ±5 points, that part counted in: 0 where it is reached, and where
    `is_complete`.
    """

    label: str
    rows: int
    judged: int
    right: int
    interval: Proportion | None
    more: int

    @property
    def is_complete(self) -> bool:
        """Whether all rows are judged right or wrong."""
        return self.judged == self.rows


@dataclass(frozen=True)
class Estimate:
    """Precision of the whole table (0..1), each cell of type and confidence band by its rows.

    `coverage` is the share of the rows that lie in a cell with a verdict; the rest says nothing.
    """

    interval: Proportion | None
    coverage: float


@dataclass(frozen=True)
class Recall:
    """How much of what the documents hold was found.

    `found` is an estimate where not all rows of the documents are judged: of those that are not,
    the share that is there by right among all judged rows. `missing` is marked, or was judged to
    be there and is `lost`: no longer extracted. `interval` is about found / (found + missing), but
    as wide as what was seen allows: its n is the judged rows that are there by right and what is
    missing. It takes that estimated share for certain, so it is a little too narrow where few rows
    are judged. None where nothing was seen.
    """

    documents: int
    found: float
    missing: int
    lost: int
    interval: Proportion | None


@dataclass(frozen=True)
class TableMeasures:
    """The figures of one table.

    `groups` maps type, rule, outlet and confidence (entities: type alone) to their groups, all
    that the table has, judged or not. `faults` counts the wrong rows that have each fault.
    `found_at_all` is the share of judged rows that are there by right, whatever else is wrong.

    `recall_read` is over the documents that a reviewer declared read through for this table: there
    everything missing is marked (or was found then), so it is an estimate. `recall_seen` is over
    all documents with any verdict or mark; nobody searched the rest of them, so recall is **at
    most** that. Both are None for entities.
    """

    table: str
    whole: Precision
    unsure: int
    disputed: int
    stale: int
    groups: Mapping[str, tuple[Precision, ...]]
    faults: Mapping[str, int]
    estimate: Estimate
    found_at_all: Proportion | None
    recall_read: Recall | None
    recall_seen: Recall | None
    agreement: tuple[Agreement, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no reviewer has said anything of the table."""
        verdicts = self.whole.judged + self.unsure + self.disputed + self.stale
        seen = self.recall_seen
        return not verdicts and (seen is None or not seen.documents)


def measure(
    corpus: Corpus, said: Iterable[Standing], catalogues: Mapping[str, Catalogue] | None = None
) -> dict[str, TableMeasures]:
    """The figures of quotes, claims and entities, from all standings together.

    `catalogues` are those of the corpus, by table, if they are there already.
    """
    known = catalogues or {table: catalogue(corpus, table) for table in SUBJECTS}
    return {
        table: measure_table(reviewed, known[table]) for table, reviewed in review(said).items()
    }


def catalogue(corpus: Corpus, table: str) -> Catalogue:
    """The rows of a table and the groups that they belong to."""
    subject, rows = SUBJECTS[table], corpus[table]
    ids = rows.column(subject.key)
    columns = {TYPE: rows.column(subject.type)}
    documents: list[str] = []
    if table in BY_DOCUMENT:
        documents = rows.column("doc_id")
        columns[RULE] = [rule_family(table, rule) for rule in rows.column("rule")]
        columns[OUTLET] = [corpus.outlets.get(doc_id) or UNKNOWN for doc_id in documents]
        columns[CONFIDENCE] = [confidence_band(value) for value in rows.column("confidence")]
    labels = {name: dict(zip(ids, values, strict=True)) for name, values in columns.items()}
    return Catalogue(len(ids), dict(zip(ids, documents, strict=False)), labels)


def confidence_band(confidence: float) -> str:
    """The band of a confidence (0..1), as `60-70`: percent, the upper bound excluded but 100."""
    # The tables hold float32: 0.9 there is a little less than 0.9.
    percent = round(100 * confidence, 4)
    low = max(bound for bound in _BANDS if bound <= max(percent, 0))
    return f"{low}-{100 if low == _BANDS[-1] else _BANDS[_BANDS.index(low) + 1]}"


def rule_family(table: str, rule: str) -> str:
    """A quote's rule; of a claim's, which name several steps, the first."""
    return rule.split(":", 1)[0] if table == "claims" else rule


def measure_table(reviewed: Reviewed, rows: Catalogue) -> TableMeasures:
    """The figures of one table."""
    verdicts = Counter(judgement.verdict for judgement in reviewed.judgements.values())
    decided = {
        row_id: judgement
        for row_id, judgement in reviewed.judgements.items()
        if judgement.verdict in (RIGHT, WRONG)
    }
    spurious = sum(judgement.is_spurious for judgement in decided.values())
    found_at_all = wilson(len(decided) - spurious, len(decided))
    of_documents = reviewed.subject.table in BY_DOCUMENT
    seen = documents_seen(reviewed, rows)
    return TableMeasures(
        table=reviewed.subject.table,
        whole=_precision(ALL, rows.rows, verdicts[RIGHT] + verdicts[WRONG], verdicts[RIGHT]),
        unsure=verdicts[UNSURE],
        disputed=verdicts[DISPUTED],
        stale=reviewed.stale,
        groups={
            name: tuple(_groups(rows, name, decided)) for name in GROUPINGS if name in rows.labels
        },
        faults=_faults(decided.values(), reviewed.subject),
        estimate=_estimate(rows, decided),
        found_at_all=found_at_all,
        recall_read=(
            _recall(reviewed.read, reviewed, rows, found_at_all) if of_documents else None
        ),
        recall_seen=_recall(seen, reviewed, rows, found_at_all) if of_documents else None,
        agreement=tuple(agreements(reviewed)),
    )


def documents_seen(reviewed: Reviewed, rows: Catalogue) -> frozenset[str]:
    """The ids of the documents with any verdict or mark that is not stale."""
    judged = (rows.documents.get(row_id) for row_id in reviewed.judgements)
    marked = (mark.entry.doc_id for mark in reviewed.missing)
    return reviewed.read | {doc_id for doc_id in (*judged, *marked) if doc_id is not None}


def _precision(label: str, rows: int, judged: int, right: int) -> Precision:
    more = more_needed(right, judged, max(rows - judged, 0))
    return Precision(label, rows, judged, right, wilson(right, judged), more)


def _groups(rows: Catalogue, name: str, decided: Mapping[str, Judgement]) -> Iterator[Precision]:
    labels = rows.labels[name]
    judged = Counter(labels[row_id] for row_id in decided)
    right = Counter(labels[row_id] for row_id, j in decided.items() if j.verdict == RIGHT)
    for label, size in rows.sizes[name].items():
        yield _precision(label, size, judged[label], right[label])


def _estimate(rows: Catalogue, decided: Mapping[str, Judgement]) -> Estimate:
    judged = Counter(rows.cell(row_id) for row_id in decided)
    right = Counter(rows.cell(row_id) for row_id, j in decided.items() if j.verdict == RIGHT)
    strata = [(float(weight), right[cell], judged[cell]) for cell, weight in rows.cells.items()]
    covered = sum(weight for cell, weight in rows.cells.items() if judged[cell])
    return Estimate(effective_share(strata), covered / rows.rows if rows.rows else 0.0)


def _faults(decided: Iterable[Judgement], subject: Subject) -> dict[str, int]:
    counts = Counter(fault for judgement in decided for fault in sorted(judgement.faults))
    others = sorted(fault for fault in counts if fault not in subject.faults)
    return {fault: counts[fault] for fault in (*subject.faults, *others) if counts[fault]}


def _recall(
    documents: frozenset[str],
    reviewed: Reviewed,
    rows: Catalogue,
    found_at_all: Proportion | None,
) -> Recall:
    """Found: the judged rows that are not spurious; of the others there, the share found at all."""
    decided = [
        judgement
        for row_id, judgement in reviewed.judgements.items()
        if judgement.verdict in (RIGHT, WRONG) and rows.documents.get(row_id) in documents
    ]
    certain = sum(not judgement.is_spurious for judgement in decided)
    open_ = sum(rows.of_document.get(doc_id, 0) for doc_id in documents) - len(decided)
    inside = [standing for standing in reviewed.missing if standing.entry.doc_id in documents]
    missing, lost = len(inside), sum(standing.is_lost for standing in inside)
    if open_ and found_at_all is None:
        return Recall(len(documents), float(certain), missing, lost, None)
    found = certain + (open_ * found_at_all.share if open_ and found_at_all else 0.0)
    total, seen = found + missing, certain + missing
    interval = wilson(seen * (found / total), seen) if total else None
    return Recall(len(documents), found, missing, lost, interval)
