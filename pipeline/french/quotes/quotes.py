"""Attributed quotes: candidates from every rule, the choice between them, their speakers."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.french.agreement import agreement_of
from pipeline.french.furniture import BYLINE, POINTER
from pipeline.french.layout import DATELINE
from pipeline.french.quotes import colons, echoes
from pipeline.french.quotes.confidence import confidence
from pipeline.french.quotes.cues import find_cues
from pipeline.french.quotes.direct import find_incises
from pipeline.french.quotes.floating import find_continuations, find_floating
from pipeline.french.quotes.indirect import find_complements
from pipeline.french.quotes.interviews import find_turns, read_interview
from pipeline.french.quotes.open_cues import with_open_cues
from pipeline.french.quotes.posts import read_posts, with_posts
from pipeline.french.quotes.selon import find_prepositions
from pipeline.french.records import Offsets, Quote
from pipeline.french.speakers.speakers import resolve_speakers
from pipeline.french.view import View, view_of

# Constructions that ask nothing but the text and its cues; each module lists its own.
_CONSTRUCTIONS = (*colons.CONSTRUCTIONS, *echoes.CONSTRUCTIONS)
_FIRM = 0.7
_TITLES = frozenset({BYLINE, DATELINE, POINTER})


def find_quotes(doc: Doc) -> list[Quote]:
    """The quotes of a document, sorted by offsets; contents do not overlap.

    Reads tokens, tags, parse and `doc.ents`; a Doc that lacks some of them gives fewer quotes,
    never an error. Offsets are characters of `doc.text`.
    """
    resolved = (with_agreement(doc, quote) for quote in resolve_speakers(doc, attributed(doc)))
    return [replace(quote, confidence=confidence(quote)) for quote in resolved]


def with_agreement(doc: Doc, quote: Quote) -> Quote:
    """The quote with what a second recogniser says of the mentions in its source and relay."""
    spans = [quote.speaker, quote.relay]
    return replace(quote, agreement=agreement_of(doc, spans, [quote.speaker_entity_id]))


def attributed(doc: Doc) -> list[Quote]:
    """The quotes with their source as written, before any name is resolved."""
    view = view_of(doc)
    cues = with_open_cues(view, find_cues(view))
    incises = list(find_incises(view, cues))
    complements = list(find_complements(view, cues, incises))
    prepositions = list(find_prepositions(view, cues))
    told, prepositions = passed_on([*incises, *complements], prepositions)
    interview = read_interview(view)
    candidates = [
        *told,
        *prepositions,
        *(found for find in _CONSTRUCTIONS for found in find(view, cues)),
        *interview.answers,
    ]
    chosen = choose(outside(interview.questions, candidates))
    chosen = choose([*chosen, *find_turns(view, chosen)])
    chosen = choose([*chosen, *find_floating(view, chosen)])
    chosen = choose([*chosen, *find_continuations(view, cues, chosen)])
    return with_posts(read_posts(view), named_in_titles(view, chosen))


def named_in_titles(view: View, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes without those that stand in another text's title and name no source there."""
    kinds = (view.kind[min(view.at(q.start), len(view) - 1)] for q in quotes)
    told = zip(quotes, kinds, strict=True)
    return [q for q, kind in told if q.speaker is not None or kind not in _TITLES]


def outside(spans: Sequence[Offsets], quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes that begin in none of the spans."""
    starts = [start for start, _ in spans]

    def begins_inside(q: Quote) -> bool:
        n = bisect_right(starts, q.start) - 1
        return n >= 0 and q.start < spans[n][1]

    return [q for q in quotes if not begins_inside(q)]


def passed_on(told: list[Quote], prepositions: list[Quote]) -> tuple[list[Quote], list[Quote]]:
    """« X a promis P, selon Y », « « P », dit-il selon Y »: Y passes on what X said.

    Returns the told quotes, with such a Y as their relay, and the other prepositions' quotes.
    """
    told, kept = list(told), []
    by_cue = sorted((q.cue[0], n) for n, q in enumerate(told) if q.cue and q.type != "nominal")
    for outer in prepositions:
        inner = None
        closing = outer.cue is not None and outer.cue[0] >= outer.end
        at = bisect_left(by_cue, (outer.start, 0)) if closing else len(by_cue)
        while at < len(by_cue) and by_cue[at][0] < outer.end:
            if _fills(told[by_cue[at][1]], by_cue[at][0], outer):
                inner = by_cue[at][1]
            at += 1
        if inner is None:
            kept.append(outer)
        else:
            told[inner] = replace(told[inner], relay=told[inner].relay or outer.speaker)
    return told, kept


def _fills(inner: Quote, cue: int, outer: Quote) -> bool:
    """Whether a told quote with its cue is what stands before « selon Y ».

    The closing mark, and a space before it, may belong to the one span and not to the other.
    """
    return inner.start >= outer.start and (inner.end >= outer.end - 2 or inner.end < cue)


def choose(candidates: list[Quote]) -> list[Quote]:
    """Of overlapping candidates one: clauses before phrases, firm before weak, longer first."""
    ranked = sorted(
        candidates,
        key=lambda q: (
            q.type == "nominal",
            q.rule != "incise-inside",
            q.confidence < _FIRM,
            q.start - q.end,
            -q.confidence,
            q.start,
        ),
    )
    starts: list[int] = []
    kept: list[Quote] = []
    for candidate in ranked:
        at = bisect_left(starts, candidate.start)
        if at > 0 and kept[at - 1].end > candidate.start:
            continue
        if at < len(kept) and kept[at].start < candidate.end:
            continue
        starts.insert(at, candidate.start)
        kept.insert(at, candidate)
    return kept
