"""ingest: the files of the corpus to `documents`, their `blocks`, and `rejections`."""

import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from pipeline.corpus.rejection import Rejection
from pipeline.corpus.source import Input, read_document
from pipeline.errors import StageError
from pipeline.french.layout import layout
from pipeline.french.plain import plain_text
from pipeline.stages.base import INPUTS, Context, Process, ShardStage, Tables
from pipeline.tables import BLOCKS, DOCUMENTS, REJECTIONS

_log = logging.getLogger(__name__)


def load(context: Context) -> Process:
    """The process of the stage; it reads the shard's `inputs` (path, doc_id, duplicate_of)."""
    root, max_chars = context.corpus, context.config.ingest.max_chars
    if root is None:
        raise StageError("ingest needs a corpus folder: give one.")

    def process(tables: Tables) -> dict[str, pa.Table]:
        documents, rejections = [], []
        blocks: list[dict[str, Any]] = []
        for row in tables[INPUTS].to_pylist():
            item = Input(path=row["path"], doc_id=row["doc_id"])
            try:
                document = read_document(root, item, max_chars)
            except Rejection as why:
                rejections.append({"path": item.path, "reason": why.reason, "detail": why.detail})
            else:
                documents.append({**document.row(), "duplicate_of": row["duplicate_of"]})
                if row["duplicate_of"] is None:
                    blocks += block_rows(item.doc_id, document.text)
        reasons = Counter(str(row["reason"]) for row in rejections)
        told = ", ".join(f"{number} {reason}" for reason, number in sorted(reasons.items()))
        _log.info("%d texts taken, %d rejected (%s)", len(documents), len(rejections), told or "-")
        return {
            "documents": DOCUMENTS.rows(documents),
            "blocks": BLOCKS.rows(blocks),
            "rejections": REJECTIONS.rows(rejections),
        }

    return process


def block_rows(doc_id: str, text: str) -> Iterator[dict[str, Any]]:
    """The rows of `blocks` of a document that is analysed."""
    plain = plain_text(text)
    for block in layout(plain.text):
        start, end = plain.original(block.start, block.end)
        yield {
            "doc_id": doc_id,
            "start": start,
            "end": end,
            "kind": block.kind,
            "paragraph": block.paragraph,
        }


STAGE = ShardStage(
    name="ingest",
    module=__name__,
    reads=(INPUTS,),
    writes=("documents", "blocks", "rejections"),
    load=load,
    params=("ingest.max_chars", "execution.shard_documents"),
    distributions=("babel", "charset-normalizer", "py3langid"),
)
