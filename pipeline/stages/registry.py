"""All sharded stages, in the order in which data flows."""

from pipeline.errors import StageError
from pipeline.stages import claims, entities, ingest, ner, quotes, tokenize
from pipeline.stages.base import Stage

STAGES: dict[str, Stage] = {
    module.STAGE.name: module.STAGE for module in (ingest, tokenize, ner, entities, quotes, claims)
}


def get_stage(name: str) -> Stage:
    """A stage by name. Raises StageError if there is none."""
    try:
        return STAGES[name]
    except KeyError as error:
        raise StageError(f"There is no stage {name!r}; stages: {', '.join(STAGES)}.") from error
