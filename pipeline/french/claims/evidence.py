"""The evidence for and against a candidate: what a reader would weigh, by name.

Each piece is 1.0 where it holds; `words between` is the logarithm of one more than their number.
"""

import math
from collections.abc import Sequence

from pipeline.french.auxiliaries import auxiliaries
from pipeline.french.casualty_lexicon import (
    figure_words,
    is_victim,
    names_people,
    verb_forms,
)
from pipeline.french.claims.candidates import Candidate
from pipeline.french.claims.casualty_events import STRENGTH
from pipeline.french.claims.counted import Counted
from pipeline.french.function_words import OF
from pipeline.french.logistic import BIAS
from pipeline.french.view import Sentence

_RATES = frozenset({"par", "chaque"})
_DEFINITE = frozenset({"les", "ces", "ses", "leurs", "nos", "des", "aux"})
_BREAKS = frozenset({";", ":", "»", "«", '"', "(", ")"})
_FAR = 12  # words before a figure in which « si », « ne » bear on it


def evidence_of(
    sentence: Sentence, candidate: Candidate, heard: Sequence[Candidate]
) -> dict[str, float]:
    """Name → value of the evidence for a candidate; `heard` are all that compete for its number."""
    held = [BIAS, f"witness={candidate.witness}", f"kind={candidate.kind}"]
    held += [f"witness={candidate.witness}, kind={candidate.kind}"]
    held += [f"rule={candidate.rule}"]
    figure = _figure(candidate.counted)
    held += [figure, f"{candidate.witness}: {figure}"]
    held += _of_number(sentence, candidate.counted)
    held += _of_event(sentence, candidate)
    held += _of_rivals(candidate, heard)
    if candidate.doubt:
        held.append(f"doubt: {candidate.doubt}")
        held.append(f"{candidate.witness}, doubt: {candidate.doubt}")
    between = _between(candidate)
    if between is None:
        return dict.fromkeys(held, 1.0)
    near = candidate.witness.startswith("near ")
    way = "near, " if near else ""
    held += [f"{way}{name}" for name in _on_the_way(sentence, between)]
    return dict.fromkeys(held, 1.0) | {f"{way}words between": math.log1p(len(between))}


def _figure(counted: Counted) -> str:
    """Article or numeral, and what its noun names."""
    form, word = "article" if counted.is_article else "numeral", counted.noun
    if counted.head is None:
        return f"{form}, no noun"
    if is_victim(word):
        return f"{form}, victims"
    if names_people(word):
        return f"{form}, people"
    if word in verb_forms():
        return f"{form}, participle"
    pronoun = word in figure_words("pronoun") or word in ("eux", "elles")
    return f"{form}, {'pronoun' if pronoun else 'other noun'}"


def _of_number(sentence: Sentence, counted: Counted) -> list[str]:
    """Where the number stands, and the words around it."""
    view = sentence.view
    before, behind = sentence.at(counted.left - 1), sentence.at(counted.end)
    held = [f"block={view.kind[counted.first]}"]
    facts = {
        "quoted": view.inside[counted.first] >= 0,
        "definite": before in _DEFINITE,
        "behind a preposition": before in figure_words("preposition") | OF,
        "behind a link": before in ("et", ",", "ou", "puis"),
        "of which": before in figure_words("including"),
        "a rate": behind in _RATES,
        "asked": sentence.at(sentence.end - 1) == "?",
        "if": "si" in sentence.forms(counted.left - _FAR, counted.left),
        "told of a toll": "bilan" in sentence.low,
        "modified": counted.number.modifier is not None,
    }
    return held + [name for name, holds in facts.items() if holds]


def _of_event(sentence: Sentence, candidate: Candidate) -> list[str]:
    """What the predicate says of its own truth."""
    event = candidate.event
    if event is None:
        return []
    facts = {
        "negated": event.negated,
        "only of people": event.person,
        "behind « qui »": sentence.at(event.start - 1) == "qui",
        "infinitive": sentence.view.verb_form(event.head) == "Inf",
    }
    return [f"mood={event.mood}", *(name for name, holds in facts.items() if holds)]


def _of_rivals(candidate: Candidate, heard: Sequence[Candidate]) -> list[str]:
    """What else is said of the same number."""
    rivals = [other for other in heard if other.kind != candidate.kind]
    seconds = [o for o in heard if o is not candidate and o.kind == candidate.kind]
    strength = STRENGTH[candidate.kind]
    facts = {
        "another says the same": bool(seconds),
        "another says graver": any(STRENGTH[o.kind] < strength for o in rivals),
        "another says milder": any(STRENGTH[o.kind] > strength for o in rivals),
        "told beside another": candidate.also,
    }
    held = [name for name, holds in facts.items() if holds]
    for other in rivals:
        graver = "graver" if STRENGTH[other.kind] < strength else "milder"
        held += [f"against {other.witness}", f"{candidate.witness}: {graver} by {other.witness}"]
    return held


def _between(candidate: Candidate) -> range | None:
    """The words between the phrase and its predicate; None where it has none, or they overlap."""
    event, counted = candidate.event, candidate.counted
    if event is None:
        return None
    if counted.end <= event.start:
        return range(counted.end, event.start)
    if event.end <= counted.left:
        return range(event.end, counted.left)
    return None


def _on_the_way(sentence: Sentence, between: range) -> list[str]:
    """What lies between a number and its predicate."""
    words = sentence.forms(between.start, between.stop)
    facts = {
        "a comma between": "," in words,
        "a break between": not _BREAKS.isdisjoint(words),
        "a verb between": any(_is_finite(sentence, i) for i in between),
        "a relative between": not figure_words("relative").isdisjoint(words),
        "a noun between": any(sentence.pos(i) in ("NOUN", "PROPN", "PRON") for i in between),
        "« par » between": "par" in words,
        "« et » between": "et" in words,
    }
    return [name for name, holds in facts.items() if holds]


def _is_finite(sentence: Sentence, i: int) -> bool:
    auxiliary = auxiliaries().get(sentence.at(i))
    return sentence.is_finite(i) if auxiliary is None else auxiliary[1] != "other"
