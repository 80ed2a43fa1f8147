"""Which spans of a recogniser are names at all, and what they take from the words around them."""

import pytest

from pipeline.french.names.mentions import clean_mentions
from pipeline.french.view import view_of
from tests.french.tagged import doc_of


def cleaned(text, spans):
    """Label and name of each mention that the recogniser's spans leave."""
    view = view_of(doc_of(text, spans))
    return [f"{m.label} {m.text(view)}" for m in clean_mentions(view)]


# In all tables: text, the recogniser's spans, the mentions that stay.

FAMILIES = [
    ("La famille Le Guirec part.", "PER Le Guirec", []),
    ("Hier, la famille Corvane a porté plainte.", "PER Corvane", []),
    ("Hier, les Corvane ont porté plainte.", "PER Corvane", []),
    ("Il en veut aux Corvane.", "PER Corvane", []),
    ("Les frères Corvane jouent.", "PER Corvane", []),
    ("Les soeurs Corvane jouent.", "PER Corvane", []),
    ("Les sœurs Corvane jouent.", "PER Corvane", []),
    (
        "Les frères Jean et Luc Corvane jouent.",
        "PER Jean; PER Luc Corvane",
        ["PER Jean", "PER Luc Corvane"],
    ),
    ("La famille de Corvane a porté plainte.", "PER Corvane", ["PER Corvane"]),
    ("La famille de M. Corvane a porté plainte.", "PER M. Corvane", ["PER Corvane"]),
    ("Ils aiment les Corvalains.", "ORG Corvalains", ["ORG Corvalains"]),
]

INHABITANTS = [
    ("Selon les Orvosiens, tout va.", "ORG Orvosiens", []),
    ("Hier, les Norvégiens ont voté.", "LOC Norvégiens", []),
    ("Une Norvégienne a gagné.", "PER Norvégienne", []),
    ("On a vu des Brivelois en ville.", "LOC Brivelois", []),
    ("Ces Orvanniens ont voté.", "PER Orvanniens", []),
    ("Deux Tavoraises ont voté.", "PER Tavoraises", []),
    ("Il a parlé aux Orsannois.", "LOC Orsannois", []),
    ("Il parle avec les Réformains.", "ORG Réformains", ["ORG Réformains"]),
    ("On a vu Brivelois en ville.", "PER Brivelois", ["PER Brivelois"]),
    ("On a vu M. Norvégien en ville.", "PER M. Norvégien", ["PER Norvégien"]),
    ("La Norvégienne Odile Tavex a gagné.", "LOC Norvégienne Odile Tavex", ["PER Odile Tavex"]),
]

FUNCTIONS = [
    ("La ministre Odile Corvane parle.", "LOC ministre Odile Corvane", ["PER Odile Corvane"]),
    ("Hier, le Secrétaire d'État a parlé.", "ORG Secrétaire d'État", []),
    ("Hier, le Président de la République a parlé.", "ORG Président de la République", []),
    ("Hier, le chef de l'État a parlé.", "ORG chef de l'État", []),
    ("Hier, l'État a perdu.", "ORG État", []),
    ("Le président de la Norvège a parlé.", "PER président de la Norvège", ["LOC Norvège"]),
    ("Le président d’Arménie a parlé.", "PER Le président d’Arménie", ["LOC Arménie"]),
    ("Le maire de Brivel a parlé.", "PER maire de Brivel", []),
    ("Le président des Philippines a parlé.", "PER président des Philippines", ["LOC Philippines"]),
    ("Hier, General Tavex a fermé.", "ORG General Tavex", ["ORG General Tavex"]),
    ("Hier, Capitaine Malo a fermé.", "ORG Capitaine Malo", ["ORG Capitaine Malo"]),
    ("Hier, le Conseil d'État a jugé.", "ORG Conseil d'État", ["ORG Conseil d'État"]),
    ("Le Conseil de l'Orvanne siège.", "ORG Conseil de l'Orvanne", ["ORG Conseil de l'Orvanne"]),
]

LOWER_CASE = [
    ("Hier, l'armée brivonienne a tiré.", "ORG armée brivonienne", ["ORG armée brivonienne"]),
    ("Hier, la marine orvoise a tiré.", "ORG marine orvoise", ["ORG marine orvoise"]),
    ("Il saisit le conseil de sécurité.", "ORG conseil de sécurité", ["ORG conseil de sécurité"]),
    ("Hier, l'armée brivonienne a tiré.", "LOC armée brivonienne", []),
    ("Hier, l'armée brivonienne a tiré.", "ORG armée", []),
    ("Le gouvernement brivonien a tiré.", "ORG gouvernement brivonien", []),
    ("Hier, la police brivonienne a tiré.", "ORG police brivonienne", []),
    ("Il aime la soupe brivonienne.", "ORG soupe brivonienne", []),
]

