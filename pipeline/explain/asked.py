"""From what is asked, `FILE:OFFSET`, `FILE:WORDS` or the id of a row, to a document and a place."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.config import Config
from pipeline.corpus.decode import decode
from pipeline.corpus.rejection import Rejection
from pipeline.errors import ExplainError
from pipeline.explain.records import LETTERS
from pipeline.french.records import Offsets
from pipeline.french.text import normalise
from pipeline.lookup import document_part, find_rows
from pipeline.tables import TABLES

# What the rules start from; and what they make, which is made again to be explained.
READ = ("documents", "blocks", "sentences", "tokens", "recognised")
MADE = ("mentions", "quotes", "claims")
_ROW_ID = re.compile(r"[a-z][0-9a-f]{16}")
_PLACE = re.compile(r"\s*(\d+)(?:-(\d+))?\s*")
_MARKS = " \t\"'«»“”"
_SHOWN = 5

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """A document's tables, those that rules start from, and the place that is asked about.

    `stored` are the rows that a run has made of the document, None where it is of no run; `row` is
    the one that was asked for, of the table `table`, if one was.
    """

    tables: Mapping[str, pa.Table]
    stored: Mapping[str, list[Row]] | None
    place: Offsets
    table: str = ""
    row: Row | None = None
    notes: tuple[str, ...] = ()


def read_asked(what: str, out: Path, config: Config) -> Asked:
    """The document and the place that a question names.

    A file that no run in `out` has read as it is now goes through the models. Raises ExplainError
    if the question names no place, TableError if the tables cannot be read.
    """
    if _ROW_ID.fullmatch(what):
        return asked_row(what, out)
    for file, where in _splits(what):
        found = _document(file, out)
        if found is not None:
            tables, stored = _of_run(out, *found)
            return Asked(tables, stored, _place(file, where, tables))
        if Path(file).is_file():
            tables = _analysed(Path(file), config)
            note = f"{file} is, as it stands there, no text of a run in {out}: the models have run."
            return Asked(tables, None, _place(file, where, tables), notes=(note,))
    raise ExplainError(_names_nothing(what, out))


def _splits(what: str) -> Iterator[tuple[str, str]]:
    """Every way to take it as FILE:WHERE: names of files may hold colons, and so may words."""
    for match in re.finditer(":", what):
        if match.start() and what[match.end() :].strip(_MARKS):
            yield what[: match.start()], what[match.end() :]


def asked_row(row_id: str, out: Path) -> Asked:
    """The document of a row and where that is. Raises ExplainError, TableError."""
    table = next((name for name, letter in LETTERS.items() if letter == row_id[:1]), None)
    if table is None:
        known = ", ".join(f"{letter}… ({name})" for name, letter in LETTERS.items())
        raise ExplainError(f"{row_id} is of no table whose rows are explained: {known}.")
    found = find_rows(out, table, pc.field(TABLES[table].key[0]) == row_id)
    if not found:
        raise ExplainError(
            f"There is no row {row_id} in {out / table}. Where bounds or type of a row change, so "
            "does its id: it may be of another run. Ask for its place instead: FILE:OFFSET."
        )
    shard, row = found[0]
    tables, stored = _of_run(out, shard, row["doc_id"])
    return Asked(tables, stored, (row["start"], row["end"]), table, row)


def asked_place(doc_id: str, start: int, end: int, out: Path) -> Asked:
    """A place in a document of the run. Raises ExplainError, TableError."""
    found = find_rows(out, "documents", pc.field("doc_id") == doc_id, ["doc_id"])
    if not found:
        raise ExplainError(f"There is no document {doc_id} in {out}.")
    tables, stored = _of_run(out, found[0][0], doc_id)
    return Asked(tables, stored, _place(doc_id, f"{start}-{end}", tables))


def _document(file: str, out: Path) -> tuple[str, str] | None:
    """The shard and the id of the document that a path or name means; None if there is none.

    A file that is there means a document of the same text alone: it may have changed since the run.
    Raises ExplainError if several are meant.
    """
    if not (out / "documents").is_dir():
        return None
    text = _digest(Path(file))
    ranked: dict[int, list[tuple[str, Row]]] = {}
    for shard, row in find_rows(out, "documents", columns=["doc_id", "path", "text_sha256"]):
        rank = 0 if file == row["doc_id"] else _likeness(file, row["path"])
        if rank is not None and text in (None, row["text_sha256"]):
            ranked.setdefault(rank, []).append((shard, row))
    best = ranked[min(ranked)] if ranked else []
    if len(best) > 1:
        paths = [str(row["path"]) for _, row in best]
        raise ExplainError(f"{file} may be any of {_some(paths)}: give more of its path.")
    return (best[0][0], best[0][1]["doc_id"]) if best else None


def _digest(file: Path) -> str | None:
    """The hash of a file's text as the table `documents` has it; None if it has none."""
    try:
        text = decode(file.read_bytes()).text
    except (OSError, Rejection):
        return None
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _likeness(file: str, path: str) -> int | None:
    """How well a name means a document, 0 for best: its path; the end of that, or a path from
    elsewhere that ends with it; the same without suffix. None if it does not."""
    asked, known = (
        PurePosixPath(unicodedata.normalize("NFC", name.replace("\\", "/")))
        for name in (file, path)
    )
    if asked == known:
        return 0
    for rank, parts in enumerate((known.parts, known.with_suffix("").parts), 1):
        shared = min(len(parts), len(asked.parts))
        if shared and parts[-shared:] == asked.parts[-shared:]:
            return rank
    return None


