import pytest

from pipeline.french.marks import outermost, pair_marks
from tests.work import work


def contents(text: str) -> list[tuple[str, int, bool]]:
    return [(text[m.inner_start : m.inner_end], m.depth, m.recovered) for m in pair_marks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("« Bonjour », dit-il.", [("Bonjour", 0, False)]),
        ("«\u00a0Bonjour\u202f», dit-il.", [("Bonjour", 0, False)]),
        ("«Bonjour», dit-il.", [("Bonjour", 0, False)]),
        ('"Bonjour", dit Paul. "Au revoir."', [("Bonjour", 0, False), ("Au revoir.", 0, False)]),
        ("“Bonjour”, dit-il.", [("Bonjour", 0, False)]),
        ("„Bonjour“, dit-il.", [("Bonjour", 0, False)]),
        ("”Bonjour”, dit-il.", [("Bonjour", 0, False)]),
        ("Une ‹petite victoire› pour lui.", [("petite victoire", 0, False)]),
        ("Une ‘petite victoire’ pour lui.", [("petite victoire", 0, False)]),
        ("Il a crié 'non' à l'entrée.", [("non", 0, False)]),
        ("‘’Nous irons’’, dit-elle.", [("Nous irons", 0, False)]),
        ("<<Nous irons>>, dit-elle.", [("Nous irons", 0, False)]),
    ],
)
def test_pairs_each_kind_of_mark(text: str, expected: list[tuple[str, int, bool]]) -> None:
    assert contents(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "L’homme n’a rien dit à l’autre, aujourd’hui.",
        "L'homme n'a rien dit à l'autre.",
        'Un écran de 12" et un autre de 15".',
        'Il a couru en 9"81, puis en 10"02.',
        "«»",
        "",
    ],
)
def test_apostrophes_and_measures_are_no_marks(text: str) -> None:
    assert contents(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("« Il a dit « oui » hier »", [("Il a dit « oui » hier", 0, False), ("oui", 1, False)]),
        ("« Il a dit “oui” hier »", [("Il a dit “oui” hier", 0, False), ("oui", 1, False)]),
        ('"Il a dit "oui" hier", dit X.', [('Il a dit "oui" hier', 0, False), ("oui", 1, False)]),
        ("“Il a dit “oui” hier”", [("Il a dit “oui” hier", 0, False), ("oui", 1, False)]),
    ],
)
def test_nested_marks(text: str, expected: list[tuple[str, int, bool]]) -> None:
    assert contents(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the mark repeated at each paragraph, and not
        ("« Un.\n« Deux.\n« Trois. » Fin.", [("Un.\n« Deux.\n« Trois.", 0, False)]),
        ("« Un.\n» Deux. » Fin.", [("Un.\n» Deux.", 0, False)]),
        ("« Un.\n\nDeux. » Fin.", [("Un.\n\nDeux.", 0, False)]),
        # a closing mark is missing
        ("« Un sans fin\nUn autre paragraphe.", [("Un sans fin", 0, True)]),
        ("« Un, dit X. « Deux », dit Y.", [("Un, dit X.", 0, True), ("Deux", 0, False)]),
        ('"Un, dit X. "Deux", dit Y.', [("Un, dit X.", 0, True), ("Deux", 0, False)]),
        # an opening mark is missing
        ("Nous irons », a dit X.", [("Nous irons", 0, True)]),
    ],
)
def test_missing_marks_recover_at_the_paragraph(
    text: str, expected: list[tuple[str, int, bool]]
) -> None:
    assert contents(text) == expected


def test_offsets_hold_the_marks_and_the_content() -> None:
    text = "Il dit « oui » et non."
    (mark,) = pair_marks(text)
    assert text[mark.start : mark.end] == "« oui »"
    assert text[mark.inner_start : mark.inner_end] == "oui"


def test_outermost_stretches_do_not_overlap() -> None:
    text = "« Il a dit « oui » hier » et « non »"
    assert [text[m.start : m.end] for m in outermost(pair_marks(text))] == [
        "« Il a dit « oui » hier »",
        "« non »",
    ]


@pytest.mark.parametrize("unit", ["«", "»", '"', "“", "‘", "'", "« a » ", "« “ ", "«\n"])
def test_nothing_but_marks_takes_work_in_proportion(unit: str) -> None:
    once, twice = (work(pair_marks, unit * n) for n in (5_000, 10_000))
    assert twice < 2.3 * once
