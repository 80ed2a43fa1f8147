"""What lies where in an output folder: the places that each stage writes, and no others."""

import re
from collections.abc import Iterable
from pathlib import Path

from pipeline.files import Kind, Place, json_object
from pipeline.parts import PARTS
from pipeline.stages.base import ShardStage, Stage
from pipeline.stages.registry import STAGES
from pipeline.tables import FAILURES

TIMINGS = "timings"
_TIMING_KEYS = {"seconds", "shards", "shards_kept"}


def _one_of(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, names)))


def _is_timing(path: Path) -> bool:
    return (json_object(path) or {}).keys() == _TIMING_KEYS


_TIMING: Place = (TIMINGS, Kind(_one_of(f"{name}.json" for name in STAGES), _is_timing))


def part_folders(stage: Stage) -> dict[str, str]:
    """Table → folder of each table that a stage writes.

    The failures of a stage that works shard by shard have a folder of their own.
    """
    folders = {name: name for name in stage.writes}
    if isinstance(stage, ShardStage):
        folders[FAILURES.name] = f"{FAILURES.name}/{stage.name}"
    return folders


def places(stage: Stage) -> list[Place]:
    """What a stage writes."""
    folders = part_folders(stage)
    found: list[Place] = [(folder, PARTS) for folder in folders.values()]
    if FAILURES.name in folders:
        found.append((FAILURES.name, Kind(_one_of(STAGES), Path.is_dir)))
    return [*found, *stage.files, _TIMING]


def all_places() -> list[Place]:
    """Everything that the program writes into an output folder."""
    return [place for stage in STAGES.values() for place in places(stage)]


def top_folders() -> set[str]:
    """The names of the folders right under the output folder that hold what is written."""
    return {Path(folder).parts[0] for folder, _ in all_places() if folder != "."}
