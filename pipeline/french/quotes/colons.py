"""Marked words behind a colon: « X a déclaré : « P » », « X : « P » », « Réponse : « P » »."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from pipeline.french.context_words import context_words
from pipeline.french.function_words import DE, OF, QUE
from pipeline.french.marks import Marked
from pipeline.french.phrases.source import phrase_end
from pipeline.french.quotes import attribution, voices
from pipeline.french.quotes.candidates import Candidate, candidate
from pipeline.french.quotes.content import is_clause, is_term, trimmed
from pipeline.french.quotes.cue_lexicon import INFINITIVE
from pipeline.french.quotes.cues import PASSIVE, REDUCED, Cue
from pipeline.french.quotes.relays import relay_after
from pipeline.french.quotes.voices import Source
from pipeline.french.trace import refused
from pipeline.french.view import QUOTE_MARKS, View

# Words of a headline that may stand before its colon as the speaker.
_HEADLINE_NAME = 12
_GOVERNING = frozenset({"du", "des", "au", "aux"})
_OBJECTS = QUE | {"comme"}
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "expl:subj"})


def find_colons(view: View, cues: list[Cue]) -> Iterator[Candidate]:
    """« X a déclaré : « P » » · « X : « P » » · « X a réagi sur Y : « P » »."""
    for mark in view.marks:
        p = view.at(mark.start) - 1
        while view.word(p) in QUOTE_MARKS | {"–", "—", "-"} and view.inside[p] < 0:
            p -= 1
        if p <= 0 or view.low[p] != ":":
            continue
        if is_term(view, mark):
            refused(view, "colon", "a name or term in marks", p)
            continue
        found = _introduced(view, cues, mark, p)
        if found is not None:
            yield found


def _introduced(view: View, cues: list[Cue], mark: Marked, colon: int) -> Candidate | None:
    first = view.first[colon]
    span = (mark.inner_start, mark.inner_end)
    low, high = (bisect_left(cues, p, key=attrgetter("at")) for p in (first, colon))
    before = [cue for cue in cues[low:high] if view.inside[cue.at] < 0]
    for cue in before:
        narrated = cue.form == INFINITIVE and view.low[cue.first] in DE
        if narrated and cue.first - first <= 1:
            return candidate(view, "colon", span, "direct", cue)  # « Et d'ajouter : « … » »
    for cue in reversed(before):
        if cue.negated or cue.doubt:
            continue  # « il ne dément pas : « … » »: what follows is said
        source = _source_of(view, cue)
        if source is not None and voices.is_source(view, source, False):
            relay = relay_after(view, cue.after, colon)
            return candidate(view, "colon", span, "direct", cue, source, relay)
    start, _ = trimmed(view, first, colon)
    end = phrase_end(view, start, colon)
    closed = end == colon or view.low[end] in (",", "(")
    if closed and end > start >= colon - _HEADLINE_NAME:
        source = _whose(view, Source(start, end))
        if voices.names_speaker(view, source):
            return candidate(view, "colon-name", span, "direct", None, source)
    if not is_clause(view, mark):
        return refused(view, "colon", "the marked words are no clause", colon)
    if view.is_headline(colon):
        return candidate(view, "headline", span, "direct")
    main = _behind_chez(view, first, colon) or _main_subject(view, first, colon)
    if main is not None:
        doubts = ("subject of another verb",)
        return candidate(view, "colon-name", span, "direct", None, main, None, doubts)
    spoken = view.text[mark.inner_end - 1] in ".!?…"
    if view.has_finite(first, colon) and not spoken:
        return refused(view, "colon-bare", "nobody speaks before the colon", colon)
    return candidate(view, "colon-bare", span, "direct")


def _whose(view: View, source: Source) -> Source:
    """« Réponse de X : « … » », « Le mot du maire : « … » »: who stands behind a noun for words.

    A bare noun behind « de » only says of which kind they are (« un message de prévention »).
    """
    for p in range(source.start, min(source.start + 2, source.end - 2)):
        if view.words[p].lemma_.casefold() in context_words("utterance"):
            holder = Source(p + 2, source.end)
            bare = view.words[p + 2].pos_ == "NOUN" and view.words[p + 2].text.islower()
            held = view.low[p + 1] in (OF - DE if bare else OF)
            return holder if held and voices.can_speak(view, holder) else source
    return source


def _behind_chez(view: View, first: int, colon: int) -> Source | None:
    """« Même son de cloche chez X : « … » »."""
    for p in range(first, colon - 1):
        beside = view.low[p] == "côté" and view.low[p + 1] in ("de", "du")
        if beside or view.low[p] == "chez":
            start = p + 1 + beside
            end = phrase_end(view, start, colon)
            return Source(start, end, False) if end > start else None
    return None


def _main_subject(view: View, first: int, colon: int) -> Source | None:
    """The subject of a sentence whose verb is no cue (« Le joueur a souri : « … » »)."""
    for p in range(colon - 1, first - 1, -1):
        if view.words[p].dep_ in _SUBJECTS and view.inside[p] < 0:
            found = voices.phrase_of(view, p, first, colon)
            whose = _whose(view, found)
            if whose is not found:
                return replace(whose, sure=False)
            if _speaks(view, found):
                return replace(found, sure=False)
    return _opening_phrase(view, first, colon)


def _opening_phrase(view: View, first: int, colon: int) -> Source | None:
    """The first phrase that no preposition governs, where the parse gives no subject."""
    p = first
    while p < colon:
        if view.words[p].pos_ == "ADP" or view.low[p] in _GOVERNING:
            p = max(phrase_end(view, p + 1, colon), p + 1)
            continue
        end = phrase_end(view, p, colon)
        if end > p and view.inside[p] < 0 and not view.is_time(p):
            found = Source(p, end, False)
            return found if _speaks(view, found) else None
        p = max(end, p + 1)
    return None


def _speaks(view: View, source: Source) -> bool:
    return view.low[source.start] not in voices.AUTHOR and voices.can_speak(view, source)


def _source_of(view: View, cue: Cue) -> Source | None:
    if cue.form in (PASSIVE, REDUCED):
        return attribution.agent(view, cue)
    before = attribution.subject(view, cue)
    if not _OBJECTS.isdisjoint(view.low[max(cue.first - 2, 0) : cue.first]):
        before = None  # « Une version que confirme X : « … » », « comme l'indique X : « … » »
    if before is not None and voices.can_speak(view, before):
        return before
    behind = attribution.inverted(view, cue)
    speaks = behind is not None and voices.can_speak(view, behind)
    return behind if speaks or before is None else before


CONSTRUCTIONS = (find_colons,)
