"""evaluate: recognisers on the articles that no training saw, alone and with the rules around them.

A mention is right when span and label equal a gold one's exactly.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.training.brat import Article, read_corpus
from models.training.convert import split_of
from models.training.params import FOLDER, Params, load_params
from models.training.train import MEASURED
from pipeline.backends.analysis import Analysis
from pipeline.backends.components import STOCK
from pipeline.backends.spacy import SpacyRecogniser, SpacyTokenizer
from pipeline.evaluation.scoring import f1_of
from pipeline.french.docs import blank_vocab, build_doc, set_entities
from pipeline.french.layout import laid_out
from pipeline.french.names.resolve import find_chains

Mentions = set[tuple[int, int, str]]
METRICS = FOLDER / "ner_presse" / "metrics.json"


def evaluate(params: Params, component: Path) -> dict[str, Any]:
    """Precision, recall and F1 a label, and the recall of names that the training articles lack.

    For the stock recogniser and that of `component`: as found, and as the pipeline corrects it.
    """
    articles = read_corpus(params.corpus_path, params.labels)
    by_split = {
        s: [a for a in articles if split_of(a.name, params) == s] for s in ("train", "test")
    }
    test = by_split["test"]
    seen = {
        _name(article, e.start, e.end) for article in by_split["train"] for e in article.entities
    }
    analyses = SpacyTokenizer().analyse([laid_out(article.text) for article in test])
    report: dict[str, Any] = {"articles": len(test), "first_month": params.split.test_from}
    for name, model in (("stock", STOCK), ("press", str(component))):
        alone = _recognised(model, test, analyses)
        corrected = [_corrected(*case) for case in zip(test, analyses, alone, strict=True)]
        report[name] = _figures(test, alone, seen)
        report[f"{name}_with_rules"] = _figures(test, corrected, seen)
    return report


def _recognised(
    model: str, articles: Sequence[Article], analyses: Sequence[Analysis]
) -> list[Mentions]:
    texts, tokens = [laid_out(a.text) for a in articles], [a.tokens for a in analyses]
    return [set(spans) for spans in SpacyRecogniser(model).recognise(texts, tokens)]


def _corrected(article: Article, analysis: Analysis, spans: Mentions) -> Mentions:
    doc = build_doc(blank_vocab(), article.text, analysis.tokens)
    set_entities(doc, [(start, end, label, "") for start, end, label in sorted(spans)])
    return {(*span, chain.label) for chain in find_chains(doc) for span in chain.mentions}


def _figures(
    articles: Iterable[Article], found: Iterable[Mentions], seen: set[str]
) -> Mapping[str, Any]:
    counts: Counter[tuple[str, str]] = Counter()
    unseen = right_unseen = 0
    for article, ours in zip(articles, found, strict=True):
        gold = {(e.start, e.end, e.label) for e in article.entities}
        for what, mentions in (("gold", gold), ("found", ours), ("right", gold & ours)):
            counts.update((label, what) for _, _, label in mentions)
            counts["ALL", what] += len(mentions)
        new = {m for m in gold if _name(article, m[0], m[1]) not in seen}
        unseen, right_unseen = unseen + len(new), right_unseen + len(new & ours)
    labels = sorted({label for label, _ in counts})
    figures = {k: f1_of(*(counts[k, what] for what in ("right", "found", "gold"))) for k in labels}
    share = round(100 * right_unseen / unseen, 1) if unseen else 0.0
    return {**figures, "unseen names": {"r": share, "gold": unseen}}


def _name(article: Article, start: int, end: int) -> str:
    return " ".join(article.text[start:end].split()).casefold()


if __name__ == "__main__":
    figures = evaluate(load_params(), MEASURED)
    METRICS.parent.mkdir(exist_ok=True)
    METRICS.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))
