"""Which documents tell of the same event: close in time, with the same rare names.

Two documents belong together if they appeared within ten days of one another and share two rare
entities, or one and the place of a casualty figure; without dates, three. A name is rare if few
documents have it: then it says more than « France ». Groups are the connected components.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

DAYS = 10
# A rare entity stands in at most so many documents, and in at most this share of them.
_MOST, _LEAST, _SHARE = 40, 3, 0.02


@dataclass(frozen=True, slots=True)
class Document:
    """A document as far as grouping asks: its day, its entities, the places of its casualties."""

    doc_id: str
    published: datetime.date | None
    entities: frozenset[str]
    places: frozenset[str]


def group_documents(documents: Sequence[Document]) -> dict[str, str]:
    """The event of each document, by the smallest `doc_id` of its group."""
    parent = {document.doc_id: document.doc_id for document in documents}
    for a, b in _candidates(documents):
        if _same_event(a, b):
            low, high = sorted((_root(parent, a.doc_id), _root(parent, b.doc_id)))
            parent[high] = low
    return {doc_id: _root(parent, doc_id) for doc_id in parent}


def _root(parent: dict[str, str], doc_id: str) -> str:
    while parent[doc_id] != doc_id:
        parent[doc_id] = parent[parent[doc_id]]
        doc_id = parent[doc_id]
    return doc_id


def _candidates(documents: Sequence[Document]) -> Iterable[tuple[Document, Document]]:
    """The pairs that share a rare entity, each with its rare entities only."""
    holders = _holders(documents)
    most = min(_MOST, max(_LEAST, int(_SHARE * len(documents))))
    rare = {entity for entity, found in holders.items() if len(found) <= most}
    slim = {
        d.doc_id: Document(d.doc_id, d.published, d.entities & rare, d.places) for d in documents
    }
    pairs = {
        pair
        for entity in rare
        for pair in combinations(sorted(d.doc_id for d in holders[entity]), 2)
    }
    return [(slim[a], slim[b]) for a, b in sorted(pairs)]


def _holders(documents: Sequence[Document]) -> Mapping[str, list[Document]]:
    holders: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        for entity in document.entities:
            holders[entity].append(document)
    return holders


def _same_event(a: Document, b: Document) -> bool:
    shared = a.entities & b.entities
    needed = 3
    if a.published and b.published:
        if abs((a.published - b.published).days) > DAYS:
            return False
        places = a.places & b.places
        needed = 1 if places and shared - places else 2
    return len(shared) >= needed
