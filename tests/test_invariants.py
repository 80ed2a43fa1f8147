"""What holds of every row of every table, on the seeds, whichever engines made it."""

from itertools import pairwise

import pytest

from pipeline.parts import read_table
from pipeline.tables import TABLES

pytestmark = [pytest.mark.model, pytest.mark.slow]

TROUBLE = ("rejections", "failures")
# The tables of a whole run that have rows on the seeds: all were taken, and nobody has judged yet.
WITH_ROWS = [t for name, t in TABLES.items() if name not in (*TROUBLE, "audit_verdicts")]
WITH_SPANS = [table for table in WITH_ROWS if list(table.spans())]
OVER_THE_CORPUS = ("entities", "figures")
REFERENCES = [
    *[(t.name, "doc_id", "documents") for t in WITH_ROWS if t.name not in OVER_THE_CORPUS],
    ("mentions", "entity_id", "entities"),
    ("quotes", "speaker_entity_id", "entities"),
    ("claims", "source_entity_id", "entities"),
    ("claims", "place_entity_id", "entities"),
    ("claims", "quote_id", "quotes"),
    ("figures", "event", "documents"),
    ("figures", "place_entity_id", "entities"),
]


@pytest.fixture(scope="module", params=["seed_tables", "stanza_tables", "checked_tables"])
def tables(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def rows(tables):
    names = [name for name in TABLES if (tables / name).is_dir()]
    return {name: read_table(tables, name).to_pylist() for name in names}


@pytest.fixture(scope="module")
def texts(rows):
    return {row["doc_id"]: row["text"] for row in rows["documents"]}


def by_name(table):
    return table.name


@pytest.mark.parametrize("table", WITH_SPANS, ids=by_name)
def test_offsets_give_the_text(table, rows, texts):
    for start, end, text in table.spans():
        for row in rows[table.name]:
            if row[start] is None:
                assert row[end] is None, row
                assert row[text] is None, row
            else:
                assert texts[row["doc_id"]][row[start] : row[end]] == row[text], row


@pytest.mark.parametrize("table", WITH_ROWS, ids=by_name)
def test_keys_are_unique_and_not_null(table, rows):
    keys = [tuple(row[name] for name in table.key) for row in rows[table.name]]
    assert len(set(keys)) == len(keys) > 0
    assert all(part is not None for key in keys for part in key)


@pytest.mark.parametrize(("table", "column", "target"), REFERENCES)
def test_foreign_keys_resolve(table, column, target, rows):
    keys = {row[TABLES[target].key[0]] for row in rows[target]}
    assert {row[column] for row in rows[table]} - {None} <= keys


def test_every_figure_leads_to_its_claims(rows):
    known = {row["claim_id"]: row for row in rows["claims"]}
    for figure in rows["figures"]:
        claims = [known[claim_id] for claim_id in figure["claim_ids"]]
        assert len(claims) == figure["n_claims"] > 0
        assert {claim["kind"] for claim in claims} == {figure["kind"]}
        assert len({claim["doc_id"] for claim in claims}) == figure["n_documents"]


def test_the_lists_of_trouble_are_empty(rows):
    assert [rows[name] for name in TROUBLE] == [[], []]


def test_tokens_cover_the_text(rows, texts):
    for doc_id, text in texts.items():
        tokens = [row for row in rows["tokens"] if row["doc_id"] == doc_id]
        assert "".join(row["text"] for row in tokens) == "".join(text.split())
        assert all(a["end"] <= b["start"] for a, b in pairwise(tokens))
        assert all(row["space_after"] == text[row["end"] :][:1].isspace() for row in tokens)


def test_tokens_lie_in_their_sentence_and_heads_too(rows):
    sentences = {(row["doc_id"], row["sent_id"]): row for row in rows["sentences"]}
    tokens = {(row["doc_id"], row["token"]): row for row in rows["tokens"]}
    for row in rows["tokens"]:
        sentence = sentences[row["doc_id"], row["sent_id"]]
        assert sentence["start"] <= row["start"] < row["end"] <= sentence["end"]
        assert tokens[row["doc_id"], row["head"]]["sent_id"] == row["sent_id"]


def test_sentences_lie_in_one_line(rows, texts):
    for row in rows["sentences"]:
        assert "\n\n" not in texts[row["doc_id"]][row["start"] : row["end"]]


def test_bounds_are_in_order(rows):
    for row in rows["claims"]:
        bounds = [row[name] for name in ("low", "value", "high") if row[name] is not None]
        assert bounds == sorted(bounds), row
        assert 0 <= row["confidence"] <= 1
    assert all(0 <= row["confidence"] <= 1 for row in rows["quotes"])
