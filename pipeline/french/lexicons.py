"""Lexicon files: loading, checking, hashing.

A lexicon is `pipeline/lexicons/NAME.tsv`: UTF-8, `#` comment lines, a header line, then one entry a
line with the header's columns, separated by tabs. An entry that stands twice, a wrong number of
columns or a value outside the column's set is an error that names the line.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pipeline.errors import LexiconError
from pipeline.identifiers import digest


@dataclass(frozen=True)
class Lexicon:
    """The rows of one lexicon, in file order; each maps the column's name to its text."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]

    def values(self, column: str, **where: str) -> frozenset[str]:
        """The set of a column's values in the rows whose other columns equal `where`."""
        return frozenset(
            row[column] for row in self.rows if all(row[k] == v for k, v in where.items())
        )


def word_set(words: str) -> frozenset[str]:
    """The words of a string, parted by spaces."""
    return frozenset(words.split())


def read(name: str) -> bytes:
    """The bytes of a lexicon file. Raises LexiconError if there is none of that name."""
    file = resources.files("pipeline.lexicons") / f"{name}.tsv"
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise LexiconError(
            f"There is no lexicon {name!r}: add pipeline/lexicons/{name}.tsv or mend the name."
        ) from error


def fingerprint(name: str) -> str:
    """Digest of a lexicon's header and entries, in order; comments do not count."""
    return digest(*(line for _, line in _lines(read(name).decode("utf-8"))))


def parse(name: str, text: str) -> Lexicon:
    """Read a lexicon from the text of its file. Raises LexiconError, with the line, on bad form."""
    header: tuple[str, ...] | None = None
    rows: list[Mapping[str, str]] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, line in _lines(text):
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if header is None:
            header = cells
            continue
        where = f"lexicon {name!r}, line {number}"
        if len(cells) != len(header):
            raise LexiconError(
                f"{where}: {len(cells)} columns where the header has {len(header)}: "
                "separate the cells with one tab each."
            )
        if cells in seen:
            raise LexiconError(f"{where}: the entry stands already at line {seen[cells]}.")
        seen[cells] = number
        rows.append(dict(zip(header, cells, strict=True)))
    if header is None:
        raise LexiconError(f"lexicon {name!r} has no header line.")
    return Lexicon(name, header, tuple(rows))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers from 1."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


@cache
def load_lexicon(name: str) -> Lexicon:
    """The lexicon `pipeline/lexicons/<name>.tsv`. Raises LexiconError."""
    return parse(name, read(name).decode("utf-8"))


def check_values(lexicon: Lexicon, column: str, allowed: Collection[str]) -> None:
    """Raise LexiconError unless every value of `column` is one of `allowed`."""
    for row in lexicon.rows:
        if row[column] not in allowed:
            raise LexiconError(
                f"lexicon {lexicon.name!r}: {row[column]!r} in column {column!r} of {dict(row)}; "
                f"known values: {', '.join(sorted(allowed))}."
            )
