"""entities: the mentions of the whole corpus to `entities`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from pipeline.french.names.gazetteer import names_by_id
from pipeline.french.plain import plain_text
from pipeline.parts import read_parts
from pipeline.stages.base import Context, CorpusStage, Made
from pipeline.tables import ENTITIES, MENTIONS


def make(context: Context) -> Made:
    """The entities of all mentions."""
    return Made({ENTITIES.name: reduce_entities(read_parts(context.out, MENTIONS.name))})


@dataclass
class _Entity:
    """What the mentions of one entity say, counted by document where a document says it."""

    label: str
    names: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    roles: set[str] = field(default_factory=set)
    genders: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    mentions: int = 0
    documents: int = 0
    last_document: str = ""


def reduce_entities(parts: Iterable[pa.Table]) -> pa.Table:
    """The `entities` of the corpus from the parts of `mentions`, one part in memory at a time."""
    entities: dict[str, _Entity] = {}
    for part in parts:
        for row in part.to_pylist():
            if row["entity_id"] is None:
                continue
            _count(entities.setdefault(row["entity_id"], _Entity(row["label"])), row)
    return ENTITIES.rows(_entity_row(key, entity) for key, entity in entities.items())


def _count(entity: _Entity, row: Mapping[str, Any]) -> None:
    entity.mentions += 1
    entity.forms[plain_text(row["text"]).text] += 1
    if row["doc_id"] == entity.last_document:
        return
    entity.last_document = row["doc_id"]
    entity.documents += 1
    entity.names[row["name"]] += 1
    entity.roles.update(row["roles"])
    for value, counter in ((row["gender"], entity.genders), (row["country"], entity.countries)):
        if value is not None:
            counter[value] += 1


def _entity_row(entity_id: str, entity: _Entity) -> dict[str, Any]:
    # The gazetteer's name where it knows the entity, else the one that most documents give it.
    usual = max(entity.names, key=lambda n: (entity.names[n], n))
    name = names_by_id().get(entity_id, usual)
    return {
        "entity_id": entity_id,
        "label": entity.label,
        "name": name,
        "aliases": sorted((set(entity.names) | set(entity.forms)) - {name}),
        "roles": sorted(entity.roles),
        "gender": _majority(entity.genders),
        "country": _majority(entity.countries),
        "n_mentions": entity.mentions,
        "n_documents": entity.documents,
    }


def _majority(votes: Counter[str]) -> str | None:
    """The value that more than half of the votes give, or None."""
    value, count = max(votes.items(), key=lambda item: item[1], default=(None, 0))
    return value if 2 * count > votes.total() else None


STAGE = CorpusStage(
    name="entities",
    module=__name__,
    reads=("mentions",),
    writes=("entities",),
    make=make,
    distributions=("babel",),
)
