"""Filters: which rows of a table are asked for, how many there are in either sense, what is near.

What is typed into a filter is a part of the value; it is exactly the value, or whole words of a
text, where that is asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from pipeline.audit.corpus import Corpus, Indices
from pipeline.audit.matching import Mask, Values, words

_NAMES, _NEAR = 12, 8


@dataclass(frozen=True, slots=True)
class Filter:
    """What a table can be filtered by: its name in addresses, the columns that it looks at.

    `sort` is `name`, where a part may stand anywhere in one of the columns, and exactly means that
    the first is that letter for letter; `words`, of a text, where exactly means whole words; or
    `one`, an id or one of few values, which are always meant exactly. `own` says that the value is
    the name of the row itself.
    """

    name: str
    columns: tuple[str, ...]
    sort: Literal["name", "words", "one"] = "name"
    label: str = ""
    own: bool = False

    @property
    def shown(self) -> str:
        """Its name on pages."""
        return self.label or self.name


def _table(*filters: Filter) -> Mapping[str, Filter]:
    return {one.name: one for one in filters}


_DOCUMENT = Filter("document", ("doc_id",))
_OUTLET = Filter("outlet", ("outlet",))
_KIND = Filter("kind", ("kind",), "one")
_RULE = Filter("rule", ("rule",))
_WHO = Filter("who", ("who",))
FILTERS: Mapping[str, Mapping[str, Filter]] = {
    "documents": _table(
        Filter("document", ("doc_id",), own=True), Filter("title", ("title",), "words"), _OUTLET
    ),
    "quotes": _table(
        _DOCUMENT,
        Filter("speaker", ("speaker_name",)),
        Filter("entity", ("speaker_entity_id",), "one"),
        _OUTLET,
        Filter("type", ("type",), "one"),
        Filter("stance", ("stance",), "one"),
        _RULE,
        Filter("words", ("text",), "words", label="text"),
    ),
    "claims": _table(
        _DOCUMENT,
        Filter("speaker", ("source_name",), label="source"),
        Filter("entity", ("source_entity_id",), "one"),
        _OUTLET,
        _KIND,
        Filter("status", ("status",), "one"),
        _WHO,
        _RULE,
        Filter("words", ("evidence",), "words", label="evidence"),
    ),
    "entities": _table(
        Filter("name", ("name", "aliases"), own=True),
        Filter("label", ("label",), "one"),
        Filter("country", ("country",), "one"),
        Filter("gender", ("gender",), "one"),
    ),
    "figures": _table(
        _KIND, _WHO, Filter("place", ("place_name",)), Filter("event", ("event",), label="document")
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one filter: a value, and whether exactly it."""

    filter: Filter
    value: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Count:
    """A value, and how many rows have it that pass the other filters."""

    value: str
    rows: int


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one filter reaches, all others as they are.

    Of the `rows` of the table `without` pass the others; of these `holding` hold what is typed, and
    `exactly` are it. Where none passes the others, it is told of this filter `alone`. `names` are
    the values that hold it, and `more` how many are left out of them; `near` are values that share
    a word, or the words one by one, where nothing holds it.
    """

    asked: Asked
    rows: int
    without: int
    holding: int
    exactly: int
    alone: bool = False
    names: tuple[Count, ...] = ()
    more: int = 0
    near: tuple[Count, ...] = ()

    @property
    def found(self) -> int:
        """How many rows there are in the sense that is asked for."""
        return self.exactly if self.asked.exact else self.holding


def asked_of(table: str, filters: Mapping[str, str], exact: tuple[str, ...]) -> list[Asked]:
    """What is asked of each filter of a table; filters that it does not have are left out."""
    return [
        Asked(one, value, one.sort == "one" or name in exact)
        for name, one in FILTERS[table].items()
        if (value := filters.get(name))
    ]


def passing(corpus: Corpus, table: str, asked: Asked) -> Mask:
    """The rows that pass one filter."""
    return _rows(corpus, table, asked.filter, asked.value, asked.exact)


def filtered(corpus: Corpus, table: str, asked: list[Asked]) -> Indices:
    """The indices of the rows that pass every filter, in text order."""
    mask = np.ones(len(corpus[table]), dtype=bool)
    for one in asked:
        mask &= passing(corpus, table, one)
    return np.flatnonzero(mask).astype(np.int64)


def reaches(
    corpus: Corpus, table: str, asked: list[Asked], kept: Mask | None = None
) -> list[Reach]:
    """How far each filter that is typed into reaches, and each that nothing passes; `kept` are the
    rows to be counted at all."""
    every = np.ones(len(corpus[table]), dtype=bool) if kept is None else kept
    masks = [passing(corpus, table, one) for one in asked]
    found = []
    for place, one in enumerate(asked):
        others = every.copy()
        for mask in (*masks[:place], *masks[place + 1 :]):
            others &= mask
        alone = not others.any()
        others = every if alone else others
        if one.filter.sort != "one" or not (masks[place] & others).any():
            reach = _reach(corpus, table, one, others)
            found.append(replace(reach, alone=True, names=(), more=0) if alone else reach)
    return found


def suggestions(corpus: Corpus, table: str, name: str, typed: str, n: int = 20) -> list[Count]:
    """Values of a filter that hold what is typed, those with a word that begins so first, then the
    most frequent; an entity's name by its mentions. Of all values where nothing is typed."""
    values = corpus.values(table, FILTERS[table][name].columns[0])
    weights = np.ones(len(corpus[table]), dtype=np.int64)
    if table == "entities":
        weights = corpus[table].table["n_mentions"].to_numpy().astype(np.int64)
    return _counted(values, typed, weights)[:n]


