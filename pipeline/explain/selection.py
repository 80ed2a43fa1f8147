"""Of all that the rules did in a document, what concerns a place; in offsets of the document."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.config import Config
from pipeline.explain.asked import Asked, Row
from pipeline.explain.records import Answer, Explanation, Found, Piece, Question, Refused
from pipeline.french.records import Offsets
from pipeline.french.trace import Contender, Trace
from pipeline.stages.documents import DocumentRows
from pipeline.tables import TABLES

# Tasks of judges, by the table whose rows they make.
_TASKS = {"quotes": ("quote", "speaker", "relay", "source inside"), "claims": ("claim", "share")}
# Those that are about the source or relay of a row, not about what it holds.
_ABOUT_SOURCES = frozenset({"relay", "source inside"})
# A figure's clause may be long: a row is where its other spans are.
_WIDE = "evidence_start"
# How many columns are named in which a row differs from that of the tables.
_SHOWN = 4


@dataclass(frozen=True)
class Made:
    """What the present rules find in a document, table by table, and the trace of it."""

    document: DocumentRows
    rows: Mapping[str, list[Row]]
    trace: Trace


def explanation_of(asked: Asked, made: Made, config: Config) -> Explanation:
    """What there is to say of the place that is asked about."""
    document, place = made.document, asked.place
    sentences = asked.tables["sentences"].to_pylist()
    near = _touched(sentences, spans_of(asked.table, asked.row) if asked.row else [place])
    here = _touched(sentences, [place])
    low, high = here[0]["start"], here[-1]["end"]
    where = [(sentence["start"], sentence["end"]) for sentence in near]
    questions = _questions(made)
    speakers = {(q["start"], q["end"]): _speaker(q) for q in made.rows["quotes"]}
    rows = [
        replace(row, questions=tuple(q for q in questions if _makes(q, row, speakers)))
        for row in _rows(asked, made, where, config)
    ]
    owned = {question for row in rows for question in row.questions}
    return Explanation(
        doc_id=document.doc_id,
        path=str(document.row["path"]),
        start=place[0],
        end=place[1],
        kind=here[0]["kind"],
        text_start=low,
        text=document.text[low:high],
        rows=tuple(rows),
        questions=tuple(q for q in questions if q not in owned and _meets(_place(q), where)),
        refused=tuple(_refused(made, where, place)),
        notes=(*asked.notes, *_notes(asked, made, config)),
    )


def floor_of(table: str, config: Config) -> float | None:
    """The confidence below which rows of a table are not written; None where there is no such."""
    return float(config.value(f"{table}.min_confidence")) if table in _TASKS else None


def spans_of(table: str, row: Row) -> list[Offsets]:
    """Where a row is: its own span first, then those of cue, source, relay, who …"""
    return [
        (row[start], row[end])
        for start, end, _ in TABLES[table].spans()
        if start != _WIDE and row.get(start) is not None
    ]


def _touched(sentences: Sequence[Row], spans: Sequence[Offsets]) -> list[Row]:
    """The sentences that spans touch; for none, that before, for white space belongs to none."""
    found = [s for s in sentences if _meets((s["start"], s["end"]), spans)]
    if found:
        return found
    starts = [s["start"] for s in sentences]
    return [sentences[max(bisect_right(starts, spans[0][0]) - 1, 0)]]


def _meets(span: Offsets, others: Sequence[Offsets]) -> bool:
    """Whether a span has characters in common with one of the others."""
    return any(span[0] < end and start < span[1] for start, end in others)


def _rows(asked: Asked, made: Made, where: Sequence[Offsets], config: Config) -> list[Found]:
    """The rows that are asked about: one, with the quote that holds it, or all at a place."""
    found = {(name, row[TABLES[name].key[0]]): row for name in made.rows for row in made.rows[name]}
    if asked.row is not None:
        key = asked.table, str(asked.row[TABLES[asked.table].key[0]])
        held = found.get(key, asked.row)["quote_id"] if asked.table == "claims" else None
        wanted = [key]
        if held and (("quotes", held) in found or held in _by_id(asked.stored, "quotes")):
            wanted.append(("quotes", held))
        return [_found(asked, *w, found.get(w), config, here=w == key) for w in wanted]
    rows = []
    for (name, identifier), row in found.items():
        spans = spans_of(name, row)
        here = _meets(asked.place, spans)
        # Names are everywhere: those that are not asked about would drown the rest.
        if here or (name != "mentions" and any(_meets(span, where) for span in spans)):
            rows.append(_found(asked, name, identifier, row, config, here))
    return sorted(rows, key=lambda r: (not r.here, r.table == "mentions", r.row["start"]))


def _found(
    asked: Asked, table: str, identifier: str, row: Row | None, config: Config, here: bool
) -> Found:
    stored = _by_id(asked.stored, table).get(identifier) if asked.stored is not None else None
    if row is None:
        gone = "the present rules do not find it: this is the row of the tables"
        return Found(table, identifier, stored or {}, here, remark=gone)
    told = []
    floor = floor_of(table, config)
    if floor is not None and row["confidence"] < floor:
        told.append(f"not written: its confidence is below {table}.min_confidence, {floor}")
    elif asked.stored is not None and stored is None:
        told.append("not in the tables, which were made otherwise")
    elif stored is not None and (changed := _changed(row, stored)):
        told.append(
            "in the tables: " + ", ".join(f"{n} {_told(stored[n])}" for n in changed[:_SHOWN])
        )
    return Found(table, identifier, row, here, remark="; ".join(told))


def _by_id(rows: Mapping[str, list[Row]] | None, table: str) -> dict[str, Row]:
    key = TABLES[table].key[0]
    return {row[key]: row for row in (rows or {}).get(table, [])}


def _changed(row: Row, stored: Row) -> list[str]:
    """The columns that both versions have and that differ."""
    return [name for name, value in row.items() if name in stored and stored[name] != value]


def _told(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    return "empty" if value is None else f"« {value} »" if isinstance(value, str) else str(value)


def _notes(asked: Asked, made: Made, config: Config) -> Iterator[str]:
    """That a run has made other rows of the document than the present rules do."""
    if asked.stored is None:
        return
    differing = 0
    for name, rows in made.rows.items():
        floor, stored = floor_of(name, config) or 0, _by_id(asked.stored, name)
        written = _by_id({name: [r for r in rows if r.get("confidence", 1) >= floor]}, name)
        differing += sum(
            key not in stored or key not in written or bool(_changed(written[key], stored[key]))
            for key in stored.keys() | written.keys()
        )
    if differing:
        yield (
            f"The tables were made with other rules, words or parameters: {differing} of their "
            "rows of this text differ from those explained here, which the present ones make."
        )


def _questions(made: Made) -> list[Question]:
    """What judges decided in the document, each decision once."""
    text = made.document.text
    decided = (
        Question(d.task, d.kind, *span, text[slice(*span)], _answers(d.contenders))
        for d in made.trace.decisions
        for span in [made.document.plain.original(*d.place)]
    )
    return list(dict.fromkeys(decided))


def _answers(contenders: Sequence[Contender]) -> tuple[Answer, ...]:
    answers = [Answer(c.label or "nobody", c.probability, c.chosen, _pieces(c)) for c in contenders]
    return tuple(sorted(answers, key=lambda a: (not a.chosen, -a.probability)))


def _pieces(contender: Contender) -> tuple[Piece, ...]:
    pieces = [
        Piece(name, value, contender.weights.get(name, 0.0))
        for name, value in contender.evidence.items()
    ]
    return tuple(sorted(pieces, key=lambda piece: -abs(piece.weight)))


def _makes(question: Question, found: Found, speakers: Mapping[Offsets, Offsets | None]) -> bool:
    """Whether a decision is about a row; `speakers` are the sources of all quotes, by their spans.

    Quotes with one source between them (« A », dit X, « B ») share what was decided about it.
    """
    if question.task not in _TASKS.get(found.table, ()):
        return False
    place, spans = _place(question), spans_of(found.table, found.row)
    own = spans[1:] if question.task in _ABOUT_SOURCES else spans[:1]
    if place in spans or _meets(place, own):
        return True
    speaker = _speaker(found.row) if question.task == "speaker" else None
    return speaker is not None and speakers.get(place) == speaker


def _place(question: Question) -> Offsets:
    return question.start, question.end


def _speaker(row: Row) -> Offsets | None:
    start, end = row["speaker_start"], row["speaker_end"]
    return None if start is None else (start, end)


def _refused(made: Made, where: Sequence[Offsets], place: Offsets) -> list[Refused]:
    """What guards refused in these sentences, each once: at the place first, then in text order."""
    text = made.document.text
    found: dict[Refused, None] = {}
    for refusal in made.trace.refusals:
        start, end = made.document.plain.original(*refusal.place)
        if _meets((start, end), where):
            found[Refused(refusal.rule, refusal.guard, start, end, text[start:end])] = None
    return sorted(found, key=lambda r: (not _meets(place, [(r.start, r.end)]), r.start, r.end))
