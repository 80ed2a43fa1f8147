"""convert: a brat corpus to spaCy's DocBin files, split by the month of the article.

Docs are the very pieces that the `ner` stage shows its recogniser: paragraphs, normalised, those in
capitals truecased. What cannot be expressed in them is counted and reported.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Doc, DocBin, Span

from models.training.brat import Article, read_corpus
from models.training.params import FOLDER, Params, load_params
from pipeline.backends.spacy import SpacyTokenizer, recogniser_pieces
from pipeline.errors import CorpusError
from pipeline.french.docs import blank_vocab
from pipeline.french.layout import laid_out

CORPUS = FOLDER / "corpus"
SPLITS = ("train", "test")
_MONTH = re.compile(r"(\d{4})[_-](\d{2})")


def convert(params: Params, out: Path) -> dict[str, dict[str, int]]:
    """Write `train.spacy`, `test.spacy` and `report.json` into `out`.

    Returns the report: for each split its documents, pieces, entities a label, and what was left
    out (nested, discontinuous, misaligned with the tokens).
    """
    articles = read_corpus(params.corpus_path, params.labels)
    out.mkdir(parents=True, exist_ok=True)
    report = {}
    for split in SPLITS:
        chosen = [article for article in articles if split_of(article.name, params) == split]
        if not chosen:
            raise CorpusError(
                f"no article falls into the {split} split: put `split.test_from` (and "
                "`test_until`) in models/params.yaml inside the months of the corpus."
            )
        docs, report[split] = to_docs(chosen)
        DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"], docs=docs).to_disk(
            out / f"{split}.spacy"
        )
    (out / "report.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return report


def split_of(name: str, params: Params) -> str | None:
    """The split of an article by the month that its name begins with, or None for neither."""
    match = _MONTH.match(name)
    if match is None:
        raise CorpusError(
            f"{name}: the split is by month, so articles' names must begin with YYYY_MM or YYYY-MM."
        )
    month = "-".join(match.groups())
    if month < params.split.test_from:
        return "train"
    until = params.split.test_until
    return "test" if until is None or month <= until else None


def to_docs(articles: Iterable[Article]) -> tuple[list[Doc], dict[str, int]]:
    """Docs with entities for the pieces of each article, and the counts of the report."""
    articles = list(articles)
    vocab = blank_vocab()
    docs: list[Doc] = []
    count: Counter[str] = Counter(documents=len(articles))
    texts = [laid_out(article.text) for article in articles]
    analyses = SpacyTokenizer().analyse(texts)
    for article, text, analysis in zip(articles, texts, analyses, strict=True):
        count.update(nested=article.nested, discontinuous=article.discontinuous)
        aligned = 0
        for piece in recogniser_pieces(vocab, text, analysis.tokens):
            spans = _spans(piece.doc, piece.starts, article)
            piece.doc.set_ents(spans, default="outside")
            count.update(span.label_ for span in spans)
            aligned += len(spans)
            docs.append(piece.doc)
        count["misaligned"] += len(article.entities) - aligned
    count["pieces"] = len(docs)
    return docs, dict(sorted(count.items()))


def _spans(doc: Doc, starts: list[int], article: Article) -> list[Span]:
    """The article's entities that begin and end with tokens of this piece."""
    first = {start: i for i, start in enumerate(starts)}
    last = {start + len(doc[i]): i + 1 for i, start in enumerate(starts)}
    return [
        Span(doc, first[e.start], last[e.end], label=e.label)
        for e in article.entities
        if e.start in first and e.end in last
    ]


if __name__ == "__main__":
    print(json.dumps(convert(load_params(), CORPUS), indent=2))
