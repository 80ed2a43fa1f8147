import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.french.text import fold, is_capitals, normalise, solid, truecase, word_forms


@given(st.text())
def test_normalise_keeps_the_length(text):
    assert len(normalise(text)) == len(text)


@given(st.text(), st.text())
def test_truecase_keeps_the_length(line, body):
    assert len(truecase(line, word_forms(body))) == len(line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«\u00a0Non\u00a0»\u202f!", "« Non » !"),
        ("l’eau d\u02bcici", "l'eau d'ici"),
        ("porte\u2011parole", "porte-parole"),
        ("a\r\nb\tc", "a\r\nb c"),
        ("« “ ” „ »", "« “ ” „ »"),
    ],
)
def test_normalise(text, expected):
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Éléonore", "eleonore"), ("ÎLE-D’ORVAL", "ile-d'orval"), ("Œuvre", "œuvre")],
)
def test_fold(text, expected):
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("LE MAIRE DE VALDORCE DÉMISSIONNE", True),
        ("L'OTAN", False),  # one word of five letters is no headline in capitals
        ("SNCF : grève à Valdorce", False),
        ("2021 – 2022", False),
        ("", False),
    ],
)
def test_is_capitals(line, expected):
    assert is_capitals(line) is expected


BODY = (
    "Le maire de Valdorce, Hervé Tornal, quitte l'UDV. À Valdorce, le maire se tait. L'État suit."
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("VALDORCE : LE MAIRE QUITTE L'UDV", "Valdorce : le maire quitte l'UDV"),
        ("HERVE TORNAL SE TAIT", "Hervé Tornal se tait"),
        ("L'ETAT ATTEND", "L'État attend"),
        ("« UN SCANDALE », DIT LE MAIRE", "« Un scandale », dit le maire"),
    ],
)
def test_truecase_learns_from_the_body(line, expected):
    assert truecase(line, word_forms(BODY)) == expected


def test_word_forms_prefer_what_stands_inside_a_sentence():
    forms = word_forms("Vent fort. Vent faible. Le vent tourne. Paris dort. À Paris, tout va.")
    assert forms["vent"] == "vent"
    assert forms["paris"] == "Paris"


def test_a_stretch_is_found_without_the_white_space_around_it():
    assert solid("un \u00a0deux\n trois", 2, 10) == (4, 8)
    first, last = solid("un \n deux", 2, 5)
    assert first == last
