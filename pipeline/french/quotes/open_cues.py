"""Verbs behind marked words that stand as cues of an incise, whether the lexicon knows them or not.

French lets nearly every verb introduce speech there (« … », s'étrangle-t-il; « … », sourit la
guide). The place tells: the verb opens right behind the closing mark, its subject follows.
"""

from dataclasses import replace

from pipeline.french.quotes.content import is_clause
from pipeline.french.quotes.cue_lexicon import FINITE, CueVerb
from pipeline.french.quotes.cues import COMPOUND, INVERTED, Cue, completed, verb_group
from pipeline.french.quotes.marks import Marked
from pipeline.french.quotes.reading import Reading

_PAUSES = frozenset({",", "!", "?", "…", "..."})
_GROUP = 7


def with_open_cues(reading: Reading, cues: list[Cue]) -> list[Cue]:
    """The cues, and those of incises whose verb the lexicon does not give for one; text order."""
    found = {cue.at: cue for cue in cues}
    groups = {cue.first for cue in cues}
    for mark in reading.marks:
        p = _verb_behind(reading, mark)
        if p is not None and p not in found and verb_group(reading, p).first in groups:
            continue  # « peut-on lire »: the cue is the infinitive
        if p is None or not is_clause(reading, mark):
            continue
        known = found.get(p)
        if known is None:
            opened = _opened(reading, p)
        else:
            constructions = known.verb.constructions | {"incise"}
            opened = replace(known, verb=replace(known.verb, constructions=constructions))
        if opened is not None:
            found[p] = opened
    return [found[p] for p in sorted(found)]


def _verb_behind(reading: Reading, mark: Marked) -> int | None:
    """The verb whose group opens behind the mark: with an inverted pronoun, or behind a pause."""
    start = reading.at(mark.end)
    if start >= len(reading.low) or mark.end == mark.inner_end:
        return None
    limit = min(reading.last[start], start + _GROUP)
    paused = reading.text[mark.inner_end - 1] in "!?…"
    while start < limit and reading.low[start] in _PAUSES:
        paused, start = True, start + 1
    for p in range(start, limit):
        if reading.inside[p] >= 0 or reading.low[p] in _PAUSES:
            return None
        behind_pronoun = reading.low[p - 1] in INVERTED and reading.words[p].pos_ == "ADJ"
        if reading.words[p].pos_ != "VERB" and not behind_pronoun:
            continue
        group = verb_group(reading, p)
        if group.first != start or reading.verb_form(p) == "Inf":
            return None
        cue = completed(reading, p, p + 1, _verb(reading, p, group.reflexive), FINITE, group)
        inverted = cue is not None and cue.pronoun is not None
        return p if inverted or paused else None
    return None


def _opened(reading: Reading, p: int) -> Cue | None:
    group = verb_group(reading, p)
    if group.passive or (reading.verb_form(p) == "Part" and group.auxiliary is None):
        return None
    form = FINITE if group.auxiliary is None else COMPOUND
    return completed(reading, p, p + 1, _verb(reading, p, group.reflexive), form, group)


def _verb(reading: Reading, p: int, reflexive: bool) -> CueVerb:
    lemma = str(reading.words[p].lemma_).casefold()
    return CueVerb(lemma, (), reflexive, frozenset({"incise"}), "neutral", True)
