"""From a corpus folder, or from the tables so far, to finished tables: plan, execute, reduce."""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.audit.report.write import Written
from pipeline.audit.verdicts.log import SUFFIX
from pipeline.config import Config
from pipeline.errors import StageError
from pipeline.execution.claim import Claim, claimed
from pipeline.execution.fingerprints import module_fingerprint, stage_fingerprint
from pipeline.execution.layout import Place, places
from pipeline.execution.local import execute
from pipeline.execution.plan import shards_of_corpus, shards_of_table
from pipeline.execution.runner import (
    INPUTS,
    Job,
    fresh_parts,
    remove_stale_parts,
    stale_stages,
    upstream_digest,
    write_timings,
)
from pipeline.execution.shards import Shard
from pipeline.execution.workers import require_main_guard
from pipeline.identifiers import digest
from pipeline.parts import part_shards, read_part, write_whole
from pipeline.stages import audit, evaluate, figures, report
from pipeline.stages.entities import reduce_entities
from pipeline.stages.registry import STAGES, get_stage
from pipeline.tables import AUDIT_VERDICTS, ENTITIES, FIGURES, MENTIONS

_log = logging.getLogger(__name__)


@dataclass
class RunReport:
    """What a run did: seconds a stage, shards run and kept, failures, the worst worker's memory."""

    seconds: dict[str, float] = field(default_factory=dict)
    shards: int = 0
    shards_kept: int = 0
    failures: int = 0
    peak_memory: int = 0


def run_stages(
    names: list[str],
    config: Config,
    out: Path,
    corpus: Path | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
    replace: bool = False,
) -> RunReport:
    """Run stages, which follow one another in the order of the registry, over all shards.

    `corpus` is the folder that ingest reads; without ingest the shards are those of `documents`.
    `workers` overrides the configured number. `progress` is told shards done and to do. `replace`
    takes an output folder over from another corpus. Raises OutputError if `out` cannot be had.
    """
    require_main_guard()
    job = Job(tuple(names), config, out, corpus)
    with claimed(out, _writes(names), corpus, replace) as claim:
        return _run_stages(job, claim, workers, progress)


def run_all(
    config: Config,
    out: Path,
    corpus: Path,
    workers: int | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
    replace: bool = False,
) -> RunReport:
    """All sharded stages over a corpus folder, then the figures over the corpus.

    `workers`, `progress` and `replace` are those of `run_stages`. Raises OutputError as that does.
    """
    require_main_guard()
    job = Job(tuple(STAGES), config, out, corpus)
    with claimed(out, _writes([*STAGES, figures.NAME]), corpus, replace) as claim:
        report = _run_stages(job, claim, workers, progress)
        report.seconds[figures.NAME] = _write_figures(out)
    return report


def write_figures(out: Path) -> float:
    """Write `figures` from the finished tables, unless they are as last time; seconds taken."""
    with claimed(out, _writes([figures.NAME])):
        return _write_figures(out)


def write_audit(out: Path, folder: Path) -> tuple[str, ...]:
    """Write `audit_verdicts` and the audit's metrics from the tables and the reviewers' logs.

    Returns warnings: what in the logs could not be taken.
    """
    with claimed(out, _writes([audit.NAME])):
        made = audit.make_audit(out, folder)
        upstream = [upstream_digest(out / name, part_shards(out / name)) for name in audit.READS]
        logs = [digest(file.name, file.read_bytes()) for file in sorted(folder.glob(f"*{SUFFIX}"))]
        fingerprint = module_fingerprint(audit.__name__, [*upstream, *logs])
        write_whole(out / AUDIT_VERDICTS.name, fingerprint, lambda: made.verdicts)
        audit.write_metrics(made, out)
    return made.warnings


def write_scores(out: Path, gold: Path) -> tuple[str, ...]:
    """Write metrics and plots of the tables against gold annotation.

    Returns the names of gold documents whose text is not in the corpus.
    """
    with claimed(out, _writes([evaluate.NAME])):
        evaluation = evaluate.evaluate(out, gold)
        evaluate.write_evaluation(evaluation, out)
    return evaluation.missing


def write_report(
    out: Path, progress: Callable[[int, int], None] = lambda done, total: None
) -> Written:
    """Write the report on finished tables into `report` beside them; pages that would be the same
    are left alone."""
    with claimed(out, _writes([report.NAME])):
        return report.make_report(out, module_fingerprint(report.__name__, []), progress)


def _writes(jobs: list[str]) -> list[Place]:
    return [place for job in jobs for place in places(job)]


def _write_figures(out: Path) -> float:
    upstream = [upstream_digest(out / name, part_shards(out / name)) for name in figures.READS]
    fingerprint = module_fingerprint(figures.__name__, upstream)
    return write_whole(out / FIGURES.name, fingerprint, lambda: figures.make_figures(out))


def _run_stages(
    job: Job, claim: Claim, workers: int | None, progress: Callable[[int, int], None]
) -> RunReport:
    names, shards = job.stages, _plan(job)
    largest_first = sorted(shards, key=lambda shard: -shard.documents)
    work = [(shard, stale) for shard in largest_first if (stale := stale_stages(job, shard))]
    claim.begin(fresh_parts(job, shards, {shard.name: stale for shard, stale in work}))
    remove_stale_parts(job, shards)
    report = RunReport(shards=len(shards), shards_kept=len(shards) - len(work))
    report.seconds = dict.fromkeys(names, 0.0)
    _log.info("%s: %d shards to run, %d kept", ", ".join(names), len(work), report.shards_kept)
    progress(0, len(work))
    for done, shard_report in enumerate(execute(job, work, _workers(job.config, workers)), 1):
        for name, seconds in shard_report.seconds.items():
            report.seconds[name] += seconds
        report.failures += shard_report.failures
        report.peak_memory = max(report.peak_memory, shard_report.peak_memory)
        progress(done, len(work))
    if "entities" in names:
        report.seconds["entities"] += _write_entities(job, sorted(shard.name for shard in shards))
    for name in names:
        write_timings(job.out, name, report.seconds[name], report.shards, report.shards_kept)
    return report


def _workers(config: Config, asked: int | None) -> int:
    return (config.execution.workers if asked is None else asked) or os.cpu_count() or 1


def _plan(job: Job) -> list[Shard]:
    first = get_stage(job.stages[0])
    if INPUTS not in first.reads:
        return shards_of_table(job.out / first.reads[0], first.name)
    if job.corpus is None:
        raise StageError("ingest needs a corpus folder: give one.")
    config = job.config
    return shards_of_corpus(job.corpus, config.ingest.max_chars, config.execution.shard_documents)


def _write_entities(job: Job, shards: list[str]) -> float:
    """Reduce the parts of `mentions` to `entities`, unless they are the same as last time."""
    upstream = upstream_digest(job.out / MENTIONS.name, shards)
    fingerprint = stage_fingerprint(get_stage("entities"), job.config, [upstream])
    parts = (read_part(job.out, MENTIONS, shard) for shard in shards)
    return write_whole(job.out / ENTITIES.name, fingerprint, lambda: reduce_entities(parts))
