"""The lexicons as lines to read in a terminal: what each is, who reads it, what a user changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.config import Config
from pipeline.errors import LexiconError
from pipeline.execution.fingerprints import code_lexicons
from pipeline.french.lexicon_files import Cells, Lexicon, with_own
from pipeline.french.lexicons import shipped_lexicon
from pipeline.french.schemas import SCHEMAS
from pipeline.french.schemas.files import explained
from pipeline.french.schemas.row import nearest
from pipeline.own_words import own_words
from pipeline.stages.registry import STAGES


@dataclass(frozen=True)
class _Laid:
    """A lexicon as rules see it, and the entries that the user's own file changed, by how."""

    lexicon: Lexicon
    where: str
    changes: Mapping[str, list[Cells]]


def overview(config: Config) -> Iterator[str]:
    """Two lines a lexicon: entries, stages and what the user changed; what it is."""
    own = own_words(config)
    for name in sorted(SCHEMAS):
        laid = _laid(name, config) if name in own else _Laid(shipped_lexicon(name), "", {})
        told = [f"{len(found)} {kind}" for kind, found in laid.changes.items() if found]
        yours = [f"yours: {', '.join(told)}"] if told else []
        entries = f"{len(laid.lexicon.rows)} entries"
        yield " · ".join([name, entries, ", ".join(_readers(name)), *yours])
        yield f"    {SCHEMAS[name].meaning}"


def description(name: str, config: Config) -> Iterator[str]:
    """What a lexicon is, its columns and their values; who reads it; what the user changed.

    Raises LexiconError where there is none of that name.
    """
    if name not in SCHEMAS:
        raise LexiconError(
            f"There is no lexicon {name!r}{nearest(name, SCHEMAS)}; `depeche lexicons` lists them."
        )
    laid = _laid(name, config)
    yield f"{name}.tsv · {len(laid.lexicon.rows)} entries · read by {', '.join(_readers(name))}"
    yield from explained(SCHEMAS[name])
    for kind, rows in laid.changes.items():
        if rows:
            yield f"{kind} by {laid.where}:"
            yield from ("  " + " · ".join(filter(None, row.values())) for row in rows)


def _laid(name: str, config: Config) -> _Laid:
    shipped, own = shipped_lexicon(name), own_words(config).get(name)
    if own is None:
        return _Laid(shipped, "", {})
    lexicon = with_own(shipped, own)
    before, after = ({x.schema.identity(row): row for row in x.rows} for x in (shipped, lexicon))
    changes = {
        "added": [row for key, row in after.items() if key not in before],
        "replaced": [row for key, row in after.items() if before.get(key, row) != row],
        "taken away": [row for key, row in before.items() if key not in after],
    }
    return _Laid(lexicon, own.where, changes)


def _readers(name: str) -> list[str]:
    """The stages that make tables and read a lexicon."""
    stages = (stage for stage in STAGES.values() if stage.writes)
    return [stage.name for stage in stages if name in code_lexicons(stage.module)]
