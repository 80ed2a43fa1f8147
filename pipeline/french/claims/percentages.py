"""Percentages and fractions: what each is a share of or what changes by it, and which way.

What the sentence itself says of one figure is read in shares; here the figures of a text are held
together: pairs (« de 35 % à 15 % »), lists, and figures that go on about what was named before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.french.claims.change import direction_of, ends_of
from pipeline.french.claims.counted import Counted
from pipeline.french.claims.holders import Figure, Holder, Memory
from pipeline.french.claims.judge import ranked
from pipeline.french.claims.shares import Share, main_subject, share_of
from pipeline.french.numbers.numbers import NumberExpression
from pipeline.french.records import Offsets
from pipeline.french.view import Sentence

_WINDOW = 10
_MEMORY = 4  # shares that a later figure may go on about
_JOINED = frozenset({"et", ",", "ou", "à", "puis", "de", "%"})


@dataclass(frozen=True, slots=True)
class Percentage:
    """A percentage: `counted` holds the number and its phrase.

    `who`: what it is a share of, as character offsets, maybe of an earlier sentence;
    `first_end`: whether it is the first figure of « de 35 % à 15 % »; `probability`: what the judge
    gives its `who` (0..1).
    """

    counted: Counted
    rule: str
    direction: str | None
    probability: float
    who: Offsets | None = None
    first_end: bool = False


def read_percentages(
    sentence: Sentence, numbers: Sequence[NumberExpression], memory: Memory
) -> tuple[list[Percentage], Memory]:
    """The percentages of a sentence, and what the next sentence may go on about."""
    percents = [n for n in numbers if n.unit == "percent"]
    read = [_read(sentence, number) for n in percents for number in ends_of(sentence, n)]
    found: list[Percentage] = []
    before = ""
    for k, (counted, own) in enumerate(read):
        paired = k > 0 and _is_pair(sentence, read[k - 1][0], counted, own)
        if paired:
            first_end = sentence.at(counted.left - 1) == "à"
            found[-1] = replace(found[-1], first_end=first_end)
        if k + 1 < len(read):
            own = _of_list(sentence, counted, own, *read[k + 1])
        figure = Figure(sentence, counted.left, counted.end, own, paired, before)
        held, probability = ranked(figure, memory)
        rule = _rule(own, held, paired)
        change = _change(sentence, counted.left)
        found.append(Percentage(counted, rule, change, probability, held.who))
        before = held.relation
        memory = _with_share(memory, held, own)
    return found, _next_memory(sentence, found, memory)


def _with_share(memory: Memory, held: Holder, own: Share) -> Memory:
    """The memory with what a figure is a share of."""
    if held.who is None:
        return memory
    shares = (held.who, *(span for span in memory.shares if span != held.who))[:_MEMORY]
    named = "own words" in held.ways and own.rule in ("complement", "noun")
    return replace(
        memory, shares=shares, named=memory.named | {held.who} if named else memory.named
    )


def _rule(own: Share, held: Holder, paired: bool) -> str:
    """Which way led to the share, for the table."""
    if held.who is None:
        return "none"
    inherited = any(way.startswith("figure before") for way in held.ways)
    if inherited and paired:
        return "pair"
    if "own words" in held.ways:
        return own.rule
    return "inherited" if inherited else held.ways[0]


def _next_memory(sentence: Sentence, found: Sequence[Percentage], memory: Memory) -> Memory:
    subject = main_subject(sentence)
    if subject and sentence.at(subject[0]) == "%":  # « 62 % des élus »: the elected, if anything
        subject = None
    return replace(
        memory,
        subject=sentence.view.offsets(*subject) if subject else memory.subject,
        silent=0 if found else memory.silent + 1,
    )


def _of_list(
    sentence: Sentence, here: Counted, own: Share, following: Counted, share: Share
) -> Share:
    """« 36 et 31 % des voix »: the share of the list that a figure opens, else its own."""
    listed = set(sentence.forms(here.end, following.left)) <= _JOINED
    if not listed or own.rule in ("complement", "label"):
        return own
    return Share(share.who, "list") if share.rule in ("complement", "noun") else own


def read_fractions(sentence: Sentence, numbers: Sequence[NumberExpression]) -> list[Percentage]:
    """« la moitié des électeurs », « un tiers de ses effectifs »: fractions of something named.

    The numbers are given in percent. A fraction of nothing (« à moitié », « un tiers ») is none.
    """
    found = []
    for number in numbers:
        if number.form != "fraction" or _is_bare(sentence, number):
            continue
        counted, own = _read(sentence, _in_percent(number))
        if own.rule == "complement" and own.who is not None:
            change, held = _change(sentence, counted.left), sentence.view.offsets(*own.who)
            found.append(Percentage(counted, "fraction", change, 0.95, held))
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


def _read(sentence: Sentence, number: NumberExpression) -> tuple[Counted, Share]:
    """The words of a figure, and the share that they lead to."""
    first, stop = sentence.touched(number.start, number.unit_end)
    left = first
    if number.left < number.start:
        left, _ = sentence.touched(number.left, number.start)
    share = share_of(sentence, left, stop)
    return Counted(number, left, first, stop - 1, share.who, None, stop), share


def _is_pair(sentence: Sentence, first: Counted, second: Counted, own: Share) -> bool:
    """Whether two figures are the ends of « de 35 % à 15 % », « 41 % contre 40 % »."""
    if own.rule in ("complement", "label"):
        return False
    left = second.left
    between = range(first.end, left)
    if sentence.at(left - 1) not in ("à", "contre", "après") or len(between) > _WINDOW:
        return False
    if sentence.at(left - 1) == "à" and sentence.at(first.left - 1) != "de":
        return False
    return not any(sentence.pos(p) in ("VERB", "AUX") for p in between)


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
