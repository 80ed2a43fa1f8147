"""Who passes a quote on: « cité par l'agence X », « a déclaré Y à la chaîne Z »."""

from bisect import bisect_left
from dataclasses import replace

from pipeline.french.context_words import context_words
from pipeline.french.function_words import OF, TO
from pipeline.french.names.source_nouns import noun_kind
from pipeline.french.phrases.source import phrase_end, without_article
from pipeline.french.quotes.candidates import Candidate
from pipeline.french.records import Offsets
from pipeline.french.view import View

_TO = TO | {"sur"}


def relay_after(view: View, start: int, end: int) -> Offsets | None:
    """The relay named between two positions, as offsets of its noun phrase, or None."""
    for p in range(start, max(start, end - 1)):
        word = view.low[p]
        if view.inside[p] >= 0:
            continue
        if word == "par" and p and view.low[p - 1] in context_words("citing"):
            return _phrase(view, p + 1)
        if word in _TO and _is_medium(view, p + 1):
            return _behind_microphone(view, p + 1) or _phrase(view, p + 1)
    return None


def _behind_microphone(view: View, p: int) -> Offsets | None:
    """« au micro de Radio X »: the station, not the microphone."""
    if view.words[p].lemma_ in context_words("microphone") and p + 2 < view.last[p]:
        return _phrase(view, p + 2) if view.low[p + 1] in OF else None
    return None


def _is_medium(view: View, p: int) -> bool:
    end = phrase_end(view, p, view.last[p])
    span = range(p, min(end, p + 4))
    if any(view.words[k].lemma_ in context_words("medium") for k in span):
        return True
    if view.low[p - 1] == "sur" or (p > 1 and view.words[p - 2].pos_ in ("NOUN", "ADJ")):
        return False  # « professeure à l'Université »
    # « à l'AFP », but not « à la Maison-Blanche », « à l'université »
    body = any(noun_kind(view.words[k].text) is not None for k in span)
    return not body and any(view.words[k].ent_type_ == "ORG" for k in span)


def _phrase(view: View, start: int) -> Offsets | None:
    end = phrase_end(view, start, view.last[start])
    return view.offsets(without_article(view, start, end), end) if end > start else None


def passed_on(
    told: list[Candidate], prepositions: list[Candidate]
) -> tuple[list[Candidate], list[Candidate]]:
    """« X a promis P, selon Y », « « P », dit-il selon Y »: Y passes on what X said.

    Returns the told quotes, with such a Y as their relay, and those of the prepositions, which are
    in doubt where another speaks in them.
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
            told[inner] = _relayed(told[inner], outer)
            kept.append(outer.doubted("another speaks in it"))
    return told, kept


def _relayed(inner: Candidate, outer: Candidate) -> Candidate:
    """The told quote with its relay; what names the relay is no content."""
    within = inner.start < outer.end < inner.end
    end = outer.end if within else inner.end
    return replace(inner, end=end, relay=inner.relay or outer.speaker)


def _fills(inner: Candidate, cue: int, outer: Candidate) -> bool:
    """Whether a told quote with its cue is what stands before « selon Y ».

    The closing mark, and a space before it, may belong to the one span and not to the other.
    """
    return inner.start >= outer.start and (inner.end >= outer.end - 2 or inner.end < cue)
