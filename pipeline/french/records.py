"""What the analysers find. Offsets are character indices into `doc.text`, end exclusive."""

import datetime
from dataclasses import dataclass

from spacy.tokens import Doc

Offsets = tuple[int, int]
# The labels of mentions and their chains.
LABELS = ("PER", "LOC", "ORG")
# Whose spans they are where a second recogniser checks the first, and what it says of a mention.
OPINIONS = FIRST, SECOND = ("first", "second")
BOTH, FIRST_ONLY, SECOND_ONLY = "both", "first_only", "second_only"
LABEL_DIFFERS = "label_differs"


# What made the name of a quote's speaker.
RESOLUTIONS = (
    *("named here", "surname", "title", "role", "description", "as written", "pronoun"),
    *("continuation", "interview label", "signature", "nobody"),
)


def is_disputed(agreement: str | None) -> bool:
    """Whether a second recogniser ran and says otherwise than the first."""
    return agreement not in (None, BOTH)


@dataclass(frozen=True, slots=True)
class Chain:
    """One person, place or organisation inside one document: all of its mentions.

    `name` is the fullest proper name the document gives; `entity_id` is built from label and name,
    so that the same name gets the same id in every document. `mentions` are sorted offsets.
    """

    entity_id: str
    label: str
    name: str
    mentions: tuple[Offsets, ...]
    roles: tuple[str, ...] = ()
    gender: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Content attributed to a source, by the fields of the `quotes` table.

    `certainty` (0..1) is the probability that the name of the source is right, `resolved_by` (one
    of RESOLUTIONS) what made it; `confidence` is the weight of the rule until `quotes.confidence`
    makes a probability of all evidence. `agreement` is what a second recogniser says of the
    mentions that the source rests on, None without one.
    """

    start: int
    end: int
    type: str
    rule: str
    confidence: float
    cue: Offsets | None = None
    cue_lemma: str | None = None
    stance: str = "neutral"
    negated: bool = False
    speaker: Offsets | None = None
    speaker_name: str | None = None
    speaker_entity_id: str | None = None
    speaker_kind: str = "unknown"
    relay: Offsets | None = None
    relay_name: str | None = None
    certainty: float = 1.0
    resolved_by: str = "nobody"
    agreement: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure and what the text says of it, by the fields of the `claims` table.

    `quote` is the offsets of the quote that holds the figure, one of the document's quotes.
    """

    start: int
    end: int
    kind: str
    value: float | None
    low: float | None
    high: float | None
    status: str
    evidence: Offsets
    rule: str
    confidence: float
    modifier: Offsets | None = None
    unit: str | None = None
    who: Offsets | None = None
    who_group: str | None = None
    who_country: str | None = None
    direction: str | None = None
    source: Offsets | None = None
    source_name: str | None = None
    source_entity_id: str | None = None
    quote: Offsets | None = None
    place_entity_id: str | None = None
    event_date: datetime.date | None = None
    agreement: str | None = None


def register_extensions() -> None:
    """Declare the Doc attributes that the components assign; calling it again changes nothing."""
    for name in ("depeche_chains", "depeche_agreement", "depeche_quotes", "depeche_claims"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=())
    for name in ("depeche_published", "depeche_blocks", "depeche_view"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


register_extensions()
