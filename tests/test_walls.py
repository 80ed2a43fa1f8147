"""The walls of the house: who may import whom."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "pipeline"
SHELL = (
    *("stages", "execution", "corpus", "audit", "evaluation", "comparison", "backends"),
    *("cli", "schema", "tables", "parts"),
)
FORBIDDEN = {
    "french": SHELL,
    "french/names": ("french.speakers", "french.quotes", "french.claims"),
    "french/speakers": ("french.quotes", "french.claims"),
    "french/quotes": ("french.claims",),
    "french/claims": ("french.speakers", "french.quotes"),
    "corpus": ("stages", "execution", "audit", "evaluation", "cli"),
    "backends": ("stages", "execution", "corpus", "audit", "cli"),
    "stages": ("execution", "audit.app", "cli"),
    "evaluation": ("stages", "execution", "cli"),
    "comparison": ("stages", "execution", "corpus", "audit", "evaluation", "backends", "cli"),
    # Of explanations it knows what they hold: what makes them is handed in from outside.
    "audit": (
        *("stages", "execution", "corpus", "backends", "cli"),
        *("explain.asked", "explain.explain", "explain.explainer", "explain.selection"),
    ),
    "explain": ("audit", "evaluation", "comparison", "backends", "cli"),
    "figures": ("stages", "execution", "corpus", "backends", "cli", "schema", "tables", "parts"),
}
# Below the rooms of rules, lowest first: word lists, the view, what is asked of several words.
FLOORS = (
    (
        *("schemas", "lexicon_files", "lexicons", "text", "trace"),
        *("inflection", "function_words", "context_words", "patterns"),
        *("auxiliaries", "casualty_lexicon"),
    ),
    ("view",),
    ("verbs", "clauses", "phrases"),
    ("names", "speakers", "quotes", "claims"),
)
WORD_LISTS = ("french.names.nations", "french.names.source_nouns")  # the floors may read these


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("room", FORBIDDEN)
def test_no_import_goes_through_a_wall(room):
    files = list((PACKAGE / room).rglob("*.py"))
    assert files
    for path in files:
        assert not [name for name in imported(path) if is_inside(name, FORBIDDEN[room])], path


def is_inside(name, rooms):
    return any(f"{name}.".startswith(f"pipeline.{room}.") for room in rooms)


@pytest.mark.parametrize("level", range(len(FLOORS) - 1))
def test_no_floor_of_the_core_imports_from_above(level):
    above = [f"french.{module}" for floor in FLOORS[level + 1 :] for module in floor]
    for module in FLOORS[level]:
        room = PACKAGE / "french" / module
        files = list(room.rglob("*.py")) if room.is_dir() else [room.with_suffix(".py")]
        for path in files:
            upward = [n for n in imported(path) if is_inside(n, above)]
            assert not [n for n in upward if not is_inside(n, WORD_LISTS)], path


@pytest.mark.parametrize("module", ["pathlib", "os", "subprocess", "time", "multiprocessing"])
def test_the_core_does_no_input_or_output(module):
    files = list((PACKAGE / "french").rglob("*.py"))
    assert files
    for path in files:
        assert all(name.split(".")[0] != module for name in imported(path)), path


def test_modules_stay_readable():
    long = {
        path.name: lines
        for path in PACKAGE.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 450
    }
    assert long == {}
