"""The day and the place of the event behind a casualty figure."""

import datetime

import pytest
from spacy.tokens import Doc

from pipeline.french.claims.claims import find_claims
from pipeline.french.docs import set_chains
from pipeline.french.records import Chain, Quote
from tests.french.claims.test_claims_casualties import model

DAY = datetime.date(2024, 3, 14)  # a Thursday


def analysed(text: str, *places: str, published: datetime.date | None = DAY) -> Doc:
    doc = model()(text)
    chains = []
    for place in places:
        start = text.index(place)
        chains.append(Chain(f"e-{place}", "LOC", place, ((start, start + len(place)),)))
    set_chains(doc, chains)
    doc._.depeche_published = published
    return doc


DAYS = [
    ("Douze personnes sont mortes mardi.", (2024, 3, 12)),
    ("Douze personnes sont mortes jeudi.", (2024, 3, 14)),
    ("Douze personnes sont mortes jeudi dernier.", (2024, 3, 7)),
    ("Douze personnes sont mortes hier.", (2024, 3, 13)),
    ("Douze personnes sont mortes le 3 janvier.", (2024, 1, 3)),
    ("Douze personnes sont mortes le 3 décembre.", (2023, 12, 3)),
    ("Douze personnes sont mortes le 3 mars 2021.", (2021, 3, 3)),
    ("Douze personnes sont mortes.", None),
    ("Douze personnes sont mortes entre lundi et mardi.", None),
    ("Chaque lundi, douze blessés arrivent.", None),
    ("Douze personnes sont mortes le 31 février.", None),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_day(text, day) -> None:
    claim = find_claims(analysed(text))[0]
    assert claim.event_date == (datetime.date(*day) if day else None)


def test_the_day_of_a_statement_is_no_event() -> None:
    text = "Douze personnes sont mortes, a annoncé mercredi la police."
    doc = analysed(text)
    start = text.index("annoncé")
    cue = (start, start + len("annoncé"))
    doc._.depeche_quotes = (Quote(0, 27, "indirect", "incise", 0.9, cue=cue),)
    assert find_claims(doc)[0].event_date is None


def test_a_relative_day_needs_the_day_of_publication() -> None:
    assert find_claims(analysed(DAYS[0][0], published=None))[0].event_date is None


PLACES = [
    ("Douze personnes sont mortes à Kassé, dans le Nord.", ("Kassé", "Nord"), "Kassé"),
    ("Un feu près de Kassé a fait douze morts.", ("Kassé",), "Kassé"),
    ("Kassé annonce douze morts.", ("Kassé",), None),
    (
        "À Kassé, le calme règne, mais douze personnes sont mortes à Dorval.",
        ("Kassé", "Dorval"),
        "Dorval",
    ),
]


@pytest.mark.parametrize(("text", "places", "expected"), PLACES)
def test_place(text, places, expected) -> None:
    claim = find_claims(analysed(text, *places))[0]
    assert claim.place_entity_id == (f"e-{expected}" if expected else None)


def test_the_place_of_the_dateline_and_of_earlier_years() -> None:
    text = (
        "KASSÉ, 14 mars 2024 (AFP) – Un feu a fait douze morts mercredi.\n\n"
        "En 2019, un autre avait fait deux morts."
    )
    now, before = find_claims(analysed(text, "KASSÉ", published=None))
    assert (now.place_entity_id, now.event_date) == ("e-KASSÉ", datetime.date(2024, 3, 13))
    assert (before.place_entity_id, before.event_date) == (None, None)


def test_percentages_have_neither() -> None:
    claim = find_claims(analysed("Mardi, 12 % des maisons de Kassé ont brûlé à Kassé.", "Kassé"))[0]
    assert (claim.kind, claim.event_date, claim.place_entity_id) == ("percentage", None, None)
