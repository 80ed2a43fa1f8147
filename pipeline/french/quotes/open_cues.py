"""Verbs behind marked words that stand as cues of an incise, whether the lexicon knows them or not.

French lets nearly every verb introduce speech there (« … », s'étrangle-t-il; « … », sourit la
guide). The place tells: the verb opens right behind the closing mark, its subject follows.
"""

from dataclasses import replace

from pipeline.french.marks import Marked
from pipeline.french.quotes.content import is_clause
from pipeline.french.quotes.cue_lexicon import FINITE, CueVerb
from pipeline.french.quotes.cues import COMPOUND, PASSIVE, REDUCED, Cue, completed
from pipeline.french.verbs import INVERTED, Group, verb_group
from pipeline.french.view import View

_PAUSES = frozenset({",", "!", "?", "…", "..."})
_GROUP = 7


def with_open_cues(view: View, cues: list[Cue]) -> list[Cue]:
    """The cues, and those of incises whose verb the lexicon does not give for one; text order."""
    found = {cue.at: cue for cue in cues}
    groups = {cue.first for cue in cues}
    for mark in view.marks:
        opened = _cue_behind(view, mark) if is_clause(view, mark) else None
        if opened is None:
            continue
        known = found.get(opened.at)
        if known is not None:
            constructions = known.verb.constructions | {"incise"}
            found[known.at] = replace(known, verb=replace(known.verb, constructions=constructions))
        elif opened.form in (FINITE, COMPOUND) and opened.first not in groups:
            found[opened.at] = opened  # not « peut-on lire »: the cue is the infinitive
    return [found[p] for p in sorted(found)]


def _cue_behind(view: View, mark: Marked) -> Cue | None:
    """The verb whose group opens behind the mark: with an inverted pronoun, or behind a pause."""
    start = view.at(mark.end)
    if start >= len(view) or mark.end == mark.inner_end:
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
        lemma = view.words[p].lemma_.casefold()
        verb = CueVerb(lemma, (), group.reflexive, frozenset({"incise"}), "neutral", True)
        cue = completed(view, p, p + 1, verb, _form(view, p, group), group)
        return cue if paused or (cue is not None and cue.pronoun is not None) else None
    return None


def _form(view: View, p: int, group: Group) -> str:
    if group.auxiliary is None:
        return REDUCED if view.verb_form(p) == "Part" else FINITE
    return PASSIVE if group.passive else COMPOUND
