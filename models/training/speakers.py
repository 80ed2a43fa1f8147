"""Fit the judge of speakers to gold: python -m models.training.speakers GOLD... [--answers FOLDER]

Every folder holds DOC.txt and DOC.json; `--answers` names the folder of the texts that
models/speaker_judge/answers.tsv is about (offsets only, the texts are their publishers'). The
pipeline runs over the texts with a trace; for each
quote that the gold has too, the sources that competed are right or wrong by the gold's name. A
log-linear model (softmax over the sources of one question) learns what their evidence weighs. Who
spoke before is evidence too: so the fit is repeated with the speakers that its weights give. The
figures are cross-validated by document: no quote is judged by weights that saw its article. With
--check nothing is fitted: the committed weights are measured.
"""

import csv
import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from spacy.tokens import Doc

from models.training.coefficients import ROOT, write_coefficients
from models.training.confidence import reliability
from models.training.gold_documents import in_plain, read_docs, stem
from models.training.softmax import fit_softmax
from pipeline.config import Config
from pipeline.evaluation.gold import Annotated, QuoteSpans, load_gold, trim
from pipeline.evaluation.scoring import LOOSE, align, same_source
from pipeline.french.quotes.quotes import attributed
from pipeline.french.records import Offsets, Quote
from pipeline.french.speakers.judge import judge_weights
from pipeline.french.speakers.speakers import resolve_speakers
from pipeline.french.trace import Decision, Trace
from pipeline.french.view import view_of
from pipeline.stages.documents import DocumentRows

MODEL = ROOT / "models" / "speaker_judge"
METRICS, ANSWERS = MODEL / "metrics.json", MODEL / "answers.tsv"
# Features seen in fewer questions say nothing of their own; regularisation of what holds for all
# kinds of questions, and of what holds for one; rounds with the speakers of the fit before.
_LEAST, _SHARED, _OWN, _ROUNDS, _FOLDS = 4, 0.5, 1.0, 3, 10
# What a reader goes by, in log odds: the fit departs from it as far as the gold bears it out.
_PRIOR = {
    **{"sentences": -0.45, "paragraphs": -0.35, "subject": 1.0, "subject here": 0.7},
    **{"subject before": 0.4, "oblique": -0.7, "quoted": -1.5, "described": -0.8},
    **{"named again": 0.25, "kind=person": 1.3, "gender not told": -0.25, "gender differs": -3.0},
    **{"number differs": -2.0, "spoke last": 0.5, "spoke last, now another answers": -2.0},
    **{"spoke last, now it turns": -2.0, "spoke last, the same": 3.0, "takes up who spoke": 3.0},
    **{"named here": 6.0, "in a complement": -2.0, "named in marks": 5.0, "apposed": 5.0},
    **{"role told": 3.0, "role told nearest": 1.0, "role told of one": 1.0, "called so": 1.5},
    **{"the only one to be called so": 1.0, "country differs": -3.0, "at home": 3.0},
    **{"another role of the field": -1.5, "role of another field": -2.0, "maker": 4.0},
    **{"issuer": 5.0, "same document spoke": 3.0, "same noun spoke": 3.0, "fuller phrase": 2.0},
    **{"name begins so": 3.0, "interviewed": 4.0, "before the colon": 4.0},
    **{"brought in before": 1.0, "brought in, and may be called so": 1.0},
    **{"brought in behind, opening": 2.0, "the only one near": 0.5, "missing: spoke last": 1.0},
    **{"thought of first": 2.0},
    **{"as written": 2.0, "as written, indefinite": 2.0, "as written, the same": -2.0},
}
# What a question weighs, by the folder's name: newspapers are what users have.
_WEIGHTS = {"press": 2.0}


@dataclass(frozen=True)
class Text:
    """A document with gold: its folder's name, a number for the folds, its quotes as written.

    `names`: offsets of a quote's content → the right name of its speaker, None for nobody.
    """

    folder: str
    number: int
    doc: Doc
    quotes: tuple[Quote, ...]
    names: Mapping[Offsets, str | None]


@dataclass(frozen=True)
class Hearing:
    """One question: names and evidence of its sources, which are right, which was chosen."""

    text: Text
    kind: str
    labels: tuple[str, ...]
    evidence: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]
    chosen: int
    probability: float
    weight: float


