"""What the verdicts are worth today: those whose row or text has changed since are stale."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, MutableMapping
from dataclasses import dataclass, replace

from pipeline.audit.corpus import Corpus, Row
from pipeline.audit.subjects import BY_DOCUMENT, SUBJECTS, judged_values
from pipeline.audit.verdicts.log import (
    MISSING,
    READ,
    RIGHT,
    WRONG,
    Entry,
    Log,
    marked_span,
    span_of,
)
from pipeline.evaluation.gold import Offsets
from pipeline.evaluation.scoring import LOOSE, overlap

GONE = "it is no longer extracted"
REPLACED = "another row stands in its place now"
FOUND = "it is found now"
# A span of a document, and the kind of a figure that stands there; None for a quote.
Place = tuple[Offsets, object]
# What each reviewer says of a row: right, wrong, or that it should not be there.
Opinions = dict[str, str]
_SPURIOUS = "spurious"


@dataclass(frozen=True)
class Standing:
    """A live entry of a reviewer, and why it is stale; None while it holds."""

    reviewer: str
    entry: Entry
    stale: str | None

    @property
    def is_lost(self) -> bool:
        """Whether a quote or figure is by this verdict in the text, which is the same as then, but
        no row covers it any more: it is missing, though nobody marked it."""
        return self.stale == GONE and _is_said_to_be_there(self.entry)


def standings(
    corpus: Corpus, logs: Iterable[Log], known: MutableMapping[str, str | None] | None = None
) -> list[Standing]:
    """All live entries of the logs against the tables as they are; of copied logs one counts.

    A row that was judged spurious neither finds what is marked as missing nor stands in the place
    of another: the reviewer's own verdict on it decides, else that of the others, unless one of
    them says that it is right. `known` keeps what `stale_reason` says of each entry by its
    identifier; it depends on the tables alone, so give it again as long as they are the same.
    """
    known = {} if known is None else known
    said: list[Standing] = []
    for log in without_copies(logs)[0]:
        for entry in log.live.values():
            if entry.id not in known:
                known[entry.id] = stale_reason(corpus, entry)
            said.append(Standing(log.reviewer, entry, known[entry.id]))
    return list(_reconsidered(corpus, said))


def stale_reason(corpus: Corpus, entry: Entry) -> str | None:
    """Why an entry, taken by itself, no longer speaks of what is in the tables; None if it does."""
    if entry.table not in SUBJECTS:
        return f"there is no table {entry.table!r} to judge"
    if entry.doc_id is not None:
        checksum = corpus.checksums.get(entry.doc_id)
        if checksum is None:
            return "the document is no longer there"
        if checksum != entry.text_sha256:
            return "the text has changed"
    if entry.verdict in (READ, MISSING):
        if entry.doc_id is None or entry.table not in BY_DOCUMENT:
            return f"it does not say in which document of {' or '.join(BY_DOCUMENT)}"
        return FOUND if entry.verdict == MISSING and found_since(corpus, entry) else None
    row = corpus[entry.table].get(entry.row_id or "")
    if row is None:
        replaced = _is_said_to_be_there(entry) and found_since(corpus, entry)
        return REPLACED if replaced else GONE
    now = judged_values(SUBJECTS[entry.table], row)
    # A log of an older version judged fewer values: those that it has are compared.
    changed = [name for name, value in entry.row.items() if name in now and now[name] != value]
    return f"changed since: {', '.join(changed)}" if changed else None


def found_since(corpus: Corpus, entry: Entry, but: Collection[str] = ()) -> Row | None:
    """The row that now covers, by half or more, what was marked as missing or judged to be there;
    the rows with the ids in `but` do not count.

    A figure must be of the same kind: one number may count two (« 12 morts et blessés »).
    """
    key, wanted = SUBJECTS[entry.table].key, places(entry)
    for row in corpus[entry.table].of(entry.doc_id or "") if wanted else ():
        here = ((row["start"], row["end"]), row.get("kind"))
        if row[key] not in but and any(_covers(here, place) for place in wanted):
            return row
    return None


def places(entry: Entry) -> list[Place]:
    """Where an entry says that a quote or figure is: as marked or put right, and as the row was."""
    was, kind = span_of(entry.row), entry.row.get("kind")
    right = marked_span(entry) or was
    found = [(right, entry.correction.get("kind", kind)), (was, kind)]
    return [(span, of_kind) for span, of_kind in found if span is not None]


def same_place(a: Entry, b: Entry) -> bool:
    """Whether two entries on one document speak of spans that overlap by half, and of one kind."""
    return any(x[1] == y[1] and overlap(x[0], y[0]) >= LOOSE for x in places(a) for y in places(b))


def missing_span(entry: Entry) -> Offsets:
    """Offsets of a span that was marked as missing; (0, 0) if the entry does not say."""
    return marked_span(entry) or (0, 0)


def without_copies(logs: Iterable[Log]) -> tuple[list[Log], list[str]]:
    """The logs with each entry once, and a warning for each that repeats another's entries.

    Of two logs that share entries, the one with the shorter name is taken to be their owner's.
    """
    given = list(logs)
    owners: dict[str, str] = {}
    kept: dict[int, Log] = {}
    warnings: list[str] = []
    for place in sorted(range(len(given)), key=lambda i: (len(given[i].reviewer), i)):
        log = given[place]
        copied = Counter(owners[e.id] for e in log.entries if e.id in owners)
        unique = {entry.id: entry for entry in log.entries if entry.id not in owners}
        owners.update(dict.fromkeys(unique, log.reviewer))
        # The same log where nothing is left out: it knows already what of it is live.
        whole = len(unique) == len(log.entries)
        kept[place] = log if whole else replace(log, entries=tuple(unique.values()))
        warnings += [
            f"{log.reviewer}: {n} verdicts are those of {owner} again and are left out: remove the "
            "copy, or judge under your own name."
            for owner, n in copied.items()
        ]
    return [kept[place] for place in range(len(given))], warnings


def is_spurious(entry: Entry) -> bool:
    """Whether the verdict is that the row should not be there at all."""
    return entry.verdict == WRONG and SUBJECTS[entry.table].spurious in entry.faults


def _is_said_to_be_there(entry: Entry) -> bool:
    """Whether by a verdict on a row, right or wrong, something is at its place in a document."""
    if entry.table not in BY_DOCUMENT or entry.doc_id is None or not places(entry):
        return False
    return entry.verdict in (RIGHT, WRONG) and not is_spurious(entry)


def _covers(row: Place, wanted: Place) -> bool:
    return wanted[1] in (None, row[1]) and overlap(row[0], wanted[0]) >= LOOSE


def _reconsidered(corpus: Corpus, said: list[Standing]) -> Iterator[Standing]:
    """The same, but those that are stale for spurious rows alone."""
    opinions = _opinions(said)
    for standing in said:
        entry = standing.entry
        if standing.stale in (FOUND, REPLACED):
            rows = opinions.get((entry.table, entry.doc_id), {})
            spurious = {row_id for row_id, by in rows.items() if _rejects(by, standing.reviewer)}
            if spurious and found_since(corpus, entry, spurious) is None:
                yield replace(standing, stale=GONE if standing.stale == REPLACED else None)
                continue
        yield standing


def _opinions(said: Iterable[Standing]) -> dict[tuple[str, str | None], dict[str, Opinions]]:
    """Table and document → row → what each reviewer says of it who calls it right or wrong."""
    rows: dict[tuple[str, str | None], dict[str, Opinions]] = {}
    for standing in said:
        entry = standing.entry
        if standing.stale is None and entry.verdict in (RIGHT, WRONG):
            of_document = rows.setdefault((entry.table, entry.doc_id), {})
            opinion = _SPURIOUS if is_spurious(entry) else entry.verdict
            of_document.setdefault(entry.row_id or "", {})[standing.reviewer] = opinion
    return rows


def _rejects(by: Opinions, reviewer: str) -> bool:
    """Whether a row is spurious to the reviewer; to one who has not judged it, to the others."""
    if reviewer in by:
        return by[reviewer] == _SPURIOUS
    return _SPURIOUS in by.values() and RIGHT not in by.values()
