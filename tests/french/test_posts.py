"""Embedded posts in a text: where they begin and end, who signs them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.french.layout import layout
from pipeline.french.paragraphs import paragraphs
from pipeline.french.posts import find_posts, stretches

BEFORE, BEHIND = "Le conseil s'est réuni mardi.", "La séance a duré trois heures."
SAID = "Le pont rouvre lundi, merci à toutes les équipes"
LINKED = "Le pont rouvre lundi ! #Valdorce pic.twitter.com/AbCd12EfGh"
LONG = (
    "La maire a réagi dans la soirée. Elle a remercié les équipes et salué un travail de longue "
    "haleine, mené dans des conditions que personne n'avait prévues."
)


def posts_in(text):
    found = find_posts(text, paragraphs(text))
    return [(text[slice(*p.content)], text[slice(*p.name)] if p.name else None) for p in found]


def kinds(text):
    return [(b.kind, text[b.start : b.end]) for b in layout(text)]


@pytest.mark.parametrize(
    ("post", "content", "name"),
    [
        (f"{SAID} — Aline Morvan (@amorvan) 3 janvier 2019", SAID, "Aline Morvan"),
        (f"{SAID}— Mairie de Valdorce (@valdorce) 3 janvier 2019", SAID, "Mairie de Valdorce"),
        (f"{SAID}\n— Aline Morvan (@amorvan) 3 janvier 2019", SAID, "Aline Morvan"),
        (f"{SAID}. — Aline Morvan (@amorvan)", f"{SAID}.", "Aline Morvan"),
        (f"{SAID} – Aline Morvan @amorvan · 3 janv.", SAID, "Aline Morvan"),
        (f"{SAID} — Aline Morvan (@amorvan) January 3, 2019", SAID, "Aline Morvan"),
        (f"{SAID} — ??? Aline ??? (@amorvan) 3 janvier 2019", SAID, "Aline"),
        (f"{LINKED}— TV Valdorce (@tv_v) 3 janvier 2019", LINKED, "TV Valdorce"),
        (f"RT @valdorce: {SAID} — Aline (@a) 3 janvier 2019", f"RT @valdorce: {SAID}", "Aline"),
        (f"Aline Morvan @amorvan · 3 janv.\n{SAID}", SAID, "Aline Morvan"),
        (LINKED, LINKED, None),
    ],
)
def test_a_post_is_one_block_with_its_signature(post, content, name):
    text = f"Un titre\n\n{BEFORE}\n{post}\n{BEHIND}"
    assert posts_in(text) == [(content, name)]
    assert kinds(text)[1:] == [("body", BEFORE), ("post", post), ("body", BEHIND)]


def test_its_repetition_tells_where_it_begins():
    post = f"{LINKED}— Aline Morvan (@amorvan) 3 janvier 2019"
    text = f"Le pont était fermé. Rien à voir. {post}  {LINKED} {BEHIND}"
    assert posts_in(text) == [(LINKED, "Aline Morvan")]
    first = "Le pont était fermé. Rien à voir."
    assert kinds(text) == [("body", first), ("post", post), ("post", LINKED), ("body", BEHIND)]


def test_posts_follow_one_another():
    one, two = ("Le pont rouvre.", "Quel gâchis, vraiment.")
    text = f"{BEFORE}\n{one}— Aline (@a) 3 janvier 2019 {two}— Marc Petit (@m) 4 janvier 2019"
    assert posts_in(text) == [(one, "Aline"), (two, "Marc Petit")]


def test_the_seam_tells_where_a_post_was_glued_in():
    post = f"{LINKED}— Aline Morvan (@amorvan) 3 janvier 2019"
    assert posts_in(f"{LONG}{post}\n{BEHIND}") == [(LINKED, "Aline Morvan")]


def test_a_post_may_have_several_lines_where_blank_lines_part_paragraphs():
    post = "Le pont rouvre lundi.\nMerci à tous !\n— Aline Morvan (@amorvan) 3 janvier 2019"
    text = f"Un titre\n\n{BEFORE}\n\n{post}\n\n{BEHIND}\n\nEt la suite."
    assert posts_in(text) == [("Le pont rouvre lundi.\nMerci à tous !", "Aline Morvan")]


def test_a_shared_picture_has_the_text_that_is_repeated_or_none():
    shared = "Une publication partagée par Aline Morvan (@amorvan) le 1 Déc. 2018 à 4 :12 PST"
    text = f"Quelle vue ! {shared} Quelle vue ! {BEHIND}"
    assert posts_in(text) == [("Quelle vue !", "Aline Morvan")]
    alone = f"La maire est partie en vacances. {shared}"
    assert [b.kind for b in layout(alone)] == ["body", "post"]


@pytest.mark.parametrize(
    "text",
    [
        "La maire, Aline Morvan (@amorvan), a réagi le 3 janvier 2019.",
        "Elle a répondu à Aline Morvan (@amorvan) – et à d'autres – dans la soirée.",
        "— Aline Morvan, maire de Valdorce, le 3 janvier 2019",
        "Écrivez à Aline Morvan (aline@valdorce.example).",
        "Publiée par Aline Morvan, la lettre a fait scandale.",
        "Le compte @amorvan a été fermé le 3 janvier 2019.",
    ],
)
def test_a_handle_alone_signs_nothing(text):
    assert posts_in(f"{BEFORE}\n{text}\n{BEHIND}") == []


PARTS = [
    *("Le pont", ".", "—", "Aline", "(@a)", "3 mai 2019", "@b ·", "\n", "\n\n", " ", "#x"),
    *("pic.twitter.com/AbCd12EfGh", "« oui »", "Publiée par Aline sur "),
]


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
def test_stretches_lie_apart_and_blocks_cover_any_text(text):
    spans = list(stretches(find_posts(text, paragraphs(text))))
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    covered = "".join(text[b.start : b.end] for b in layout(text))
    assert "".join(covered.split()) == "".join(text.split())
