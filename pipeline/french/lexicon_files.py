"""The form of lexicon files: shipped ones, and a user's own that are laid over them.

UTF-8, `#` comment lines, a header line, then one entry a line with the header's columns, separated
by tabs; cells at the end that may be empty may be left out. In a user's file a line whose first
cell begins with `-` takes entries away: those that agree with the cells that it gives.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pydantic import ValidationError

from pipeline.errors import LexiconError
from pipeline.french.schemas import SCHEMAS, Schema
from pipeline.french.schemas.row import nearest, unknown

Cells = Mapping[str, str]
TAKES_AWAY = "-"
_PROBLEMS_TOLD = 10


@dataclass(frozen=True)
class Lexicon:
    """The rows of one lexicon, in order; each maps the column's name to its text."""

    schema: Schema
    rows: tuple[Cells, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.schema.columns)

    def select(self, **where: str) -> Iterator[Cells]:
        """The rows whose cells are as `where` says.

        Raises LexiconError where it asks for a value that a closed column does not have.
        """
        for column, value in where.items():
            values = self.schema.closed.get(column)
            if values is not None and value not in values:
                raise LexiconError(
                    f"lexicon {self.schema.name!r}, column {column!r}: {unknown(value, values)}."
                )
        return (row for row in self.rows if all(row[k] == v for k, v in where.items()))

    def values(self, column: str, **where: str) -> frozenset[str]:
        """The set of a column's cells in the rows whose other cells are as `where` says.

        Raises LexiconError as `select` does.
        """
        return frozenset(row[column] for row in self.select(**where))


@dataclass(frozen=True)
class Own:
    """A user's own file of a lexicon: where it lies, as messages say it, and its text."""

    where: str
    text: str


class _Entry(NamedTuple):
    line: int
    cells: Cells


class _Taken(NamedTuple):
    line: int
    given: Cells


def parse(name: str, text: str, where: str = "") -> Lexicon:
    """Read a lexicon from the text of its file.

    `where` is what messages call the file. Raises LexiconError with line, column and remedy.
    """
    schema, where = _schema(name), where or f"pipeline/lexicons/{name}.tsv"
    entries = [
        _entry(schema, number, cells, where) for number, cells in _lines(schema, text, where)
    ]
    _check(schema, entries, where)
    return Lexicon(schema, tuple(entry.cells for entry in entries))


def with_own(shipped: Lexicon, own: Own) -> Lexicon:
    """A lexicon with a user's own file laid over it: entries added, replaced by key, taken away.

    Raises LexiconError with the user's file, line, column and remedy.
    """
    schema = shipped.schema
    if schema.fixed:
        raise LexiconError(
            f"{own.where}: {schema.name} is grammar that the rules are built of and takes no words "
            "of yours: take the file away."
        )
    added: list[_Entry] = []
    rows = {schema.identity(row): row for row in shipped.rows}
    for number, cells in _lines(schema, own.text, own.where):
        if cells[0].startswith(TAKES_AWAY):
            taken = _taken(schema, number, cells, own.where)
            for key in _agreeing(schema, rows, taken, own.where):
                del rows[key]
        else:
            added.append(_entry(schema, number, cells, own.where))
    _check(schema, added, own.where)
    mine = {schema.identity(entry.cells): entry.cells for entry in added}
    if not schema.first_wins:
        return Lexicon(schema, tuple({**rows, **mine}.values()))
    return Lexicon(
        schema, tuple({**mine, **{k: v for k, v in rows.items() if k not in mine}}.values())
    )


def _schema(name: str) -> Schema:
    if name not in SCHEMAS:
        raise LexiconError(
            f"There is no lexicon {name!r}{nearest(name, SCHEMAS)}: mend the name; a new one is "
            "declared in pipeline/french/schemas."
        )
    return SCHEMAS[name]


