"""One text through all stages in memory: the same processes, the same rows, no files."""

import pyarrow as pa

from pipeline.config import Config
from pipeline.corpus.source import document_of
from pipeline.french.lexicons import laid_over
from pipeline.own_words import own_words
from pipeline.stages.base import INPUTS, Context, ShardStage
from pipeline.stages.entities import reduce_entities
from pipeline.stages.ingest import block_rows
from pipeline.stages.registry import STAGES
from pipeline.tables import BLOCKS, DOCUMENTS


def extract(data: bytes, name: str, config: Config) -> dict[str, pa.Table]:
    """The tables of one text, given as the bytes of its file.

    The user's own words are those of `lexicons.folder`. Raises Rejection if the text is not taken,
    LexiconError if a file of own words is not in its form.
    """
    with laid_over(own_words(config)):
        return _extracted(data, name, config)


def _extracted(data: bytes, name: str, config: Config) -> dict[str, pa.Table]:
    document = document_of(data, name, name, config.ingest.max_chars)
    tables = {
        "documents": DOCUMENTS.rows([{**document.row(), "duplicate_of": None}]),
        "blocks": BLOCKS.rows(block_rows(document.doc_id, document.text)),
    }
    for stage in STAGES.values():
        if isinstance(stage, ShardStage) and INPUTS not in stage.reads:
            process = stage.load(Context(config))
            tables.update(process({table: tables[table] for table in stage.reads}))
    tables["entities"] = reduce_entities([tables["mentions"]])
    return tables
