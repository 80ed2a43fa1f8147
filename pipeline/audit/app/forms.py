"""What a reviewer's form says, as the values of an entry; texts become offsets here."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from pipeline.audit.app.addresses import whole_number
from pipeline.audit.corpus import Row
from pipeline.audit.subjects import (
    CLAIM_KINDS,
    CLAIMS,
    QUOTE_TYPES,
    STATUSES,
    Subject,
)
from pipeline.errors import AuditError
from pipeline.french.numbers.numbers import find_numbers

Form = Mapping[str, str]
Span = dict[str, Any]

CHOICES: Mapping[str, tuple[str, ...]] = {
    "type": QUOTE_TYPES,
    "kind": CLAIM_KINDS,
    "status": STATUSES,
    "label": ("PER", "LOC", "ORG"),
    "gender": ("", "f", "m"),
}
# What a reviewer can put right: the field, and the column that it corrects.
SPANS: Mapping[str, Mapping[str, str]] = {
    "quotes": {"content": "text", "cue": "cue", "speaker": "speaker", "relay": "relay"},
    "claims": {"number": "text", "who": "who", "source": "source"},
    "entities": {},
}
NAMES: Mapping[str, tuple[str, ...]] = {
    "quotes": ("speaker_name", "relay_name"),
    "claims": ("source_name",),
    "entities": ("name", "country"),
}
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "quotes": ("type",),
    "claims": ("kind", "status"),
    "entities": ("label", "gender"),
}
NUMBERS = ("value", "low", "high")
# Where a corrected field stands for a fault of another name.
_FAULT_OF = {
    "content": "bounds",
    "number": "bounds",
    "speaker_name": "speaker",
    "relay_name": "relay",
    "source_name": "source",
    "low": "value",
    "high": "value",
}
# The span that a quote or figure is, and its source: as written, and by its full name.
MAIN = {"quotes": "content", "claims": "number"}
SOURCE = {"quotes": ("speaker", "speaker_name"), "claims": ("source", "source_name")}
# A text longer than this is not shown in a field nor searched for: selecting says where it is.
TYPED = 5_000
# Characters beside a number that can hold its modifier.
_BEFORE = 40


def fault_of(field: str) -> str:
    """The fault that a corrected field stands for."""
    return _FAULT_OF.get(field, field)


def correction_of(subject: Subject, row: Row, text: str, form: Form) -> dict[str, Any]:
    """What the form puts right in a row: the fields whose value is not the row's.

    Raises AuditError if a span is not in the text, or a number is none.
    """
    found: dict[str, Any] = {}
    for field, column in SPANS[subject.table].items():
        if len(row[column] or "") > TYPED and not form.get(field):
            continue
        if field in form and _spaced(form[field]) != _spaced(row[column] or ""):
            stem = "" if column == "text" else f"{column}_"
            near = row[f"{stem}start"] if row[f"{stem}start"] is not None else row["start"]
            found[field] = _span(text, form, field, near)
        elif form.get(f"{field}_at"):
            span = _span(text, form, field, row["start"])
            if span and span["start"] != row["start" if column == "text" else f"{column}_start"]:
                found[field] = span
    for field in (*NAMES[subject.table], *OPTIONS[subject.table]):
        if field in form and _spaced(form[field]) != _spaced(row[field] or ""):
            found[field] = _choice(field, _spaced(form[field])) or None
    if subject is CLAIMS:
        for field in NUMBERS:
            if field in form and (value := _number(field, form[field])) != row[field]:
                found[field] = value
    return found


def missing_of(table: str, text: str, form: Form) -> dict[str, Any]:
    """What the form says of a quote or figure that was not found; spans with their offsets.

    A number that is written without its value gets the one that its words mean. Raises AuditError
    if content or number is not in the text, if type or kind are not chosen, or nothing is counted.
    """
    if table not in MAIN:
        raise AuditError("Only quotes and figures can be marked as missing.")
    near = whole_number(form.get("near", ""), 0)
    main = _span(text, form, MAIN[table], near)
    if main is None:
        raise AuditError("Nothing is marked: select the text that is missing, or type it.")
    found: dict[str, Any] = {MAIN[table]: main}
    for field in SPANS[table]:
        if field != MAIN[table] and field != "relay":
            found[field] = _span(text, form, field, main["start"])
    for field in OPTIONS[table]:
        found[field] = _choice(field, form.get(field, ""))
    if table == CLAIMS.table:
        found |= _values(text, main, form)
    source, name = SOURCE[table]
    span = found[source]
    found[name] = _spaced(form.get(name, "")) or (span["text"] if span else None)
    return found


def _values(text: str, number: Span, form: Form) -> dict[str, float | None]:
    """Value and bounds as given; else as the words say, modifiers (« au moins ») included."""
    given = {field: _number(field, form.get(field, "")) for field in NUMBERS}
    if given["low"] is not None or given["high"] is not None:
        return given
    if given["value"] is not None:
        return dict.fromkeys(NUMBERS, given["value"])
    left = max(number["start"] - _BEFORE, 0)
    for read in find_numbers(text[left : number["end"] + _BEFORE]):
        if left + read.start < number["end"] and left + read.end > number["start"]:
            return {"value": read.value, "low": read.low, "high": read.high}
    raise AuditError(f"« {number['text']} » is no number that can be read: give its value.")


def faults_of(subject: Subject, ticked: list[str], correction: Mapping[str, Any]) -> list[str]:
    """The faults that were ticked, and those that a correction stands for, in their order.

    Raises AuditError if there are none, or one that the subject does not have.
    """
    unknown = sorted(set(ticked) - set(subject.faults))
    if unknown:
        raise AuditError(f"There is no fault {unknown[0]!r} of a {subject.one}.")
    meant = {*ticked, *map(fault_of, correction)}
    if not meant:
        raise AuditError("Say what is wrong: tick it, or put it right.")
    return [fault for fault in subject.faults if fault in meant]


def named_by(mentions: list[Row], span: Span | None) -> str | None:
    """The full name of whom a span names: that of the last mention in it, or of one around it."""
    if span is None:
        return None
    start, end = span["start"], span["end"]
    inside = [m for m in mentions if start <= m["start"] and m["end"] <= end]
    around = [m for m in mentions if m["start"] <= start and end <= m["end"]]
    named = inside or around
    return str(named[-1]["name"]) if named else None


def _span(text: str, form: Form, field: str, near: int) -> Span | None:
    """Offsets of what the field holds: `<field>_at` (start-end) if it is that, else where nearest.

    White space counts as one space: a browser's fields hold no line breaks.
    """
    typed = _spaced(form.get(field, ""))
    if not typed:
        return None
    start, _, end = form.get(f"{field}_at", "").partition("-")
    part = slice(whole_number(start, 0), whole_number(end, 0))
    if _spaced(text[part]) == typed:
        return {"start": part.start, "end": part.stop, "text": text[part]}
    if len(typed) > TYPED:
        raise AuditError(f"{field} is too long to be looked for: select it in the article.")
    pattern = r"\s+".join(re.escape(word) for word in typed.split())
    matches = list(re.finditer(pattern, text))
    if not matches:
        raise AuditError(f"« {typed} » is not in the article, letter for letter: select it there.")
    return _span_of(min(matches, key=_distance(near)))


def _distance(near: int) -> Callable[[re.Match[str]], int]:
    return lambda match: abs(match.start() - near)


def _span_of(match: re.Match[str]) -> Span:
    return {"start": match.start(), "end": match.end(), "text": match.group()}


def _choice(field: str, value: str) -> str:
    if field in CHOICES and value not in CHOICES[field]:
        raise AuditError(f"{field} must be one of {', '.join(CHOICES[field])}; found {value!r}.")
    return value


def _number(field: str, typed: str) -> float | None:
    plain = re.sub(r"\s", "", typed).replace(",", ".")
    if not plain:
        return None
    if not re.fullmatch(r"-?\d+(\.\d+)?", plain):
        raise AuditError(f"{field} must be a number, such as 1 200 or 12,5; found {typed!r}.")
    return float(plain)


def _spaced(text: str) -> str:
    return " ".join(text.split())
