"""The data dictionary, from the schemas."""

from pipeline.schema import Table
from pipeline.tables import TABLES


def dictionary() -> str:
    """Every table with its key and columns, as text."""
    return "\n\n".join(_table_text(table) for table in TABLES.values())


def table_of_tables() -> str:
    """A Markdown table, one row a table: name, what a row is, key, columns."""
    lines = ["| table | a row | key | columns |", "| --- | --- | --- | --- |"]
    for table in TABLES.values():
        columns = " ".join(f"`{column.name}`" for column in table.columns)
        lines.append(f"| `{table.name}` | {table.description} | {_key(table)} | {columns} |")
    return "\n".join(lines)


def _table_text(table: Table) -> str:
    width = max(len(column.name) for column in table.columns)
    rows = [f"  {c.name:{width}}  {c.type:13} {c.description}" for c in table.columns]
    return "\n".join([f"{table.name}: {table.description}", f"  key: {_key(table)}", *rows])


def _key(table: Table) -> str:
    return ", ".join(table.key)
