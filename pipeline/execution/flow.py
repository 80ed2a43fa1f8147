"""From a corpus folder, or from the tables so far, to finished tables: plan, execute."""

import logging
import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.config import Config
from pipeline.errors import StageError
from pipeline.execution.claim import Claim, claimed
from pipeline.execution.layout import places
from pipeline.execution.local import execute
from pipeline.execution.plan import shards_of_corpus, shards_of_table
from pipeline.execution.runner import (
    Job,
    fresh_parts,
    remove_stale_parts,
    run_over_corpus,
    stale_stages,
    write_timings,
)
from pipeline.execution.shards import Shard
from pipeline.execution.workers import require_main_guard
from pipeline.french import lexicons
from pipeline.own_words import own_words
from pipeline.stages.base import INPUTS, CorpusStage, Progress, no_progress
from pipeline.stages.registry import STAGES, get_stage

_log = logging.getLogger(__name__)


@dataclass
class RunReport:
    """What a run did: seconds a stage, shards run and kept, failures, the worst worker's memory.

    `told` are lines for the user, of the stages over the corpus.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    shards: int = 0
    shards_kept: int = 0
    failures: int = 0
    peak_memory: int = 0
    told: list[str] = field(default_factory=list)


def run_all(
    config: Config,
    out: Path,
    corpus: Path,
    workers: int | None = None,
    progress: Progress = no_progress,
    replace: bool = False,
) -> RunReport:
    """All stages that make tables of a corpus folder, and tables only.

    `workers`, `progress` and `replace` are those of `run_stages`. Raises OutputError as that does.
    """
    names = [stage.name for stage in STAGES.values() if not stage.files]
    return run_stages(names, config, out, corpus, workers, progress, replace)


def run_stages(
    names: list[str],
    config: Config,
    out: Path,
    corpus: Path | None = None,
    workers: int | None = None,
    progress: Progress = no_progress,
    replace: bool = False,
) -> RunReport:
    """Run stages, in the order of the registry: shard by shard first, then over the corpus.

    `corpus` is the folder of texts; without a stage that reads it the shards are those of the
    tables. `workers` overrides the configured number. `progress` is told what is done and to do.
    `replace` takes an output folder over from another corpus. The user's own words are those of
    `lexicons.folder`. Raises OutputError if `out` cannot be had, LexiconError if a file of own
    words is not in its form.
    """
    require_main_guard()
    stages = [get_stage(name) for name in names]
    if not any(INPUTS in stage.reads for stage in stages):
        corpus = None
    job, report = Job(tuple(names), config, out, corpus, own_words(config)), RunReport()
    writes = [place for stage in stages for place in places(stage)]
    with lexicons.laid_over(job.own), claimed(out, writes, corpus, replace) as claim:
        if job.stages:
            _run_shards(job, claim, workers, progress, report)
        for stage in stages:
            if isinstance(stage, CorpusStage):
                _run_over_corpus(stage, job, progress, report)
    return report


def _run_over_corpus(stage: CorpusStage, job: Job, progress: Progress, report: RunReport) -> None:
    began = time.perf_counter()
    told = run_over_corpus(stage, job, progress)
    report.told += told or ()
    report.seconds[stage.name] = time.perf_counter() - began
    write_timings(job.out, stage.name, report.seconds[stage.name], 1, int(told is None))


def _run_shards(
    job: Job, claim: Claim, workers: int | None, progress: Progress, report: RunReport
) -> None:
    shards, names = _plan(job), [stage.name for stage in job.stages]
    stale = {shard.name: found for shard in shards if (found := stale_stages(job, shard))}
    work = sorted(
        (shard for shard in shards if shard.name in stale), key=lambda shard: -shard.documents
    )
    claim.begin(fresh_parts(job, shards, stale))
    remove_stale_parts(job, shards)
    report.shards, report.shards_kept = len(shards), len(shards) - len(work)
    report.seconds = dict.fromkeys(names, 0.0)
    _log.info("%s: %d shards to run, %d kept", ", ".join(names), len(work), report.shards_kept)
    progress(0, len(work))
    for done, shard_report in enumerate(execute(job, work, _workers(job.config, workers)), 1):
        for name, seconds in shard_report.seconds.items():
            report.seconds[name] += seconds
        report.failures += shard_report.failures
        report.peak_memory = max(report.peak_memory, shard_report.peak_memory)
        progress(done, len(work))
    for name in names:
        write_timings(job.out, name, report.seconds[name], report.shards, report.shards_kept)


def _workers(config: Config, asked: int | None) -> int:
    return (config.execution.workers if asked is None else asked) or os.cpu_count() or 1


def _plan(job: Job) -> list[Shard]:
    first = job.stages[0]
    if INPUTS not in first.reads:
        return shards_of_table(job.out / first.reads[0], first.name)
    if job.corpus is None:
        raise StageError(f"{first.name} needs a corpus folder: give one.")
    config = job.config
    return shards_of_corpus(job.corpus, config.ingest.max_chars, config.execution.shard_documents)
