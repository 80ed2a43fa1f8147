import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.french.blocks import model_text
from pipeline.french.layout import laid_out, layout


def blocks(text):
    return [(block.kind, text[block.start : block.end]) for block in layout(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Un pont s'effondre à Valdorce\n\nLe pont est tombé mardi.\nPersonne n'est blessé.",
            [
                ("headline", "Un pont s'effondre à Valdorce"),
                ("body", "Le pont est tombé mardi."),
                ("body", "Personne n'est blessé."),
            ],
        ),
        (
            "LE MAIRE S'EN VA.\r\n\r\nParis / La Gazette\r\nLe maire part.",
            [
                ("headline", "LE MAIRE S'EN VA."),
                ("dateline", "Paris / La Gazette"),
                ("body", "Le maire part."),
            ],
        ),
        (
            "Réforme : « Nous irons au bout »\n3 mars 2021 – Le texte est prêt.",
            [
                ("headline", "Réforme : « Nous irons au bout »"),
                ("dateline", "3 mars 2021 –"),
                ("body", "Le texte est prêt."),
            ],
        ),
        (
            "Bilan du jour\nDeux accidents ont eu lieu.\n- une route coupée ;\n- un pont fermé.",
            [
                ("headline", "Bilan du jour"),
                ("body", "Deux accidents ont eu lieu."),
                ("list", "- une route coupée ;"),
                ("list", "- un pont fermé."),
            ],
        ),
        (
            "MONTAGNE\nPublié le 3 mars 2021 à 12h30\nLe col rouvre enfin\nLe col a rouvert.",
            [
                ("headline", "MONTAGNE"),
                ("dateline", "Publié le 3 mars 2021 à 12h30"),
                ("headline", "Le col rouvre enfin"),
                ("body", "Le col a rouvert."),
            ],
        ),
        (
            "- un pont fermé\n- une route coupée",
            [
                ("list", "- un pont fermé"),
                ("list", "- une route coupée"),
            ],
        ),
        ("Le maire part. Il l'a dit.", [("body", "Le maire part. Il l'a dit.")]),
        ("Le maire part.\nIl l'a dit.", [("body", "Le maire part."), ("body", "Il l'a dit.")]),
        ("", []),
        (" \n\u00a0\n", []),
    ],
)
def test_layout(text, expected):
    assert blocks(text) == expected


@given(st.text(alphabet="Aé. \n\r\u2028«»-–1", max_size=200))
def test_blocks_cover_all_but_white_space(text):
    covered = "".join(text[block.start : block.end] for block in layout(text))
    assert "".join(covered.split()) == "".join(text.split())


@given(st.text(max_size=200))
def test_model_text_keeps_the_length(text):
    assert len(model_text(laid_out(text))) == len(text)


def test_model_text_truecases_capitals_by_the_body():
    text = "LE MAIRE DE VALDORCE S'EN VA\nHier, le maire de Valdorce est parti."
    assert model_text(laid_out(text)).startswith("Le maire de Valdorce s'en va\n")
