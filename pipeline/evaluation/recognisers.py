"""The recognisers side by side: each one's own figures, and how far they agree.

A recogniser is scored on its spans as it gives them, before any rule; a span is right when it and
its label equal a gold mention's.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from pipeline.evaluation.gold import Annotated, Offsets
from pipeline.evaluation.scoring import Scores, f1_of

Labelled = tuple[Offsets, str]


def score_recognisers(
    gold: Mapping[str, Annotated], spans: Mapping[str, Mapping[str, Iterable[Labelled]]]
) -> Scores:
    """Precision, recall and F1 of each recogniser, over the documents whose gold has chains.

    `spans` maps recogniser → document → (offsets, label).
    """
    expected = _mentions(gold)
    scores: Scores = {}
    for name, by_document in sorted(spans.items()):
        right = found = 0
        for doc, mentions in expected.items():
            given = set(by_document.get(doc, ()))
            right, found = right + len(given & mentions), found + len(given)
        scores[f"recogniser {name}"] = f1_of(right, found, sum(map(len, expected.values())))
    return scores if expected else {}


def score_agreement(
    gold: Mapping[str, Annotated], mentions: Iterable[tuple[str, Labelled, str]]
) -> Scores:
    """For each kind of agreement its mentions, their share, and how many gold bears out.

    `mentions` are (document, (offsets, label), agreement), those of the corpus; the accuracy is
    that of the `n` among them whose document has gold chains.
    """
    expected = _mentions(gold)
    counts: Counter[str] = Counter()
    judged: Counter[tuple[str, bool]] = Counter()
    for doc, mention, agreement in mentions:
        counts[agreement] += 1
        if doc in expected:
            judged[agreement, mention in expected[doc]] += 1
    return {
        f"agreement {name}": {
            "mentions": count,
            "share": _percent(count, counts.total()),
            "accuracy": _percent(judged[name, True], judged[name, True] + judged[name, False]),
            "n": judged[name, True] + judged[name, False],
        }
        for name, count in sorted(counts.items())
    }


def _mentions(gold: Mapping[str, Annotated]) -> dict[str, set[Labelled]]:
    return {
        doc: {(span, chain.label) for chain in annotated.chains for span in chain.mentions}
        for doc, annotated in gold.items()
        if annotated.chains is not None
    }


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
