"""Where names begin and end inside the spans of a recogniser: one table a rule."""

import pytest

from pipeline.french.names.mentions import clean_mentions
from pipeline.french.view import view_of
from tests.french.tagged import doc_of


def cleaned(text, spans):
    """Label and name of each mention that the recogniser's spans leave."""
    view = view_of(doc_of(text, spans))
    return [f"{m.label} {m.text(view)}" for m in clean_mentions(view)]


# In all tables: text, the recogniser's spans, the mentions that stay.

PARTICLES_KEPT = [
    ("Hier, Solène de Vaubrun a parlé.", "PER Solène de Vaubrun", ["PER Solène de Vaubrun"]),
    ("Pour lui, de Vaubrun a menti.", "PER de Vaubrun", ["PER de Vaubrun"]),
    ("On a revu du Parquier au port.", "PER du Parquier", ["PER du Parquier"]),
    ("Hier, Le Guirec a parlé.", "PER Le Guirec", ["PER Le Guirec"]),
    ("Le Guirec a parlé hier.", "PER Le Guirec", ["PER Le Guirec"]),
    ("Une lettre de La Fressange circule.", "PER La Fressange", ["PER La Fressange"]),
    ("Selon El Hazmi, tout va bien.", "PER El Hazmi", ["PER El Hazmi"]),
    ("On a vu al-Mardini à la gare.", "PER al-Mardini", ["PER al-Mardini"]),
    ("On a vu el-Hazmi à la gare.", "PER el-Hazmi", ["PER el-Hazmi"]),
    ("On a vu Tarek al-Mardini à la gare.", "PER Tarek al-Mardini", ["PER Tarek al-Mardini"]),
    ("Puis van der Hulst a gagné.", "PER van der Hulst", ["PER van der Hulst"]),
    ("Puis ben Lakhdar a gagné.", "PER ben Lakhdar", ["PER ben Lakhdar"]),
]

WORDS_BEFORE_PERSONS = [
    ("Hier, le Premier ministre a ri.", "PER le Premier ministre", []),
    ("Il a l'accord de Jeanne Corvane.", "PER de Jeanne Corvane", ["PER Jeanne Corvane"]),
    ("Il a l'accord de Mme Corvane.", "PER de Mme Corvane", ["PER Corvane"]),
    ("Il parle du préfet Corvane.", "PER du préfet Corvane", ["PER Corvane"]),
    ("Il parle de la ministre Corvane.", "PER la ministre Corvane", ["PER Corvane"]),
    ("Hier, la docteure Corvane a opéré.", "PER docteure Corvane", ["PER Corvane"]),
    ("Me Odile Corvane plaide.", "PER Me Odile Corvane", ["PER Odile Corvane"]),
    ("MM. Corvane et Tavex votent.", "PER MM. Corvane; PER Tavex", ["PER Corvane", "PER Tavex"]),
    ("L'ancien maire Paul Corvane vote.", "PER ancien maire Paul Corvane", ["PER Paul Corvane"]),
    ("L'ex-ministre Paul Corvane vote.", "PER ex-ministre Paul Corvane", ["PER Paul Corvane"]),
    ("On a vu le général Corvane.", "PER le général Corvane", ["PER Corvane"]),
    ("Et voilà Paul Corvane.", "PER Et voilà Paul Corvane", ["PER Paul Corvane"]),
    ("Hier, Corvane la ministre a ri.", "PER Corvane la ministre", ["PER Corvane"]),
    (
        "Hier, Tavex le maire Corvane a ri.",
        "PER Tavex le maire Corvane",
        ["PER Tavex", "PER Corvane"],
    ),
    ("On attend la sénatrice.", "PER la sénatrice", []),
    ("La Sénatrice attend.", "PER La Sénatrice", []),
]

HYPHENATED = [
    ("Park Seong-il est venu.", "PER Park Seong-il", ["PER Park Seong-il"]),
    ("On a vu Han Do-yun à Séoul.", "PER Han Do-yun", ["PER Han Do-yun"]),
    ("Le candidat Cho Ki-seong a gagné.", "PER Cho Ki-seong", ["PER Cho Ki-seong"]),
    ("Pour Baek Min-ji, rien ne presse.", "PER Baek Min-ji", ["PER Baek Min-ji"]),
    ("On attend Chen Li-hua ici.", "PER Chen Li-hua", ["PER Chen Li-hua"]),
    ("On attend Jean-Loup Corvane.", "PER Jean-Loup Corvane", ["PER Jean-Loup Corvane"]),
    ("Odile Ferrier-Tavex a voté.", "PER Odile Ferrier-Tavex", ["PER Odile Ferrier-Tavex"]),
    ("Il vit à Brivel-sur-Orve.", "LOC Brivel-sur-Orve", ["LOC Brivel-sur-Orve"]),
]

