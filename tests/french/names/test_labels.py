"""One label for one name: by votes, and by what the words around a mention say."""

import pytest

from pipeline.french.names.labels import agree_on_labels
from pipeline.french.names.mentions import Entry, Mention, clean_mentions
from pipeline.french.view import view_of
from tests.french.tagged import doc_of


def agreed(text, spans):
    """Label and name of each mention of the recogniser after the vote."""
    view = view_of(doc_of(text, spans))
    mentions = agree_on_labels(view, clean_mentions(view))
    return [f"{m.label} {m.text(view)}" for m in mentions]


def voted(text, *labels):
    """The labels of « Tavex » in a text after the vote, the recogniser's being `labels`."""
    view = view_of(doc_of(text))
    places = [p for p, word in enumerate(view.low) if word == "tavex"]
    mentions = [Mention(i, i + 1, label) for i, label in zip(places, labels, strict=True)]
    return [m.label for m in agree_on_labels(view, mentions)]


# text, the recogniser's labels of « Tavex », the label of all
VOTES = [
    ("On suit Tavex. Puis Tavex a ri. Ici, Tavex dort.", ["ORG", "LOC", "ORG"], "ORG"),
    ("On suit Tavex. Puis Tavex a ri. Ici, Tavex dort.", ["LOC", "LOC", "ORG"], "LOC"),
    ("On suit Tavex. Puis Tavex a ri. Ici, Tavex dort.", ["LOC", "ORG", "LOC"], "LOC"),
    ("On suit TAVEX. Puis Tavex a ri. Ici, Tavex dort.", ["PER", "LOC", "LOC"], "LOC"),
    ("On lit le quotidien Tavex. Puis Tavex a ri. Ici, Tavex dort.", ["PER", "PER", "PER"], "ORG"),
    ("On vit en Tavex. Puis Tavex a ri.", ["ORG", "ORG"], "LOC"),
]


@pytest.mark.parametrize(("text", "labels", "expected"), VOTES)
def test_one_name_has_one_label(text, labels, expected):
    assert voted(text, *labels) == [expected] * len(labels)


def test_names_vote_apart():
    spans = "LOC Brivanne; ORG Orvex"
    assert agreed("On suit Brivanne et Orvex.", spans) == ["LOC Brivanne", "ORG Orvex"]


# In the tables below: text, the recogniser's spans, the mentions with their labels.

PERSONS = [
    ("Mme Corvane a ri. Puis Corvane dort.", "PER Mme Corvane; LOC Corvane", ["PER Corvane"] * 2),
    (
        "M. Corvane a ri. On suit Corvane. Puis Corvane dort. Ici, Corvane rit.",
        "PER M. Corvane; ORG Corvane",
        ["PER Corvane"] * 4,
    ),
    (
        "Le gouverneur de l'Orve, Zorvan Tavex, a ri.",
        "LOC Zorvan Tavex",
        ["PER Zorvan Tavex"],
    ),
    ("Hier, le maire Paul Tavex a ri.", "ORG Paul Tavex", ["PER Paul Tavex"]),
    (
        "Le préfet Zorvan Tavex a ri. On suit Zorvan Tavex. Puis Zorvan Tavex dort.",
        "PER préfet Zorvan Tavex; LOC Zorvan Tavex",
        ["PER Zorvan Tavex"] * 3,
    ),
    ("Hier, Zorvan Tavex a ri.", "LOC Zorvan Tavex", ["LOC Zorvan Tavex"]),
    ("On regarde Tavex 24 ici.", "PER Tavex 24", ["ORG Tavex 24"]),
]

BODIES = [
    ("Elle lit le quotidien Tavex.", "PER Tavex", ["ORG Tavex"]),
    ("Elle lit le quotidien, Tavex, ici.", "PER Tavex", ["ORG Tavex"]),
    ("Selon l'agence Tavex, il pleut.", "LOC Tavex", ["ORG Tavex"]),
    ("Selon l'agence de presse Tavex, il pleut.", "PER Tavex", ["ORG Tavex"]),
    ("Selon la chaîne publique Zorvan Tavex, il pleut.", "PER Zorvan Tavex", ["ORG Zorvan Tavex"]),
    ("Hier, le parti Tavex a gagné.", "PER Tavex", ["ORG Tavex"]),
    ("Hier, l'animateur de radio Jean Corvane a ri.", "PER Jean Corvane", ["PER Jean Corvane"]),
    ("Hier, l'animateur de radio Zorvan Tavex a ri.", "PER Zorvan Tavex", ["PER Zorvan Tavex"]),
    ("Selon l'association, Odile Tavex a ri.", "PER Odile Tavex", ["PER Odile Tavex"]),
    ("La directrice du site, Zorvane Tavex, a ri.", "PER Zorvane Tavex", ["PER Zorvane Tavex"]),
    ("Elle lit le Quotidien Tavex.", "PER Tavex", ["PER Tavex"]),
    ("Hier, le voisin Tavex a ri.", "PER Tavex", ["PER Tavex"]),
]

