"""Status of a figure: asserted, unconfirmed, negated or hypothetical."""

import re
from functools import cache

from pipeline.french.claims.casualty_events import Event
from pipeline.french.claims.casualty_lexicon import auxiliaries
from pipeline.french.claims.counted import Counted, Sentence
from pipeline.french.claims.patterns import alternatives
from pipeline.french.lexicons import check_values, load_lexicon

_CONDITIONAL = re.compile(r"\w{2}r(?:ait|aient)$")
_RELATIVES = frozenset({"qui", "que", "qu'", "dont", "où"})


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


def percentage_status(
    sentence: Sentence, counted: Counted, clause: tuple[int, int], first_end: bool
) -> str:
    """Status of a percentage: forecast, wanted or promised ones are hypothetical.

    `first_end`: whether it is the first figure of « de 35 % à 15 % », which holds already.
    """
    status = status_of(sentence, counted, clause, "percentage", None)
    aimed = _is_aim(sentence, clause[0], counted.left) or (
        _mood(sentence, counted, clause, None) == "future"
    )
    if aimed and status == "asserted":
        status = "hypothetical"
    return "asserted" if first_end and status == "hypothetical" else status


def _is_aim(sentence: Sentence, start: int, end: int) -> bool:
    """Whether « pour » or « afin de » with an infinitive stands before the figure."""
    for i in range(start, end):
        if sentence.lower[i] == "pour" or sentence.lower[i : i + 2] == ("afin", "de"):
            ahead = sentence.words[i + 1 : min(i + 4, end)]
            if any("VerbForm=Inf" in str(word.morph) for word in ahead):
                return True
    return False


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
        word, token = sentence.lower[i], sentence.words[i]
        if i >= counted.end and word in _RELATIVES:
            break
        if word in auxiliaries():
            mood = auxiliaries()[word][1]
            if mood != "other":
                return mood
        elif token.pos_ in ("VERB", "AUX", "NOUN") and _CONDITIONAL.search(word):
            return "conditional"
        elif token.pos_ == "VERB" and "VerbForm=Fin" in str(token.morph):
            return "future" if "Tense=Fut" in str(token.morph) else "indicative"
    return "other"
