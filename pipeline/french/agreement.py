"""What a second recogniser says of the mentions that a quote or claim rests on.

Reads `doc._.depeche_agreement`: (start, end, agreement) of every mention of either recogniser,
sorted, none overlapping another; empty where no second one ran.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from spacy.tokens import Doc

from pipeline.french.records import (
    BOTH,
    FIRST_ONLY,
    LABEL_DIFFERS,
    SECOND_ONLY,
    Offsets,
)

# Of several mentions the worst counts.
_WORST = (LABEL_DIFFERS, FIRST_ONLY, SECOND_ONLY, BOTH)


def agreement_of(
    doc: Doc, spans: Iterable[Offsets | None], entity_id: str | None = None
) -> str | None:
    """The worst agreement among the mentions inside the spans.

    If they hold none (« il », « la ministre »), what most mentions of the entity have. None where
    nothing rests on a mention, or no second recogniser ran.
    """
    known = doc._.depeche_agreement
    if not known:
        return None
    found = {agreement for span in spans if span is not None for agreement in _inside(known, span)}
    if found:
        return next(agreement for agreement in _WORST if agreement in found)
    chain = next((c for c in doc._.depeche_chains if c.entity_id == entity_id), None)
    if chain is None:
        return None
    said = {(start, end): agreement for start, end, agreement in known}
    counts = Counter(said[mention] for mention in chain.mentions)
    return max(_WORST, key=lambda agreement: counts[agreement])


def _inside(known: tuple[tuple[int, int, str], ...], span: Offsets) -> Iterable[str]:
    start, end = span
    at = bisect_right(known, start, key=lambda mention: mention[1])
    while at < len(known) and known[at][0] < end:
        yield known[at][2]
        at += 1
