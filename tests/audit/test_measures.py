import json

import numpy as np
import pytest

from pipeline.audit.corpus import Corpus
from pipeline.audit.judgements import Judgement, Reviewed, distinct_missing, review
from pipeline.audit.measures import (
    Catalogue,
    catalogue,
    confidence_band,
    measure,
    measure_table,
    rule_family,
)
from pipeline.audit.metrics import metrics
from pipeline.audit.standing import Standing
from pipeline.audit.statistics import wilson
from pipeline.audit.subjects import QUOTES
from tests.audit.reviewing import about, judged, log, span


@pytest.fixture(scope="module")
def corpus(seed_tables):
    return Corpus(seed_tables)


@pytest.mark.parametrize(
    ("confidence", "band"),
    [
        (0, "0-50"),
        (0.4999, "0-50"),
        (0.5, "50-60"),
        (0.8999, "80-90"),
        (0.9, "90-100"),
        (1, "90-100"),
    ],
)
def test_bands(confidence, band):
    assert confidence_band(confidence) == band
    assert confidence_band(float(np.float32(confidence))) == band


def test_the_rules_of_claims_are_families():
    assert rule_family("claims", "noun:subject:12") == "noun"
    assert rule_family("quotes", "que:x") == "que:x"


def table_of(cells):
    """A catalogue of quotes: (type, confidence, document) of each row `q0`, `q1` …"""
    ids = [f"q{i}" for i in range(len(cells))]
    return Catalogue(
        len(cells),
        {i: doc for i, (_, _, doc) in zip(ids, cells, strict=True)},
        {
            "type": {i: kind for i, (kind, _, _) in zip(ids, cells, strict=True)},
            "confidence": {i: confidence_band(c) for i, (_, c, _) in zip(ids, cells, strict=True)},
        },
    )


def reviewed(verdicts, missing=(), read=(), stale=0):
    """What reviewers say: row → {reviewer: verdict, or the fault of a wrong row}."""
    judgements = {row: Judgement(row, {r: entry(v) for r, v in by.items()}) for row, by in verdicts}
    marks = (marked(reviewer, doc, start) for reviewer, doc, start in missing)
    return Reviewed(QUOTES, judgements, tuple(distinct_missing(marks)), frozenset(read), stale)


def entry(said):
    wrong = said in QUOTES.faults
    return about(None, "wrong" if wrong else said, "quotes", faults=(said,) if wrong else ())


def marked(reviewer, doc, start, kind=None, end=None):
    part = {"start": start, "end": end or start + 10, "text": ""}
    correction = {"content": part, "kind": kind}
    made = about(None, "missing", "quotes", correction=correction)
    return Standing(reviewer, made.model_copy(update={"doc_id": doc}), None)


def by_anne(**verdicts):
    return [(row, {"anne": verdict}) for row, verdict in verdicts.items()]


CELLS = [("direct", 0.95, "a")] * 6 + [("indirect", 0.55, "a")] * 2 + [("indirect", 0.55, "b")] * 2


def test_precision_counts_right_among_right_and_wrong():
    found = measure_table(
        reviewed(by_anne(q0="right", q1="right", q6="bounds", q7="unsure", q8="not_a_quote")),
        table_of(CELLS),
    )
    assert (found.whole.rows, found.whole.judged, found.whole.right) == (10, 4, 2)
    assert found.whole.interval == wilson(2, 4)
    assert found.whole.more == 6
    assert (found.unsure, found.disputed) == (1, 0)
    assert found.faults == {"not_a_quote": 1, "bounds": 1}
    assert found.found_at_all == wilson(3, 4)
    kinds = {group.label: (group.right, group.judged, group.rows) for group in found.groups["type"]}
    assert kinds == {"direct": (2, 2, 6), "indirect": (0, 2, 4)}
    bands = [(group.label, group.judged) for group in found.groups["confidence"]]
    assert bands == [("50-60", 2), ("90-100", 2)]


def test_the_estimate_weighs_cells_by_their_rows():
    found = measure_table(reviewed(by_anne(q0="right", q6="type", q7="type")), table_of(CELLS))
    assert found.whole.interval.share == pytest.approx(1 / 3)
    assert found.estimate.interval.share == pytest.approx(0.6)
    assert found.estimate.coverage == 1
    part = measure_table(reviewed(by_anne(q0="right")), table_of(CELLS))
    assert (part.estimate.interval.share, part.estimate.coverage) == (1, 0.6)


def test_reviewers_who_differ_dispute_and_who_is_unsure_abstains():
    verdicts = [
        ("q0", {"anne": "right", "bert": "bounds"}),
        ("q1", {"anne": "right", "bert": "unsure"}),
        ("q2", {"anne": "bounds", "bert": "not_a_quote"}),
        ("q3", {"anne": "right", "bert": "right"}),
    ]
    found = measure_table(reviewed(verdicts), table_of(CELLS))
    assert (found.disputed, found.whole.judged, found.whole.right) == (1, 3, 2)
    assert found.faults == {"not_a_quote": 1, "bounds": 1}
    (pair,) = found.agreement
    assert (pair.first, pair.second, pair.items, pair.equal) == ("anne", "bert", 4, 0.5)
    assert pair.differing == ("q0", "q1")
    assert pair.kappa == pytest.approx((1 / 2 - 5 / 16) / (1 - 5 / 16))


def test_reviewers_of_different_rows_have_no_agreement():
    found = measure_table(
        reviewed([("q0", {"anne": "right"}), ("q1", {"bert": "right"})]), table_of(CELLS)
    )
    assert found.agreement == ()