def read_texts(folders: Sequence[Path], answered: Path | None = None) -> list[Text]:
    """The documents of the folders with gold, and those that the answers are about."""
    found: list[Text] = []
    for folder in folders:
        annotated = load_gold(folder)
        for document, doc in read_docs(folder, set(annotated), Config()):
            gold = in_plain(annotated[stem(document)], document.plain)
            quotes = tuple(attributed(doc))
            names = _gold_names(gold, quotes)
            found.append(Text(_name(folder), len(found), doc, quotes, names))
    return found + (list(_answered(answered, len(found))) if answered else [])


def _answered(folder: Path, number: int) -> Iterator[Text]:
    """The texts of a folder that have answers."""
    rows = list(csv.DictReader(ANSWERS.open(encoding="utf-8"), delimiter="\t"))
    for document, doc in read_docs(folder, {row["document"] for row in rows}, Config()):
        quotes = tuple(attributed(doc))
        told = [row for row in rows if row["document"] == stem(document)]
        spans = [QuoteSpans(_span(document, row, ""), "", None, None, None) for row in told]
        found = [QuoteSpans((q.start, q.end), q.type, None, None, None) for q in quotes]
        names = {
            (quotes[j].start, quotes[j].end): _told_name(document, doc, told[i], quotes[j])
            for i, j in align(spans, found, LOOSE)
        }
        yield Text("press_answers", number, doc, quotes, names)
        number += 1


def _told_name(
    document: DocumentRows, doc: Doc, row: Mapping[str, str], quote: Quote
) -> str | None:
    if row["answer"] == "name":
        return str(doc.text[slice(*_span(document, row, "name_"))])
    if row["answer"] == "as written" and quote.speaker is not None:
        return str(doc.text[slice(*quote.speaker)])
    return None


def _span(document: DocumentRows, row: Mapping[str, str], of: str) -> Offsets:
    return document.plain.plain(int(row[f"{of}start"]), int(row[f"{of}end"]))


def _name(folder: Path) -> str:
    return f"{folder.parent.name}_{folder.name}".removeprefix("gold_")


def hear(texts: Sequence[Text], weights: Mapping[str, float]) -> Iterator[Hearing]:
    """The questions of the texts whose answer the gold has, as these weights decide them."""
    for text in texts:
        view = view_of(text.doc)
        view.trace = Trace()
        resolve_speakers(text.doc, text.quotes, weights)
        decisions = {d.place: d for d in view.trace.decisions if d.task == "speaker"}
        view.trace = None
        for place, name in text.names.items():
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

    What is seen too rarely keeps its prior. Where no source is right, the wording itself (or
    nobody) is wanted: it is the first.
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
    right = np.concatenate([_wanted(h) for h in hearings]).astype(bool)
    found = fit_softmax(
        x,
        right,
        sizes=np.array([len(h.evidence) for h in hearings]),
        ridge=np.array([_OWN if ": " in name else _SHARED for name in names]),
        prior=np.array([_PRIOR.get(name, 0.0) for name in names]),
        weight=np.array([h.weight for h in hearings]),
    )
    return _PRIOR | dict(zip(names, found.tolist(), strict=True))


def _wanted(hearing: Hearing) -> tuple[bool, ...]:
    """The sources that the judge should choose: a right name before the wording that holds it."""
    if any(hearing.right[1:]):
        return (False, *hearing.right[1:])
    return (True, *[False] * (len(hearing.right) - 1))


def _named(hearing: Hearing, evidence: Mapping[str, float]) -> dict[str, float]:
    return dict(evidence) | {f"{hearing.kind}: {name}": v for name, v in evidence.items()}


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


def main(folders: Sequence[Path], answered: Path | None, check: bool) -> None:
    """Fit to the folders' gold and the answers; write weights and figures. Or only measure."""
    texts = read_texts(folders, answered)
    if check:
        print(json.dumps(figures(list(hear(texts, judge_weights()))), indent=1))
        return
    report = figures(held_out(texts))
    write_coefficients("speaker_judge", fit_rounds(texts))
    METRICS.parent.mkdir(exist_ok=True)
    METRICS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--answers", type=Path)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    main(given.gold, given.answers, given.check)
