"""Names as strings, mentions at the bounds of names, roles beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.french.names.mentions import clean_mentions
from pipeline.french.names.names import (
    abbreviates,
    given_gender,
    is_acronym,
    name_key,
    parse_person,
    same_person,
    shortens,
)
from pipeline.french.names.nations import country_of_gentile, country_of_place
from pipeline.french.names.roles import find_roles
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.view import view_of
from tests.french.tagged import doc_of

PERSONS = [
    ("Jeanne Roy", ("jeanne",), ("roy",)),
    ("Charles de Vaubrun", ("charles",), ("vaubrun",)),
    ("Jean-Marie Le Guellec", ("jean", "marie"), ("guellec",)),
    ("Oussama ben Larbi", ("oussama",), ("larbi",)),
    ("Pieter van der Meulen", ("pieter",), ("meulen",)),
    ("Jean DUVERNOIS", ("jean",), ("duvernois",)),
    ("DUVERNOIS Jean", ("jean",), ("duvernois",)),
    ("E. Marsan", ("e",), ("marsan",)),
    ("Marie Claire Bossuet", ("marie", "claire"), ("bossuet",)),
    ("Duvernois", (), ("duvernois",)),
    ("Ould Brahim", (), ("brahim",)),
]


@pytest.mark.parametrize(("name", "given", "surname"), PERSONS)
def test_person_names_fall_into_given_names_and_surname(name, given, surname):
    person = parse_person(name)
    assert (person.given, person.surname) == (given, surname)


SAME = [
    ("Emma Marsan", "E. Marsan", True),
    ("Emma Marsan", "EMMA MARSAN", True),
    ("Recep Aydin", "Recep Tarik Aydin", True),
    ("Najat Bellou-Kader", "Najat Bellou", True),
    ("Jean-Pierre Loiseau", "Jean Pierre Loiseau", True),
    ("Emma Marsan", "Paul Marsan", False),
    ("Emma Marsan", "Emma Loiseau", False),
    ("P. Marsan", "Emma Marsan", False),
]


@pytest.mark.parametrize(("one", "other", "same"), SAME)
def test_full_names_of_one_person(one, other, same):
    assert same_person(one, other) is same
    assert same_person(other, one) is same


SHORTER = [
    ("Marsan", "Emma Marsan", True),
    ("MARSAN", "Emma Marsan", True),
    ("Vaubrun", "Charles de Vaubrun", True),
    ("de Vaubrun", "Charles de Vaubrun", True),
    ("Guellec", "Jean-Marie Le Guellec", True),
    ("Han", "Han Do-yun", True),
    ("Emma", "Emma Marsan", False),
    ("Loiseau", "Emma Marsan", False),
]


@pytest.mark.parametrize(("short", "full", "fits"), SHORTER)
def test_a_surname_shortens_a_full_name(short, full, fits):
    assert shortens(short, full) is fits


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Aminata Sow", "f"),
        ("Jean-Marie Roy", "m"),
        ("Claude Roy", None),
        ("Zzyx Roy", None),
        ("Roy", None),
    ],
)
def test_gender_by_given_name(name, gender):
    assert given_gender(name) == gender


@pytest.mark.parametrize(
    ("acronym", "name", "fits"),
    [
        ("ORS", "Organisation régionale de la santé", True),
        ("ORDS", "Office rural des semences", True),
        ("FPD", "Front pour le droit", True),
        ("ORS", "Office des routes", False),
        ("Ors", "Organisation régionale de la santé", False),
    ],
)
def test_acronyms_are_initials(acronym, name, fits):
    assert abbreviates(acronym, name) is fits


def test_a_key_unites_variants():
    assert name_key("Les Échos du Lac") == name_key("échos du lac")
    assert name_key("Val-d’Orve") == name_key("VAL D'ORVE")
    assert name_key("La") == "la"


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_string_breaks_the_names(one, other):
    parse_person(one)
    assert same_person(one, other) == same_person(other, one)
    shortens(one, other)
    abbreviates(one, other)
    assert not is_acronym(one) or one == one.upper()


@pytest.mark.parametrize(
    ("word", "role", "gender", "plural"),
    [
        ("ministre", "ministre", None, False),
        ("Présidente", "president", "f", False),
        ("ex-maire", "maire", None, False),
        ("procureurs", "procureur", "m", True),
    ],
)
def test_role_nouns(word, role, gender, plural):
    noun = person_role(word)
    assert (noun.role, noun.gender, noun.plural) == (role, gender, plural)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("ministère", "organisation"),
        ("syndicat", "organisation"),
        ("syndicats", "group"),
        ("témoins", "group"),
        ("communiqué", "document"),
        ("chaise", None),
    ],
)
def test_kinds_of_source_nouns(word, kind):
    assert noun_kind(word) == kind


def test_countries_by_name_capital_and_gentile():
    assert country_of_place("l'Azerbaïdjan") == "AZ"
    assert country_of_place("COTE D'IVOIRE") == "CI"
    assert country_of_place("Nairobi") == "KE"
    assert country_of_place("Brivel") is None
    assert country_of_gentile("Arméniens") == "AM"


# text, the recogniser's spans, the mentions that stay
CLEANED = [
    ("Le pont est sûr, a affirmé l'OTRAN lundi.", "ORG OTRAN lundi", ["ORG OTRAN"]),
    ("M. Roy est venu.", "PER M. Roy", ["PER Roy"]),
    ("Le président russe est venu.", "PER Le président russe", []),
    ("On a vu le président Anton Revik.", "PER président Anton Revik", ["PER Anton Revik"]),
    ("Hier, L'homme a fui.", "PER L'homme", []),
    ("Les Arméniens sont partis.", "LOC Arméniens", []),
    ("Il vit dans le district d'Aval.", "LOC district d'", []),
    ("Elle vit dans la région du Karabakh.", "LOC région du Karabakh", ["LOC Karabakh"]),
    (
        "AZERBAÏDJAN - ARMÉNIE : la paix",
        "LOC AZERBAÏDJAN - ARMÉNIE",
        ["LOC AZERBAÏDJAN", "LOC ARMÉNIE"],
    ),
    (
        "Les villes de Brivel, Orsanne et Tauve.",
        "LOC Brivel, Orsanne",
        ["LOC Brivel", "LOC Orsanne"],
    ),
    ("Il a pris l'avion pour l'Arménie.", "LOC l'Arménie", ["LOC Arménie"]),
    ("Rassemblement à midi.", "ORG Rassemblement", []),
    ("Le soir, La Haye dort.", "LOC La Haye", ["LOC La Haye"]),
    (
        "Il vante le ministère de la Défense de l'Azerbaïdjan.",
        "ORG ministère de la Défense; LOC Azerbaïdjan",
        ["ORG ministère de la Défense de l'Azerbaïdjan"],
    ),
    ("Le ministre chinois parle.", "ORG ministre chinois", []),
    ("Vu à Brivel\nLoin d'ici.", "LOC Brivel\nLoin", ["LOC Brivel"]),
]


@pytest.mark.parametrize(("text", "spans", "expected"), CLEANED)
def test_mentions_are_brought_to_the_bounds_of_names(text, spans, expected):
    view = view_of(doc_of(text, spans))
    found = clean_mentions(view)
    assert [f"{m.label} {m.text(view)}" for m in found] == expected


# text, the person, the roles with role noun, gender, country
ROLES = [
    (
        "Le président russe Anton Revik parle.",
        "Anton Revik",
        [("président russe", "president", "m", "RU")],
    ),
    (
        "Il a vu la ministre des Sports, Jeanne Roy, hier.",
        "Jeanne Roy",
        [("ministre des Sports", "ministre", "f", None)],
    ),
    (
        "Jeanne Roy, maire de Brivel, est venue.",
        "Jeanne Roy",
        [("maire de Brivel", "maire", None, None)],
    ),
    (
        "Paul Roy (PDR), ancien préfet de la Tauve, est venu.",
        "Paul Roy",
        [("ancien préfet de la Tauve", "prefet", "m", None)],
    ),
    (
        "Le directeur de cabinet du maire, Paul Roy, a signé.",
        "Paul Roy",
        [("directeur de cabinet du maire", "directeur", "m", None)],
    ),
    (
        "Le porte-parole du président Anton Revik a signé.",
        "Anton Revik",
        [("président", "president", "m", None)],
    ),
    (
        "Le porte-parole du groupe, le capitaine Paul Roy, a signé.",
        "Paul Roy",
        [
            ("capitaine", "capitaine", "m", None),
            ("porte-parole du groupe", "porte-parole", "m", None),
        ],
    ),
    ("Le chef du gouvernement Paul Roy est là.", "Paul Roy", [("premier ministre",)]),
    ("L'avocat des parents Roy est venu.", "Roy", []),
    ("Selon le ministre, Paul Roy a menti.", "Paul Roy", []),
    ("Paul Roy, juge ces demandes absurdes.", "Paul Roy", []),
    ("Le maire a parlé à Paul Roy.", "Paul Roy", []),
    ("La voisine a prévenu Paul Roy mardi.", "Paul Roy", []),
    ("Le parquet a accusé Paul Roy de fraude.", "Paul Roy", []),
    ("La ligue accuse Paul Roy de fraude.", "Paul Roy", []),
    ("La cour a jugé Paul Roy en mars.", "Paul Roy", []),
    ("La cour a condamné Paul Roy hier.", "Paul Roy", []),
    ("Les habitants ont élu Paul Roy dimanche.", "Paul Roy", []),
    ("L'équipe a délégué Paul Roy au stand.", "Paul Roy", []),
    ("Jugé à Brivel, Paul Roy a été relaxé.", "Paul Roy", []),
    ("En milieu d'après-midi, Paul Roy a marqué.", "Paul Roy", []),
    ("Le voisin d' Anna Roy est venu.", "Anna Roy", []),
    ("Le voisin d'Anna Roy est venu.", "Anna Roy", []),
    ("L'élu Paul Roy est venu.", "Paul Roy", [("élu", "elu", "m", None)]),
    ("Le juge Paul Roy est venu.", "Paul Roy", [("juge", "juge", "m", None)]),
    ("LE DEPUTE PAUL ROY EST VENU.", "PAUL ROY", [("DEPUTE", "depute", "m", None)]),
]


@pytest.mark.parametrize(("text", "person", "expected"), ROLES)
def test_roles_beside_names(text, person, expected):
    view = view_of(doc_of(text, f"PER {person}"))
    mention = clean_mentions(view)[0]
    roles = find_roles(view, mention, frozenset([mention.first]))
    if expected and len(expected[0]) == 1:
        assert [(role.role,) for role in roles] == expected
    else:
        assert [(r.text(view), r.role, r.gender, r.country) for r in roles] == expected