def test_recall_of_what_was_read_through_and_of_what_was_looked_at():
    said = by_anne(q0="right", q6="not_a_quote", q8="right")
    found = measure_table(
        reviewed(said, missing=[("anne", "a", 0), ("anne", "b", 0)], read=["a"]), table_of(CELLS)
    )
    assert found.found_at_all.share == pytest.approx(2 / 3)
    # In a: one is found, one is spurious, of the other six two thirds are taken to be found.
    assert found.recall_read.documents == 1
    assert (found.recall_read.found, found.recall_read.missing) == (pytest.approx(5), 1)
    assert found.recall_read.interval.share == pytest.approx(5 / 6)
    assert found.recall_seen.documents == 2
    assert found.recall_seen.found == pytest.approx(5 + 1 + 2 / 3)
    assert found.recall_seen.missing == 2


def test_recall_without_a_verdict_is_not_known():
    found = measure_table(reviewed([], missing=[("anne", "a", 0)], read=["a"]), table_of(CELLS))
    assert found.recall_read.interval is None
    empty = measure_table(reviewed([], missing=[("anne", "c", 0)], read=["c"]), table_of(CELLS))
    assert empty.recall_read.interval.share == 0


def test_what_two_reviewers_mark_counts_once():
    marks = [
        *(marked("anne", "a", 0), marked("bert", "a", 1), marked("bert", "a", 30)),
        *(marked("anne", "b", 0), marked("bert", "a", 8)),
    ]
    kept = distinct_missing(marks)
    assert kept == [marks[0], marks[2], marks[3], marks[4]]


def test_one_number_may_count_two_kinds():
    marks = [marked("anne", "a", 0, kind) for kind in ("killed", "injured", "killed")]
    assert distinct_missing(marks) == marks[:2]
    assert distinct_missing([marks[0], marked("bert", "a", 0, "injured")]) == marks[:1]


def test_the_seeds_measured_by_hand(corpus):
    quotes, claims = corpus["quotes"].take(range(30)), corpus["claims"].take(range(10))
    text = corpus.document(quotes[0]["doc_id"])["text"]
    correction = {"content": span(text, text[:20].strip()), "type": "direct"}
    anne = log(
        *(judged(corpus, "right", "quotes", row) for row in quotes[:20]),
        *(judged(corpus, "wrong", "quotes", row, "speaker") for row in quotes[20:29]),
        judged(corpus, "right", "quotes", quotes[29], row={"type": "other"}),
        judged(corpus, "right", "quotes", {**quotes[0], "quote_id": "gone"}),
        *(judged(corpus, "wrong", "claims", row, "value") for row in claims),
        judged(corpus, "right", "entities", corpus["entities"].at(0)),
        about(corpus, "read", "quotes", quotes[0]["doc_id"]),
        about(corpus, "missing", "quotes", quotes[0]["doc_id"], correction=correction),
        about(corpus, "right", "nonsense", row_id="x"),
    )
    bert = log(*(judged(corpus, "right", "quotes", row) for row in quotes[:3]), reviewer="bert")
    found = measure(corpus, [anne, bert])
    assert (found["quotes"].whole.judged, found["quotes"].whole.right) == (29, 20)
    assert found["quotes"].stale == 2
    assert sum(group.judged for group in found["quotes"].groups["outlet"]) == 29
    assert sum(group.rows for group in found["quotes"].groups["rule"]) == len(corpus["quotes"])
    assert found["claims"].whole.right == 0
    assert set(found["entities"].groups) == {"type"}
    assert found["entities"].recall_read is None
    assert found["quotes"].recall_read.missing == 1
    (pair,) = found["quotes"].agreement
    assert (pair.items, pair.equal, pair.kappa) == (3, 1, None)
    catalogues = {table: catalogue(corpus, table) for table in found}
    assert measure(corpus, [anne, bert], catalogues) == found


def test_without_logs_there_are_no_metrics(corpus):
    assert metrics(measure(corpus, [])) == {}
    assert all(found.is_empty for found in measure(corpus, []).values())
    assert review(corpus, [])["quotes"].judgements == {}


def leaves(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from leaves(inner)
    else:
        yield value


def test_metrics_are_numbers_under_plain_keys(corpus):
    rows = corpus["quotes"].take(range(40))
    entries = [judged(corpus, "right", "quotes", row) for row in rows[:-1]]
    entries.append(judged(corpus, "wrong", "quotes", rows[-1], "an odd, fault", "an odd fault"))
    written = metrics(measure(corpus, [log(*entries)]))
    assert set(written) == {"quotes"}
    assert written["quotes"]["precision"] == 97.5
    assert (written["quotes"]["low"], written["quotes"]["high"]) == (87.1, 99.6)
    assert written["quotes"]["faults"] == {"an_odd_fault": 1, "an_odd_fault_2": 1}
    for leaf in leaves(written):
        if isinstance(leaf, str):
            assert not set(leaf) & set(" ,.:/")
        else:
            assert isinstance(leaf, int | float)
    assert json.loads(json.dumps(written, allow_nan=False)) == written


def test_metrics_do_not_depend_on_the_order_of_the_verdicts(corpus):
    entries = [judged(corpus, "right", "quotes", row) for row in corpus["quotes"].take(range(30))]
    one, other = (metrics(measure(corpus, [log(*some)])) for some in (entries, entries[::-1]))
    assert json.dumps(one) == json.dumps(other)
