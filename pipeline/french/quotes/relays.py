"""Who passes a quote on: « cité par l'agence X », « a déclaré Y à la chaîne Z »."""

from pipeline.french.context_words import context_words
from pipeline.french.function_words import OF, TO
from pipeline.french.names.source_nouns import noun_kind
from pipeline.french.phrases.source import phrase_end, without_article
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
