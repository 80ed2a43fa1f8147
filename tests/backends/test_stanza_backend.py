"""Stanza as the engine, on the small models that the project trained."""

import pytest
from stanza.models.common.doc import Document

from pipeline.backends import stanza as backend
from pipeline.backends.analysis import Analysis, part
from pipeline.backends.spacy import SpacyTokenizer
from pipeline.backends.stanza import StanzaRecogniser, StanzaTokenizer, append_sentence
from pipeline.errors import ModelError
from pipeline.french.addresses import find_addresses
from pipeline.french.blocks import Block
from pipeline.french.docs import blank_vocab, build_doc
from pipeline.french.layout import laid_out
from pipeline.french.tokens import Tokens
from tests.backends.test_spacy_backend import LAID_OUT, SENTENCES, TEXTS, sentences, spelled
from tests.conftest import STANZA_MODELS


@pytest.fixture(scope="module")
def tokenizer():
    return StanzaTokenizer(STANZA_MODELS)


@pytest.fixture(scope="module")
def recogniser():
    return StanzaRecogniser(STANZA_MODELS)


ODD = [
    *TEXTS,
    'l\'"accord"est "signé",dit-il',
    "\u200b\n\n\ufeff",
    "Le maire l\x92a annoncé \x96 hier\x85\n\n\x97",
    "".join(map(chr, range(1, 0x250))),
    "mot" * 2_000 + " et fin.",
]


@pytest.mark.parametrize("text", ODD)
def test_tokens_cover_the_text_in_order(text, tokenizer):
    """A Doc can be rebuilt only if no character is left out and every tree is one."""
    (analysis,) = tokenizer.analyse([laid_out(text)])
    tokens = analysis.tokens
    assert tokens.start == sorted(tokens.start)
    assert not any(any(c.isspace() for c in word) for word in spelled(text, analysis))
    doc = build_doc(blank_vocab(), text, tokens)
    assert doc.text == text
    for i, head in enumerate(tokens.head):
        assert (tokens.dep[i] == "ROOT") == (head == i)
        steps = 0
        while tokens.head[head] != head:
            head, steps = tokens.head[head], steps + 1
            assert steps < len(tokens)


def test_addresses_are_one_token_for_both_engines(tokenizer):
    text = (
        "Voir:https://corlay.example/a%20b-12%25.html (o.kerval@corlay.example), dit la mairie. "
        "« Oui », répond @mairie_corlay. #SauvonsLePont pic.twitter.com/a1B2c3D4e5— Odile"
    )
    addresses = {text[a:b]: (a, b) for a, b in find_addresses(text)}
    assert len(addresses) == 5
    for engine in (tokenizer, SpacyTokenizer()):
        tokens = engine.analyse([laid_out(text)])[0].tokens
        pos = dict(zip(zip(tokens.start, tokens.end, strict=True), tokens.pos, strict=True))
        assert {word: pos[span] for word, span in addresses.items()} == {
            word: "PROPN" if word[0] in "@#" else "SYM" for word in addresses
        }


def test_marks_are_parted_from_words():
    text = 'l\'"accord"est «signé»,dit-il, 30\u202f000'
    assert [text[a:b] for a, b in part(text, 0, len(text))] == [
        *("l'", '"', "accord", '"', "est", "«", "signé", "»", ",", "dit-il,", "30", "000")
    ]


def analysed(text, *words):
    """The analysis that follows from Stanza's words: (id, text, upos, feats, head, deprel)."""
    names = ("id", "text", "upos", "feats", "head", "deprel")
    (sentence,) = Document([[dict(zip(names, w, strict=False)) for w in words]]).sentences
    spans, at = [], 0
    for token in sentence.tokens:
        at = text.index(token.text, at)
        spans.append((at, at + len(token.text)))
        at += len(token.text)
    analysis = Analysis([], Tokens())
    block = Block(0, len(text), "body", 0)
    append_sentence(analysis, block, spans, sentence.tokens, text)
    return analysis.tokens


def test_a_contraction_is_one_token_with_the_features_of_both_words():
    tokens = analysed(
        "le bord du lac",
        ((1,), "le", "DET", "Gender=Masc", 2, "det"),
        ((2,), "bord", "NOUN", None, 0, "root"),
        ((3, 4), "du"),
        ((3,), "de", "ADP", None, 5, "case"),
        ((4,), "le", "DET", "PronType=Art|Definite=Def", 5, "det"),
        ((5,), "lac", "NOUN", "Number=Sing", 2, "nmod"),
    )
    assert [(a, b) for a, b in zip(tokens.start, tokens.end, strict=True)][2] == (8, 10)
    assert tokens.pos == ["DET", "NOUN", "ADP", "NOUN"]
    assert tokens.dep == ["det", "ROOT", "case", "nmod"]
    assert tokens.head == [1, 1, 3, 1]
    assert tokens.morph[2] == "Definite=Def|PronType=Art"


def test_a_contraction_hangs_by_its_pronoun():
    tokens = analysed(
        "auquel il tient",
        ((1, 2), "auquel"),
        ((1,), "à", "ADP", None, 2, "case"),
        ((2,), "lequel", "PRON", "PronType=Rel", 4, "obl:arg"),
        ((3,), "il", "PRON", None, 4, "nsubj"),
        ((4,), "tient", "VERB", None, 0, "root"),
    )
    assert (tokens.pos[0], tokens.dep[0], tokens.head[0]) == ("PRON", "obl:arg", 2)


