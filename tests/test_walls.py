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
    "corpus": ("stages", "execution", "audit", "evaluation", "cli"),
    "backends": ("stages", "execution", "corpus", "audit", "cli"),
    "stages": ("execution", "audit.app", "cli"),
    "evaluation": ("stages", "execution", "cli"),
    "comparison": ("stages", "execution", "corpus", "audit", "evaluation", "backends", "cli"),
    "audit": ("stages", "execution", "corpus", "backends", "cli"),
    "figures": ("stages", "execution", "corpus", "backends", "cli", "schema", "tables", "parts"),
}


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
        for name in imported(path):
            walls = [f"pipeline.{wall}" for wall in FORBIDDEN[room]]
            assert not any(f"{name}.".startswith(f"{wall}.") for wall in walls), f"{path}: {name}"


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
