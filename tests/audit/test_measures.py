import json

import numpy as np
import pytest

from pipeline.audit.corpus import Corpus
from pipeline.audit.subjects import CLAIM_KINDS, QUOTE_TYPES, QUOTES, STATUSES
from pipeline.audit.verdicts.judgements import Judgement, Reviewed, distinct_missing, review
from pipeline.audit.verdicts.measures import (
    Catalogue,
    catalogue,
    confidence_band,
    measure,
    measure_table,
    rule_family,
)
from pipeline.audit.verdicts.metrics import metrics
from pipeline.audit.verdicts.standing import Standing, standings
from pipeline.audit.verdicts.statistics import wilson
from pipeline.evaluation.scoring import CASUALTIES, PERCENTAGE
from tests.audit.reviewing import about, changed, judged, log, span


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


def test_wrong_for_different_faults_is_listed_apart():
    verdicts = [
        ("q0", {"anne": "bounds", "bert": "type"}),
        ("q1", {"anne": "bounds", "bert": "bounds"}),
        ("q2", {"anne": "right", "bert": "type"}),
    ]
    (pair,) = measure_table(reviewed(verdicts), table_of(CELLS)).agreement
    assert pair.equal == pytest.approx(2 / 3)
    assert (pair.differing, pair.faults_differ) == (("q2",), ("q0",))


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
    # The interval rests on the one that is surely found and the one that is missing.
    assert found.recall_read.interval.n == 2
    assert found.recall_seen.documents == 2
    assert found.recall_seen.found == pytest.approx(5 + 1 + 2 / 3)
    assert found.recall_seen.missing == 2


def test_recall_without_a_verdict_is_not_known():
    found = measure_table(reviewed([], missing=[("anne", "a", 0)], read=["a"]), table_of(CELLS))
    assert found.recall_read.interval is None
    empty = measure_table(reviewed([], missing=[("anne", "c", 0)], read=["c"]), table_of(CELLS))
    assert empty.recall_read.interval.share == 0
    elsewhere = measure_table(reviewed(by_anne(q0="right"), read=["b"]), table_of(CELLS))
    assert (elsewhere.recall_read.found, elsewhere.recall_read.interval) == (2, None)


def test_recall_where_all_is_judged_is_the_plain_share():
    said = by_anne(q8="right", q9="not_a_quote")
    found = measure_table(reviewed(said, missing=[("anne", "b", 0)], read=["b"]), table_of(CELLS))
    assert found.recall_read.interval == wilson(1, 2)


def test_a_share_of_which_all_are_judged_is_complete():
    found = measure_table(reviewed(by_anne(q6="right", q7="type")), table_of(CELLS[:8]))
    direct, indirect = found.groups["type"]
    assert (direct.judged, direct.is_complete, direct.more) == (0, False, 6)
    assert (indirect.judged, indirect.is_complete, indirect.more) == (2, True, 0)
    assert indirect.interval == wilson(1, 2)
    assert not found.whole.is_complete


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
    found = measure(corpus, standings(corpus, [anne, bert]))
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
    assert measure(corpus, standings(corpus, [anne, bert]), catalogues) == found


def without_quotes(seed_tables, out, *rows):
    gone = {row["quote_id"] for row in rows}
    kept = changed(
        seed_tables, out, "quotes", lambda all_: [r for r in all_ if r["quote_id"] not in gone]
    )
    return Corpus(kept)


def test_what_a_later_run_does_not_extract_is_missing(corpus, seed_tables, tmp_path):
    doc_id = corpus["quotes"].at(0)["doc_id"]
    first, second, third, *rest = corpus["quotes"].of(doc_id)
    content = span(corpus.document(doc_id)["text"], first["text"], first["start"])
    entries = [
        judged(corpus, "right", "quotes", first),
        judged(corpus, "wrong", "quotes", second, "speaker"),
        judged(corpus, "wrong", "quotes", third, "not_a_quote"),
        *(judged(corpus, "right", "quotes", row) for row in rest),
        about(corpus, "read", "quotes", doc_id),
    ]
    again = about(corpus, "missing", "quotes", doc_id, correction={"content": content})
    bert = log(*entries[:2], reviewer="bert")
    before = measure(corpus, standings(corpus, [log(*entries)]))["quotes"].recall_read
    assert (before.missing, before.lost, before.found) == (0, 0, 2 + len(rest))
    later = without_quotes(seed_tables, tmp_path / "later", first, second, third)

    def recall(*logs):
        return measure(later, standings(later, logs))["quotes"].recall_read

    found = recall(log(*entries))
    assert (found.missing, found.lost, found.found) == (2, 2, len(rest))
    assert found.interval == wilson(len(rest), len(rest) + 2)
    marked_too = recall(log(*entries, again), bert)
    assert (marked_too.missing, marked_too.lost) == (2, 1)
    # Who calls it spurious disputes that it is missing.
    spurious = judged(corpus, "wrong", "quotes", first, "not_a_quote")
    assert recall(log(*entries), log(spurious, reviewer="bert")).missing == 1
    written = metrics(measure(later, standings(later, [log(*entries)])))["quotes"]
    assert (written["recall"]["missing"], written["recall"]["lost"]) == (2, 2)


