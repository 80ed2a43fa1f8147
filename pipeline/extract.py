"""One text through all stages in memory: the same processes, the same rows, no files."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from pipeline.config import Config
from pipeline.corpus.source import document_of
from pipeline.french.records import BOTH
from pipeline.stages.base import Context
from pipeline.stages.entities import reduce_entities
from pipeline.stages.registry import STAGES
from pipeline.tables import DOCUMENTS

_BRACKETS = {"direct": "« {} »", "nominal": "[{}]"}


def extract(data: bytes, name: str, config: Config) -> dict[str, pa.Table]:
    """The tables of one text, given as the bytes of its file.

    Raises Rejection if the text is not taken.
    """
    document = document_of(data, name, name, config.ingest.max_chars)
    tables = {"documents": DOCUMENTS.rows([{**document.row(), "duplicate_of": None}])}
    for stage in list(STAGES.values())[1:]:
        process = stage.load(Context(config))
        tables.update(process({table: tables[table] for table in stage.reads}))
    tables["entities"] = reduce_entities([tables["mentions"]])
    return tables


def listing(tables: dict[str, pa.Table]) -> Iterator[str]:
    """The lines of a readable listing: quotes with their speakers, claims, entities."""
    quotes = tables["quotes"].to_pylist()
    yield f"Quotes: {len(quotes)}"
    for row in quotes:
        yield f"  {row['speaker_name'] or 'source unknown'} · {_saying(row)}"
        yield f"      {_BRACKETS.get(row['type'], '{}').format(_line(row['text']))}"
    claims = tables["claims"].to_pylist()
    yield f"Claims: {len(claims)}"
    for row in claims:
        yield f"  {row['kind']} {_bounds(row)} · {_about(row)}"
        yield f"      {_line(row['evidence'] or row['text'])}"
    entities = tables["entities"].to_pylist()
    yield f"Entities: {len(entities)}"
    for row in sorted(entities, key=lambda r: (-r["n_mentions"], r["name"])):
        roles = f" ({'; '.join(row['roles'])})" if row["roles"] else ""
        yield f"  {row['label']} {row['name']}{roles} · {row['n_mentions']}"


def queue_listing(table: str, rows: list[dict[str, Any]]) -> Iterator[str]:
    """A readable listing of rows of `quotes` or `claims`, with what is doubtful about them."""
    for row in rows:
        doubt = f"{row['confidence']:.2f}"
        if row["agreement"] not in (None, BOTH):
            doubt += f", {row['agreement']}"
        if table == "quotes":
            yield f"{row['quote_id']} · {doubt} · {row['speaker_name'] or 'source unknown'}"
            yield f"      {_BRACKETS.get(row['type'], '{}').format(_line(row['text']))}"
        else:
            yield f"{row['claim_id']} · {doubt} · {row['kind']} {_bounds(row)} · {_about(row)}"
            yield f"      {_line(row['evidence'] or row['text'])}"


def _saying(row: dict[str, Any]) -> str:
    cue = f"cue « {row['cue']} »" if row["cue"] else "no cue"
    negated = ", negated" if row["negated"] else ""
    relay = f", relayed by {row['relay_name'] or row['relay']}" if row["relay"] else ""
    return f"{row['type']}, {cue}{negated}{relay} · {row['rule']} {row['confidence']:.2f}"


def _bounds(row: dict[str, Any]) -> str:
    if row["value"] is not None and row["low"] == row["high"] == row["value"]:
        return _number(row["value"])
    low, high = row["low"], row["high"]
    if low is None and high is None:
        return str(row["text"])
    return f"{_number(low)} to {_number(high)}"


def _number(value: float | None) -> str:
    if value is None:
        return "…"
    return f"{value:.0f}" if value.is_integer() else f"{value:g}"


def _about(row: dict[str, Any]) -> str:
    parts = [_line(row["who"]) if row["who"] else "", row["status"]]
    if row["source_name"] or row["source"]:
        parts.append(f"according to {row['source_name'] or row['source']}")
    return ", ".join(part for part in parts if part)


def _line(text: str) -> str:
    return " ".join(text.split())
