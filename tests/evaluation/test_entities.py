from itertools import pairwise

import pytest

from pipeline.evaluation.entities import compare_entities, score_entities
from pipeline.evaluation.gold import Annotated, ChainSpans, GoldError, load_gold
from tests.conftest import ROOT


def document(*chains):
    """Chains are (label, start, start …); each mention is four characters long."""
    spans = [ChainSpans(c[0], tuple((start, start + 4) for start in c[1:])) for c in chains]
    return Annotated("x" * 100, (), (), tuple(spans))


def figures(gold, found):
    scores, _ = score_entities({"a": gold}, {"a": found})
    return {name: (row["p"], row["r"], row["f1"]) for name, row in scores.items()}


def test_what_is_right_scores_full():
    gold = document(("PER", 0, 10, 20), ("LOC", 30))
    assert figures(gold, gold)["mentions"] == (100.0, 100.0, 100.0)
    assert figures(gold, gold)["entity chains"] == (100.0, 100.0, 100.0)


def test_b_cubed_of_chains_put_together_and_split():
    """Bagga and Baldwin's own case: entities of 5, 2 and 5 mentions, two of them put together."""
    first, second, third = range(0, 25, 5), (30, 35), range(40, 65, 5)
    gold = document(("PER", *first), ("PER", *second), ("PER", *third))
    small_joined = document(("PER", *first), ("PER", *second, *third))
    large_joined = document(("PER", *first, *third), ("PER", *second))
    assert figures(gold, small_joined)["entity chains"][:2] == (76.2, 100.0)
    assert figures(gold, large_joined)["entity chains"][:2] == (58.3, 100.0)
    assert figures(small_joined, gold)["entity chains"][:2] == (100.0, 76.2)


def test_missed_and_made_up_mentions_count_as_nothing():
    gold = document(("PER", 0, 10), ("LOC", 20))
    found = document(("PER", 0), ("ORG", 40))
    assert figures(gold, found)["mentions"] == (50.0, 33.3, 40.0)
    # Recall: half of the first mention's chain, nothing of the others. Precision: one of two.
    assert figures(gold, found)["entity chains"][:2] == (50.0, 16.7)


def test_a_wrong_label_is_a_wrong_mention_in_the_right_chain():
    gold, found = document(("LOC", 0, 10)), document(("ORG", 0, 10))
    assert figures(gold, found)["mentions"] == (0.0, 0.0, 0.0)
    assert figures(gold, found)["mentions LOC"] == (0.0, 0.0, 0.0)
    assert figures(gold, found)["entity chains"] == (100.0, 100.0, 100.0)


def test_every_difference_is_listed():
    gold = document(("PER", 0, 10), ("LOC", 20))
    found = document(("PER", 0), ("PER", 10), ("ORG", 40))
    _, errors = score_entities({"a": gold}, {"a": found})
    assert [(error.kind, error.span[0]) for error in errors] == [
        ("missed LOC", 20),
        ("spurious ORG", 40),
        ("chain", 0),
        ("chain", 10),
    ]


def test_the_gold_mentions_that_are_right_are_named_by_figure():
    gold = document(("PER", 0, 10), ("LOC", 20), ("ORG", 30))
    found = document(("PER", 0), ("PER", 10), ("ORG", 20), ("ORG", 30, 50))
    assert compare_entities({"a": gold}, {"a": found}).right == {
        "mentions": {("a", (0, 4)), ("a", (10, 14)), ("a", (30, 34))},
        "entity chains": {("a", (20, 24)), ("a", (30, 34))},
    }


def test_documents_without_chains_in_the_gold_do_not_count():
    without = Annotated("x" * 100, (), ())
    scores, errors = score_entities({"a": without}, {"a": document(("PER", 0))})
    assert scores == {}
    assert errors == []


def test_a_document_that_was_not_found_is_missed_whole():
    scores, _ = score_entities({"a": document(("PER", 0))}, {})
    assert scores["mentions"]["r"] == 0.0
    assert scores["entity chains"]["r"] == 0.0


def test_the_gold_has_chains_and_their_mentions_do_not_overlap():
    gold = load_gold(ROOT / "tests" / "gold")
    with_chains = {name: g for name, g in gold.items() if g.chains is not None}
    assert len(with_chains) >= 23
    for name, annotated in with_chains.items():
        assert annotated.chains, name
        spans = sorted(span for chain in annotated.chains for span in chain.mentions)
        assert all(a[1] <= b[0] for a, b in pairwise(spans)), name


def test_a_mention_that_is_not_there_is_an_error(tmp_path):
    (tmp_path / "a.txt").write_text("Anne Ferrand.", encoding="utf-8")
    (tmp_path / "a.json").write_text(
        '{"doc": "a", "quotes": [], "claims": [], "entities": [{"label": "PER", '
        '"name": "Anne Ferrand", "mentions": ["Anne Ferrand", ["Ferrand", 2]]}]}',
        encoding="utf-8",
    )
    with pytest.raises(GoldError, match=r"a\.json: mention 'Ferrand' is not in the text"):
        load_gold(tmp_path)
