"""The filters of a page: their fields, how far each reaches in either sense, what is suggested."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pipeline.audit.app.addresses import with_filter
from pipeline.audit.app.pages import state_of
from pipeline.audit.corpus import Corpus
from pipeline.audit.filters import FILTERS, Count, Filter, Reach, reaches, suggestions
from pipeline.audit.matching import Mask
from pipeline.audit.queue import Selection


@dataclass(frozen=True)
class Field:
    """A filter as a field of a form; `choices` are offered where the values are few."""

    filter: Filter
    value: str
    exact: bool
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Reached:
    """How far a filter reaches, and where the other views are: query strings for the same page."""

    reach: Reach
    other: str
    without: str
    names: tuple[tuple[Count, str], ...]
    near: tuple[tuple[Count, str], ...]


def fields_of(corpus: Corpus, selection: Selection) -> list[Field]:
    """The filters of a table as fields. An entity's id comes from a link: nobody types one."""
    values = dict(selection.filters)
    return [
        Field(
            filter=one,
            value=values.get(name, ""),
            exact=name in selection.exact,
            choices=_choices(corpus, selection.table, one),
        )
        for name, one in FILTERS[selection.table].items()
        if name != "entity" or name in values
    ]


def _choices(corpus: Corpus, table: str, one: Filter) -> tuple[str, ...]:
    if one.sort != "one" or one.name == "entity":
        return ()
    return tuple(corpus.choices(table, one.columns[0]))


def reached(
    corpus: Corpus, selection: Selection, asked: Mapping[str, str], kept: Mask | None = None
) -> list[Reached]:
    """How far the filters of a selection reach, among the rows that are `kept`; `asked` is the
    query of the page, which the links change in one filter each. What is told of a filter alone
    leads to that alone."""
    found = []
    for reach in reaches(corpus, selection.table, selection.asked, kept):
        one = reach.asked
        name, is_name = one.filter.name, one.filter.sort == "name"
        base = {} if reach.alone else asked
        found.append(
            Reached(
                reach,
                other=with_filter(base, name, one.value, not one.exact),
                without=with_filter(asked, name, "", False),
                names=tuple((c, with_filter(base, name, c.value, True)) for c in reach.names),
                near=tuple((c, with_filter(base, name, c.value, is_name)) for c in reach.near),
            )
        )
    return found


def suggest(request: Request) -> Response:
    """Values that hold what is typed into a filter, as JSON: [value, how many], most first."""
    table, name = request.path_params["table"], request.path_params["filter"]
    if name not in FILTERS.get(table, {}):
        raise HTTPException(404, f"There is no filter {name} of {table}.")
    typed: Any = request.query_params.get("q", "")
    found = suggestions(state_of(request).corpus, table, name, typed)
    return JSONResponse([[count.value, count.rows] for count in found])
