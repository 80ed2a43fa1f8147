"""Percentages and fractions: what each is a share of or what changes by it, and which way.

What the sentence itself says of one figure is read in shares; here the figures of a text are held
together: pairs (« de 35 % à 15 % »), lists, and figures that go on about what was named before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from pipeline.french.claims.change import direction_of, ends_of
from pipeline.french.claims.counted import Counted
from pipeline.french.claims.shares import main_subject, share_of
from pipeline.french.numbers.numbers import NumberExpression
from pipeline.french.records import Offsets
from pipeline.french.view import Sentence

_WINDOW = 10
_MEMORY = 2  # sentences over which a pronoun or « la hausse » reaches back to a figure
_CONFIDENCE = {"complement": 0.95, "noun": 0.95, "none": 0.5}


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
    pronoun: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """What the text was about before a sentence, as character offsets.

    `last`: what the latest percentage was a share of, `silent` sentences ago; `subject`: the
    subject of the latest sentence that has one.
    """

    last: Offsets | None = None
    silent: int = 0
    subject: Offsets | None = None


def read_percentages(
    sentence: Sentence, numbers: Sequence[NumberExpression], thread: Thread
) -> tuple[list[Percentage], Thread]:
    """The percentages of a sentence, and the thread that the next sentence goes on with."""
    percents = [n for n in numbers if n.unit == "percent"]
    found: list[Percentage] = []
    last = thread.last
    for number in chain.from_iterable(ends_of(sentence, n) for n in percents):
        reading = _read(sentence, number)
        pair = found[-1] if found and _is_pair(sentence, found[-1].counted, reading) else None
        if pair is not None:
            found[-1] = replace(pair, first_end=sentence.at(reading.counted.left - 1) == "à")
            reading = _like(reading, pair, "pair")
        elif found and reading.rule == "none":
            reading = _like(reading, found[-1], "inherited")
        else:
            reading = _resolved(sentence, reading, last, thread)
        if reading.counted.who is not None:
            last = sentence.view.offsets(*reading.counted.who)
        found.append(reading)
    found = _fill_lists(sentence, found)
    return found, _next_thread(sentence, found, last, thread)


def _next_thread(
    sentence: Sentence, found: Sequence[Percentage], last: Offsets | None, thread: Thread
) -> Thread:
    silent = 0 if found else thread.silent + 1
    subject = main_subject(sentence)
    return Thread(
        last=last if silent <= _MEMORY else None,
        silent=silent,
        subject=sentence.view.offsets(*subject) if subject else thread.subject,
    )


def read_fractions(sentence: Sentence, numbers: Sequence[NumberExpression]) -> list[Percentage]:
    """« la moitié des électeurs », « un tiers de ses effectifs »: fractions of something named.

    The numbers are given in percent. A fraction of nothing (« à moitié », « un tiers ») is none.
    """
    found = []
    for number in numbers:
        if number.form != "fraction" or _is_bare(sentence, number):
            continue
        reading = _read(sentence, _in_percent(number))
        if reading.rule == "complement":
            found.append(replace(reading, rule="fraction"))
    return found


def _is_bare(sentence: Sentence, number: NumberExpression) -> bool:
    """« en quart de finale »: a fraction without article or numeral is a name of something."""
    written = sentence.view.text[number.start : number.end]
    return number.left == number.start and " " not in written and not written[0].isdigit()


def _in_percent(number: NumberExpression) -> NumberExpression:
    def scaled(value: float | None) -> float | None:
        return None if value is None else round(100 * value, 2)

    value, low, high = (scaled(bound) for bound in (number.value, number.low, number.high))
    return replace(number, value=value, low=low, high=high)


def _read(sentence: Sentence, number: NumberExpression) -> Percentage:
    first, stop = sentence.touched(number.start, number.unit_end)
    left = first
    if number.left < number.start:
        left, _ = sentence.touched(number.left, number.start)
    share = share_of(sentence, left, stop)
    counted = Counted(number, left, first, stop - 1, share.who, None, stop)
    confidence = _CONFIDENCE.get(share.rule, 0.85)
    change = _change(sentence, left)
    return Percentage(counted, share.rule, change, confidence, pronoun=share.pronoun)


def _like(reading: Percentage, first: Percentage, rule: str) -> Percentage:
    """A figure that is a share of what an earlier one of the sentence is a share of."""
    counted = replace(reading.counted, who=first.counted.who)
    return replace(reading, counted=counted, inherited=first.inherited, rule=rule, confidence=0.7)


def _resolved(
    sentence: Sentence, reading: Percentage, last: Offsets | None, thread: Thread
) -> Percentage:
    """A reading with the share that an earlier figure or sentence gives it, where it lacks one."""
    if reading.rule == "anaphor":
        said = (_own_subject(sentence, reading), last, thread.subject)
        named = (n for n in said if n and _agrees(sentence, reading.pronoun, n))
        return replace(reading, inherited=next(named, None), confidence=0.6)
    if reading.rule == "change":
        return replace(reading, inherited=last, confidence=0.6)
    if last is None or (thread.silent and last == thread.last):
        return reading  # only a pronoun reaches over a sentence without a figure
    here = last[0] >= sentence.view.starts[sentence.first]
    if reading.counted.who is None and (reading.rule == "holder" or here):
        return replace(reading, inherited=last, rule="inherited", confidence=0.6)
    if reading.rule == "aside" or _is_holder(sentence, reading, last):
        counted = replace(reading.counted, who=None)
        return replace(reading, counted=counted, inherited=last, rule="inherited", confidence=0.6)
    return reading


_NUMBER = {"il": "Sing", "elle": "Sing", "celui-ci": "Sing", "celle-ci": "Sing", "dernier": "Sing"}
_NUMBER |= {"ils": "Plur", "elles": "Plur", "ceux-ci": "Plur", "celles-ci": "Plur"}
_GENDER = {"il": "Masc", "elle": "Fem", "celui-ci": "Masc", "celle-ci": "Fem", "elles": "Fem"}


def _agrees(sentence: Sentence, pronoun: str, named: Offsets) -> bool:
    """Whether a pronoun can stand for the noun that a phrase begins with."""
    phrase = sentence.view.words[slice(*sentence.view.touched(named))]
    noun = next((word for word in phrase if word.pos_ in ("NOUN", "PROPN")), None)
    if noun is None:
        return False
    number, gender = noun.morph.get("Number"), noun.morph.get("Gender")
    fits = not number or _NUMBER.get(pronoun, number[0]) == number[0]
    return fits and (not gender or _GENDER.get(pronoun, gender[0]) == gender[0])


def _own_subject(sentence: Sentence, reading: Percentage) -> Offsets | None:
    """The main subject of the figure's own sentence, if it stands before the figure."""
    subject = main_subject(sentence)
    before = subject is not None and subject[1] < reading.counted.left - 2
    return sentence.view.offsets(*subject) if subject and before else None


