"""Fit the confidence of rows to gold: python -m models.training.confidence quotes GOLD...

Every folder holds DOC.txt and DOC.json. The pipeline runs over the texts; each row is right or
wrong by the gold; a logistic regression learns which evidence tells. The figures are
cross-validated by document: no row is judged by coefficients that saw its article. With --check
behind the name of the rows, nothing is fitted or written: the committed coefficients are measured.
That of claims leans on what their judge says: judge_claims fits both; here it is only measured.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from spacy.tokens import Doc

from models.training.gold_documents import gold_documents
from pipeline.config import Config, Ner
from pipeline.evaluation.gold import Annotated, ClaimSpans, QuoteSpans, trim
from pipeline.evaluation.scoring import LOOSE, align, is_whole, same_kind, same_source
from pipeline.french.claims import confidence as of_claims
from pipeline.french.claims.claims import read_claims
from pipeline.french.claims.claims import with_agreement as claim_with_agreement
from pipeline.french.logistic import BIAS, DISPUTED
from pipeline.french.quotes import confidence as of_quotes
from pipeline.french.quotes.quotes import attributed, find_quotes, with_agreement
from pipeline.french.records import Claim, Quote
from pipeline.french.speakers.speakers import resolve_speakers

ROOT = Path(__file__).parents[2]
# Features seen less often than this say nothing of their own; regularisation; cross-validation.
_LEAST, _C, _FOLDS, _BINS = 4, 0.5, 10, 10
# A disputed row is never surer for it, whatever the rows at hand say: log odds.
_CAUTION = -0.25
# The second opinion that needs nothing but the stock pipeline.
_CHECKED = Config(ner=Ner(second_opinion="stock"))
_HEADER = """# Coefficients of the logistic model behind `{rows}.confidence`.
# Written by models/training/confidence.py, never by hand; card: models/{model}/README.md.
# A feature that is not here counts nothing.
feature\tcoefficient
"""


@dataclass(frozen=True)
class Example:
    """The evidence of one row, whether gold says that it is right, its document.

    `said` is the confidence that the committed coefficients give it; `weight`: how many rows it
    stands for in the fit.
    """

    evidence: dict[str, float]
    right: bool
    document: str
    said: float = 0.5
    weight: float = 1.0


@dataclass(frozen=True)
class Rows:
    """A table whose confidence is fitted: its name, its model, and how a document is judged."""

    name: str
    model: str
    judge: Callable[[Doc, Annotated, str], list[Example]]

    @property
    def lexicon(self) -> Path:
        """Where the coefficients lie."""
        return ROOT / "pipeline" / "lexicons" / f"{self.model}.tsv"

    @property
    def metrics(self) -> Path:
        """Where the figures lie."""
        return ROOT / "models" / self.model / "metrics.json"


def examples(rows: Rows, folder: Path) -> list[Example]:
    """The rows that the pipeline finds in the gold's texts, judged."""
    return [
        row
        for name, doc, gold in gold_documents(folder, _CHECKED)
        for row in rows.judge(doc, gold, name)
    ]


def _judge_quotes(doc: Doc, gold: Annotated, document: str) -> list[Example]:
    quotes = [with_agreement(doc, q) for q in resolve_speakers(doc, attributed(doc))]
    return judged_quotes([q for q in quotes if not q.negated], gold, document)


def judged_quotes(quotes: Sequence[Quote], gold: Annotated, document: str) -> list[Example]:
    """Right: the content overlaps a gold quote by half or more, and the source is the same."""
    spans = [
        QuoteSpans(trim(gold.text, (q.start, q.end)) or (0, 0), q.type, None, None, q.speaker_name)
        for q in quotes
    ]
    pairs = {j: i for i, j in align(gold.quotes, spans, LOOSE)}
    return [
        Example(
            of_quotes.features(quote),
            j in pairs and same_source(gold.quotes[pairs[j]].name, quote.speaker_name),
            document,
            of_quotes.confidence(quote),
        )
        for j, quote in enumerate(quotes)
    ]


def _judge_claims(doc: Doc, gold: Annotated, document: str) -> list[Example]:
    doc._.depeche_quotes = tuple(find_quotes(doc))
    claims = [
        claim_with_agreement(doc, claim)
        for claim in read_claims(doc)
        if claim.kind != "share"  # the gold has none
    ]
    return judged_claims(claims, gold, document)


def judged_claims(claims: Sequence[Claim], gold: Annotated, document: str) -> list[Example]:
    """Right: a gold claim has the same kind, value, bounds and status, and half of the `who`."""
    spans = [
        ClaimSpans(
            trim(gold.text, (claim.start, claim.end)) or (0, 0),
            claim.kind,
            (claim.value, claim.low, claim.high),
            trim(gold.text, claim.who),
            claim.status,
            None,
        )
        for claim in claims
    ]
    pairs = {j: i for i, j in align(gold.claims, spans, LOOSE, same_kind)}
    return [
        Example(
            of_claims.features(claim),
            j in pairs and is_whole(gold.claims[pairs[j]], spans[j]),
            document,
            of_claims.confidence(claim),
        )
        for j, claim in enumerate(claims)
    ]


