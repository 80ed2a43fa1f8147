"""Casualty figures that only an earlier figure explains: breakdowns, « sept d'entre eux ».

Each rule leans on a figure that was read before, and on arithmetic where it can: the parts of a
toll add up to it. « les quatre passagers » behind four dead passengers is left alone: such a phrase
tells as often what they did before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.french.casualty_lexicon import is_person
from pipeline.french.claims.candidates import Candidate
from pipeline.french.claims.casualty_syntax import linked
from pipeline.french.claims.counted import Counted, counts_no_people
from pipeline.french.claims.judge import judged
from pipeline.french.numbers.numbers import NumberExpression
from pipeline.french.view import Sentence

_MEMORY = 2  # sentences without a casualty figure over which « eux », « il s'agit de » reach
_DEFINITE = frozenset({"les", "ces", "ses", "leurs", "des", "aux"})
_PRONOUNS = frozenset({"eux", "elles"})
_OTHERS = frozenset({"autre", "autres"})
_IDENTIFYING = (
    ("il", "s'", "agit"),
    ("il", "s'", "agirait"),
    ("il", "s'", "agissait"),
    ("ce", "sont"),
    ("c'", "est"),
    ("ce", "seraient"),
)
_OPENING_PARTS = frozenset({",", ":", "(", "–", "—", "-"})


@dataclass(slots=True)
class Figures:
    """A sentence, its numbers, the phrases that they count, and what was read of them so far."""

    sentence: Sentence
    numbers: Sequence[NumberExpression]
    phrases: Sequence[Counted]
    casualties: list[Candidate]

    def unread(self) -> Iterator[Counted]:
        """The phrases that nothing was read of and that may count people."""
        read = {reading.counted.first for reading in self.casualties}
        for counted in self.phrases:
            if counted.first not in read and _may_count(self.sentence, counted):
                yield counted

    def add(self, found: Sequence[Candidate]) -> None:
        """Take in further readings, in the order of the text."""
        self.casualties = sorted([*self.casualties, *found], key=lambda c: c.counted.first)


def read_echoes(pages: Sequence[Figures]) -> None:
    """Add to each sentence of a document the figures that earlier ones explain."""
    before: Sequence[Candidate] = ()
    silent = 0
    for page in pages:
        page.add(_standing(page, _parts(page)))
        if before:
            echoes = _identified(page, before) or _of_them(page, before)
            page.add(_standing(page, echoes))
        silent = 0 if page.casualties else silent + 1
        before = page.casualties or (before if silent <= _MEMORY else ())


def _standing(page: Figures, echoes: Sequence[Candidate]) -> list[Candidate]:
    """Those that the judge lets stand."""
    return [reading for echo in echoes for reading in judged(page.sentence, [echo])]


def _parts(page: Figures) -> list[Candidate]:
    """« six morts, cinq hommes et une femme »: parts behind a toll that add up to it."""
    found = []
    unread = list(page.unread())
    for whole in page.casualties:
        parts = _behind(page.sentence, whole.counted, unread)
        total = sum(part.number.value or 0 for part in parts)
        sure = len(parts) > 1 or page.sentence.at(whole.counted.end) in ("(", ":")
        if parts and sure and total == whole.counted.number.value:
            found += [_echo(part, whole, "parts") for part in parts]
            unread = [counted for counted in unread if counted not in parts]
    return found


def _behind(sentence: Sentence, whole: Counted, phrases: Sequence[Counted]) -> list[Counted]:
    """The phrases coordinated with one another that an opening sign sets behind a whole."""
    parts: list[Counted] = []
    for counted in phrases:
        if counted.left < whole.end:
            continue
        if not parts and not _opens(sentence, whole.end, counted.left):
            return []
        if parts and not linked(sentence, parts[-1], counted):
            break
        parts.append(counted)
    return parts


def _opens(sentence: Sentence, end: int, left: int) -> bool:
    return left - end <= 12 and sentence.at(left - 1) in _OPENING_PARTS


def _identified(page: Figures, before: Sequence[Candidate]) -> list[Candidate]:
    """« Il s'agit de trois hommes et d'une femme »: the people of the figure before."""
    opening = page.sentence.first
    start = page.sentence.forms(opening, opening + 3)
    if not any(start[: len(words)] == words for words in _IDENTIFYING):
        return []
    chain: list[Counted] = []
    for counted in page.unread():
        if chain and not linked(page.sentence, chain[-1], counted):
            break
        if not chain and counted.left > opening + 6:
            break
        chain.append(counted)
    total = sum(counted.number.value or 0 for counted in chain)
    told = [c for c in before if c.kind != "victims"]
    whole = next((c for c in reversed(told) if c.counted.number.value == total), None)
    if whole is None and len({c.kind for c in before}) == 1 and len(told) == 1 and total > 1:
        # « quatre morts. Il s'agit de trois touristes et de leur guide »
        whole = told[0] if total < (told[0].counted.number.value or 0) else None
    return [_echo(counted, whole, "identified") for counted in chain] if whole else []


def _of_them(page: Figures, before: Sequence[Candidate]) -> list[Candidate]:
    """« Sept d'entre eux », « les cinq autres »: some of those whom one figure before counts."""
    if {reading.kind for reading in before} != {"killed"}:
        return []  # the dead stay dead; of others the text may tell what became of them
    whole = before[0]
    most = whole.counted.number.value
    return [
        _echo(counted, whole, "of them")
        for counted in page.unread()
        if counted is page.phrases[0]
        and (counted.noun in _PRONOUNS or _is_the_others(page.sentence, counted))
        and (most is None or (counted.number.value or 0) < most)
    ]


def _is_the_others(sentence: Sentence, counted: Counted) -> bool:
    definite = sentence.at(counted.left - 1) in _DEFINITE
    return definite and counted.noun in _OTHERS


def _may_count(sentence: Sentence, counted: Counted) -> bool:
    if counts_no_people(sentence, counted):
        return False
    return is_person(counted.noun) or counted.noun in _PRONOUNS | _OTHERS


def _echo(counted: Counted, whole: Candidate, rule: str) -> Candidate:
    """The reading of a phrase that shares the kind and the event of an earlier figure."""
    event = whole.event if rule == "parts" else None
    return Candidate(counted, whole.kind, f"echo:{rule}", f"echo:{rule}", event, counted.who)