def _rows(corpus: Corpus, table: str, one: Filter, value: str, exact: bool) -> Mask:
    columns = [corpus.values(table, name) for name in one.columns]
    if exact:
        first = columns[0]
        return first.rows(first.saying(value) if one.sort == "words" else first.being(value))
    mask = columns[0].rows(columns[0].holding(value))
    for other in columns[1:]:
        mask |= other.rows(other.holding(value))
    return mask


def _reach(corpus: Corpus, table: str, asked: Asked, others: Mask) -> Reach:
    one, value = asked.filter, asked.value
    holding, exactly = (
        int((_rows(corpus, table, one, value, exact) & others).sum()) for exact in (False, True)
    )
    reach = Reach(asked, len(others), int(others.sum()), holding, exactly)
    if one.sort == "one":
        return reach
    values, weights = corpus.values(table, one.columns[0]), others.astype(np.int64)
    if not holding:
        near = _words_alone if one.sort == "words" else _near
        return replace(reach, near=tuple(near(values, value, weights)[:_NEAR]))
    if one.sort == "words" or one.own:
        return reach
    names = _counted(values, value, weights)
    return replace(reach, names=tuple(names[:_NAMES]), more=len(names[_NAMES:]))


def _counted(values: Values, typed: str, weights: Indices) -> list[Count]:
    """The values that hold what is typed and have rows: where a word begins so first, then those
    with most rows."""
    counts = values.counts(weights)
    opening = values.opening(typed)
    held = values.holding(typed) if typed.strip() else np.ones(len(counts), dtype=bool)
    numbers = np.flatnonzero(held & (counts > 0)).tolist()
    numbers.sort(key=lambda i: (not opening[i], -counts[i], values.distinct[i]))
    return [Count(values.distinct[i], int(counts[i])) for i in numbers]


def _near(values: Values, typed: str, weights: Indices) -> list[Count]:
    counts = values.counts(weights)
    return [Count(values.distinct[i], int(counts[i])) for i in values.near(typed) if counts[i]]


def _words_alone(values: Values, typed: str, weights: Indices) -> list[Count]:
    """Each word that is typed, with the rows that have it; none where it is but one."""
    typed_words = list(dict.fromkeys(words(typed)))
    if len(typed_words) < 2:
        return []
    found = [
        Count(word, int((values.rows(values.saying(word)) * weights).sum())) for word in typed_words
    ]
    return [count for count in found if count.rows]
