"""Plain text: wrapped lines, hyphenation, characters; and the way back to the document."""

import textwrap
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.french.plain import plain_text

PARAGRAPHS = (
    "Le conseil municipal de Corlay-sur-Brenne a voté mardi soir la fermeture du pont des "
    "Tanneurs, que la ville jugeait dangereux depuis les crues de l'hiver dernier. La décision, "
    "prise par 21 voix contre 8, prendra effet le 1er mars, a précisé l'adjointe aux travaux.",
    "« Nous n'avons pas le choix », a déclaré la maire, Marie-Ange Kerbrat. Selon elle, le "
    "porte-parole du département, Jean-Yves Landrecourt, avait été prévenu dès janvier par une "
    "lettre restée sans réponse, ce que l'intéressé dément.",
    "Les riverains, eux, demandent une navette gratuite et des comptes sur l'argent dépensé.",
)
ARTICLE = "\n\n".join(PARAGRAPHS)


def lines_of(text):
    return [line.strip() for line in plain_text(text).text.split("\n") if line.strip()]


def wrapped(width, gap="\n\n", **options):
    return gap.join("\n".join(textwrap.wrap(p, width, **options)) for p in PARAGRAPHS)


@pytest.mark.parametrize("width", range(40, 121, 4))
def test_wrapped_paragraphs_become_lines(width):
    assert lines_of(wrapped(width)) == list(PARAGRAPHS)


@pytest.mark.parametrize("width", [60, 72, 80])
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", " \n"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("« ", "«\u202f").replace(" »", "\u00a0»"),
        lambda text: "\ufeff" + text,
    ],
    ids=["crlf", "cr", "trailing space", "nfd", "no-break spaces", "byte order mark"],
)
def test_wrapped_in_other_characters(width, change):
    assert lines_of(change(wrapped(width))) == list(PARAGRAPHS)


@pytest.mark.parametrize("width", [60, 72, 80])
def test_indented_paragraphs_without_blank_lines(width):
    assert lines_of(wrapped(width, gap="\n", initial_indent="    ")) == list(PARAGRAPHS)


def test_paragraphs_wrapped_at_several_widths():
    widths = (58, 72, 80)
    mixed = ["\n".join(textwrap.wrap(p, w)) for p, w in zip(PARAGRAPHS, widths, strict=True)]
    assert lines_of("\n\n".join(mixed)) == list(PARAGRAPHS)


@pytest.mark.parametrize("number", range(len(PARAGRAPHS)))
@pytest.mark.parametrize("width", [60, 72])
def test_a_text_of_few_lines(number, width):
    assert lines_of("\n".join(textwrap.wrap(PARAGRAPHS[number], width))) == [PARAGRAPHS[number]]


@pytest.mark.parametrize("width", [60, 72, 80])
def test_headline_and_dateline_stay_apart(width):
    heads = ["CORLAY FERME SON PONT", "CORLAY, 3 mai 2024 (AP)"]
    text = "\n".join([*heads, wrapped(width)])
    assert lines_of(text) == [*heads, *PARAGRAPHS]


def test_lines_wrapped_by_hand():
    text = (
        "Le conseil a voté hier la\nfermeture du pont, que la ville\njugeait dangereux depuis\n"
        "l'hiver.\n\nLes riverains protestent et\ndemandent une navette."
    )
    assert lines_of(text) == [
        "Le conseil a voté hier la fermeture du pont, que la ville jugeait dangereux depuis "
        "l'hiver.",
        "Les riverains protestent et demandent une navette.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Le conseil a voté.\nLa ville attend.\nLes riverains protestent.\nUne navette viendra.",
        "Au menu de la cantine\nsalade de betteraves\npoisson du jour\nriz\nfromage blanc\npomme",
        "- une route coupée ;\n- un pont fermé ;\n- trois écoles sans chauffage.",
        "Les communes réclament :\nun fonds d'urgence pour les familles\nune aide aux écoles\n"
        "un numéro vert ouvert à tous",
        "Corlay - Sarnel 2-1\nBelval - Tauve 0-0\nAmbert - Kerlouan 3-2\nRivoz - Sept-Pins 1-4",
        "Dans la cour du vieux moulin\nLe vent ne parle plus guère\nEt les ombres du matin\n"
        "S'en vont boire à la rivière",
        "AP : Pourquoi fermer le pont ?\nLa maire : Parce qu'il menace ruine.\n"
        "AP : Et la navette ?\nLa maire : Elle viendra.",
        "Rédaction\nle Courrier de Corlay\n12, rue des Tanneurs\nCorlay",
    ],
    ids=["sentences", "menu", "items", "list", "scores", "poem", "interview", "address"],
)
def test_short_lines_that_are_not_wrapped_stay(text):
    assert plain_text(text).text == text


