"""dvc.yaml, written from the stages: each lists its own code, lexicons, parameters and tables.

Commands name the module, not the installed command, so that a copied folder runs its own code. DVC
keeps no second copy of the tables: they are made from the seeds, never fetched.
"""

from typing import Any

import yaml

from pipeline.execution.fingerprints import code_lexicons, code_modules, module_file
from pipeline.execution.runner import INPUTS
from pipeline.stages import audit, evaluate, figures, report, seeds
from pipeline.stages.base import Stage
from pipeline.stages.registry import STAGES
from pipeline.tables import AUDIT_VERDICTS, ENTITIES, FAILURES, FIGURES, MENTIONS

OUTPUTS, GOLD, AUDITS = "outputs", "tests/gold", "audits"
_HEADER = "# Written by `depeche dvcfile` from the stages and their imports; tests keep it true.\n"


def dvc_yaml() -> str:
    """The text of dvc.yaml."""
    stages = {stage.name: _sharded(stage) for stage in STAGES.values()}
    over_corpus = {
        figures.NAME: _figures(),
        "evaluate": _evaluate(),
        audit.NAME: _audit(),
        report.NAME: _report(),
    }
    content = {
        "stages": {seeds.NAME: _seeds(), **stages, **over_corpus},
        "plots": [_scores_plot()],
    }
    return _HEADER + yaml.safe_dump(content, sort_keys=False, width=100)


def made_from(module: str) -> list[str]:
    """The code and lexicon files that a module's stage depends on, sorted."""
    code = [module_file(name) for name in code_modules(module)]
    return sorted([*code, *(f"pipeline/lexicons/{name}.tsv" for name in code_lexicons(module))])


def _command(stage: str) -> str:
    return f"python -m pipeline stage {stage}"


def _made(name: str) -> dict[str, Any]:
    return {f"{OUTPUTS}/{name}": {"cache": False, "persist": True}}


def _seeds() -> dict[str, Any]:
    return {
        "cmd": _command(seeds.NAME),
        "always_changed": True,
        "outs": [_made(seeds.MANIFEST)],
    }


def _sharded(stage: Stage) -> dict[str, Any]:
    tables = [f"{OUTPUTS}/{seeds.MANIFEST if table == INPUTS else table}" for table in stage.reads]
    written = [*stage.writes, f"{FAILURES.name}/{stage.name}"]
    if MENTIONS.name in stage.writes:
        written.append(ENTITIES.name)
    entry: dict[str, Any] = {
        "cmd": _command(stage.name),
        "deps": [*made_from(stage.module), *stage.model_folders, *tables],
        "outs": [_made(table) for table in written],
    }
    params = [*stage.params, *stage.engine_params]
    return {**entry, "params": params} if params else entry


def _figures() -> dict[str, Any]:
    tables = [f"{OUTPUTS}/{table}" for table in figures.READS]
    return {
        "cmd": _command(figures.NAME),
        "deps": [*made_from(figures.__name__), *tables],
        "outs": [_made(FIGURES.name)],
    }


def _evaluate() -> dict[str, Any]:
    tables = [f"{OUTPUTS}/{table}" for table in evaluate.READS]
    return {
        "cmd": _command("evaluate"),
        "deps": [*made_from(evaluate.__name__), *tables, GOLD],
        "params": ["evaluate.gold"],
        "metrics": [{f"{OUTPUTS}/{evaluate.METRICS}": {"cache": False}}],
        "outs": [{f"{OUTPUTS}/{evaluate.PLOTS}": {"cache": False}}],
    }


def _audit() -> dict[str, Any]:
    tables = [f"{OUTPUTS}/{table}" for table in audit.READS]
    return {
        "cmd": _command(audit.NAME),
        "deps": [*made_from(audit.__name__), *tables, AUDITS],
        "params": ["audit.folder"],
        "metrics": [{f"{OUTPUTS}/{audit.METRICS}": {"cache": False}}],
        "outs": [_made(AUDIT_VERDICTS.name)],
    }


def _report() -> dict[str, Any]:
    # Each stage's failures are an out of its own.
    failures = [f"{FAILURES.name}/{stage}" for stage in STAGES]
    tables = [name for name in report.READS if name != FAILURES.name]
    return {
        "cmd": _command(report.NAME),
        "deps": [
            *made_from(report.__name__),
            *report.TEMPLATES,
            *(f"{OUTPUTS}/{name}" for name in (*tables, *failures)),
        ],
        "outs": [_made(report.NAME)],
    }


def _scores_plot() -> dict[str, Any]:
    options = {
        "template": "bar_horizontal",
        "title": "Scores against the gold articles",
        "x": "percent",
        "y": "measure",
    }
    return {f"{OUTPUTS}/{evaluate.PLOTS}/scores.csv": options}
