"""Log records of worker processes, carried to the process that started them.

A worker has none of the handlers that its parent was given: what it logs while it runs a shard
travels back with the shard's report and is handled there, as if it had been logged there.
"""

import logging
from collections.abc import Sequence
from logging.handlers import QueueHandler
from queue import SimpleQueue

PACKAGE = "pipeline"


class Collected:
    """The records of this worker process since they were last taken."""

    def __init__(self, level: int) -> None:
        """Begin to collect records of the package from `level` on, and handle none here."""
        self._queue: SimpleQueue[logging.LogRecord] = SimpleQueue()
        logger = logging.getLogger(PACKAGE)
        # A QueueHandler writes messages and tracebacks out, so that every record can be pickled.
        logger.handlers = [QueueHandler(self._queue)]
        logger.setLevel(level)
        logger.propagate = False

    def take(self) -> list[logging.LogRecord]:
        """The records collected so far, in order."""
        taken = []
        while not self._queue.empty():
            taken.append(self._queue.get())
        return taken


def wanted_level() -> int:
    """From which level on this process wants records of the package."""
    return logging.getLogger(PACKAGE).getEffectiveLevel()


def handle(records: Sequence[logging.LogRecord]) -> None:
    """Hand a worker's records to the handlers of this process."""
    for record in records:
        logger = logging.getLogger(record.name)
        if logger.isEnabledFor(record.levelno):
            logger.handle(record)
