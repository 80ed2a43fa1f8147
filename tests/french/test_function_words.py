"""Words by their role: an unknown one is an error that names the nearest."""

import re

import pytest

from pipeline.errors import LexiconError
from pipeline.french.casualty_lexicon import figure_words
from pipeline.french.function_words import DE, OF, QUE, RELATIVES, THE, TO, WHICH, function_words
from pipeline.french.lexicon_files import Own
from pipeline.french.lexicons import laid_over, load_lexicon
from pipeline.french.names.function_words import function_words as grouped


@pytest.mark.parametrize(
    ("accessor", "wrong", "meant"),
    [(function_words, "prepositon", "preposition"), (grouped, "generic_bodies", "generic_body")],
)
def test_an_unknown_role_names_the_nearest(accessor, wrong, meant):
    with pytest.raises(LexiconError, match=re.escape(f"nearest is {meant!r}")):
        accessor(wrong)


def test_sets_of_the_grammar():
    assert DE | {"des", "du"} == OF
    assert {"le", "la", "les", "l'"} == THE
    assert {"à", "au", "aux"} == TO
    assert QUE < RELATIVES
    assert WHICH.isdisjoint(RELATIVES)


def test_prepositions_are_the_same_words_everywhere():
    """They stood in two lists, of which each lacked some."""
    plain = function_words("preposition")
    assert figure_words("preposition") == plain | TO
    assert {"derriere", "apres", "entre"} <= grouped("preposition")


def test_words_around_names_are_folded():
    assert {"a", "d", "d'", "des"} <= grouped("complement")
    assert "societe" in grouped("business")


@pytest.mark.parametrize("lexicon", ["name_words", "figure_words", "cue_context"])
def test_relatives_and_articles_stand_in_one_lexicon_only(lexicon):
    column = {"name_words": "group", "figure_words": "role", "cue_context": "kind"}[lexicon]
    roles = {
        row[column] for row in load_lexicon(lexicon).rows if row["word"] in {"qui", "dont", "où"}
    }
    assert roles <= {"including"}  # « dont un enfant »


@pytest.mark.parametrize("name", ["function_words", "auxiliaries"])
def test_no_file_of_a_user_changes_the_grammar(name):
    own = Own("lexicons/mine.tsv", "word\trole\nés\tpreposition\n")
    with (
        pytest.raises(LexiconError, match=r"mine.tsv: .* is grammar .*take the file away"),
        laid_over({name: own}),
    ):
        pass
    assert "dans" in function_words("preposition")
