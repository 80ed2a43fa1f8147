"""Calls as a user whom permissions bind: the superuser, who runs the tests in containers, reads
everything."""

import json
import os
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NOBODY = 65534
_NOT_ALLOWED = 77


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder whose parents are open to everybody; removed in the end, whatever it holds."""
    folder = Path(tempfile.mkdtemp(prefix="depeche-")).resolve()
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        for path, _, _ in os.walk(folder):
            Path(path).chmod(0o755)  # before os.walk lists what lies in it
            for child in Path(path).iterdir():
                if child.is_dir() and not child.is_symlink():
                    child.chmod(0o755)
        shutil.rmtree(folder)


def as_ordinary_user(folder: Path, function: Callable[[], Any]) -> Any:
    """What the function returns, which JSON must hold, called by a user who owns the folder.

    The superuser becomes `nobody` in a process of its own, which should need no modules but those
    that are loaded here. Skips the test where that is not allowed.
    """
    if not hasattr(os, "geteuid"):
        pytest.skip("permissions are those of POSIX")
    if os.geteuid() != 0:
        return function()
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os._exit(_call_as_nobody(function, writing))
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read()
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) == _NOT_ALLOWED:
        pytest.skip("the superuser may not become another user here")
    answer = json.loads(told)
    assert "error" not in answer, answer["error"]
    return answer["returned"]


def _call_as_nobody(function: Callable[[], Any], writing: int) -> int:
    try:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    except OSError:
        return _NOT_ALLOWED
    try:
        answer = {"returned": function()}
    except BaseException:
        answer = {"error": traceback.format_exc()}
    with os.fdopen(writing, "wb") as stream:
        stream.write(json.dumps(answer).encode())
    return 0
