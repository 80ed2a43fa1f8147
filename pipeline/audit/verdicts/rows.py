"""The reviewers' verdicts as rows of the table `audit_verdicts`."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.audit.corpus import Corpus, Row
from pipeline.audit.subjects import BY_DOCUMENT, SUBJECTS
from pipeline.audit.verdicts.log import MISSING, READ, Entry, marked_span, span_of
from pipeline.audit.verdicts.standing import Standing
from pipeline.evaluation.gold import Offsets

_DESCRIBED = ("type", "rule", "confidence", "outlet", "start", "end", "text")
_KEPT = (
    *("at", "verdict", "table", "row_id", "doc_id", "text_sha256"),
    *("faults", "note", "queue"),
)
_OF_THE_ROW = ("doc_id", "rule", "confidence", "start", "end", "text")


def verdict_rows(corpus: Corpus, standings: Iterable[Standing]) -> Iterator[Row]:
    """A row of `audit_verdicts` for each live entry.

    What describes the judged row comes from the tables as they are, and is null once the verdict
    is stale; of what is marked as missing, and of a row that was judged to be there and is no
    longer extracted, type and span come from the entry.
    """
    for standing in standings:
        entry = standing.entry
        yield {
            "verdict_id": entry.id,
            "reviewer": standing.reviewer,
            "at": entry.at,
            "verdict": entry.verdict,
            "table": entry.table,
            "row_id": entry.row_id,
            "text_sha256": entry.text_sha256,
            **_described(corpus, standing),
            "faults": list(entry.faults),
            "note": entry.note,
            "correction": _json(entry),
            "stale": standing.stale,
            "queue": entry.queue,
        }


def standings_of(rows: Iterable[Row]) -> Iterator[Standing]:
    """The standings that rows of `audit_verdicts` speak of: enough for `review` and `measure`.

    Of the values that were judged, type and span alone are there.
    """
    for row in rows:
        stated = {"start": row["start"], "end": row["end"]}
        subject = SUBJECTS.get(row["table"])
        entry = Entry(
            id=row["verdict_id"],
            correction=json.loads(row["correction"] or "{}"),
            row={**stated, **({subject.type: row["type"]} if subject else {})},
            **{name: row[name] for name in _KEPT},
        )
        yield Standing(row["reviewer"], entry, row["stale"])


def _json(entry: Entry) -> str | None:
    if not entry.correction:
        return None
    return json.dumps(entry.correction, ensure_ascii=False, sort_keys=True)


def _described(corpus: Corpus, standing: Standing) -> Row:
    """Document, type, rule, confidence, outlet and span of what the entry is about."""
    entry = standing.entry
    found: Row = {"doc_id": entry.doc_id, **dict.fromkeys(_DESCRIBED)}
    if entry.doc_id is not None:
        found["outlet"] = corpus.outlets.get(entry.doc_id)
    if standing.is_lost:
        return {**found, **_stated(corpus, entry, entry.row, span_of(entry.row))}
    if standing.stale or entry.verdict == READ:
        return found
    if entry.verdict == MISSING:
        return {**found, **_stated(corpus, entry, entry.correction, marked_span(entry))}
    row = corpus[entry.table].get(entry.row_id or "") or {}
    found["type"] = row.get(SUBJECTS[entry.table].type)
    if entry.table in BY_DOCUMENT:
        found.update({name: row.get(name) for name in _OF_THE_ROW})
        found["outlet"] = corpus.outlets.get(row["doc_id"])
    return found


def _stated(corpus: Corpus, entry: Entry, values: dict[str, Any], span: Offsets | None) -> Row:
    """Type and span as the entry has them; the span is null if it is not in the text."""
    kind = values.get(SUBJECTS[entry.table].type)
    found: Row = {"type": kind if isinstance(kind, str) else None}
    document = corpus.document(entry.doc_id or "")
    if document is not None and span is not None and span[1] <= len(document["text"]):
        start, end = span
        found.update(start=start, end=end, text=document["text"][start:end])
    return found
