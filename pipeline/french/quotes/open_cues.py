"""Verbs behind marked words that stand as cues of an incise, whether the lexicon knows them or not.

French lets nearly every verb introduce speech there (« … », s'étrangle-t-il; « … », sourit la
guide). The place tells: the verb opens right behind the closing mark, its subject follows.
"""

from dataclasses import replace

from pipeline.french.marks import Marked
from pipeline.french.quotes.content import is_clause
from pipeline.french.quotes.cue_lexicon import FINITE, CueVerb
from pipeline.french.quotes.cues import COMPOUND, Cue, completed
from pipeline.french.verbs import INVERTED, verb_group
from pipeline.french.view import View

_PAUSES = frozenset({",", "!", "?", "…", "..."})
_GROUP = 7


def with_open_cues(view: View, cues: list[Cue]) -> list[Cue]:
    """The cues, and those of incises whose verb the lexicon does not give for one; text order."""
    found = {cue.at: cue for cue in cues}
    groups = {cue.first for cue in cues}
    for mark in view.marks:
        p = _verb_behind(view, mark)
        if p is not None and p not in found and verb_group(view, p).first in groups:
            continue  # « peut-on lire »: the cue is the infinitive
        if p is None or not is_clause(view, mark):
            continue
        known = found.get(p)
        if known is None:
            opened = _opened(view, p)
        else:
            constructions = known.verb.constructions | {"incise"}
            opened = replace(known, verb=replace(known.verb, constructions=constructions))
        if opened is not None:
            found[p] = opened
    return [found[p] for p in sorted(found)]


def _verb_behind(view: View, mark: Marked) -> int | None:
    """The verb whose group opens behind the mark: with an inverted pronoun, or behind a pause."""
    start = view.at(mark.end)
    if start >= len(view.low) or mark.end == mark.inner_end:
        return None
    limit = min(view.last[start], start + _GROUP)
    paused = view.text[mark.inner_end - 1] in "!?…"
    while start < limit and view.low[start] in _PAUSES:
        paused, start = True, start + 1
    for p in range(start, limit):
        if view.inside[p] >= 0 or view.low[p] in _PAUSES:
            return None
        behind_pronoun = view.low[p - 1] in INVERTED and view.words[p].pos_ == "ADJ"
        if view.words[p].pos_ != "VERB" and not behind_pronoun:
            continue
        group = verb_group(view, p)
        if group.first != start or view.verb_form(p) == "Inf":
            return None
        cue = completed(view, p, p + 1, _verb(view, p, group.reflexive), FINITE, group)
        inverted = cue is not None and cue.pronoun is not None
        return p if inverted or paused else None
    return None


def _opened(view: View, p: int) -> Cue | None:
    group = verb_group(view, p)
    if group.passive or (view.verb_form(p) == "Part" and group.auxiliary is None):
        return None
    form = FINITE if group.auxiliary is None else COMPOUND
    return completed(view, p, p + 1, _verb(view, p, group.reflexive), form, group)


def _verb(view: View, p: int, reflexive: bool) -> CueVerb:
    lemma = str(view.words[p].lemma_).casefold()
    return CueVerb(lemma, (), reflexive, frozenset({"incise"}), "neutral", True)
