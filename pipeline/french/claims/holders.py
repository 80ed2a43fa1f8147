"""What a percentage may be a share of: candidates, with the evidence for each.

Every noun phrase and pronoun around the figure is a candidate, what the words of the figure itself
lead to (shares), what the figures before were shares of, the subject of the sentence before, and
nothing at all. The judge ranks them.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.french.casualty_lexicon import figure_words, is_person
from pipeline.french.claims.change import direction_of
from pipeline.french.claims.shares import Share
from pipeline.french.function_words import OF, THE
from pipeline.french.phrases import who
from pipeline.french.phrases.share import NOMINAL, Words, adverbials, phrase_end
from pipeline.french.records import Offsets
from pipeline.french.verbs import is_subject
from pipeline.french.view import Sentence

_BEFORE, _BEHIND = 40, 16  # words around the figure in which phrases are candidates
_PERSONAL = frozenset({"il", "ils", "elle", "elles", "eux"})
_DEMONSTRATIVE = frozenset({"ceux", "celles", "celui", "celle"})
_GRADED = frozenset({"plus", "moins", "très"})
_OPEN = frozenset({",", ";", ":", "(", "–", "—", "-", "et", "mais", "contre", "pour", "que", "qu'"})
_SIGNS = frozenset({"+", "-", "–", "−", "="})
_PARTICIPLES = ("é", "és", "ée", "ées")
_AMONG = frozenset({"chez", "parmi", "pour", "par", "auprès"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A percentage in its sentence: its words from `left` to before `stop`, the share that its own
    words lead to, and whether it is the second of a pair (« de 35 % à 15 % »).

    `before`: how the share of the figure before it in the sentence was found (`relation`), empty
    for the first figure.
    """

    sentence: Sentence
    left: int
    stop: int
    own: Share
    paired: bool
    before: str


@dataclass(frozen=True, slots=True)
class Memory:
    """What the text spoke of before, as character offsets.

    `shares`: what the latest percentages were shares of, the latest first, each once;
    `named`: which of them the figure's own words named; `subject`: the subject of the latest
    sentence that has one; `silent`: sentences without a percentage since.
    """

    shares: tuple[Offsets, ...] = ()
    named: frozenset[Offsets] = frozenset()
    subject: Offsets | None = None
    silent: int = 0


@dataclass(frozen=True, slots=True)
class Holder:
    """A candidate: its words as character offsets, or None for nothing; the ways that led to it,
    and the evidence by name."""

    who: Offsets | None
    ways: tuple[str, ...]
    evidence: dict[str, float]

    @property
    def relation(self) -> str:
        """How it stands to its figure, in a word, for figures that stand in a list."""
        if self.who is None:
            return "nothing"
        if "own words" in self.ways:
            return "own words"
        if any(name.endswith(", touching") for name in self.evidence):
            return "touching"
        remembered = any(way.startswith("figure before") for way in self.ways)
        return "remembered" if remembered else self.ways[0]


def holders(figure: Figure, memory: Memory) -> list[Holder]:
    """The candidates for what a figure is a share of, each once, with their evidence."""
    ways: dict[Offsets | None, list[str]] = {None: ["nothing"]}
    places: dict[Offsets, Words] = {}
    view = figure.sentence.view

    def add(way: str, words: Words | None) -> None:
        if words is not None:
            span = view.offsets(*words)
            places.setdefault(span, words)
            ways.setdefault(span, []).append(way)

    add("own words", figure.own.who)
    for words in _phrases(figure):
        if "%" not in figure.sentence.forms(*words):
            add("phrase", words)
    for n, span in enumerate(memory.shares):
        surely = ", named" if span in memory.named else ""
        ways.setdefault(span, []).append(f"figure before {n + 1}{surely}")
    if memory.subject is not None:
        ways.setdefault(memory.subject, []).append("subject before")
    around = _context(figure)
    order = _nearest(figure, places)
    found = [
        Holder(span, tuple(said), _evidence(figure, memory, span, said, places, around, order))
        for span, said in ways.items()
    ]
    for holder in found:
        if figure.before:
            holder.evidence[f"{around}: {holder.relation}"] = 1.0
            alike = "like" if holder.relation == figure.before else "unlike"
            holder.evidence[f"{alike} the figure before"] = 1.0
            holder.evidence[f"{around}: {alike} the figure before"] = 1.0
            holder.evidence[f"{around}: {holder.relation} behind {figure.before}"] = 1.0
    return found