def test_heads_make_no_circle_whatever_the_parse():
    """One word of « du » heads the noun, the other hangs on it."""
    tokens = analysed(
        "du lac",
        ((1, 2), "du"),
        ((1,), "de", "ADP", None, 3, "case"),
        ((2,), "le", "DET", None, 0, "root"),
        ((3,), "lac", "NOUN", None, 2, "nmod"),
    )
    assert tokens.head == [0, 0]


def test_real_contractions(tokenizer):
    text = "Le maire du village parle aux habitants des communes."
    (analysis,) = tokenizer.analyse([laid_out(text)])
    tokens = analysis.tokens
    assert spelled(text, analysis) == [*text[:-1].split(), "."]
    for i in (2, 5, 7):
        assert (tokens.pos[i], tokens.dep[i]) == ("ADP", "case")
        assert "PronType=Art" in tokens.morph[i]


def test_sentences_are_ours(tokenizer):
    assert sentences(LAID_OUT, tokenizer) == SENTENCES


def test_long_texts_go_through_in_pieces(tokenizer, recogniser, monkeypatch):
    """Cuts at sentences change nothing; where there is none to cut at, the size stays bounded."""
    text = "Anne Ferrand habite à Brivel. " * 40
    whole = tokenizer.analyse([laid_out(text)])[0]
    monkeypatch.setattr(backend, "MAX_PIECE", 100)
    monkeypatch.setattr(backend, "MAX_SENTENCE", 20)
    monkeypatch.setattr(backend, "BATCH_TOKENS", 50)
    monkeypatch.setattr(backend, "BATCH_CHARACTERS", 300)
    pieces = tokenizer.analyse([laid_out(text)])[0]
    assert pieces.tokens.start == whole.tokens.start
    assert len(pieces.sentences) == len(whole.sentences) == 40
    assert len(recogniser.recognise([laid_out(text)], [pieces.tokens])[0]) >= 40
    endless = tokenizer.analyse([laid_out("a" * 1_000 + " bc" * 200)])[0]
    assert max(endless.tokens.sent_id.count(n) for n in set(endless.tokens.sent_id)) <= 20


def test_a_document_is_analysed_alike_alone_and_among_others(tokenizer):
    texts = ["Le maire part. La ville attend.", "Un incendie a fait 3 morts à Lyon."]
    together = tokenizer.analyse([laid_out(text) for text in texts])
    assert together == [tokenizer.analyse([laid_out(text)])[0] for text in texts]


def test_what_the_models_see_of_a_word_is_bounded(tokenizer, recogniser, monkeypatch):
    """spaCy's tokens may be as long as the text: Stanza pads every word to the longest."""
    seen = []
    process = type(recogniser._stanza).__call__
    monkeypatch.setattr(
        type(recogniser._stanza), "__call__", lambda self, w: seen.append(w) or process(self, w)
    )
    text = "Anne Ferrand a dit " + "a" * 100_000 + "."
    tokens = Tokens(sent_id=[0] * 6, start=[0, 5, 13, 15, 19, 100_019], end=[4, 12, 14, 18])
    tokens.end += [100_019, 100_020]
    assert (0, 12, "PER") in recogniser.recognise([laid_out(text)], [tokens])[0]
    assert max(len(word) for (words,) in seen for word in words) == backend.MAX_WORD
    (analysis,) = tokenizer.analyse([laid_out(text)])
    assert analysis.tokens.end[-1] == len(text)


def test_mentions_have_exact_offsets(tokenizer, recogniser):
    text = "Rencontre à Genève\n\nAnne Ferrand a vu Hervé\u00a0Tornal à\nGenève."
    (analysis,) = tokenizer.analyse([laid_out(text)])
    found = recogniser.recognise([laid_out(text)], [analysis.tokens])[0]
    assert found == sorted(found)
    assert "Anne Ferrand" in {text[a:b] for a, b, label in found if label == "PER"}
    assert {label for _, _, label in found} <= {"PER", "LOC", "ORG"}


def test_a_model_that_lacks_in_the_folder(tmp_path):
    (tmp_path / "resources.json").write_text('{"fr": {"packages": {"default": {}}}}')
    (tmp_path / "fr" / "ner").mkdir(parents=True)
    (tmp_path / "fr" / "ner" / "x.pt").write_bytes(b"")
    with pytest.raises(ModelError, match="depeche models fetch stanza"):
        StanzaTokenizer(tmp_path)


def test_a_gpu_that_is_not_there():
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has a GPU")
    with pytest.raises(ModelError, match=r"stanza\.device"):
        StanzaTokenizer(STANZA_MODELS, "gpu")


def test_loading_never_goes_to_the_network(monkeypatch):
    import socket

    def refuse(*args, **kwargs):
        raise AssertionError("a connection was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    backend._pipeline.cache_clear()
    assert StanzaTokenizer(STANZA_MODELS).analyse([laid_out("Le maire part.")])[0].sentences
