"""What the reviewers say today, taken together: one judgement a row; where they differ."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from pipeline.audit.corpus import Corpus
from pipeline.audit.standing import Standing, missing_span, standings
from pipeline.audit.statistics import cohen_kappa
from pipeline.audit.subjects import SUBJECTS, Subject
from pipeline.audit.verdicts import JUDGED, MISSING, READ, RIGHT, UNSURE, WRONG, Entry, Log
from pipeline.evaluation.scoring import LOOSE, overlap

DISPUTED = "disputed"


@dataclass(frozen=True)
class Judgement:
    """All verdicts on one row that are not stale: reviewer → entry; at least one."""

    row_id: str
    entries: Mapping[str, Entry]

    @property
    def verdict(self) -> str:
        """right, wrong or unsure; disputed where one says right and another wrong.

        Who is unsure abstains: the others' verdict stands.
        """
        said = {entry.verdict for entry in self.entries.values()}
        if {RIGHT, WRONG} <= said:
            return DISPUTED
        return next(verdict for verdict in (RIGHT, WRONG, UNSURE) if verdict in said)

    @property
    def faults(self) -> frozenset[str]:
        """Every fault that a reviewer names who calls the row wrong."""
        wrong = (entry for entry in self.entries.values() if entry.verdict == WRONG)
        return frozenset(fault for entry in wrong for fault in entry.faults)


@dataclass(frozen=True)
class Reviewed:
    """All that the logs say of one table today.

    `judgements` by row id; `missing` what is marked as not found, each thing once; `read` the ids
    of the documents that somebody declared read through; `stale` how many verdicts on rows are
    stale.
    """

    subject: Subject
    judgements: Mapping[str, Judgement]
    missing: tuple[Standing, ...]
    read: frozenset[str]
    stale: int


@dataclass
class _Collected:
    by_row: dict[str, dict[str, Entry]] = field(default_factory=dict)
    missing: list[Standing] = field(default_factory=list)
    read: set[str] = field(default_factory=set)
    stale: int = 0

    def add(self, standing: Standing) -> None:
        entry = standing.entry
        if standing.stale:
            self.stale += entry.verdict in JUDGED
        elif entry.verdict == MISSING:
            self.missing.append(standing)
        elif entry.verdict == READ:
            self.read.add(entry.doc_id or "")
        else:
            self.by_row.setdefault(entry.row_id or "", {})[standing.reviewer] = entry


def review(corpus: Corpus, logs: Iterable[Log]) -> dict[str, Reviewed]:
    """Table → what the logs say of it; entries on tables that nobody judges are left out."""
    collected = {table: _Collected() for table in SUBJECTS}
    for standing in standings(corpus, logs):
        if standing.entry.table in collected:
            collected[standing.entry.table].add(standing)
    return {
        table: Reviewed(
            SUBJECTS[table],
            {row_id: Judgement(row_id, entries) for row_id, entries in found.by_row.items()},
            tuple(distinct_missing(found.missing)),
            frozenset(found.read),
            found.stale,
        )
        for table, found in collected.items()
    }


def distinct_missing(marks: Iterable[Standing]) -> list[Standing]:
    """Marks of what is missing, the first of those that mean the same thing.

    Two mean the same if their spans overlap by half and they are of two reviewers; of one
    reviewer, if they are of the same kind too: one number may count two kinds.
    """
    kept: list[Standing] = []
    for mark in marks:
        if not any(same_missing(mark, other) for other in kept):
            kept.append(mark)
    return kept


def same_missing(a: Standing, b: Standing) -> bool:
    """Whether two marks mean the same thing."""
    if a.entry.doc_id != b.entry.doc_id:
        return False
    if overlap(missing_span(a.entry), missing_span(b.entry)) < LOOSE:
        return False
    same_kind = a.entry.correction.get("kind") == b.entry.correction.get("kind")
    return same_kind or a.reviewer != b.reviewer


@dataclass(frozen=True)
class Agreement:
    """Two reviewers on the rows of one table that both judged.

    `items` is their number, `equal` the share (0..1) of equal verdicts, `kappa` Cohen's kappa over
    right, wrong and unsure (None where it is not defined), `differing` the rows they differ on.
    """

    first: str
    second: str
    items: int
    equal: float
    kappa: float | None
    differing: tuple[str, ...]


def agreements(reviewed: Reviewed) -> Iterator[Agreement]:
    """The agreement of each pair of reviewers who judged a row in common, by their names."""
    reviewers = sorted({name for j in reviewed.judgements.values() for name in j.entries})
    for first, second in combinations(reviewers, 2):
        pairs = {
            row_id: (judgement.entries[first].verdict, judgement.entries[second].verdict)
            for row_id, judgement in reviewed.judgements.items()
            if first in judgement.entries and second in judgement.entries
        }
        if pairs:
            differing = tuple(row_id for row_id, (a, b) in pairs.items() if a != b)
            equal = 1 - len(differing) / len(pairs)
            kappa = cohen_kappa(pairs.values())
            yield Agreement(first, second, len(pairs), equal, kappa, differing)
