"""Addresses of pages: a row has one that stays, a queue is a query string."""

import re
from collections.abc import Mapping
from typing import get_args
from urllib.parse import quote, urlencode

from pydantic import ValidationError
from starlette.datastructures import QueryParams

from pipeline.audit.filters import FILTERS, Asked
from pipeline.audit.queue import STRATA, Order, Selection
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


def asked_in(params: QueryParams) -> dict[str, str]:
    """What a query string asks for, by name; a form gives `exact` once a filter, an address all of
    them in one. Which page of a list is no part of it."""
    asked = {name: value for name, value in params.items() if value and name != "page"}
    if exact := " ".join(dict.fromkeys(" ".join(params.getlist("exact")).split())):
        asked["exact"] = exact
    return asked


def selection_of(table: str, params: Mapping[str, str]) -> Selection:
    """The selection that a query asks for. Raises AuditError if it cannot be made."""
    given = {name: params[name] for name in ("order", "n", "seed", "by") if params.get(name)}
    filters = tuple((name, params[name]) for name in FILTERS[table] if params.get(name))
    wanted = params.get("exact", "").split()
    exact = tuple(
        name for name, _ in filters if name in wanted and FILTERS[table][name].sort != "one"
    )
    try:
        return Selection.model_validate(
            {"table": table, "filters": filters, "exact": exact, **given}
        )
    except ValidationError as error:
        problem = error.errors()[0]
        raise AuditError(
            f"{problem['loc'][0]}: {problem['msg']}; found {problem['input']!r}."
        ) from error


def query_of(selection: Selection) -> str:
    """The query string of a selection; never empty, for it says that there is a queue."""
    values = {**dict(selection.filters), "order": selection.order}
    if selection.exact:
        values["exact"] = " ".join(selection.exact)
    if selection.n:
        values["n"] = str(selection.n)
    if selection.order == "random":
        values["seed"] = str(selection.seed)
        if selection.by:
            values["by"] = selection.by
    return urlencode(values)


def with_filter(asked: Mapping[str, str], name: str, value: str, exact: bool) -> str:
    """The query string that asks the same but for one filter, which has this value, or none."""
    others = [other for other in asked.get("exact", "").split() if other != name]
    changed = {**asked, name: value, "exact": " ".join([*others, name] if exact else others)}
    return urlencode({key: held for key, held in changed.items() if held})


def described(selection: Selection) -> str:
    """A selection in words."""
    words = [f"{one.filter.shown}{verb_of(one)} {one.value}" for one in selection.asked]
    order = ORDERS[selection.order]
    if selection.order == "random":
        order += f" (seed {selection.seed})"
        order += f", by {selection.by}" if selection.by in STRATA else ""
    return ", ".join([order, *words])


def verb_of(asked: Asked) -> str:
    """How a filter takes its value, between its name and that."""
    if asked.filter.sort == "one":
        return ":"
    if not asked.exact:
        return " with:"
    return " with the words:" if asked.filter.sort == "words" else " exactly:"
