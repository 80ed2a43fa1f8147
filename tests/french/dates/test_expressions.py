"""Time expressions among words: where they begin and end, and what is none."""

import datetime

import pytest

from pipeline.french.dates.expressions import find_times


def marked(text: str) -> str:
    """The words with each time expression in brackets."""
    words = text.split()
    for time in reversed(find_times(words)):
        words[time.start : time.end] = [f"[{' '.join(words[time.start : time.end])}]"]
    return " ".join(words)


@pytest.mark.parametrize(
    "text",
    [
        "a annoncé [jeudi 12 mars] la préfecture",
        "a annoncé [jeudi 12 mars 2020] la préfecture",
        "a indiqué [mercredi 1er juillet] M. Tarn",
        "a indiqué [le 1 er juillet] M. Tarn",
        "a indiqué [ce mardi 3 février] la maire",
        "a insisté [dimanche 14 au soir] le préfet",
        "a fait savoir [le 5 mai dernier] le rectorat",
        "dit [mardi matin 5 octobre] Ada Morel",
        "dit [jeudi 07/03/2019] Ada Morel",
        "ont affirmé [les 3 et 4 mai derniers] les ingénieurs",
        "a assuré [hier soir] , [vers 20 h 30] , Mme Odru",
        "a affirmé [samedi 8 avril en fin de journée] que",
        "a révélé [le week - end dernier] le journal",
        "a révélé [le week-end dernier] le journal",
        "a dit [l’ an dernier] le ministre",
        "a dit [l' année passée] le ministre",
        "a écrit en [janvier 2019] le maire",
        "dès [le 3 août] la station",
        "en [ce lundi de Pâques] Ada Morel",
        "a précisé dans [la nuit de samedi à dimanche] l' hôpital",
        "a précisé dans [la nuit de lundi 3 à mardi 4 mars] l' hôpital",
        "dans [la nuit du 3 au 4 mai] , un incendie",
        "en [la soirée du 3 mai] , un incendie",
        "[la nuit de samedi] a été longue",
        "a dit [la veille au soir] le capitaine",
        "a dit [le lendemain] le capitaine",
        "[le 2020-03-12] , la préfecture",
        "a dit [à 18h30] le capitaine",
        "[en milieu d' après-midi] la gendarmerie",
        "a dit [cette nuit] le capitaine",
        "[JEUDI 12 MARS] , la préfecture",
        "[jeudi 12 fevrier] , la préfecture",
    ],
)
def test_an_expression_is_found_whole(text):
    assert marked(text.replace("[", "").replace("]", "")) == text


@pytest.mark.parametrize(
    "text",
    [
        "12 personnes ont été blessées",
        "trois heures de débats",
        "le 17 est sorti",
        "la marche des fiertés",
        "le maire de Brivel",
        "en fin stratège , le préfet",
        "le dernier mot",
        "un mai ensoleillé",
        "à 30 kilomètres",
        "vers la sortie",
        "la nuit de Brivel",
        "une veille sanitaire",
    ],
)
def test_other_numbers_and_words_are_none(text):
    assert marked(text) == text


def test_a_number_behind_a_weekday_that_counts_something_stays_outside():
    assert marked("mardi 14 personnes ont défilé") == "[mardi] 14 personnes ont défilé"


def test_no_words():
    assert find_times([]) == []


PUBLISHED = datetime.date(2024, 5, 8)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("jeudi 12 mars 2020", ["2020-03-12"]),
        ("jeudi 12 mars", ["2024-03-12"]),
        ("le 12 septembre", ["2023-09-12"]),
        ("le 1 er juillet 2019", ["2019-07-01"]),
        ("les 3 et 4 mai", ["2024-05-03", "2024-05-04"]),
        ("le 07/03/2019", ["2019-03-07"]),
        ("le 2019-03-07", ["2019-03-07"]),
        ("lundi", ["2024-05-06"]),
        ("ce mercredi", ["2024-05-08"]),
        ("mercredi dernier", ["2024-05-01"]),
        ("mercredi prochain", ["2024-05-15"]),
        ("dimanche 5", ["2024-05-05"]),
        ("dimanche 14", [None]),
        ("hier soir", ["2024-05-07"]),
        ("avant-hier", ["2024-05-06"]),
        ("aujourd'hui", ["2024-05-08"]),
        ("cette nuit", ["2024-05-08"]),
        ("la nuit de samedi à dimanche", ["2024-05-04", "2024-05-05"]),
        ("le 31 février", [None]),
        ("le lundi", []),
        ("la semaine dernière", []),
        ("janvier 2019", []),
        ("vers 18 heures", []),
        ("la veille", []),
    ],
)
def test_the_days_that_an_expression_names(text, days):
    (found,) = find_times(text.split())
    resolved = [day.resolved(PUBLISHED) for day in found.days]
    assert [day and day.isoformat() for day in resolved] == days


def test_without_a_day_of_publication_only_a_full_date_is_a_day():
    told = {
        text: find_times(text.split())[0].days for text in ("le 3 mai 2020", "le 3 mai", "hier")
    }
    assert {text: days[0].resolved(None) for text, days in told.items()} == {
        "le 3 mai 2020": datetime.date(2020, 5, 3),
        "le 3 mai": None,
        "hier": None,
    }
