"""evaluate: the tables against gold annotation, as metrics and plots for DVC."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.evaluation.gold import Annotated, GoldError, load_gold
from pipeline.evaluation.predictions import load_predictions
from pipeline.evaluation.scoring import Error, Scores, score

READS = ("documents", "quotes", "claims")
METRICS = "metrics.json"
PLOTS = "plots"
_KEYS = {"p": "precision", "r": "recall", "f1": "f1", "accuracy": "accuracy"}


@dataclass(frozen=True)
class Evaluation:
    """Scores over the gold documents of a corpus, their errors, and the documents by name."""

    scores: Scores
    errors: list[Error]
    gold: Mapping[str, Annotated]


def evaluate(root: Path, gold_folder: Path) -> Evaluation:
    """Score the tables under `root` against every gold document of the folder.

    Raises GoldError if a gold document is not in the corpus, or its text differs there: figures
    over a part of the gold would pass for figures over all of it.
    """
    gold, found = load_gold(gold_folder), load_predictions(root)
    missing = sorted(doc for doc in gold if doc not in found)
    if missing:
        raise GoldError(
            f"not in the corpus: {', '.join(missing)}: add these texts, then run again."
        )
    differing = sorted(doc for doc in gold if gold[doc].text != found[doc].text)
    if differing:
        raise GoldError(f"other text than in the gold: {', '.join(differing)}: use the same files.")
    scores, errors = score(gold, found)
    return Evaluation(scores, errors, gold)


def write_evaluation(evaluation: Evaluation, out: Path) -> None:
    """Write `metrics.json` and the plots' data, `plots/scores.csv` and `plots/errors.csv`."""
    folder = out / PLOTS
    folder.mkdir(parents=True, exist_ok=True)
    metrics = {_key(name): _figures(row) for name, row in evaluation.scores.items()}
    (out / METRICS).write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    scores = [
        {"measure": name, "figure": label, "percent": row[key]}
        for name, row in evaluation.scores.items()
        for key, label in _KEYS.items()
        if key in row
    ]
    _write_csv(folder / "scores.csv", ["measure", "figure", "percent"], scores)
    errors = [
        {
            "doc": error.doc,
            "kind": error.kind,
            "detail": error.detail,
            "text": " ".join(evaluation.gold[error.doc].text[slice(*error.span)].split()),
        }
        for error in evaluation.errors
    ]
    _write_csv(folder / "errors.csv", ["doc", "kind", "detail", "text"], errors)


def _key(name: str) -> str:
    return name.replace(",", "").replace(" ", "_")


def _figures(row: Mapping[str, float]) -> dict[str, float]:
    return {_KEYS.get(key, key): value for key, value in row.items()}


def _write_csv(path: Path, columns: list[str], rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
