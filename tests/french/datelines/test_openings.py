"""Datelines in front of a quote or a sentence, form by form; and what looks like one."""

from itertools import product

import pytest

from pipeline.french.layout import layout

TOWNS = ["VIERZON", "Guingamp", "Trévoul", "Val d'Orse", "Trois-Rochers", "Le Puy-Morand"]
# Nobody knows these towns; the last needs its hyphens only.
KNOWN = ["Paris", "GENÈVE", "Ouagadougou", "Saint-Aubrin-sur-Vaure"]
DATES = ["3 mai 2024", "le 3 mai 2024", "mardi 3 mai", "03/05/2024", "mardi", "3 mai"]
AGENCIES = ["(AFP)", "(Reuters)", "(Belga)", "[APS]"]
REGIONS = [" (Cher)", " (France)", ", France"]
DASHES = [" - ", " – ", " — ", "   –   ", "\u00a0–\u00a0", "—", " -- ", " | ", " / "]
SENTENCES = [
    "« Nous ne céderons pas », a déclaré mardi la mairesse devant les habitants.",
    '"Nous ne céderons pas", a déclaré mardi la mairesse devant les habitants.',
    "“Nous ne céderons pas”, a déclaré mardi la mairesse devant les habitants.",
    "«on ne cédera pas», a déclaré mardi la mairesse devant les habitants.",
    "La mairesse a déclaré mardi devant les habitants qu'elle ne céderait pas.",
]
TITLE, REST = "Une ville en colère", "La réunion s'est tenue dans la soirée."

OPENINGS = [
    *map("".join, product([*TOWNS, *KNOWN], DASHES)),
    *map("{}, {}{}".format, *zip(*product([*TOWNS, *KNOWN], DATES, DASHES), strict=True)),
    *map("{} {}{}".format, *zip(*product([*TOWNS, *KNOWN], AGENCIES, DASHES), strict=True)),
    *map("{}{}{}".format, *zip(*product([*TOWNS, *KNOWN], REGIONS, DASHES), strict=True)),
    *map("{}, {}{}".format, *zip(*product(DATES[:2], [*TOWNS, *KNOWN], DASHES), strict=True)),
    *map("{} à {}{}".format, *zip(*product(DATES[:2], TOWNS, DASHES), strict=True)),
    *map("{}, {} : ".format, *zip(*product([*TOWNS, *KNOWN], DATES[:4]), strict=True)),
    *(f"{town} : " for town in KNOWN),
]


def blocks(text):
    return [(block.kind, text[block.start : block.end]) for block in layout(text)]


def behind_title(paragraph):
    return blocks(f"{TITLE}\n\n{paragraph}\n\n{REST}")[1:-1]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_text_begins_behind_the_dateline(sentence):
    for opening in OPENINGS:
        paper = opening.startswith("Le Puy-Morand") and opening.endswith(" / ")
        if paper and "," not in opening and "(" not in opening:
            continue  # « Le Puy-Morand / » could sign a paper
        found = behind_title(opening + sentence)
        assert found == [("dateline", opening.strip()), ("body", sentence)], opening


@pytest.mark.parametrize("opening", ["VIERZON : ", "BRANTIGNY: "])
def test_a_town_in_capitals_before_a_colon_and_an_attributed_quote(opening):
    assert behind_title(opening + SENTENCES[0])[0] == ("dateline", opening.strip())
    assert behind_title(opening + SENTENCES[-1]) == [("body", opening + SENTENCES[-1])]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Paris - Roubaix : le Belge a gagné dimanche la course devant les siens.",
        "Guingamp – Lorient : le derby a tourné court samedi soir en Bretagne.",
        "Guingamp - Lorient 2-1 : les Bretons ont dominé leur voisin samedi soir.",
        "Lyon - Marseille 2-1 : les Gones ont dominé leur rival samedi soir.",
        "Jean-Claude – « Nous partirons demain », a dit le vieux maire du village.",
        "Sophie – « Nous partirons demain », a dit la maire du village voisin.",
        "Mme Morvan – « Oui, nous partirons tous », dit-elle à ses voisins.",
        "Aline Morvan – « Oui, nous partirons tous », dit-elle à ses voisins.",
        "Journaliste – « Nous partirons », dit-il aux habitants de la ville.",
        "Maire – « Nous partirons », dit-il aux habitants de la ville.",
        "Résultat : « Nous partirons demain », a dit le maire de la ville.",
        "RÉSULTAT : « Nous partirons demain », a dit le maire de la ville.",
        "Climat – Le Sénat a voté mardi une loi très attendue.",
        "REPORTAGE - L'île est secouée depuis lundi par des incendies.",
        "LE FAIT DU JOUR - Le Sénat a voté mardi une loi très attendue.",
        "L'ENTRETIEN - La romancière a publié mardi un livre très attendu.",
        "PS – Le parti a dit mardi qu'il ne voterait pas le texte.",
        "HOCKEY | Le Rocket a battu mardi les Castors de Gaspé.",
    ],
)
def test_labels_sections_and_fixtures_are_no_datelines(paragraph):
    assert behind_title(paragraph) == [("body", paragraph)]


@pytest.mark.parametrize(
    "paragraph", ["Duval – « Oui, nous partirons tous demain. »", "Duval : « Oui, demain. »"]
)
def test_a_quote_without_attribution_keeps_its_label(paragraph):
    assert "dateline" not in [kind for kind, _ in behind_title(paragraph)]


def test_an_unknown_town_opens_the_article_only():
    paragraph = "Trévoul – « Nous partirons », a dit le maire de la petite ville."
    text = f"{TITLE}\n\n{REST}\n\n{paragraph}"
    assert blocks(text)[-1] == ("body", paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "- « Nous partirons », a dit le maire de la ville.",
        "• VIERZON – un pont fermé depuis lundi.",
    ],
)
def test_items_of_a_list_stay_items(paragraph):
    assert behind_title(paragraph)[0][0] == "list"
