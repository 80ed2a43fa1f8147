"""Source prepositions, comparisons, cue nouns, relays; the choice between rules; odd input."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipeline.french.docs import blank_vocab
from pipeline.french.quotes.quotes import attributed
from tests.french.quotes.quotes_support import Found, found, quotes_of
from tests.work import work

PREPOSITIONS = [
    (
        "Selon le préfet, douze routes restent coupées.",
        [("indirect", "douze routes restent coupées", "Selon", "le préfet")],
    ),
    (
        "Douze routes restent coupées, d'après la préfecture.",
        [("indirect", "Douze routes restent coupées", "d'après", "la préfecture")],
    ),
    (
        "La route est, selon plusieurs chauffeurs, coupée à deux endroits.",
        [
            (
                "indirect",
                "La route est, selon plusieurs chauffeurs, coupée à deux endroits",
                "selon",
                "plusieurs chauffeurs",
            )
        ],
    ),
    (
        "Selon le chef du village, Dieudonné Kasanda, vingt hommes sont retenus.",
        [("indirect", "vingt hommes sont retenus", "Selon", "le chef du village")],
    ),
    (
        "Selon elle, la baisse « ne dit rien » des emplois créés.",
        [("mixed", "la baisse « ne dit rien » des emplois créés", "Selon", "elle")],
    ),
    (
        "Pour l'économiste Ada Brandt, la reprise sera lente.",
        [("indirect", "la reprise sera lente", "Pour", "l'économiste Ada Brandt")],
    ),
    (
        "De source policière, un complice serait en fuite.",
        [("indirect", "un complice serait en fuite", "De", "source policière")],
    ),
    (
        "De l’avis de la conseillère Ursula Meier, une médiation s’impose.",
        [("indirect", "une médiation s’impose", "De l’avis", "la conseillère Ursula Meier")],
    ),
    (
        "À en croire le syndicat, la grève est suivie.",
        [("indirect", "la grève est suivie", "À en croire", "le syndicat")],
    ),
    (
        "« Les enquêteurs ont une piste », selon une source proche du dossier.",
        [("direct", "Les enquêteurs ont une piste", "selon", "une source proche du dossier")],
    ),
]

OTHERS = [
    (
        "Comme l'a souligné la ministre, le texte est prêt.",
        [("indirect", "le texte est prêt", "souligné", "la ministre")],
    ),
    (
        "Le texte est prêt, comme la ministre l'a souligné.",
        [("indirect", "Le texte est prêt", "souligné", "la ministre")],
    ),
    (
        "L'affirmation du maire selon laquelle la ville est ruinée a choqué.",
        [("indirect", "la ville est ruinée", "affirmation", "maire")],
    ),
    (
        "Nul n'a oublié la promesse de Vermeil de reconstruire l'atelier.",
        [("indirect", "reconstruire l'atelier", "promesse", "Vermeil")],
    ),
    (
        "Il a été annoncé par le préfet que la plage serait fermée.",
        [("indirect", "la plage serait fermée", "annoncé", "le préfet")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PREPOSITIONS)
def test_prepositions_of_source(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), OTHERS)
def test_comparisons_nouns_and_passives(text: str, expected: list[Found]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Les tarifs varient selon les saisons.",
        "Les pluies tombent selon les régions.",
        "Pour Noël, la ville sera illuminée.",
        "Pour deux jours, la route sera fermée.",
    ],
)
def test_manner_and_purpose_name_no_source(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "relay"),
    [
        ("« C'est fini », a dit M. Roy, cité par l'agence Nova.", "l'agence Nova"),
        ("« C'est fini », a dit M. Roy à la chaîne Canal Azur.", "la chaîne Canal Azur"),
        ("« C'est fini », a dit M. Roy au micro de Radio Valmont.", "Radio Valmont"),
        ("M. Roy a promis de partir, selon le quotidien Le Soir vert.", "le quotidien"),
    ],
)
def test_who_passes_a_quote_on_is_its_relay(text: str, relay: str) -> None:
    (quote,) = quotes_of(text)
    assert quote.relay is not None
    assert text[quote.relay[0] : quote.relay[1]].startswith(relay)
    assert quote.speaker is not None and "Roy" in text[quote.speaker[0] : quote.speaker[1]]


def test_contents_never_overlap_and_are_sorted() -> None:
    text = (
        "Selon Le Messager, le maire a dit que « tout va bien ». « Rien ne va », a répondu Ana "
        "Costa, ajoutant que « l'eau monte ». Il a nié tout retard et promis un « plan »."
    )
    quotes = quotes_of(text)
    assert len(quotes) >= 4
    assert all(a.end <= b.start for a, b in pairwise(quotes))


WORDS = (
    "« » \" “ ” ‘ ’ , . : ? ( ) — dit a été affirmé annoncé que qu' selon pour X le ministre il -t "
    "-il s' est et comme l' de à accusé par une mort promesse ajoutant sans préciser se qui"
)
UNITS = [["«"], ['"'], ["«", "a", "»"], ["X", ":", "«", "A", "»"], ["dit", "que"]]


@given(st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=30))
def test_any_words_without_analysis_give_sound_quotes(words: list[str]) -> None:
    doc = Doc(blank_vocab(), words=words)
    for quote in attributed(doc):
        assert 0 <= quote.start < quote.end <= len(doc.text)


@pytest.mark.parametrize("unit", UNITS)
def test_long_odd_texts_take_work_in_proportion(unit: list[str]) -> None:
    once, twice = (
        work(attributed, Doc(blank_vocab(), words=unit * (n // len(unit)))) for n in (3000, 6000)
    )
    assert twice < 2.3 * once
