import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.french.datelines.dateline import find_dateline
from pipeline.french.dates.written import parse_date

D = datetime.date

# paragraph, the dateline in it, place, outlet, date
DATELINES = [
    # agencies, in front of the text
    ("Kinshasa (AFP) – Le chef a parlé.", "Kinshasa (AFP) –", "Kinshasa", "AFP", None),
    (
        "PARIS, 3 mars (Reuters) - La Bourse recule.",
        "PARIS, 3 mars (Reuters) -",
        "PARIS",
        "Reuters",
        None,
    ),
    (
        "Dakar, 12 juin 2021 (APS) — La pluie tombe.",
        "Dakar, 12 juin 2021 (APS) —",
        "Dakar",
        "APS",
        D(2021, 6, 12),
    ),
    (
        "Ouagadougou, 5 fév. 2022 (AIB)-Le marché a brûlé.",
        "Ouagadougou, 5 fév. 2022 (AIB)-",
        "Ouagadougou",
        "AIB",
        D(2022, 2, 5),
    ),
    (
        "Kinshasa, 3 mars 2021 (ACP).- Le marché a brûlé.",
        "Kinshasa, 3 mars 2021 (ACP).-",
        "Kinshasa",
        "ACP",
        D(2021, 3, 3),
    ),
    (
        "N'DJAMENA, 3 mars (Xinhua) -- Le marché a brûlé.",
        "N'DJAMENA, 3 mars (Xinhua) --",
        "N'DJAMENA",
        "Xinhua",
        None,
    ),
    (
        "Port-au-Prince, mercredi 3 mars 2021 [AlterPresse] --- Le marché a brûlé.",
        "Port-au-Prince, mercredi 3 mars 2021 [AlterPresse] ---",
        "Port-au-Prince",
        "AlterPresse",
        D(2021, 3, 3),
    ),
    ("BERNE (ats) – Le Conseil a tranché.", "BERNE (ats) –", "BERNE", "ats", None),
    ("DAKAR, Sénégal (AP) — La pluie tombe.", "DAKAR, Sénégal (AP) —", "DAKAR", "AP", None),
    (
        "APA-Dakar (Sénégal) – La pluie tombe sur la ville.",
        "APA-Dakar (Sénégal) –",
        "Dakar",
        "APA",
        None,
    ),
    (
        "MONTRÉAL, le 3 mars 2021 /CNW Telbec/ - La firme ferme.",
        "MONTRÉAL, le 3 mars 2021 /CNW Telbec/ -",
        "MONTRÉAL",
        "CNW Telbec",
        D(2021, 3, 3),
    ),
    (
        "Libreville, 3 mars (Gabonreview) - Le marché a brûlé.",
        "Libreville, 3 mars (Gabonreview) -",
        "Libreville",
        "Gabonreview",
        None,
    ),
    ("(AFP) – Le marché a brûlé.", "(AFP) –", None, "AFP", None),
    ("(AFP) Le marché a brûlé.", "(AFP)", None, "AFP", None),
    ("FOOTBALL (AFP) – Lens a gagné.", "FOOTBALL (AFP) –", None, "AFP", None),
    ("Paris (AFP) – Duval, le maire, a dit non.", "Paris (AFP) –", "Paris", "AFP", None),
    (
        "YAOUNDÉ, 3 MARS 2021 (CAMERPRESSE) - LE MARCHÉ A BRÛLÉ",
        "YAOUNDÉ, 3 MARS 2021 (CAMERPRESSE) -",
        "YAOUNDÉ",
        "CAMERPRESSE",
        D(2021, 3, 3),
    ),
    # dates in front of the text
    ("10 janvier 2016 . – Un homme est mort.", "10 janvier 2016 . –", None, None, D(2016, 1, 10)),
    ("10 janvier 2016 – L'ancien maire est mort.", "10 janvier 2016 –", None, None, D(2016, 1, 10)),
    (
        "3 septembre 2016, 09\u202fh\u202f53 UTC – Un homme est mort.",
        "3 septembre 2016, 09\u202fh\u202f53 UTC –",
        None,
        None,
        D(2016, 9, 3),
    ),
    (
        "21 janvier 2017 – Jeudi 19 janvier, un homme est mort.",
        "21 janvier 2017 –",
        None,
        None,
        D(2017, 1, 21),
    ),
    (
        "Genève, le 4 mai 2020 : Le Conseil a tranché.",
        "Genève, le 4 mai 2020 :",
        "Genève",
        None,
        D(2020, 5, 4),
    ),
    (
        "Abidjan, le 3 mars 2021 – « Nous partons », a dit le maire.",
        "Abidjan, le 3 mars 2021 –",
        "Abidjan",
        None,
        D(2021, 3, 3),
    ),
    (
        "Bruxelles, le 3 mars 2021. Le maire a dit non.",
        "Bruxelles, le 3 mars 2021.",
        "Bruxelles",
        None,
        D(2021, 3, 3),
    ),
    (
        "Bangui, République centrafricaine, 3 mars 2021 – Des hommes ont tiré.",
        "Bangui, République centrafricaine, 3 mars 2021 –",
        "Bangui",
        None,
        D(2021, 3, 3),
    ),
    # places in front of the text
    ("(Montréal) Le maire a remis sa démission lundi.", "(Montréal)", "Montréal", None, None),
    ("MONTRÉAL — Le maire a remis sa démission lundi.", "MONTRÉAL —", "MONTRÉAL", None, None),
    ("Lausanne – Le maire a remis sa démission lundi.", "Lausanne –", "Lausanne", None, None),
    (
        "Goma (Nord-Kivu) – Des hommes ont attaqué lundi un marché.",
        "Goma (Nord-Kivu) –",
        "Goma",
        None,
        None,
    ),
    ("Goma (RDC) – Des hommes ont attaqué lundi un marché.", "Goma (RDC) –", "Goma", None, None),
    (
        "De notre correspondant à Lyon – Le maire a dit non.",
        "De notre correspondant à Lyon –",
        "Lyon",
        None,
        None,
    ),
    # whole paragraphs
    ("Paris / La Gazette", "Paris / La Gazette", "Paris", "La Gazette", None),
    ("BRUXELLES (Belga)", "BRUXELLES (Belga)", "BRUXELLES", "Belga", None),
    ("10 janvier 2016 . –", "10 janvier 2016 . –", None, None, D(2016, 1, 10)),
    ("1\u202fer mars 2016", "1\u202fer mars 2016", None, None, D(2016, 3, 1)),
    ("Genève, le 4 mai 2020", "Genève, le 4 mai 2020", "Genève", None, D(2020, 5, 4)),
    ("Genève, 4 mai", "Genève, 4 mai", "Genève", None, None),
    ("Le Caire, 4 mai 2020", "Le Caire, 4 mai 2020", "Le Caire", None, D(2020, 5, 4)),
    ("De notre correspondant à Lyon", "De notre correspondant à Lyon", "Lyon", None, None),
    ("Lyon (correspondance)", "Lyon (correspondance)", "Lyon", None, None),
    ("Par Jeanne Durand, à Lyon", "Par Jeanne Durand, à Lyon", "Lyon", None, None),
    ("Par Jeanne Durand et Marc Petit", "Par Jeanne Durand et Marc Petit", None, None, None),
    (
        "Jeanne Durand, envoyée spéciale à Kiev",
        "Jeanne Durand, envoyée spéciale à Kiev",
        "Kiev",
        None,
        None,
    ),
    (
        "AFP, publié le 3 mars 2021 à 12h30",
        "AFP, publié le 3 mars 2021 à 12h30",
        None,
        "AFP",
        D(2021, 3, 3),
    ),
    (
        "L'Avenir, publié le 3 mars 2021",
        "L'Avenir, publié le 3 mars 2021",
        None,
        "L'Avenir",
        D(2021, 3, 3),
    ),
    (
        "Publié le mardi 3 mars 2021 à 08 h 15 | Mis à jour le 4 mars 2021 à 10 h 20",
        "Publié le mardi 3 mars 2021 à 08 h 15 | Mis à jour le 4 mars 2021 à 10 h 20",
        None,
        None,
        D(2021, 3, 3),
    ),
    (
        "Modifié le 04/03/2021 à 12:30 Publié le 03/03/2021 à 11:30",
        "Modifié le 04/03/2021 à 12:30 Publié le 03/03/2021 à 11:30",
        None,
        None,
        D(2021, 3, 3),
    ),
    ("Mis à jour le 3 mars 2021", "Mis à jour le 3 mars 2021", None, None, None),
    ("Par Le Soir avec AFP", "Par Le Soir avec AFP", None, "Le Soir", None),
    ("Jeanne Durand avec AFP", "Jeanne Durand avec AFP", None, "AFP", None),
    ("Le Temps (avec ATS)", "Le Temps (avec ATS)", None, "Le Temps", None),
    ("(avec l'AFP)", "(avec l'AFP)", None, "AFP", None),
    ("Source : AFP", "Source : AFP", None, "AFP", None),
    ("Ali Diop (AFP)", "Ali Diop (AFP)", None, "AFP", None),
]