COMMON_WORDS = [
    ("Barrage rompu hier. Le barrage a cédé.", "LOC Barrage", []),
    ("Ministre depuis hier, elle rit.", "PER Ministre", []),
    ("Mairie fermée, école ouverte.", "ORG Mairie", []),
    ("Elle", "PER Elle", []),
    ("Jamais plus, on rit.", "ORG Jamais plus", []),
    ("Corvane cuite. La corvane est un fruit.", "PER Corvane", []),
    ("Gendarme, il rit.", "LOC Gendarme", []),
    ("Brivel dort. Le temps passe.", "LOC Brivel", ["LOC Brivel"]),
    ("Oslo dort.", "LOC Oslo", ["LOC Oslo"]),
    ("L'agent X a parlé.", "PER X", []),
]

RACES = [
    ("Elle a gagné le Tour de France hier.", "LOC France", []),
    ("Elle a gagné le Tour de l'Avenir hier.", "LOC Avenir", []),
    ("Le Tour d'Espagne part demain.", "LOC Espagne", []),
    ("Elle a fait le tour de France.", "LOC France", ["LOC France"]),
    ("Elle vit en France.", "LOC France", ["LOC France"]),
    ("Le Tour France part demain.", "LOC France", ["LOC France"]),
]

STORMS = [
    ("Le cyclone tropical Zorine approche.", "PER Zorine", []),
    ("Hier, le cyclone Elvira a frappé.", "PER Elvira", []),
    ("Hier, l'ouragan Tavor a frappé.", "LOC Tavor", []),
    ("Hier, la tempête Zorine a frappé.", "LOC tempête Zorine", []),
    ("Hier, le typhon Orvan a frappé.", "PER typhon Orvan", []),
    ("Le Cyclone Orvan a gagné en basket.", "ORG Cyclone Orvan", ["ORG Cyclone Orvan"]),
    ("Après le cyclone, Elvira est revenue.", "PER Elvira", ["PER Elvira"]),
]

NAMED_AFTER_PERSONS = [
    ("Il vit avenue Paul-Corvane.", "PER Paul-Corvane", ["LOC avenue Paul-Corvane"]),
    ("Un colis à la gare Saint-Luc.", "LOC Saint-Luc", ["LOC gare Saint-Luc"]),
    ("Il vit boulevard Jean-Corvane.", "PER Jean-Corvane", ["LOC boulevard Jean-Corvane"]),
    ("Il vit rue Paul Corvane.", "PER Paul Corvane", ["LOC rue Paul Corvane"]),
    ("On danse place Odile Tavex ce soir.", "PER Odile Tavex", ["LOC place Odile Tavex"]),
    ("Il étudie au lycée Jeanne-Corvane.", "PER Jeanne-Corvane", ["ORG lycée Jeanne-Corvane"]),
    ("Elle dort à l'hôpital Paul-Tavex.", "PER Paul-Tavex", ["ORG hôpital Paul-Tavex"]),
    ("Un don de la fondation Odile Tavex.", "PER Odile Tavex", ["ORG fondation Odile Tavex"]),
    ("Il croit au destin de Paul Corvane.", "PER Paul Corvane", ["PER Paul Corvane"]),
    ("Dans la rue, Paul Corvane sourit.", "PER Paul Corvane", ["PER Paul Corvane"]),
]

