"""Tokens of press text that spaCy's French tokenizer keeps whole."""

import pytest
import spacy

from pipeline.backends.spacy import press_tokens

NLP = press_tokens(spacy.blank("fr"))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ('l\'"accord"', ["l'", '"', "accord", '"']),
        ("qu’“il part”", ["qu’", "“", "il", "part", "”"]),
        ("d'«une»", ["d'", "«", "une", "»"]),
        ("«Oui»,dit-il", ["«", "Oui", "»", ",", "dit", "-il"]),
        ('Il dit:"Non"', ["Il", "dit:", '"', "Non", '"']),
        ("coupe-t-il", ["coupe", "-t", "-il"]),
        ("porte-t-elle", ["porte", "-t", "-elle"]),
        ("un porte-avions", ["un", "porte-avions"]),
        ("12,5 %", ["12,5", "%"]),
        ("aujourd'hui", ["aujourd'hui"]),
    ],
)
def test_tokens(text, tokens):
    doc = NLP(text)
    assert [token.text for token in doc] == tokens
    assert doc.text == text
