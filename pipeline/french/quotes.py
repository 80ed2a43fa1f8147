"""Attributed quotes: candidates from every rule, the choice between them, their speakers."""

from bisect import bisect_left
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.french.cues import find_cues
from pipeline.french.direct import find_colons, find_incises
from pipeline.french.echoes import find_comparisons, find_noun_cues
from pipeline.french.floating import find_answers, find_continuations, find_floating
from pipeline.french.indirect import find_complements
from pipeline.french.reading import read_doc
from pipeline.french.records import Quote
from pipeline.french.selon import find_prepositions
from pipeline.french.speakers import resolve_speakers

_FIRM = 0.7


def find_quotes(doc: Doc) -> list[Quote]:
    """The quotes of a document, sorted by offsets; contents do not overlap.

    Reads tokens, tags, parse and `doc.ents`; a Doc that lacks some of them gives fewer quotes, never
    an error. Offsets are characters of `doc.text`.
    """
    return resolve_speakers(doc, attributed(doc))


def attributed(doc: Doc) -> list[Quote]:
    """The quotes with their source as written, before any name is resolved."""
    reading = read_doc(doc)
    cues = find_cues(reading)
    incises = list(find_incises(reading, cues))
    complements = list(find_complements(reading, cues, incises))
    prepositions = list(find_prepositions(reading, cues))
    complements, prepositions = passed_on(complements, prepositions)
    candidates = [
        *incises,
        *complements,
        *find_colons(reading, cues),
        *prepositions,
        *find_comparisons(reading, cues),
        *find_noun_cues(reading, cues),
        *find_answers(reading),
    ]
    chosen = choose(candidates)
    chosen = choose([*chosen, *find_floating(reading, chosen)])
    return choose([*chosen, *find_continuations(reading, chosen)])


def passed_on(
    complements: list[Quote], prepositions: list[Quote]
) -> tuple[list[Quote], list[Quote]]:
    """« X a promis P, selon Y »: Y passes on what X said.

    Returns the complements, with such a Y as their relay, and the other prepositions' quotes.
    """
    ends = {q.end: n for n, q in enumerate(complements) if q.type != "nominal"}
    told, kept = list(complements), []
    for outer in prepositions:
        inner = ends.get(outer.end)
        closing = outer.cue is not None and outer.cue[0] >= outer.end
        if inner is None or not closing or told[inner].start <= outer.start:
            kept.append(outer)
        else:
            told[inner] = replace(told[inner], relay=told[inner].relay or outer.speaker)
    return told, kept


def choose(candidates: list[Quote]) -> list[Quote]:
    """Of overlapping candidates one: clauses before noun phrases, firm before weak, longer first."""
    ranked = sorted(
        candidates,
        key=lambda q: (q.type == "nominal", q.rule != "incise-inside", q.confidence < _FIRM, q.start - q.end, -q.confidence, q.start),
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
