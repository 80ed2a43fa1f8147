"""Fingerprints: of everything that a part is made from.

The code of a stage is its module and what that imports from this package, followed to the end; its
lexicons are the names that this code gives to `load_lexicon`. Both are read from the source, so
that they cannot be forgotten.
"""

import ast
from collections.abc import Sequence
from functools import cache
from importlib import metadata, resources

from pipeline.config import Config
from pipeline.french import lexicons
from pipeline.identifiers import digest
from pipeline.stages.base import Stage

PACKAGE = "pipeline"


@cache
def code_modules(module: str) -> tuple[str, ...]:
    """The module and all modules of this package that it imports, directly or not, sorted."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(_imports(name))
    return tuple(sorted(found))


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


def stage_fingerprint(stage: Stage, config: Config, upstream: Sequence[str]) -> str:
    """What a part of `stage` must carry to be left alone.

    `upstream` are the fingerprints of the parts, or the digest of the inputs, that it is made from.
    """
    params = [f"{key}={config.value(key)!r}" for key in stage.params]
    versions = [f"{name}={metadata.version(name)}" for name in stage.distributions]
    engine = [] if stage.engine is None else [stage.engine(config)]
    return digest(stage.name, _code_digest(stage.module), *params, *engine, *versions, *upstream)


def module_fingerprint(module: str, upstream: Sequence[str]) -> str:
    """What a table that one module makes over the corpus must carry to be left alone."""
    return digest(module, _code_digest(module), *upstream)


@cache
def _code_digest(module: str) -> str:
    sources = [_source(name) for name in code_modules(module)]
    words = [lexicons.fingerprint(name) for name in code_lexicons(module)]
    return digest(*sources, *words)


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


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))