SENTENCE_OPENING_ARTICLES = [
    ("Le gouvernement a ri.", "ORG Le gouvernement", []),
    ("L'armée recule.", "ORG L'armée", []),
    ("Le Journal de Brivel ferme.", "ORG Le Journal de Brivel", ["ORG Le Journal de Brivel"]),
    ("Le Fanal révèle une affaire.", "ORG Le Fanal", ["ORG Le Fanal"]),
    ("Hier soir. La Gazette orvoise paraît.", "ORG La Gazette orvoise", ["ORG La Gazette orvoise"]),
    (
        "Les Nouvelles de Brivel ferment.",
        "ORG Les Nouvelles de Brivel",
        ["ORG Les Nouvelles de Brivel"],
    ),
    ("La Roquette dort.", "LOC La Roquette", ["LOC La Roquette"]),
    ("L'OTRAN tarde.", "ORG L'OTRAN", ["ORG OTRAN"]),
    ("La CGTV proteste.", "ORG La CGTV", ["ORG CGTV"]),
    ("Le Conseil d'Orvanne siège.", "ORG Le Conseil d'Orvanne", ["ORG Conseil d'Orvanne"]),
    ("La Banque orvoise prête.", "ORG La Banque orvoise", ["ORG Banque orvoise"]),
    ("La Norvège prête.", "LOC La Norvège", ["LOC Norvège"]),
    ("L’Azerbaïdjan hésite.", "LOC L’Azerbaïdjan", ["LOC Azerbaïdjan"]),
    ("Les Pays-Bas hésitent.", "LOC Les Pays-Bas", ["LOC Pays-Bas"]),
    ("À Brivel, on rit.", "LOC À Brivel", ["LOC Brivel"]),
    ("En Brivonie, on rit.", "LOC En Brivonie", ["LOC Brivonie"]),
]

CAPITALS_INSIDE_A_SENTENCE = [
    ("Elle parle pour En avant depuis Brivel.", "ORG En avant", ["ORG En avant"]),
    ("Ce livre, Le Fanal le vante.", "ORG Le Fanal", ["ORG Le Fanal"]),
    ("Ce soir, La Roquette dort.", "LOC La Roquette", ["LOC La Roquette"]),
    (
        "Elle rejoint En route pour Brivel.",
        "ORG En route pour Brivel",
        ["ORG En route pour Brivel"],
    ),
    ("Elle quitte En avant ! pour la mairie.", "ORG En avant !", ["ORG En avant !"]),
    ("Elle a fondé Pour Brivel hier.", "ORG Pour Brivel", ["ORG Pour Brivel"]),
    ("Elle a voté pour Brivex hier.", "ORG pour Brivex", ["ORG Brivex"]),
    ("Elle lit le Fanal.", "ORG le Fanal", ["ORG Fanal"]),
    ("Elle vit à l'Orvanne.", "LOC à l'Orvanne", ["LOC Orvanne"]),
]

COMMON_NOUNS = [
    ("Selon l'agence Brivapress, il pleut.", "ORG agence Brivapress", ["ORG Brivapress"]),
    ("Selon l'agence Brivapress, il pleut.", "ORG l'agence Brivapress", ["ORG Brivapress"]),
    ("Elle dirige le groupe Aérolux.", "ORG le groupe Aérolux", ["ORG Aérolux"]),
    ("Elle lit le quotidien Fanal.", "ORG quotidien Fanal", ["ORG Fanal"]),
    ("La chaîne Télé Orvanne ferme.", "ORG chaîne Télé Orvanne", ["ORG Télé Orvanne"]),
    ("Elle siège au Groupe Aérolux.", "ORG Groupe Aérolux", ["ORG Groupe Aérolux"]),
    ("La région du Tavor vote.", "LOC région du Tavor", ["LOC Tavor"]),
    ("On évacue le village d'Orsanne.", "LOC village d'Orsanne", ["LOC Orsanne"]),
    ("On évacue les villes de l'Orvanne.", "LOC villes de l'Orvanne", ["LOC Orvanne"]),
]

PRODUCTS = [
    ("Un Aérolux 737-500 est tombé.", "ORG Aérolux 737-500", ["ORG Aérolux"]),
    ("Un Aérolux A320 s'est posé.", "ORG Aérolux A320", ["ORG Aérolux"]),
    ("Deux Aérolux 737 volent.", "ORG Aérolux 737", ["ORG Aérolux"]),
    ("Un Aérolux A320neo volera.", "ORG Aérolux A320neo", ["ORG Aérolux"]),
    ("On regarde Télé Brivel 24 ici.", "ORG Télé Brivel 24", ["ORG Télé Brivel 24"]),
    ("On regarde Canal 5 ici.", "ORG Canal 5", ["ORG Canal 5"]),
    ("On suit la Route 366 ici.", "LOC Route 366", ["LOC Route 366"]),
]