def _phrases(figure: Figure) -> Iterator[Words]:
    """The noun phrases and pronouns before and behind a figure in its sentence."""
    sentence = figure.sentence
    opening = max(sentence.first, figure.left - _BEFORE)
    for p in range(opening, min(sentence.end, figure.stop + _BEHIND)):
        if figure.left <= p < figure.stop:
            continue
        word = sentence.at(p)
        if word in _PERSONAL:
            yield p, p + 1
        elif word in _DEMONSTRATIVE:
            yield p, who.phrase_end(sentence, p)
        elif _opens_phrase(sentence, p):
            start = _with_grade(sentence, p)
            end = phrase_end(sentence, p)
            if start < figure.left < end:
                end = p + 1
            yield start, end
            short = who.phrase_end(sentence, p)
            if short < end:
                yield start, short
            if end < sentence.end and sentence.view.verb_form(end) == "Part":
                yield start, end + 1  # « personnes interrogées »
            if end > p + 1 and sentence.at(p + 1).endswith(_PARTICIPLES):
                yield start, p + 1


def _opens_phrase(sentence: Sentence, p: int) -> bool:
    word = sentence.at(p)
    graded = sentence.pos(p) == "ADJ" and sentence.at(p - 1) in _GRADED
    if not graded and (sentence.pos(p) not in NOMINAL or not any(c.isalpha() for c in word)):
        return False
    if word in figure_words("time") or word in adverbials() or word in figure_words("measure"):
        return False
    return not (sentence.pos(p) == "PROPN" and sentence.pos(p - 1) in NOMINAL)


def _with_grade(sentence: Sentence, p: int) -> int:
    """Where a phrase starts with the adjectives before its noun: « plus jeunes », « belles »."""
    while sentence.pos(p - 1) == "ADJ" or sentence.at(p - 1) in _GRADED:
        p -= 1
    return p


def _nearest(figure: Figure, places: dict[Offsets, Words]) -> dict[Offsets, int]:
    """The place of each phrase before the figure, the nearest 1."""
    before = sorted((words for words in places.values() if words[1] <= figure.left), reverse=True)
    starts = sorted({start for start, _ in before}, reverse=True)
    rank = {start: n + 1 for n, start in enumerate(starts)}
    return {span: rank[w[0]] for span, w in places.items() if w[0] in rank}


def _context(figure: Figure) -> str:
    """How the figure stands in its sentence."""
    sentence = figure.sentence
    left = figure.left - (sentence.at(figure.left - 1) in _SIGNS)
    before = sentence.at(left - 1)
    if before == "(":
        return "bracketed change" if left < figure.left else "bracketed"
    if sentence.at(figure.stop) in OF:
        return "with « de »"
    verb = any(sentence.is_finite(p) for p in range(figure.stop, figure.stop + 3))
    if verb and (before in _OPEN or left == sentence.first):
        return "subject itself"
    if before in ("à", "de", "d'"):
        return f"behind « {before} »"
    return "opening" if before in _OPEN or left == sentence.first else "inside"


