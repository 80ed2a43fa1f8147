"""Marked words without an attribution in their sentence: floating, signed, continued."""

from collections.abc import Iterator, Sequence
from itertools import chain

from pipeline.french.marks import Marked
from pipeline.french.phrases.source import phrase_end
from pipeline.french.quotes import voices
from pipeline.french.quotes.candidates import CONTINUATION, Candidate, candidate
from pipeline.french.quotes.content import is_clause, is_term, marks_in, span_and_type, words_in
from pipeline.french.quotes.cue_lexicon import FINITE
from pipeline.french.quotes.cues import COMPOUND, Cue
from pipeline.french.quotes.voices import Source
from pipeline.french.trace import refused
from pipeline.french.view import View

_WORDS = 4


def find_floating(view: View, taken: Sequence[Candidate]) -> Iterator[Candidate]:
    """Utterances in marks that are sentences of their own; a signature below names their source."""
    ends = sorted((q.start, q.end) for q in taken)
    index = 0
    for mark in view.marks:
        while index < len(ends) and ends[index][1] <= mark.inner_start:
            index += 1
        if index < len(ends) and ends[index][0] < mark.inner_end:
            continue
        if not _stands_alone(view, mark):
            continue
        span = (mark.inner_start, mark.inner_end)
        signature = _signature(view, mark)
        if signature is not None:
            yield candidate(view, "signature", span, "direct", None, signature)
        elif _is_utterance(view, mark):
            yield candidate(view, "floating", span, "direct")
        else:
            refused(view, "floating", "too few words in marks", view.at(mark.inner_start))


def find_continuations(
    view: View, taken: Sequence[Candidate], cues: Sequence[Cue]
) -> Iterator[Candidate]:
    """A sentence with marked words right behind an attributed one: the same source goes on."""
    told = [c.at for c in cues if c.form in (FINITE, COMPOUND) and view.inside[c.at] < 0]
    spans = sorted((q.start, q.end) for q in taken if q.type != "nominal")
    reported = {view.first[p] for a, _ in spans if (p := view.at(a)) < len(view)}
    covered = {m.start for a, b in spans for m in marks_in(view, view.at(a), view.at(b))}
    for mark in view.marks:
        p = view.at(mark.inner_start)
        if mark.start in covered or p >= len(view):
            continue
        first, last = view.first[p], view.last[p]
        guard = ""
        if is_term(view, mark):
            guard = "a name or term in marks"
        elif first in reported:
            guard = "its sentence reports otherwise"
        doubts = {
            "no report goes on": first == 0 or view.first[first - 1] not in reported,
            "it opens a paragraph": view.parted[first],
            "few words in marks": len(words_in(view, mark)) < _WORDS,
            # « Une tante le décrit comme « … » »
            "a verb of saying before it": any(first <= at < p for at in told),
        }
        if guard:
            refused(view, CONTINUATION, guard, p)
            continue
        found = span_and_type(view, first, last)
        if found is not None and found[1] == "mixed":
            reported.add(first)
            covered.update(m.start for m in view.marks if found[0][0] <= m.start < found[0][1])
            made = candidate(view, CONTINUATION, *found)
            yield made.doubted(*(doubt for doubt, holds in doubts.items() if holds))


def _stands_alone(view: View, mark: Marked) -> bool:
    """Whether the sentence holds nothing but the marked words."""
    start, end = view.at(mark.start), view.at(mark.end)
    if start >= len(view) or is_term(view, mark):
        return False
    first, last = view.first[start], view.last[start]
    return not any(view.is_word(p) for p in chain(range(first, start), range(end, last)))


def _is_utterance(view: View, mark: Marked) -> bool:
    """A clause; in a headline any words; elsewhere a few words that end like a sentence."""
    ended, size = view.text[mark.inner_end - 1] in ".!?…", len(words_in(view, mark))
    if size < (1 if ended else _WORDS):
        return False
    short = ended and size <= _WORDS
    return short or is_clause(view, mark) or view.is_headline(view.at(mark.inner_start))


def _signature(view: View, mark: Marked) -> Source | None:
    """« — Jean Roy, maire » in the paragraph below the marked one."""
    p = view.at(mark.end)
    if p + 1 >= len(view) or not view.parted[p] or view.low[p] not in ("–", "—", "-"):
        return None
    end = phrase_end(view, p + 1, view.last[p])
    source = Source(p + 1, end)
    return source if end > p + 1 and voices.can_speak(view, source) else None