NO_DATELINES = [
    "",
    "   ",
    "Paris",
    "Paris est une fête.",
    "Paris, capitale de la France, a accueilli les Jeux.",
    "Le 3 mars 2021, le ministre a démissionné.",
    "À Paris, le 3 mars 2021, des manifestants ont défilé.",
    "Lyon – Marseille : 2-1",
    "France - Allemagne : 2-1",
    "Kiev / Moscou : la guerre",
    "Kiev / Moscou",
    "Foot / Les Bleus",
    "Moscou – Kiev – Le Caire : trois capitales sous tension cette semaine.",
    "Bruxelles - Paris : trois heures de train désormais.",
    "Paris-Dakar : un mort",
    "HOCKEY - Le Rocket a battu mardi les Castors de Gaspé.",
    "Duval – Le maire sortant a dit lundi qu'il partait.",
    "Jeanne Durand – Nous ne céderons pas, quoi qu'il arrive lundi.",
    "Jeanne Durand (PS) – Le maire sortant a été battu dimanche soir.",
    "Duval (UDC) – Le conseiller a dit qu'il ne céderait rien lundi.",
    "Duval, 3 mars 2021 : « Nous partons. »",
    "Ali Diop, le 3 mars 2021 : le retour",
    "Jeanne Durand, 3 mars 2021",
    "Fête du village 3 mars 2021",
    "Front de mer, 22 octobre 2015.",
    "3 mars – 5 avril 2021 : exposition",
    "3 mars 2021 : le ministre démissionne.",
    "Publié le 3 mars 2021, le rapport accable le ministre.",
    "Publié en 2019, le livre raconte la guerre.",
    "Par ailleurs, le ministre a dit non.",
    "Par Jupiter",
    "Par Marc Petit, nous avons appris la nouvelle.",
    "LE NORD DU CHILI FRAPPÉ PAR UN SÉISME",
    "PAR L'INTERMÉDIAIRE D'UN PORTE-PAROLE",
    "Correspondant à Kiev, Marc Petit a vu la guerre.",
    "— Jeanne Durand, directrice de l'hôpital",
    "(Rires) Le problème est que nous ne savons plus quoi faire.",
    "L'AFP a confirmé la mort du maire.",
    "La Presse – Le quotidien a supprimé son édition du samedi.",
    "TASS : Moscou dément",
    "Photo : AFP",
    "LE 17 FÉVRIER, LES FORCES DU NORD (FDN) ONT LANCÉ UNE OFFENSIVE.",
]


