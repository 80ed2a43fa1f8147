"""Percentages: what each is a share of or what changes by it, and in which direction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from spacy.tokens import Token

from pipeline.french.counted import PARTITIVE, Counted, Sentence, end_of_phrase, index_of
from pipeline.french.lexicons import check_values, load_lexicon
from pipeline.french.numbers import NumberExpression
from pipeline.french.patterns import alternatives

_ARTICLES = frozenset({"le", "la", "l'", "les", "du", "des", "un", "une"})
_DETERMINERS = _ARTICLES | {"leur", "leurs", "son", "sa", "ses", "ce", "cette", "ces", "nos", "notre"}
_NOMINAL = frozenset({"NOUN", "PROPN"})
_NO_SHARE = frozenset({"plus", "moins", "ici", "hausse", "baisse", "augmentation", "mieux"})
_ANAPHORS = frozenset({"il", "elle", "ils", "elles", "dernières", "derniers", "celui-ci", "en"})
_WINDOW = 10

Words = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Percentage:
    """A percentage: `counted` holds the number, its phrase and, in `who`, what it is a share of.

    `share`: the words of the share in its own sentence; `inherited`: that of an earlier percentage,
    as character offsets, where the text goes on about the same thing.
    """

    counted: Counted
    rule: str
    direction: str | None
    confidence: float
    inherited: tuple[int, int] | None = None


@cache
def change_words() -> dict[str, str]:
    """Directions by lexicon pattern."""
    lexicon = load_lexicon("change_words")
    check_values(lexicon, "direction", ("rise", "fall", "move"))
    return {row["pattern"]: row["direction"] for row in lexicon.rows}


@cache
def _direction(word: str) -> str | None:
    for name in ("rise", "fall", "move"):
        patterns = [p for p, direction in change_words().items() if direction == name]
        if alternatives(patterns).fullmatch(word):
            return name
    return None


def read_percentages(
    sentence: Sentence, numbers: Sequence[NumberExpression], last: tuple[int, int] | None
) -> list[Percentage]:
    """The percentages of a sentence; `last` is the share of the latest one before it, or null."""
    percents = [n for n in numbers if n.unit == "percent"]
    found: list[Percentage] = []
    for number in chain.from_iterable(_ends(sentence, n) for n in percents):
        reading = _read(sentence, number)
        if reading.counted.who is None and last is not None:
            reading = replace(reading, inherited=last, rule="inherited", confidence=0.7)
        elif reading.counted.who is not None:
            last = _characters(sentence, *reading.counted.who)
        found.append(reading)
    return _fill_lists(sentence, found)


def _characters(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    final = sentence.words[end - 1]
    return sentence.words[start].idx, final.idx + len(final)


def _ends(sentence: Sentence, number: NumberExpression) -> Sequence[NumberExpression]:
    """Both ends of « passer de 9,5 à 9,7 % »; a range otherwise stays one figure."""
    if number.form != "range":
        return (number,)
    first, _ = index_of(sentence, number.start, number.end)
    before = sentence.lower[max(0, first - 4) : first]
    moved = any(_direction(word) == "move" for word in before)
    return number.parts if moved and "de" in before else (number,)


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
        ("subject", _subject(sentence, first)),
    )
    return next(((who, rule) for rule, who in readings if who is not None), (None, "none"))


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
    return start, end_of_phrase(sentence, head)


def _complement(sentence: Sentence, stop: int) -> Words | None:
    """« 20 % des électeurs »."""
    if sentence.at(stop) not in PARTITIVE or sentence.at(stop + 1) in _NO_SHARE:
        return None
    if sentence.at(stop + 1).isdigit():
        return None
    return _phrase(sentence, stop + 1)


def _label(sentence: Sentence, stop: int) -> Words | None:
    """« 60 % hutu », « 23 % pour Instagram »: what a list sets beside each of its figures."""
    if sentence.at(stop) == "pour" and sentence.words[stop + 1 :]:
        return _phrase(sentence, stop + 1)
    following = sentence.words[stop : stop + 1]
    if following and following[0].pos_ in ("NOUN", "ADJ") and sentence.at(stop) not in _NO_SHARE:
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
        if sentence.words[k].pos_ in _NOMINAL:
            start = _start_of_phrase(sentence, k)
            return start, min(i, end_of_phrase(sentence, start))
    return None


def _start_of_phrase(sentence: Sentence, i: int) -> int:
    """The noun that the phrase with the noun `i` begins with, past its complements in « de »."""
    k = i
    while k > 1:
        previous = k - 1
        while previous > 0 and sentence.lower[previous] in _DETERMINERS - {"des", "du"}:
            previous -= 1
        if sentence.words[previous].pos_ in (*_NOMINAL, "ADJ"):
            k = previous
        elif sentence.lower[previous] in PARTITIVE and sentence.words[previous - 1].pos_ in (
            *_NOMINAL,
            "ADJ",
        ):
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
    if sentence.words[i].pos_ not in _NOMINAL:
        return None
    start = _start_of_phrase(sentence, i)
    if _direction(sentence.lower[start]) is None or sentence.lower[start] == "croissance":
        return start, i + 1
    if start == i:
        return None
    inner = start + 1
    while sentence.lower[inner] in (*_DETERMINERS, *PARTITIVE) and inner < i:
        inner += 1
    return inner, i + 1


def _subject(sentence: Sentence, first: int) -> Words | None:
    """The subject of the verb that the percentage depends on, in the dependency tree."""
    token = sentence.words[first]
    index = {word.i: k for k, word in enumerate(sentence.words)}
    for _ in range(_WINDOW):
        if token.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
            subject = next((c for c in token.children if c.dep_.startswith("nsubj")), None)
            if subject is not None:
                return _subject_phrase(sentence, subject, token, index)
        if token.head.i == token.i or token.head.i not in index:
            return None
        token = token.head
    return None


def _subject_phrase(
    sentence: Sentence, subject: Token, verb: Token, index: dict[int, int]
) -> Words | None:
    if subject.lower_ == "qui" and verb.dep_ == "acl:relcl":
        subject = verb.head
    if subject.pos_ not in _NOMINAL or subject.i not in index:
        return None
    k = index[subject.i]
    if subject.lower_ in _ANAPHORS:
        return None
    return k, end_of_phrase(sentence, k)


def _change(sentence: Sentence, left: int) -> str | None:
    """rise or fall, from the sign or the nearest word of change before the figure."""
    sign = sentence.at(left - 1)
    if sign in ("+", "-", "–", "−") and sentence.at(left - 2) == "(":
        return "rise" if sign == "+" else "fall"
    for k in range(left - 1, max(-1, left - _WINDOW), -1):
        if sentence.lower[k] in (";", ":", ")", "%"):
            return None
        direction = _direction(sentence.lower[k])
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
