"""What a lexicon is declared with: a model of its rows, whose fields are the columns.

A model says what is in the file, where its words come from, which columns make an entry (`key`), in
which order the entries stand; each field what its column means and which cells it takes. Models
check; rules read the cells as text (`pipeline.french.lexicons`).
"""

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    TypeAdapter,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from pipeline.french.text import fold

Rank = tuple[float, str, str]

BY_HAND = "compiled by hand for this project"
USAGE = "from knowledge of French usage"


class Row(BaseModel):
    """An entry of a lexicon; its columns are the fields. A subclass declares the file of its name.

    Its docstring is what the lexicon is. `key`: the columns that no two entries share. `sort`: the
    columns by which the entries are sorted, before the key. `source`: where the words come from.
    `first_wins`: whether of two entries that yield the same form the first counts, else the last.
    `fixed`: whether it is grammar that rules are built of: no user's file is laid over it, so that
    constants of modules may be made of its words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def __init_subclass__(
        cls,
        lexicon: str = "",
        key: tuple[str, ...] = (),
        sort: tuple[str, ...] = (),
        source: str = BY_HAND,
        first_wins: bool = False,
        fixed: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init_subclass__(**kwargs)
        if lexicon:
            by = (*sort, *(column for column in key if column not in sort))
            SCHEMAS[lexicon] = Schema(lexicon, cls, key, by, source, first_wins, fixed)


@dataclass(frozen=True)
class Schema:
    """What is declared of a lexicon; see Row."""

    name: str
    row: type[Row]
    key: tuple[str, ...]
    sort: tuple[str, ...]
    source: str
    first_wins: bool
    fixed: bool

    @property
    def meaning(self) -> str:
        """What the lexicon holds, in a sentence or a few."""
        return " ".join((self.row.__doc__ or "").split())

    @cached_property
    def columns(self) -> dict[str, str]:
        """Column → its meaning, in the file's order."""
        return {name: field.description or "" for name, field in self.row.model_fields.items()}

    @cached_property
    def closed(self) -> dict[str, Mapping[str, str]]:
        """Closed column → its values, each with its meaning."""
        return {
            name: values
            for name, field in self.row.model_fields.items()
            for one in field.metadata
            if (values := getattr(one, "values", None)) is not None
        }

    @cached_property
    def optional(self) -> frozenset[str]:
        """The columns whose cells may be empty."""
        fields = self.row.model_fields.items()
        return frozenset(name for name, field in fields if not field.is_required())

    @cached_property
    def validator(self) -> TypeAdapter[list[Row]]:
        """What all rows of a file are held against at once."""
        return TypeAdapter(list[self.row])  # type: ignore[name-defined]

    def identity(self, cells: Mapping[str, str]) -> tuple[str, ...]:
        """The cells of the key."""
        return tuple(cells[column] for column in self.key)

    def place(self, cells: Mapping[str, str]) -> tuple[Rank, ...]:
        """What entries are sorted by: values of a closed column as they are declared, numbers by
        size, words without regard to case and accents."""
        return tuple(_rank(self.closed.get(column), cells[column]) for column in self.sort)


# Name → what is declared, in the order of declaration.
SCHEMAS: dict[str, Schema] = {}


def _rank(values: Mapping[str, str] | None, cell: str) -> Rank:
    if values is not None and cell in values:
        return (list(values).index(cell), "", "")
    try:
        return (float(cell), "", "")
    except ValueError:
        return (float("inf"), fold(cell), cell)


@dataclass(frozen=True)
class OneOf:
    """A closed column: each value that a cell may be, with its meaning."""

    values: Mapping[str, str]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """One of the values, as it is written."""
        return core_schema.literal_schema(list(self.values))


@dataclass(frozen=True)
class SomeOf:
    """A closed column whose cells are one or more of the values, separated by commas."""

    values: Mapping[str, str]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """The values of a cell, in its order."""
        return core_schema.no_info_plain_validator_function(self._split)

    def _split(self, cell: str) -> tuple[str, ...]:
        parts = tuple(cell.split(","))
        for part in parts:
            if part not in self.values:
                raise refused(unknown(part, self.values))
        return parts


def nearest(value: str, known: Iterable[str]) -> str:
    """« ; the nearest is … » of the known values, or nothing where there is none."""
    near = difflib.get_close_matches(value, sorted(known), n=1, cutoff=0.0)
    return f"; the nearest is {near[0]!r}" if near else ""


def unknown(value: str, known: Collection[str]) -> str:
    """That a value is none of those known, which is nearest, and which there are."""
    return (
        f"{value!r} is none of the known values{nearest(value, known)} "
        f"(known: {', '.join(sorted(known))})"
    )


def column(meaning: str, empty: bool = False) -> Any:
    """A column with its meaning; `empty`: whether a cell may say nothing."""
    return Field(default="", description=meaning) if empty else Field(description=meaning)


def one_of(**values: str) -> OneOf:
    """A closed column whose values are Python names: each with its meaning."""
    return OneOf(values)


def _text(cell: str) -> str:
    if not cell or "  " in cell:
        raise refused("a word is missing" if not cell else "two spaces in a row")
    return cell


def _lower(cell: str) -> str:
    if cell != cell.lower():
        raise refused(f"{cell!r} is compared in small letters: write {cell.lower()!r}")
    return _text(cell)


def _folded(cell: str) -> str:
    if cell != fold(cell):
        raise refused(f"{cell!r} is compared without accents: write {fold(cell)!r}")
    return _text(cell)


def _infinitive(cell: str) -> str:
    if not re.fullmatch(r"(?:er|[iï]r|re)", cell.split(" ")[0][-2:]):
        raise refused(f"{cell!r} does not begin with an infinitive in -er, -ir or -re")
    return _lower(cell)


def _country(cell: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", cell):
        raise refused(f"{cell!r} is no ISO 3166-1 code of two capital letters")
    return cell


def refused(said: str) -> PydanticCustomError:
    """What a validator of a cell raises: what is wrong, in words."""
    return PydanticCustomError("cell", "{said}", {"said": said})


# Words as they are written; in small letters; in small letters without accents.
Text = Annotated[str, AfterValidator(_text)]
Lower = Annotated[str, AfterValidator(_lower)]
Folded = Annotated[str, AfterValidator(_folded)]
# A pattern of `pipeline.french.patterns`: `*` ends any word, `|` separates variants of a word.
Pattern = Lower
Infinitive = Annotated[str, AfterValidator(_infinitive)]
Country = Annotated[str, AfterValidator(_country)]
CountryOrNone = Annotated[str, AfterValidator(lambda cell: cell and _country(cell))]
CountryOrDash = Annotated[
    str, AfterValidator(lambda cell: cell if cell in ("", "-") else _country(cell))
]


def _number(cell: object) -> object:
    return cell or None


Number = Annotated[float, BeforeValidator(_number)]
NumberOrNone = Annotated[float | None, BeforeValidator(_number)]
YES_NO = one_of(yes="it is so", no="it is not")