def _lines(schema: Schema, text: str, where: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The entries' lines, with their numbers from 1, cut into cells; the header is checked."""
    header: tuple[str, ...] | None = None
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if header is not None:
            yield number, cells
        elif cells == tuple(schema.columns):
            header = cells
        else:
            raise LexiconError(f"{where}, line {number}: {_wrong_header(schema, cells)}")
    if header is None:
        raise LexiconError(
            f"{where} has no header line. Its first line must name the columns, separated by tabs: "
            f"{', '.join(schema.columns)}."
        )


def _wrong_header(schema: Schema, cells: Sequence[str]) -> str:
    said = f"the header must name the columns, separated by tabs: {', '.join(schema.columns)}"
    for cell in cells:
        if cell not in schema.columns:
            return f"{said}; {unknown(cell, schema.columns)}."
    return f"{said}; found {', '.join(cells)}."


def _entry(schema: Schema, number: int, cells: Sequence[str], where: str) -> _Entry:
    columns = tuple(schema.columns)
    missing = columns[len(cells) :]
    if len(cells) > len(columns) or not schema.optional.issuperset(missing):
        raise LexiconError(
            f"{where}, line {number}: {len(cells)} columns where the header has {len(columns)} "
            f"({', '.join(columns)}): separate the cells with one tab each."
        )
    filled = (*cells, *("" for _ in missing))
    return _Entry(number, dict(zip(columns, filled, strict=True)))


def _taken(schema: Schema, number: int, cells: Sequence[str], where: str) -> _Taken:
    first = cells[0].removeprefix(TAKES_AWAY).strip()
    pairs = zip(schema.columns, (first, *cells[1:]), strict=False)
    given = {column: cell for column, cell in pairs if cell}
    if len(cells) > len(schema.columns) or not given.keys() - schema.closed.keys():
        raise LexiconError(
            f"{where}, line {number}: a line that takes an entry away gives its word behind "
            f"« {TAKES_AWAY} », and as many further cells as tell which entry: "
            f"{', '.join(schema.columns)}."
        )
    return _Taken(number, given)


def _agreeing(
    schema: Schema, rows: Mapping[tuple[str, ...], Cells], taken: _Taken, where: str
) -> list[tuple[str, ...]]:
    """The keys of the entries that a line takes away: at least one."""
    found = [k for k, row in rows.items() if all(row[c] == v for c, v in taken.given.items())]
    if found:
        return found
    column = next(c for c in taken.given if c not in schema.closed)
    word, words = taken.given[column], {row[column] for row in rows.values()}
    said = f"{where}, line {taken.line}: there is no entry {' · '.join(taken.given.values())!r}"
    if word in words:
        entries = (row.values() for row in rows.values() if row[column] == word)
        known = "; ".join(" · ".join(filter(None, entry)) for entry in entries)
        raise LexiconError(f"{said} to take away; of {word!r} there is: {known}.")
    raise LexiconError(f"{said} to take away{nearest(word, words)}: mend it or delete the line.")


def _check(schema: Schema, entries: Collection[_Entry], where: str) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in entries:
        key = schema.identity(cells)
        if key in seen:
            raise LexiconError(
                f"{where}, line {number}: the entry {' · '.join(key)!r} stands already at line "
                f"{seen[key]}; {' and '.join(schema.key)} tell entries apart: keep one of them."
            )
        seen[key] = number
    try:
        schema.validator.validate_python([entry.cells for entry in entries])
    except ValidationError as error:
        raise LexiconError(_told(schema, list(entries), error, where)) from error


def _told(schema: Schema, entries: Sequence[_Entry], error: ValidationError, where: str) -> str:
    problems = error.errors(include_url=False)
    lines = []
    for problem in problems[:_PROBLEMS_TOLD]:
        row, column = problem["loc"][0], str(problem["loc"][1])
        said = problem["msg"]
        if problem["type"] == "literal_error":
            said = unknown(problem["input"], schema.closed[column])
        elif problem["type"] != "cell":
            said = f"{said}; found {problem['input']!r}"
        lines.append(f"{where}, line {entries[int(row)].line}, column {column!r}: {said}.")
    if len(problems) > _PROBLEMS_TOLD:
        lines.append(f"{where}: {len(problems) - _PROBLEMS_TOLD} more cells like these.")
    lines.append(f"`depeche lexicons {schema.name}` says what each column takes.")
    return "\n".join(lines)
