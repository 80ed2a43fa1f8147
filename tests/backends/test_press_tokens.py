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
        ("(https://corlay.example/a%20b).", ["(", "https://corlay.example/a%20b", ")", "."]),
        ("Voir:www.corlay.fr/eau, oui", ["Voir", ":", "www.corlay.fr/eau", ",", "oui"]),
        ("https://t.co/a1B2c3D4e5Lire", ["https://t.co/a1B2c3D4e5", "Lire"]),
        ("@mairie_corlay et #8mars", ["@mairie_corlay", "et", "#8mars"]),
        ("à o.kerval@corlay.example.", ["à", "o.kerval@corlay.example", "."]),
        (
            "pic.twitter.com/a1B2c3D4e5\u00a0— Odile",
            ["pic.twitter.com/a1B2c3D4e5", "\u00a0", "—", "Odile"],
        ),
    ],
)
def test_tokens(text, tokens):
    doc = NLP(text)
    assert [token.text for token in doc] == tokens
    assert doc.text == text
