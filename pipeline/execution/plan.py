"""The plan of a run: the corpus folder, or the parts that are there, as shards."""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from pipeline.corpus.decode import decode
from pipeline.corpus.rejection import Rejection
from pipeline.corpus.source import Input, list_inputs, read_input
from pipeline.errors import StageError
from pipeline.execution.shards import Shard, cut
from pipeline.identifiers import digest
from pipeline.parts import count_part, part_shards

_log = logging.getLogger(__name__)

_INPUTS = pa.schema([("doc_id", pa.string()), ("path", pa.string()), ("duplicate_of", pa.string())])


def shards_of_corpus(root: Path, max_chars: int, shard_documents: int) -> list[Shard]:
    """The shards of a corpus folder, each with its inputs and a digest of all that they are.

    Reads every file once, keeping digests only: exact duplicates are found over the whole corpus.
    Raises CorpusError if the folder cannot be read as a corpus.
    """
    items = {item.doc_id: item for item in list_inputs(root)}
    contents: dict[str, str] = {}
    duplicates: dict[str, str | None] = {}
    first: dict[str, str] = {}
    for doc_id, item in items.items():
        contents[doc_id], text = _digests(root, item, max_chars)
        original = first.setdefault(text, doc_id) if text else doc_id
        duplicates[doc_id] = None if original == doc_id else original
    return [
        _shard(name, [items[doc_id] for doc_id in doc_ids], contents, duplicates)
        for name, doc_ids in cut(list(items), shard_documents)
    ]


def shards_of_table(folder: Path, stage: str) -> list[Shard]:
    """The shards that a table has parts of. Raises StageError if there is none."""
    names = part_shards(folder)
    if not names:
        raise StageError(f"{folder} has no parts: run the stages before {stage} first.")
    return [Shard(name, count_part(folder, name)) for name in names]


def _digests(root: Path, item: Input, max_chars: int) -> tuple[str, str | None]:
    """Digest of a file's bytes and of its text; None where it is not taken."""
    try:
        data = read_input(root, item, max_chars)
    except Rejection as why:
        return digest(why.reason, why.detail), None
    try:
        text = decode(data).text
    except Rejection:
        return digest(data), None
    except Exception:
        # ingest meets it again, and records it as a failure of this input alone.
        _log.debug("%s cannot be decoded", item.path, exc_info=True)
        return digest(data), None
    return digest(data), hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _shard(
    name: str,
    items: Sequence[Input],
    contents: Mapping[str, str],
    duplicates: Mapping[str, str | None],
) -> Shard:
    rows = [
        {"doc_id": item.doc_id, "path": item.path, "duplicate_of": duplicates[item.doc_id]}
        for item in items
    ]
    parts = [
        f"{row['path']}\n{contents[str(row['doc_id'])]}\n{row['duplicate_of']}" for row in rows
    ]
    return Shard(name, len(rows), pa.Table.from_pylist(rows, schema=_INPUTS), digest(*parts))
