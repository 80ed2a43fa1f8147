"""The cue lexicons: forms of verbs, checked constructions, what stands in them."""

import pytest

from pipeline.errors import LexiconError
from pipeline.french.context_words import context_words
from pipeline.french.inflection import conjugate
from pipeline.french.quotes.cue_lexicon import (
    cue_nouns,
    masculine_participle,
    prepositions,
    verb_forms,
)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("dire", {"dit", "disent", "disait", "dira", "disant", "dites"}),
        ("annoncer", {"annonce", "annonçait", "annoncèrent", "annonçant", "annoncées"}),
        ("juger", {"juge", "jugeait", "jugeant", "jugées"}),
        ("rappeler", {"rappelle", "rappelait", "rappellera", "rappelé"}),
        ("marteler", {"martèle", "martelait", "martelé"}),
        ("préciser", {"précise", "précisent", "précisa", "précisée"}),
        ("espérer", {"espère", "espéraient", "espérant"}),
        ("promettre", {"promet", "promettent", "promit", "promettra", "promis", "promises"}),
        ("reconnaître", {"reconnaît", "reconnaissait", "reconnut", "reconnu"}),
        ("craindre", {"craint", "craignent", "craignait", "craignant", "craintes"}),
        ("prévenir", {"prévient", "prévenait", "prévint", "préviendra", "prévenu"}),
        ("démentir", {"dément", "démentent", "démentait", "démenti"}),
        ("écrire", {"écrit", "écrivent", "écrivait", "écrira", "écrits"}),
        ("avertir", {"avertit", "avertissait", "avertissant", "averties"}),
        ("conclure", {"conclut", "concluait", "conclura", "conclu"}),
        ("prétendre", {"prétend", "prétendent", "prétendait", "prétendu"}),
    ],
)
def test_verbs_are_found_by_their_forms(verb: str, forms: set[str]) -> None:
    assert forms <= {form for form, _ in conjugate(verb)}


def test_first_and_second_persons_are_the_authors_own() -> None:
    assert "rappelons" not in verb_forms()
    assert "disons" not in verb_forms()


def test_the_participle_under_avoir() -> None:
    assert masculine_participle("promettre") == "promis"
    assert masculine_participle("saluer") == "salué"


def test_an_unknown_ending_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(LexiconError, match="add its ending"):
        conjugate("xyz")


def test_a_verb_phrase_comes_before_the_plain_verb() -> None:
    verbs = [verb.rest for verb, _ in verb_forms()["met"]]
    assert verbs[0]


def test_the_lexicons_load_and_hold_their_words() -> None:
    assert len({verb.lemma for entries in verb_forms().values() for verb, _ in entries}) > 250
    assert "selon" in prepositions()
    assert "promesse" in cue_nouns()
    assert "communiqué" in context_words("setting")