SEATS = [
    ("La région du Tavor vote.", "PER Tavor", ["LOC Tavor"]),
    ("Hier, la province d'Orvanne vote.", "ORG Orvanne", ["LOC Orvanne"]),
    ("Hier, le parquet de Brivel a fermé.", "ORG Brivel", ["LOC Brivel"]),
    ("Hier, le tribunal judiciaire de Brivel a fermé.", "PER Brivel", ["LOC Brivel"]),
    ("Hier, le pont de Brivel a cédé.", "PER Brivel", ["LOC Brivel"]),
    ("Hier, le lycée d'Orvanne a fermé.", "ORG Orvanne", ["LOC Orvanne"]),
    ("Hier, les habitants de Brivel ont ri.", "ORG Brivel", ["LOC Brivel"]),
    ("Hier, le maire de M. Tavex a ri.", "PER M. Tavex", ["PER Tavex"]),
    ("Hier, le maire de Paul Corvane a ri.", "PER Paul Corvane", ["PER Paul Corvane"]),
    ("Hier, le vélo de Tavex a cédé.", "PER Tavex", ["PER Tavex"]),
    ("Hier, le maire appelle Tavex.", "PER Tavex", ["PER Tavex"]),
    ("Elle vit en Brivonie.", "ORG Brivonie", ["LOC Brivonie"]),
    ("Elle croit en l'OTRAN et en CGTV.", "ORG CGTV", ["ORG CGTV"]),
]

LISTS = [
    (
        "On roule de Brivel à Orsanne à Tauve.",
        "LOC Brivel; PER Orsanne; LOC Tauve",
        ["LOC Brivel", "PER Orsanne", "LOC Tauve"],
    ),
    (
        "Les villes de Brivel, Orsanne et Tauve votent.",
        "ORG Brivel; PER Orsanne; ORG Tauve",
        ["LOC Brivel", "LOC Orsanne", "LOC Tauve"],
    ),
    (
        "Les villages de Brivel et d'Orsanne votent.",
        "PER Brivel; ORG Orsanne",
        ["LOC Brivel", "LOC Orsanne"],
    ),
    (
        "On a dansé à Brivel, à Orsanne et à Tauve.",
        "LOC Brivel; PER Orsanne; LOC Tauve",
        ["LOC Brivel", "LOC Orsanne", "LOC Tauve"],
    ),
    (
        "On a vu Brivel, Orsanne et Tauve.",
        "LOC Brivel; PER Orsanne; PER Tauve",
        ["LOC Brivel", "PER Orsanne", "PER Tauve"],
    ),
    ("On a vu Brivel et Orsanne.", "LOC Brivel; PER Orsanne", ["LOC Brivel", "PER Orsanne"]),
    (
        "On a vu Brivel, Orsanne et Paul Corvane.",
        "LOC Brivel; LOC Orsanne; PER Paul Corvane",
        ["LOC Brivel", "LOC Orsanne", "PER Paul Corvane"],
    ),
    (
        "On a vu Brivel, puis hier encore Orsanne et Tauve.",
        "LOC Brivel; PER Orsanne; LOC Tauve",
        ["LOC Brivel", "PER Orsanne", "LOC Tauve"],
    ),
]

COUNTRIES = [
    ("La Norvège a ri. Puis la Norvège dort.", "ORG Norvège", ["LOC Norvège"] * 2),
    ("Selon l'agence Norvège, il pleut.", "ORG Norvège", ["LOC Norvège"]),
    ("Mme Norvège a ri.", "PER Mme Norvège", ["LOC Norvège"]),
]

SURNAMES = [
    ("Odile Ferrier a ri. Puis Ferrier dort.", "PER Odile Ferrier; LOC Ferrier", "Ferrier", "PER"),
    (
        "Odile Ferrier a ri. Puis FERRIER dort. Ici, Ferrier rit.",
        "PER Odile Ferrier; ORG Ferrier; ORG FERRIER",
        "Ferrier",
        "PER",
    ),
    ("Zorvan Tavex a ri. Puis Tavex dort.", "PER Zorvan Tavex; LOC Tavex", "Tavex", "LOC"),
    (
        "Le préfet Zorvan Tavex a ri. Puis Tavex dort.",
        "PER Zorvan Tavex; LOC Tavex",
        "Tavex",
        "PER",
    ),
    ("Odile Oslo a ri. Puis Oslo dort.", "PER Odile Oslo; LOC Oslo", "Oslo", "LOC"),
    ("Odile Ferrier a ri. Puis Tavex dort.", "PER Odile Ferrier; LOC Tavex", "Tavex", "LOC"),
]


@pytest.mark.parametrize(("text", "spans", "expected"), PERSONS)
def test_a_title_or_a_role_makes_a_person(text, spans, expected):
    assert agreed(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), BODIES)
def test_a_noun_of_bodies_before_a_name_makes_a_body(text, spans, expected):
    assert agreed(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), SEATS)
def test_a_noun_of_regions_or_seats_before_a_name_makes_a_place(text, spans, expected):
    assert agreed(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), LISTS)
def test_the_items_of_a_list_of_places_are_places(text, spans, expected):
    assert agreed(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), COUNTRIES)
def test_a_country_is_always_a_place(text, spans, expected):
    assert agreed(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "surname", "label"), SURNAMES)
def test_a_surname_follows_its_full_name(text, spans, surname, label):
    alone = [item for item in agreed(text, spans) if item.split(" ", 1)[1].title() == surname]
    assert {item.split()[0] for item in alone} == {label}


def test_the_gazetteers_label_wins_over_all_votes():
    view = view_of(doc_of("Elle lit le quotidien Tavex. Puis Tavex a ri. Ici, Tavex dort."))
    entry = Entry("Tavex", ("Tavex",), "LOC", None)
    places = [p for p, word in enumerate(view.low) if word == "tavex"]
    mentions = [Mention(i, i + 1, "ORG", entry=entry if i == places[1] else None) for i in places]
    assert [m.label for m in agree_on_labels(view, mentions)] == ["LOC"] * 3


def test_only_labels_change():
    view = view_of(doc_of("Mme Corvane a ri. Puis Corvane dort.", "PER Mme Corvane; LOC Corvane"))
    before = clean_mentions(view)
    after = agree_on_labels(view, before)
    assert [(m.first, m.last, m.title) for m in after] == [
        (m.first, m.last, m.title) for m in before
    ]
