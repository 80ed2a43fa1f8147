"""Fit the confidence of rows to gold: python -m models.training.confidence quotes|claims GOLD...

Every folder holds DOC.txt and DOC.json. The pipeline runs over the texts; each row is right or
wrong by the gold; a logistic regression learns which evidence tells. The figures are
cross-validated by document: no row is judged by coefficients that saw its article. With --check
behind the name of the rows, nothing is fitted or written: the committed coefficients are measured.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from spacy.tokens import Doc

from models.training.coefficients import ROOT, write_coefficients
from pipeline.config import Config, Ner
from pipeline.evaluation.gold import Annotated, ClaimSpans, QuoteSpans, load_gold, trim
from pipeline.evaluation.scoring import LOOSE, align, is_whole, same_kind, same_source
from pipeline.execution.flow import run_all
from pipeline.french.claims import confidence as of_claims
from pipeline.french.claims.claims import read_claims
from pipeline.french.claims.claims import with_agreement as claim_with_agreement
from pipeline.french.logistic import DISPUTED
from pipeline.french.plain import PlainText
from pipeline.french.quotes import confidence as of_quotes
from pipeline.french.quotes.quotes import attributed, find_quotes, with_agreement
from pipeline.french.records import Claim, Offsets, Quote
from pipeline.french.speakers.speakers import resolve_speakers
from pipeline.parts import read_table
from pipeline.stages.documents import document_rows, rows_by_document
from pipeline.stages.resolved import resolved_doc

_TABLES = ("documents", "blocks", "sentences", "tokens", "mentions")
# Features seen less often than this say nothing of their own; regularisation; cross-validation.
_LEAST, _C, _FOLDS, _BINS = 4, 0.5, 10, 10
# A disputed row is never surer for it, whatever the rows at hand say: log odds.
_CAUTION = -0.25
# The second opinion that needs nothing but the stock pipeline.
_CHECKED = Config(ner=Ner(second_opinion="stock"))


@dataclass(frozen=True)
class Example:
    """The evidence of one row, whether gold says that it is right, its document.

    `said` is the confidence that the committed coefficients give it.
    """

    evidence: dict[str, float]
    right: bool
    document: str
    said: float = 0.5


@dataclass(frozen=True)
class Rows:
    """A table whose confidence is fitted: its name, its model, and how a document is judged."""

    name: str
    model: str
    judge: Callable[[Doc, Annotated, str], list[Example]]

    @property
    def metrics(self) -> Path:
        """Where the figures lie."""
        return ROOT / "models" / self.model / "metrics.json"


def annotated_docs(folder: Path) -> Iterator[tuple[Doc, Annotated, str]]:
    """The documents of a folder with gold, as the rules read them; the gold in their offsets."""
    gold = load_gold(folder)
    with TemporaryDirectory() as out:
        run_all(_CHECKED, Path(out), folder)
        tables = {name: read_table(Path(out), name) for name in _TABLES}
    mentions = rows_by_document(tables["mentions"])
    for document in document_rows(tables):
        annotated = gold.get(Path(str(document.row["path"])).stem)
        if annotated is not None:
            doc = resolved_doc(document, mentions)
            yield doc, in_plain(annotated, document.plain), f"{folder.name}/{document.doc_id}"


def examples(rows: Rows, folder: Path) -> list[Example]:
    """The rows that the pipeline finds in the gold's texts, judged."""
    return [
        example
        for doc, gold, document in annotated_docs(folder)
        for example in rows.judge(doc, gold, document)
    ]


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
    held_out = cross_val_predict(model, x, y, groups=groups, cv=folds, method="predict_proba")[:, 1]
    model.fit(x, y)
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


def check(rows: Rows, folders: Sequence[Path]) -> dict[str, dict[str, object]]:
    """The figures of the committed coefficients on each folder's gold."""
    return {folder.name: _reliability_of(examples(rows, folder)) for folder in folders}


def _reliability_of(rows: Sequence[Example]) -> dict[str, object]:
    said, right = ([row.said for row in rows], [row.right for row in rows])
    return reliability(np.array(said), np.array(right))


def main(rows: Rows, folders: Sequence[Path]) -> None:
    """Fit to the folders' gold; write coefficients and figures."""
    by_folder = {folder.name: examples(rows, folder) for folder in folders}
    found = [row for of_folder in by_folder.values() for row in of_folder]
    fitted, held_out = fit(found)
    write_coefficients(rows.model, fitted)
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
    else:
        main(ROWS[table], [Path(a) for a in arguments])
