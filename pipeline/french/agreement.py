"""What a second recogniser says of the mentions that a quote or claim rests on.

Reads `doc._.depeche_agreement`: (start, end, agreement) of every mention of either recogniser,
sorted, none overlapping another; empty where no second one ran.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from pipeline.french.records import (
    BOTH,
    FIRST_ONLY,
    LABEL_DIFFERS,
    SECOND_ONLY,
    Offsets,
)

Known = tuple[tuple[int, int, str], ...]
# Of several mentions the worst counts.
_WORST = (LABEL_DIFFERS, FIRST_ONLY, SECOND_ONLY, BOTH)


def agreement_of(
    doc: Doc, spans: Iterable[Offsets | None], entity_ids: Iterable[str | None]
) -> str | None:
    """The worst agreement among the mentions inside the spans and what bears the entities.

    An entity that no mention in the spans names (« il », « la ministre », a place from the
    dateline) is borne by its mentions elsewhere in the document: what most of them have. None where
    nothing rests on a mention, or no second recogniser ran.
    """
    known = doc._.depeche_agreement
    if not known:
        return None
    inside = {m for span in spans if span is not None for m in _inside(known, span)}
    found = {agreement for _, _, agreement in inside}
    named = {(start, end) for start, end, _ in inside}
    wanted = set(entity_ids)
    for chain in doc._.depeche_chains:
        if chain.entity_id in wanted and named.isdisjoint(chain.mentions):
            found.add(_usual(known, chain.mentions))
    return next((agreement for agreement in _WORST if agreement in found), None)


def _usual(known: Known, mentions: Iterable[Offsets]) -> str:
    said = {(start, end): agreement for start, end, agreement in known}
    counts = Counter(said[mention] for mention in mentions)
    return max(_WORST, key=lambda agreement: counts[agreement])


def _inside(known: Known, span: Offsets) -> Iterator[tuple[int, int, str]]:
    start, end = span
    at = bisect_right(known, start, key=lambda mention: mention[1])
    while at < len(known) and known[at][0] < end:
        yield known[at]
        at += 1
