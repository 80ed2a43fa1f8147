"""Embedded posts are quotes of their authors; nobody else is quoted in them."""

import pytest

from pipeline.french.docs import set_chains
from pipeline.french.names.resolve import find_chains
from pipeline.french.quotes.quotes import find_quotes
from tests.french.quotes.quotes_support import analysed, found

BEFORE, BEHIND = "Le conseil s'est réuni mardi.", "La séance a duré trois heures."


@pytest.mark.parametrize(
    ("post", "content", "name"),
    [
        (
            "Le pont rouvre lundi, merci à tous — Aline Morvan (@amorvan) 3 janvier 2019",
            "Le pont rouvre lundi, merci à tous",
            "Aline Morvan",
        ),
        (
            "« Macron viendra », dit le préfet. Chiche !\n— TV Valdorce (@tvv) 3 janvier 2019",
            "« Macron viendra », dit le préfet. Chiche !",
            "TV Valdorce",
        ),
        (
            "Le maire : « Nous céderons ».— Marc Petit (@mpetit) January 3, 2019",
            "Le maire : « Nous céderons ».",
            "Marc Petit",
        ),
    ],
)
def test_a_post_is_one_direct_quote_of_its_author(post, content, name):
    assert found(f"{BEFORE}\n{post}\n{BEHIND}") == [("direct", content, None, name)]


def test_its_repetition_is_no_quote_and_the_text_around_is_read_as_ever():
    said = 'La maire : "Le pont rouvrira" #Valdorce pic.twitter.com/AbCd12EfGh'
    text = (
        "« Rien n'est prêt », a dit le préfet, Jean Duval. "
        f"{said}— Aline Morvan (@amorvan) 3 janvier 2019  {said} "
        "« Nous attendrons », a répondu la présidente du collectif."
    )
    assert found(text) == [
        ("direct", "Rien n'est prêt", "dit", "le préfet"),
        ("direct", said, None, "Aline Morvan"),
        ("direct", "Nous attendrons", "répondu", "la présidente du collectif"),
    ]


def test_a_post_without_signature_has_no_author():
    text = f"{BEFORE}\nLe pont rouvre lundi ! #Valdorce pic.twitter.com/AbCd12EfGh\n{BEHIND}"
    assert found(text) == []


def test_the_author_is_the_person_of_the_text():
    text = (
        "La maire de Valdorce, Aline Morvan, a réagi mardi.\n"
        "Le pont rouvre lundi — ALINE MORVAN (@amorvan) 3 janvier 2019\n"
        "Le collectif des riverains reste prudent."
    )
    doc = analysed(text)
    set_chains(doc, find_chains(doc))
    (quote,) = find_quotes(doc)
    assert (quote.speaker_name, quote.speaker_kind) == ("Aline Morvan", "person")
    assert text[slice(*quote.speaker)] == "ALINE MORVAN"


@pytest.mark.parametrize(
    ("line", "quotes"),
    [
        ("Lire aussi : « Le pont ne rouvrira jamais »", []),
        ("» LIRE AUSSI - «On nous a oubliés»", []),
        (
            "Lire aussi Aline Morvan : « Le pont ne rouvrira jamais »",
            [("direct", "Le pont ne rouvrira jamais", None, "Aline Morvan")],
        ),
        (
            "Aline Morvan, mardi. « Le pont rouvrira », a-t-elle dit. (Photo d'archives)",
            [("direct", "Le pont rouvrira", "dit", "elle")],
        ),
    ],
)
def test_a_title_elsewhere_is_a_quote_only_with_its_source(line, quotes):
    assert found(f"Un titre\n\n{BEFORE}\n{line}\n{BEHIND}") == quotes
