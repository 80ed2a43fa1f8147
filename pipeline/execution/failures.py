"""What is recorded of a document that a stage could not process."""

import traceback
from pathlib import PurePath

import pipeline

_PACKAGE = PurePath(pipeline.__file__).parent


def described(error: BaseException) -> str:
    """The error with its type and where in this package it was raised, the same wherever the
    package lies: « ValueError: no number (pipeline/french/numbers/words.py:41) »."""
    message, where = str(error), _innermost(error)
    what = type(error).__name__ + (f": {message}" if message else "")
    told = f"{what} ({where})" if where else what
    # A message may hold half of a surrogate pair, which no table takes.
    return told.encode("utf-8", "backslashreplace").decode()


def _innermost(error: BaseException) -> str | None:
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = PurePath(frame.filename)
        if path.is_relative_to(_PACKAGE):
            return f"{path.relative_to(_PACKAGE.parent).as_posix()}:{frame.lineno}"
    return None
