"""Attributed quotes: what the rules testify, what the judge makes of it, their speakers."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from spacy.tokens import Doc

from pipeline.french.agreement import agreement_of
from pipeline.french.quotes import colons, echoes
from pipeline.french.quotes.candidates import Candidate
from pipeline.french.quotes.confidence import confidence
from pipeline.french.quotes.cues import Cue, find_cues
from pipeline.french.quotes.direct import find_incises
from pipeline.french.quotes.floating import find_continuations, find_floating
from pipeline.french.quotes.indirect import find_complements
from pipeline.french.quotes.interviews import find_turns, read_interview
from pipeline.french.quotes.judge import Heard, judged
from pipeline.french.quotes.open_cues import with_open_cues
from pipeline.french.quotes.posts import read_posts
from pipeline.french.quotes.relays import passed_on
from pipeline.french.quotes.selon import find_prepositions
from pipeline.french.records import Quote
from pipeline.french.speakers.speakers import resolve_speakers
from pipeline.french.view import View, view_of

# Constructions that ask nothing but the text and its cues; each module lists its own.
_CONSTRUCTIONS = (*colons.CONSTRUCTIONS, *echoes.CONSTRUCTIONS)


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
    return judged(view, hear(view))


def hear(view: View) -> Heard:
    """What all rules say of a document, for the judge."""
    cues = with_open_cues(view, find_cues(view))
    interview = read_interview(view)
    candidates = [*testimony(view, cues), *interview.answers]
    following = (find_turns, find_floating, partial(find_continuations, cues=cues))
    return Heard(candidates, following, interview.questions, read_posts(view))


def testimony(view: View, cues: list[Cue]) -> Iterator[Candidate]:
    """The candidates of all rules that ask nothing but the text and its cues."""
    incises = list(find_incises(view, cues))
    complements = list(find_complements(view, cues, incises))
    told, prepositions = passed_on([*incises, *complements], list(find_prepositions(view, cues)))
    yield from told
    yield from prepositions
    for find in _CONSTRUCTIONS:
        yield from find(view, cues)
