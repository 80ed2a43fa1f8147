"""Names known beforehand: invented gazetteers, the shipped one, the list of countries."""

from collections import Counter

import pytest
from babel import Locale

from pipeline.errors import LexiconError
from pipeline.french.lexicon_files import parse
from pipeline.french.lexicons import load_lexicon
from pipeline.french.names import gazetteer
from pipeline.french.names.gazetteer import entity_id, known_names, names_by_id
from pipeline.french.names.mentions import clean_mentions
from pipeline.french.names.names import given_names
from pipeline.french.names.nations import is_gentile, known_places
from pipeline.french.names.resolve import find_chains
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.text import fold, normalise
from pipeline.french.view import view_of
from tests.french.tagged import doc_of

COLUMNS = ("name", "variants", "label", "country")
INVENTED = [
    ("Éveil d'Orvanne", "ÉDO|Eveil orvois", "ORG", "NO"),
    ("Orvanne", "-", "LOC", "NO"),
    ("Odile Ferrier-Tavex", "la Dame du Port|OFT", "PER", "BE"),
    ("Assemblée orvoise", "-", "ORG", "-"),
    ("Assemblée orvoise du Nord", "-", "ORG", "-"),
    ("Pour demain", "-", "ORG", "-"),
]


def forget():
    """Drop what is cached of a gazetteer."""
    gazetteer._gazetteer.cache_clear()
    names_by_id.cache_clear()


@pytest.fixture
def load(monkeypatch):
    """A function that makes rows of cells the gazetteer of this test."""

    def replace(rows):
        lines = ["\t".join(cells) for cells in (COLUMNS, *rows)]
        lexicon = parse("entities", "\n".join(lines))
        monkeypatch.setattr(gazetteer, "load_lexicon", {"entities": lexicon}.__getitem__)
        forget()

    yield replace
    forget()


@pytest.fixture
def invented(load):
    load(INVENTED)


def known(text, spans=""):
    """Label and name of the recogniser's mentions and the known ones, * where a line knows it."""
    view = view_of(doc_of(text, spans))
    mentions = known_names(view, clean_mentions(view))
    return [f"{'*' if m.entry else ''}{m.label} {m.text(view)}" for m in mentions]


def chains(text, spans=""):
    """Label and the gazetteer's name (else the text's) → country and mentions as written."""
    return {
        f"{c.label} {names_by_id().get(c.entity_id, c.name)}": (
            c.country,
            [text[start:end] for start, end in c.mentions],
        )
        for c in find_chains(doc_of(text, spans))
    }


# text, mentions found without any recogniser
FOUND = [
    ("Hier, Éveil d'Orvanne a gagné.", ["*ORG Éveil d'Orvanne"]),
    ("HIER, ÉVEIL D'ORVANNE A GAGNÉ", ["*ORG ÉVEIL D'ORVANNE"]),
    ("HIER, EVEIL D'ORVANNE A GAGNE", ["*ORG EVEIL D'ORVANNE"]),
    ("Hier, Eveil d'Orvanne a gagné.", ["*ORG Eveil d'Orvanne"]),
    ("Hier, Éveil d’Orvanne a gagné.", ["*ORG Éveil d’Orvanne"]),
    ("Hier, Éveil\u00a0d'Orvanne a gagné.", ["*ORG Éveil d'Orvanne"]),
    ("ÉDO perd. L'EDO aussi.", ["*ORG ÉDO", "*ORG EDO"]),
    ("Eveil orvois perd.", ["*ORG Eveil orvois"]),
    ("L'Assemblée orvoise du Nord perd.", ["*ORG Assemblée orvoise du Nord"]),
    ("On a vu la Dame du Port ici.", ["*PER la Dame du Port"]),
    ("(OFT) Orvanne dort.", ["*PER OFT", "*LOC Orvanne"]),
    ("Elle vote « Pour demain » ici.", ["*ORG Pour demain"]),
]

