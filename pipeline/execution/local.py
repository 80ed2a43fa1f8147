"""Shards in processes of this machine; each loads a stage's models once."""

import gc
import logging
import multiprocessing
import os
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from pipeline.errors import StageError
from pipeline.execution import logs
from pipeline.execution.runner import Job, ShardReport, run_shard
from pipeline.execution.shards import Shard
from pipeline.execution.workers import Workers
from pipeline.french import lexicons
from pipeline.stages.base import Process, ShardStage

# To start a worker and load its models costs about as much as the work on so many documents.
DOCUMENTS_A_WORKER = 40

_log = logging.getLogger(__name__)


class Loaded:
    """The processes of a job's stages, each loaded when it is first asked for, and kept."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._processes: dict[str, Process] = {}

    def __call__(self, stage: ShardStage) -> Process:
        """The stage's process."""
        if stage.name not in self._processes:
            began = time.perf_counter()
            self._processes[stage.name] = stage.load(self.job.context)
            _log.info("%s loaded in %.1f s", stage.name, time.perf_counter() - began)
        return self._processes[stage.name]


_loaded: Loaded | None = None
_collected: logs.Collected | None = None


def execute(job: Job, work: Sequence[Shard], workers: int) -> Iterator[ShardReport]:
    """Run what is stale of each shard; yields reports as shards finish, in any order.

    No more workers are started than there is work for; the work of one runs in this process.
    Raises StageError if a worker dies; finished parts stay, and the next run goes on from them.
    """
    documents = sum(shard.documents for shard in work)
    workers = min(workers, len(work), documents // DOCUMENTS_A_WORKER)
    if workers <= 1:
        loaded = Loaded(job)
        for shard in work:
            yield run_shard(job, shard, loaded)
        return
    context = Workers()
    pool = ProcessPoolExecutor(
        max_workers=workers,
        mp_context=context,
        initializer=_start_worker,
        initargs=(job, logs.wanted_level()),
    )
    _log.info("%d workers for %d shards", workers, len(work))
    with pool:
        waiting = [pool.submit(_work, shard) for shard in work]
        try:
            for done in as_completed(waiting):
                report = done.result()
                logs.handle(report.records)
                yield report
        except BrokenProcessPool as error:
            pool.shutdown(wait=True, cancel_futures=True)
            raise StageError(context.why_one_died()) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _start_worker(job: Job, log_level: int) -> None:
    global _loaded, _collected
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _collected = logs.Collected(log_level)
    # Rows and tokens are many small objects without cycles: looking for cycles less often pays.
    gc.set_threshold(100_000, 50, 100)
    lexicons.lay_over(job.own)
    _loaded = Loaded(job)


def _end_with_parent() -> None:
    """Stop when the run is killed: nobody holds the output folder for what a worker writes then."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(shard: Shard) -> ShardReport:
    if _loaded is None or _collected is None:
        raise StageError("The worker process was not started by execute().")
    report = run_shard(_loaded.job, shard, _loaded)
    report.records = _collected.take()
    return report
