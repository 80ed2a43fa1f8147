"""What the verdicts are worth today: those whose row or text has changed since are stale."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.audit.corpus import Corpus, Row
from pipeline.audit.subjects import BY_DOCUMENT, SUBJECTS, judged_values
from pipeline.audit.verdicts import MISSING, READ, Entry, Log, marked_span
from pipeline.evaluation.scoring import LOOSE, overlap


@dataclass(frozen=True)
class Standing:
    """A live entry of a reviewer, and why it is stale; None while it holds."""

    reviewer: str
    entry: Entry
    stale: str | None


def standings(corpus: Corpus, logs: Iterable[Log]) -> Iterator[Standing]:
    """All live entries of the logs against the tables as they are."""
    for log in logs:
        for entry in log.live.values():
            yield Standing(log.reviewer, entry, stale_reason(corpus, entry))


def stale_reason(corpus: Corpus, entry: Entry) -> str | None:
    """Why an entry no longer speaks of what is in the tables; None if it does."""
    if entry.table not in SUBJECTS:
        return f"there is no table {entry.table!r} to judge"
    if entry.doc_id is not None:
        document = corpus.document(entry.doc_id)
        if document is None:
            return "the document is no longer there"
        if document["text_sha256"] != entry.text_sha256:
            return "the text has changed"
    if entry.verdict in (READ, MISSING):
        if entry.doc_id is None or entry.table not in BY_DOCUMENT:
            return f"it does not say in which document of {' or '.join(BY_DOCUMENT)}"
        found = entry.verdict == MISSING and found_since(corpus, entry)
        return "it is found now" if found else None
    row = corpus[entry.table].get(entry.row_id or "")
    if row is None:
        return "it is no longer extracted"
    now = judged_values(SUBJECTS[entry.table], row)
    # A log of an older version judged fewer values: those that it has are compared.
    changed = [name for name, value in entry.row.items() if name in now and now[name] != value]
    return f"changed since: {', '.join(changed)}" if changed else None


def found_since(corpus: Corpus, entry: Entry) -> Row | None:
    """The row that now covers, by half or more, a span that was marked as missing.

    A figure must be of the same kind: one number may count two (« 12 morts et blessés »).
    """
    span, kind = missing_span(entry), entry.correction.get("kind")
    for row in corpus[entry.table].of(entry.doc_id or ""):
        if overlap(span, (row["start"], row["end"])) >= LOOSE and kind in (None, row.get("kind")):
            return row
    return None


def missing_span(entry: Entry) -> tuple[int, int]:
    """Offsets of a span that was marked as missing; (0, 0) if the entry does not say."""
    return marked_span(entry) or (0, 0)
