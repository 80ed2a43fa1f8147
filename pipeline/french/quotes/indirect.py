"""Quotes of a cue verb and what follows it: clauses, infinitives, questions, noun phrases."""

from collections.abc import Iterator

from pipeline.french.quotes import attribution, voices
from pipeline.french.quotes.bounds import content_end
from pipeline.french.quotes.complements import complement
from pipeline.french.quotes.content import is_clause, quote, span_and_type
from pipeline.french.quotes.cue_lexicon import FINITE, GERUND, INFINITIVE
from pipeline.french.quotes.cues import COMPOUND, PASSIVE, REDUCED, Cue
from pipeline.french.quotes.passives import passive_quote
from pipeline.french.quotes.relays import relay_after
from pipeline.french.quotes.voices import Source
from pipeline.french.records import Quote
from pipeline.french.verbs import subjects_of
from pipeline.french.view import View

# Rules that need somebody who can speak, whatever the verb.
_SPOKEN = frozenset({"noun-phrase", "marks", "predicate"})
# What a rule found that reports nothing: marked words without marks, « considéré comme X ».
_NO_REPORT = frozenset({("marks", "indirect"), ("marks", "nominal"), ("comme", "nominal")})


def find_complements(view: View, cues: list[Cue], incises: list[Quote]) -> Iterator[Quote]:
    """Quotes whose content stands behind a cue verb (or, in the passive, before it).

    `incises` are the quotes found by an incise: their sources go on (« dit-il, ajoutant que P »).
    """
    by_position = {cue.at: cue for cue in cues}
    said = {q.cue[0]: q.speaker for q in incises if q.cue and q.speaker}
    speaking: tuple[int, Source] | None = None
    for cue in cues:
        if view.inside[cue.at] >= 0:
            continue
        if (speaker := said.get(view.words[cue.at].idx)) is not None:
            source = Source(view.covering(speaker[0]), view.covering(speaker[1] - 1) + 1)
            speaking = view.first[cue.at], source
            continue
        if cue.form in (PASSIVE, REDUCED):
            found = passive_quote(view, cue, by_position)
            if found is not None:
                yield found
            continue
        shared = None
        if speaking is not None and speaking[0] == view.first[cue.at]:
            shared = speaking[1] if _goes_on(view, cue) else None
        active = _active(view, cue, by_position, shared)
        if active is not None:
            yield active[0]
            speaking = view.first[cue.at], active[1]


def _goes_on(view: View, cue: Cue) -> bool:
    """« dément que P et affirme que Q », « dit-il, ajoutant que Q »: the same subject."""
    p = cue.first - 1
    if cue.form == INFINITIVE:
        return cue.governor is None
    if cue.form == GERUND:
        own = any(c < cue.at for c in subjects_of(view, cue.at))
        return not own and (view.low[p] in (",", "en", "tout") or view.low[cue.first] == "en")
    while p > view.first[cue.at] and view.words[p].pos_ == "ADV":
        p -= 1
    return view.low[p] in ("et", "puis", "mais", "ou") and cue.form in (FINITE, COMPOUND)


def _active(
    view: View, cue: Cue, cues: dict[int, Cue], shared: Source | None
) -> tuple[Quote, Source] | None:
    """The quote of an active verb and its source; `shared` is the source of the verb before."""
    found = complement(view, cue)
    if found is None:
        return None
    source = shared or attribution.subject(view, cue)
    if source is None and cue.form == INFINITIVE and view.low[cue.first] in ("de", "d'"):
        source = Source(cue.first, cue.first + 1, nobody=True)  # « Et d'ajouter que P »
    if source is None or not voices.is_source(view, source, cue.verb.needs_speaker):
        return None
    if view.inside[source.start] >= 0 and not view.is_mark(source.start - 1):
        return None  # a word inside quotation marks speaks to nobody outside
    if found.rule == "noun-phrase" and view.low[cue.first - 1] in ("que", "qu'"):
        return None  # « une version que confirme X »
    if found.rule in _SPOKEN and not voices.can_speak(view, source):
        return None
    end = content_end(view, cue, found, cues)
    if source.start > found.start:
        end = min(end, source.start)  # « Après avoir accusé X de P, il … »
    made = span_and_type(view, found.start, end, found.phrase)
    if made is None:
        return None
    span, kind = made
    if (found.rule, kind) in _NO_REPORT:
        return None
    if found.rule == "marks" and kind == "direct" and not _is_utterance(view, found.start):
        kind = "mixed"
    relay = relay_after(view, cue.after, found.start)
    return quote(view, found.rule, span, kind, cue, source, relay), source


def _is_utterance(view: View, start: int) -> bool:
    p = start if view.inside[start] >= 0 else start + 1
    return is_clause(view, view.marks[view.inside[p]])
