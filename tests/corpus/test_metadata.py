import datetime

import pytest

from pipeline.corpus.metadata import Metadata, describe

BODY = "Un séisme a secoué mardi le nord du pays.\nLe bilan est lourd."
TITLE = "Un séisme frappe la côte nord de Valdoria"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"{TITLE}\n\n{BODY}", TITLE),
        (f"\ufeff\r\n  {TITLE}\r\n\r\n{BODY}", TITLE),
        (f"{TITLE.upper()}\n{BODY}", TITLE.upper()),
        (
            f"Le maire à Bellac : « Bas les mains ! »\n{BODY}",
            "Le maire à Bellac : « Bas les mains ! »",
        ),
        (f"Pourquoi la terre a-t-elle tremblé ?\n{BODY}", "Pourquoi la terre a-t-elle tremblé ?"),
        (f"Environnement\n{TITLE}\n\n{BODY}", TITLE),
        (f"SÉISME\n{TITLE.upper()}\n{BODY}", TITLE.upper()),
        (f"AFP, publié le 3 mars 2021 à 12h30\n\n{TITLE}\n\n{BODY}", TITLE),
        (f"Séisme au Sud\n\n{BODY}", "Séisme au Sud"),
        (f"Paris / La Gazette\n{BODY}", None),
        (BODY, None),
        (TITLE, None),
        ("Un séisme a secoué mardi le nord du pays.", None),
        (f"MONTRÉAL — {BODY}", None),
        ("", None),
        (" \n\n", None),
    ],
)
def test_title(text, title):
    found = describe(text)
    assert found.title == title
    if title is None:
        assert found.title_span is None
    else:
        assert found.title_span is not None
        assert text[slice(*found.title_span)] == title


@pytest.mark.parametrize(
    ("text", "place", "outlet", "published"),
    [
        (f"{TITLE}\n\nKinshasa (AFP) – {BODY}", "Kinshasa", "AFP", None),
        (f"{TITLE}\n\nParis / La Gazette\n{BODY}", "Paris", "La Gazette", None),
        (f"{TITLE}\n\nMONTRÉAL — {BODY}", "MONTRÉAL", None, None),
        (f"{TITLE}\n\n3 mars 2021 . –\n{BODY}", None, None, datetime.date(2021, 3, 3)),
        (
            f"{TITLE}\nPar Jeanne Durand, à Santiago\nPublié le 3 mars 2021 à 8 h | Mis à jour le "
            f"4 mars 2021\n\n{BODY} (Reuters)",
            "Santiago",
            "Reuters",
            datetime.date(2021, 3, 3),
        ),
        (f"{TITLE}\n\n{BODY}\n\n— Agence Méridienne", None, "Agence Méridienne", None),
        (f"{TITLE}\n\n{BODY}\n\n(avec AFP)", None, "AFP", None),
        (f"{TITLE}\n\n{BODY} (avec l'AFP)", None, "AFP", None),
        (f"{TITLE}\n\n{BODY}\n\nGenève, le 4 mai 2020", "Genève", None, datetime.date(2020, 5, 4)),
        (f"{TITLE}\n\n{BODY} Le maire est mort (PS).", None, None, None),
        (f"{TITLE}\n\n{BODY}\n\nLe 3 mars 2021, le maire est mort.", None, None, None),
        (f"{TITLE}\n\n{BODY}", None, None, None),
    ],
)
def test_dateline_outlet_and_date(text, place, outlet, published):
    found = describe(text)
    assert (found.dateline_place, found.outlet, found.published) == (place, outlet, published)


def test_a_text_that_states_nothing():
    assert describe("Le bilan est lourd.") == Metadata()


@pytest.mark.parametrize(
    ("text", "outlet", "place"),
    [
        ("Un pont ferme\nLe pont est fermé depuis lundi. Une navette viendra. (AFP)", "AFP", None),
        ("Un pont ferme\nLe pont est fermé. Une navette viendra.\nAvec AFP\n© Belga", "AFP", None),
        ("Un pont ferme\nPar Lise Caron, à Lyon\nLe pont est fermé depuis lundi.", None, "Lyon"),
        ("Un pont ferme\nVIERZON - « Il est fermé », a dit la maire mardi.", None, "VIERZON"),
    ],
)
def test_bylines_and_glued_signatures_tell_outlet_and_place(text, outlet, place):
    found = describe(text)
    assert (found.title, found.outlet, found.dateline_place) == ("Un pont ferme", outlet, place)


def test_furniture_above_the_headline_is_no_title():
    text = "Photo : Lise Caron Le Courrier\nUn pont ferme\nLe pont est fermé depuis lundi."
    assert describe(text).title == "Un pont ferme"