INSTITUTIONS = [
    ("Lu dans La Voix de Brivel hier.", "LOC Brivel", ["ORG La Voix de Brivel"]),
    ("Il vit à Villard-Brivel.", "LOC Villard; LOC Brivel", ["LOC Villard-Brivel"]),
    ("Le vol Paris-Lima est plein.", "LOC Paris; LOC Lima", ["LOC Paris", "LOC Lima"]),
    (
        "Le Tavor brûle. La région du Tavor de l'Estonie aussi.",
        "LOC Tavor; LOC Tavor de l'Estonie",
        ["LOC Tavor", "LOC Tavor", "LOC Estonie"],
    ),
    ("Vu à la CFE-CGC.", "ORG CFE; ORG CGC", ["ORG CFE-CGC"]),
    ("Il vit à Brivel-sur-Tauve.", "LOC Brivel", ["LOC Brivel-sur-Tauve"]),
    (
        "Il a écrit au ministère de la Santé du Pérou.",
        "ORG ministère de la Santé; LOC Pérou",
        ["ORG ministère de la Santé du Pérou"],
    ),
    (
        "Il a écrit au Parlement des Pays-Bas.",
        "ORG Parlement; LOC Pays-Bas",
        ["ORG Parlement des Pays-Bas"],
    ),
    (
        "Il cite la Banque centrale de la Norvège.",
        "ORG Banque centrale; LOC Norvège",
        ["ORG Banque centrale de la Norvège"],
    ),
    (
        "Il cite la Banque centrale d’Arménie.",
        "ORG Banque centrale; LOC Arménie",
        ["ORG Banque centrale d’Arménie"],
    ),
    (
        "Il a écrit au Parlement de Brivel.",
        "ORG Parlement; LOC Brivel",
        ["ORG Parlement de Brivel"],
    ),
    (
        "Il a écrit au Parlement en Norvège.",
        "ORG Parlement; LOC Norvège",
        ["ORG Parlement", "LOC Norvège"],
    ),
    (
        "Il a écrit au Syndicat de Norvège.",
        "ORG Syndicat; LOC Norvège",
        ["ORG Syndicat de Norvège"],
    ),
    (
        "Il a écrit au PDR de Brivel.",
        "ORG PDR; LOC Brivel",
        ["ORG PDR", "LOC Brivel"],
    ),
]

CUT_OFF = [
    ("Hier, a dit Najat Vallon-Belkar.", "PER Vallon-Belkar", ["PER Najat Vallon-Belkar"]),
    ("On a vu la Tavorienne Roy.", "PER Roy", ["PER Roy"]),
    ("On a revu Zorvane Tavex ici.", "PER Tavex", ["PER Zorvane Tavex"]),
    ("On a revu Pieter De Gendelaar ici.", "PER Pieter De", ["PER Pieter De Gendelaar"]),
    ("On a revu Di Rovano ici.", "PER Rovano", ["PER Di Rovano"]),
    ("On a revu Zorvane Tavex ici.", "LOC Tavex", ["LOC Tavex"]),
    ("On a revu la Tavorienne Corvane ici.", "PER Corvane", ["PER Corvane"]),
    ("Vu à Orsanne Corvane et Tavex.", "LOC Orsanne; PER Corvane", ["LOC Orsanne", "PER Corvane"]),
    ("Zorvane Tavex est là.", "PER Tavex", ["PER Tavex"]),
    ("On a revu Ministre Corvane ici.", "PER Corvane", ["PER Corvane"]),
    ("On a revu PDR Corvane ici.", "PER Corvane", ["PER Corvane"]),
    ("On a revu Paris Corvane ici.", "PER Corvane", ["PER Corvane"]),
]


@pytest.mark.parametrize(("text", "spans", "expected"), FAMILIES)
def test_a_family_is_nobody(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), INHABITANTS)
def test_inhabitants_are_no_place(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), FUNCTIONS)
def test_an_office_is_nobodys_name(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), LOWER_CASE)
def test_names_have_a_capital_but_those_of_certain_bodies(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), COMMON_WORDS)
def test_a_common_word_that_opens_a_sentence_is_no_name(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), RACES)
def test_the_country_in_a_races_name_is_no_place(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), STORMS)
def test_a_storm_is_no_person_and_no_place(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), NAMED_AFTER_PERSONS)
def test_streets_and_houses_named_after_a_person(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), INSTITUTIONS)
def test_an_institution_takes_its_seat(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), CUT_OFF)
def test_a_person_takes_back_what_the_recogniser_cut_off(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(
    ("text", "span", "gender"),
    [
        ("On a vu Mme Corvane.", "PER Mme Corvane", "f"),
        ("On a vu Mme Corvane.", "PER Corvane", "f"),
        ("On a vu M. Corvane.", "PER Corvane", "m"),
    ],
)
def test_the_title_is_kept_apart(text, span, gender):
    view = view_of(doc_of(text, span))
    (mention,) = clean_mentions(view)
    assert (mention.text(view), mention.title.gender) == ("Corvane", gender)


def test_a_person_without_a_title_has_none():
    view = view_of(doc_of("On a vu Corvane.", "PER Corvane"))
    (mention,) = clean_mentions(view)
    assert mention.title is None


def test_offsets_are_those_of_the_name():
    text = "Hier, le maire Paul\n Corvane a ri."
    view = view_of(doc_of(text, "LOC le maire; ORG Corvane"))
    (mention,) = clean_mentions(view)
    start, end = mention.offsets(view)
    assert text[start:end] == "Corvane"
