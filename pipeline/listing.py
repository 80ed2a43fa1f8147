"""Rows of the tables as lines that people read in a terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

_BRACKETS = {"direct": "« {} »", "nominal": "[{}]"}


def listing(tables: dict[str, pa.Table]) -> Iterator[str]:
    """The lines of a readable listing: quotes with their speakers, claims, entities."""
    quotes = tables["quotes"].to_pylist()
    yield f"Quotes: {len(quotes)}"
    for row in quotes:
        yield from quote_lines(row)
    claims = tables["claims"].to_pylist()
    yield f"Claims: {len(claims)}"
    for row in claims:
        yield from claim_lines(row)
    entities = tables["entities"].to_pylist()
    yield f"Entities: {len(entities)}"
    for row in sorted(entities, key=lambda r: (-r["n_mentions"], r["name"])):
        roles = f" ({'; '.join(row['roles'])})" if row["roles"] else ""
        yield f"  {row['label']} {row['name']}{roles} · {row['n_mentions']}"


def quote_lines(row: Mapping[str, Any]) -> Iterator[str]:
    """A row of `quotes`: who and how, then what."""
    yield f"  {row['speaker_name'] or 'source unknown'} · {_saying(row)}"
    yield f"      {_BRACKETS.get(row['type'], '{}').format(on_one_line(row['text']))}"


def claim_lines(row: Mapping[str, Any]) -> Iterator[str]:
    """A row of `claims`: kind, figure and whom it counts, then the clause that says so."""
    yield f"  {row['kind']} {_bounds(row)} · {_about(row)}"
    yield f"      {on_one_line(row['evidence'] or row['text'])}"


def _saying(row: Mapping[str, Any]) -> str:
    cue = f"cue « {row['cue']} »" if row["cue"] else "no cue"
    negated = ", negated" if row["negated"] else ""
    relay = f", relayed by {row['relay_name'] or row['relay']}" if row["relay"] else ""
    return f"{row['type']}, {cue}{negated}{relay} · {row['rule']} {row['confidence']:.2f}"


def _bounds(row: Mapping[str, Any]) -> str:
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


def _about(row: Mapping[str, Any]) -> str:
    parts = [on_one_line(row["who"]) if row["who"] else "", row["status"]]
    if row["source_name"] or row["source"]:
        parts.append(f"according to {row['source_name'] or row['source']}")
    return ", ".join(part for part in parts if part)


def on_one_line(text: str) -> str:
    """A text with every run of white space made one space."""
    return " ".join(text.split())