def _of_run(out: Path, shard: str, doc_id: str) -> tuple[dict[str, pa.Table], dict[str, list[Row]]]:
    """What the rules read of a document, and the rows that the run has made of it."""
    tables = {name: document_part(out, name, shard, doc_id) for name in READ}
    (document,) = tables["documents"].to_pylist()
    if document["duplicate_of"] is not None:
        raise ExplainError(
            f"{document['path']} is the same text as {document['duplicate_of']}, and only that is "
            "analysed: ask about it."
        )
    if not tables["tokens"].num_rows:
        raise ExplainError(f"{document['path']} has no words{_failure(out, doc_id)}.")
    where = pc.field("doc_id") == doc_id
    stored: dict[str, list[Row]] = {
        name: [row for _, row in find_rows(out, name, where, shard=shard)] for name in MADE
    }
    return tables, stored


def _failure(out: Path, doc_id: str) -> str:
    """What stages say that failed on a document, in brackets; nothing where none did."""
    where = pc.field("doc_id") == doc_id
    folders = sorted((out / "failures").glob("*/"))
    rows = (row for folder in folders for _, row in find_rows(folder.parent, folder.name, where))
    return "".join(f" ({row['stage']} failed: {row['error']})" for row in rows)


def _analysed(file: Path, config: Config) -> dict[str, pa.Table]:
    """What the rules read of a file that is of no run."""
    from pipeline.extract import extract  # the engines, which nothing else here needs

    try:
        return extract(file.read_bytes(), file.name, config)
    except OSError as error:
        raise ExplainError(f"{file} cannot be read ({error.strerror}): give a text.") from error
    except Rejection as why:
        raise ExplainError(f"{file} is not taken ({why.reason}): {why.detail}") from why


def _place(file: str, where: str, tables: Mapping[str, pa.Table]) -> Offsets:
    """The offsets that are meant: a number, two, or the first place with these words."""
    text = str(tables["documents"]["text"][0].as_py())
    numbers = _PLACE.fullmatch(where)
    if numbers is not None:
        start = int(numbers[1])
        end = int(numbers[2]) if numbers[2] else start + 1
        if not start < end <= len(text):
            raise ExplainError(
                f"{file} has {len(text)} characters, counted from 0: there is no {where.strip()}."
            )
        return start, end
    words = map(re.escape, normalise(where.strip(_MARKS)).split())
    found = re.search(r"\s+".join(words), normalise(text), re.IGNORECASE)
    if found is None:
        raise ExplainError(
            f"{file} does not hold the words « {where.strip(_MARKS)} »: give them as they stand "
            "there, or an offset: FILE:OFFSET."
        )
    return found.span()


def _names_nothing(what: str, out: Path) -> str:
    """Why a question names no place."""
    form = "ask for FILE:OFFSET, FILE:WORDS or the id of a row."
    splits = list(_splits(what))
    if not splits:
        return f"{what!r} is no place: {form}"
    file = splits[-1][0]
    if not (out / "documents").is_dir():
        return f"There is neither a run in {out} nor a file {file}: run `depeche run`, or {form}"
    refused = find_rows(out, "rejections") if (out / "rejections").is_dir() else []
    for _, row in refused:
        if _likeness(file, row["path"]) is not None:
            return f"{row['path']} was not taken ({row['reason']}): {row['detail']}"
    paths = [str(row["path"]) for _, row in find_rows(out, "documents", columns=["path"])]
    names = {path: path for path in paths} | {PurePosixPath(path).name: path for path in paths}
    near = [names[name] for name in get_close_matches(file, names, n=1)]
    hint = f" The nearest is {near[0]}." if near else ""
    return f"{file} is no text of the run in {out}, and no file.{hint}"


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(sorted(names)[:_SHOWN]) + more
