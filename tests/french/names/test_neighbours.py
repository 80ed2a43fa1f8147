"""Whether the words beside a name are part of it."""

import pytest

from pipeline.french.names.neighbours import stands_alone
from pipeline.french.view import view_of
from tests.french.tagged import doc_of

ALONE = [
    ("Hier, Orvanne a gagné.", "Orvanne"),
    ("Hier, la ministre Corvane a parlé.", "Corvane"),
    ("Hier, la Ministre Corvane a parlé.", "Corvane"),
    ("Hier, Mme Corvane a parlé.", "Corvane"),
    ("Radio Orvanne a parlé.", "Orvanne"),  # the capital may be the sentence's
    ("Hier, ORVANNE MUSIQUE a parlé.", "ORVANNE"),
    ("Hier, Orvanne a-t-elle gagné ?", "Orvanne"),
    ("Il vit à Orvanne - Corvane est loin.", "Orvanne"),
]
PART_OF_MORE = [
    ("Hier, Radio Orvanne a parlé.", "Orvanne"),
    ("Hier, Orvanne Musique a parlé.", "Orvanne"),
    ("Hier, Orvanne-Corvane a parlé.", "Orvanne"),
    ("Hier, Corvane-Orvanne a parlé.", "Orvanne"),
]


@pytest.mark.parametrize(
    ("text", "name", "alone"),
    [*((*row, True) for row in ALONE), *((*row, False) for row in PART_OF_MORE)],
)
def test_a_name_beside_its_neighbours(text, name, alone):
    view = view_of(doc_of(text))
    p = [token.text for token in view.words].index(name)
    assert stands_alone(view, p, p + 1) is alone
