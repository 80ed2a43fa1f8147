"""Scores of mentions and of their chains.

A mention is right when span and label equal a gold one's. Chains are scored by B-cubed (Bagga and
Baldwin, 1998): for each mention the share of its chain that belongs there, averaged over mentions.
A mention that the other side does not have counts as 0 there.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from pipeline.evaluation.gold import Annotated, ChainSpans, Offsets
from pipeline.evaluation.scoring import Error, Scores, Tally, f1_of
from pipeline.french.records import LABELS

Homes = Mapping[Offsets, frozenset[Offsets]]


@dataclass
class EntityTally(Tally):
    """A tally with the sums that B-cubed is made of."""

    shares: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))


def score_entities(
    gold: Mapping[str, Annotated], found: Mapping[str, Annotated]
) -> tuple[Scores, list[Error]]:
    """Scores in percent, and every error, over the documents whose gold has chains."""
    tally = compare_entities(gold, found)
    return entity_scores_of(tally), tally.errors


def compare_entities(gold: Mapping[str, Annotated], found: Mapping[str, Annotated]) -> EntityTally:
    """What is right and wrong, over the documents whose gold has chains.

    `right` has the figures `mentions` and `entity chains`: the mentions that are together with
    those that the gold puts them with, and with no other.
    """
    tally = EntityTally()
    for doc, annotated in gold.items():
        if annotated.chains is None:
            continue
        predicted = found[doc].chains if doc in found else None
        _count_mentions(doc, annotated.chains, predicted or (), tally)
        _count_chains(doc, annotated.chains, predicted or (), tally)
    return tally


def _count_mentions(
    doc: str, gold: Sequence[ChainSpans], found: Sequence[ChainSpans], tally: EntityTally
) -> None:
    expected, ours = _labelled(gold), _labelled(found)
    for label, (name, mentions) in product(
        LABELS,
        {"gold": expected, "found": ours, "right": expected & ours}.items(),
    ):
        tally.counts[f"{label} {name}"] += sum(found_label == label for _, found_label in mentions)
    tally.right["mentions"] |= {(doc, span) for span, _ in expected & ours}
    for what, mentions in (("missed", expected - ours), ("spurious", ours - expected)):
        tally.errors += [Error(doc, f"{what} {label}", span) for span, label in sorted(mentions)]


def _labelled(chains: Sequence[ChainSpans]) -> set[tuple[Offsets, str]]:
    return {(span, chain.label) for chain in chains for span in chain.mentions}


def _count_chains(
    doc: str, gold: Sequence[ChainSpans], found: Sequence[ChainSpans], tally: EntityTally
) -> None:
    expected, ours = _homes(gold), _homes(found)
    for name, one, other in (("recall", expected, ours), ("precision", ours, expected)):
        tally.shares[f"{name} of"] += len(one)
        for span, chain in one.items():
            tally.shares[name] += len(chain & other.get(span, frozenset())) / len(chain)
    for span in sorted(expected.keys() & ours.keys()):
        if expected[span] == ours[span] & expected.keys():
            tally.right["entity chains"].add((doc, span))
        else:
            what = "is with other mentions than in the gold"
            tally.errors.append(Error(doc, "chain", span, what))


def _homes(chains: Sequence[ChainSpans]) -> Homes:
    return {span: frozenset(chain.mentions) for chain in chains for span in chain.mentions}


def entity_scores_of(tally: EntityTally) -> Scores:
    """The scores of a comparison, in percent; none where no gold has chains."""
    counts, shares = tally.counts, tally.shares

    def mentions(labels: Sequence[str]) -> dict[str, float]:
        right, found, gold = (
            sum(counts[f"{label} {name}"] for label in labels)
            for name in ("right", "found", "gold")
        )
        return f1_of(right, found, gold)

    if not shares["recall of"]:
        return {}
    precision = shares["precision"] / max(shares["precision of"], 1)
    recall = shares["recall"] / shares["recall of"]
    total = precision + recall
    figures = {"p": precision, "r": recall, "f1": 2 * precision * recall / total if total else 0.0}
    return {
        "mentions": mentions(LABELS),
        **{f"mentions {label}": mentions([label]) for label in LABELS},
        "entity chains": {name: round(100 * value, 1) for name, value in figures.items()},
    }
