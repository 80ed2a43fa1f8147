"""A date between a verb of saying and its subject or object hides neither."""

import pytest

from tests.french.quotes.quotes_support import found

DATES = [
    "jeudi 12 mars",
    "lundi 4 janvier 2021",
    "mercredi 1er juillet",
    "ce mardi 3 février",
    "le 5 mai dernier",
    "dimanche 14 au soir",
    "hier soir, vers 20 h 30,",
    "le week-end dernier",
    "samedi 8 avril en fin de journée",
    "mardi matin 5 octobre",
    "jeudi 07/03/2019",
    "en milieu d'après-midi",
]


@pytest.mark.parametrize("date", DATES)
def test_the_subject_behind_a_date(date):
    text = f"Le bac restera à quai, a annoncé {date} la préfecture de la Vernaine."
    content = "Le bac restera à quai"
    assert found(text) == [("indirect", content, "annoncé", "la préfecture de la Vernaine")]


@pytest.mark.parametrize("date", DATES)
def test_a_person_with_a_title_behind_a_date(date):
    text = f"« Nous avons tout perdu », a déclaré {date} M. Aldric Vannier devant la presse."
    assert found(text) == [("direct", "Nous avons tout perdu", "déclaré", "M. Aldric Vannier")]


@pytest.mark.parametrize("date", [date for date in DATES if not date.endswith(",")])
def test_the_clause_behind_a_date_and_a_medium(date):
    text = f"La ministre Ada Servin a affirmé {date} sur Radio Lacombe que le barrage tiendrait."
    content = "le barrage tiendrait"
    assert found(text) == [("indirect", content, "affirmé", "La ministre Ada Servin")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("« On verra bien », sourit à moitié Loïc, 17 ans.", "Loïc"),
        ("« On verra bien », sourit Loïc, 17 ans.", "Loïc"),
        ("« C'est fini », a dit 24 heures plus tard l'ingénieur Paul Ramond.", "Paul Ramond"),
        ("« C'est fini », a reconnu à l'issue du vote Bruno, dépité.", "Bruno"),
    ],
)
def test_ages_and_durations_are_no_dates_and_nobody(text, speaker):
    ((kind, _, _, source),) = found(text)
    assert kind == "direct"
    assert source is not None and source.endswith(speaker)


def test_a_date_in_the_source_belongs_to_it():
    text = "Selon les organisateurs de la marche du 12 mars, le cortège a réuni tout le bourg."
    ((_, _, cue, source),) = found(text)
    assert (cue, source) == ("Selon", "les organisateurs de la marche du 12 mars")
