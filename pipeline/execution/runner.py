"""The only place that runs a stage over a shard; freshness of parts, removal of orphans."""

import errno
import json
import logging
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.config import Config
from pipeline.errors import LexiconError, StageError
from pipeline.execution.failures import described
from pipeline.execution.fingerprints import stage_fingerprint
from pipeline.execution.layout import TIMINGS, part_folders
from pipeline.execution.memory import peak_memory
from pipeline.execution.shards import Shard
from pipeline.files import make_folder, write_text
from pipeline.identifiers import digest
from pipeline.parts import part_fingerprint, part_path, read_part, remove_orphans, write_part
from pipeline.stages.base import Context, Process, Stage
from pipeline.stages.registry import get_stage
from pipeline.tables import FAILURES, TABLES

INPUTS = "inputs"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """What is run: stages in order, parameters, where the corpus is and where the tables go."""

    stages: tuple[str, ...]
    config: Config
    out: Path
    corpus: Path | None = None

    @property
    def context(self) -> Context:
        """What the stages are loaded with."""
        return Context(self.config, self.corpus)


@dataclass
class ShardReport:
    """What a shard cost: seconds of each stage, loading included, and peak memory in bytes.

    `records` is what was logged meanwhile, where that was in another process.
    """

    shard: str
    seconds: dict[str, float] = field(default_factory=dict)
    failures: int = 0
    peak_memory: int = 0
    records: list[logging.LogRecord] = field(default_factory=list)


def _folders(job: Job, stage: str) -> dict[str, Path]:
    """Table → folder of each table that a stage of the job writes."""
    return {name: job.out / folder for name, folder in part_folders(get_stage(stage)).items()}


def expected_fingerprints(job: Job, shard: Shard) -> dict[str, str]:
    """For each stage of the job, the fingerprint that its parts of this shard should carry."""
    made: dict[str, str] = {}
    expected: dict[str, str] = {}
    for name in job.stages:
        stage = get_stage(name)
        upstream = [
            shard.digest
            if table == INPUTS
            else made.get(table) or part_fingerprint(job.out / table, shard.name) or "missing"
            for table in stage.reads
        ]
        expected[name] = stage_fingerprint(stage, job.config, upstream)
        made.update(dict.fromkeys(stage.writes, expected[name]))
    return expected


def stale_stages(job: Job, shard: Shard) -> dict[str, str]:
    """The stages whose parts of this shard are missing or made otherwise: name → fingerprint."""
    return {
        name: fingerprint
        for name, fingerprint in expected_fingerprints(job, shard).items()
        if any(
            part_fingerprint(folder, shard.name) != fingerprint
            for folder in _folders(job, name).values()
        )
    }


def run_shard(
    job: Job, shard: Shard, stale: dict[str, str], process_of: Callable[[Stage], Process]
) -> ShardReport:
    """Run the stale stages over one shard and write their parts; `process_of` loads a stage."""
    report = ShardReport(shard.name)
    tables: dict[str, pa.Table] = {} if shard.inputs is None else {INPUTS: shard.inputs}
    for name, fingerprint in stale.items():
        stage = get_stage(name)
        began = time.perf_counter()
        process = process_of(stage)
        for table in stage.reads:
            if table not in tables:
                tables[table] = read_part(job.out, TABLES[table], shard.name)
        made, failures = _guarded(stage, process, {t: tables[t] for t in stage.reads})
        written = {**made, FAILURES.name: FAILURES.rows(failures)}
        for table, folder in _folders(job, name).items():
            write_part(folder, shard.name, written[table], fingerprint)
        tables.update(made)
        report.seconds[name] = time.perf_counter() - began
        report.failures += len(failures)
        _log.info(
            "shard %s: %s, %d documents, %d failures, %.2f s",
            shard.name,
            name,
            len(tables[stage.reads[0]]),
            len(failures),
            report.seconds[name],
        )
    report.peak_memory = peak_memory()
    return report


def _guarded(
    stage: Stage, process: Process, tables: dict[str, pa.Table]
) -> tuple[dict[str, pa.Table], list[dict[str, str]]]:
    """The stage's tables and its failures: a document that fails costs its neighbours nothing."""
    try:
        return process(tables), []
    except LexiconError:
        raise  # no fault of a document: every other one would fail too
    except Exception as error:
        _require_room(stage, error)
        return _one_by_one(stage, process, tables)


def _require_room(stage: Stage, error: Exception) -> None:
    """Raises StageError if the machine is at its end: that is no fault of a document either."""
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        raise StageError(
            f"{stage.name} stopped for want of room ({error.strerror}): make room on the disks, "
            "that of temporary files too, and run again; what is finished is kept."
        ) from error


def _one_by_one(
    stage: Stage, process: Process, tables: dict[str, pa.Table]
) -> tuple[dict[str, pa.Table], list[dict[str, str]]]:
    failures: list[dict[str, str]] = []
    made: dict[str, list[pa.Table]] = {name: [] for name in stage.writes}
    for doc_id in tables[stage.reads[0]]["doc_id"].to_pylist():
        alone = {name: t.filter(pc.field("doc_id") == doc_id) for name, t in tables.items()}
        try:
            for name, table in process(alone).items():
                made[name].append(table)
        except Exception as error:
            _require_room(stage, error)
            _log.warning("%s failed on %s", stage.name, doc_id, exc_info=True)
            row = {"doc_id": doc_id, "stage": stage.name, "error": described(error)}
            failures.append(row)
    return {name: _concatenated(name, parts) for name, parts in made.items()}, failures


def _concatenated(name: str, parts: list[pa.Table]) -> pa.Table:
    schema = TABLES[name].schema
    return pa.concat_tables(parts) if parts else schema.empty_table()


def fresh_parts(
    job: Job, shards: Iterable[Shard], stale: Mapping[str, Collection[str]]
) -> set[Path]:
    """The parts of the job's stages that are what they should be; `stale`: shard → its stages."""
    return {
        part_path(folder, shard.name)
        for shard in shards
        for name in job.stages
        if name not in stale.get(shard.name, ())
        for folder in _folders(job, name).values()
    }


def remove_stale_parts(job: Job, shards: Iterable[Shard]) -> None:
    """Remove parts of the job's tables whose shard is no more."""
    names = [shard.name for shard in shards]
    for stage in job.stages:
        for folder in _folders(job, stage).values():
            remove_orphans(folder, names)


def upstream_digest(folder: Path, shards: Sequence[str]) -> str:
    """One digest of the fingerprints of a table's parts."""
    return digest(*(f"{shard}={part_fingerprint(folder, shard)}" for shard in shards))


def write_timings(out: Path, stage: str, seconds: float, shards: int, kept: int) -> None:
    """Note what a stage's last run cost, beside the tables; not part of any result."""
    note = {"seconds": round(seconds, 3), "shards": shards, "shards_kept": kept}
    make_folder(out / TIMINGS)
    write_text(out / TIMINGS / f"{stage}.json", json.dumps(note) + "\n")
