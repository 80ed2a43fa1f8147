import pytest

from pipeline.backends import spacy as backend
from pipeline.backends.spacy import SpacyRecogniser, SpacyTokenizer
from pipeline.french.layout import laid_out


@pytest.fixture(scope="module")
def tokenizer():
    return SpacyTokenizer()


@pytest.fixture(scope="module")
def recogniser():
    return SpacyRecogniser()


def spelled(text, analysis):
    tokens = analysis.tokens
    return [text[a:b] for a, b in zip(tokens.start, tokens.end, strict=True)]


TEXTS = [
    "",
    " \n ",
    "Un seul mot",
    "«\u00a0Non\u00a0», dit\u2011il.\r\n\r\nL’affaire coûte 30\u202f000\u00a0€\u00a0!",
    "LE MAIRE S'EN VA\n\nParis / La Gazette\nLe maire, M. Tornal, s'en va.\n\n\n- un point\n- deux",
    "\ufeffTexte\twith\x0ctabs… et\u2028ligne",
    '"' * 300,
    "😀 Éléonore l'a dit : c’est l\u02bcété.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_cover_the_text_in_order(text, tokenizer):
    (analysis,) = tokenizer.analyse([laid_out(text)])
    assert "".join(spelled(text, analysis)) == "".join(text.replace("\ufeff", "").split()) or (
        "\ufeff" in text
    )
    tokens = analysis.tokens
    assert tokens.start == sorted(tokens.start)
    assert all(0 <= head < len(tokens) for head in tokens.head)


def test_typographic_characters_do_not_change_the_analysis(tokenizer):
    plain = "Selon l'AFP, « rien n'est sûr » aujourd'hui."
    fancy = plain.replace("'", "’").replace(" »", "\u00a0»").replace("« ", "«\u202f")
    first, second = tokenizer.analyse([laid_out(plain), laid_out(fancy)])
    for name in ("start", "end", "lemma", "pos", "morph", "dep", "head", "sent_id"):
        assert getattr(first.tokens, name) == getattr(second.tokens, name)


LAID_OUT = 'LE MAIRE PART\n\nParis / La Gazette\nLe maire part. "Je pars", a-t-il dit.'
SENTENCES = [
    ("headline", 0, "LE MAIRE PART"),
    ("dateline", 1, "Paris / La Gazette"),
    ("body", 2, "Le maire part."),
    ("body", 2, '"Je pars", a-t-il dit.'),
]


def sentences(text, tokenizer):
    (analysis,) = tokenizer.analyse([laid_out(text)])
    return [(s.kind, s.paragraph, text[s.start : s.end]) for s in analysis.sentences]


def test_headline_dateline_and_paragraphs_are_apart(tokenizer):
    assert sentences(LAID_OUT, tokenizer) == SENTENCES


def test_a_document_is_analysed_alike_alone_and_among_others(tokenizer):
    texts = ["Le maire part. La ville attend.", "Un incendie a fait 3 morts à Lyon."]
    together = tokenizer.analyse([laid_out(text) for text in texts])
    alone = [tokenizer.analyse([laid_out(text)])[0] for text in texts]
    assert [a.tokens.lemma for a in together] == [a.tokens.lemma for a in alone]


def test_a_long_paragraph_is_cut_at_sentences(tokenizer, recogniser, monkeypatch):
    text = "Anne Ferrand habite à Lyon. " * 60
    whole = tokenizer.analyse([laid_out(text)])[0]
    monkeypatch.setattr(backend, "MAX_PIECE", 100)
    pieces = tokenizer.analyse([laid_out(text)])[0]
    assert pieces.tokens.start == whole.tokens.start
    assert [(s.start, s.end) for s in pieces.sentences] == [
        (s.start, s.end) for s in whole.sentences
    ]
    found = recogniser.recognise([laid_out(text)], [pieces.tokens])[0]
    assert {text[a:b] for a, b, label in found if label == "PER"} == {"Anne Ferrand"}


def test_mentions_have_exact_offsets_and_do_not_leave_a_line(tokenizer, recogniser):
    text = "Rencontre à Genève\n\nAnne Ferrand a vu Hervé\u00a0Tornal à\nGenève, siège de l’ONU."
    analysis = tokenizer.analyse([laid_out(text)])[0]
    found = recogniser.recognise([laid_out(text)], [analysis.tokens])[0]
    assert (20, 32, "PER") in found
    assert found == sorted(found)
    assert all(text[a:b].strip() and "\n" not in text[a:b] for a, b, _ in found)
    assert {label for _, _, label in found} <= {"PER", "LOC", "ORG"}


def test_lemmas_are_those_of_the_stock_lemmatizer(tokenizer):
    import spacy

    text = "Les autorités annoncèrent que deux habitants avaient été évacués des lieux."
    stock = spacy.load(backend.MODEL, exclude=["ner"])
    assert tokenizer.analyse([laid_out(text)])[0].tokens.lemma == [
        token.lemma_ for token in stock(text)
    ]


def test_products_by_numpy_are_those_of_thinc():
    import numpy as np
    from thinc.api import NumpyOps

    from pipeline.backends.ops import BlasOps

    x, y = (np.random.default_rng(n).normal(size=(7, 7)).astype("float32") for n in (1, 2))
    for options in ({}, {"trans1": True}, {"trans2": True}):
        expected = NumpyOps().gemm(x, y, **options)
        out = np.empty_like(expected)
        BlasOps().gemm(x, y, out=out, **options)
        assert np.allclose(out, expected, atol=1e-5)
        assert np.allclose(BlasOps().gemm(x, y, **options), expected, atol=1e-5)


def test_the_models_work_with_numpys_products(tokenizer):
    from pipeline.backends.ops import BlasOps

    for name in ("tok2vec", "ner"):
        layers = list(tokenizer.nlp.get_pipe(name).model.walk())
        maxouts = [layer for layer in layers if layer.name == "maxout"]
        assert maxouts
        assert all(isinstance(layer.ops, BlasOps) for layer in maxouts)


def test_annotation_is_that_of_stock_spacy(tokenizer):
    """Faster products, batches and word lists change nothing that the model says."""
    import spacy

    text = "Mardi, Anne Ferrand, la maire de Lyon, a visité l'usine Brivex avec deux ministres."
    (analysis,) = tokenizer.analyse([laid_out(text)])
    stock = spacy.load(backend.MODEL)(text)
    tokens = analysis.tokens
    assert tokens.pos == [token.pos_ for token in stock]
    assert tokens.dep == [token.dep_ for token in stock]
    assert tokens.head == [token.head.i for token in stock]
    assert tokens.morph == [str(token.morph) for token in stock]
    found = SpacyRecogniser("stock").recognise([laid_out(text)], [tokens])[0]
    assert found == [(ent.start_char, ent.end_char, ent.label_) for ent in stock.ents]
