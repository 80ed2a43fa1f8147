"""What a View says of a word's neighbours, without a parse."""

import pytest
import spacy

from pipeline.french.view import view_of
from tests.french.tagged import doc_of


def view(text):
    return view_of(spacy.blank("fr")(text))


def test_the_word_before_stays_in_the_block():
    seen = view("La mairie de Brivel\n\nRoy parle de la mairie de Brivel et de Tavor.")
    headline, place = (p for p, word in enumerate(seen.low) if word == "brivel")
    name = seen.low.index("roy")
    assert seen.before(headline) == headline - 1
    assert seen.low[seen.before(headline, frozenset({"de"}))] == "mairie"
    assert seen.before(name) == -1
    assert seen.low[seen.before(place, frozenset({"de", "la"}))] == "mairie"
    assert seen.before(2, frozenset({"la", "mairie"})) == -1


def test_a_range_goes_on_inside_its_block_only():
    seen = view("Anna Roy\n\nElle parle à Brivel.")
    assert seen.goes_on(1)
    assert not seen.goes_on(2)
    assert not seen.goes_on(len(seen))


@pytest.mark.parametrize(
    ("text", "word", "tied"),
    [
        ("Elle lit, dort.", ",", True),
        ("Elle lit , dort.", ",", False),
        ("Elle lit\n, dort.", ",", False),
        ("Elle lit.", "elle", False),
    ],
)
def test_no_space_before_a_tied_word(text, word, tied):
    seen = view(text)
    assert seen.is_tied(seen.low.index(word)) is tied
    assert not seen.is_tied(len(seen))


def test_a_range_of_words_is_given_for_whole_words():
    seen = view("Le Fanal de Brivel paraît.")
    assert seen.exactly((3, 18)) == (1, 4)
    assert seen.exactly((3, 17)) is None
    assert seen.exactly((4, 18)) is None
    assert seen.exactly((8, 8)) is None


def test_lower_holds_the_folded_words_written_without_a_capital():
    assert view("Été comme hiver, l'HIVER dure.").lower >= {"comme", "hiver", "dure"}
    assert "ete" not in view("Été comme hiver.").lower


def test_a_run_of_words_stays_in_the_block_and_behind_the_limit():
    seen = view_of(doc_of("Le pont\n\nLe grand pont de la ville est fermé."))
    nominal = {"DET", "ADJ", "NOUN", "ADP"}
    first, verb = seen.low.index("grand") - 1, seen.low.index("est")
    assert seen.run_start(verb, nominal) == first
    assert seen.run_start(first, nominal) == first
    assert seen.run_end(first + 1, nominal, len(seen)) == verb
    assert seen.run_end(first + 1, nominal, first + 2) == first + 2
    assert seen.run_end(1, nominal, len(seen)) == first
    assert seen.run_end(verb, nominal, len(seen)) == verb


def test_words_behind_stay_in_the_sentence():
    seen = view_of(doc_of("Le préfet parle. La ville écoute."))
    stop = seen.low.index(".")
    assert list(seen.behind(0, 3)) == [1, 2]
    assert list(seen.behind(0, 9)) == [1, 2, stop]
    assert list(seen.behind(stop, 9)) == []
    assert list(seen.behind(len(seen) - 1, 9)) == []


def test_marked_words_are_found_from_their_opening_mark_and_from_inside():
    seen = view("Elle crie « au vol » et part « vite »")
    opening, closing = (p for p in range(6) if seen.is_mark(p))
    marked = seen.marks[0]
    assert [seen.marked_at(p) for p in range(opening, closing)] == [marked] * 3
    assert seen.marked_at(opening - 1) is None
    assert seen.marked_at(closing) is None
    assert seen.marked_at(len(seen) - 1) is None
