"""How much work a call is, counted and not timed: the same on every machine."""

import sys
from collections.abc import Callable
from typing import Any


def work(function: Callable[..., Any], *arguments: Any) -> int:
    """The number of function calls, Python's and built-in ones, that a call makes."""
    count = 0

    def tick(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tick)
    try:
        function(*arguments)
    finally:
        sys.setprofile(None)
    return count
