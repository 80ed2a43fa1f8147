"""claims: tokens, mentions and quotes to `claims`."""

from typing import Any

import pyarrow as pa

from pipeline.french.claims.claims import find_claims
from pipeline.french.records import Claim, Offsets, Quote
from pipeline.identifiers import stable_id
from pipeline.stages.base import Context, Process, ShardStage, Tables
from pipeline.stages.documents import DocumentRows, document_rows, rows_by_document
from pipeline.stages.resolved import resolved_doc
from pipeline.tables import CLAIMS


def load(context: Context) -> Process:
    """The process of the stage; it needs no model."""
    floor = context.config.claims.min_confidence

    def process(tables: Tables) -> dict[str, pa.Table]:
        mentions, quotes = (rows_by_document(tables[name]) for name in ("mentions", "quotes"))
        rows: list[dict[str, Any]] = []
        for document in document_rows(tables):
            said = quotes.get(document.doc_id, [])
            doc = resolved_doc(document, mentions)
            found = [_quote(document, row) for row in said]
            doc._.depeche_quotes = tuple(found)
            ids = {(q.start, q.end): row["quote_id"] for q, row in zip(found, said, strict=True)}
            rows += [
                claim_row(document, claim, ids)
                for claim in find_claims(doc)
                if claim.confidence >= floor
            ]
        return {"claims": CLAIMS.rows(rows)}

    return process


def _quote(document: DocumentRows, row: dict[str, Any]) -> Quote:
    stems = ("cue", "speaker", "relay")
    spans: dict[str, Any] = {stem: document.offsets(row, stem) for stem in stems}
    spans["start"], spans["end"] = document.plain.plain(row["start"], row["end"])
    fields: dict[str, Any] = {name: row.get(name) for name in Quote.__slots__}
    return Quote(**{**fields, **spans})


def claim_row(
    document: DocumentRows, claim: Claim, quote_ids: dict[Offsets, str]
) -> dict[str, Any]:
    """The row of a claim; `quote_ids` maps the offsets of the document's quotes to their ids."""
    return {
        "claim_id": stable_id(
            "c", document.doc_id, *document.plain.original(claim.start, claim.end), claim.kind
        ),
        **document.text_span(claim.start, claim.end),
        "kind": claim.kind,
        "value": claim.value,
        "low": claim.low,
        "high": claim.high,
        **document.span("modifier", claim.modifier),
        "unit": claim.unit,
        **document.span("who", claim.who),
        "who_group": claim.who_group,
        "who_country": claim.who_country,
        "direction": claim.direction,
        "status": claim.status,
        **document.span("source", claim.source),
        "source_name": claim.source_name,
        "source_entity_id": claim.source_entity_id,
        "quote_id": None if claim.quote is None else quote_ids[claim.quote],
        "place_entity_id": claim.place_entity_id,
        "event_date": claim.event_date,
        **document.span("evidence", claim.evidence),
        "rule": claim.rule,
        "confidence": claim.confidence,
        "agreement": claim.agreement,
    }


STAGE = ShardStage(
    name="claims",
    module=__name__,
    reads=("documents", "blocks", "sentences", "tokens", "mentions", "quotes"),
    writes=("claims",),
    load=load,
    params=("claims.min_confidence",),
    distributions=("babel", "spacy"),
)
