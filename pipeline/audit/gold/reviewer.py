"""The gold as a reviewer: the verdicts that somebody would give who knows the annotation.

It shows what the figures of an audit look like before anybody has judged a row; on the gold's own
documents it flatters the program as far as that was written with an eye on them.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.audit.corpus import Corpus, Row
from pipeline.audit.subjects import BY_DOCUMENT, CLAIMS, QUOTES, SUBJECTS, Subject, judged_values
from pipeline.audit.verdicts.log import MISSING, READ, RIGHT, WRONG, Entry, Log, Verdict
from pipeline.audit.verdicts.standing import found_since
from pipeline.evaluation.gold import Annotated, ClaimSpans, Offsets, QuoteSpans, load_gold
from pipeline.evaluation.predictions import claim_spans, quote_spans
from pipeline.evaluation.scoring import (
    CASUALTIES,
    EXCUSED,
    LOOSE,
    PERCENTAGE,
    STRICT,
    Pairs,
    Spanned,
    align,
    differences,
    overlap,
    same_kind,
    same_source,
)
from pipeline.identifiers import stable_id

REVIEWER = "gold"
# Made up, but the same on every run.
_AT = "1970-01-01T00:00:00.000+00:00"
_NOMINAL = "nominal"


def verdicts_of_gold(corpus: Corpus, folder: Path) -> Log:
    """The log of a reviewer who judges by the gold, on the documents whose text is the gold's.

    Rows and gold are paired as `evaluation.scoring` pairs them. A row in a pair is wrong where it
    differs: `bounds` below an overlap of 0.9, `cue` without a common character, `speaker` when the
    names are not the same; figures as scored. A row without a partner should not be there. So
    that the fault can be told, two more pairings are made than the scores know: a nominal row with
    a quote of another type that nothing else found, and a figure with one of another kind.

    No verdict: negated saying and shares in words, which the gold does not hold; rows over a
    nominal report of the gold, or nominal ones over a quote that is found, which the scores excuse.
    Gold without a partner is missing, unless a row covers it by half that is not one of those that
    should not be there: that mark would be stale at once. Each document is read. Raises GoldError
    if the gold is not in its form.
    """
    gold = load_gold(folder)
    entries: list[Entry] = []
    for document in _first_of_each_stem(corpus):
        annotated = gold.get(PurePosixPath(document["path"]).stem)
        if annotated is not None and annotated.text == document["text"]:
            entries += _document(corpus, document, annotated)
    return Log(REVIEWER, tuple(entries))


def _first_of_each_stem(corpus: Corpus) -> Iterator[Row]:
    documents, seen = corpus["documents"], set[str]()
    for index, path in enumerate(documents.column("path")):
        stem = PurePosixPath(path).stem
        if stem not in seen:
            seen.add(stem)
            yield documents.at(index)


def _document(corpus: Corpus, document: Row, gold: Annotated) -> Iterator[Entry]:
    text, doc_id = document["text"], document["doc_id"]
    kinds = (*CASUALTIES, PERCENTAGE)
    quotes = [row for row in corpus[QUOTES.table].of(doc_id) if not row["negated"]]
    claims = [row for row in corpus[CLAIMS.table].of(doc_id) if row["kind"] in kinds]
    yield from _quotes(
        corpus, document, quotes, gold.quotes, [quote_spans(text, r) for r in quotes]
    )
    yield from _claims(
        corpus, document, claims, gold.claims, [claim_spans(text, r) for r in claims]
    )
    for table in BY_DOCUMENT:
        yield _entry(document, READ, table)


def _quotes(
    corpus: Corpus,
    document: Row,
    rows: Sequence[Row],
    gold: Sequence[QuoteSpans],
    found: Sequence[QuoteSpans],
) -> Iterator[Entry]:
    core, nominal = _by_type(gold)
    said, named = _by_type(found)
    pairs: Pairs = []
    for some_gold, some_found in ((core, said), (nominal, named), (core, named)):
        pairs += _paired(gold, found, some_gold, some_found, pairs)
    for i, j in sorted(pairs):
        faults = _quote_faults(gold[i], found[j])
        yield _judged(document, QUOTES.table, rows[j], faults, _quote_values(document, gold[i]))
    taken = {j for _, j in pairs}
    excused = [j for j in said if _over(found[j], gold, nominal, EXCUSED)]
    excused += [j for j in named if _over(found[j], gold, core, LOOSE)]
    spurious = [rows[j] for j in sorted({*said, *named} - taken - set(excused))]
    for row in spurious:
        yield _judged(document, QUOTES.table, row, [QUOTES.spurious], {})
    missed = sorted({*core, *nominal} - {i for i, _ in pairs})
    marks = (_quote_values(document, gold[i]) for i in missed)
    yield from _missing(corpus, document, QUOTES, marks, spurious)


def _claims(
    corpus: Corpus,
    document: Row,
    rows: Sequence[Row],
    gold: Sequence[ClaimSpans],
    found: Sequence[ClaimSpans],
) -> Iterator[Entry]:
    pairs: Pairs = align(gold, found, LOOSE, same_kind)
    pairs += _paired(gold, found, range(len(gold)), range(len(found)), pairs)
    for i, j in sorted(pairs):
        faults = _claim_faults(gold[i], found[j])
        yield _judged(document, CLAIMS.table, rows[j], faults, _claim_values(document, gold[i]))
    spurious = [rows[j] for j in sorted(set(range(len(found))) - {j for _, j in pairs})]
    for row in spurious:
        yield _judged(document, CLAIMS.table, row, [CLAIMS.spurious], {})
    missed = sorted(set(range(len(gold))) - {i for i, _ in pairs})
    marks = (_claim_values(document, gold[i]) for i in missed)
    yield from _missing(corpus, document, CLAIMS, marks, spurious)


def _by_type(quotes: Sequence[QuoteSpans]) -> tuple[list[int], list[int]]:
    """The indices of the quotes that are not nominal, and of those that are."""
    core = [i for i, quote in enumerate(quotes) if quote.type != _NOMINAL]
    return core, [i for i, quote in enumerate(quotes) if quote.type == _NOMINAL]


def _paired(
    gold: Sequence[Spanned],
    found: Sequence[Spanned],
    some_gold: Iterable[int],
    some_found: Iterable[int],
    before: Pairs,
) -> Pairs:
    """Pairs among some of both, without those that are in a pair already."""
    left = [i for i in some_gold if all(i != x for x, _ in before)]
    right = [j for j in some_found if all(j != y for _, y in before)]
    pairs = align([gold[i] for i in left], [found[j] for j in right], LOOSE)
    return [(left[i], right[j]) for i, j in pairs]


def _over(quote: QuoteSpans, gold: Sequence[QuoteSpans], some: Iterable[int], least: float) -> bool:
    return any(overlap(gold[i].span, quote.span) >= least for i in some)


def _quote_faults(gold: QuoteSpans, found: QuoteSpans) -> list[str]:
    wrong = {
        "bounds": overlap(gold.span, found.span) < STRICT,
        "type": gold.type != found.type,
        "cue": gold.cue is not None and overlap(gold.cue, found.cue) == 0,
        "speaker": not same_source(gold.name, found.name),
    }
    return [fault for fault, is_wrong in wrong.items() if is_wrong]


def _claim_faults(gold: ClaimSpans, found: ClaimSpans) -> list[str]:
    faults = ["bounds"] if overlap(gold.span, found.span) < STRICT else []
    faults += ["kind"] if gold.kind != found.kind else []
    return faults + differences(gold, found)


def _quote_values(document: Row, gold: QuoteSpans) -> dict[str, Any]:
    """The gold quote in the form of a correction."""
    return {
        "content": _part(document, gold.span),
        "type": gold.type,
        "cue": _part(document, gold.cue),
        "speaker": _part(document, gold.speaker),
        "speaker_name": gold.name,
    }


def _claim_values(document: Row, gold: ClaimSpans) -> dict[str, Any]:
    """The gold figure in the form of a correction."""
    value, low, high = gold.numbers
    return {
        "number": _part(document, gold.span),
        "kind": gold.kind,
        **{"value": value, "low": low, "high": high},
        "who": _part(document, gold.who),
        "status": gold.status,
        "source": _part(document, gold.source),
    }


def _part(document: Row, span: Offsets | None) -> dict[str, Any] | None:
    if span is None:
        return None
    return {"start": span[0], "end": span[1], "text": document["text"][slice(*span)]}


def _judged(
    document: Row, table: str, row: Row, faults: Sequence[str], correction: dict[str, Any]
) -> Entry:
    values = {"row_id": row[SUBJECTS[table].key], "row": judged_values(SUBJECTS[table], row)}
    if not faults:
        return _entry(document, RIGHT, table, **values)
    return _entry(document, WRONG, table, faults=tuple(faults), correction=correction, **values)


def _missing(
    corpus: Corpus,
    document: Row,
    subject: Subject,
    marks: Iterable[dict[str, Any]],
    spurious: Iterable[Row],
) -> Iterator[Entry]:
    rejected = {row[subject.key] for row in spurious}
    for correction in marks:
        entry = _entry(document, MISSING, subject.table, correction=correction)
        if found_since(corpus, entry, rejected) is None:
            yield entry


def _entry(document: Row, verdict: Verdict, table: str, **values: Any) -> Entry:
    """An entry whose identifier depends on what it is about alone."""
    entry = Entry(
        id="",
        at=_AT,
        verdict=verdict,
        table=table,
        doc_id=document["doc_id"],
        text_sha256=document["text_sha256"],
        **values,
    )
    return entry.model_copy(update={"id": stable_id("v", REVIEWER, *entry.subject)})
