"""Worker processes: how they are started, and what it means when one of them dies."""

import multiprocessing
import signal
import sys
from collections.abc import Iterable
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any

_KEPT = "Finished parts are kept: run again"
_GUARD = 'put what starts the run under `if __name__ == "__main__":`'
# Any status that neither Python nor a signal gives.
_UNGUARDED = 78


class Workers(SpawnContext):
    """The `spawn` way to start processes; it remembers those that it started."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[SpawnProcess] = []

    def Process(self, *args: Any, **kwargs: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802
        """A process that is yet to be started."""
        process = SpawnProcess(*args, **kwargs)
        self.started.append(process)
        return process

    def why_one_died(self) -> str:
        """What is known of the first that died by itself, and what to do; call it when all have
        ended."""
        return why_died(process.exitcode for process in self.started)


def require_main_guard() -> None:
    """End this process, at once and quietly, if it is a worker that has come to run the script
    which started it; the parent's error says what to do."""
    # What multiprocessing itself looks at before it refuses to start a process.
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        sys.exit(_UNGUARDED)


def why_died(statuses: Iterable[int | None]) -> str:
    """The message about workers that ended with these exit codes, negative for signals.

    A pool ends the others with SIGTERM when one has died, so that this tells nothing.
    """
    told = sorted(status for status in {*statuses} if status and status != -signal.SIGTERM)
    names = [_signal(-status) for status in told if status < 0]
    if _UNGUARDED in told:
        return (
            "Workers are new processes, and each of them runs your script from its top: "
            f"{_GUARD}, or ask for one worker."
        )
    if "SIGKILL" in names:
        return (
            "A worker process was killed (SIGKILL), perhaps for lack of memory. "
            f"{_KEPT}, with fewer workers if memory is short."
        )
    if names:
        return (
            f"A worker process crashed ({names[0]}), most likely in a library. {_KEPT}; if that "
            "does not help, one worker and --verbose show at which texts."
        )
    if told:
        return (
            f"A worker process ended too early (exit status {told[0]}); what it said stands above. "
            f"If a script of yours started it, {_GUARD}; where there is no script file, ask for "
            f"one worker. {_KEPT}."
        )
    return f"A worker process was ended from outside. {_KEPT}."


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # one of the real-time signals
        return f"signal {number}"