@pytest.mark.parametrize(("paragraph", "expected", "place", "outlet", "date"), DATELINES)
def test_dateline_is_found_with_its_parts(paragraph, expected, place, outlet, date):
    found = find_dateline(paragraph)
    assert found is not None
    assert paragraph[found.start : found.end] == expected
    assert (found.place, found.outlet, found.date) == (place, outlet, date)


@pytest.mark.parametrize("told", ["hier à 10:00", "aujourd'hui", "il y a 3 jours", "à 18h30"])
def test_a_day_that_has_no_date_is_none(told):
    found = find_dateline(f"Publié {told}")
    assert found is not None
    assert (found.start, found.date) == (0, None)


@pytest.mark.parametrize("paragraph", NO_DATELINES)
def test_ordinary_sentences_are_left_alone(paragraph):
    assert find_dateline(paragraph) is None


@pytest.mark.parametrize("paragraph", [row[0] for row in DATELINES])
def test_spans_give_the_values_behind_leading_space_too(paragraph):
    shifted = "\t " + paragraph
    found, plain = find_dateline(shifted), find_dateline(paragraph)
    assert found is not None and plain is not None
    assert (found.start, found.end) == (plain.start + 2, plain.end + 2)
    span = found.place_span
    assert found.place == plain.place == (shifted[slice(*span)] if span else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1er février 2016", D(2016, 2, 1)),
        ("1 er mars 2016", D(2016, 3, 1)),
        ("mardi 3 mars 2021", D(2021, 3, 3)),
        ("MARDI 3 AOUT 2021", D(2021, 8, 3)),
        ("3 fe\u0301vrier 2021", D(2021, 2, 3)),
        ("dim. 5 déc. 2021", D(2021, 12, 5)),
        ("12 juil. 2021", D(2021, 7, 12)),
        ("12 sept 2021", D(2021, 9, 12)),
        ("03/04/2021", D(2021, 4, 3)),
        ("3.4.2021", D(2021, 4, 3)),
        ("2021-04-03T12:30:00", D(2021, 4, 3)),
        ("paru le 3 mars 2021 à Lyon", D(2021, 3, 3)),
        ("du 3 mars au 5 avril 2021", D(2021, 4, 5)),
        ("3 mars", None),
        ("03/04/21", None),
        ("31 février 2021", None),
        ("04/13/2021", None),
        ("3 marseillais 2021", None),
        ("", None),
    ],
)
def test_dates(text, expected):
    assert parse_date(text) == expected


@given(
    st.lists(
        st.sampled_from(
            [
                "Paris",
                "Le",
                "La",
                "avec",
                "à",
                "publié",
                "le",
                "Par",
                "Jean",
                "3",
                "mars",
                "2021",
                "(AFP)",
                "–",
                "-",
                ".",
                ",",
                ":",
                "/",
                "|",
                "«",
                "»",
                "12h30",
            ]
        )
        | st.text(max_size=4)
    ).map(" ".join)
)
def test_any_paragraph_gives_a_sound_dateline_or_none(paragraph):
    found = find_dateline(paragraph)
    if found is None:
        return
    assert not paragraph[: found.start].strip()
    assert paragraph[found.start : found.end].strip()
    span = found.place_span
    assert found.place == (paragraph[slice(*span)] if span else None)
