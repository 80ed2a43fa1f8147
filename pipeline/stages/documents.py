"""The rows of a shard, document by document."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pyarrow as pa
from spacy.tokens import Doc

from pipeline.french.blocks import Block, LaidOut
from pipeline.french.plain import PlainText, plain_text
from pipeline.french.tokens import Tokens
from pipeline.stages.base import Tables


@dataclass
class DocumentRows:
    """One document of a shard: its row of `documents`, its layout, its tokens, its sentences.

    What analysers read and find is in offsets of the plain text, as `tokens` are; the rows of every
    table, and `sentence_starts`, are in those of the document. The methods turn one into the other.
    `doc` is the Doc that the stages with rules share, once the first has made it.
    """

    row: Mapping[str, Any]
    plain: PlainText
    article: LaidOut
    tokens: Tokens
    sentence_starts: list[int]
    doc: Doc | None = None

    @property
    def doc_id(self) -> str:
        """The document's identifier."""
        return str(self.row["doc_id"])

    @property
    def text(self) -> str:
        """The document's text."""
        return str(self.row["text"])

    def offsets(self, row: Mapping[str, Any], stem: str) -> tuple[int, int] | None:
        """The plain text's offsets of a span of a row, or None where the row lacks it."""
        start, end = row[f"{stem}_start"], row[f"{stem}_end"]
        return None if start is None else self.plain.plain(start, end)

    def sent_id(self, start: int) -> int:
        """The sentence that holds an offset of the document, or the last that begins before it."""
        return max(bisect_right(self.sentence_starts, start) - 1, 0)

    def span(self, stem: str, offsets: tuple[int, int] | None) -> dict[str, Any]:
        """The three columns of a span that may be absent."""
        if offsets is None:
            return {f"{stem}_start": None, f"{stem}_end": None, stem: None}
        start, end = self.plain.original(*offsets)
        text = self.text[start:end]
        return {f"{stem}_start": start, f"{stem}_end": end, stem: text}

    def text_span(self, start: int, end: int) -> dict[str, Any]:
        """The columns of a row's main span, with document and sentence."""
        start, end = self.plain.original(start, end)
        return {
            "doc_id": self.doc_id,
            "sent_id": self.sent_id(start),
            "start": start,
            "end": end,
            "text": self.text[start:end],
        }


def analysed(documents: pa.Table) -> list[dict[str, Any]]:
    """The rows of `documents` that are analysed: all but duplicates."""
    return [row for row in documents.to_pylist() if row["duplicate_of"] is None]


def document_rows(tables: Tables) -> list[DocumentRows]:
    """The analysed documents of a shard with their layout, tokens and sentences.

    The stages that go over a shard in one process are given the same tables: they share the rows.
    """
    read = tuple(tables[name] for name in ("documents", "blocks", "sentences", "tokens"))
    if not (_latest and all(a is b for a, b in zip(_latest[0][0], read, strict=True))):
        _latest[:] = [(read, _read_rows(*read))]
    return _latest[0][1]


# The tables of the latest shard, and what was made of them.
_latest: list[tuple[tuple[pa.Table, ...], list[DocumentRows]]] = []


def _read_rows(
    documents: pa.Table, blocks: pa.Table, sentences: pa.Table, tokens: pa.Table
) -> list[DocumentRows]:
    columns = by_document(tokens.drop_columns(["text", "token", "space_after"]))
    laid = blocks_by_document(blocks)
    starts = by_document(sentences.select(["doc_id", "start"]))
    found = []
    for row in analysed(documents):
        plain, doc_id = plain_text(row["text"]), row["doc_id"]
        data = columns.get(doc_id, {})
        if data and plain.starts is not None:
            spans = map(plain.plain, data["start"], data["end"])
            data["start"], data["end"] = map(list, zip(*spans, strict=True))
        begins = list(starts.get(doc_id, {}).get("start", []))
        article = laid_out(plain, laid.get(doc_id))
        found.append(DocumentRows(row, plain, article, Tokens(**data), begins))
    return found


def by_document(table: pa.Table) -> dict[str, dict[str, list[Any]]]:
    """The other columns of a table, as lists, for each `doc_id`, whose rows stand together."""
    data = table.to_pydict()
    ids = data.pop("doc_id")
    bounds = [i for i in range(len(ids)) if i == 0 or ids[i] != ids[i - 1]]
    return {
        ids[first]: {name: values[first:last] for name, values in data.items()}
        for first, last in pairwise([*bounds, len(ids)])
    }


def rows_by_document(table: pa.Table) -> dict[str, list[dict[str, Any]]]:
    """The rows of a table for each `doc_id`."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in table.to_pylist():
        found.setdefault(row["doc_id"], []).append(row)
    return found


def blocks_by_document(table: pa.Table) -> dict[str, dict[str, list[Any]]]:
    """The columns of `blocks` for each `doc_id`, as `laid_out` takes them."""
    return by_document(table.select(["doc_id", "start", "end", "kind", "paragraph"]))


def laid_out(plain: PlainText, columns: Mapping[str, list[Any]] | None) -> LaidOut:
    """A plain text with its blocks, from a document's columns of `blocks`; None for no blocks."""
    rows = zip(*columns.values(), strict=True) if columns else ()
    blocks = (Block(*plain.plain(start, end), kind, number) for start, end, kind, number in rows)
    return LaidOut(plain.text, tuple(blocks))
