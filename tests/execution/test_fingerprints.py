"""What a stage depends on, and no more: its code, its lexicons, its tables, its parameters."""

import ast
import dataclasses
from importlib import metadata
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.execution import fingerprints
from pipeline.execution.fingerprints import code_lexicons, code_modules, stage_fingerprint
from pipeline.french import lexicons
from pipeline.stages.base import ShardStage
from pipeline.stages.registry import STAGES
from pipeline.tables import TABLES

ROOT = Path(__file__).parent.parent.parent


def prints():
    return {name: stage_fingerprint(stage, Config(), []) for name, stage in STAGES.items()}


@pytest.fixture
def forgetting():
    """A function that makes the fingerprints look at code and lexicons again."""

    def forget():
        fingerprints._code_digest.cache_clear()
        lexicons.forget()

    yield forget
    forget()


@pytest.fixture
def changed(monkeypatch, forgetting):
    """A function: the stages whose fingerprint an edit of a module's source changes."""

    def stages(module, edit):
        before, real = prints(), fingerprints._syntax_digest
        source = fingerprints._source(module)
        assert edit(source) != source
        other = fingerprints.syntax_digest(edit(source))
        with monkeypatch.context() as patch:
            patch.setattr(
                fingerprints, "_syntax_digest", lambda name: other if name == module else real(name)
            )
            forgetting()
            return {name for name, found in prints().items() if found != before[name]}

    return stages


def test_words_about_the_code_run_nothing_again(changed):
    def other_words(source):
        told = source.replace('"""A lexicon file is not in its form."""', '"""Bad form."""')
        return told.replace("class TableError", "# Of tables.\n\n\nclass TableError")

    assert changed("pipeline.errors", other_words) == set()


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("pipeline.french.quotes.quotes", "\ndef ", "\nLIMIT = 3\n\n\ndef "),
        ("pipeline.stages.quotes", ">= floor", "> floor"),
    ],
)
def test_a_changed_statement_runs_the_stages_again_that_import_it(changed, module, old, new):
    assert changed(module, lambda source: source.replace(old, new, 1)) == {"quotes"}


def test_a_string_that_is_no_docstring_counts(changed):
    found = changed("pipeline.stages.mentions", lambda s: s.replace('"rule"', '"rules"'))
    assert found == {"mentions"}


def test_a_first_name_is_no_part_of_what_parses(forgetting, monkeypatch):
    real = lexicons.read
    entry = {"given_names": b"Ilwen\tu\n"}
    before = prints()
    monkeypatch.setattr(lexicons, "read", lambda name: real(name) + entry.get(name, b""))
    forgetting()
    found = {name for name, print_ in prints().items() if print_ != before[name]}
    assert {"ingest", "mentions", "quotes", "claims"} <= found
    assert not {"tokenize", "ner"} & found


def test_entries_of_a_lexicon_count_and_its_comments_do_not(monkeypatch, forgetting):
    def fingerprint(text):
        monkeypatch.setattr(lexicons, "read", lambda name: text.encode())
        forgetting()
        return lexicons.fingerprint("given_names")

    plain = fingerprint("name\tgender\nAnne\tf\n")
    assert plain == fingerprint("# By hand.\nname\tgender\n\nAnne\tf\n")
    assert plain != fingerprint("name\tgender\nAnne\tu\n")


def test_what_checks_the_lexicons_runs_nothing_again():
    """Schemas refuse entries and change none; what reads the files counts."""
    modules = {name for stage in STAGES.values() for name in code_modules(stage.module)}
    assert "pipeline.french.lexicon_files" in modules
    assert not [name for name in modules if name.startswith("pipeline.french.schemas")]


def with_column(table, **changes):
    """The table with its last column changed."""
    table = TABLES[table]
    last = dataclasses.replace(table.columns[-1], **changes)
    return dataclasses.replace(table, columns=(*table.columns[:-1], last))


def stages_of(table, role):
    return {name for name, stage in STAGES.items() if table in getattr(stage, role)}


@pytest.mark.parametrize("table", ["tokens", "mentions", "claims"])
def test_another_column_runs_again_what_writes_the_table_and_what_reads_it(monkeypatch, table):
    before = prints()
    monkeypatch.setitem(TABLES, table, with_column(table, name="other"))
    after = prints()
    found = {name for name in STAGES if before[name] != after[name]}
    assert found == stages_of(table, "writes") | stages_of(table, "reads")


@pytest.mark.parametrize("table", ["tokens", "mentions", "claims"])
def test_what_a_column_is_said_to_mean_runs_again_what_writes_it_alone(monkeypatch, table):
    """It stands in the files."""
    before = prints()
    monkeypatch.setitem(TABLES, table, with_column(table, description="Said otherwise."))
    after = prints()
    assert {name for name in STAGES if before[name] != after[name]} == stages_of(table, "writes")


def test_the_code_of_a_stage_is_followed_through_its_imports():
    modules = code_modules("pipeline.stages.tokenize")
    assert "pipeline.french.sentences" in modules
    assert not {name for name in modules if name.startswith("pipeline.french.quotes")}
    assert "abbreviations" in code_lexicons("pipeline.stages.tokenize")


@pytest.mark.parametrize("stage", ["tokenize", "ner"])
def test_an_engine_depends_on_no_layout_and_on_nothing_that_this_asks(stage):
    assert not {
        *("pipeline.french.layout", "pipeline.french.furniture", "pipeline.french.names.names"),
        *("pipeline.french.datelines.words", "pipeline.french.names.nations"),
    } & set(code_modules(f"pipeline.stages.{stage}"))


def test_every_lexicon_is_used_by_a_stage():
    used = {name for stage in STAGES.values() for name in code_lexicons(stage.module)}
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
    found = {
        name
        for name, stage in STAGES.items()
        if stage_fingerprint(stage, config, []) != stage_fingerprint(stage, Config(), [])
    }
    assert found == {"quotes"}


@pytest.mark.parametrize("stage", STAGES.values(), ids=STAGES)
def test_a_stage_declares_the_parameters_and_the_tables_that_its_module_names(stage):
    """They are not followed like other code."""
    path = ROOT / fingerprints.module_file(stage.module)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    chains = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    keys = {chain.split("config.", 1)[1] for chain in chains if "config." in chain}
    named = {key for key in keys if key.count(".") == 1}
    assert named - {"audit.folder", "evaluate.gold"} <= set(stage.params)
    imported = {
        alias.name.lower()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "pipeline.tables"
        for alias in node.names
    }
    assert imported <= {*stage.reads, *stage.writes}


@pytest.mark.parametrize("name", [stage.name for stage in STAGES.values() if stage.writes])
def test_a_stage_that_knows_countries_or_months_depends_on_their_library(name):
    babel = {"pipeline.french.names.nations", "pipeline.french.dates.calendar"}
    knows = not babel.isdisjoint(code_modules(STAGES[name].module))
    assert knows == ("babel" in STAGES[name].distributions)


def test_a_fingerprint_depends_on_the_weights_of_the_model(monkeypatch):
    before = prints()
    monkeypatch.setattr("pipeline.backends.engines._component_digest", lambda model: "other")
    after = prints()
    assert [name for name in STAGES if before[name] != after[name]] == ["ner"]
    assert isinstance(STAGES["ner"], ShardStage)