def over_a_line_end(first, second):
    """A wrapped text with this line end inside, and that line without it."""
    before = "Les services du département ont fait savoir mardi qu'ils attendaient "
    after = " dans les prochains jours, et que la route resterait fermée d'ici là."
    start = "\n".join(textwrap.wrap(before + first, 64))
    end = "\n".join(textwrap.wrap(second + after, 64))
    return plain_text(f"{start}\n{end}").text


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("le gouver-", "nement", "le gouvernement"),
        ("la prési-", "dente", "la présidente"),
        ("Anne Kern-", "bach", "Anne Kernbach"),
        ("le gouver\u00ad", "nement", "le gouvernement"),
        ("le gouver¬", "nement", "le gouvernement"),
        ("le porte-", "parole", "le porte-parole"),
        ("la vice-", "présidente", "la vice-présidente"),
        ("Marie-", "Ange", "Marie-Ange"),
        ("Saint-", "Rambaud", "Saint-Rambaud"),
        ("Corlay-", "sur-Brenne", "Corlay-sur-Brenne"),
        ("Corlay-sur-", "Brenne", "Corlay-sur-Brenne"),
        ("Val-", "d'Aune", "Val-d'Aune"),
        ("l'après-", "midi", "l'après-midi"),
        ("peut-", "être", "peut-être"),
        ("celui-", "ci", "celui-ci"),
        ("le rez-de-", "chaussée", "le rez-de-chaussée"),
        ("trente-", "deux", "trente-deux"),
        ("la saison 2019-", "2020", "la saison 2019-2020"),
        ("l’", "État", "l’État"),
    ],
)
def test_words_over_a_line_end(first, second, whole):
    assert f" {whole} dans" in over_a_line_end(first, second)


def test_the_text_itself_shows_which_hyphens_are_its_own():
    text = over_a_line_end("le contre-", "feu") + "\nUn contre-feu brûle."
    assert "contre-feu" in text
    long = "Un contre-feu a été allumé près du hameau.\n\n"
    assert "le contre-feu dans" in plain_text(long + wrapped_around("le contre-", "feu")).text
    assert (
        "le contrefeu dans"
        in plain_text(long.replace("-", "") + wrapped_around("le contre-", "feu")).text
    )


def wrapped_around(first, second):
    before = "Les services du département ont fait savoir mardi qu'ils attendaient "
    after = " dans les prochains jours, et que la route resterait fermée d'ici là."
    start = "\n".join(textwrap.wrap(before + first, 64))
    return start + "\n" + "\n".join(textwrap.wrap(second + after, 64))


def test_guillemets_at_the_head_of_every_line_go():
    text = (
        "La maire a répondu hier soir : « Nous avons demandé trois fois que\n"
        "« les services du département viennent voir le pont, et trois fois\n"
        "« on nous a dit d'attendre. » Elle a promis une navette pour les\n"
        "habitants."
    )
    assert plain_text(text).text == (
        "La maire a répondu hier soir : « Nous avons demandé trois fois que les services du "
        "département viennent voir le pont, et trois fois on nous a dit d'attendre. » Elle a "
        "promis une navette pour les habitants."
    )


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("10,9\u200a%", "10,9 %"),
        ("12\u2009000 et 3\u202f500", "12 000 et 3 500"),
        ("Cinquante  deux  morts", "Cinquante deux morts"),
        ("«\u00a0 Non \u00a0»", "« Non »"),
        ("Jean\u2011Marc et Marie\u2010Ange", "Jean-Marc et Marie-Ange"),
        ("Jean\u200b-Marc\ufeff Roy", "Jean-Marc Roy"),
        ("le gou\u00adver\u00adne\u00adment", "le gouvernement"),
        ("e\u0301te\u0301", "été"),
        ("le \ufb01nancement", "le financement"),
        ("Sarbex \x07a fermé", "Sarbex a fermé"),
        ("l´eau, l`État, lʼair", "l’eau, l’État, l’air"),
        ("Brivel\t12\t300", "Brivel\t12\t300"),
        ("Brivel 12   300", "Brivel 12   300"),
        ("un\r\ndeux\rtrois\u2028quatre", "un\ndeux\ntrois\nquatre"),
    ],
)
def test_characters(text, plain):
    assert plain_text(text).text == plain


@pytest.mark.parametrize("width", [40, 60, 72])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_offsets_lead_back_to_the_document(width, form):
    document = unicodedata.normalize(form, wrapped(width).replace("\n", "\r\n"))
    plain = plain_text(document)
    for word in ("Marie-Ange Kerbrat", "21 voix", "dépensé", "Corlay-sur-Brenne"):
        at = plain.text.index(word)
        start, end = plain.original(at, at + len(word))
        composed = unicodedata.normalize("NFC", document[start:end])
        assert "".join(composed.split()) == word.replace(" ", "")
        assert plain.plain(start, end) == (at, at + len(word))


def test_an_ordinary_text_is_its_own_plain_text():
    plain = plain_text(ARTICLE)
    assert plain.text == ARTICLE
    assert plain.starts is None


ODD = "aÉ e\u0301\u00a0\u200a\u200b\u00ad\ufb01\r\n\t-’«»1 "


@given(st.text(alphabet=ODD, max_size=120))
def test_every_stretch_comes_back(text):
    plain = plain_text(text)
    size = len(plain.text)
    assert all(0 <= a < b <= len(text) for a, b in (plain.original(i, i + 1) for i in range(size)))
    starts = [plain.original(i, i + 1)[0] for i in range(size)]
    assert starts == sorted(starts)
    for word in plain.text.split():
        at = plain.text.index(word)
        back = plain.plain(*plain.original(at, at + len(word)))
        assert plain.text[slice(*back)].strip() == word


@given(st.text(alphabet=ODD, max_size=120))
def test_letters_and_figures_all_stay(text):
    def solid(value):
        return [c for c in unicodedata.normalize("NFKD", value) if c.isalnum()]

    assert solid(plain_text(text).text) == solid(text)