TIMES = [
    ("Tout va bien, a dit l'OTRAN mardi.", "ORG OTRAN mardi", ["ORG OTRAN"]),
    ("Tout va bien, a dit la CGTV hier soir.", "ORG CGTV hier soir", ["ORG CGTV"]),
    ("On a dansé à Orsanne samedi.", "LOC Orsanne samedi", ["LOC Orsanne"]),
    ("On a vu Paul Corvane dimanche.", "PER Paul Corvane dimanche", ["PER Paul Corvane"]),
    (
        "Elle lit Le Courrier du dimanche.",
        "ORG Le Courrier du dimanche",
        ["ORG Le Courrier du dimanche"],
    ),
    ("Elle lit La Feuille du soir.", "ORG La Feuille du soir", ["ORG La Feuille du soir"]),
    ("Elle lit Brivel Matin.", "ORG Brivel Matin", ["ORG Brivel Matin"]),
]

MARKS = [
    ("Vu à Orsanne\nPaul est venu.", "LOC Orsanne\nPaul", ["LOC Orsanne", "LOC Paul"]),
    ("Vu avec Odile\n\nCorvane sourit.", "PER Odile\n\nCorvane", ["PER Odile", "PER Corvane"]),
    ("Brivel/Orsanne : match nul.", "LOC Brivel/Orsanne", ["LOC Brivel", "LOC Orsanne"]),
    ("Le match Brivel - Orsanne est fini.", "LOC Brivel - Orsanne", ["LOC Brivel", "LOC Orsanne"]),
    ("Le match Brivel – Orsanne est fini.", "LOC Brivel – Orsanne", ["LOC Brivel", "LOC Orsanne"]),
    ("Paul Corvane (PDR) a voté.", "PER Paul Corvane (PDR", ["PER Paul Corvane", "PER PDR"]),
    ("Elle lit « Le Fanal » ici.", "ORG « Le Fanal »", ["ORG Le Fanal"]),
    ("Elle aime Brivel, Orsanne.", "LOC Brivel, Orsanne.", ["LOC Brivel", "LOC Orsanne"]),
    ("Ils aiment Paul Corvane !", "PER Paul Corvane !", ["PER Paul Corvane"]),
]

BEHIND = [
    ("Paul Corvane demande-t-il trop ?", "PER Paul Corvane demande-t-il", ["PER Paul Corvane"]),
    ("Selon la procureure de la République de Brivel.", "LOC République de Brivel", ["LOC Brivel"]),
    ("Il demande : Paul Corvane dort-il ?", "PER Paul Corvane dort-il", ["PER Paul Corvane"]),
    ("Hier, Paul Corvane dit-il.", "PER Paul Corvane dit-il", ["PER Paul Corvane"]),
    ("La grève, Odile Tavex la veut-elle ?", "PER Odile Tavex la veut-elle", ["PER Odile Tavex"]),
    ("Tout va bien, l'OTRAN dit-elle.", "ORG OTRAN dit-elle", ["ORG OTRAN"]),
    ("La Cour des eaux dénonce un vol.", "ORG Cour des eaux dénonce", ["ORG Cour des eaux"]),
    ("Il vit dans le canton d'Aval.", "LOC canton d'", []),
    ("Le parti Brivex et la mairie votent.", "ORG Brivex et la", ["ORG Brivex"]),
    ("Le pape Tavin III prie.", "PER Tavin III", ["PER Tavin III"]),
    ("Hier, Paul Corvane sourit.", "PER Paul Corvane sourit", ["PER Paul Corvane"]),
]


@pytest.mark.parametrize(("text", "spans", "expected"), PARTICLES_KEPT)
def test_particles_stay_with_the_surname(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), WORDS_BEFORE_PERSONS)
def test_titles_functions_and_articles_stand_before_a_persons_name(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), HYPHENATED)
def test_hyphens_hold_a_name_together(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), SENTENCE_OPENING_ARTICLES)
def test_an_article_that_opens_a_sentence_stays_only_in_a_name(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), CAPITALS_INSIDE_A_SENTENCE)
def test_a_small_word_with_a_capital_inside_a_sentence_is_the_names(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), COMMON_NOUNS)
def test_common_nouns_stand_before_the_name(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), PRODUCTS)
def test_numbers_of_models_stand_behind_the_maker(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), TIMES)
def test_words_of_time_stand_behind_unless_the_name_has_them(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), MARKS)
def test_no_name_crosses_a_mark_or_a_line_end(text, spans, expected):
    assert cleaned(text, spans) == expected


@pytest.mark.parametrize(("text", "spans", "expected"), BEHIND)
def test_verbs_clitics_and_links_stand_behind(text, spans, expected):
    assert cleaned(text, spans) == expected
