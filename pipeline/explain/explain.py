"""The explanation of a place: the rules once more over its document, with a trace.

They are the stages of a run, over what its tables hold: what is said is what they do.
"""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.config import Claims, Config, Quotes
from pipeline.errors import DepecheError, ExplainError
from pipeline.execution.failures import described
from pipeline.explain.asked import Asked, Row, asked_place, asked_row, read_asked
from pipeline.explain.records import Explanation
from pipeline.explain.selection import Made, explanation_of, floor_of
from pipeline.french.trace import Trace
from pipeline.french.view import view_of
from pipeline.stages import claims, mentions, quotes
from pipeline.stages.base import Context
from pipeline.stages.documents import document_rows
from pipeline.stages.resolved import doc_of

_STAGES = (mentions.STAGE, quotes.STAGE, claims.STAGE)


def explain(what: str, out: Path, config: Config) -> Explanation:
    """Of `FILE:OFFSET`, `FILE:WORDS` or a row's id. Raises ExplainError, TableError."""
    return _explained(read_asked(what, out, config), config)


def explain_row(row_id: str, out: Path, config: Config) -> Explanation:
    """Of a row of the run in `out`. Raises ExplainError, TableError."""
    return _explained(asked_row(row_id, out), config)


def explain_place(doc_id: str, start: int, end: int, out: Path, config: Config) -> Explanation:
    """Of a place in a document of the run in `out`. Raises ExplainError, TableError."""
    return _explained(asked_place(doc_id, start, end, out), config)


def _explained(asked: Asked, config: Config) -> Explanation:
    return explanation_of(asked, _again(asked.tables, config), config)


def _again(tables: Mapping[str, pa.Table], config: Config) -> Made:
    """What the present rules find in a document, however unsure, and how they come to it."""
    (document,) = document_rows(tables)
    trace, found = Trace(), dict[str, list[Row]]()
    view_of(doc_of(document)).trace = trace
    given = dict(tables)
    all_of_it = Context(config.model_copy(update={"quotes": Quotes(), "claims": Claims()}))
    for stage in _STAGES:
        (name,) = stage.writes
        try:
            table = stage.load(all_of_it)({read: given[read] for read in stage.reads})[name]
        except DepecheError:
            raise
        except Exception as error:
            path = document.row["path"]
            raise ExplainError(f"{name} fails on {path}: {described(error)}.") from error
        found[name] = table.to_pylist()
        floor = floor_of(name, config)
        given[name] = table if floor is None else table.filter(pc.field("confidence") >= floor)
    return Made(document, found, trace)
