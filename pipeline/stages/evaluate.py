"""evaluate: the tables against gold annotation, as metrics and plots for DVC."""

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.evaluation.entities import score_entities
from pipeline.evaluation.gold import Annotated, load_gold
from pipeline.evaluation.predictions import load_agreement, load_predictions, load_recognised
from pipeline.evaluation.recognisers import score_agreement, score_recognisers
from pipeline.evaluation.scoring import Error, Scores, score
from pipeline.files import Kind, first_line, json_object, make_folder, write_text
from pipeline.stages.base import Context, CorpusStage, Made

METRICS = "metrics.json"
PLOTS = "plots"
_GOLD_DOCUMENTS = "gold_documents"
_SCORES, _ERRORS = "scores.csv", "errors.csv"
_COLUMNS = {
    _SCORES: ["measure", "figure", "percent"],
    _ERRORS: ["doc", "kind", "detail", "text"],
}
_KEYS = {"p": "precision", "r": "recall", "f1": "f1", "accuracy": "accuracy"}


def _is_metrics(path: Path) -> bool:
    return _GOLD_DOCUMENTS in (json_object(path) or {})


def _is_plot(path: Path) -> bool:
    return first_line(path) == ",".join(_COLUMNS[path.name])


def make(context: Context) -> Made:
    """Metrics and plots; says which gold is of no text of the corpus."""
    evaluation = evaluate(context.out, Path(context.config.evaluate.gold))
    write_evaluation(evaluation, context.out)
    missing = ", ".join(evaluation.missing)
    told = f"evaluate: gold whose text is not in the corpus: {missing}"
    return Made(told=(told,) if missing else ())


@dataclass(frozen=True)
class Evaluation:
    """Scores and errors over the gold documents that the corpus holds; the names of the others."""

    scores: Scores
    errors: list[Error]
    gold: Mapping[str, Annotated]
    missing: tuple[str, ...]


def evaluate(root: Path, gold_folder: Path) -> Evaluation:
    """Score the tables under `root` against the gold documents that are in the corpus.

    A gold document whose text is not there, or is another one there, counts as missing. Raises
    GoldError if the gold is not in its form.
    """
    gold, found = load_gold(gold_folder), load_predictions(root)
    held = {doc: g for doc, g in gold.items() if doc in found and found[doc].text == g.text}
    scores, errors = score(held, found)
    of_entities, more = score_entities(held, found)
    recognisers = score_recognisers(held, load_recognised(root))
    agreement = score_agreement(held, load_agreement(root))
    return Evaluation(
        {**scores, **of_entities, **recognisers, **agreement},
        errors + more,
        held,
        tuple(sorted(set(gold) - set(held))),
    )


def write_evaluation(evaluation: Evaluation, out: Path) -> None:
    """Write `metrics.json` and the plots' data, `plots/scores.csv` and `plots/errors.csv`."""
    folder = out / PLOTS
    make_folder(folder)
    documents = {"evaluated": len(evaluation.gold), "missing": len(evaluation.missing)}
    figures = {_key(name): _figures(row) for name, row in evaluation.scores.items()}
    metrics = {_GOLD_DOCUMENTS: documents, **figures}
    write_text(out / METRICS, json.dumps(metrics, indent=1) + "\n")
    scores = [
        {"measure": name, "figure": label, "percent": row[key]}
        for name, row in evaluation.scores.items()
        for key, label in _KEYS.items()
        if key in row
    ]
    _write_csv(folder / _SCORES, scores)
    errors = [
        {
            "doc": error.doc,
            "kind": error.kind,
            "detail": error.detail,
            "text": " ".join(evaluation.gold[error.doc].text[slice(*error.span)].split()),
        }
        for error in evaluation.errors
    ]
    _write_csv(folder / _ERRORS, errors)


def _key(name: str) -> str:
    return name.replace(",", "").replace(" ", "_")


def _figures(row: Mapping[str, float]) -> dict[str, float]:
    return {_KEYS.get(key, key): value for key, value in row.items()}


def _write_csv(path: Path, rows: list[dict[str, Any]]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS[path.name], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_text(path, text.getvalue())


STAGE = CorpusStage(
    name="evaluate",
    module=__name__,
    reads=("documents", "recognised", "mentions", "quotes", "claims"),
    files=(
        (".", Kind(re.compile(re.escape(METRICS)), _is_metrics, shared=True)),
        (PLOTS, Kind(re.compile("|".join(map(re.escape, _COLUMNS))), _is_plot)),
    ),
    make=make,
)
