"""mentions: recognised spans to `mentions`, resolved inside each document."""

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from pipeline.config import NO_OPINION
from pipeline.french.docs import set_entities
from pipeline.french.names.comparison import compare
from pipeline.french.names.resolve import find_chains
from pipeline.french.records import FIRST, SECOND, SECOND_ONLY, Chain
from pipeline.identifiers import stable_id
from pipeline.stages.base import Context, Process, ShardStage, Tables
from pipeline.stages.documents import DocumentRows, document_rows, rows_by_document
from pipeline.stages.resolved import doc_of
from pipeline.tables import MENTIONS

RULE_ORIGIN = "rule"


def load(context: Context) -> Process:
    """The process of the stage; it needs no model."""
    checked = context.config.ner.second_opinion != NO_OPINION

    def process(tables: Tables) -> dict[str, pa.Table]:
        recognised = rows_by_document(tables["recognised"])
        rows: list[dict[str, Any]] = []
        for document in document_rows(tables):
            spans = recognised.get(document.doc_id, [])
            first = _mentions(document, [s for s in spans if s["opinion"] == FIRST])
            if checked:
                second = _mentions(document, [s for s in spans if s["opinion"] == SECOND])
                first = _compared(first, second)
            rows += first
        return {"mentions": MENTIONS.rows(rows)}

    return process


def _mentions(document: DocumentRows, spans: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of `mentions` that one recogniser's spans give, in text order."""
    doc = doc_of(document)
    set_entities(
        doc, [(*document.plain.plain(s["start"], s["end"]), s["label"], "") for s in spans]
    )
    rows = _mention_rows(document, find_chains(doc), spans)
    return sorted(rows, key=lambda row: (row["start"], row["end"]))


def _compared(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first recogniser's rows with what the second says of them, and those it alone has.

    The latter belong to no entity: a second opinion changes nothing of what the first one gave.
    """
    keyed = [[(row["start"], row["end"], row["label"]) for row in rows] for rows in (first, second)]
    said, alone = compare(*keyed)
    checked = [{**row, "agreement": said[row["start"], row["end"]]} for row in first]
    missed = {(start, end) for start, end, _ in alone}
    added = [
        {**row, "entity_id": None, "agreement": SECOND_ONLY}
        for row in second
        if (row["start"], row["end"]) in missed
    ]
    return [*checked, *added]


def _mention_rows(
    document: DocumentRows, chains: Iterable[Chain], spans: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    recognised = {i: s["origin"] for s in spans for i in range(s["start"], s["end"])}
    for chain in chains:
        for span in chain.mentions:
            start, end = document.plain.original(*span)
            yield {
                "mention_id": stable_id("m", document.doc_id, start, end),
                **document.text_span(*span),
                "label": chain.label,
                "entity_id": chain.entity_id,
                "origin": recognised.get(start, RULE_ORIGIN),
                "agreement": None,
                "name": chain.name,
                "roles": list(chain.roles),
                "gender": chain.gender,
                "country": chain.country,
            }


STAGE = ShardStage(
    name="mentions",
    module=__name__,
    reads=("documents", "blocks", "sentences", "tokens", "recognised"),
    writes=("mentions",),
    load=load,
    params=("ner.second_opinion",),
    distributions=("babel", "spacy"),
)
