"""What the reviewers say today, taken together: one judgement a row; where they differ."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from pipeline.audit.subjects import SUBJECTS, Subject
from pipeline.audit.verdicts.log import (
    JUDGED,
    MISSING,
    READ,
    RIGHT,
    UNSURE,
    WRONG,
    Entry,
    marked_span,
)
from pipeline.audit.verdicts.standing import GONE, Standing, is_spurious, missing_span, same_place
from pipeline.audit.verdicts.statistics import cohen_kappa
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

    @property
    def is_spurious(self) -> bool:
        """Whether the row is wrong, and somebody says that it should not be there at all."""
        return self.verdict == WRONG and any(map(is_spurious, self.entries.values()))


@dataclass(frozen=True)
class Reviewed:
    """All that the logs say of one table today.

    `judgements` by row id; `missing` what is there by the reviewers and was not found, each thing
    once: it is marked as missing, or was judged to be there and is no longer extracted. `read` the
    ids of the documents that somebody declared read through; `stale` how many verdicts on rows are
    stale.
    """

    subject: Subject
    judgements: Mapping[str, Judgement]
    missing: tuple[Standing, ...]
    read: frozenset[str]
    stale: int

    @property
    def lost(self) -> int:
        """How many were judged to be there and are no longer extracted."""
        return sum(standing.is_lost for standing in self.missing)


@dataclass
class _Collected:
    by_row: dict[str, dict[str, Entry]] = field(default_factory=dict)
    missing: list[Standing] = field(default_factory=list)
    gone: dict[str, list[Standing]] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    stale: int = 0

    def add(self, standing: Standing) -> None:
        entry = standing.entry
        if standing.stale:
            self.stale += entry.verdict in JUDGED
            if standing.stale == GONE:
                self.gone.setdefault(entry.row_id or "", []).append(standing)
        elif entry.verdict == MISSING:
            self.missing.append(standing)
        elif entry.verdict == READ:
            self.read.add(entry.doc_id or "")
        else:
            self.by_row.setdefault(entry.row_id or "", {})[standing.reviewer] = entry


def review(said: Iterable[Standing]) -> dict[str, Reviewed]:
    """Table → what the reviewers say of it by their standings; entries on tables that nobody
    judges are left out."""
    collected = {table: _Collected() for table in SUBJECTS}
    for standing in said:
        if standing.entry.table in collected:
            collected[standing.entry.table].add(standing)
    return {table: _reviewed(SUBJECTS[table], found) for table, found in collected.items()}


def _reviewed(subject: Subject, found: _Collected) -> Reviewed:
    judgements = {row_id: Judgement(row_id, by) for row_id, by in found.by_row.items()}
    # Who corrects the bounds of a row to those of something missing has found it there.
    put_right = [
        Standing(reviewer, entry, None)
        for by in found.by_row.values()
        for reviewer, entry in by.items()
        if entry.verdict == WRONG and marked_span(entry)
    ]
    missing = distinct_missing([*found.missing, *_lost(found.gone.values())], put_right)
    return Reviewed(subject, judgements, tuple(missing), frozenset(found.read), found.stale)


def _lost(gone: Iterable[Sequence[Standing]]) -> Iterator[Standing]:
    """A verdict on each row that is lost by all who judged it: nobody called it spurious."""
    for said in gone:
        decided = [standing for standing in said if standing.entry.verdict in (RIGHT, WRONG)]
        if decided and all(standing.is_lost for standing in decided):
            yield decided[0]


def distinct_missing(marks: Iterable[Standing], found: Iterable[Standing] = ()) -> list[Standing]:
    """What is missing, the first of those that mean the same thing, without what means the same as
    one of `found`.

    Two marks mean the same if their spans overlap by half and they are of two reviewers; of one
    reviewer, if they are of the same kind too: one number may count two kinds.
    """
    before: dict[str | None, list[Standing]] = {}
    for standing in found:
        before.setdefault(standing.entry.doc_id, []).append(standing)
    kept: list[Standing] = []
    for mark in marks:
        others = before.setdefault(mark.entry.doc_id, [])
        if not any(same_missing(mark, other) for other in others):
            kept.append(mark)
            others.append(mark)
    return kept


def same_missing(a: Standing, b: Standing) -> bool:
    """Whether two marks, or verdicts on rows, in one document mean the same thing."""
    if a.entry.doc_id != b.entry.doc_id:
        return False
    both_marked = a.entry.verdict == b.entry.verdict == MISSING
    if both_marked and a.reviewer != b.reviewer:
        return overlap(missing_span(a.entry), missing_span(b.entry)) >= LOOSE
    return same_place(a.entry, b.entry)


@dataclass(frozen=True)
class Agreement:
    """Two reviewers on the rows of one table that both judged.

    `items` is their number, `equal` the share (0..1) of equal verdicts, `kappa` Cohen's kappa over
    right, wrong and unsure (None where it is not defined), `differing` the rows they differ on.
    `faults_differ` are the rows that both call wrong, for different faults: equal verdicts, but
    what the row should be is open.
    """

    first: str
    second: str
    items: int
    equal: float
    kappa: float | None
    differing: tuple[str, ...]
    faults_differ: tuple[str, ...] = ()


def agreements(reviewed: Reviewed) -> Iterator[Agreement]:
    """The agreement of each pair of reviewers who judged a row in common, by their names."""
    reviewers = sorted({name for j in reviewed.judgements.values() for name in j.entries})
    for first, second in combinations(reviewers, 2):
        pairs = {
            row_id: (judgement.entries[first], judgement.entries[second])
            for row_id, judgement in reviewed.judgements.items()
            if first in judgement.entries and second in judgement.entries
        }
        if pairs:
            differing = tuple(i for i, (a, b) in pairs.items() if a.verdict != b.verdict)
            equal = 1 - len(differing) / len(pairs)
            kappa = cohen_kappa((a.verdict, b.verdict) for a, b in pairs.values())
            faults_differ = tuple(
                row_id
                for row_id, (a, b) in pairs.items()
                if a.verdict == b.verdict == WRONG and set(a.faults) != set(b.faults)
            )
            yield Agreement(first, second, len(pairs), equal, kappa, differing, faults_differ)
