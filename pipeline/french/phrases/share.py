"""Noun phrases that percentages are shares of: where they begin and end.

A complement in à, en, sur makes the thing measured and belongs to the phrase; one of time does not.
"""

from pipeline.french.casualty_lexicon import figure_words
from pipeline.french.function_words import OF, THE
from pipeline.french.phrases import who
from pipeline.french.view import Sentence

Words = tuple[int, int]

ARTICLES = THE | {"du", "des", "un", "une", "au", "aux"}
NOMINAL = frozenset({"NOUN", "PROPN"})
_MEASURING = frozenset({"sur", "en", "à", "au", "aux"})
_LINKS = OF | _MEASURING


def phrase_at(sentence: Sentence, p: int) -> Words | None:
    """The noun phrase that starts at `p`, without its article."""
    start = p
    while sentence.at(start) in ARTICLES:
        start += 1
    head = start
    while head < start + 4 and sentence.pos(head) in ("ADJ", "DET", "NUM", "ADV"):
        head += 1
    return (start, phrase_end(sentence, head)) if sentence.pos(head) in NOMINAL else None


def phrase_end(sentence: Sentence, head: int) -> int:
    """End of a phrase with its complements: « impôt sur les ventes », « emploi à mi-temps »."""
    end = _past_described(sentence, who.phrase_end(sentence, head, of_victims=True))
    for _ in range(2):
        k = end + 1
        if sentence.at(end) not in _MEASURING:
            return end
        while sentence.at(k) in THE:
            k += 1
        if sentence.pos(k) not in NOMINAL or sentence.at(k) in adverbials():
            return end
        if sentence.view.words[k].ent_type_ == "LOC":
            return end
        end = who.phrase_end(sentence, k, of_victims=True)
    return end


def _past_described(sentence: Sentence, end: int) -> int:
    """End of « terres officiellement cultivées de la région »: adverb, participle, then « de »."""
    if sentence.pos(end) != "ADV" or sentence.at(end + 2) not in OF:
        return end
    if sentence.pos(end + 1) not in ("ADJ", "VERB") or sentence.is_finite(end + 1):
        return end
    return who.phrase_end(sentence, end + 1, of_victims=True)


def adverbials() -> frozenset[str]:
    """Heads of adverbials that no percentage is a share of: « en moyenne », « au total »."""
    return (figure_words("period") | figure_words("circumstance")) - {"hausse", "baisse"}


def phrase_start(sentence: Sentence, p: int) -> int:
    """The noun that the phrase with the noun at `p` begins with, past its complements in « de »."""
    k = p
    while k > sentence.first + 1:
        previous = k - 1
        while previous > sentence.first and sentence.at(previous) in THE:
            previous -= 1
        if previous == k - 1 and sentence.pos(previous) in (*NOMINAL, "ADJ"):
            k = previous
        elif sentence.at(previous) in _LINKS and sentence.pos(previous - 1) in (*NOMINAL, "ADJ"):
            k = previous - 1
        else:
            break
    while k < p and sentence.pos(k) not in NOMINAL:
        k += 1
    return k
