"""ner: `tokens` to the spans that the entity recogniser finds, and a second one if asked for."""

import pyarrow as pa

from pipeline.backends.engines import make_recognisers, recognisers_fingerprint
from pipeline.french.records import OPINIONS
from pipeline.stages.base import Context, Process, ShardStage, Tables
from pipeline.stages.documents import document_rows
from pipeline.tables import RECOGNISED


def load(context: Context) -> Process:
    """The process of the stage, with the models loaded."""
    recognisers = make_recognisers(context.config)

    def process(tables: Tables) -> dict[str, pa.Table]:
        documents = document_rows(tables)
        texts = [document.article for document in documents]
        tokens = [document.tokens for document in documents]
        rows = [
            {
                "doc_id": document.doc_id,
                "start": start,
                "end": end,
                "text": document.text[start:end],
                "label": label,
                "origin": recogniser.origin,
                "opinion": opinion,
            }
            for opinion, recogniser in zip(OPINIONS, recognisers, strict=False)
            for document, spans in zip(documents, recogniser.recognise(texts, tokens), strict=True)
            for first, last, label in spans
            for start, end in (document.plain.original(first, last),)
        ]
        return {"recognised": RECOGNISED.rows(rows)}

    return process


STAGE = ShardStage(
    name="ner",
    module=__name__,
    reads=("documents", "blocks", "sentences", "tokens"),
    writes=("recognised",),
    load=load,
    params=("ner.backend", "ner.second_opinion"),
    distributions=("spacy",),
    engine=recognisers_fingerprint,
)
