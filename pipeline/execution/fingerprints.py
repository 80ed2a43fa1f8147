"""Fingerprints: of what a part is made from, and of no more.

That is the stage's code, the lexicons that this loads, the tables that the stage reads and writes,
its parameters, the versions of its libraries, and the rows that it is made from. All but the last
is read from the source, so that it cannot be forgotten.

Code is a stage's module and what that imports from this package, followed to the end, as its syntax
says it: docstrings, comments and lines count for nothing, any other change does. What a stage
declares it takes by its value, not with the module that defines it. Of the tables that it reads the
names and types of columns count; of those that it writes their meanings too, for these are in the
files.
"""

import ast
from collections.abc import Sequence
from functools import cache
from importlib import metadata, resources

from pipeline.config import Config
from pipeline.french import lexicons
from pipeline.identifiers import digest
from pipeline.stages.base import INPUTS, ShardStage, Stage
from pipeline.tables import FAILURES, TABLES

PACKAGE = "pipeline"
# Modules that stages import and that are not followed: what a stage takes of them is declared, or
# it is the lexicons' schemas, which refuse entries and change none.
DECLARED = frozenset({"pipeline.config", "pipeline.tables", "pipeline.french.schemas"})
# Every part goes through it.
WRITER = "pipeline.parts"


_version = cache(metadata.version)  # asked for each shard


def stage_fingerprint(stage: Stage, config: Config, upstream: Sequence[str]) -> str:
    """What a part of `stage` must carry to be left alone.

    `upstream` are the digests of the rows, or of the inputs, that it is made from.
    """
    params = [f"{key}={config.value(key)!r}" for key in stage.params]
    versions = [f"{name}={_version(name)}" for name in stage.distributions]
    engine = [stage.engine(config)] if isinstance(stage, ShardStage) and stage.engine else []
    code = [_code_digest(stage.module), _code_digest(WRITER), _words_digest(stage.module)]
    return digest(stage.name, *code, *_schemas(stage), *params, *engine, *versions, *upstream)


@cache
def code_modules(module: str) -> tuple[str, ...]:
    """The module and all that it imports of this package, directly or not, sorted."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in found and not _is_declared(name):
            found.add(name)
            waiting.extend(_imports(name))
    return tuple(sorted(found))


def _is_declared(module: str) -> bool:
    return any(f"{module}.".startswith(f"{declared}.") for declared in DECLARED)


@cache
def code_lexicons(module: str) -> tuple[str, ...]:
    """Names of the lexicons that the module's code loads, sorted."""
    return tuple(sorted(set().union(*(_loaded_lexicons(name) for name in code_modules(module)))))


@cache
def _loaded_lexicons(module: str) -> frozenset[str]:
    names: set[str] = set()
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Call) and _called(node) == "load_lexicon" and node.args:
            argument = node.args[0]
            if not isinstance(argument, ast.Constant):
                raise ValueError(f"{module}: load_lexicon must be given a literal name.")
            names.add(str(argument.value))
    return frozenset(names)


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


@cache
def _code_digest(module: str) -> str:
    return digest(*(_syntax_digest(name) for name in code_modules(module)))


def _words_digest(module: str) -> str:
    return digest(*(lexicons.fingerprint(name) for name in code_lexicons(module)))


@cache
def _syntax_digest(module: str) -> str:
    return syntax_digest(_source(module))


def syntax_digest(source: str) -> str:
    """Digest of what code does: of its syntax without docstrings, comments and positions."""
    tree = ast.parse(source)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, documented) and ast.get_docstring(node, clean=False) is not None:
            del node.body[0]
    return digest(ast.dump(tree))


def _schemas(stage: Stage) -> list[str]:
    reads = [TABLES[name] for name in stage.reads if name != INPUTS]
    writes = [TABLES[name] for name in stage.writes]
    if isinstance(stage, ShardStage):
        writes.append(FAILURES)
    bare = [(t.name, t.key, t.order, [(c.name, c.type) for c in t.columns]) for t in reads]
    return [repr(bare), repr(writes)]


def module_file(module: str) -> str:
    """The module's file, relative to the folder that holds the package."""
    path = module.replace(".", "/")
    folder = resources.files(PACKAGE).joinpath("..", path)
    return f"{path}/__init__.py" if folder.is_dir() else f"{path}.py"


@cache
def _source(module: str) -> str:
    return resources.files(PACKAGE).joinpath("..", module_file(module)).read_text("utf-8")


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(_source(module))


@cache
def _imports(module: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return {name for name in names if name.split(".")[0] == PACKAGE and _is_module(name)}


def _is_module(name: str) -> bool:
    return resources.files(PACKAGE).joinpath("..", module_file(name)).is_file()
