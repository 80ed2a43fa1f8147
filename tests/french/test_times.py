"""Time expressions among words: where they begin and end, and what is none."""

import pytest

from pipeline.french.times import time_ends


def marked(text: str) -> str:
    """The words with each time expression in brackets."""
    words, shown, p = text.split(), [], 0
    ends = time_ends(words)
    while p < len(words):
        end = max(ends[p], p + 1)
        expression = " ".join(words[p:end])
        shown.append(f"[{expression}]" if ends[p] > p else expression)
        p = end
    return " ".join(shown)


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
        "a précisé dans la nuit de [samedi] à [dimanche] l' hôpital",
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
    ],
)
def test_other_numbers_and_words_are_none(text):
    assert marked(text) == text


def test_a_number_behind_a_weekday_that_counts_something_stays_outside():
    assert marked("mardi 14 personnes ont défilé") == "[mardi] 14 personnes ont défilé"


def test_no_words():
    assert time_ends([]) == []
