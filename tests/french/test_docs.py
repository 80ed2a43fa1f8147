import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.french.docs import Tokens, build_doc, set_chains, set_entities, words_and_spaces
from pipeline.french.records import Chain

VOCAB = spacy.blank("fr").vocab


def tokens_of(text):
    """Tokens at white space, each its own root's child: enough to build a Doc."""
    tokens = Tokens()
    position = 0
    for word in text.split():
        start = text.index(word, position)
        position = start + len(word)
        tokens.sent_id.append(0)
        tokens.start.append(start)
        tokens.end.append(position)
        tokens.lemma.append(word.lower())
        tokens.pos.append("X")
        tokens.morph.append("Number=Sing")
        tokens.dep.append("dep" if len(tokens) > 1 else "ROOT")
        tokens.head.append(0)
    return tokens


@given(st.text(alphabet="ab \u00a0\n\r\t", max_size=40))
def test_the_doc_spells_the_text(text):
    assert build_doc(VOCAB, text, tokens_of(text)).text == text


@given(st.text(alphabet="ab \n", max_size=40))
def test_words_and_spaces_know_where_tokens_went(text):
    tokens = tokens_of(text)
    words, spaces, index = words_and_spaces(text, tokens.start, tokens.end)
    assert [words[i] for i in index] == text.split()
    assert "".join(w + " " * s for w, s in zip(words, spaces, strict=True)) == text


def test_annotation_and_sentences_come_back():
    text = "Elle part.\n\u00a0Il reste."
    tokens = Tokens(
        sent_id=[0, 0, 0, 1, 1, 1],
        start=[0, 5, 9, 12, 15, 20],
        end=[4, 9, 10, 14, 20, 21],
        lemma=["elle", "partir", ".", "il", "rester", "."],
        pos=["PRON", "VERB", "PUNCT", "PRON", "VERB", "PUNCT"],
        morph=["Gender=Fem", "", "", "Gender=Masc", "", ""],
        dep=["nsubj", "ROOT", "punct", "nsubj", "ROOT", "punct"],
        head=[1, 1, 1, 4, 4, 4],
    )
    doc = build_doc(VOCAB, text, tokens)
    solid = [token for token in doc if not token.is_space]
    assert [t.lemma_ for t in solid] == tokens.lemma
    assert solid[3].head.text == "reste"
    assert solid[0].morph.get("Gender") == ["Fem"]
    assert [sent.text.strip() for sent in doc.sents] == ["Elle part.", "Il reste."]


def test_characters_of_no_width_belong_to_no_token():
    text = "Anne \u200bFerrand"
    tokens = Tokens([0, 0], [0, 6], [4, 13], ["Anne", "Ferrand"], ["PROPN"] * 2, [""] * 2)
    tokens.dep, tokens.head = ["ROOT", "flat"], [0, 0]
    doc = build_doc(VOCAB, text, tokens)
    assert doc.text == text
    assert [(t.text, t.pos_) for t in doc][1:] == [("\u200b", "SPACE"), ("Ferrand", "PROPN")]


def test_tokens_that_leave_out_text_are_refused():
    with pytest.raises(ValueError, match="do not cover"):
        build_doc(VOCAB, "deux mots", Tokens([0], [0], [4], ["deux"], ["NUM"], [""], ["ROOT"], [0]))


def test_entities_keep_the_longest_and_chains_are_found():
    doc = build_doc(VOCAB, "Anne Ferrand parle", tokens_of("Anne Ferrand parle"))
    set_entities(doc, [(0, 4, "LOC", ""), (0, 12, "PER", "")])
    assert [(e.text, e.label_) for e in doc.ents] == [("Anne Ferrand", "PER")]
    chain = Chain("e1", "PER", "Anne Ferrand", ((0, 12),))
    set_chains(doc, [chain])
    assert doc.ents[0].kb_id_ == "e1"
    assert doc._.depeche_chains == (chain,)
