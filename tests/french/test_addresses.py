"""Web addresses, e-mail addresses, @names and #tags: where they are, and what they are not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.french.addresses import find_addresses, is_address, whole_addresses
from pipeline.french.numbers.numbers import find_numbers

FORMS = [
    "https://t.co/a1B2c3D4e5",
    "https://www.gazette-corlay.fr/budget%20en%20hausse%3A-12%25.html",
    "http://corlay.example/pont_(Tauve)",
    "https://exemple.fr/a?x=20%&y=3%25#haut",
    "www.corlay.fr",
    "www.corlay.fr/eau/12%25",
    "pic.twitter.com/a1B2c3D4e5",
    "corlay.fr/agenda/2024-05-03",
    "@mairie_corlay",
    "#SauvonsLePont",
    "#8mars",
    "redaction@gazette-corlay.fr",
    "o.kerval+presse@mail.corlay.example",
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("before", "behind"),
    [("", ""), ("Voir ", " demain."), ("(", ")."), ("« ", " »"), ("Voir ", ", puis "), ("à ", "…")],
)
def test_addresses_without_what_stands_around_them(form, before, behind):
    text = before + form + behind
    assert [text[a:b] for a, b in find_addresses(text)] == [form]
    assert is_address(form)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Voir:https://corlay.example/a-b.", ["https://corlay.example/a-b"]),
        ("https://t.co/a1B2c3D4e5Lire aussi", ["https://t.co/a1B2c3D4e5"]),
        ("pic.twitter.com/a1B2c3D4e5— Odile", ["pic.twitter.com/a1B2c3D4e5"]),
        ("fin.#Corlay #Pont", ["#Corlay", "#Pont"]),
        ("Odile Kerval (@okerval) 3 janvier 2019", ["@okerval"]),
    ],
)
def test_addresses_glued_to_words(text, found):
    assert [text[a:b] for a, b in find_addresses(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "12,5 % et/ou 3 km/h",
        "le n° #1 du pays",
        "l'arobase @ et le dièse #",
        "selon corlay.fr et Le360.ma",
        "avm/lrt/phs",
        "M. Kerval / Mme Roy",
        "24 h/24, 7 j/7",
        "une note de 3/5 (cf. p.12/13)",
    ],
)
def test_what_is_no_address(text):
    assert find_addresses(text) == []


@pytest.mark.parametrize("form", FORMS)
def test_addresses_hold_no_figure(form):
    numbers = find_numbers(f"Il y a 12 % de hausse ({form}), et 3 morts.")
    assert [number.value for number in numbers] == [12, 3]


@given(st.text(alphabet="a@#./:w%(é 1", max_size=60))
def test_tokens_around_addresses_lose_nothing(text):
    words = [(m, m + 1) for m, c in enumerate(text) if not c.isspace()]
    spans = whole_addresses(words, find_addresses(text))
    assert "".join(text[a:b] for a, b in spans) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
