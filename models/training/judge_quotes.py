"""Fit the judge of quotes to gold: python -m models.training.judge_quotes GOLD...

Every folder holds DOC.txt and DOC.json. The rules testify over the texts; each candidate is right
or wrong by the gold; a logistic regression learns which evidence tells. The figures are
cross-validated by document: no candidate is judged by coefficients that saw its article.
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from models.training.coefficients import ROOT, write_coefficients
from models.training.gold_documents import balanced, gold_documents, is_press
from pipeline.config import Config
from pipeline.evaluation.gold import Annotated, QuoteSpans, trim
from pipeline.evaluation.scoring import EXCUSED, LOOSE, NOMINAL, overlap, score
from pipeline.french.logistic import BIAS
from pipeline.french.quotes.candidates import Candidate
from pipeline.french.quotes.judge import Heard, Weighed, decided
from pipeline.french.quotes.quotes import hear
from pipeline.french.view import View, view_of

METRICS = ROOT / "models" / "quote_judge" / "metrics.json"
# Evidence seen in fewer candidates than this says nothing of its own; regularisation; folds.
_LEAST, _C, _FOLDS = 8, 0.3, 10
# How far content is right that is attributed to somebody else.
_OTHER_SOURCE = 0.75
Weights = Mapping[str, float]
_NOTHING: Weights = {BIAS: -10.0}  # by which no candidate is chosen


@dataclass(frozen=True)
class Document:
    """A gold document with what the rules testify in it."""

    name: str
    folder: str
    of_press: bool
    view: View
    heard: Heard
    gold: Annotated


@dataclass(frozen=True)
class Sample:
    """A candidate's evidence, how far it is right (0..1), and its document."""

    evidence: Weights
    right: float
    document: str


def read(folder: Path) -> list[Document]:
    """The documents of a gold folder, heard."""
    found = []
    for name, doc, gold in gold_documents(folder, Config()):
        view = view_of(doc)
        where = f"{folder.parent.name}/{folder.name}"
        found.append(Document(name, where, is_press(folder), view, hear(view), gold))
    return found


def samples(document: Document, weights: Weights) -> list[Sample]:
    """The candidates of a document that gold tells of; negated ones it does not.

    `weights` decide what the rules go on from that ask for the quotes found so far.
    """
    _, competed = decided(document.view, document.heard, weights)
    found = []
    for w in competed:
        right = None if w.candidate.negated else rightness(w.candidate, document.gold)
        if right is not None:
            found.append(Sample(w.evidence, right, document.name))
    return found


def rightness(c: Candidate, gold: Annotated) -> float | None:
    """How far a candidate is right (0..1); None where the gold excuses it.

    Its content must be half or more of a quote of the gold; it is less right where it is attributed
    to somebody else. Nominal reports are compared with nominal ones, all others with all others.
    """
    span = trim(gold.text, (c.start, c.end)) or (0, 0)
    nominal = c.type == NOMINAL
    same = [q for q in gold.quotes if (q.type == NOMINAL) == nominal]
    others = [overlap(q.span, span) for q in gold.quotes if (q.type == NOMINAL) != nominal]
    nearest = max(same, key=lambda q: overlap(q.span, span), default=None)
    if nearest is not None and overlap(nearest.span, span) >= LOOSE:
        said_by = nearest.speaker is None or overlap(nearest.speaker, c.speaker) > 0
        return 1.0 if said_by else _OTHER_SOURCE
    excused = max(others, default=0.0) >= (LOOSE if nominal else EXCUSED)
    return None if excused else 0.0


def fit(rows: Sequence[Sample], weight: np.ndarray) -> dict[str, float]:
    """Coefficients by evidence."""
    counts = Counter(name for row in rows for name in row.evidence)
    kept = {name for name, n in counts.items() if n >= _LEAST}
    vectorizer = DictVectorizer(sparse=False)
    x = vectorizer.fit_transform([{k: v for k, v in r.evidence.items() if k in kept} for r in rows])
    model = LogisticRegression(C=_C, max_iter=3000, fit_intercept=False)
    # What is right in part counts in part as right and in part as wrong.
    right = np.array([row.right for row in rows])
    shares = np.concatenate([weight * right, weight * (1 - right)])
    outcomes = np.concatenate([np.ones(len(rows)), np.zeros(len(rows))])
    held = shares > 0
    model.fit(np.concatenate([x, x])[held], outcomes[held], sample_weight=shares[held])
    names = vectorizer.get_feature_names_out()
    return dict(zip(names, model.coef_[0].tolist(), strict=True))


def fitted(
    documents: Sequence[Document], heard: Mapping[str, list[Sample]] | None = None
) -> dict[str, float]:
    """Coefficients for the documents: first for what is heard, then with what goes on from it.

    `heard` are the samples of what is heard, which do not depend on coefficients.
    """
    heard = heard or first_samples(documents)
    first = [(row, d.of_press) for d in documents for row in heard[d.name]]
    weights = _fitted(first)
    return _fitted([(row, d.of_press) for d in documents for row in samples(d, weights)])


def _fitted(rows: Sequence[tuple[Sample, bool]]) -> dict[str, float]:
    return fit([row for row, _ in rows], balanced([of_press for _, of_press in rows]))


def first_samples(documents: Sequence[Document]) -> dict[str, list[Sample]]:
    """By document, the samples of what is heard there, nothing chosen yet."""
    return {document.name: samples(document, _NOTHING) for document in documents}


def spans(document: Document, chosen: Sequence[Weighed]) -> Annotated:
    """The chosen candidates in the form of gold."""
    text = document.gold.text
    quotes = [
        QuoteSpans(trim(text, (w.start, w.end)) or (0, 0), w.candidate.type, None, None, None)
        for w in chosen
        if not w.candidate.negated
    ]
    return Annotated(text, tuple(quotes), ())


def figures(documents: Sequence[Document], chosen: Mapping[str, Annotated]) -> dict[str, object]:
    """Scores of content by folder."""
    report: dict[str, object] = {}
    for folder in sorted({d.folder for d in documents}):
        gold = {d.name: d.gold for d in documents if d.folder == folder}
        scores, _ = score(gold, {name: chosen[name] for name in gold})
        wanted = ("quotes", "quotes strict", "nominal reports")
        recall = [name for name in scores if name.startswith("recall")]
        report[folder] = {name: scores[name] for name in (*wanted, *recall)}
    return report


def cross_validated(documents: Sequence[Document]) -> dict[str, Annotated]:
    """What the judge takes in each document by coefficients that did not see it."""
    names, heard = [d.name for d in documents], first_samples(documents)
    found: dict[str, Annotated] = {}
    for seen, unseen in GroupKFold(_FOLDS).split(names, groups=names):
        weights = fitted([documents[i] for i in seen], heard)
        for i in unseen:
            chosen, _ = decided(documents[i].view, documents[i].heard, weights)
            found[names[i]] = spans(documents[i], chosen)
    return found


def main(folders: Sequence[Path]) -> None:
    """Fit to the folders' gold; write coefficients and figures."""
    documents = [document for folder in folders for document in read(folder)]
    held_out = figures(documents, cross_validated(documents))
    weights = fitted(documents)
    seen = {d.name: spans(d, decided(d.view, d.heard, weights)[0]) for d in documents}
    write_coefficients("quote_judge", weights)
    METRICS.parent.mkdir(exist_ok=True)
    report = {"cross-validated": held_out, "in sample": figures(documents, seen)}
    METRICS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
