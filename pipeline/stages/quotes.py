"""quotes: tokens and mentions to `quotes`."""

from typing import Any

import pyarrow as pa

from pipeline.french.quotes.quotes import find_quotes
from pipeline.french.records import Quote
from pipeline.identifiers import stable_id
from pipeline.stages.base import Context, Process, ShardStage, Tables
from pipeline.stages.documents import DocumentRows, document_rows, rows_by_document
from pipeline.stages.resolved import resolved_doc
from pipeline.tables import QUOTES


def load(context: Context) -> Process:
    """The process of the stage; it needs no model."""
    floor = context.config.quotes.min_confidence

    def process(tables: Tables) -> dict[str, pa.Table]:
        mentions = rows_by_document(tables["mentions"])
        rows = [
            quote_row(document, quote)
            for document in document_rows(tables)
            for quote in find_quotes(resolved_doc(document, mentions))
            if quote.confidence >= floor
        ]
        return {"quotes": QUOTES.rows(rows)}

    return process


def quote_row(document: DocumentRows, quote: Quote) -> dict[str, Any]:
    """The row of a quote."""
    return {
        "quote_id": quote_id(document, quote),
        **document.text_span(quote.start, quote.end),
        "type": quote.type,
        **document.span("cue", quote.cue),
        "cue_lemma": quote.cue_lemma,
        "stance": quote.stance,
        "negated": quote.negated,
        **document.span("speaker", quote.speaker),
        "speaker_name": quote.speaker_name,
        "speaker_entity_id": quote.speaker_entity_id,
        "speaker_kind": quote.speaker_kind,
        "resolved_by": quote.resolved_by,
        **document.span("relay", quote.relay),
        "relay_name": quote.relay_name,
        "rule": quote.rule,
        "confidence": quote.confidence,
        "agreement": quote.agreement,
    }


def quote_id(document: DocumentRows, quote: Quote) -> str:
    """The stable identifier of a quote."""
    return stable_id(
        "q", document.doc_id, *document.plain.original(quote.start, quote.end), quote.type
    )


STAGE = ShardStage(
    name="quotes",
    module=__name__,
    reads=("documents", "blocks", "sentences", "tokens", "mentions"),
    writes=("quotes",),
    load=load,
    params=("quotes.min_confidence",),
    distributions=("babel", "spacy"),
)