ROWS = {
    rows.name: rows
    for rows in (
        Rows("quotes", "quote_confidence", _judge_quotes),
        Rows("claims", "claim_confidence", _judge_claims),
    )
}


def fit(rows: Sequence[Example]) -> tuple[dict[str, float], np.ndarray]:
    """Coefficients by feature, and each row's cross-validated probability.

    What a second recogniser contradicts is fitted behind all other evidence, on the cross-validated
    probabilities: where none runs, the other coefficients must hold alone.
    """
    counts: dict[str, int] = {}
    for row in rows:
        for name in row.evidence:
            counts[name] = counts.get(name, 0) + 1
    kept = {name for name, n in counts.items() if n >= _LEAST} - {DISPUTED}
    vectorizer = DictVectorizer(sparse=False)
    x = vectorizer.fit_transform([{k: v for k, v in r.evidence.items() if k in kept} for r in rows])
    y = np.array([row.right for row in rows])
    model = LogisticRegression(C=_C, max_iter=2000, fit_intercept=False)
    groups = [row.document for row in rows]
    folds = GroupKFold(_FOLDS)
    weights = {"sample_weight": np.array([row.weight for row in rows])}
    held_out = cross_val_predict(
        model, x, y, groups=groups, cv=folds, method="predict_proba", params=weights
    )[:, 1]
    model.fit(x, y, **weights)
    names = vectorizer.get_feature_names_out()
    fitted = dict(zip(names, model.coef_[0].tolist(), strict=True))
    disputed = np.array([DISPUTED in row.evidence for row in rows])
    fitted[DISPUTED] = min(shift(held_out[disputed], y[disputed]), _CAUTION)
    return fitted, held_out


def shift(probability: np.ndarray, right: np.ndarray) -> float:
    """What must be added to the log odds of all rows alike; 0 for no rows.

    Regularised as the other coefficients are; Newton's method.
    """
    logits = np.log(probability / (1 - probability))
    added = 0.0
    for _ in range(50):
        now = 1 / (1 + np.exp(-(logits + added)))
        added += (np.sum(right - now) - added / _C) / (np.sum(now * (1 - now)) + 1 / _C)
    return float(added)


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


def write_lexicon(coefficients: dict[str, float], rows: Rows, path: Path | None = None) -> None:
    """Write the coefficients, the bias first, three decimals."""
    names = sorted(coefficients, key=lambda name: (name != BIAS, name))
    lines = "".join(f"{name}\t{coefficients[name]:.3f}\n" for name in names)
    header = _HEADER.format(rows=rows.name, model=rows.model)
    (path or rows.lexicon).write_text(header + lines, encoding="utf-8")


def check(rows: Rows, folders: Sequence[Path]) -> dict[str, dict[str, object]]:
    """The figures of the committed coefficients on each folder's gold."""
    return {named(folder): _reliability_of(examples(rows, folder)) for folder in folders}


def _reliability_of(rows: Sequence[Example]) -> dict[str, object]:
    said, right = ([row.said for row in rows], [row.right for row in rows])
    return reliability(np.array(said), np.array(right))


def main(rows: Rows, folders: Sequence[Path]) -> None:
    """Fit to the folders' gold; write coefficients and figures."""
    fit_and_report(rows, {named(folder): examples(rows, folder) for folder in folders})


def named(folder: Path) -> str:
    """A folder of gold by its last two names."""
    return f"{folder.resolve().parent.name}/{folder.name}"


def fit_and_report(rows: Rows, by_folder: Mapping[str, Sequence[Example]]) -> None:
    """Fit to the examples of some folders; write coefficients and figures."""
    found = [row for of_folder in by_folder.values() for row in of_folder]
    fitted, held_out = fit(found)
    write_lexicon(fitted, rows)
    right = np.array([row.right for row in found])
    where = np.array([name for name, of_folder in by_folder.items() for _ in of_folder])
    report = {"all": reliability(held_out, right)} | {
        name: reliability(held_out[where == name], right[where == name]) for name in by_folder
    }
    disputed = np.array([DISPUTED in row.evidence for row in found])
    if disputed.any():
        said, was = held_out[disputed].mean(), right[disputed].mean()
        report[DISPUTED] = {"rows": int(disputed.sum()), "said": said, "right": was}
    rows.metrics.parent.mkdir(exist_ok=True)
    rows.metrics.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    table, *arguments = sys.argv[1:]
    if arguments[:1] == ["--check"]:
        print(json.dumps(check(ROWS[table], [Path(a) for a in arguments[1:]]), indent=1))
    elif table == "claims":
        sys.exit("Fit claims with python -m models.training.judge_claims; here they have --check.")
    else:
        main(ROWS[table], [Path(a) for a in arguments])
