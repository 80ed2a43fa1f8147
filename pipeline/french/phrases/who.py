"""Noun phrases whom a number counts: how far one goes that has its head at a position.

Adjectives and complements in « de » belong to it; a participle or a relative, which tell what
happened to those people, do not.
"""

from pipeline.french.casualty_lexicon import is_victim, verb_forms
from pipeline.french.dates.calendar import time_words
from pipeline.french.function_words import OF, function_words
from pipeline.french.names.nations import is_gentile
from pipeline.french.numbers.words import number_words
from pipeline.french.view import Sentence

DETERMINERS = function_words("article", "demonstrative", "possessive") | {"nos", "entre"}
_BEFORE_COMPLEMENT = DETERMINERS | {"un", "une", "environ", "d'", "certains", "certaines"}
_IN_AGE = frozenset({"et", "ou", "à", ",", "moins", "plus", "de", "environ", "un", "quelques"})
_AGE_REACH = 8
# Set phrases that a noun opens: « urgence absolue », « gardes à vue ».
_SET_PHRASES = {"urgence": 2, "urgences": 2, "gardes": 3}


def phrase_end(sentence: Sentence, head: int, *, of_victims: bool = False) -> int:
    """End of the noun phrase whose noun stands at `head`.

    `of_victims`: whether a noun for victims keeps its complement too (« détenus du pays »).
    """
    noun = sentence.at(head)
    end = _adjectives(sentence, head + _SET_PHRASES.get(noun, 1))
    if (is_victim(noun) or noun in verb_forms()) and not of_victims:
        return _age(sentence, end)
    for _ in range(3):
        longer = _complement(sentence, end)
        if longer == end:
            break
        end = longer
    return end


def _adjectives(sentence: Sentence, p: int) -> int:
    """Behind the adjectives and names that begin at `p`, none of them a participle."""
    while p < sentence.end:
        word, gentile = sentence.at(p), is_gentile(sentence.at(p))
        described = sentence.pos(p) in ("ADJ", "PROPN") and sentence.view.verb_form(p) != "Part"
        if not described or (word in verb_forms() and not gentile):
            return p + gentile
        p += 1
    return p


def _age(sentence: Sentence, p: int) -> int:
    """End of « de 24 ans », « de 19 et 22 ans », « de moins de 16 ans » that starts at `p`."""
    if sentence.at(p) not in OF:
        return p
    for k in range(p + 1, min(p + _AGE_REACH, sentence.end)):
        word = sentence.at(k)
        if word in ("ans", "mois"):
            return k + 1
        if sentence.pos(k) != "NUM" and not word.isdigit() and word not in _IN_AGE:
            return p
    return p


def _is_collective(word: str) -> bool:
    """« dizaine », « centaine »: a number that stands as a noun."""
    known = number_words().get(word)
    return known is not None and known.role == "collective"


def _complement(sentence: Sentence, p: int) -> int:
    """End of the complement « de (la) N (A) » or « de 43 ans » that starts at `p`, or `p`."""
    if sentence.at(p) not in OF:
        return p
    if (aged := _age(sentence, p)) > p:
        return aged
    k = p + 1
    while sentence.at(k) in _BEFORE_COMPLEMENT:
        k += 1
    while sentence.pos(k) in ("NUM", "ADJ") or _is_collective(sentence.at(k)):
        k += 1
    if sentence.at(k) in ("d'", "de") and _is_collective(sentence.at(k - 1)):
        k += 1
    if sentence.pos(k) not in ("NOUN", "PROPN") or sentence.at(k) in time_words("weekday"):
        return p
    return _adjectives(sentence, k + 1)
