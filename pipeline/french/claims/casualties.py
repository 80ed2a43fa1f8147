"""Casualty figures: which numbers of a sentence count killed, injured, missing … people.

Witnesses speak first of what stands around a number itself (casualty_witnesses), and the judge
settles what can be settled; then of what lies open, from the figures around it (casualty_context).
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.french.claims.candidates import Candidate
from pipeline.french.claims.casualty_context import by_neighbour, by_topic
from pipeline.french.claims.casualty_events import Event
from pipeline.french.claims.casualty_who import named, second_kind
from pipeline.french.claims.casualty_witnesses import testimony
from pipeline.french.claims.counted import Counted
from pipeline.french.claims.judge import judged
from pipeline.french.view import Sentence


def read_casualties(
    sentence: Sentence,
    phrases: Sequence[Counted],
    events: Sequence[Event],
    topic: str | None = None,
    toll: str | None = None,
) -> list[Candidate]:
    """The casualty figures of a sentence, in the order of its numbers.

    `topic`: the kind that the text speaks of before the sentence, for « parmi eux »; `toll`: the
    kind whose number the sentence before names, for « il s'élève à 262 ».
    """
    said = testimony(sentence, phrases, events)
    weak = {k: c for k, heard in enumerate(said) for c in heard if c.witness == "weak noun"}
    found: dict[int, Candidate] = {}
    beside: list[Candidate] = []
    for k, heard in enumerate(said):
        own = [candidate for candidate in heard if candidate.witness != "weak noun"]
        if readings := judged(sentence, own):
            found[k] = readings[0]
            beside += readings[1:]
    for k in range(len(phrases)):
        if k not in found:
            _settle(sentence, found, k, by_neighbour(sentence, phrases, found, k))
    for k, candidate in by_topic(sentence, phrases, found, topic, toll):
        _settle(sentence, found, k, candidate)
    for k, candidate in weak.items():
        if k not in found:
            _settle(sentence, found, k, candidate)
    readings = [named(sentence, phrases, found, k) for k in sorted(found)]
    readings += [replace(reading, who=reading.counted.who) for reading in beside]
    readings += [second for reading in readings if (second := second_kind(sentence, reading))]
    return [reading for reading in readings if reading.kind != "survivor"]


def _settle(
    sentence: Sentence, found: dict[int, Candidate], k: int, candidate: Candidate | None
) -> None:
    """Note what is said of phrase `k` alone, if the judge lets it stand."""
    for reading in judged(sentence, [candidate]) if candidate else ():
        found[k] = reading
