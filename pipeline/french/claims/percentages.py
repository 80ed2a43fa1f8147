"""Percentages: what each is a share of or what changes by it, and in which direction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from spacy.tokens import Token

from pipeline.french.claims.casualty_lexicon import figure_words
from pipeline.french.claims.change import direction_of, ends_of
from pipeline.french.claims.counted import PARTITIVE, Counted, Sentence, end_of_phrase, index_of
from pipeline.french.numbers.numbers import NumberExpression
from pipeline.french.records import Offsets

_ARTICLES = frozenset({"le", "la", "l'", "les", "du", "des", "un", "une"})
_DETERMINERS = _ARTICLES | {
    "leur",
    "leurs",
    "son",
    "sa",
    "ses",
    "ce",
    "cette",
    "ces",
    "nos",
    "notre",
}
_NOMINAL = frozenset({"NOUN", "PROPN"})
_NO_SHARE = frozenset({"plus", "moins", "ici", "hausse", "baisse", "augmentation", "mieux"})
_ANAPHORS = frozenset({"il", "elle", "ils", "elles", "dernières", "derniers", "celui-ci", "en"})
_WINDOW = 10
# The stock parser takes the « il » of « il s'élève à » for impersonal.
_SUBJECT = ("nsubj", "expl:subj")

Words = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Percentage:
    """A percentage: `counted` holds the number, its phrase and, in `who`, what it is a share of.

    `share`: the words of the share in its own sentence; `inherited`: that of an earlier percentage,
    as character offsets, where the text goes on about the same thing; `first_end`: whether it is
    the first figure of « de 35 % à 15 % ».
    """

    counted: Counted
    rule: str
    direction: str | None
    confidence: float
    inherited: Offsets | None = None
    first_end: bool = False


def read_percentages(
    sentence: Sentence,
    numbers: Sequence[NumberExpression],
    last: Offsets | None,
    subject: Offsets | None,
) -> list[Percentage]:
    """The percentages of a sentence.

    `last`: the share of the latest one before it; `subject`: of the sentence before; or null.
    """
    percents = [n for n in numbers if n.unit == "percent"]
    found: list[Percentage] = []
    for number in chain.from_iterable(ends_of(sentence, n) for n in percents):
        reading = _read(sentence, number)
        pair = found[-1] if found and _is_pair(sentence, found[-1].counted, reading) else None
        if pair is not None:
            found[-1] = replace(pair, first_end=sentence.at(reading.counted.left - 1) == "à")
            counted = replace(reading.counted, who=pair.counted.who)
            reading = replace(
                reading, counted=counted, inherited=pair.inherited, rule="pair", confidence=0.85
            )
        elif reading.rule == "anaphor" and subject is not None:
            reading = replace(reading, inherited=subject, confidence=0.5)
        elif reading.counted.who is None and last and _goes_on(sentence, reading, last):
            reading = replace(reading, inherited=last, rule="inherited", confidence=0.6)
        elif reading.rule in ("subject", "label") and last and _is_holder(sentence, reading, last):
            counted = replace(reading.counted, who=None)
            reading = replace(reading, counted=counted, inherited=last, rule="inherited")
        if reading.counted.who is not None:
            last = _characters(sentence, *reading.counted.who)
        found.append(reading)
    return _fill_lists(sentence, found)


def _goes_on(sentence: Sentence, reading: Percentage, last: Offsets) -> bool:
    """Whether a bare figure is a share of what an earlier one was: in a list, or one sentence."""
    return reading.rule == "aside" or last[0] >= sentence.words[0].idx


def _is_pair(sentence: Sentence, first: Counted, second: Percentage) -> bool:
    """Whether two figures are the ends of « de 35 % à 15 % », « 41 % contre 40 % »."""
    if second.rule in ("complement", "noun"):
        return False
    left = second.counted.left
    between = sentence.words[first.end : left]
    if sentence.at(left - 1) not in ("à", "contre", "après") or len(between) > 10:
        return False
    if sentence.at(left - 1) == "à" and sentence.at(first.left - 1) != "de":
        return False
    return not any(word.pos_ in ("VERB", "AUX") for word in between)


def _is_holder(sentence: Sentence, reading: Percentage, last: Offsets) -> bool:
    """Whether the phrase holds the share (« la CGT obtient 24 % ») of what was named before."""
    who = reading.counted.who
    if who is None or reading.direction is not None or reading.rule == "bracket":
        return False
    doc = sentence.words[0].doc
    named = doc.char_span(*last, alignment_mode="expand")
    if named is None or any(word.pos_ == "PROPN" for word in named):
        return False
    return any(word.pos_ == "PROPN" for word in sentence.words[slice(*who)])


def main_subject(sentence: Sentence) -> Offsets | None:
    """The subject of a sentence's main verb as character offsets; None for a pronoun."""
    for word in sentence.words:
        if word.dep_.startswith("nsubj") and word.head.dep_ == "ROOT":
            phrase = _subject_phrase(sentence, word, word.head)
            return _characters(sentence, *phrase) if phrase else None
    return None


