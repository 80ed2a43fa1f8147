"""What lies where in an output folder: the places that each job writes, and no others."""

import re
from collections.abc import Iterable
from pathlib import Path

from pipeline.audit.report import site
from pipeline.files import Kind, json_object
from pipeline.parts import PARTS
from pipeline.stages import audit, evaluate, figures, report
from pipeline.stages.base import Stage
from pipeline.stages.registry import STAGES
from pipeline.tables import ENTITIES, FAILURES, FIGURES, MENTIONS

TIMINGS = "timings"
_TIMING_KEYS = {"seconds", "shards", "shards_kept"}

# A folder, relative to the output folder, and what the program writes into it.
Place = tuple[str, Kind]


def _one_of(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, names)))


def _is_timing(path: Path) -> bool:
    return (json_object(path) or {}).keys() == _TIMING_KEYS


def part_folders(stage: Stage) -> dict[str, str]:
    """Table → folder of each table that a stage writes; its failures have one of their own."""
    return {**{name: name for name in stage.writes}, FAILURES.name: f"{FAILURES.name}/{stage.name}"}


def places(job: str) -> list[Place]:
    """What a stage writes, by its name, one over the corpus included."""
    if job not in STAGES:
        return list(_OVER_CORPUS[job])
    stage = STAGES[job]
    reduced = [ENTITIES.name] if MENTIONS.name in stage.writes else []
    return [
        *((folder, PARTS) for folder in (*part_folders(stage).values(), *reduced)),
        (FAILURES.name, Kind(_one_of(STAGES), Path.is_dir)),
        (TIMINGS, Kind(_one_of(f"{name}.json" for name in STAGES), _is_timing)),
    ]


_OVER_CORPUS: dict[str, tuple[Place, ...]] = {
    figures.NAME: ((FIGURES.name, PARTS),),
    evaluate.NAME: evaluate.PLACES,
    audit.NAME: audit.PLACES,
    report.NAME: tuple((f"{report.NAME}/{folder}", kind) for folder, kind in site.PLACES),
}


def all_places() -> list[Place]:
    """Everything that the program writes into an output folder."""
    return [place for job in (*STAGES, *_OVER_CORPUS) for place in places(job)]


def top_folders() -> set[str]:
    """The names of the folders right under the output folder that hold what is written."""
    return {Path(folder).parts[0] for folder, _ in all_places() if folder != "."}
