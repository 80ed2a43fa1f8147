"""Fit the confidence of quotes to gold: python -m models.training.confidence GOLD_FOLDER...

Every folder holds DOC.txt and DOC.json. The pipeline runs over the texts; each row is right or
wrong by the gold; a logistic regression learns which evidence tells. The figures are
cross-validated by document: no row is judged by coefficients that saw its article. With --check
first, nothing is fitted or written: the committed coefficients are measured on the folders.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from pipeline.config import Config
from pipeline.evaluation.gold import Annotated, QuoteSpans, load_gold, trim
from pipeline.evaluation.scoring import LOOSE, align, same_source
from pipeline.execution.flow import run_all
from pipeline.french.docs import blank_vocab
from pipeline.french.quotes.confidence import BIAS, confidence, features
from pipeline.french.quotes.quotes import attributed
from pipeline.french.records import Quote
from pipeline.french.speakers.speakers import resolve_speakers
from pipeline.stages.documents import document_rows, resolved_doc, rows_by_document
from pipeline.tables import read_table

ROOT = Path(__file__).parents[2]
LEXICON = ROOT / "pipeline" / "lexicons" / "quote_confidence.tsv"
METRICS = ROOT / "models" / "quote_confidence" / "metrics.json"
_TABLES = ("documents", "sentences", "tokens", "mentions")
# Features seen less often than this say nothing of their own; regularisation; cross-validation.
_LEAST, _C, _FOLDS, _BINS = 4, 0.5, 10, 10
_HEADER = """# Coefficients of the logistic model behind `quotes.confidence`.
# Written by models/training/confidence.py, never by hand; card: models/quote_confidence/README.md.
# A feature that is not here counts nothing.
feature\tcoefficient
"""


@dataclass(frozen=True)
class Example:
    """The evidence of one row, whether gold says that it is right, its document.

    `said` is the confidence that the committed coefficients give it.
    """

    evidence: dict[str, float]
    right: bool
    document: str
    said: float = 0.5


def examples(folder: Path) -> list[Example]:
    """The rows that the pipeline finds in the gold's texts, judged."""
    gold = load_gold(folder)
    found: list[Example] = []
    with TemporaryDirectory() as out:
        run_all(Config(), Path(out), folder)
        tables = {name: read_table(Path(out), name) for name in _TABLES}
        mentions = rows_by_document(tables["mentions"])
        for document in document_rows(tables):
            annotated = gold.get(Path(str(document.row["path"])).stem)
            if annotated is None:
                continue
            doc = resolved_doc(blank_vocab(), document, mentions)
            quotes = [q for q in resolve_speakers(doc, attributed(doc)) if not q.negated]
            found += judged(quotes, annotated, f"{folder.name}/{document.doc_id}")
    return found


def judged(quotes: Sequence[Quote], gold: Annotated, document: str) -> list[Example]:
    """Right: the content overlaps a gold quote by half or more, and the source is the same."""
    spans = [
        QuoteSpans(trim(gold.text, (q.start, q.end)) or (0, 0), q.type, None, None, q.speaker_name)
        for q in quotes
    ]
    pairs = {j: i for i, j in align(gold.quotes, spans, LOOSE)}
    return [
        Example(
            features(quote),
            j in pairs and same_source(gold.quotes[pairs[j]].name, quote.speaker_name),
            document,
            confidence(quote),
        )
        for j, quote in enumerate(quotes)
    ]


def fit(rows: Sequence[Example]) -> tuple[dict[str, float], np.ndarray]:
    """Coefficients by feature, and each row's cross-validated probability."""
    counts: dict[str, int] = {}
    for row in rows:
        for name in row.evidence:
            counts[name] = counts.get(name, 0) + 1
    kept = {name for name, n in counts.items() if n >= _LEAST}
    vectorizer = DictVectorizer(sparse=False)
    x = vectorizer.fit_transform([{k: v for k, v in r.evidence.items() if k in kept} for r in rows])
    y = np.array([row.right for row in rows])
    model = LogisticRegression(C=_C, max_iter=2000, fit_intercept=False)
    groups = [row.document for row in rows]
    folds = GroupKFold(_FOLDS)
    held_out = cross_val_predict(model, x, y, groups=groups, cv=folds, method="predict_proba")[:, 1]
    model.fit(x, y)
    names = vectorizer.get_feature_names_out()
    return dict(zip(names, model.coef_[0].tolist(), strict=True)), held_out


def reliability(probability: np.ndarray, right: np.ndarray) -> dict[str, object]:
    """Brier score, area under the curve, expected calibration error, and the bins behind it."""
    bins = []
    error = 0.0
    edges = np.linspace(0, 1, _BINS + 1)
    for low, high in pairwise(edges):
        inside = (probability >= low) & ((probability < high) | (high == 1))
        if inside.any():
            said, was = probability[inside].mean(), right[inside].mean()
            error += abs(said - was) * inside.mean()
            bins.append({"said": said, "right": was, "rows": int(inside.sum())})
    return {
        "rows": len(right),
        "right": float(right.mean()),
        "brier": brier_score_loss(right, probability),
        "auc": roc_auc_score(right, probability),
        "expected_calibration_error": error,
        "bins": [{k: round(float(v), 3) for k, v in b.items()} for b in bins],
    }


def write_lexicon(coefficients: dict[str, float], path: Path = LEXICON) -> None:
    """Write the coefficients, the bias first, three decimals."""
    names = sorted(coefficients, key=lambda name: (name != BIAS, name))
    lines = "".join(f"{name}\t{coefficients[name]:.3f}\n" for name in names)
    path.write_text(_HEADER + lines, encoding="utf-8")


def check(folders: Sequence[Path]) -> dict[str, dict[str, object]]:
    """The figures of the committed coefficients on each folder's gold."""
    return {folder.name: _reliability_of(examples(folder)) for folder in folders}


def _reliability_of(rows: Sequence[Example]) -> dict[str, object]:
    said, right = ([row.said for row in rows], [row.right for row in rows])
    return reliability(np.array(said), np.array(right))


def main(folders: Sequence[Path]) -> None:
    """Fit to the folders' gold; write coefficients and figures."""
    by_folder = {folder.name: examples(folder) for folder in folders}
    rows = [row for found in by_folder.values() for row in found]
    fitted, held_out = fit(rows)
    write_lexicon(fitted)
    right = np.array([row.right for row in rows])
    where = np.array([name for name, found in by_folder.items() for _ in found])
    report = {"all": reliability(held_out, right)} | {
        name: reliability(held_out[where == name], right[where == name]) for name in by_folder
    }
    METRICS.parent.mkdir(exist_ok=True)
    METRICS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--check"]:
        print(json.dumps(check([Path(argument) for argument in sys.argv[2:]]), indent=1))
    else:
        main([Path(argument) for argument in sys.argv[1:]])