def _is_pair(sentence: Sentence, first: Counted, second: Percentage) -> bool:
    """Whether two figures are the ends of « de 35 % à 15 % », « 41 % contre 40 % »."""
    if second.rule in ("complement", "label"):
        return False
    left = second.counted.left
    between = range(first.end, left)
    if sentence.at(left - 1) not in ("à", "contre", "après") or len(between) > _WINDOW:
        return False
    if sentence.at(left - 1) == "à" and sentence.at(first.left - 1) != "de":
        return False
    return not any(sentence.pos(p) in ("VERB", "AUX") for p in between)


def _is_holder(sentence: Sentence, reading: Percentage, last: Offsets) -> bool:
    """Whether the phrase holds the share (« la CGT obtient 24 % ») of what was named before."""
    who = reading.counted.who
    if who is None or reading.direction is not None or reading.rule not in ("subject", "label"):
        return False
    named = sentence.view.words[slice(*sentence.view.touched(last))]
    if any(word.pos_ == "PROPN" or word.text.istitle() for word in named):
        return False
    return any(sentence.pos(p) == "PROPN" for p in range(*who))


def _change(sentence: Sentence, left: int) -> str | None:
    """rise or fall, from the sign or the nearest word of change before the figure."""
    sign = sentence.at(left - 1)
    if sign in ("+", "-", "–", "−") and sentence.at(left - 2) == "(":
        return "rise" if sign == "+" else "fall"
    for k in sentence.before(left, _WINDOW):
        if sentence.at(k) in (";", ":", ")", "%"):
            return None
        direction = direction_of(sentence.at(k))
        if direction in ("rise", "fall"):
            return direction
    return None


def _fill_lists(sentence: Sentence, found: list[Percentage]) -> list[Percentage]:
    """« 36 et 31 % des voix »: a figure without a share takes that of the list that it opens."""
    filled = list(found)
    for k in range(len(filled) - 2, -1, -1):
        here, following = filled[k].counted, filled[k + 1].counted
        between = sentence.forms(here.end, following.left)
        if set(between) <= {"et", ",", "ou", "à", "puis", "de", "%"} and following.who is not None:
            if filled[k].rule in ("complement", "label"):
                continue
            if filled[k + 1].rule in ("complement", "noun"):
                counted = replace(here, who=following.who)
                filled[k] = replace(filled[k], counted=counted, rule="list", inherited=None)
    return filled
