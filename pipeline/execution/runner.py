"""The only place that runs a stage over a shard; freshness of parts, removal of orphans."""

import errno
import json
import logging
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
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
from pipeline.french.lexicon_files import Own
from pipeline.identifiers import digest
from pipeline.parts import (
    PARTS,
    WHOLE,
    Marks,
    part_marks,
    part_path,
    part_shards,
    read_part,
    remove_orphans,
    write_part,
    write_whole,
)
from pipeline.stages.base import INPUTS, Context, CorpusStage, Process, Progress, ShardStage
from pipeline.stages.registry import STAGES, get_stage
from pipeline.tables import FAILURES, TABLES

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """What is run: stages in order, parameters, where the corpus is and where the tables go.

    `own` are the user's own words, read once, so that every process has the same.
    """

    names: tuple[str, ...]
    config: Config
    out: Path
    corpus: Path | None = None
    own: Mapping[str, Own] = field(default_factory=dict)

    @property
    def stages(self) -> list[ShardStage]:
        """The stages that work shard by shard."""
        stages = map(get_stage, self.names)
        return [stage for stage in stages if isinstance(stage, ShardStage)]

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


def _folders(job: Job, stage: ShardStage) -> dict[str, Path]:
    """Table → folder of each table that a stage writes."""
    return {name: job.out / folder for name, folder in part_folders(stage).items()}


MarksOf = Callable[[Path], Marks]


def _due_fingerprint(job: Job, stage: ShardStage, shard: Shard, marks_of: MarksOf) -> str:
    """What the stage's parts of a shard should carry, by the parts that lie there now."""
    upstream = [
        shard.digest if table == INPUTS else marks_of(job.out / table).rows or "missing"
        for table in stage.reads
    ]
    return stage_fingerprint(stage, job.config, upstream)


def _stale(job: Job, stage: ShardStage, shard: Shard, marks_of: MarksOf) -> str | None:
    """The fingerprint that the stage's parts of a shard lack; None if they are fresh."""
    due = _due_fingerprint(job, stage, shard, marks_of)
    folders = _folders(job, stage).values()
    return None if all(marks_of(folder).fingerprint == due for folder in folders) else due


def stale_stages(job: Job, shard: Shard) -> list[str]:
    """The stages whose parts of this shard are missing, or not made of what lies there now.

    Once they have run, the parts behind them may be stale too: that is seen when it is their turn.
    """
    marks_of = cache(lambda folder: part_marks(folder, shard.name))
    return [stage.name for stage in job.stages if _stale(job, stage, shard, marks_of)]


def run_shard(job: Job, shard: Shard, process_of: Callable[[ShardStage], Process]) -> ShardReport:
    """Run the stages that are stale over one shard, in order, and write their parts.

    A stage is left alone if the parts that it reads came out with the rows that it has read before.
    `process_of` loads a stage.
    """
    report = ShardReport(shard.name)
    tables: dict[str, pa.Table] = {} if shard.inputs is None else {INPUTS: shard.inputs}
    for stage in job.stages:
        fingerprint = _stale(job, stage, shard, lambda folder: part_marks(folder, shard.name))
        if fingerprint is not None:
            _run_stage(job, stage, shard, process_of, tables, fingerprint, report)
    report.peak_memory = peak_memory()
    return report


def _run_stage(
    job: Job,
    stage: ShardStage,
    shard: Shard,
    process_of: Callable[[ShardStage], Process],
    tables: dict[str, pa.Table],
    fingerprint: str,
    report: ShardReport,
) -> None:
    """Run one stage over a shard; `tables` are those of the shard in memory, to which it adds."""
    began = time.perf_counter()
    process = process_of(stage)
    for table in stage.reads:
        if table not in tables:
            tables[table] = read_part(job.out, TABLES[table], shard.name)
    made, failures = _guarded(stage, process, {t: tables[t] for t in stage.reads})
    written = {**made, FAILURES.name: FAILURES.rows(failures)}
    for table, folder in _folders(job, stage).items():
        write_part(folder, shard.name, written[table], fingerprint)
    tables.update(made)
    report.seconds[stage.name] = time.perf_counter() - began
    report.failures += len(failures)
    _log.info(
        "shard %s: %s, %d documents, %d failures, %.2f s",
        shard.name,
        stage.name,
        len(tables[stage.reads[0]]),
        len(failures),
        report.seconds[stage.name],
    )


def _guarded(
    stage: ShardStage, process: Process, tables: dict[str, pa.Table]
) -> tuple[dict[str, pa.Table], list[dict[str, str]]]:
    """The stage's tables and its failures: a document that fails costs its neighbours nothing."""
    try:
        return process(tables), []
    except LexiconError:
        raise  # no fault of a document: every other one would fail too
    except Exception as error:
        _require_room(stage, error)
        return _one_by_one(stage, process, tables)


def _require_room(stage: ShardStage, error: Exception) -> None:
    """Raises StageError if the machine is at its end: that is no fault of a document either."""
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        raise StageError(
            f"{stage.name} stopped for want of room ({error.strerror}): make room on the disks, "
            "that of temporary files too, and run again; what is finished is kept."
        ) from error


def _one_by_one(
    stage: ShardStage, process: Process, tables: dict[str, pa.Table]
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
        for stage in job.stages
        if stage.name not in stale.get(shard.name, ())
        for folder in _folders(job, stage).values()
    }


def remove_stale_parts(job: Job, shards: Iterable[Shard]) -> None:
    """Remove parts of the job's tables whose shard is no more, and failures whose stage is not."""
    names = [shard.name for shard in shards]
    for stage in job.stages:
        for folder in _folders(job, stage).values():
            remove_orphans(folder, names)
    sharded = {name for name, stage in STAGES.items() if isinstance(stage, ShardStage)}
    for folder in (job.out / FAILURES.name).glob("*/"):
        if folder.name not in sharded and PARTS.remove(folder):
            with suppress(OSError):  # not empty
                folder.rmdir()


def run_over_corpus(stage: CorpusStage, job: Job, progress: Progress) -> tuple[str, ...] | None:
    """Run a stage over the corpus and write its tables; what it tells, None if it is left alone."""
    upstream = [_rows(job.out / table) for table in stage.reads if table != INPUTS]
    fingerprint = stage_fingerprint(stage, job.config, upstream)
    folders = [job.out / name for name in stage.writes]
    for folder in folders:
        remove_orphans(folder, [WHOLE])
    if not stage.files and all(
        part_marks(folder, WHOLE).fingerprint == fingerprint for folder in folders
    ):
        return None
    own = stage_fingerprint(stage, job.config, [])
    made = stage.make(Context(job.config, job.corpus, job.out, own, progress))
    for name, table in made.tables.items():
        write_whole(job.out / name, table, fingerprint)
    return made.told


def _rows(folder: Path) -> str:
    """One digest of the rows of a table's parts."""
    return digest(*(f"{shard}={part_marks(folder, shard).rows}" for shard in part_shards(folder)))


def write_timings(out: Path, stage: str, seconds: float, shards: int, kept: int) -> None:
    """Note what a stage's last run cost, beside the tables; not part of any result."""
    note = {"seconds": round(seconds, 3), "shards": shards, "shards_kept": kept}
    make_folder(out / TIMINGS)
    write_text(out / TIMINGS / f"{stage}.json", json.dumps(note) + "\n")
