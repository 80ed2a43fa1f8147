"""What is judged: rows of three tables; what a verdict on each is about, and what can be wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.identifiers import digest

# The values of `quotes.type`, `claims.kind` and `claims.status`, in the order in which they show.
QUOTE_TYPES = ("direct", "mixed", "indirect", "nominal")
CLAIM_KINDS = (
    *("killed", "injured", "missing", "displaced", "detained", "victims"),
    *("percentage", "share"),
)
STATUSES = ("asserted", "unconfirmed", "hypothetical", "negated")


@dataclass(frozen=True)
class Subject:
    """A table whose rows are judged.

    `type` is the column that says what sort of row it is. `judged` are the columns that a verdict
    is about: it is stale once one of them differs. `faults` says what can be wrong; `spurious`
    is the fault of a row that should not be there at all.

    Of an entity that is its names, the full one and `aliases`: who calls it right says that all of
    them name one and the same, so one more or less is another question. Its roles and the number
    of its mentions are not judged: they grow with every document.
    """

    table: str
    one: str
    key: str
    type: str
    judged: tuple[str, ...]
    spurious: str
    faults: Mapping[str, str]


QUOTES = Subject(
    table="quotes",
    one="quote",
    key="quote_id",
    type="type",
    judged=(
        *("start", "end", "type", "cue_start", "cue_end", "negated"),
        *("speaker_start", "speaker_end", "speaker_name"),
        *("relay_start", "relay_end", "relay_name"),
    ),
    spurious="not_a_quote",
    faults={
        "not_a_quote": "not a quote",
        "bounds": "bounds",
        "type": "type",
        "cue": "cue",
        "speaker": "speaker",
        "relay": "relay",
    },
)
CLAIMS = Subject(
    table="claims",
    one="figure",
    key="claim_id",
    type="kind",
    judged=(
        *("start", "end", "kind", "value", "low", "high"),
        *("who_start", "who_end", "status", "source_start", "source_end", "source_name"),
    ),
    spurious="not_a_figure",
    faults={
        "not_a_figure": "not a figure",
        "bounds": "bounds",
        "value": "value",
        "kind": "kind",
        "who": "who",
        "status": "status",
        "source": "source",
    },
)
ENTITIES = Subject(
    table="entities",
    one="entity",
    key="entity_id",
    type="label",
    judged=("label", "name", "aliases", "gender", "country"),
    spurious="not_a_name",
    faults={
        "not_a_name": "not a name",
        "name": "name",
        "label": "label",
        "mixed": "mixes several",
        "gender": "gender",
        "country": "country",
    },
)
SUBJECTS = {subject.table: subject for subject in (QUOTES, CLAIMS, ENTITIES)}
# Those whose rows stand in a document, so that it can be said to be read, and one to be missing.
BY_DOCUMENT = (QUOTES.table, CLAIMS.table)


def judged_values(subject: Subject, row: Mapping[str, Any]) -> dict[str, Any]:
    """What a verdict on the row is about."""
    return {name: row[name] for name in subject.judged}


def digest_of(subject: Subject, row: Mapping[str, Any]) -> str:
    """A digest of what a verdict on the row is about."""
    return digest(subject.table, repr(sorted(judged_values(subject, row).items())))
