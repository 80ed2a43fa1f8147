"""The day and the place of the event behind a casualty figure: the figure is given by hand."""

import datetime
import re

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.french.claims.occasion import with_occasions
from pipeline.french.docs import set_chains
from pipeline.french.records import Chain, Claim, Quote
from pipeline.french.sentences import set_sentences

DAY = datetime.date(2024, 3, 14)  # a Thursday
BLANK = spacy.blank("fr")


def analysed(text: str, *places: str, published: datetime.date | None = DAY) -> Doc:
    doc = set_sentences(BLANK.make_doc(text))
    chains = []
    for place in places:
        start = text.index(place)
        chains.append(Chain(f"e-{place}", "LOC", place, ((start, start + len(place)),)))
    set_chains(doc, chains)
    doc._.depeche_published = published
    return doc


def located(doc: Doc, *figures: str, kind: str = "killed") -> list[Claim]:
    """Claims with day and place. A figure is a piece of the text with its number in brackets, « un
    feu a fait [douze] morts »: what stands around the number is the claim's clause."""
    claims = []
    for figure in figures:
        before, number, after = re.split(r"[\[\]]", figure)
        at = doc.text.index(before + number + after)
        start = at + len(before)
        span, clause = (start, start + len(number)), (at, start + len(number + after))
        claims.append(Claim(*span, kind, 1.0, 1.0, 1.0, "asserted", clause, "test", 1.0))
    return with_occasions(doc, claims)


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
    number = "douze" if "douze" in text else "Douze"
    (claim,) = located(analysed(text), f"[{number}]")
    assert claim.event_date == (datetime.date(*day) if day else None)


def test_the_day_of_a_statement_is_no_event() -> None:
    text = "Douze personnes sont mortes, a annoncé mercredi la police."
    doc = analysed(text)
    start = text.index("annoncé")
    cue = (start, start + len("annoncé"))
    doc._.depeche_quotes = (Quote(0, 27, "indirect", "incise", 0.9, cue=cue),)
    assert located(doc, "[Douze] personnes sont mortes")[0].event_date is None


def test_a_relative_day_needs_the_day_of_publication() -> None:
    assert located(analysed(DAYS[0][0], published=None), "[Douze]")[0].event_date is None


PLACES = [
    ("Douze personnes sont mortes à Kassé, dans le Nord.", ("Kassé", "Nord"), "Kassé"),
    ("Un feu près de Kassé a fait douze morts.", ("Kassé",), "Kassé"),
    ("Kassé annonce douze morts.", ("Kassé",), None),
]


@pytest.mark.parametrize(("text", "places", "expected"), PLACES)
def test_place(text, places, expected) -> None:
    number = "douze" if "douze" in text else "Douze"
    (claim,) = located(analysed(text, *places), f"[{number}]")
    assert claim.place_entity_id == (f"e-{expected}" if expected else None)


@pytest.mark.parametrize(
    ("figure", "place"),
    [
        ("mais [douze] personnes sont mortes à Dorval", "Dorval"),
        ("À Kassé, [deux] personnes dorment", "Kassé"),
    ],
)
def test_the_place_in_the_clause_of_the_figure(figure, place) -> None:
    text = "À Kassé, deux personnes dorment, mais douze personnes sont mortes à Dorval."
    (claim,) = located(analysed(text, "Kassé", "Dorval"), figure)
    assert claim.place_entity_id == f"e-{place}"


def test_the_place_of_the_dateline_and_of_earlier_years() -> None:
    text = (
        "KASSÉ, 14 mars 2024 (AFP) – Un feu a fait douze morts mercredi.\n\n"
        "En 2019, un autre avait fait deux morts."
    )
    figures = "Un feu a fait [douze] morts mercredi", "un autre avait fait [deux] morts"
    now, before = located(analysed(text, "KASSÉ", published=None), *figures)
    assert (now.place_entity_id, now.event_date) == ("e-KASSÉ", datetime.date(2024, 3, 13))
    assert (before.place_entity_id, before.event_date) == (None, None)


def test_percentages_have_neither() -> None:
    doc = analysed("Mardi, 12 % des maisons de Kassé ont brûlé à Kassé.", "Kassé")
    for kind in ("percentage", "share"):
        (claim,) = located(doc, "[12] % des maisons", kind=kind)
        assert (claim.event_date, claim.place_entity_id) == (None, None)