def _characters(sentence: Sentence, start: int, end: int) -> Offsets:
    final = sentence.words[end - 1]
    return sentence.words[start].idx, final.idx + len(final)


def _read(sentence: Sentence, number: NumberExpression) -> Percentage:
    first, stop = index_of(sentence, number.start, number.unit_end)
    left = first
    if number.left < number.start:
        left, _ = index_of(sentence, number.left, number.start)
    who, rule = _share(sentence, first, left, stop)
    counted = Counted(number, left, first, stop - 1, who, None, stop)
    confidence = 0.95 if rule in ("complement", "noun") else 0.85
    return Percentage(counted, rule, _change(sentence, left), confidence)


def _share(sentence: Sentence, first: int, left: int, stop: int) -> tuple[Words | None, str]:
    """What the percentage is a share of, by the surest sign that there is."""
    readings = (
        ("complement", _complement(sentence, stop)),
        ("label", _label(sentence, stop)),
        ("bracket", _before_bracket(sentence, left)),
        ("noun", _governing_noun(sentence, left)),
        ("object", _changed_object(sentence, left, stop)),
    )
    if sentence.at(left - 1) == "(" and readings[0][1] is None:
        return readings[2][1], "aside"  # « Marie Dupont (28,1 %) »: of what was named before
    found = next(((who, rule) for rule, who in readings if who is not None), None)
    return found or _subject(sentence, first)


def _phrase(sentence: Sentence, i: int) -> Words | None:
    """The noun phrase that starts at `i`, without its article."""
    start = i
    while sentence.at(start) in _ARTICLES:
        start += 1
    head = start
    while head < min(start + 4, len(sentence.words)) and (
        sentence.words[head].pos_ in ("ADJ", "DET", "NUM", "ADV")
    ):
        head += 1
    if head >= len(sentence.words) or sentence.words[head].pos_ not in _NOMINAL:
        return None
    return start, _wide_end(sentence, head)


def _wide_end(sentence: Sentence, head: int) -> int:
    """End of a phrase with its complements: « impôt sur les sociétés », « emploi à temps partiel ».

    A complement in à, en, sur, au is part of what a percentage is a share of; one of time is not.
    """
    end = end_of_phrase(sentence, head)
    for _ in range(2):
        k = end + 1
        if sentence.at(end) not in ("sur", "en", "à", "au", "aux"):
            return end
        while sentence.at(k) in ("les", "la", "le", "l'"):
            k += 1
        word = sentence.words[k : k + 1]
        if not word or word[0].pos_ not in _NOMINAL or sentence.at(k) in figure_words("period"):
            return end
        if word[0].ent_type_ == "LOC":
            return end
        end = end_of_phrase(sentence, k)
    return end


def _complement(sentence: Sentence, stop: int) -> Words | None:
    """« 20 % des électeurs »."""
    if sentence.at(stop) not in PARTITIVE or sentence.at(stop + 1) in _NO_SHARE:
        return None
    if sentence.at(stop + 1).isdigit() and len(sentence.at(stop + 1)) == 4:
        return None  # « 10,2 % de 2012 »
    return _phrase(sentence, stop + 1)


def _label(sentence: Sentence, stop: int) -> Words | None:
    """« 60 % hutu », « 23 % pour Instagram »: what a list sets beside each of its figures."""
    if sentence.at(stop) == "pour" and sentence.words[stop + 1 :]:
        named = _phrase(sentence, stop + 1)
        return None if named and sentence.lower[named[0]] in figure_words("period") else named
    following = sentence.words[stop : stop + 1]
    plain = sentence.at(stop) not in _NO_SHARE | figure_words("period")
    if following and following[0].pos_ in ("NOUN", "ADJ") and plain:
        return stop, end_of_phrase(sentence, stop)
    return None


def _before_bracket(sentence: Sentence, left: int) -> Words | None:
    """« les exportations (- 7,7 %) »: the phrase before the bracket."""
    i = left - 1
    signed = sentence.at(i) in ("+", "-", "–", "−")
    i -= signed
    if sentence.at(i) != "(" or not signed:
        return None
    for k in range(i - 1, max(-1, i - 8), -1):
        if direction_of(sentence.lower[k]) is not None:
            return None  # « une baisse significative (- 2,8 %) »: of the subject
        if sentence.words[k].pos_ in ("NUM", "VERB") or sentence.lower[k].isdigit():
            return None
        if sentence.words[k].pos_ in _NOMINAL:
            start = _start_of_phrase(sentence, k)
            return start, max(k + 1, min(i, _wide_end(sentence, start)))
    return None


