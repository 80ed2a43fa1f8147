"""What stands before a verb, by tags alone."""

import pytest

from pipeline.french.verbs import gerund_at, infinitive_at, verb_group, verb_place
from pipeline.french.view import view_of
from tests.french.tagged import doc_of


@pytest.mark.parametrize(
    ("text", "word", "verb"),
    [
        ("La ville veut ne jamais sourire.", "ne", "sourire"),
        ("Le maire veut « ne plus mentir ».", "«", "mentir"),
        ("La mairie veut mentir.", "mentir", "mentir"),
        ("La mairie veut la paix.", "la", "paix"),
    ],
)
def test_the_place_of_a_verb_is_behind_clitics_negation_and_marks(text, word, verb):
    view = view_of(doc_of(text))
    start = len(view) - 1 - view.low[::-1].index(word)
    assert view.low[verb_place(view, start, len(view))] == verb
    assert verb_place(view, start, start) == start


def test_an_infinitive_is_found_behind_its_negation_and_before_the_limit():
    view = view_of(doc_of("Le juge veut ne jamais mentir et sort."))
    ne, verb = view.low.index("ne"), view.low.index("mentir")
    assert infinitive_at(view, ne, len(view))
    assert not infinitive_at(view, ne, verb)
    assert not infinitive_at(view, verb + 1, len(view))


def test_a_gerund_is_a_participle_in_ant_that_may_have_a_clitic():
    view = view_of(doc_of("Le juge sort en se taisant."))
    en = view.low.index("en")
    assert gerund_at(view, en + 1, len(view))
    assert not gerund_at(view, en + 1, en + 2)
    assert not gerund_at(view, 0, len(view))


def test_a_group_goes_left_over_an_aside_negation_and_clitics():
    view = view_of(doc_of("Le maire a, pour la ville, signé l'accord."))
    group = verb_group(view, view.low.index("signé"))
    assert (group.first, group.auxiliary) == (2, 2)
    view = view_of(doc_of("Il n'a jamais menti."))
    group = verb_group(view, view.low.index("menti"))
    assert view.low[group.first] == "n'"
    assert group.ne and group.negator and not group.passive
