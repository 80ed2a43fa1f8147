"""Interviews without labels, dialogues with dashes."""

from tests.french.quotes.quotes_support import found

INTERVIEW = (
    "Orla Fenn, luthière\n\n"
    "Vous avez quitté l'usine en mars. Pourquoi ?\n\n"
    "Pour entendre ce que je faisais. Là-bas, tout grinçait.\n\n"
    "Votre atelier tient dans une cave. Cela vous pèse ?\n\n"
    "Non. Mon voisin dit que la cave chante.\n\n"
    "Le maire, Paul Roy, affirme que vous partez. Le confirmez-vous ?\n\n"
    "Je reste."
)


def test_answers_below_questions_that_address_somebody() -> None:
    assert [text for _, text, _, _ in found(INTERVIEW)] == [
        "Pour entendre ce que je faisais. Là-bas, tout grinçait",
        "Non. Mon voisin dit que la cave chante",
        "Je reste",
    ]


def test_paragraphs_that_end_in_questions_are_no_interview_by_themselves() -> None:
    story = (
        "Qui a pris la barque ?\n\nLe port l'ignore.\n\nQui paiera ?\n\nLa commune hésite.\n\n"
        "Et après ?\n\nLa saison finit en août."
    )
    assert found(story) == []


def test_turns_of_a_dialogue() -> None:
    text = (
        "La présidente se penche. « Reprenons », dit-elle.\n\n"
        "— Vous aviez la clé ?\n\n"
        "— Deux fois, coupe-t-il. Et je l'ai rendue.\n\n"
        "— Quand ?\n\n"
        "La salle se vide."
    )
    assert found(text) == [
        ("direct", "Reprenons", "dit", "elle"),
        ("direct", "Vous aviez la clé ?", None, None),
        ("direct", "Deux fois", "coupe", "il"),
        ("direct", "Et je l'ai rendue", "coupe", "il"),
        ("direct", "Quand ?", None, None),
    ]


def test_a_list_is_no_dialogue() -> None:
    assert found("Le programme :\n\n- Un pont neuf.\n- Une école.\n- Des arbres.") == []
