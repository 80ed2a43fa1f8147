"""Sentences of the view, clauses and the ends of noun phrases, on words tagged by hand."""

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.french.clauses import clause_of
from pipeline.french.phrases import share, who
from pipeline.french.records import register_extensions
from pipeline.french.verbs import Group, verb_group
from pipeline.french.view import Sentence, view_of

register_extensions()
VERBS = {"FIN": "VerbForm=Fin", "PART": "VerbForm=Part"}


def sentences_of(*tagged: str) -> list[Sentence]:
    """The sentences of texts like « deux/NUM passants/NOUN crient/FIN »; no tag: punctuation."""
    words, tags, starts = [], [], []
    for text in tagged:
        for n, item in enumerate(text.split()):
            word, _, tag = item.partition("/")
            words.append(word)
            tags.append(tag or "PUNCT")
            starts.append(n == 0)
    pos = ["VERB" if tag in VERBS else tag for tag in tags]
    morphs = [VERBS.get(tag, "") for tag in tags]
    vocab = spacy.blank("fr").vocab
    doc = Doc(vocab, words=words, pos=pos, morphs=morphs, sent_starts=starts)
    return list(view_of(doc).sentences())


def written(sentence: Sentence, first: int, end: int) -> str:
    return " ".join(word.text for word in sentence.view.words[first:end])


def test_a_sentence_knows_nothing_outside_itself():
    before, sentence, after = sentences_of("Ils/PRON crient/FIN", "Rien/PRON va/FIN", "Il/PRON")
    assert (sentence.first, sentence.end) == (before.end, after.first) == (2, 4)
    assert [sentence.at(p) for p in (-1, 1, 2, 3, 4)] == ["", "", "rien", "va", ""]
    assert [sentence.pos(p) for p in (1, 2, 4)] == ["", "PRON", ""]
    assert [sentence.is_finite(p) for p in (1, 3, 4)] == [False, True, False]
    assert sentence.forms(-5, 99) == ("rien", "va") == tuple(sentence.low)
    assert sentence.forms(0, 2) == sentence.forms(4, 9) == ()
    assert list(sentence.before(4, 3)) == [3, 2]
    assert list(sentence.before(4, 2)) == [3]
    assert sentence.touched(0, 99) == (2, 4)
    assert after.view.sentence_at(3) == sentence


# The noun is the first word behind « Les »; how far `who` and `share` follow it.
ENDS = [
    (
        "Les/DET randonneurs/NOUN suisses/ADJ retrouvés/PART",
        "randonneurs suisses",
        "randonneurs suisses",
    ),
    (
        "Les/DET élèves/NOUN de/ADP l'/DET école/NOUN voisine/ADJ chantent/FIN",
        "élèves de l' école voisine",
        "élèves de l' école voisine",
    ),
    (
        "Les/DET pêcheurs/NOUN de/ADP 19/NUM et/CCONJ 22/NUM ans/NOUN disparus/PART",
        "pêcheurs de 19 et 22 ans",
        "pêcheurs de 19 et 22 ans",
    ),
    ("Les/DET blessés/NOUN de/ADP la/DET gare/NOUN", "blessés", "blessés de la gare"),
    (
        "Les/DET habitants/NOUN de/ADP la/DET plaine/NOUN",
        "habitants de la plaine",
        "habitants de la plaine",
    ),
    ("Les/DET habitants/NOUN du/ADP lundi/NOUN", "habitants", "habitants"),
    ("Les/DET droits/NOUN sur/ADP les/DET ventes/NOUN", "droits", "droits sur les ventes"),
    ("Les/DET prix/NOUN en/ADP moyenne/NOUN", "prix", "prix"),
    (
        "Les/DET terres/NOUN dûment/ADV cultivées/ADJ de/ADP la/DET vallée/NOUN",
        "terres",
        "terres dûment cultivées de la vallée",
    ),
]


