"""Lexicons: loading, a user's own words over the shipped ones, hashing.

A lexicon is `pipeline/lexicons/NAME.tsv`, declared in `pipeline.french.schemas`. `load_lexicon`
gives it with what `lay_over` was last told of a user's own file of that name.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import resources

from pipeline.errors import LexiconError
from pipeline.french.lexicon_files import Lexicon, Own, parse, with_own
from pipeline.french.schemas import SCHEMAS
from pipeline.french.schemas.row import nearest
from pipeline.identifiers import digest

_CORE = "pipeline.french."
_own: Mapping[str, Own] = {}


def word_set(words: str) -> frozenset[str]:
    """The words of a string, parted by spaces."""
    return frozenset(words.split())


def read(name: str) -> bytes:
    """The bytes of a shipped lexicon. Raises LexiconError if there is none of that name."""
    file = resources.files("pipeline.lexicons") / f"{name}.tsv"
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise LexiconError(
            f"There is no lexicon {name!r}{nearest(name, SCHEMAS)}: mend the name, or add "
            f"pipeline/lexicons/{name}.tsv."
        ) from error


def load_lexicon(name: str) -> Lexicon:
    """A lexicon, with a user's own words where they are laid over it. Raises LexiconError.

    Rules give a literal name: by it the fingerprints know which lexicons a stage depends on.
    """
    fixed = name in SCHEMAS and SCHEMAS[name].fixed
    return _fixed(name) if fixed else _loaded(name)


@cache
def _fixed(name: str) -> Lexicon:
    return shipped_lexicon(name)


@cache
def _loaded(name: str) -> Lexicon:
    own = _own.get(name)
    shipped = shipped_lexicon(name)
    return shipped if own is None else with_own(shipped, own)


def shipped_lexicon(name: str) -> Lexicon:
    """The lexicon `pipeline/lexicons/NAME.tsv`, without a user's own words. Raises LexiconError."""
    return parse(name, read(name).decode("utf-8"))


@cache
def fingerprint(name: str) -> str:
    """Digest of a lexicon's columns and entries, in order; comments do not count."""
    lexicon = _loaded(name)
    return digest(*lexicon.columns, *(cell for row in lexicon.rows for cell in row.values()))


def lay_over(own: Mapping[str, Own]) -> None:
    """Lay a user's own words over the shipped ones: in this process, from now on.

    `own` maps names of lexicons to the user's files; no name, no own words. Whatever the rules have
    made of other words is forgotten; what is made of them and kept elsewhere (a loaded stage, a
    View) is not to be used again. Raises LexiconError where a file is not in its form.
    """
    global _own
    if own == _own:
        return
    for name, file in own.items():
        with_own(shipped_lexicon(name), file)
    _own = dict(own)
    forget()


@contextmanager
def laid_over(own: Mapping[str, Own]) -> Iterator[None]:
    """Within it, a user's own words are laid over the shipped ones; see lay_over."""
    before = _own
    lay_over(own)
    try:
        yield
    finally:
        lay_over(before)


def forget() -> None:
    """Empty every cache of the core's modules: what they hold was made of the words so far."""
    for name, module in list(sys.modules.items()):
        if name.startswith(_CORE):
            for value in list(vars(module).values()):
                clear = getattr(value, "cache_clear", None)
                if callable(clear):
                    clear()
