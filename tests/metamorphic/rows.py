"""The rows of an article in words that do not depend on how it is written."""

import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.parts import read_table

TABLES = ("quotes", "claims", "mentions")
_MARKS = dict.fromkeys("«»“”\"'’-‑ ")


def plain(value: Any) -> Any:
    """A value without line ends, spaces, hyphens, marks and apostrophes."""
    if not isinstance(value, str):
        return value
    composed = unicodedata.normalize("NFC", value)
    return re.sub(r"\s+", "", composed).translate(str.maketrans(_MARKS))


def rows_of(root: Path) -> dict[str, dict[str, Counter[tuple[Any, ...]]]]:
    """Path of a document → table → what its rows say, counted."""
    paths = {row["doc_id"]: row["path"] for row in read_table(root, "documents").to_pylist()}
    found: dict[str, dict[str, Counter[tuple[Any, ...]]]] = {
        path: {table: Counter() for table in TABLES} for path in paths.values()
    }
    for table, columns in {
        "quotes": ("text", "type", "cue_lemma", "speaker_name", "relay_name", "negated"),
        "claims": ("kind", "value", "low", "high", "who", "status", "source_name", "direction"),
        "mentions": ("name", "label", "text"),
    }.items():
        for row in read_table(root, table).to_pylist():
            values = tuple(plain(row[column]) for column in columns)
            found[paths[row["doc_id"]]][table][values] += 1
    return found


def differences(
    one: dict[str, Counter[tuple[Any, ...]]], other: dict[str, Counter[tuple[Any, ...]]]
) -> dict[str, list[tuple[Any, ...]]]:
    """Table → the rows of the first that the second lacks."""
    return {table: list((one[table] - other[table]).elements()) for table in TABLES}