@pytest.mark.parametrize(("tagged", "counted", "measured"), ENDS)
def test_each_policy_ends_a_phrase_in_its_way(tagged, counted, measured):
    _, sentence = sentences_of("Rien/PRON va/FIN", tagged)
    noun = sentence.first + 1
    assert written(sentence, noun, who.phrase_end(sentence, noun)) == counted
    assert share.phrase_at(sentence, sentence.first) == (noun, share.phrase_end(sentence, noun))
    assert written(sentence, noun, share.phrase_end(sentence, noun)) == measured


def test_a_phrase_ends_with_its_sentence():
    sentence, _ = sentences_of("Les/DET élèves/NOUN", "De/ADP la/DET vallée/NOUN")
    assert who.phrase_end(sentence, 1) == share.phrase_end(sentence, 1) == 2
    assert share.phrase_at(sentence, 2) is None


def test_a_share_begins_with_the_noun_that_holds_the_others():
    _, sentence = sentences_of("Il/PRON rit/FIN", "Le/DET prix/NOUN de/ADP la/DET carotte/NOUN")
    assert share.phrase_start(sentence, sentence.end - 1) == sentence.first + 1


CLAUSES = [
    # a comma or conjunction parts where a finite verb stands on both sides
    ("Deux/NUM maisons/NOUN brûlent/FIN , la/DET pluie/NOUN cesse/FIN", 0, "Deux maisons brûlent"),
    ("Deux/NUM maisons/NOUN brûlent/FIN , la/DET pluie/NOUN cesse/FIN", 5, "la pluie cesse"),
    ("Hier/ADV , deux/NUM maisons/NOUN brûlent/FIN", 2, "Hier , deux maisons brûlent"),
    ("Un/DET pont/NOUN cède/FIN : un/DET car/NOUN tombe/FIN", 4, "un car tombe"),
    ("Un/DET pont/NOUN cède/FIN ; un/DET car/NOUN", 0, "Un pont cède"),
]


@pytest.mark.parametrize(("tagged", "word", "clause"), CLAUSES)
def test_a_clause_ends_where_another_opens(tagged, word, clause):
    _, sentence, _ = sentences_of("Il/PRON rit/FIN", tagged, "Tout/PRON va/FIN")
    assert written(sentence, *clause_of(sentence, sentence.first + word)) == clause


def group_of(text: str, verb: str, auxiliaries=("ont", "a", "été"), **options) -> tuple[Group, str]:
    """The group of a verb in a tagged text, and its words."""
    (sentence,) = sentences_of(text)
    p = sentence.low.index(verb)
    group = verb_group(sentence.view, p, auxiliaries, **options)
    return group, written(sentence, group.first, p + 1)


def test_a_noun_that_names_a_person_negates_nothing():
    group, words = group_of("une/DET personne/NOUN meurt/FIN", "meurt")
    assert (group.negator, words) == (False, "meurt")
    group, words = group_of("personne/PRON ne/ADV meurt/FIN", "meurt")
    assert (group.negator, group.ne, words) == (True, True, "personne ne meurt")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Ils/PRON ont/AUX par/ADP la/DET suite/NOUN été/AUX sauvés/PART",
            "ont par la suite été sauvés",
        ),
        ("Il/PRON y/PRON a/AUX en/ADP tout/PRON dix/NUM sauvés/PART", "sauvés"),
        ("Il/PRON a/AUX sur/ADP la/DET rive/NOUN deux/NUM sœurs/NOUN sauvées/PART", "sauvées"),
    ],
)
def test_an_aside_in_a_verb_group_is_no_object(text, words):
    assert group_of(text, words.split()[-1])[1] == words


def test_modal_verbs_and_marks_belong_to_a_group_where_asked():
    text = "Ils/PRON ont/AUX pu/VERB être/AUX «/ sauvés/PART »/"
    modal = {"ont", "pu", "être"}
    assert group_of(text, "sauvés", modal, marked=True)[1] == "ont pu être « sauvés"
    assert group_of(text, "sauvés", modal)[1] == "sauvés"
    group, _ = group_of(text, "sauvés", modal, marked=True)
    assert (group.auxiliaries, group.auxiliary) == ([3, 2, 1], 1)
