"""Quotes of a cue verb and what follows it: clauses, infinitives, questions, noun phrases."""

from collections.abc import Iterator

from pipeline.french.function_words import DE, QUE
from pipeline.french.phrases.source import phrase_end
from pipeline.french.quotes import attribution, voices
from pipeline.french.quotes.bounds import content_end
from pipeline.french.quotes.candidates import Candidate, candidate
from pipeline.french.quotes.complements import Complement, complement
from pipeline.french.quotes.content import is_clause, span_and_type
from pipeline.french.quotes.cue_lexicon import FINITE, GERUND, INFINITIVE
from pipeline.french.quotes.cues import COMPOUND, COORDINATORS, PASSIVE, REDUCED, Cue
from pipeline.french.quotes.passives import passive_quote
from pipeline.french.quotes.relays import relay_after
from pipeline.french.quotes.voices import Source
from pipeline.french.trace import refused
from pipeline.french.verbs import subjects_of
from pipeline.french.view import View

# Rules that need somebody who can speak, whatever the verb.
_SPOKEN = frozenset({"noun-phrase", "marks", "predicate"})
# What a rule found that reports nothing: marked words without marks, « considéré comme X ».
_NO_REPORT = frozenset({("marks", "indirect"), ("marks", "nominal"), ("comme", "nominal")})


def find_complements(view: View, cues: list[Cue], incises: list[Candidate]) -> Iterator[Candidate]:
    """Quotes whose content stands behind a cue verb (or, in the passive, before it).

    `incises` are the quotes found by an incise: their sources go on (« dit-il, ajoutant que P »).
    """
    by_position = {cue.at: cue for cue in cues}
    said = {q.cue[0]: q.speaker for q in incises if q.cue and q.speaker and not q.in_doubt}
    speaking: tuple[int, Source] | None = None
    for cue in cues:
        if view.inside[cue.at] >= 0:
            refused(view, "complement", "the verb stands inside quotation marks", cue.at)
            continue
        if (speaker := said.get(view.words[cue.at].idx)) is not None:
            source = Source(view.covering(speaker[0]), view.covering(speaker[1] - 1) + 1)
            speaking = view.first[cue.at], source
            continue
        if cue.form in (PASSIVE, REDUCED):
            if found := passive_quote(view, cue, by_position):
                yield found
            continue
        same = speaking is not None and speaking[0] == view.first[cue.at] and _goes_on(view, cue)
        active = _active(view, cue, by_position, speaking[1] if speaking and same else None)
        if active is not None:
            yield active[0]
            if not active[0].in_doubt:
                speaking = view.first[cue.at], active[1]


def _goes_on(view: View, cue: Cue) -> bool:
    """« dément que P et affirme que Q », « dit-il, ajoutant que Q »: the same subject."""
    if cue.form == INFINITIVE:
        return cue.governor is None
    if cue.form == GERUND:
        own = any(c < cue.at for c in subjects_of(view, cue.at))
        opens = view.word(cue.first - 1) in (",", "en", "tout") or view.low[cue.first] == "en"
        return opens and not own
    before = view.run_start(cue.first, ("ADV",)) - 1
    return view.word(before) in COORDINATORS and cue.form in (FINITE, COMPOUND)


def _active(
    view: View, cue: Cue, cues: dict[int, Cue], shared: Source | None
) -> tuple[Candidate, Source] | None:
    """The quote of an active verb and its source; `shared` is the source of the verb before."""
    found = complement(view, cue)
    if found is None:
        return None
    source = shared or attribution.subject(view, cue)
    if source is None and cue.form == INFINITIVE and view.low[cue.first] in DE:
        source = Source(cue.first, cue.first + 1, nobody=True)  # « Et d'ajouter que P »
    if found.rule == "noun-phrase" and _is_inverted(view, cue, found, source):
        return refused(view, found.rule, "what stands behind the verb is its subject", cue.at)
    doubts = _doubts(view, cue, found, source)
    if source is None:
        source = Source(cue.first, cue.first, nobody=True)
    end = content_end(view, cue, found, cues)
    if source.start > found.start and not source.nobody:
        end = min(end, source.start)  # « Après avoir accusé X de P, il … »
    made = span_and_type(view, found.start, end, found.phrase)
    if made is None:
        return refused(view, found.rule, "no words are left as content", cue.at)
    span, kind = made
    if (found.rule, kind) in _NO_REPORT:
        return refused(view, found.rule, "nothing in marks is said", found.start)
    mark = view.marked_at(found.start)
    if found.rule == "marks" and kind == "direct" and not (mark and is_clause(view, mark)):
        kind = "mixed"
    relay = relay_after(view, cue.after, found.start)
    return candidate(view, found.rule, span, kind, cue, source, relay, doubts), source


def _is_inverted(view: View, cue: Cue, found: Complement, source: Source | None) -> bool:
    """« une version que confirme X », « Le vote a eu lieu et annonce X »: X speaks."""
    if view.word(cue.first - 1) in QUE:
        return True
    end = phrase_end(view, found.start, view.last[cue.at])
    speaks = end > found.start and voices.names_speaker(view, Source(found.start, end))
    return speaks and (source is None or not voices.can_speak(view, source))


def _doubts(view: View, cue: Cue, found: Complement, source: Source | None) -> tuple[str, ...]:
    """Why the subject of a verb may say nothing."""
    if source is None:
        return ("no subject",)
    spoken = found.rule in _SPOKEN and not voices.can_speak(view, source)
    doubts = {
        "the subject is no source": not voices.is_source(view, source, cue.verb.needs_speaker),
        # a word inside quotation marks speaks to nobody outside
        "the subject stands in marks": view.inside[source.start] >= 0
        and not view.is_mark(source.start - 1),
        "the subject cannot speak": spoken,
    }
    return tuple(doubt for doubt, holds in doubts.items() if holds)