def _evidence(
    figure: Figure,
    memory: Memory,
    span: Offsets | None,
    ways: Sequence[str],
    places: dict[Offsets, Words],
    around: str,
    order: dict[Offsets, int],
) -> dict[str, float]:
    """Name → value of the evidence for a candidate."""
    paired = "paired" if figure.paired else "single"
    held = [*ways]
    for way in ways:
        held += [f"{figure.own.rule}: {way}", f"{around}: {way}", f"{paired}: {way}"]
    if span is None:
        return dict.fromkeys(held, 1.0)
    words = places.get(span)
    noun = _noun(figure.sentence, span)
    head = _first_word(figure.sentence, span)
    again = any(_first_word(figure.sentence, s) == head for s in memory.shares if s != span)
    held += ["its noun was a share before", f"{around}: its noun was a share before"] * again
    if figure.own.pronoun:
        plural = figure.sentence.view.text[slice(*span)].split()[0].endswith(("s", "x"))
        agrees = plural == figure.own.pronoun.endswith(("s", "eux"))
        held.append("agrees with the pronoun" if agrees else "differs from the pronoun")
        held += [f"agrees with the pronoun: {way}" for way in ways if agrees]
    held += [f"names {noun}", f"{around}: names {noun}", f"{figure.own.rule}: names {noun}"]
    found = dict.fromkeys(held, 1.0)
    if words is None:
        found["sentences silent"] = float(memory.silent)
        return found
    return found | _of_place(figure, words, order.get(span), around)


def _first_word(sentence: Sentence, span: Offsets) -> str:
    return sentence.view.low[sentence.view.covering(span[0])]


def _noun(sentence: Sentence, span: Offsets) -> str:
    """What the first noun of a phrase names."""
    view = sentence.view
    start, end = view.touched(span)
    if view.low[start] in _PERSONAL:
        return "a pronoun"
    if view.low[start] in _DEMONSTRATIVE:
        return "those of"
    for p in range(start, end):
        if view.words[p].pos_ == "PROPN":
            return "a name"
        if view.words[p].pos_ == "NOUN":
            if direction_of(view.low[p]) is not None:
                return "a change"
            people = is_person(view.low[p])
            plural = view.low[p].endswith(("s", "x"))
            return "people" if people and plural else "a person" if people else "a thing"
    return "people" if view.low[end - 1].endswith("s") else "something"


def _of_place(figure: Figure, words: Words, order: int | None, around: str) -> dict[str, float]:
    """Where a phrase stands to its figure, and what lies between."""
    sentence, (start, end) = figure.sentence, words
    before = end <= figure.left
    side = "before" if before else "behind"
    between = range(end, figure.left) if before else range(figure.stop, start)
    forms = sentence.forms(between.start, between.stop)
    opening = start - 1
    while sentence.at(opening) in THE:
        opening -= 1
    governor = sentence.at(opening)
    facts = {
        f"{side}, a verb between": any(sentence.is_finite(p) for p in between),
        f"{side}, a comma between": "," in forms,
        f"{side}, a break between": not {";", ":", "»", "«"}.isdisjoint(forms),
        f"{side}, a bracket between": "(" in forms[:-1] or ")" in forms,
        f"{side}, a figure between": "%" in forms,
        f"{side}, touching": all(f in _SIGNS or f in ("(", *OF, *THE) for f in forms),
        f"{side}, a subject": any(is_subject(sentence.view, p) for p in range(start, end)),
        f"{side}, in « de »": governor in OF,
        f"{side}, in « chez », « pour »": governor in _AMONG,
        f"{side}, in another preposition": governor in figure_words("preposition") - _AMONG - OF,
        f"{side}, before « qui »": sentence.at(end) == "qui",
        f"{side}, opens the sentence": opening < sentence.first,
        f"{side}, beside a number": sentence.pos(start - 1) == "NUM",
        "several words": end - start > 1,
        "long": end - start > 4,
    }
    held = [name for name, holds in facts.items() if holds]
    if order is not None:
        place = f"phrase {order} before" if order < 4 else "a phrase far before"
        held += [place, f"{around}: {place}"]
    if facts[f"{side}, touching"]:
        held.append(f"{around}: {side}, touching")
    if facts[f"{side}, a subject"]:
        held.append(f"{around}: {side}, a subject")
    return dict.fromkeys(held, 1.0) | {f"words {side}": math.log1p(len(between))}
