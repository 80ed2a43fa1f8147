"""Fit the judge of speakers to gold: python -m models.training.speakers GOLD... [--check]

Every folder holds DOC.txt and DOC.json. The pipeline runs over the texts with a trace; for each
quote that the gold has too, the sources that competed are right or wrong by the gold's name. A
log-linear model (softmax over the sources of one question) learns what their evidence weighs. Who
spoke before is evidence too: so the fit is repeated with the speakers that its weights give. The
figures are cross-validated by document: no quote is judged by weights that saw its article. With
--check nothing is fitted: the committed weights are measured.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from spacy.tokens import Doc

from models.training.coefficients import ROOT, write_coefficients
from models.training.confidence import annotated_docs, reliability
from pipeline.evaluation.gold import Annotated, QuoteSpans, trim
from pipeline.evaluation.scoring import LOOSE, align, same_source
from pipeline.french.quotes.quotes import attributed
from pipeline.french.records import Offsets, Quote
from pipeline.french.speakers.judge import judge_weights
from pipeline.french.speakers.speakers import resolve_speakers
from pipeline.french.trace import Decision, Trace
from pipeline.french.view import view_of

METRICS = ROOT / "models" / "speaker_judge" / "metrics.json"
# Features seen in fewer questions say nothing of their own; regularisation of what holds for all
# kinds of questions, and of what holds for one; rounds with the speakers of the fit before.
_LEAST, _SHARED, _OWN, _ROUNDS, _FOLDS = 4, 0.5, 1.0, 3, 10
# What weighs less weighs nothing, in three decimals.
_NOTHING = 0.0005
# What a question weighs, by the folder's name: newspapers are what users have.
_WEIGHTS = {"press": 2.0}


@dataclass(frozen=True)
class Text:
    """A document with gold: its folder's name, a number for the folds, its quotes as written."""

    folder: str
    number: int
    doc: Doc
    gold: Annotated
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Hearing:
    """One question: names and evidence of its sources, which are right, which was chosen, its weight."""

    text: Text
    kind: str
    labels: tuple[str, ...]
    evidence: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]
    chosen: int
    probability: float
    weight: float


def read_texts(folders: Sequence[Path]) -> list[Text]:
    """The documents of the folders."""
    found: list[Text] = []
    for folder in folders:
        for doc, gold, _ in annotated_docs(folder):
            number = len(found)
            found.append(Text(_name(folder), number, doc, gold, tuple(attributed(doc))))
    return found


def _name(folder: Path) -> str:
    return f"{folder.parent.name}_{folder.name}".removeprefix("gold_")


def hear(texts: Sequence[Text], weights: Mapping[str, float]) -> Iterator[Hearing]:
    """The questions of the texts whose answer the gold has, as these weights decide them."""
    for text in texts:
        view = view_of(text.doc)
        view.trace = Trace()
        quotes = resolve_speakers(text.doc, text.quotes, weights)
        decisions = {d.place: d for d in view.trace.decisions if d.task == "speaker"}
        view.trace = None
        for place, name in _gold_names(text.gold, quotes).items():
            if place in decisions:
                yield _heard(text, decisions[place], name)


def _gold_names(gold: Annotated, quotes: Sequence[Quote]) -> dict[Offsets, str | None]:
    """Offsets of a quote → the gold's name for its speaker."""
    spans = [
        QuoteSpans(trim(gold.text, (q.start, q.end)) or (0, 0), q.type, None, None, None)
        for q in quotes
    ]
    pairs = align(gold.quotes, spans, LOOSE)
    return {(quotes[j].start, quotes[j].end): gold.quotes[i].name for i, j in pairs}


def _heard(text: Text, decision: Decision, name: str | None) -> Hearing:
    contenders = decision.contenders
    right = tuple(same_source(name, c.label or None) for c in contenders)
    chosen = next(n for n, c in enumerate(contenders) if c.chosen)
    return Hearing(
        text,
        decision.kind,
        tuple(c.label for c in contenders),
        tuple(c.evidence for c in contenders),
        right,
        chosen,
        contenders[chosen].probability,
        _WEIGHTS.get(text.folder.split("_")[0], 1.0),
    )