NOT_FOUND = [
    "Hier, l'éveil d'Orvannes a duré.",
    "Orvannette dort.",
    "L'OFTA dort.",
    "On verra pour demain.",
    "On a vu la dame du port ici.",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_a_new_name_is_found_in_running_text(invented, text, expected):
    assert known(text) == expected


@pytest.mark.parametrize("text", NOT_FOUND)
def test_only_whole_words_as_written_count(invented, text):
    assert known(text) == []


def test_a_name_is_unknown_without_its_line(load):
    load(INVENTED[2:])
    assert known("Hier, Éveil d'Orvanne a gagné.") == []


def test_a_gazetteer_may_be_of_one_line(load):
    load(INVENTED[1:2])
    assert known("Orvanne dort.") == ["*LOC Orvanne"]


# text, the recogniser's spans, the mentions
OVER_THE_RECOGNISER = [
    ("Hier, Éveil d'Orvanne a gagné.", "PER Éveil d'Orvanne", ["*ORG Éveil d'Orvanne"]),
    ("Hier, Éveil d'Orvanne a gagné.", "LOC Orvanne", ["*ORG Éveil d'Orvanne"]),
    ("Hier, Éveil d'Orvanne a gagné.", "PER Éveil", ["*ORG Éveil d'Orvanne"]),
    ("On a vu Orvanne sourire.", "PER Orvanne", ["*LOC Orvanne"]),
    ("Il vit à Orvanne nord.", "ORG Orvanne nord", ["*LOC Orvanne"]),
    (
        "L'Assemblée orvoise provisoire vote.",
        "ORG Assemblée orvoise provisoire",
        ["*ORG Assemblée orvoise provisoire"],
    ),
]

INSIDE_A_LONGER_NAME = [
    ("L'Université d'Orvanne ferme.", "ORG Université d'Orvanne", ["ORG Université d'Orvanne"]),
    ("Il vit à Orvanne-la-Neuve.", "LOC Orvanne-la-Neuve", ["LOC Orvanne-la-Neuve"]),
    ("On a vu Paul Orvanne ici.", "PER Paul Orvanne", ["PER Paul Orvanne"]),
    ("On regarde Orvanne 24 ici.", "ORG Orvanne 24", ["ORG Orvanne 24"]),
    (
        "Paul Tavex vit à Orvanne.",
        "PER Paul Tavex; LOC Orvanne",
        ["PER Paul Tavex", "*LOC Orvanne"],
    ),
]


@pytest.mark.parametrize(("text", "spans", "expected"), OVER_THE_RECOGNISER)
def test_the_gazetteer_wins_over_the_recogniser(invented, text, spans, expected):
    assert known(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), INSIDE_A_LONGER_NAME)
def test_a_known_name_inside_a_longer_one_is_the_longer_one(invented, text, spans, expected):
    assert known(text, spans) == expected


# text, the recogniser's spans, the chains
ENTITIES = [
    (
        "Éveil d'Orvanne vote. EDO rit. L'Eveil orvois aussi.",
        "LOC EDO",
        {"ORG Éveil d'Orvanne": ("NO", ["Éveil d'Orvanne", "EDO", "Eveil orvois"])},
    ),
    (
        "Elle cite l'Eveil orvois.",
        "",
        {"ORG Éveil d'Orvanne": ("NO", ["Eveil orvois"])},
    ),
    (
        "On a vu la Dame du Port. Puis Odile Ferrier-Tavex a parlé.",
        "",
        {"PER Odile Ferrier-Tavex": ("BE", ["la Dame du Port", "Odile Ferrier-Tavex"])},
    ),
    (
        "Elle cite l'Assemblée orvoise.",
        "",
        {"ORG Assemblée orvoise": (None, ["Assemblée orvoise"])},
    ),
    ("Elle vit à Orvanne.", "PER Orvanne", {"LOC Orvanne": ("NO", ["Orvanne"])}),
]


@pytest.mark.parametrize(("text", "spans", "expected"), ENTITIES)
def test_variants_are_one_entity_with_the_lines_name_and_country(invented, text, spans, expected):
    assert chains(text, spans) == expected


def test_variants_share_an_id_across_documents(invented):
    (one,) = find_chains(doc_of("Éveil d'Orvanne vote."))
    (other,) = find_chains(doc_of("Elle cite l'Eveil orvois."))
    assert one.entity_id == other.entity_id == entity_id("ORG", "Éveil d'Orvanne")


def test_a_chain_has_the_name_that_its_text_has(invented):
    (chain,) = find_chains(doc_of("Elle cite l'Eveil orvois."))
    assert chain.name == "Eveil orvois"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("Éveil d'Orvanne", "-", "MOV", "NO"), "column 'label': 'MOV' is"),
        (("Éveil d'Orvanne", "-", "org", "NO"), "column 'label': 'org' is"),
        (("Éveil d'Orvanne", "-", "-", "NO"), "column 'label': '-' is"),
        (("Éveil d'Orvanne", "-", "ORG", "no"), "column 'country': 'no' is"),
        (("Éveil d'Orvanne", "-", "ORG", "NOR"), "column 'country': 'NOR' is"),
        (("Éveil d'Orvanne", "-", "ORG", "Norvège"), "column 'country': 'Norvège' is"),
    ],
)
def test_a_wrong_cell_is_an_error_that_names_the_line(load, row, told):
    with pytest.raises(LexiconError, match=f"line 3, {told}") as error:
        load([("Tavex", "-", "ORG", "-"), row])
    assert "line 2" not in str(error.value)


