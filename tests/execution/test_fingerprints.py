from importlib import metadata
from pathlib import Path

import pytest
import yaml

from pipeline.config import Config, known_keys
from pipeline.execution.dvcfile import dvc_yaml
from pipeline.execution.fingerprints import code_lexicons, code_modules, stage_fingerprint
from pipeline.french import lexicons
from pipeline.stages.registry import STAGES

ROOT = Path(__file__).parent.parent.parent
DVC = yaml.safe_load((ROOT / "dvc.yaml").read_text(encoding="utf-8"))["stages"]
MODULES = {
    **{s.name: s.module for s in STAGES.values()},
    "figures": "pipeline.stages.figures",
    "evaluate": "pipeline.stages.evaluate",
    "audit": "pipeline.stages.audit",
}
RUNTIME = ("execution.workers",)  # how fast, never what


def test_dvc_yaml_is_what_the_stages_say():
    written = (ROOT / "dvc.yaml").read_text(encoding="utf-8")
    assert written == dvc_yaml(), "run `depeche dvcfile > dvc.yaml`"


@pytest.mark.parametrize("stage", STAGES.values(), ids=STAGES)
def test_dvc_lists_the_tables_and_keeps_the_outputs_of_a_stage(stage):
    entry = DVC[stage.name]
    files = {"inputs": "seeds.txt"}
    reads = {f"outputs/{files.get(table, table)}" for table in stage.reads}
    assert reads == {dep for dep in entry["deps"] if not dep.startswith(("pipeline/", "models/"))}
    assert {dep for dep in entry["deps"] if dep.startswith("models/")} == set(stage.model_folders)
    assert bool(stage.model_folders) == (stage.engine is not None)
    outs = {path: options for out in entry["outs"] for path, options in out.items()}
    assert {f"outputs/{table}" for table in stage.writes} <= set(outs)
    assert all(options["persist"] for options in outs.values())


def test_every_parameter_belongs_to_a_stage():
    used = {param for entry in DVC.values() for param in entry.get("params", ())}
    assert used | set(RUNTIME) == set(known_keys())


def test_the_code_of_a_stage_is_followed_through_its_imports():
    modules = code_modules("pipeline.stages.tokenize")
    assert "pipeline.french.sentences" in modules
    assert "pipeline.french.quotes.quotes" not in modules
    assert "abbreviations" in code_lexicons("pipeline.stages.tokenize")


def test_every_lexicon_is_used_by_a_stage():
    used = {name for module in MODULES.values() for name in code_lexicons(module)}
    assert {path.stem for path in (ROOT / "pipeline/lexicons").glob("*.tsv")} == used


@pytest.mark.parametrize("stage", STAGES.values(), ids=STAGES)
def test_a_fingerprint_depends_on_params_and_what_is_upstream(stage):
    config = Config()
    print_ = stage_fingerprint(stage, config, ["a"])
    assert print_ == stage_fingerprint(stage, config, ["a"])
    assert print_ != stage_fingerprint(stage, config, ["b"])
    workers = config.execution.model_copy(update={"workers": 7})
    other = config.model_copy(update={"execution": workers})
    assert print_ == stage_fingerprint(stage, other, ["a"])
    assert all(metadata.version(name) for name in stage.distributions)


def test_a_parameter_changes_its_stage_only():
    config = Config.model_validate({"quotes": {"min_confidence": 0.5}})
    changed = {
        name
        for name, stage in STAGES.items()
        if stage_fingerprint(stage, config, []) != stage_fingerprint(stage, Config(), [])
    }
    assert changed == {"quotes"}


def test_lexicon_bytes_are_part_of_it():
    assert lexicons.fingerprint("abbreviations") != lexicons.fingerprint("cue_verbs")


@pytest.mark.parametrize("stage", STAGES.values(), ids=STAGES)
def test_a_stage_that_knows_countries_depends_on_their_library(stage):
    knows = "pipeline.french.names.nations" in code_modules(stage.module)
    assert knows == ("babel" in stage.distributions)


def test_a_fingerprint_depends_on_the_weights_of_the_model(monkeypatch):
    before = {name: stage_fingerprint(stage, Config(), []) for name, stage in STAGES.items()}
    monkeypatch.setattr("pipeline.backends.engines._component_digest", lambda model: "other")
    after = {name: stage_fingerprint(stage, Config(), []) for name, stage in STAGES.items()}
    assert [name for name in STAGES if before[name] != after[name]] == ["ner"]
