"""What the tables say of each document, in the form in which it is scored."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.evaluation.gold import Annotated, ChainSpans, ClaimSpans, Offsets, QuoteSpans, trim
from pipeline.evaluation.recognisers import Labelled
from pipeline.parts import read_table


def load_predictions(root: Path) -> dict[str, Annotated]:
    """Document stem → its text, quotes, claims and entities, from the tables under `root`.

    Negated saying is left out: the gold does not hold it. Of documents with one stem the first
    counts. Raises TableError if a table is missing.
    """
    quotes: dict[str, list[QuoteSpans]] = {}
    claims: dict[str, list[ClaimSpans]] = {}
    documents = read_table(root, "documents", ["doc_id", "path", "text"]).to_pylist()
    texts = {row["doc_id"]: row["text"] for row in documents}
    for row in read_table(root, "quotes").to_pylist():
        if not row["negated"]:
            quotes.setdefault(row["doc_id"], []).append(quote_spans(texts[row["doc_id"]], row))
    for row in read_table(root, "claims").to_pylist():
        claims.setdefault(row["doc_id"], []).append(claim_spans(texts[row["doc_id"]], row))
    chains = _chains(root)
    found: dict[str, Annotated] = {}
    for row in documents:
        annotated = Annotated(
            row["text"],
            tuple(quotes.get(row["doc_id"], ())),
            tuple(claims.get(row["doc_id"], ())),
            tuple(chains.get(row["doc_id"], ())),
        )
        found.setdefault(PurePosixPath(row["path"]).stem, annotated)
    return found


def load_recognised(root: Path) -> dict[str, dict[str, set[Labelled]]]:
    """Recogniser → document stem → its spans with their labels, from `recognised`."""
    stems = _stems(root)
    spans: dict[str, dict[str, set[Labelled]]] = {}
    for row in read_table(root, "recognised").to_pylist():
        if row["doc_id"] in stems:
            of = spans.setdefault(row["origin"], {}).setdefault(stems[row["doc_id"]], set())
            of.add(((row["start"], row["end"]), row["label"]))
    return spans


def load_agreement(root: Path) -> list[tuple[str, Labelled, str]]:
    """Document stem, mention and what a second recogniser says of it; empty without one."""
    stems = _stems(root)
    columns = ["doc_id", "start", "end", "label", "agreement"]
    return [
        (stems[row["doc_id"]], ((row["start"], row["end"]), row["label"]), row["agreement"])
        for row in read_table(root, "mentions", columns).to_pylist()
        if row["agreement"] is not None and row["doc_id"] in stems
    ]


def _stems(root: Path) -> dict[str, str]:
    """Document id → stem, for the first document of each stem."""
    first: dict[str, str] = {}
    for row in read_table(root, "documents", ["doc_id", "path"]).to_pylist():
        first.setdefault(PurePosixPath(row["path"]).stem, row["doc_id"])
    return {doc_id: stem for stem, doc_id in first.items()}


def _chains(root: Path) -> dict[str, list[ChainSpans]]:
    """Document id → its chains: the mentions of one entity."""
    columns = ["doc_id", "start", "end", "label", "entity_id"]
    spans: dict[tuple[str, str, str], list[Offsets]] = {}
    for row in read_table(root, "mentions", columns).to_pylist():
        if row["entity_id"] is None:
            continue
        key = (row["doc_id"], row["entity_id"], row["label"])
        spans.setdefault(key, []).append((row["start"], row["end"]))
    chains: dict[str, list[ChainSpans]] = {}
    for (doc_id, _, label), mentions in spans.items():
        chains.setdefault(doc_id, []).append(ChainSpans(label, tuple(mentions)))
    return chains


def quote_spans(text: str, row: Mapping[str, Any]) -> QuoteSpans:
    """A row of `quotes` as it is scored."""
    return QuoteSpans(
        span=_main(text, row),
        type=row["type"],
        cue=_span(text, row, "cue"),
        speaker=_span(text, row, "speaker"),
        name=row["speaker_name"],
    )


def claim_spans(text: str, row: Mapping[str, Any]) -> ClaimSpans:
    """A row of `claims` as it is scored."""
    return ClaimSpans(
        span=_main(text, row),
        kind=row["kind"],
        numbers=(row["value"], row["low"], row["high"]),
        who=_span(text, row, "who"),
        status=row["status"],
        source=_span(text, row, "source"),
    )


def _main(text: str, row: Mapping[str, Any]) -> Offsets:
    return trim(text, (row["start"], row["end"])) or (row["start"], row["end"])


def _span(text: str, row: Mapping[str, Any], stem: str) -> Offsets | None:
    start = row[f"{stem}_start"]
    return None if start is None else trim(text, (start, row[f"{stem}_end"]))