@pytest.mark.parametrize("none", ["-", ""])
def test_a_hyphen_or_nothing_stands_for_no_variants_and_no_country(load, none):
    load(
        [("Tavexie", none, "LOC", "-"), ("Orvanne", none, "LOC", none), ("Zorin", "-", "PER", "-")]
    )
    assert chains("Orvanne - ville du nord - dort.") == {"LOC Orvanne": (None, ["Orvanne"])}


# text, the recogniser's spans, the mentions
COUNTRIES = [
    ("Vive Cuba !", "", ["LOC Cuba"]),
    ("Match Norvège - Pérou hier.", "", ["LOC Norvège", "LOC Pérou"]),
    ("Il dirige Business France.", "", []),
    ("Il écoute France Musique.", "", []),
    ("Il vit à Oslo.", "", ["LOC Oslo"]),
    ("La Norvège et le Pérou votent.", "", ["LOC Norvège", "LOC Pérou"]),
    ("NORVÈGE : le vote", "", ["LOC NORVÈGE"]),
    ("NORVEGE : le vote", "", ["LOC NORVEGE"]),
    ("Il part en Côte d’Ivoire.", "", ["LOC Côte d’Ivoire"]),
    ("Le vote des Etats-Unis.", "", ["LOC Etats-Unis"]),
    ("Il vit à Pékin.", "", ["LOC Pékin"]),
    ("Il vit en République démocratique du Congo.", "", ["LOC République démocratique du Congo"]),
    ("Il cite la Norvège.", "LOC Norvège", ["LOC Norvège"]),
    ("L'ambassade de Norvège ferme.", "ORG ambassade de Norvège", ["ORG ambassade de Norvège"]),
    ("Elle gagne le Tour de France.", "", []),
    ("À Grenade, on danse.", "", []),
    ("On a vu Dominique et Victoria.", "", []),
    ("La norvégienne a gagné.", "", []),
    ("À Grenade, on danse.", "LOC Grenade", ["LOC Grenade"]),
]


@pytest.mark.parametrize(("text", "spans", "expected"), COUNTRIES)
def test_countries_and_capitals_are_known(load, text, spans, expected):
    load(INVENTED[:1])
    assert known(text, spans) == expected


def test_a_country_chains_under_its_code(load):
    load(INVENTED[:1])
    assert chains("Les Etats-Unis votent. Les États-Unis aussi.") == {
        "LOC Etats-Unis": ("US", ["Etats-Unis", "États-Unis"])
    }


SHIPPED = load_lexicon("entities")


def shipped_forms():
    for row in SHIPPED.rows:
        variants = [] if row["variants"] == "-" else row["variants"].split("|")
        for form in (row["name"], *variants):
            yield row["name"], form


def test_the_shipped_gazetteer_is_valid():
    forget()
    forms = gazetteer._gazetteer().entries
    assert {entry.name for entry in forms.values()} == SHIPPED.values("name")
    assert SHIPPED.columns == COLUMNS
    assert SHIPPED.values("country") - {"-"} <= Locale("fr").territories.keys()


def test_no_shipped_form_is_empty_or_padded():
    assert [form for _, form in shipped_forms() if not form or form != " ".join(form.split())] == []


def test_no_shipped_form_is_a_common_word():
    names, grammar = load_lexicon("name_words"), load_lexicon("function_words")
    small = {fold(word) for word in names.values("word") | grammar.values("word")}
    common = [
        form
        for _, form in shipped_forms()
        if fold(form) in small | given_names().keys()
        or person_role(form)
        or noun_kind(form)
        or is_gentile(form)
    ]
    # Bodies by a common noun with a capital, which is their name.
    assert set(common) <= {"Maison-Blanche", "Kremlin", "Matignon", "Pentagone"}


def test_shipped_forms_have_a_capital_but_those_that_are_written_so():
    assert {form for _, form in shipped_forms() if form.islower()} == {"franceinfo"}


def test_no_shipped_form_stands_in_two_lines():
    homes = {}
    for name, form in shipped_forms():
        homes.setdefault(fold(normalise(form)), set()).add(name)
    assert {form: names for form, names in homes.items() if len(names) > 1} == {}


def test_no_shipped_name_stands_twice():
    assert Counter(row["name"] for row in SHIPPED.rows).most_common(1)[0][1] == 1


def test_no_shipped_form_is_a_country():
    countries = {fold(name) for name in known_places()}
    assert [form for _, form in shipped_forms() if fold(form) in countries] == []