def _start_of_phrase(sentence: Sentence, i: int) -> int:
    """The noun that the phrase with the noun `i` begins with, past its complements in « de »."""
    k = i
    while k > 1:
        previous = k - 1
        while previous > 0 and sentence.lower[previous] in ("la", "le", "les", "l'"):
            previous -= 1
        joined = sentence.lower[previous] in (*PARTITIVE, "sur", "en", "à", "au", "aux")
        if previous == k - 1 and sentence.words[previous].pos_ in (*_NOMINAL, "ADJ"):
            k = previous
        elif joined and sentence.words[previous - 1].pos_ in (*_NOMINAL, "ADJ"):
            k = previous - 1
        else:
            break
    while k < i and sentence.words[k].pos_ not in _NOMINAL:
        k += 1
    return k


def _governing_noun(sentence: Sentence, left: int) -> Words | None:
    """« un taux de participation de 42 % »; « une hausse du chômage de 3 % »."""
    i = left - 1
    if sentence.at(i) not in PARTITIVE or i == 0:
        return None
    i -= 1
    while i > 0 and sentence.words[i].pos_ in ("ADJ", "ADV"):
        i -= 1
    if sentence.words[i].pos_ not in _NOMINAL or sentence.lower[i] in figure_words("period") - {
        "hausse",
        "baisse",
    }:
        return None
    start = _start_of_phrase(sentence, i)
    if direction_of(sentence.lower[start]) is None or sentence.lower[start] == "croissance":
        return start, i + 1
    if start == i:
        return None
    inner = start + 1
    while sentence.lower[inner] in (*_DETERMINERS, *PARTITIVE) and inner < i:
        inner += 1
    return inner, i + 1


def _changed_object(sentence: Sentence, left: int, stop: int) -> Words | None:
    """« porter sa croissance à 8 % », « réduire de 25 % les vols »."""
    i = left - 1
    if sentence.at(i) in ("à", "de") and i > 1 and sentence.words[i - 1].pos_ in _NOMINAL:
        start = _start_of_phrase(sentence, i - 1)
        verb = start - 1
        while verb > 0 and sentence.lower[verb] in _DETERMINERS:
            verb -= 1
        if direction_of(sentence.lower[verb]) and sentence.words[start - 1].pos_ != "ADP":
            return start, i
    if sentence.at(i) == "de" and sentence.words[i - 1].pos_ == "VERB":
        changed = direction_of(sentence.at(i - 1)) is not None
        if (
            changed
            and sentence.at(stop + 1) not in figure_words("period")
            and sentence.at(stop) in ("le", "la", "les", "l'", "son", "sa", "ses", "leur", "leurs")
        ):
            return _phrase(sentence, stop)
    return None


def _subject(sentence: Sentence, first: int) -> tuple[Words | None, str]:
    """The subject of the verb that the percentage depends on, in the dependency tree."""
    token = sentence.words[first]
    for _ in range(_WINDOW):
        if token.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
            subject = next((c for c in token.children if c.dep_.startswith(_SUBJECT)), None)
            if subject is not None and subject.lower_ == "%":
                break
            if subject is not None and subject.lower_ in _ANAPHORS:
                return None, "anaphor"
            if subject is not None:
                return _subject_phrase(sentence, subject, token), "subject"
        if token.head.i == token.i or sentence.position(token.head) is None:
            break
        token = token.head
    return None, "none"


def _subject_phrase(sentence: Sentence, subject: Token, verb: Token) -> Words | None:
    if subject.lower_ == "qui" and verb.dep_ == "acl:relcl":
        subject = verb.head
    k = sentence.position(subject)
    if subject.pos_ not in _NOMINAL or k is None:
        return None
    if direction_of(subject.lower_) is None or subject.lower_ == "croissance":
        return k, _wide_end(sentence, k)
    if sentence.at(k + 1) in PARTITIVE:  # « la baisse du chômage atteint 3 % »
        return _phrase(sentence, k + 2)
    return None


def _change(sentence: Sentence, left: int) -> str | None:
    """rise or fall, from the sign or the nearest word of change before the figure."""
    sign = sentence.at(left - 1)
    if sign in ("+", "-", "–", "−") and sentence.at(left - 2) == "(":
        return "rise" if sign == "+" else "fall"
    for k in range(left - 1, max(-1, left - _WINDOW), -1):
        if sentence.lower[k] in (";", ":", ")", "%"):
            return None
        direction = direction_of(sentence.lower[k])
        if direction in ("rise", "fall"):
            return direction
    return None


def _fill_lists(sentence: Sentence, found: list[Percentage]) -> list[Percentage]:
    """« 36 et 31 % des voix »: a figure without a share takes that of the list that it opens."""
    filled = list(found)
    for k in range(len(filled) - 2, -1, -1):
        here, following = filled[k].counted, filled[k + 1].counted
        between = sentence.lower[here.end : following.left]
        if set(between) <= {"et", ",", "ou", "à", "puis", "%"} and following.who is not None:
            if filled[k].rule in ("complement", "label"):
                continue
            if filled[k + 1].rule in ("complement", "noun"):
                counted = replace(here, who=following.who)
                filled[k] = replace(filled[k], counted=counted, rule="list", inherited=None)
    return filled