def test_a_lost_row_is_found_in_one_that_is_put_right_to_it(corpus, seed_tables, tmp_path):
    row = max(corpus["quotes"].take(range(60)), key=lambda r: r["end"] - r["start"])
    entry = judged(corpus, "right", "quotes", row)

    def cut(rows):
        piece = {"quote_id": "piece", "end": row["start"] + 20}
        return [{**r, **piece} if r["quote_id"] == row["quote_id"] else r for r in rows]

    later = Corpus(changed(seed_tables, tmp_path / "later", "quotes", cut))
    piece = later["quotes"].get("piece")
    content = {"content": {name: row[name] for name in ("start", "end", "text")}}
    whole = judged(later, "wrong", "quotes", piece, "bounds", correction=content)
    found = review(standings(later, [log(entry)]))["quotes"]
    assert (len(found.missing), found.lost) == (1, 1)
    assert review(standings(later, [log(entry, whole)]))["quotes"].missing == ()


def test_figures_of_two_kinds_that_are_lost_are_two(corpus, seed_tables, tmp_path):
    claim = corpus["claims"].at(0)
    kinds = ("killed", "injured")
    two = [{**claim, "claim_id": f"c{i}", "kind": kind} for i, kind in enumerate(kinds)]
    entries = [judged(corpus, "right", "claims", row) for row in two]
    gone = changed(
        seed_tables, tmp_path / "gone", "claims", lambda rows: [r for r in rows if r != claim]
    )
    found = review(standings(Corpus(gone), [log(*entries)]))["claims"]
    assert found.lost == 2
    assert review(standings(corpus, [log(*entries)]))["claims"].lost == 2 - (claim["kind"] in kinds)


def test_the_values_are_those_of_the_tables(corpus):
    for table, column, known in (
        *(("quotes", "type", QUOTE_TYPES), ("claims", "kind", CLAIM_KINDS)),
        ("claims", "status", STATUSES),
    ):
        assert set(corpus.choices(table, column)) <= set(known)
    assert set(CLAIM_KINDS) == {*CASUALTIES, PERCENTAGE, "share"}


def test_without_logs_there_are_no_metrics(corpus):
    assert metrics(measure(corpus, standings(corpus, []))) == {}
    measured = measure(corpus, standings(corpus, []))
    assert [name for name, found in measured.items() if found.is_empty] == list(measured) != []
    assert review([])["quotes"].judgements == {}


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
    written = metrics(measure(corpus, standings(corpus, [log(*entries)])))
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


def test_two_pairs_of_reviewers_do_not_share_a_key(corpus):
    rows = corpus["quotes"].take(range(3))

    def by(name):
        return log(*(judged(corpus, "right", "quotes", row) for row in rows), reviewer=name)

    logs = [by(name) for name in ("a", "a-b", "b-c", "c", "d.e (f)")]
    agreement = metrics(measure(corpus, standings(corpus, logs)))["quotes"]["agreement"]
    assert len(agreement) == 10
    assert {"a+b-c", "a-b+c", "c+d_e_f"} <= set(agreement)


def test_metrics_do_not_depend_on_the_order_of_the_verdicts(corpus):
    entries = [judged(corpus, "right", "quotes", row) for row in corpus["quotes"].take(range(30))]
    one, other = (
        metrics(measure(corpus, standings(corpus, [log(*some)])))
        for some in (entries, entries[::-1])
    )
    assert json.dumps(one) == json.dumps(other)
