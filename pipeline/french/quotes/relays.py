"""Who passes a quote on: « cité par l'agence X », « a déclaré Y à la chaîne Z »."""

from pipeline.french.names.source_nouns import noun_kind
from pipeline.french.quotes.cue_lexicon import context_words
from pipeline.french.quotes.phrases import phrase_end, without_article
from pipeline.french.quotes.reading import Reading
from pipeline.french.records import Offsets

_TO = frozenset(["à", "au", "aux", "sur"])


def relay_after(reading: Reading, start: int, end: int) -> Offsets | None:
    """The relay named between two positions, as offsets of its noun phrase, or None."""
    for p in range(start, max(start, end - 1)):
        word = reading.low[p]
        if reading.inside[p] >= 0:
            continue
        if word == "par" and p and reading.low[p - 1] in context_words("citing"):
            return _phrase(reading, p + 1)
        if word in _TO and _is_medium(reading, p + 1):
            return _behind_microphone(reading, p + 1) or _phrase(reading, p + 1)
    return None


def _behind_microphone(reading: Reading, p: int) -> Offsets | None:
    """« au micro de Radio X »: the station, not the microphone."""
    if reading.words[p].lemma_ in context_words("microphone") and p + 2 < reading.last[p]:
        return _phrase(reading, p + 2) if reading.low[p + 1] in ("de", "du", "d'") else None
    return None


def _is_medium(reading: Reading, p: int) -> bool:
    end = phrase_end(reading, p, reading.last[p] if p < len(reading.last) else p)
    span = range(p, min(end, p + 4))
    if any(reading.words[k].lemma_ in context_words("medium") for k in span):
        return True
    if reading.low[p - 1] == "sur" or (p > 1 and reading.words[p - 2].pos_ in ("NOUN", "ADJ")):
        return False  # « professeure à l'Université »
    # « à l'AFP », but not « à la Maison-Blanche », « à l'université »
    body = any(noun_kind(reading.words[k].text) is not None for k in span)
    return not body and any(reading.words[k].ent_type_ == "ORG" for k in span)


def _phrase(reading: Reading, start: int) -> Offsets | None:
    end = phrase_end(reading, start, reading.last[start]) if start < len(reading.last) else start
    if end <= start:
        return None
    return reading.offsets(without_article(reading, start, end), end)
