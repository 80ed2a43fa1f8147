"""One quote or figure of the gold, made from a row, from its corrections, or from a mark."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.audit.corpus import Row
from pipeline.audit.subjects import CLAIMS, QUOTE_TYPES, QUOTES, STATUSES, Subject
from pipeline.audit.verdicts.log import Entry, span_of
from pipeline.audit.verdicts.standing import Place, is_spurious
from pipeline.evaluation.gold import Offsets, trim
from pipeline.evaluation.scoring import CASUALTIES, LOOSE, PERCENTAGE, overlap

# Spans and values of the gold, as they are called in a correction; the main span comes first.
_SPANS = {
    QUOTES.table: ("content", "cue", "speaker"),
    CLAIMS.table: ("number", "who", "source"),
}
_VALUES = {
    QUOTES.table: ("type", "speaker_name"),
    CLAIMS.table: ("kind", "value", "low", "high", "status"),
}
_NUMBERS = ("value", "low", "high")
_KINDS = (*CASUALTIES, PERCENTAGE)
# For each fault, the keys of the correction of which one at least must be there. The gold has no
# relays, so that fault needs none.
_NOT_IN_GOLD = "relay"
_NEEDED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    QUOTES.table: {
        "bounds": ("content",),
        "type": ("type",),
        "cue": ("cue",),
        "speaker": ("speaker_name", "speaker"),
    },
    CLAIMS.table: {
        "bounds": ("number",),
        "value": _NUMBERS,
        "kind": ("kind",),
        "who": ("who",),
        "status": ("status",),
        "source": ("source", "source_name"),
    },
}
# The same for what is marked as missing; what else is absent there is null.
_NEEDED_MISSING: Mapping[str, tuple[tuple[str, ...], ...]] = {
    QUOTES.table: (("content",), ("type",), ("speaker_name",)),
    CLAIMS.table: (("number",), ("kind",), ("status",)),
}


class NotYetError(Exception):
    """What keeps a document from being gold, in a few words."""


@dataclass(frozen=True)
class Item:
    """A quote or figure: its spans and values by the names of a correction, not trimmed.

    `is_gold` is False for negated saying and for kinds that the gold does not hold.
    """

    table: str
    text: str
    spans: Mapping[str, Offsets | None]
    values: Mapping[str, Any]
    is_gold: bool = True

    @property
    def main(self) -> Offsets:
        """Offsets of the content of a quote, of the number of a figure."""
        return self.spans[_SPANS[self.table][0]] or (0, 0)

    @cached_property
    def trimmed(self) -> tuple[dict[str, Offsets | None], Mapping[str, Any]]:
        """What two items are compared by: spans as the gold is scored, and values."""
        return {name: trim(self.text, span) for name, span in self.spans.items()}, self.values

    def same(self, other: "Item") -> bool:
        """Whether both mean the same thing: spans that overlap by half, and for figures a kind."""
        if self.values.get("kind") != other.values.get("kind"):
            return False
        return overlap(trim(self.text, self.main), trim(self.text, other.main)) >= LOOSE

    def is_copy(self, other: "Item") -> bool:
        """Whether two rows came to the same span, and for figures kind."""
        mains = {trim(self.text, item.main) for item in (self, other)}
        return len(mains) == 1 and self.values.get("kind") == other.values.get("kind")

    def is_at(self, place: Place) -> bool:
        """Whether it is in the place of something judged: spans that overlap by half, one kind."""
        span, kind = place
        return self.values.get("kind") == kind and overlap(self.main, span) >= LOOSE

    def as_json(self) -> dict[str, Any]:
        """The item in the gold's form: spans as substrings, with their occurrence if not the
        first."""
        fields: dict[str, Any] = {}
        for name, span in self.spans.items():
            key = "text" if name == "content" else name
            fields[key] = None if span is None else self.text[slice(*span)]
            if span is not None and (occurrence := _occurrence(self.text, span)) > 1:
                fields[f"{key}_n"] = occurrence
        return {**fields, **{name: _plain(value) for name, value in self.values.items()}}


def is_of_gold(subject: Subject, row: Row, kind: object) -> bool:
    """Whether the gold holds such a row: no negated saying, casualties and percentages alone."""
    return not row.get("negated") if subject is QUOTES else kind in _KINDS


def item_of_row(subject: Subject, text: str, row: Row) -> Item:
    """A row as it is."""
    main, *others = _SPANS[subject.table]
    spans = {main: (row["start"], row["end"]), **{name: _row_span(row, name) for name in others}}
    values = {name: row[name] for name in _VALUES[subject.table]}
    return _checked(subject, text, spans, values, bool(row.get("negated")))


def corrected_item(subject: Subject, text: str, row: Row, entry: Entry) -> Item | None:
    """A wrong row, put right; None if it should not be there.

    Raises NotYetError if a fault has no correction, or one is not in its form.
    """
    one = f"{subject.one} {row[subject.key]}"
    if is_spurious(entry):
        return None
    if not entry.faults and not entry.correction:
        raise NotYetError(f"{one}: it does not say what is wrong")
    for fault in entry.faults:
        if fault == _NOT_IN_GOLD:
            continue
        needed = _NEEDED[subject.table].get(fault, ())
        if not any(key in entry.correction for key in needed):
            raise NotYetError(f"{one}: the fault {fault!r} has no correction")
    item = item_of_row(subject, text, row)
    return _corrected(subject, text, one, item.spans, item.values, entry)


def missing_item(subject: Subject, text: str, entry: Entry) -> Item:
    """What is marked as missing. Raises NotYetError if the mark does not say all of it."""
    one = f"a missing {subject.one}"
    for keys in _NEEDED_MISSING[subject.table]:
        if not any(key in entry.correction for key in keys):
            raise NotYetError(f"{one} is marked without its {keys[0]}")
    spans: dict[str, Offsets | None] = dict.fromkeys(_SPANS[subject.table])
    values: dict[str, Any] = dict.fromkeys(_VALUES[subject.table])
    return _corrected(subject, text, one, spans, values, entry)


def _corrected(
    subject: Subject,
    text: str,
    one: str,
    spans: Mapping[str, Offsets | None],
    values: Mapping[str, Any],
    entry: Entry,
) -> Item:
    """Spans and values with those of the correction in their place."""
    given = entry.correction
    new = {name: _given_span(text, one, name, given[name]) for name in spans if name in given}
    put_right = {name: given[name] for name in values if name in given}
    # A figure without a single value keeps its bounds: it is a range, or open.
    if put_right.get("value") is not None and not {"low", "high"} & put_right.keys():
        put_right.update(low=put_right["value"], high=put_right["value"])
    try:
        return _checked(subject, text, {**spans, **new}, {**values, **put_right}, False)
    except NotYetError as error:
        raise NotYetError(f"{one}: {error}") from error


def _given_span(text: str, one: str, name: str, part: Any) -> Offsets | None:
    if part is None:
        return None
    span = span_of(part)
    if span is None or text[slice(*span)] != part.get("text"):
        raise NotYetError(f"{one}: the correction of {name!r} is not what the text has there")
    return span


def _checked(
    subject: Subject,
    text: str,
    spans: Mapping[str, Offsets | None],
    values: Mapping[str, Any],
    negated: bool,
) -> Item:
    """The item, if its values are those of the gold's form. Raises NotYetError."""
    main = _SPANS[subject.table][0]
    if spans[main] is None:
        raise NotYetError(f"{main!r} must not be null")
    if subject is QUOTES:
        _one_of("type", values["type"], QUOTE_TYPES)
        if not isinstance(values["speaker_name"], str | None):
            raise NotYetError("'speaker_name' is no name")
        return Item(subject.table, text, spans, values, not negated)
    _one_of("status", values["status"], STATUSES)
    _check_numbers(values)
    return Item(subject.table, text, spans, values, values["kind"] in _KINDS)


def _one_of(name: str, value: Any, known: tuple[str, ...]) -> None:
    if value not in known:
        raise NotYetError(f"{name!r} is {value!r}, not one of {', '.join(known)}")


def _check_numbers(values: Mapping[str, Any]) -> None:
    numbers = [values[name] for name in ("low", "value", "high") if values[name] is not None]
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise NotYetError(f"{number!r} is no number")
        if not math.isfinite(number):
            raise NotYetError(f"{number!r} is no number")
    if not numbers and values["kind"] in _KINDS:
        raise NotYetError("it has neither a value nor a bound")
    if numbers != sorted(numbers):
        raise NotYetError("value, low and high are not in order: give all three")


def _row_span(row: Row, stem: str) -> Offsets | None:
    return None if row[f"{stem}_start"] is None else (row[f"{stem}_start"], row[f"{stem}_end"])


def _occurrence(text: str, span: Offsets) -> int:
    """Which occurrence of its substring the span is, from 1, overlapping ones counted."""
    part, number, start = text[slice(*span)], 1, text.find(text[slice(*span)])
    while start < span[0]:
        start = text.find(part, start + 1)
        number += 1
    return number


def _plain(value: Any) -> Any:
    """A whole number without its point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
