"""Addresses of pages: a row has one that stays, a queue is a query string."""

import re
from collections.abc import Mapping
from typing import get_args
from urllib.parse import quote, urlencode

from pydantic import ValidationError

from pipeline.audit.queue import FILTERS, STRATA, Order, Selection
from pipeline.errors import AuditError

ORDERS: Mapping[str, str] = {
    "text": "as they stand in the texts",
    "random": "at random",
    "unsure": "least sure first",
    "disagreement": "disputed by a second recogniser first",
    "frequent": "most frequent first",
}
assert set(ORDERS) == set(get_args(Order))


def orders_of(table: str) -> tuple[str, ...]:
    """The orders that a table can be in."""
    own = ("frequent",) if table in ("entities", "figures") else ("unsure",)
    return ("random", *own, "disagreement", "text")


def address(table: str, identifier: str, query: str = "") -> str:
    """The address of a row's page, in a queue if there is one."""
    path = f"/{table}/{quote(identifier, safe='/')}"
    return f"{path}?{query}" if query else path


def whole_number(typed: str, default: int) -> int:
    """A number in a query or form; `default` for anything else."""
    return int(typed) if re.fullmatch(r"[0-9]{1,9}", typed) else default


def selection_of(table: str, params: Mapping[str, str]) -> Selection:
    """The selection that a query string asks for. Raises AuditError if it cannot be made."""
    given = {name: params[name] for name in ("order", "n", "seed", "by") if params.get(name)}
    filters = tuple((name, params[name]) for name in FILTERS[table] if params.get(name))
    try:
        return Selection.model_validate({"table": table, "filters": filters, **given})
    except ValidationError as error:
        problem = error.errors()[0]
        raise AuditError(
            f"{problem['loc'][0]}: {problem['msg']}; found {problem['input']!r}."
        ) from error


def query_of(selection: Selection) -> str:
    """The query string of a selection; never empty, for it says that there is a queue."""
    values = {**dict(selection.filters), "order": selection.order}
    if selection.n:
        values["n"] = str(selection.n)
    if selection.order == "random":
        values["seed"] = str(selection.seed)
        if selection.by:
            values["by"] = selection.by
    return urlencode(values)


def described(selection: Selection) -> str:
    """A selection in words."""
    words = [f"{name}: {value}" for name, value in selection.filters]
    order = ORDERS[selection.order]
    if selection.order == "random":
        order += f" (seed {selection.seed})"
        order += f", by {selection.by}" if selection.by in STRATA else ""
    return ", ".join([order, *words])
