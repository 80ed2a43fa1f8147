"""Marked words behind a colon: « X a déclaré : « P » », « X : « P » », « Réponse : « P » »."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from pipeline.french.quotes import attribution, voices
from pipeline.french.quotes.content import is_clause, is_term, quote, trimmed
from pipeline.french.quotes.cue_lexicon import INFINITIVE, context_words
from pipeline.french.quotes.cues import Cue
from pipeline.french.quotes.marks import Marked
from pipeline.french.quotes.phrases import is_temporal, phrase_end
from pipeline.french.quotes.reading import QUOTE_MARKS, Reading
from pipeline.french.quotes.relays import relay_after
from pipeline.french.quotes.voices import Source
from pipeline.french.records import Quote

# Words of a headline that may stand before its colon as the speaker.
_HEADLINE_NAME = 12
_OF = (["de"], ["d'"], ["du"], ["des"])
_GOVERNING = frozenset({"du", "des", "au", "aux"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "expl:subj"})


def find_colons(reading: Reading, cues: list[Cue]) -> Iterator[Quote]:
    """« X a déclaré : « P » » · « X : « P » » · « X a réagi sur Y : « P » »."""
    for mark in reading.marks:
        p = reading.at(mark.start) - 1
        while (
            p >= 0
            and reading.words[p].text in QUOTE_MARKS | {"–", "—", "-"}
            and reading.inside[p] < 0
        ):
            p -= 1
        if p < 1 or reading.low[p] != ":" or is_term(reading, mark):
            continue
        found = _introduced(reading, cues, mark, p)
        if found is not None:
            yield found


def _introduced(reading: Reading, cues: list[Cue], mark: Marked, colon: int) -> Quote | None:
    first = reading.first[colon]
    span = (mark.inner_start, mark.inner_end)
    positions = range(bisect_left(cues, first, key=_at), bisect_left(cues, colon, key=_at))
    before = [cues[n] for n in positions if reading.inside[cues[n].at] < 0]
    for cue in before:
        narrated = cue.form == INFINITIVE and reading.low[cue.first] in ("de", "d'")
        if narrated and cue.first - first <= 1:
            return quote(reading, "colon", span, "direct", cue, None)  # « Et d'ajouter : « … » »
    for cue in reversed(before):
        if cue.negated:
            continue  # « il ne dément pas : « … » »: what follows is said
        source = _source_of(reading, cue)
        if source is not None and voices.is_source(reading, source, False):
            relay = relay_after(reading, cue.after, colon)
            return quote(reading, "colon", span, "direct", cue, source, relay)
    start, _ = trimmed(reading, first, colon)
    headline = reading.headline[colon]
    end = phrase_end(reading, start, colon)
    if (
        start < end
        and (end == colon or reading.low[end] in (",", "("))
        and colon - start <= _HEADLINE_NAME
    ):
        source = Source(start, end)
        if voices.names_speaker(reading, source):
            return quote(reading, "colon-name", span, "direct", None, source)
    if not is_clause(reading, mark):
        return None
    if headline:
        return quote(reading, "headline", span, "direct")
    main = _behind_chez(reading, first, colon) or _main_subject(reading, first, colon)
    if main is not None:
        return quote(reading, "colon-name", span, "direct", None, main, None, 0.9)
    spoken = reading.text[mark.inner_end - 1] in ".!?…"
    if any(reading.is_finite(p) for p in range(first, colon)) and not spoken:
        return None
    return quote(reading, "colon-bare", span, "direct")


def _at(cue: Cue) -> int:
    return cue.at


def _behind_chez(reading: Reading, first: int, colon: int) -> Source | None:
    """« Même son de cloche chez X : « … » »."""
    for p in range(first, colon - 1):
        if reading.low[p] == "chez" or (
            reading.low[p] == "côté" and reading.low[p + 1] in ("de", "du")
        ):
            start = p + 1 + (reading.low[p] == "côté")
            end = phrase_end(reading, start, colon)
            return Source(start, end, False) if end > start else None
    return None


def _main_subject(reading: Reading, first: int, colon: int) -> Source | None:
    """The subject of a sentence whose verb is no cue (« Le joueur a souri : « … » »)."""
    for p in range(colon - 1, first - 1, -1):
        if reading.words[p].dep_ in _SUBJECTS and reading.inside[p] < 0:
            found = voices.phrase_of(reading, p, first, colon)
            behind = found.start + 2
            uttered = reading.words[p].lemma_ in context_words("utterance")
            if uttered and reading.low[behind : behind + 1] in _OF:
                return Source(behind + 1, found.end, False)
            if _speaks(reading, found):
                return replace(found, sure=False)
    return _opening_phrase(reading, first, colon)


def _opening_phrase(reading: Reading, first: int, colon: int) -> Source | None:
    """The first phrase that no preposition governs, where the parse gives no subject."""
    p = first
    while p < colon:
        if reading.words[p].pos_ == "ADP" or reading.low[p] in _GOVERNING:
            p = max(phrase_end(reading, p + 1, colon), p + 1)
            continue
        end = phrase_end(reading, p, colon)
        if end > p and reading.inside[p] < 0 and not is_temporal(reading, p):
            found = Source(p, end, False)
            return found if _speaks(reading, found) else None
        p = max(end, p + 1)
    return None


def _speaks(reading: Reading, source: Source) -> bool:
    author = reading.low[source.start] in voices.AUTHOR
    return not author and voices.can_speak(reading, source)


def _source_of(reading: Reading, cue: Cue) -> Source | None:
    if cue.form in ("passive", "reduced"):
        return attribution.agent(reading, cue)
    before = attribution.subject(reading, cue)
    if {"que", "qu'", "comme"} & set(reading.low[max(cue.first - 2, 0) : cue.first]):
        before = None  # « Une version que confirme X : « … » », « comme l'indique X : « … » »
    if before is not None and voices.can_speak(reading, before):
        return before
    behind = attribution.inverted(reading, cue)
    speaks = behind is not None and voices.can_speak(reading, behind)
    return behind if speaks or before is None else before
