"""Number expressions: reading, bounds, modifiers, forms."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.french.numbers.numbers import NumberExpression, find_numbers

UNITS = ["", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze"]
UNITS += ["douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"]
TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
COUNTRIES = {
    "FR": TENS,
    "BE": TENS | {70: "septante", 90: "nonante"},
    "CH": TENS | {70: "septante", 80: "huitante", 90: "nonante"},
}


def below_hundred(n: int, country: str) -> str:
    """A number below 100 in words, with hyphens and « et » as before 1990."""
    tens = COUNTRIES[country]
    if n < 20:
        return UNITS[n]
    base = n // 10 * 10 if n // 10 * 10 in tens else n // 20 * 20
    rest = n - base
    if base == 80 and 80 not in tens:
        return "quatre-vingts" if rest == 0 else f"quatre-vingt-{UNITS[rest]}"
    if rest == 0:
        return tens[base]
    if rest in (1, 11):
        return f"{tens[base]} et {UNITS[rest]}"
    return f"{tens[base]}-{UNITS[rest]}"


def below_thousand(n: int, country: str) -> str:
    hundreds, rest = divmod(n, 100)
    words = []
    if hundreds:
        plural = "s" if hundreds > 1 and not rest else ""
        words.append(("" if hundreds == 1 else UNITS[hundreds] + " ") + "cent" + plural)
    if rest:
        words.append(below_hundred(rest, country))
    return " ".join(words)


def in_words(n: int, country: str, reformed: bool) -> str:
    """A number below a milliard in words; `reformed` joins them with the hyphens of 1990."""
    if n == 0:
        return "zéro"
    millions, rest = divmod(n, 1_000_000)
    thousands, units = divmod(rest, 1000)
    words = []
    if millions:
        words.append(below_thousand(millions, country) + " million" + "s" * (millions > 1))
    if thousands:
        written = re.sub(r"(cent|vingt)s$", r"\1", below_thousand(thousands, country))
        count = "" if thousands == 1 else written + " "
        words.append(count + "mille")
    if units:
        words.append(below_thousand(units, country))
    written = " ".join(words)
    return written.replace(" ", "-") if reformed else written


def only(text: str) -> NumberExpression:
    found = find_numbers(text)
    assert len(found) == 1, found
    return found[0]


@settings(max_examples=600, deadline=None)
@given(
    st.one_of(st.integers(0, 2000), st.integers(0, 999_999), st.integers(0, 999_999_999)),
    st.sampled_from(sorted(COUNTRIES)),
    st.booleans(),
)
def test_words_read_back(n: int, country: str, reformed: bool) -> None:
    written = in_words(n, country, reformed)
    text = f"Bilan : {written} ou plus"
    number = find_numbers(text)[0]
    assert number.value == n, written
    assert text[number.start : number.end] == written


@pytest.mark.parametrize("country", sorted(COUNTRIES))
@pytest.mark.parametrize("reformed", [False, True])
def test_every_number_below_ten_thousand_reads_back(country: str, reformed: bool) -> None:
    wrong = [
        (n, written)
        for n in range(10_000)
        for written in [in_words(n, country, reformed)]
        if [number.value for number in find_numbers(f"Bilan : {written} ou plus")] != [n]
    ]
    assert wrong == []


@settings(max_examples=300, deadline=None)
@given(
    st.integers(0, 999_999_999_999),
    st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", ".", "'", "’"]),
    st.one_of(st.none(), st.integers(0, 99)),
)
def test_digits_read_back(n: int, separator: str, decimals: int | None) -> None:
    written = f"{n:,}".replace(",", separator) + ("" if decimals is None else f",{decimals:02d}")
    number = only(f"({written} tonnes)")
    assert number.value == pytest.approx(n + (decimals or 0) / 100)
    assert number.end - number.start == len(written)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="12 30.,'-%àetdeux cent mille entre h°€\n", max_size=60))
def test_any_text_gives_ordered_spans(text: str) -> None:
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end <= len(text)
        end = number.end


VALUES = [
    ("soixante et onze", 71),
    ("soixante-et-onze", 71),
    ("quatre-vingt dix", 90),
    ("septante-neuf", 79),
    ("huitante et un", 81),
    ("octante-deux", 82),
    ("deux cent trente et un", 231),
    ("deux-cent-trente-et-un-mille", 231_000),
    ("onze cents", 1100),
    ("dix-neuf cent quatorze", 1914),
    ("mil neuf cent", 1900),
    ("deux milliards trois cents millions", 2.3e9),
    ("1,2 million", 1.2e6),
    ("2,5 millions", 2.5e6),
    ("deux millions et demi", 2.5e6),
    ("un million et demi", 1.5e6),
    ("un demi-million", 5e5),
    ("300 mille", 3e5),
    ("2 millions 500 000", 2.5e6),
    ("deux douzaines", 24),
    ("trois centaines", 300),
    ("trois virgule cinq", 3.5),
    ("12.5", 12.5),
    ("1.234.567,8", 1234567.8),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_value(text: str, value: float) -> None:
    number = only(f"Il y a {text} de plus")
    assert (number.value, number.low, number.high) == (value, value, value)
    assert number.end - number.start == len(text)


# text, number, value, low, high, modifier
BOUNDS = [
    ("plus de 30 000 personnes", "30 000", 30000, 30000, None, "plus de"),
    ("Plus d’une centaine de morts", "centaine", 100, 100, None, "Plus d’"),
    ("au moins douze morts", "douze", 12, 12, None, "au moins"),
    ("pas moins d'une vingtaine", "vingtaine", 20, 20, None, "pas moins d'"),
    ("moins de 20 blessés", "20", 20, None, 20, "moins de"),
    ("jusqu'à 50 otages", "50", 50, None, 50, "jusqu'à"),
    ("un peu plus de 400 élèves", "400", 400, 400, None, "un peu plus de"),
    ("près de deux cents", "deux cents", 200, 200, 200, "près de"),
    ("les quelque 40 000 habitants", "40 000", 40000, 40000, 40000, "quelque"),
    ("une dizaine de soldats", "dizaine", 10, 10, 10, None),
    ("une bonne centaine de gens", "centaine", 100, 100, 100, "bonne"),
    ("une demi-douzaine de tués", "demi-douzaine", 6, 6, 6, None),
    ("un millier de civils", "millier", 1000, 1000, 1000, None),
    ("des dizaines de morts", "dizaines", None, 20, None, None),
    ("des centaines de milliers de gens", "centaines de milliers", None, 200_000, None, None),
    ("plusieurs dizaines de morts", "dizaines", None, 20, None, "plusieurs"),
    ("quelques milliers de gens", "milliers", None, 2000, None, "quelques"),
    ("des millions de déplacés", "millions", None, 2e6, None, None),
    ("une dizaine de milliers", "dizaine de milliers", 10000, 10000, 10000, None),
    ("entre 10 et 15 morts", "10 et 15", None, 10, 15, "entre"),
    ("de 10 à 15 morts", "10 à 15", None, 10, 15, None),
    ("10-15 morts", "10-15", None, 10, 15, None),
    ("dix à quinze morts", "dix à quinze", None, 10, 15, None),
    ("16 ou 17 morts", "16 ou 17", None, 16, 17, None),
    ("un ou deux morts", "un ou deux", None, 1, 2, None),
    ("entre 1 et 1,5 million", "1 et 1,5 million", None, 1e6, 1.5e6, "entre"),
    ("entre une dizaine et une vingtaine", "dizaine et une vingtaine", None, 10, 20, "entre"),
    ("deux à trois cents", "deux à trois cents", None, 200, 300, None),
    ("10 à 15 000 personnes", "10 à 15 000", None, 10_000, 15_000, None),
    ("5 à 100 000 personnes", "5 à 100 000", None, 5, 100_000, None),
    ("10 au moins", "10", 10, 10, None, "au moins"),
    ("10 au plus tard", "10", 10, 10, 10, None),
    ("10 à 30 % environ", "10 à 30", None, 10, 30, "environ"),
    ("25 % à 33 % des vols", "25 % à 33", None, 25, 33, None),
    ("a dépassé la barre des 100 morts", "100", 100, 100, None, "dépassé la barre des"),
]


@pytest.mark.parametrize(("text", "number", "value", "low", "high", "modifier"), BOUNDS)
def test_bounds(text, number, value, low, high, modifier) -> None:
    found = only(text)
    assert text[found.start : found.end] == number
    assert (found.value, found.low, found.high) == (value, low, high)
    assert (text[slice(*found.modifier)] if found.modifier else None) == modifier


# text, form and unit of each number
FORMS = [
    ("le 3 mars 2021", [("date", None), ("year", None)]),
    ("du 6 au 10 mars", [("date", None), ("date", None)]),
    ("samedi 21", [("date", None)]),
    ("dimanche 12 personnes", [("cardinal", None)]),
    ("le 14-Juillet", [("date", None)]),
    ("le 03/04/2017", [("date", None)]),
    ("en 2016", [("year", None)]),
    ("en 2016 deux policiers", [("year", None), ("cardinal", None)]),
    ("2000 personnes", [("cardinal", None)]),
    ("2015-2016", [("year", None), ("year", None)]),
    ("les années 90", [("year", None)]),
    ("à 13h30 ou 7 h 05", [("time", None), ("time", None)]),
    ("à 13 heures", [("time", "duration")]),
    ("âgés de 26, 30 et 48 ans", [("age", "duration")] * 3),
    ("âgée d'une vingtaine d'années", [("duration", "duration")]),
    ("victoire 2-1 puis 3-0", [("score", None), ("score", None)]),
    ("une victoire 1-2 à domicile", [("article", None), ("score", None)]),
    ("le 1er, la 7e et le 2ème", [("ordinal", None)] * 3),
    ("la vingt-deuxième", [("ordinal", None)]),
    ("la vingt et unième", [("ordinal", None)]),
    ("01 23 45 67 89", [("code", None)]),
    ("l'article 12 et l'A8", [("code", None)] * 2),
    ("vol 370, n° 12", [("code", None)] * 2),
    ("au 12, rue des Lilas", [("code", None)]),
    ("les Deux-Sèvres", [("code", None)]),
    ("Covid-19 et 5G", [("code", None)] * 2),
    ("placé en quarantaine", [("other", None)]),
    ("36 et 31 % des voix", [("cardinal", "percent")] * 2),
    ("de plus de 12 et de 17 % des récoltes", [("cardinal", "percent")] * 2),
    ("à 40 puis à 55 % de hausse", [("cardinal", "percent")] * 2),
    ("vingt pour cent, 12 p. 100", [("cardinal", "percent")] * 2),
    ("cent pour cent", [("cardinal", "percent")]),
    ("des milliers d'euros", [("open", "money")]),
    ("100km et 1,5 million de dollars", [("cardinal", "length"), ("cardinal", "money")]),
    ("les trois quarts, un sur trois", [("fraction", None)] * 2),
    ("un policier", [("article", None)]),
    ("vingt trente", [("cardinal", None)] * 2),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_form_and_unit(text, expected) -> None:
    assert [(n.form, n.unit) for n in find_numbers(text)] == expected


def test_offsets_with_odd_spaces() -> None:
    text = "«\u00a0Plus de\u00a030\u202f000\u00a0personnes\u00a0», dit-il"
    number = only(text)
    assert text[number.start : number.end] == "30\u202f000"
    assert number.low == 30000
    assert number.high is None


def test_range_keeps_its_ends() -> None:
    low, high = only("de 9,5 à 9,7 %").parts
    assert (low.value, high.value, low.unit) == (9.5, 9.7, "percent")
