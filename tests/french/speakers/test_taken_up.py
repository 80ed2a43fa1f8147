"""Descriptions that take up who spoke right before, offices that nobody is guessed to hold."""

import pytest

from pipeline.french.docs import set_chains
from pipeline.french.names.resolve import find_chains
from pipeline.french.quotes.quotes import find_quotes
from tests.french.quotes.quotes_support import analysed


def named(text: str) -> list[str | None]:
    """The resolved sources of a text's quotes, whole analysis, in text order."""
    doc = analysed(text)
    set_chains(doc, find_chains(doc))
    return [quote.speaker_name for quote in find_quotes(doc)]


SAID = "« Il faut agir vite », a dit Claire Vasseur. "


@pytest.mark.parametrize(
    "behind",
    [
        "« On verra demain », a ajouté la députée de la Tauve.",
        "« On verra demain », a précisé l'ancienne candidate à la région.",
        "« On verra demain », estime la chercheuse.",
        "« On verra demain », confie celle qui a fondé la revue.",
        "La sénatrice a ajouté que le pont serait fermé.",
        "« On verra demain », a ajouté la maire de Brivel.",
    ],
)
def test_a_description_takes_up_who_spoke_right_before(behind):
    assert named(SAID + behind) == ["Claire Vasseur"] * 2


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("« C'est faux », a répliqué la députée de la Tauve.", "la députée de la Tauve"),
        ("« C'est faux », a dit de son côté la députée de la Tauve.", "la députée de la Tauve"),
        ("« On verra demain », a ajouté la procureure de Brivel.", "la procureure de Brivel"),
        ("« On verra demain », a ajouté la mère de la victime.", "la mère de la victime"),
        ("« On verra demain », a ajouté le député de la Tauve.", "le député de la Tauve"),
    ],
)
def test_nobody_takes_up_another_one(behind, expected):
    assert named(SAID + behind)[-1] == expected


@pytest.mark.parametrize(
    ("before", "described", "expected"),
    [
        ("La maire de Loudrec,", "la maire de Brivel", "la maire de Brivel"),
        ("La maire de Brivel", "la maire de Brivel", "Claire Vasseur"),
        ("L'avocate", "la chirurgienne", "la chirurgienne"),
    ],
)
def test_a_told_role_speaks_for_or_against_it(before, described, expected):
    text = f"{before} Claire Vasseur est venue. {SAID}« On verra demain », a ajouté {described}."
    assert named(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Luc Varon est arrivé à Berlin. « Oui, nous irons », a dit le président français.",
            "le président français",
        ),
        (
            "Le président de l'Assemblée nationale, Luc Varon, est venu. « Nous irons », a dit le "
            "chef de l'État.",
            "le chef de l'État",
        ),
        (
            "Le président français Luc Varon est venu. « Nous irons », a dit le locataire de "
            "l'Élysée.",
            "Luc Varon",
        ),
        (
            "Le président russe Luc Varon est venu. « Nous irons », a dit le locataire de "
            "l'Élysée.",
            "le locataire de l'Élysée",
        ),
    ],
)
def test_heads_of_state_are_not_guessed(text, expected):
    assert named(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Des renforts sont à Brivel. Tout est calme, a confirmé la police.", "la police"),
        ("La police samedi a fouillé le port. Tout est calme, a dit la police.", "la police"),
        (
            "Tout est calme, a-t-on appris auprès des pompiers de la vallée.",
            "les pompiers de la vallée",
        ),
        (
            "Selon les informations du ministère de l'Eau, issues du centre Verdon, le lac monte.",
            "ministère de l'Eau",
        ),
        ("Conduite à l'hôpital, Claire Vasseur assure que tout va bien.", "Claire Vasseur"),
        ("Claire Vasseur (gauche rurale) a demandé que le pont soit fermé.", "Claire Vasseur"),
    ],
)
def test_who_is_meant(text, expected):
    (found,) = named(text)
    assert found is not None
    assert found.removeprefix("le ").removeprefix("les ") == expected.removeprefix("les ")
