from datetime import date

import pytest

from pipeline.audit.corpus import Corpus
from pipeline.audit.overview import (
    BINS,
    Count,
    documents_listed,
    figures,
    overview,
    periods,
    tellings,
)
from pipeline.parts import read_table
from tests.audit.corpora import handmade


@pytest.fixture
def corpus(tmp_path):
    """Three documents, one a duplicate; three quotes, one without a named source; four claims."""
    anne, onu = "e1", "e2"
    quote = {"doc_id": "a", "start": 0, "end": 4, "type": "direct", "speaker_kind": "person"}
    claim = {"doc_id": "a", "start": 0, "end": 4, "kind": "killed", "status": "asserted"}
    figure = {"kind": "killed", "n_documents": 1, "n_claims": 1}
    handmade(
        tmp_path,
        documents=[
            {"doc_id": "a", "text": "Un deux trois.", "published": date(2024, 3, 5), "outlet": "X"},
            {"doc_id": "b", "text": "Quatre\u00a0cinq\n\n", "published": date(2024, 1, 2)},
            {"doc_id": "c", "text": "Un deux trois.", "duplicate_of": "a", "outlet": "X"},
        ],
        rejections=[
            {"path": "y", "reason": "empty", "detail": "one"},
            {"path": "z", "reason": "empty", "detail": "two"},
            {"path": "x", "reason": "binary", "detail": "three"},
        ],
        failures=[{"doc_id": "b", "stage": "quotes", "error": "E"}],
        entities=[
            {"entity_id": anne, "label": "PER", "name": "Anne", "roles": ["maire"]},
            {"entity_id": onu, "label": "ORG", "name": "ONU"},
        ],
        quotes=[
            {**quote, "quote_id": "q1", "speaker_entity_id": anne, "confidence": 0.7},
            {**quote, "quote_id": "q2", "speaker_entity_id": anne, "type": "nominal"},
            {**quote, "quote_id": "q3", "speaker_kind": "unknown", "confidence": 1.0},
            {**quote, "quote_id": "q4", "speaker_entity_id": onu, "doc_id": "b"},
        ],
        claims=[
            {**claim, "claim_id": "c1", "confidence": 0.2},
            {**claim, "claim_id": "c2", "status": "negated"},
            {**claim, "claim_id": "c3", "doc_id": "b"},
            {**claim, "claim_id": "c4", "kind": "injured"},
        ],
        figures=[
            {**figure, "figure_id": "f1", "conflict": True, "claim_ids": ["c2", "c1"]},
            {**figure, "figure_id": "f2", "conflict": True, "n_documents": 2},
            {**figure, "figure_id": "f3", "revised": True},
        ],
    )
    return Corpus(tmp_path)


def test_what_was_read_and_left_out(corpus):
    seen = overview(corpus)
    read = seen.material
    assert (read.documents, read.duplicates, read.words, read.characters) == (3, 1, 8, 41)
    assert (read.first, read.last, read.undated) == (date(2024, 1, 2), date(2024, 3, 5), 1)
    assert read.outlets == (Count("X", 2), Count(None, 1))
    assert read.periods == (Count("2024-01", 1), Count("2024-02", 0), Count("2024-03", 1))
    assert [(why.reason, why.n, why.path, why.detail) for why in seen.rejected] == [
        ("empty", 2, "y", "one"),
        ("binary", 1, "x", "three"),
    ]
    assert seen.failures == 1


def test_what_was_found(corpus):
    seen = overview(corpus)
    assert [(n.name, n.n) for n in seen.quotes] == [
        *(("direct", 3), ("mixed", 0), ("indirect", 0), ("nominal", 1))
    ]
    assert seen.sources == (Count("person", 3), Count("unknown", 1))
    assert seen.entities == (Count("PER", 1), Count("ORG", 1), Count("LOC", 0))
    assert [(kind.name, kind.by_status, kind.n) for kind in seen.claims] == [
        ("killed", (2, 0, 0, 1), 3),
        ("injured", (1, 0, 0, 0), 1),
    ]


def test_speakers_are_named_sources(corpus):
    anne, onu = overview(corpus).speakers
    assert (anne.name, anne.roles, anne.by_type) == ("Anne", ("maire",), (1, 0, 0, 1))
    assert (anne.quotes, anne.documents) == (2, 1)
    assert (onu.name, onu.label, onu.quotes) == ("ONU", "ORG", 1)
    assert [speaker.name for speaker in overview(corpus, speakers=1).speakers] == ["Anne"]


def test_figures_told_by_most_documents_come_first(corpus):
    rows = corpus["figures"].take(figures(corpus, "conflict"))
    assert [row["figure_id"] for row in rows] == ["f2", "f1"]
    assert [claim["claim_id"] for claim in tellings(corpus, rows[1])] == ["c2", "c1"]


def test_confidence_is_counted_in_decimal_steps(corpus):
    sure = overview(corpus, least=1).sureness
    quotes, claims = sure["quotes"], sure["claims"]
    # 0.7, which float32 holds as a little less, is not below 0.7.
    assert quotes.bins == (0, 0, 0, 0, 0, 2, 0, 1, 0, 1)
    assert quotes.low == 2
    assert [row["claim_id"] for row in corpus["claims"].take(claims.least)] == ["c1"]


def test_periods_grow_with_the_span():
    assert list(periods([])) == []
    years = list(periods([date(2001, 5, 1), date(2011, 5, 1)]))
    assert (years[0], years[-1], len(years)) == (Count("2001", 1), Count("2011", 1), 11)
    decades = [count.name for count in periods([date(1895, 1, 1), date(2024, 1, 1)])]
    assert (decades[0], decades[-1], len(decades)) == ("1890s", "2020s", 14)


def test_documents_are_listed_by_day_with_what_they_hold(corpus):
    listed = documents_listed(corpus)
    assert [doc.doc_id for doc in listed] == ["b", "a", "c"]
    assert [(doc.quotes, doc.claims) for doc in listed] == [(1, 1), (3, 3), (0, 0)]


def test_nothing_is_counted_as_nothing(tmp_path):
    handmade(tmp_path)
    seen = overview(Corpus(tmp_path))
    assert (seen.material.documents, seen.material.words, seen.material.first) == (0, 0, None)
    assert (seen.speakers, seen.conflicts, seen.claims) == ((), (), ())
    assert seen.sureness["claims"].bins == (0,) * BINS


def test_the_numbers_are_those_of_the_tables(seed_tables):
    seen = overview(Corpus(seed_tables))
    rows = {name: read_table(seed_tables, name).to_pylist() for name in ("quotes", "claims")}
    assert sum(count.n for count in seen.quotes) == len(rows["quotes"])
    assert sum(sum(kind.by_status) for kind in seen.claims) == len(rows["claims"])
    for name, sure in seen.sureness.items():
        assert sum(sure.bins) == len(rows[name])
    top = seen.speakers[0]
    said = [row for row in rows["quotes"] if row["speaker_entity_id"] == top.entity_id]
    assert (len(said), len({row["doc_id"] for row in said})) == (top.quotes, top.documents)
