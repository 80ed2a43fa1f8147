"""Countries by name, city, inhabitant or adjective, held against CLDR's list of territories."""

import pytest
from babel import Locale

from pipeline.french.lexicons import load_lexicon
from pipeline.french.names.names import given_names
from pipeline.french.names.nations import (
    country_of_gentile,
    country_of_place,
    is_country,
    is_gentile,
)
from pipeline.french.text import fold

# CLDR's codes of two letters that name no inhabited country or territory.
NO_NATION = {
    "AC": "part of SH",
    "TA": "part of SH",
    "DG": "part of IO",
    "EA": "part of ES",
    "IC": "part of ES",
    "CQ": "part of GG",
    "CP": "uninhabited",
    "AQ": "uninhabited",
    "BV": "uninhabited",
    "HM": "uninhabited",
    "GS": "uninhabited",
    "TF": "uninhabited",
    "UM": "uninhabited",
    "IO": "a military base",
    "PN": "some fifty inhabitants",
    "EU": "a union of states",
    "EZ": "a union of states",
    "UN": "a union of states",
    "QO": "a group of islands",
    "XA": "a test value",
    "XB": "a test value",
    "ZZ": "unknown",
}
# Territories whose inhabitants French names only by a phrase (« habitants des îles Vierges »).
WITHOUT_GENTILE = {"BQ", "CC", "CX", "SJ", "TC", "VG", "VI"}

TERRITORIES = Locale("fr").territories
NATIONS = {c for c in TERRITORIES if len(c) == 2 and c.isalpha()} - NO_NATION.keys()
GENTILES = load_lexicon("gentiles")


def test_every_country_of_cldr_has_a_gentile():
    assert NATIONS - GENTILES.values("country") == WITHOUT_GENTILE


def test_no_gentile_has_an_unknown_code():
    assert GENTILES.values("country") <= NATIONS


def test_every_country_of_cldr_is_known_by_its_french_name():
    assert {code: country_of_place(TERRITORIES[code]) for code in NATIONS} == {
        code: code for code in NATIONS
    }
    assert all(is_country(TERRITORIES[code]) for code in NATIONS)


def test_forms_are_lower_case_and_no_other_countrys_name():
    for row in GENTILES.rows:
        form, code = row["form"], row["country"]
        assert form == form.lower()
        assert country_of_place(form) in (None, code)


def test_no_gentile_is_a_given_name():
    # « philippine » can hardly be left out.
    assert {fold(form) for form in GENTILES.values("form")} & given_names().keys() == {"philippine"}


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Arméniens", "AM"),
        ("azéries", "AZ"),
        ("AZERBAIDJANAISE", "AZ"),
        ("Bélarusses", "BY"),
        ("biélorusse", "BY"),
        ("burkinabè", "BF"),
        ("Burkinabés", "BF"),
        ("nigérien", "NE"),
        ("nigérian", "NG"),
        ("dominicaine", "DO"),
        ("dominiquaise", "DM"),
        ("nord-coréen", "KP"),
        ("Sud-Coréennes", "KR"),
        ("Suissesse", "CH"),
        ("lettonne", "LV"),
        ("nipponne", "JP"),
        ("saoudite", "SA"),
        ("vaticane", "VA"),
        ("Sahraouis", "EH"),
        ("Ålandaise", "AX"),
        ("caïmanais", "KY"),
    ],
)
def test_an_inhabitants_name_gives_the_country(word, code):
    assert is_gentile(word)
    assert country_of_gentile(word) == code


@pytest.mark.parametrize("word", ["Congolais", "congolaises", "coréenne", "Samoans", "malouin"])
def test_a_name_that_several_states_share_gives_none(word):
    assert is_gentile(word)
    assert country_of_gentile(word) is None


@pytest.mark.parametrize(
    "word", ["khmer", "Papous", "grenadine", "Malouines", "Thaïs", "Vatican", "européen", ""]
)
def test_peoples_places_and_common_words_are_no_gentiles(word):
    assert not is_gentile(word)
    assert country_of_gentile(word) is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("l'Azerbaïdjan", "AZ"),
        ("l’Azerbaïdjan", "AZ"),
        ("Azerbaidjan", "AZ"),
        ("Côte d’Ivoire", "CI"),
        ("COTE D'IVOIRE", "CI"),
        ("les Émirats arabes unis", "AE"),
        ("Timor-Leste", "TL"),
        ("timor oriental", "TL"),
        ("RDC", "CD"),
        ("Hong Kong", "HK"),
        ("Guadeloupe", "GP"),
        ("Kosovo", "XK"),
    ],
)
def test_countries_are_known_in_several_spellings(name, code):
    assert is_country(name)
    assert country_of_place(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Bakou", "AZ"),
        ("BAKOU", "AZ"),
        ("Paris", "FR"),
        ("Érevan", "AM"),
        ("Erevan", "AM"),
        ("Oulan-Bator", "MN"),
        ("Pékin", "CN"),
        ("PEKIN", "CN"),
        ("Washington", "US"),
        ("La Haye", "NL"),
        ("New Delhi", "IN"),
        ("NEW DELHI", "IN"),
    ],
)
def test_cities_give_their_country_but_are_none(name, code):
    assert country_of_place(name) == code
    assert not is_country(name)


@pytest.mark.parametrize("name", ["Union européenne", "Europe", "Vincennes", "Denver", "Azéri", ""])
def test_other_names_give_no_country(name):
    assert country_of_place(name) is None
    assert not is_country(name)
