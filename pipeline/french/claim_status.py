"""Status of a figure: asserted, unconfirmed, negated or hypothetical."""

import re
from functools import cache

from pipeline.french.casualty_events import Event
from pipeline.french.casualty_lexicon import auxiliaries
from pipeline.french.counted import Counted, Sentence
from pipeline.french.lexicons import check_values, load_lexicon
from pipeline.french.patterns import alternatives


@cache
def _cues(status: str, place: str, kind: str) -> re.Pattern[str] | None:
    lexicon = load_lexicon("status_cues")
    check_values(lexicon, "status", ("unconfirmed", "hypothetical"))
    check_values(lexicon, "place", ("before", "near"))
    check_values(lexicon, "kind", ("casualty", "percentage", "both"))
    patterns = [
        row["pattern"]
        for row in lexicon.rows
        if (row["status"], row["place"]) == (status, place) and row["kind"] in (kind, "both")
    ]
    return alternatives(patterns) if patterns else None


def status_of(
    sentence: Sentence, counted: Counted, clause: tuple[int, int], kind: str, event: Event | None
) -> str:
    """The status of a figure from the verb that carries it and the words of its clause."""
    if _is_negated(sentence, counted, event):
        return "negated"
    before = _text(sentence, clause[0], counted.left)
    whole = _text(sentence, *clause)
    for status in ("hypothetical", "unconfirmed"):
        for place, text in (("before", before), ("near", whole)):
            cues = _cues(status, place, kind)
            if cues is not None and cues.search(text):
                return status
    if _mood(sentence, counted, clause, event) == "conditional":
        return "unconfirmed"
    return "asserted"


def _text(sentence: Sentence, start: int, end: int) -> str:
    return " ".join(sentence.lower[start:end])


def _is_negated(sentence: Sentence, counted: Counted, event: Event | None) -> bool:
    opening = sentence.lower[max(0, counted.left - 3) : counted.left]
    if "aucun" in opening or "aucune" in opening:
        return True
    return event is not None and event.negated


def _mood(
    sentence: Sentence, counted: Counted, clause: tuple[int, int], event: Event | None
) -> str:
    """Mood of the verb that governs the figure: its event's, else the nearest in the clause."""
    if event is not None and event.mood != "other":
        return event.mood
    nearest = [*range(counted.left - 1, clause[0] - 1, -1), *range(counted.end, clause[1])]
    for i in nearest:
        if sentence.lower[i] in auxiliaries():
            mood = auxiliaries()[sentence.lower[i]][1]
            if mood != "other":
                return mood
        elif sentence.words[i].pos_ == "VERB" and "Mood=Cnd" in str(sentence.words[i].morph):
            return "conditional"
        elif sentence.words[i].pos_ == "VERB" and "VerbForm=Fin" in str(sentence.words[i].morph):
            return "indicative"
    return "other"
