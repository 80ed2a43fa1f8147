"""tokenize: `documents` and their `blocks` to `sentences` and `tokens`."""

from typing import Any

import pyarrow as pa

from pipeline.backends.analysis import Analysis
from pipeline.backends.engines import make_tokenizer, tokenizer_fingerprint
from pipeline.french.plain import PlainText, plain_text
from pipeline.stages.base import Context, Process, ShardStage, Tables
from pipeline.stages.documents import analysed, blocks_by_document, laid_out
from pipeline.tables import SENTENCES, TOKENS


def load(context: Context) -> Process:
    """The process of the stage, with the model loaded."""
    tokenizer = make_tokenizer(context.config)

    def process(tables: Tables) -> dict[str, pa.Table]:
        documents = analysed(tables["documents"])
        plains = [plain_text(row["text"]) for row in documents]
        blocks = blocks_by_document(tables["blocks"])
        texts = [
            laid_out(p, blocks.get(d["doc_id"])) for p, d in zip(plains, documents, strict=True)
        ]
        analyses = tokenizer.analyse(texts)
        sentences: dict[str, list[Any]] = {f.name: [] for f in SENTENCES.schema}
        tokens: dict[str, list[Any]] = {f.name: [] for f in TOKENS.schema}
        for row, plain, analysis in zip(documents, plains, analyses, strict=True):
            _to_document(analysis, plain)
            _add_sentences(sentences, row["doc_id"], analysis)
            _add_tokens(tokens, row["doc_id"], row["text"], analysis)
        return {
            "sentences": SENTENCES.columns_table(sentences),
            "tokens": TOKENS.columns_table(tokens),
        }

    return process


def _to_document(analysis: Analysis, plain: PlainText) -> None:
    """Turn the offsets of an analysis of plain text into those of the document."""
    tokens = analysis.tokens
    spans = [plain.original(*span) for span in zip(tokens.start, tokens.end, strict=True)]
    tokens.start, tokens.end = [start for start, _ in spans], [end for _, end in spans]
    for sentence in analysis.sentences:
        sentence.start, sentence.end = plain.original(sentence.start, sentence.end)


def _add_sentences(columns: dict[str, list[Any]], doc_id: str, analysis: Analysis) -> None:
    for number, sentence in enumerate(analysis.sentences):
        columns["doc_id"].append(doc_id)
        columns["sent_id"].append(number)
        columns["paragraph"].append(sentence.paragraph)
        columns["start"].append(sentence.start)
        columns["end"].append(sentence.end)
        columns["kind"].append(sentence.kind)


def _add_tokens(columns: dict[str, list[Any]], doc_id: str, text: str, analysis: Analysis) -> None:
    tokens = analysis.tokens
    size = len(tokens)
    columns["doc_id"] += [doc_id] * size
    columns["token"] += range(size)
    columns["text"] += [text[a:b] for a, b in zip(tokens.start, tokens.end, strict=True)]
    columns["space_after"] += [text[b : b + 1].isspace() for b in tokens.end]
    for name in ("sent_id", "start", "end", "lemma", "pos", "morph", "dep", "head"):
        columns[name] += getattr(tokens, name)


STAGE = ShardStage(
    name="tokenize",
    module=__name__,
    reads=("documents", "blocks"),
    writes=("sentences", "tokens"),
    load=load,
    params=("tokenize.backend",),
    distributions=("spacy",),
    engine=tokenizer_fingerprint,
)
