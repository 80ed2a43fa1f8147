"""The judge of casualty figures: of what witnesses say of one number, what stands."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.french.claims.candidates import Candidate
from pipeline.french.claims.casualty_events import STRENGTH
from pipeline.french.view import Sentence

_PREDICATES = ("subject", "continuation", "object", "companion")


def judged(sentence: Sentence, heard: Sequence[Candidate]) -> list[Candidate]:
    """The readings of one number that stand: none, one, or two kinds that are told together."""
    best: Candidate | None = None
    beside: list[Candidate] = []
    for candidate in heard:
        if candidate.witness == "weak noun":
            continue
        if candidate.witness == "event noun":
            if best is None or (best.event is not None and best.event.negated):
                best = candidate
        elif candidate.also and best is not None and best.kind != candidate.kind:
            beside.append(candidate)
        elif candidate.witness in _PREDICATES:
            best = _kept(sentence, best, candidate)
        elif best is None:
            best = candidate
    return [best, *beside] if best is not None else []


def _kept(sentence: Sentence, old: Candidate | None, new: Candidate) -> Candidate:
    """What a predicate says, unless a surer or graver reading stands."""
    graver = old is not None and STRENGTH[new.kind] < STRENGTH[old.kind]
    if old is None or (graver and (old.event or new.kind in ("killed", "injured"))):
        return new
    if old.event is None and new.event and sentence.at(new.event.start - 1) != "qui":
        return replace(old, event=new.event)
    return old


_WEIGHTS = {"noun": 0.9, "event noun": 0.8, "shared": 0.7, "detail": 0.7, "among": 0.7}
_WEIGHTS |= {"toll": 0.6, "weak noun": 0.6}


def weight_of(reading: Candidate) -> float:
    """The weight of its rule."""
    if reading.also:
        return 0.8
    return 0.6 if reading.rule.startswith("echo") else _WEIGHTS.get(reading.witness, 0.85)
