"""Gold texts as the analysers read them: run through the pipeline, with their annotation."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from spacy.tokens import Doc

from pipeline.config import Config
from pipeline.evaluation.gold import Annotated, load_gold
from pipeline.execution.flow import run_all
from pipeline.french.plain import PlainText
from pipeline.french.records import Offsets
from pipeline.parts import read_table
from pipeline.stages.documents import document_rows, rows_by_document
from pipeline.stages.resolved import resolved_doc

_TABLES = ("documents", "blocks", "sentences", "tokens", "mentions")


def gold_documents(folder: Path, config: Config) -> Iterator[tuple[str, Doc, Annotated]]:
    """Each document of a gold folder (DOC.txt, DOC.json): its id, its Doc, its annotation.

    The Doc is as the rule stages get it; the annotation's offsets are those of its text.
    """
    gold = load_gold(folder)
    with TemporaryDirectory() as out:
        run_all(config, Path(out), folder)
        tables = {name: read_table(Path(out), name) for name in _TABLES}
    mentions = rows_by_document(tables["mentions"])
    for document in document_rows(tables):
        annotated = gold.get(Path(str(document.row["path"])).stem)
        if annotated is not None:
            plain = in_plain(annotated, document.plain)
            name = f"{folder.name}/{document.doc_id}"
            yield name, resolved_doc(document, mentions), plain


def in_plain(gold: Annotated, plain: PlainText) -> Annotated:
    """The gold of a document in offsets of its plain text, which the analysers read."""

    def span(offsets: Offsets) -> Offsets:
        return plain.plain(*offsets)

    return replace(
        gold,
        text=plain.text,
        quotes=tuple(replace(quote, span=span(quote.span)) for quote in gold.quotes),
        claims=tuple(
            replace(claim, span=span(claim.span), who=span(claim.who) if claim.who else None)
            for claim in gold.claims
        ),
    )
