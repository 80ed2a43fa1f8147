"""Markers that follow from what a test uses, so that nobody has to think of them.

A test uses its fixtures, and all functions and classes of this project that these, it, and what
they use in turn refer to by name. What is asked for by a name in a string cannot be seen
(`request.getfixturevalue`): there a test says its marker itself, and `make quick` fails where it
does not.
"""

import inspect
from collections.abc import Iterator
from functools import cache
from types import CodeType, FunctionType
from typing import Any

import pytest

QUICK_LEAVES_OUT = ("model", "slow", "network", "browser", "nightly")
_OURS = ("tests.", "pipeline.", "models.")
# Names that one piece of code refers to together → the marker of every test that can reach it.
_TELLTALE = (
    ({"spacy", "load"}, "model"),
    ({"stanza", "Pipeline"}, "model"),
    ({"run_all"}, "slow"),
    ({"run_stages"}, "slow"),
    ({"subprocess"}, "slow"),
    ({"NotebookClient"}, "slow"),
    ({"sync_playwright"}, "browser"),
)


def mark(item: pytest.Function) -> None:
    """Give a test the markers that follow from what it uses."""
    known = item._fixtureinfo.name2fixturedefs.values()
    fixtures = (definition.func for definitions in known for definition in definitions)
    for marker in sorted(_markers([_plain(f) for f in (item.function, *fixtures)])):
        item.add_marker(marker)


def _markers(todo: list[Any]) -> set[str]:
    found, seen = set(), set()
    while todo:
        thing = todo.pop()
        if thing not in seen:
            seen.add(thing)
            markers, used = _own(thing)
            found |= markers
            todo.extend(used)
    return found


@cache
def _own(thing: FunctionType | type) -> tuple[frozenset[str], tuple[Any, ...]]:
    """The markers of what a function or class does itself; what of ours it refers to."""
    if inspect.isclass(thing):
        return frozenset(), tuple(filter(inspect.isfunction, vars(thing).values()))
    each = [set(code.co_names) for code in _codes(thing.__code__)]
    markers = {marker for names in each for told, marker in _TELLTALE if told <= names}
    names = set().union(*each)
    used = [thing.__globals__.get(name) for name in names]
    for module in [m for m in used if inspect.ismodule(m) and m.__name__.startswith(_OURS)]:
        used.extend(getattr(module, name, None) for name in names)
    return frozenset(markers), tuple(filter(_is_ours, map(_plain, used)))


def _codes(code: CodeType) -> Iterator[CodeType]:
    """A function's code, and that of the functions inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _plain(thing: Any) -> Any:
    """A function without its decorators."""
    function = inspect.unwrap(thing)
    return function.hypothesis.inner_test if hasattr(function, "hypothesis") else function


def _is_ours(thing: Any) -> bool:
    return isinstance(thing, FunctionType | type) and thing.__module__.startswith(_OURS)
