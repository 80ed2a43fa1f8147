import pytest
import spacy

from pipeline.french.sentences import set_sentences
from tests.work import work

NLP = spacy.blank("fr")


def split(text):
    return [sent.text.strip() for sent in set_sentences(NLP.make_doc(text)).sents]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Le pont est fermé.", "La ville attend."],
        ["M. Tornal et Mme. Ferrand sont venus.", "Me Aldric aussi."],
        ["J.-P. Tornal a signé.", "Le Dr. Maur a refusé."],
        ['"Nous partons", a dit le maire.', "Il est parti."],
        ["« Nous partons », a dit le maire.", "« Et vite. »", "Il est parti."],
        ["« Où va-t-on ? » demande-t-elle.", "Personne ne sait."],
        ["“Quel gâchis !” s'exclame Hervé Tornal.", "Puis il sort."],
        ['Il a dit : "Je pars."', "Elle reste."],
        ["Il vaut 30.000 euros.", "2,5 % de plus."],
        ["Le bilan (12 morts.) est lourd."],
        ["Elle hésite… et renonce.", "Tant pis !", "On verra."],
        ["Il habite av. Foch, au n. 3.", "Elle, non."],
        ["La SNCF l'a dit.", "– Vraiment ?", "– Oui."],
        ["Voir art. 3 et suivants, p. 12.", "Puis l'annexe."],
        ["Le retard touche chaque vol.", "Orsen Tabary s'est excusé."],
        ["Ils ont essayé la bombe H.", "La communauté proteste."],
        ["Il fait -6 °C.", "Les routes gèlent."],
        ["Le film de J. Le Brac est sorti.", "Le public rit."],
        ["Jean B.", "Il a 40 ans."],
        ["Il a fait -6,3°C.", "« On gèle », dit-elle."],
    ],
)
def test_boundaries(sentences):
    assert split(" ".join(sentences)) == sentences


def test_a_line_end_parts_sentences():
    assert split("Un titre sans point\nLe texte suit.") == ["Un titre sans point", "Le texte suit."]


@pytest.mark.parametrize("text", ["", " ", "...", '""""', "«»«»", ". . .", "\n\n"])
def test_odd_input_gives_known_boundaries(text):
    doc = set_sentences(NLP.make_doc(text))
    assert all(token.is_sent_start is not None for token in doc)
    assert "".join(sent.text_with_ws for sent in doc.sents) == text


def test_long_paragraphs_take_work_in_proportion():
    once, twice = (work(set_sentences, NLP.make_doc("Il part. " * n)) for n in (500, 1000))
    assert twice < 2.3 * once


def test_boundaries_are_set_as_one_array():
    doc = set_sentences(NLP.make_doc("Elle part. Il reste."))
    assert [token.is_sent_start for token in doc] == [True, False, False, True, False, False]
