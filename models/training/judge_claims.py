"""Fit the judge of claims to gold, and their confidence.

    python -m models.training.judge_claims GOLD...

Every folder holds DOC.txt and DOC.json. The rules run over the texts with a trace. Which kind a
number counts is a yes or no for each candidate (logistic regression); what a percentage is a share
of is one of its candidates (softmax). Both are cross-validated by document: the figures, and the
rows from which `claims.confidence` learns, come from coefficients that did not see their article.
What was found before is evidence too, so the rules run again with each round's coefficients.
"""

import json
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from spacy.tokens import Doc

from models.training import confidence
from models.training.coefficients import ROOT, write_coefficients
from models.training.gold_documents import gold_documents
from models.training.softmax import fit_softmax
from pipeline.config import Config, Ner
from pipeline.evaluation.gold import Annotated, ClaimSpans, trim
from pipeline.evaluation.scoring import LOOSE, overlap, score
from pipeline.french.claims import judge
from pipeline.french.claims.claims import OPEN_FATES, read_claims, with_agreement
from pipeline.french.quotes.quotes import find_quotes
from pipeline.french.records import Claim
from pipeline.french.trace import Contender, Decision, Trace
from pipeline.french.view import view_of

METRICS = ROOT / "models" / "claim_judge" / "metrics.json"
# Evidence seen less often says nothing of its own; regularisation; folds; rounds.
_LEAST, _C, _FOLDS, _ROUNDS = 4, 0.5, 10, 3
# The second opinion that needs nothing but the stock pipeline: evidence of `claims.confidence`.
_CHECKED = Config(ner=Ner(second_opinion="stock"))
# What a row of a newspaper stands for in the fit of `claims.confidence`: they are what users have.
_NEWSPAPERS, _WEIGHT = "press", 2.0
_REPORTED = ("casualties", "percentages", "claims", "claims with value, who and status")
Weights = Mapping[str, float]


@dataclass
class Document:
    """A gold document: its name, its folder, whether that holds newspapers, and what was last
    found in it."""

    name: str
    folder: str
    doc: Doc
    gold: Annotated
    newspaper: bool = False
    claims: Sequence[Claim] = ()
    decisions: Sequence[Decision] = ()


@dataclass(frozen=True)
class Question:
    """What competes in one decision, which of it is right, and its document."""

    task: str
    evidence: tuple[Weights, ...]
    right: tuple[bool, ...]
    document: str


def read(folder: Path) -> list[Document]:
    """The documents of a gold folder, with the quotes that are found in them."""
    found = []
    for name, doc, gold in gold_documents(folder, _CHECKED):
        doc._.depeche_quotes = tuple(find_quotes(doc))
        newspaper = _NEWSPAPERS in folder.resolve().parts
        found.append(Document(name, confidence.named(folder), doc, gold, newspaper))
    return found


@contextmanager
def judging_by(weights: Weights) -> Iterator[None]:
    """Let the judge weigh by these coefficients."""
    with patch.object(judge, "coefficients", lambda: weights):
        yield


def hear(documents: Sequence[Document], weights: Weights) -> list[Question]:
    """Run the rules over the documents; the questions that the gold answers."""
    questions = []
    with judging_by(weights):
        for document in documents:
            view = view_of(document.doc)
            view.trace = Trace()
            found = (with_agreement(document.doc, claim) for claim in read_claims(document.doc))
            document.claims = [claim for claim in found if claim.kind != "share"]
            document.decisions, view.trace = view.trace.decisions, None
            questions += list(_questions(document))
    return questions


def _questions(document: Document) -> Iterator[Question]:
    for decision in document.decisions:
        right = (
            _right_kinds(decision, document.gold)
            if decision.task == judge.TASK
            else _right_shares(decision, document.gold)
        )
        if right is not None:
            evidence = tuple(contender.evidence for contender in decision.contenders)
            yield Question(decision.task, evidence, tuple(right), document.name)


def _right_kinds(decision: Decision, gold: Annotated) -> list[bool]:
    """A candidate is right where the gold has its kind at its number.

    « victimes » are right where the gold knows what became of them: another figure may tell.
    """
    span = trim(gold.text, decision.place)
    kinds = {claim.kind for claim in gold.claims if overlap(claim.span, span) >= LOOSE}

    def is_right(contender: Contender) -> bool:
        kind, _, rule = contender.label.partition(": ")
        if kind == "survivor":
            return not kinds
        open_fate = kind == "victims" and rule in OPEN_FATES
        return kind in kinds or (open_fate and not kinds.isdisjoint({"killed", "injured"}))

    return [is_right(contender) for contender in decision.contenders]


