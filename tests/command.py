"""The command `depeche`, run in this process: what it prints, and its exit status."""

import contextlib
import io
import sys
from dataclasses import dataclass
from unittest import mock

from pipeline.cli import main
from tests.conftest import ROOT


@dataclass(frozen=True)
class Done:
    """What a finished process would tell."""

    returncode: int
    stdout: str
    stderr: str


def depeche(*arguments: str, input: str = "") -> Done:  # noqa: A002
    """Run the command in the project's folder, with `input` as its standard input.

    An error that is not the program's own is raised, and not printed as a traceback. Models that
    this process has loaded are not loaded again: a process of its own takes seconds for that.
    """
    read, out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(3))
    read.buffer.write(input.encode("utf-8"))
    read.seek(0)
    status = 0
    with (
        mock.patch.object(sys, "argv", ["depeche", *arguments]),
        mock.patch.object(sys, "stdin", read),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        contextlib.chdir(ROOT),
    ):
        try:
            main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
    return Done(status, _written(out), _written(err))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]
