"""The data dictionary, from the schemas."""

from pipeline.schema import Table
from pipeline.tables import TABLES


def dictionary() -> str:
    """Every table with its key and columns, as text."""
    return "\n\n".join(_table_text(table) for table in TABLES.values())


def markdown_dictionary() -> str:
    """The same in Markdown: every table with a heading of the third level and its columns."""
    return "\n\n".join(_table_section(table) for table in TABLES.values())


def _table_text(table: Table) -> str:
    width = max(len(column.name) for column in table.columns)
    rows = [f"  {c.name:{width}}  {c.type:13} {c.description}" for c in table.columns]
    return "\n".join([f"{table.name}: {table.description}", f"  key: {_key(table)}", *rows])


def _table_section(table: Table) -> str:
    head = [f"### {table.name}", "", f"{table.description} Key: `{_key(table)}`.", ""]
    rows = [(f"`{c.name}`", f"`{c.type}`", c.description) for c in table.columns]
    lines = [("column", "type", "meaning"), ("---",) * 3, *rows]
    return "\n".join([*head, *(f"| {' | '.join(map(_cell, line))} |" for line in lines)])


def _cell(text: str) -> str:
    """Text as a cell of a Markdown table, where a bar would end it, also between backticks."""
    return text.replace("|", "\\|")


def _key(table: Table) -> str:
    return ", ".join(table.key)
