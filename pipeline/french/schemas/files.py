"""The text of a shipped lexicon's file: what it is at its head, its entries in order."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from pipeline.french.schemas.row import Schema

_WIDTH = 100


def explained(schema: Schema) -> Iterator[str]:
    """Lines that say what a lexicon is, where its words come from and what each column takes."""
    yield from _wrapped(schema.meaning)
    yield from _wrapped(f"Source: {schema.source}.")
    for column, meaning in schema.columns.items():
        key = " (key)" if column in schema.key else ""
        yield from _wrapped(f"{column}{key}: {meaning}")
        values = schema.closed.get(column, {})
        told = {value: meaning for value, meaning in values.items() if meaning}
        plain = [value for value in values if value not in told]
        width = max(map(len, told), default=0)
        if plain:
            yield from _wrapped(", ".join(plain), "  ", "  ")
        for value, said in told.items():
            yield from _wrapped(said, f"  {value.ljust(width)}  ", " " * (width + 4))


def _wrapped(text: str, first: str = "", then: str = "  ") -> list[str]:
    width = _WIDTH - len("# ")
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=then, break_on_hyphens=False
    )


def file_text(schema: Schema, rows: Iterable[Mapping[str, str]]) -> str:
    """The file of a shipped lexicon with these entries: explained at its head, sorted."""
    head = "".join(f"# {line}\n" for line in explained(schema))
    cells = (tuple(row.values()) for row in sorted(rows, key=schema.place))
    return head + "".join("\t".join(line) + "\n" for line in (tuple(schema.columns), *cells))
