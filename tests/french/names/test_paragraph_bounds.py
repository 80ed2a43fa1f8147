"""No mention leaves its paragraph, whatever stands on either side of the line end."""

import pytest

from pipeline.french.names.resolve import find_chains
from tests.french.press_docs import doc_of


def names(text, mentions):
    doc = doc_of(text, mentions)
    return {doc.text[a:b] for chain in find_chains(doc) for a, b in chain.mentions}


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n", "\u2028"])
@pytest.mark.parametrize(
    ("first", "second", "mentions"),
    [
        ("Le rachat de Sarbex", "BRIVEL-SUR-TAUVE - Les salariés sont là.", "ORG Sarbex"),
        ("La visite de Corlay", "Belval-Tauve attend la suite.", "LOC Corlay; LOC Belval-Tauve"),
        ("Un texte d'Odile", "Kerval a fermé hier.", "PER Odile; PER Kerval"),
        ("Reçu par La", "Tribune de Corlay ferme ses portes.", "LOC Corlay"),
        ("Les élus de l'Union", "européenne ou non, la pêche reprend.", "ORG Union"),
        ("Il travaille pour le Conseil", "(CPT) Le pont ferme.", "ORG Conseil"),
        ("Reportage de Jean", "Jaurin rouvre.", "PER Jean; PER Jaurin"),
    ],
)
def test_names_at_a_line_end(gap, first, second, mentions):
    found = names(f"{first}{gap}{second}", mentions)
    assert found
    assert all(len(name.splitlines()) == 1 for name in found)


def test_the_gazetteer_does_not_read_over_a_line_end():
    assert names("Il lit Le\nMonde diplomatique et politique.", "") <= {"Monde diplomatique"}
    assert "Nations unies" not in names("Deux Nations\n\nunies par la peur.", "")
