"""Status of a figure: asserted, unconfirmed, negated or hypothetical."""

import re
from functools import cache

from pipeline.french.auxiliaries import auxiliaries
from pipeline.french.casualty_lexicon import figure_words, is_victim
from pipeline.french.claims.casualty_events import Event
from pipeline.french.claims.counted import Counted
from pipeline.french.function_words import RELATIVES, THE
from pipeline.french.lexicons import load_lexicon
from pipeline.french.patterns import alternatives
from pipeline.french.view import Sentence

# Sure without a tagger: « -rait » behind another letter may be an imperfect (« dénombrait »).
_CONDITIONAL = re.compile(r"\w{2}(?:e|d)r(?:ait|aient)$")
_WIDE = 80  # words: as far as a sentence reaches, if it is not a list without an end
_RAIT = ("rais", "rait", "rions", "riez", "raient")
_COUNTING_VERBS = frozenset({"eu", "fait", "causé", "déploré", "recensé", "compté"})
_BEFORE_IF = frozenset({"", ",", "«", '"', "et", "mais", "même", "ou"})
_SUBJECTS = THE | {"elle", "elles", "on", "un", "une"}


@cache
def _cues(status: str, place: str, kind: str) -> re.Pattern[str] | None:
    lexicon = load_lexicon("status_cues")
    kinds = (lexicon.values("pattern", status=status, place=place, kind=k) for k in (kind, "both"))
    patterns = frozenset().union(*kinds)
    return alternatives(patterns) if patterns else None


def status_of(
    sentence: Sentence, counted: Counted, clause: tuple[int, int], kind: str, event: Event | None
) -> str:
    """The status of a figure from the verb that carries it and the words of its clause."""
    if _is_negated(sentence, counted, event):
        return "negated"
    texts = {
        "before": _text(sentence, clause[0], counted.left),
        "near": _text(sentence, *clause),
        "sentence": _text(sentence, counted.left - _WIDE, counted.end + _WIDE),
        "next": _beside(sentence, counted),
    }
    for status in ("hypothetical", "unconfirmed"):
        for place, text in texts.items():
            cues = _cues(status, place, kind)
            if cues is not None and cues.search(text):
                return status
    mood = _mood(sentence, counted, clause, event)
    if mood == "conditional":
        return "hypothetical" if _is_supposed(sentence, counted) else "unconfirmed"
    told = event is None or event.mood != "other" or kind == "percentage"
    return "hypothetical" if mood == "future" and told else "asserted"


def _beside(sentence: Sentence, counted: Counted) -> str:
    """The two words before the figure, up to a comma; of « quinze morts présumés » the next, too.

    « Seize rebelles présumés » may be no rebels; that they were arrested is not in doubt.
    """
    start = counted.left
    while start > counted.left - 2 and sentence.at(start - 1) not in (",", ""):
        start -= 1
    behind = counted.end + 1 if is_victim(counted.noun) else counted.first
    return _text(sentence, start, behind)


def _is_supposed(sentence: Sentence, counted: Counted) -> bool:
    """Whether a clause with « si » makes the conditional one of a supposition, not of a report."""
    for i in range(counted.left - _WIDE, counted.end + _WIDE):
        word, following = sentence.at(i), sentence.at(i + 1)
        if word == "si" and (sentence.at(i - 1) in _BEFORE_IF or following in _SUBJECTS):
            return True
        if word == "s'" and following in ("il", "ils"):
            return True
    return False


def percentage_status(
    sentence: Sentence, counted: Counted, clause: tuple[int, int], first_end: bool
) -> str:
    """Status of a percentage: forecast, wanted or promised ones are hypothetical.

    `first_end`: whether it is the first figure of « de 35 % à 15 % », which holds already.
    """
    status = status_of(sentence, counted, clause, "percentage", None)
    aimed = _is_aim(sentence, clause[0], counted.left)
    if aimed and status == "asserted":
        status = "hypothetical"
    return "asserted" if first_end and status == "hypothetical" else status


def _is_aim(sentence: Sentence, start: int, end: int) -> bool:
    """Whether « pour » or « afin de » with an infinitive stands before the figure."""
    for i in range(start, end):
        if sentence.at(i) == "pour" or sentence.forms(i, i + 2) == ("afin", "de"):
            ahead = range(i + 1, min(i + 4, end))
            verb = next((k for k in ahead if sentence.view.verb_form(k) == "Inf"), None)
            if verb is not None and sentence.at(verb) not in figure_words("outcome"):
                return True
    return False


def _text(sentence: Sentence, start: int, end: int) -> str:
    return " ".join(sentence.forms(start, end))


def _is_negated(sentence: Sentence, counted: Counted, event: Event | None) -> bool:
    opening = sentence.forms(counted.left - 3, counted.left)
    if "aucun" in opening or "aucune" in opening:
        return True
    if sentence.at(counted.left - 1) in _COUNTING_VERBS and "pas" in opening:
        return True  # « il n'y a pas eu deux morts »
    return event is not None and event.negated


def _mood(
    sentence: Sentence, counted: Counted, clause: tuple[int, int], event: Event | None
) -> str:
    """Mood of the verb that governs the figure: its event's, else the nearest in the clause."""
    if event is not None and event.mood != "other":
        return event.mood
    nearest = [*range(counted.left - 1, clause[0] - 1, -1), *range(counted.end, clause[1])]
    for i in nearest:
        word, morph = sentence.at(i), str(sentence.view.words[i].morph)
        if i >= counted.end and word in RELATIVES:
            break
        if word in auxiliaries():
            mood = auxiliaries()[word][1]
            if mood != "other":
                return mood
        elif ("Mood=Cnd" in morph and word.endswith(_RAIT)) or _CONDITIONAL.search(word):
            return "conditional"
        elif sentence.is_finite(i):
            future = "Tense=Fut" in morph and i < counted.left
            return "future" if future else "indicative"
    return "other"
