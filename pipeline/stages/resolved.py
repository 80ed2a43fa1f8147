"""The Doc of a document, with what the stages before found in it."""

from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc

from pipeline.french.docs import blank_vocab, build_doc, set_chains
from pipeline.french.records import Chain
from pipeline.stages.documents import DocumentRows


def doc_of(document: DocumentRows) -> Doc:
    """The Doc of a document, made once: what a stage sets on it replaces what another has set."""
    if document.doc is None:
        document.doc = build_doc(blank_vocab(), document.plain.text, document.tokens)
        document.doc._.depeche_blocks = document.article.blocks
    return document.doc


def resolved_doc(document: DocumentRows, mentions: dict[str, list[dict[str, Any]]]) -> Doc:
    """The Doc of a document with its entities and chains, from the rows of `mentions`."""
    doc = doc_of(document)
    rows = mentions.get(document.doc_id, [])
    known = [row for row in rows if row["entity_id"] is not None]
    set_chains(doc, _chains(document, known))
    doc._.depeche_agreement = tuple(
        (*document.plain.plain(row["start"], row["end"]), row["agreement"])
        for row in rows
        if row["agreement"]
    )
    doc._.depeche_published = document.row["published"]
    return doc


def _chains(document: DocumentRows, rows: Iterable[dict[str, Any]]) -> list[Chain]:
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(row["entity_id"], []).append(row)
    return [
        Chain(
            entity_id=entity_id,
            label=group[0]["label"],
            name=group[0]["name"],
            mentions=tuple(document.plain.plain(row["start"], row["end"]) for row in group),
            roles=tuple(group[0]["roles"]),
            gender=group[0]["gender"],
            country=group[0]["country"],
        )
        for entity_id, group in grouped.items()
    ]