def _right_shares(decision: Decision, gold: Annotated) -> list[bool] | None:
    """A candidate is right that has half of the gold's words; None where gold has no percentage."""
    place = trim(gold.text, decision.place)
    told = [c for c in gold.claims if c.kind == "percentage" and overlap(c.span, place) > 0]
    if not told:
        return None
    who = told[0].who
    return [
        overlap(trim(gold.text, contender.place), who) >= LOOSE
        if contender.place and who
        else contender.place == who
        for contender in decision.contenders
    ]


def fit(questions: Sequence[Question]) -> dict[str, float]:
    """Coefficients by evidence, those of both models together."""
    kinds = [question for question in questions if question.task == judge.TASK]
    shares = [q for q in questions if q.task == judge.SHARE_TASK and any(q.right)]
    return fit_each(kinds) | fit_one_of(shares)


def _kept(questions: Sequence[Question]) -> Collection[str]:
    counts = Counter(name for q in questions for evidence in q.evidence for name in evidence)
    return {name for name, n in counts.items() if n >= _LEAST}


def _matrix(questions: Sequence[Question]) -> tuple[csr_matrix, np.ndarray, list[str]]:
    """A row a candidate, whether it is right, and the names of the columns."""
    kept = _kept(questions)
    rows = [{k: v for k, v in e.items() if k in kept} for q in questions for e in q.evidence]
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform(rows)
    right = np.array([right for q in questions for right in q.right], dtype=float)
    return x, right, vectorizer.get_feature_names_out().tolist()


def fit_each(questions: Sequence[Question]) -> dict[str, float]:
    """Coefficients of a logistic regression over all candidates."""
    x, right, names = _matrix(questions)
    model = LogisticRegression(C=_C, max_iter=3000, fit_intercept=False).fit(x, right)
    return dict(zip(names, model.coef_[0].tolist(), strict=True))


def fit_one_of(questions: Sequence[Question]) -> dict[str, float]:
    """Coefficients of a softmax over the candidates of each question, one or more of them right."""
    x, right, names = _matrix(questions)
    found = fit_softmax(
        x,
        right.astype(bool),
        sizes=np.array([len(question.right) for question in questions]),
        ridge=np.full(len(names), 1 / _C),
        prior=np.zeros(len(names)),
        weight=np.ones(len(questions)),
    )
    return dict(zip(names, found.tolist(), strict=True))


def fit_in_rounds(documents: Sequence[Document]) -> tuple[dict[str, float], list[Question]]:
    """Coefficients that the rules' own findings with them confirm, and the last questions."""
    weights: dict[str, float] = {}
    for _ in range(_ROUNDS):
        weights = fit(hear(documents, weights))
    return weights, hear(documents, weights)


def cross_validate(documents: Sequence[Document], questions: Sequence[Question]) -> None:
    """Leave in each document the claims that coefficients find which did not see it."""
    names = [document.name for document in documents]
    for _, held_out in GroupKFold(_FOLDS).split(names, groups=names):
        unseen = {names[i] for i in held_out}
        weights = fit([question for question in questions if question.document not in unseen])
        hear([documents[i] for i in held_out], weights)


def figures(documents: Sequence[Document]) -> dict[str, dict[str, dict[str, float]]]:
    """By folder, scores of the claims that were last found (percent)."""
    report = {}
    for folder in dict.fromkeys(document.folder for document in documents):
        inside = [document for document in documents if document.folder == folder]
        gold = {document.name: document.gold for document in inside}
        found = {document.name: _as_gold(document) for document in inside}
        scores, _ = score(gold, found)
        report[folder] = {name: scores[name] for name in _REPORTED}
    return report


def _as_gold(document: Document) -> Annotated:
    text = document.gold.text
    spans = [
        ClaimSpans(
            trim(text, (claim.start, claim.end)) or (0, 0),
            claim.kind,
            (claim.value, claim.low, claim.high),
            trim(text, claim.who),
            claim.status,
            None,
        )
        for claim in document.claims
    ]
    return Annotated(text, (), tuple(spans))


def fit_confidence(documents: Sequence[Document]) -> None:
    """Fit `claims.confidence` to the claims that cross-validation left in the documents."""
    by_folder: dict[str, list[confidence.Example]] = {}
    for document in documents:
        judged = confidence.judged_claims(document.claims, document.gold, document.name)
        weight = _WEIGHT if document.newspaper else 1.0
        weighted = [replace(example, weight=weight) for example in judged]
        by_folder.setdefault(document.folder, []).extend(weighted)
    confidence.fit_and_report(confidence.ROWS["claims"], by_folder)


def main(folders: Sequence[Path]) -> None:
    """Fit both models and the confidence to the folders' gold; write coefficients and figures."""
    documents = [document for folder in folders for document in read(folder)]
    weights, questions = fit_in_rounds(documents)
    write_coefficients("claim_judge", weights)
    report = {"in sample": figures(documents)}
    cross_validate(documents, questions)
    report["cross-validated"] = figures(documents)
    METRICS.parent.mkdir(exist_ok=True)
    METRICS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    fit_confidence(documents)


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
