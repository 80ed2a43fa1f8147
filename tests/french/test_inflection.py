"""Forms by rule: verbs that change a letter, plurals, participles."""

import pytest

from pipeline.french.casualty_lexicon import verb_forms
from pipeline.french.inflection import agreeing, conjugate, plural


@pytest.mark.parametrize(
    ("noun", "several"),
    [
        ("pompier", "pompiers"),
        ("cheval", "chevaux"),
        ("jumeau", "jumeaux"),
        ("neveu", "neveux"),
        ("époux", "époux"),
        ("chef d'équipe", "chefs d'équipe"),
        ("général en retraite", "généraux en retraite"),
    ],
)
def test_plurals(noun, several):
    assert plural(noun) == several


@pytest.mark.parametrize(
    ("participle", "forms"),
    [
        ("noyé", ("noyé", "noyés", "noyée", "noyées")),
        ("transmis", ("transmis", "transmise", "transmises")),
    ],
)
def test_participles_agree(participle, forms):
    assert agreeing(participle) == forms


@pytest.mark.parametrize(
    ("verb", "right", "wrong"),
    [
        ("noyer", "noient noieront noyait noyées", "noyent noyeront"),
        ("déplacer", "déplaça déplaçaient déplaçant déplacés", "déplaca"),
        ("enlever", "enlève enlèvera enlevaient", "enlevera"),
        ("envoyer", "envoie enverra envoyait", "envoiera"),
        ("déchiqueter", "déchiquette déchiquetait", "déchiquete"),
        ("blesser", "blesse blessent", "blèsse"),
        ("égorger", "égorgea égorgeant", "égorga"),
    ],
)
def test_verbs_that_change_a_letter(verb, right, wrong):
    forms = {form for form, _ in conjugate(verb)}
    assert set(right.split()) <= forms
    assert forms.isdisjoint(wrong.split())


def test_casualty_verbs_have_the_forms_that_french_has():
    """They had endings of their own once, which knew no cedilla and no « noient »."""
    assert {"noient", "déplaça", "broie", "forçant", "enlèvera"} <= verb_forms().keys()
