"""The figures of the audit as DVC metrics: nested, numbers only, the same order every time."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.audit.verdicts.judgements import Agreement
from pipeline.audit.verdicts.measures import Estimate, Precision, Recall, TableMeasures
from pipeline.audit.verdicts.statistics import Proportion

Metrics = dict[str, Any]


def metrics(measures: Mapping[str, TableMeasures]) -> Metrics:
    """Table → its figures: shares in percent to one decimal, kappa from -1 to 1, else counts.

    What has no verdict is left out, a table too; without any verdict the result is empty. Keys
    hold letters, digits, `_` and `-`; `+` stands between the names of two reviewers, which hold
    none.
    """
    return {table: _table(found) for table, found in measures.items() if not found.is_empty}


def _table(found: TableMeasures) -> Metrics:
    counts = {"unsure": found.unsure, "disputed": found.disputed, "stale": found.stale}
    groups = {f"by_{name}": _groups(groups) for name, groups in found.groups.items()}
    parts: Metrics = {
        "estimate": _estimate(found.estimate),
        "found_at_all": _interval("share", found.found_at_all),
        "recall": _recall("recall", found.recall_read),
        "recall_at_most": _recall("recall", found.recall_seen),
        **groups,
        "faults": _unique((_key(name), count) for name, count in found.faults.items()),
        "agreement": _unique(map(_pair, found.agreement)),
    }
    return {**_precision(found.whole), **counts, **{k: v for k, v in parts.items() if v}}


def _precision(group: Precision) -> Metrics:
    counts = {"rows": group.rows, "judged": group.judged, "right": group.right}
    return {**counts, **_interval("precision", group.interval), "more_needed": group.more}


def _groups(groups: Iterable[Precision]) -> Metrics:
    return _unique((_key(group.label), _precision(group)) for group in groups if group.judged)


def _pair(pair: Agreement) -> tuple[str, Metrics]:
    figures = {"items": pair.items, "equal": _percent(pair.equal)}
    kappa = {} if pair.kappa is None else {"kappa": round(pair.kappa, 3)}
    faults = {"faults_differ": len(pair.faults_differ)} if pair.faults_differ else {}
    return f"{_key(pair.first)}+{_key(pair.second)}", {**figures, **kappa, **faults}


def _estimate(estimate: Estimate) -> Metrics:
    if estimate.interval is None:
        return {}
    return {**_interval("precision", estimate.interval), "coverage": _percent(estimate.coverage)}


def _recall(name: str, recall: Recall | None) -> Metrics:
    if recall is None or not recall.documents:
        return {}
    counts = {"documents": recall.documents, "found": round(recall.found, 1)}
    missing = {"missing": recall.missing, **({"lost": recall.lost} if recall.lost else {})}
    return {**counts, **missing, **_interval(name, recall.interval)}


def _interval(name: str, interval: Proportion | None) -> Metrics:
    if interval is None:
        return {}
    bounds = {name: interval.share, "low": interval.low, "high": interval.high}
    return {key: _percent(value) for key, value in bounds.items()}


def _percent(share: float) -> float:
    return round(100 * share, 1)


def _key(name: str) -> str:
    """A name as a key that a metric may have."""
    return re.sub(r"[^\w-]+", "_", name).strip("_") or "_"


def _unique(items: Iterable[tuple[str, Any]]) -> Metrics:
    """The items by their keys; of those with the same one, all are kept."""
    named: Metrics = {}
    for stem, value in items:
        key, number = stem, 1
        while key in named:
            number += 1
            key = f"{stem}_{number}"
        named[key] = value
    return named