def fit(hearings: Sequence[Hearing]) -> dict[str, float]:
    """Weights by feature: shared ones, and ones of a kind (« pronoun: subject »).

    Where no source is right, the wording itself (or nobody) is wanted: it is the first.
    """
    counts = Counter(
        name for h in hearings for name in {n for e in h.evidence for n in _named(h, e)}
    )
    kept = {name for name, n in counts.items() if n >= _LEAST}
    rows = [
        {k: v for k, v in _named(h, e).items() if k in kept} for h in hearings for e in h.evidence
    ]
    vectorizer = DictVectorizer(sparse=True)
    x = csr_matrix(vectorizer.fit_transform(rows))
    names = vectorizer.get_feature_names_out()
    owner = np.repeat(np.arange(len(hearings)), [len(h.evidence) for h in hearings])
    right = np.concatenate([_wanted(h) for h in hearings]).astype(bool)
    weight = np.array([h.weight for h in hearings])
    ridge = np.array([_OWN if ": " in name else _SHARED for name in names])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = x @ w
        all_log, shares = _softmax(scores, owner, len(hearings))
        right_log, wanted = _softmax(np.where(right, scores, -np.inf), owner, len(hearings))
        value = float(np.sum(weight * (all_log - right_log)) + 0.5 * np.sum(ridge * w * w))
        return value, x.T @ (weight[owner] * (shares - wanted)) + ridge * w

    found = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
    return dict(zip(names, found.tolist(), strict=True))


def _wanted(hearing: Hearing) -> tuple[bool, ...]:
    """The sources that the judge should choose: a right name before the wording that holds it."""
    if any(hearing.right[1:]):
        return (False, *hearing.right[1:])
    return (True, *[False] * (len(hearing.right) - 1))


def _named(hearing: Hearing, evidence: Mapping[str, float]) -> dict[str, float]:
    return dict(evidence) | {f"{hearing.kind}: {name}": v for name, v in evidence.items()}


def _softmax(scores: np.ndarray, owner: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """By question: the log of the sum of powers; by source: its share."""
    top = np.full(n, -np.inf)
    np.maximum.at(top, owner, scores)
    powers = np.exp(scores - top[owner])
    total = np.bincount(owner, powers, n)
    return top + np.log(total), powers / total[owner]


def fit_rounds(texts: Sequence[Text]) -> dict[str, float]:
    """Weights fitted to what the weights of the round before make of the texts."""
    weights = judge_weights()
    for _ in range(_ROUNDS):
        weights = fit(list(hear(texts, weights)))
    return weights


def held_out(texts: Sequence[Text]) -> list[Hearing]:
    """The questions of all texts, each decided by weights that have not seen its document."""
    found: list[Hearing] = []
    for fold in range(_FOLDS):
        rest = [text for text in texts if text.number % _FOLDS != fold]
        inside = [text for text in texts if text.number % _FOLDS == fold]
        found += hear(inside, fit_rounds(rest))
    return found


def figures(hearings: Sequence[Hearing]) -> dict[str, object]:
    """Share of right names, by folder and kind of source; how reliable the probabilities are."""
    report: dict[str, object] = {}
    for folder in sorted({h.text.folder for h in hearings}):
        inside = [h for h in hearings if h.text.folder == folder]
        right = np.array([h.right[h.chosen] for h in inside])
        kinds = {
            kind: _share([h for h in inside if h.kind == kind])
            for kind in sorted({h.kind for h in inside})
        }
        said = np.array([h.probability for h in inside])
        best = float(np.mean([any(h.right) for h in inside]))
        report[folder] = {"kinds": kinds, "among": best} | reliability(said, right)
    return report


def _share(hearings: Sequence[Hearing]) -> str:
    return f"{sum(h.right[h.chosen] for h in hearings)} of {len(hearings)}"


def main(folders: Sequence[Path], check: bool) -> None:
    """Fit to the folders' gold; write weights and figures. Or only measure."""
    texts = read_texts(folders)
    if check:
        print(json.dumps(figures(list(hear(texts, judge_weights()))), indent=1))
        return
    report = figures(held_out(texts))
    weights = fit_rounds(texts)
    telling = {name: weight for name, weight in weights.items() if abs(weight) >= _NOTHING}
    write_coefficients("speaker_judge", telling)
    METRICS.parent.mkdir(exist_ok=True)
    METRICS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if a != "--check"]
    main([Path(a) for a in arguments], "--check" in sys.argv)
