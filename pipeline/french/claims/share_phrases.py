"""The noun phrases that percentages are shares of: where they begin and end."""

from pipeline.french.claims.casualty_lexicon import figure_words
from pipeline.french.claims.counted import PARTITIVE, Sentence, end_of_phrase

Words = tuple[int, int]

ARTICLES = frozenset({"le", "la", "l'", "les", "du", "des", "un", "une", "au", "aux"})
NOMINAL = frozenset({"NOUN", "PROPN"})
_LINKS = (*PARTITIVE, "sur", "en", "à", "au", "aux")


def phrase_at(sentence: Sentence, i: int) -> Words | None:
    """The noun phrase that starts at `i`, without its article."""
    start = i
    while sentence.at(start) in ARTICLES:
        start += 1
    head = start
    while head < min(start + 4, len(sentence.words)) and (
        sentence.words[head].pos_ in ("ADJ", "DET", "NUM", "ADV")
    ):
        head += 1
    if head >= len(sentence.words) or sentence.words[head].pos_ not in NOMINAL:
        return None
    return start, wide_end(sentence, head)


def wide_end(sentence: Sentence, head: int) -> int:
    """End of a phrase with its complements: « impôt sur les sociétés », « emploi à temps partiel ».

    A complement in à, en, sur, au is part of what a percentage is a share of; one of time is not.
    """
    end = _past_described(sentence, end_of_phrase(sentence, head, of_victims=True))
    for _ in range(2):
        k = end + 1
        if sentence.at(end) not in ("sur", "en", "à", "au", "aux"):
            return end
        while sentence.at(k) in ("les", "la", "le", "l'"):
            k += 1
        word = sentence.words[k : k + 1]
        if not word or word[0].pos_ not in NOMINAL or sentence.at(k) in adverbials():
            return end
        if word[0].ent_type_ == "LOC":
            return end
        end = end_of_phrase(sentence, k, of_victims=True)
    return end


def _past_described(sentence: Sentence, end: int) -> int:
    """End of « terres officiellement cultivées de la région »: adverb, participle, then « de »."""
    word = sentence.words[end + 1 : end + 2]
    if not word or sentence.words[end].pos_ != "ADV" or sentence.at(end + 2) not in PARTITIVE:
        return end
    described = word[0].pos_ in ("ADJ", "VERB") and "VerbForm=Fin" not in str(word[0].morph)
    return end_of_phrase(sentence, end + 1, of_victims=True) if described else end


def adverbials() -> frozenset[str]:
    """Heads of adverbials that no percentage is a share of: « en moyenne », « au total »."""
    return (figure_words("period") | figure_words("circumstance")) - {"hausse", "baisse"}


def start_of_phrase(sentence: Sentence, i: int) -> int:
    """The noun that the phrase with the noun `i` begins with, past its complements in « de »."""
    k = i
    while k > 1:
        previous = k - 1
        while previous > 0 and sentence.lower[previous] in ("la", "le", "les", "l'"):
            previous -= 1
        joined = sentence.lower[previous] in _LINKS
        if previous == k - 1 and sentence.words[previous].pos_ in (*NOMINAL, "ADJ"):
            k = previous
        elif joined and sentence.words[previous - 1].pos_ in (*NOMINAL, "ADJ"):
            k = previous - 1
        else:
            break
    while k < i and sentence.words[k].pos_ not in NOMINAL:
        k += 1
    return k
