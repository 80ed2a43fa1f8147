"""All stages, in the order in which data flows."""

from pipeline.errors import StageError
from pipeline.stages import (
    audit,
    claims,
    entities,
    evaluate,
    figures,
    ingest,
    mentions,
    ner,
    quotes,
    report,
    seeds,
    tokenize,
)
from pipeline.stages.base import Stage

_MODULES = (
    *(seeds, ingest, tokenize, ner, mentions, quotes, claims),
    *(entities, figures, evaluate, audit, report),
)
STAGES: dict[str, Stage] = {module.STAGE.name: module.STAGE for module in _MODULES}


def get_stage(name: str) -> Stage:
    """A stage by name. Raises StageError if there is none."""
    try:
        return STAGES[name]
    except KeyError as error:
        raise StageError(f"There is no stage {name!r}; stages: {', '.join(STAGES)}.") from error
