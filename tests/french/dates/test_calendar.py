"""Words of the calendar: months and weekdays as CLDR writes them, and what it lacks."""

import pytest

from pipeline.french.casualty_lexicon import figure_words
from pipeline.french.dates.calendar import forms, months, time_words, weekdays
from pipeline.french.lexicons import load_lexicon
from pipeline.french.sentences import abbreviations, sentence_starts


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "janvier janv jan"),
        (2, "fevrier fevr fev"),
        (3, "mars"),
        (7, "juillet juil juill"),
        (8, "aout"),
        (9, "septembre sept sep"),
        (12, "decembre dec"),
    ],
)
def test_months_whole_and_abbreviated(number, words):
    assert {word for word, of in months().items() if of == number} == set(words.split())


def test_weekdays_are_counted_from_monday():
    assert next(iter(weekdays().items())) == ("lundi", 0)
    assert weekdays()["dimanche"] == 6
    assert set(weekdays().values()) == set(range(7))


def test_forms_have_their_accents_and_no_full_stop():
    assert "août" in forms("month")
    assert set(forms("weekday_short")) == {"lun", "mar", "mer", "jeu", "ven", "sam", "dim"}
    # « mai », « juin » are not abbreviated
    assert {number for word, number in months().items() if word in time_words("month_short")} == (
        set(range(1, 13)) - {3, 5, 6, 8}
    )


def test_times_lists_no_word_that_cldr_has():
    words = [row["word"] for row in load_lexicon("times").rows]
    assert not {"mardi", "juillet", "juill"} & set(words)


@pytest.mark.parametrize("role", ["time", "period"])
def test_months_and_weekdays_stand_around_figures_too(role):
    assert {"août", "aout", "lundi"} <= figure_words(role)


def test_no_month_ends_a_sentence_by_its_full_stop():
    """« avr. » and « juill. » once did."""
    assert {f"{form}." for form in forms("month_short")} <= set(abbreviations())


@pytest.mark.parametrize("month", ["avr.", "juill.", "jan.", "sep.", "janv."])
def test_an_abbreviated_month_goes_on_with_its_year(month):
    words = f"Le 3 {month} 2019 , le pont a rouvert .".split()
    assert sum(sentence_starts(words)) == 1
