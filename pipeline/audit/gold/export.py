"""Reviewed documents as gold annotation, in the form of `tests/gold/`: reviewing makes it grow.

A document is exported once it is complete: every quote and figure of it is judged right, or wrong
with what is to be put right, and somebody declared it read through for both tables, so that all
that is missing is marked. As in all gold here, negated saying and shares in words are left out;
of figures the modifier too, which nobody is asked about.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.audit.corpus import Corpus, Row
from pipeline.audit.gold.items import (
    Item,
    NotYetError,
    corrected_item,
    is_of_gold,
    item_of_row,
    missing_item,
)
from pipeline.audit.subjects import BY_DOCUMENT, SUBJECTS, Subject
from pipeline.audit.verdicts.judgements import same_missing
from pipeline.audit.verdicts.log import JUDGED, MISSING, READ, RIGHT, UNSURE
from pipeline.audit.verdicts.standing import Standing, places
from pipeline.errors import AuditError
from pipeline.files import json_object, make_folder, write_bytes, writing


@dataclass(frozen=True)
class GoldDocument:
    """A document to export: `stem` names its two files, `data` is its annotation as JSON."""

    doc_id: str
    stem: str
    text: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Incomplete:
    """A document with verdicts that cannot be exported yet, and the first thing in the way."""

    doc_id: str
    why: str


def gold_documents(
    corpus: Corpus, said: Iterable[Standing]
) -> tuple[list[GoldDocument], list[Incomplete]]:
    """The complete documents as gold, and every other one that has an entry on its quotes or
    figures, both by doc_id."""
    by_document = _by_document(corpus, said)
    stems = _stems(corpus)
    done: list[GoldDocument] = []
    rest: list[Incomplete] = []
    for doc_id in sorted(by_document):
        try:
            done.append(_gold_document(corpus, doc_id, by_document[doc_id], stems))
        except NotYetError as obstacle:
            rest.append(Incomplete(doc_id, str(obstacle)))
    return done, rest


def write_gold(
    documents: Iterable[GoldDocument], folder: Path, overwrite: bool = False
) -> list[Path]:
    """Write DOC.txt and DOC.json of each document; returns the JSON files, those that were there
    with the same content too.

    Raises AuditError, before anything is written, if a file with other content is there and
    `overwrite` is not set, or is no gold; OutputError if the folder cannot be written.
    """
    files: dict[Path, bytes] = {}
    for document in documents:
        text = json.dumps(document.data, ensure_ascii=False, indent=1) + "\n"
        files[folder / f"{document.stem}.txt"] = document.text.encode()
        files[folder / f"{document.stem}.json"] = text.encode()
    with writing(folder):
        changed = [path for path, data in files.items() if not _holds(path, data)]
        others = [path for path in changed if os.path.lexists(path)]
        strangers = [path for path in others if not _is_gold(path)]
    if strangers:
        raise AuditError(
            f"{folder} holds {_named(strangers)}, which is no gold of depeche's and is not "
            "replaced: give another folder."
        )
    if others and not overwrite:
        raise AuditError(
            f"{folder} holds other gold under {_named(others)}: give another folder, or "
            "--overwrite to replace it."
        )
    for path in changed:
        make_folder(folder)
        write_bytes(path, files[path])
    return [path for path in files if path.suffix == ".json"]


def _named(paths: Sequence[Path]) -> str:
    more = f" and {len(paths) - 5} more" if len(paths) > 5 else ""
    return ", ".join(path.name for path in paths[:5]) + more


def _is_gold(path: Path) -> bool:
    """Whether a file is of a pair in the form of gold: annotation, or the text beside it."""
    annotation = json_object(path.with_suffix(".json")) if path.is_file() else None
    return annotation is not None and all(
        isinstance(annotation.get(table), list) for table in BY_DOCUMENT
    )


def _by_document(corpus: Corpus, said: Iterable[Standing]) -> dict[str, list[Standing]]:
    found: dict[str, list[Standing]] = {}
    for standing in said:
        entry = standing.entry
        if entry.table in BY_DOCUMENT:
            rows = corpus[entry.table]
            index = rows.index(entry.row_id or "") if entry.verdict in JUDGED else None
            doc_id = entry.doc_id if index is None else rows.table["doc_id"][index].as_py()
            if doc_id is not None:
                found.setdefault(doc_id, []).append(standing)
    return found


def _stems(corpus: Corpus) -> Counter[str]:
    """How many documents bear each stem; those with the text of an earlier one do not count."""
    documents = corpus["documents"]
    paths = zip(documents.column("path"), documents.column("duplicate_of"), strict=True)
    return Counter(PurePosixPath(path).stem for path, same in paths if same is None)


def _gold_document(
    corpus: Corpus, doc_id: str, said: Sequence[Standing], stems: Counter[str]
) -> GoldDocument:
    for table in BY_DOCUMENT:
        _check_judged(SUBJECTS[table], corpus[table].keys_of(doc_id), said)
    document = corpus.document(doc_id)
    if document is None:
        raise NotYetError("the document is no longer there")
    if document["duplicate_of"] is not None:
        raise NotYetError(f"it has the text of {document['duplicate_of']}: review that one")
    stem, text = PurePosixPath(document["path"]).stem, document["text"]
    if stems[stem] > 1:
        raise NotYetError(f"another document is called {stem!r} too: rename one of the files")
    found = {
        table: _items(SUBJECTS[table], text, corpus[table].of(doc_id), said)
        for table in BY_DOCUMENT
    }
    data = {table: [item.as_json() for item in items] for table, items in found.items()}
    return GoldDocument(doc_id, stem, text, {"doc": stem, **data})


def _items(
    subject: Subject, text: str, rows: Iterable[Row], said: Iterable[Standing]
) -> list[Item]:
    """The gold of one table in a document, in text order. Raises NotYetError."""
    about = [standing for standing in said if standing.entry.table == subject.table]
    live = [standing for standing in about if standing.stale is None]
    items: list[Item] = []
    for row in rows:
        item = _judged(subject, text, row, live)
        if item is not None and item.is_gold:
            _add(items, item, f"{subject.one} {row[subject.key]}")
    if not any(standing.entry.verdict == READ for standing in live):
        raise NotYetError(f"nobody declared it read through for {subject.table}")
    marked = [standing for standing in live if standing.entry.verdict == MISSING]
    for item in _marked(subject, text, marked):
        if item.is_gold and not any(item.same(other) for other in items):
            items.append(item)
    _check_lost(subject, about, items)
    return sorted(items, key=lambda item: item.main)


def _check_judged(subject: Subject, row_ids: Iterable[str], said: Iterable[Standing]) -> None:
    """Raises NotYetError for a row without a verdict that holds."""
    about = [standing for standing in said if standing.entry.table == subject.table]
    live = {standing.entry.row_id for standing in about if standing.stale is None}
    for row_id in row_ids:
        if row_id not in live:
            stale = next((s.stale for s in about if s.entry.row_id == row_id), None)
            why = f"the verdict is stale, {stale}" if stale else "it is not judged"
            raise NotYetError(f"{subject.one} {row_id}: {why}")


def _check_lost(subject: Subject, about: Iterable[Standing], items: Sequence[Item]) -> None:
    """Raises NotYetError for what was judged to be there, is no longer extracted, and in whose
    place there is nothing else, be it a row or marked as missing."""
    for standing in about:
        entry = standing.entry
        there = [place for place in places(entry) if is_of_gold(subject, entry.row, place[1])]
        if standing.is_lost and there and not any(item.is_at(p) for item in items for p in there):
            raise NotYetError(
                f"{subject.one} {entry.row_id}: judged {entry.verdict}, no longer extracted: mark "
                "it as missing or judge again"
            )


def _add(items: list[Item], item: Item, one: str) -> None:
    """Add what a row comes to; two pieces that were both put right to the whole are one."""
    copies = [other for other in items if item.is_copy(other)]
    if any(not _equal(item, other) for other in copies):
        raise NotYetError(f"{one}: another has the same span and says otherwise: one is wrong")
    if not copies:
        items.append(item)


def _judged(subject: Subject, text: str, row: Row, said: Iterable[Standing]) -> Item | None:
    """What a row comes to by the verdicts on it that hold; None if it should not be there."""
    one = f"{subject.one} {row[subject.key]}"
    live = [standing for standing in said if standing.entry.row_id == row[subject.key]]
    verdicts = {standing.entry.verdict for standing in live}
    if UNSURE in verdicts:
        raise NotYetError(f"{one}: a reviewer is unsure")
    if len(verdicts) > 1:
        raise NotYetError(f"{one}: reviewers disagree")
    if verdicts == {RIGHT} or row.get("negated"):
        return item_of_row(subject, text, row)
    first, *others = (corrected_item(subject, text, row, s.entry) for s in live)
    if any(not _equal(first, other) for other in others):
        raise NotYetError(f"{one}: reviewers correct it differently")
    return first


def _marked(subject: Subject, text: str, marks: Sequence[Standing]) -> list[Item]:
    """What is marked as missing, each thing once."""
    kept: list[tuple[Standing, Item]] = []
    for mark in marks:
        item = missing_item(subject, text, mark.entry)
        alike = [other for standing, other in kept if same_missing(mark, standing)]
        if any(not _equal(item, other) for other in alike):
            raise NotYetError(f"a missing {subject.one} is marked twice, differently")
        if not alike:
            kept.append((mark, item))
    return [item for _, item in kept]


def _equal(a: Item | None, b: Item | None) -> bool:
    return a is b if a is None or b is None else a.trimmed == b.trimmed


def _holds(path: Path, data: bytes) -> bool:
    """Whether the file holds that already; of JSON the values count, not their layout."""
    if not path.is_file():
        return False
    there = path.read_bytes()
    if path.suffix != ".json":
        return there == data
    try:
        return bool(json.loads(there) == json.loads(data))
    except ValueError:
        return False
