"""A comparison as lines that people read in a terminal."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.comparison.folders import POINTERS, Comparison
from pipeline.comparison.rows import BOUNDS, TableDiff, has_spans
from pipeline.listing import claim_lines, quote_lines

Row = dict[str, Any]
Texts = dict[str, tuple[str, str]]

_AROUND, _LONGEST, _PATHS = 60, 160, 10
_DESCRIBED = {"quotes": quote_lines, "claims": claim_lines}
_INDENT = "      "


def comparison_lines(comparison: Comparison, old: Path, new: Path, show: int = 0) -> Iterator[str]:
    """What differs, table by table, with `show` rows of each kind and the text around them."""
    yield f"OLD {old}"
    yield f"NEW {new}"
    documents = comparison.documents
    counts = [f"{n} {what}" for what, n in documents.counts.items() if n]
    yield f"documents: {', '.join(counts) or 'none'}"
    for path in documents.rewritten[:_PATHS]:
        yield f"  another text: {path}"
    if (more := len(documents.rewritten) - _PATHS) > 0:
        yield f"  and {more} more"
    for name, side in comparison.lacking.items():
        yield f"{name}: {side} has no such table"
    for table in comparison.tables:
        yield from _table_lines(table, comparison.elsewhere.get(table.table.name, (0, 0)))
        yield from _row_lines(table, documents.texts, show)


def _table_lines(diff: TableDiff, elsewhere: tuple[int, int]) -> Iterator[str]:
    rows = {
        "changed": len(diff.before),
        "removed": len(diff.removed),
        "added": len(diff.added),
    }
    parts = [f"{n} {what}" for what, n in rows.items() if n]
    old, new = diff.compared
    of = f"{old} rows" if old == new else f"{old} and {new} rows"
    yield f"{diff.table.name}: {', '.join(parts) or 'no difference'} ({of})"
    if diff.flags:
        yield f"  changed in {', '.join(f'{name} {n}' for name, n in diff.counts().items())}"
    for odd in diff.columns:
        yield f"  {odd}"
    if any(elsewhere):
        yield (
            f"  not compared, of documents with another text or on one side only: "
            f"{elsewhere[0]} and {elsewhere[1]} rows"
        )


def _row_lines(diff: TableDiff, texts: Texts, show: int) -> Iterator[str]:
    for index in range(min(show, len(diff.before))):
        before, after = (
            table.slice(index, 1).to_pylist()[0] for table in (diff.before, diff.after)
        )
        yield f"  ~ {_place(diff, after, texts)}"
        yield from _around(diff, after, texts)
        for name in diff.changed_columns(index):
            yield f"{_INDENT}{_change(diff, name, before, after, texts)}"
    for mark, table in (("-", diff.removed), ("+", diff.added)):
        for row in table.slice(0, show).to_pylist():
            yield f"  {mark} {_place(diff, row, texts)}"
            yield from _around(diff, row, texts)
            yield from _description(diff, row)
    if show and max(map(len, (diff.before, diff.removed, diff.added))) > show:
        yield f"  first {show} of each shown"


def _place(diff: TableDiff, row: Row, texts: Texts) -> str:
    """The key of a row, and where it stands."""
    key = " ".join(str(row[name]) for name in diff.table.key if name in row)
    if not has_spans(diff.table):
        return key
    path, _ = texts[row["doc_id"]]
    numbered = "doc_id" in diff.table.key
    return f"{path} {row['start']}–{row['end']}" + ("" if numbered else f" · {key}")


def _around(diff: TableDiff, row: Row, texts: Texts) -> Iterator[str]:
    if has_spans(diff.table):
        yield f"{_INDENT}{_in_text(texts[row['doc_id']][1], row['start'], row['end'])}"


def _in_text(text: str, start: int, end: int) -> str:
    """The span in brackets, with what stands around it, on one line."""
    first, last = max(start - _AROUND, 0), end + _AROUND
    left = ("…" if first else "") + text[first:start]
    right = text[end:last] + ("…" if last < len(text) else "")
    return _line(f"{left}[{_shortened(text[start:end])}]{right}")


def _cut(text: str, first: int, last: int) -> str:
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


def _change(diff: TableDiff, name: str, before: Row, after: Row, texts: Texts) -> str:
    if name == BOUNDS and has_spans(diff.table):
        text = texts[before["doc_id"]][1]
        was = _in_text(text, before["start"], before["end"])
        return f"{BOUNDS}: were {before['start']}–{before['end']}: {was}"
    old, new = _values(before.get(name), after.get(name))
    if name in POINTERS and has_spans(diff.table):
        return f"{name}: beginning at {old} → {new}"
    spot = ""
    if f"{name}_start" in before and old == new:
        spot = f" ({before[f'{name}_start']} → {after[f'{name}_start']})"
    return f"{name}: {old} → {new}{spot}"


def _values(old: Any, new: Any) -> tuple[str, str]:
    """Two values, of long texts only what differs with a little around it, numbers to the digit
    that differs."""
    if isinstance(old, float) and isinstance(new, float) and _value(old) == _value(new):
        return repr(old), repr(new)
    if not (isinstance(old, str) and isinstance(new, str)) or max(len(old), len(new)) <= _LONGEST:
        return _value(old), _value(new)
    differing = (i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    equal = next(differing, min(len(old), len(new)))
    first, last = max(equal - _AROUND, 0), equal + _AROUND
    return _value(_cut(old, first, last)), _value(_cut(new, first, last))


def _value(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, str):
        return f"« {_line(value)} »"
    if isinstance(value, list):
        return f"[{'; '.join(_line(str(item)) for item in value)}]"
    if isinstance(value, float):
        return f"{value:.6g}"
    return str(value)


def _description(diff: TableDiff, row: Row) -> Iterator[str]:
    """What a row says: of quotes and claims as everywhere, else each column that says anything."""
    name = diff.table.name
    if name in _DESCRIBED and not diff.columns:
        yield _INDENT + next(_DESCRIBED[name](row)).strip()
        return
    told = {"start", "end", "text", "text_sha256", "doc_id", *diff.table.key}
    told |= POINTERS if has_spans(diff.table) else set()
    values = (
        f"{column} {_shortened(_value(value))}"
        for column, value in row.items()
        if column not in told and value is not None and value != []
    )
    yield _INDENT + " · ".join(values)


def _shortened(text: str) -> str:
    text = _line(text)
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]} […] {text[-half:]}"


def _line(text: str) -> str:
    return " ".join(text.split())
