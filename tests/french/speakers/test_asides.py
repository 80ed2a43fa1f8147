"""Who stands beside the text speaks for nobody in it."""

import pytest

from pipeline.french.quotes.quotes import find_quotes
from tests.french.press_docs import resolved_doc

OPENING = "Le conseil de Valdorce s'est réuni mardi. La maire, Aline Morvan, a défendu le projet."
SAID = "Elle a répondu aux riverains. « Nous ne céderons pas. »"


def speaker_of(text, mentions):
    """The name of the one direct quote's source."""
    (quote,) = (q for q in find_quotes(resolved_doc(text, mentions)) if q.type == "direct")
    return quote.speaker_name


@pytest.mark.parametrize(
    "aside",
    [
        "Sophie Caron devant la mairie de Valdorce. Photo Lise Roy",
        "Photo Sophie Caron",
        "Par Sophie Caron",
        "Lire aussi : Sophie Caron annonce son départ",
        "Le pont rouvre lundi — Sophie Caron (@scaron) 3 janvier 2019",
    ],
)
def test_nobody_beside_the_text_is_meant_by_a_pronoun(aside):
    text = f"Un titre\n\n{OPENING}\n{aside}\n« Rien n'est signé », a-t-elle ajouté."
    mentions = "PER Aline Morvan; PER Sophie Caron"
    said = [q for q in find_quotes(resolved_doc(text, mentions)) if q.cue_lemma == "ajouter"]
    assert [q.speaker_name for q in said] == ["Aline Morvan"]


@pytest.mark.parametrize(
    "aside", ["Photo Marc Petit", "Par Marc Petit", "Lire aussi : Marc Petit renonce", "M. P."]
)
def test_a_quote_without_source_is_not_theirs(aside):
    text = f"Un titre\n\nLe pont reste fermé.\n{aside}\n« Nous ne céderons pas à la pression. »"
    mentions = "PER Marc Petit" if "Marc Petit" in aside else ""
    assert speaker_of(text, mentions) is None


def test_who_is_quoted_in_a_pointer_does_not_go_on_speaking():
    text = (
        f"Un titre\n\n{OPENING}\n"
        "Lire aussi : « Je pars », annonce Marc Petit\n"
        "« Nous ne céderons pas », a-t-elle ajouté. Puis : « Nous irons au bout. »"
    )
    quotes = find_quotes(resolved_doc(text, "PER Aline Morvan; PER Marc Petit"))
    names = [q.speaker_name for q in quotes if q.type == "direct"]
    assert names == ["Marc Petit", "Aline Morvan", "Aline Morvan"]


def test_a_caption_may_quote_whom_it_shows():
    text = (
        f"Un titre\n\n{OPENING}\n"
        "Sophie Caron, mardi. « Le pont rouvrira », a-t-elle dit. (Photo d'archives)\n"
        "La séance a duré trois heures."
    )
    assert speaker_of(text, "PER Aline Morvan; PER Sophie Caron") == "Sophie Caron"


def test_a_caption_tells_who_holds_an_office():
    text = (
        "Un titre\n\nLe pont reste fermé.\n"
        "Le préfet, Marc Petit, sur le pont de Valdorce. Photo Lise Roy\n"
        "« Rien n'est signé », a dit le préfet."
    )
    assert speaker_of(text, "PER Marc Petit; LOC Valdorce; PER Lise Roy") == "Marc Petit"


@pytest.mark.parametrize(
    "byline", ["Par Marc Petit", "Marc Petit, à Genève", "Marc Petit BBC News"]
)
def test_a_namesake_of_the_author_is_not_the_author(byline):
    text = f"Un titre\n\n{byline}\nM. Petit a tout nié. « Rien n'est signé », a dit M. Petit mardi."
    assert speaker_of(text, "PER Marc Petit; PER Petit") == "Petit"


def test_whom_a_caption_names_in_full_is_named_so():
    text = (
        "Un titre\n\nMarc Petit sur le pont de Valdorce. Photo Lise Roy\n"
        "M. Petit a tout nié. « Rien n'est signé », a dit M. Petit mardi."
    )
    assert speaker_of(text, "PER Marc Petit; PER Petit; PER Lise Roy") == "Marc Petit"
