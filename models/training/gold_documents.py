"""Gold texts as the analysers read them: run through the pipeline, with their annotation."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

import numpy as np
from spacy.tokens import Doc

from pipeline.config import Config
from pipeline.evaluation.gold import Annotated, load_gold
from pipeline.execution.flow import run_all
from pipeline.french.plain import PlainText
from pipeline.french.records import Offsets
from pipeline.parts import read_table
from pipeline.stages.documents import DocumentRows, document_rows, rows_by_document
from pipeline.stages.resolved import resolved_doc

_TABLES = ("documents", "blocks", "sentences", "tokens", "mentions")


def gold_documents(folder: Path, config: Config) -> Iterator[tuple[str, Doc, Annotated]]:
    """Each document of a gold folder (DOC.txt, DOC.json): its id, its Doc, its annotation.

    The Doc is as the rule stages get it; the annotation's offsets are those of its text.
    """
    gold = load_gold(folder)
    for document, doc in read_docs(folder, set(gold), config):
        plain = in_plain(gold[stem(document)], document.plain)
        yield f"{folder.name}/{document.doc_id}", doc, plain


def read_docs(folder: Path, stems: Set[str], config: Config) -> Iterator[tuple[DocumentRows, Doc]]:
    """The texts of a folder whose files are named so, with their Docs as the rule stages get them.

    Nothing else in the folder is read.
    """
    with TemporaryDirectory() as out, TemporaryDirectory() as texts:
        for name in sorted(stems):
            copy(folder / f"{name}.txt", texts)
        run_all(config, Path(out), Path(texts))
        tables = {name: read_table(Path(out), name) for name in _TABLES}
    mentions = rows_by_document(tables["mentions"])
    for document in document_rows(tables):
        yield document, resolved_doc(document, mentions)


def stem(document: DocumentRows) -> str:
    """The name of a document's file, without its ending."""
    return Path(str(document.row["path"])).stem


def is_press(folder: Path) -> bool:
    """Whether the gold of a folder is of newspapers: `press_train`, `press/train`."""
    return any("press" in part for part in folder.parts[-2:])


def balanced(of_press: Sequence[bool]) -> np.ndarray:
    """Weights of rows or candidates: those of newspapers count as much as all others together."""
    inside = np.array(of_press, dtype=bool)
    half = len(inside) / 2
    ours, others = max(inside.sum(), 1), max((~inside).sum(), 1)
    weights: np.ndarray = np.where(inside, half / ours, half / others)
    return weights


def in_plain(gold: Annotated, plain: PlainText) -> Annotated:
    """The gold of a document in offsets of its plain text, which the analysers read."""

    def span(offsets: Offsets) -> Offsets:
        return plain.plain(*offsets)

    return replace(
        gold,
        text=plain.text,
        quotes=tuple(
            replace(
                quote,
                span=span(quote.span),
                cue=span(quote.cue) if quote.cue else None,
                speaker=span(quote.speaker) if quote.speaker else None,
            )
            for quote in gold.quotes
        ),
        claims=tuple(
            replace(claim, span=span(claim.span), who=span(claim.who) if claim.who else None)
            for claim in gold.claims
        ),
    )
