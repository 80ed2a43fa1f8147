import pytest

from pipeline.audit.corpus import Corpus
from pipeline.audit.standing import found_since, stale_reason, standings
from tests.audit.reviewing import about, changed, judged, log, span


@pytest.fixture(scope="module")
def corpus(seed_tables):
    return Corpus(seed_tables)


@pytest.fixture
def quote(corpus):
    return next(row for row in corpus["quotes"].take(range(9)) if row["speaker_name"])


def without(row_id):
    return lambda rows: [row for row in rows if row["quote_id"] != row_id]


def with_values(key, row_id, **values):
    return lambda rows: [{**row, **values} if row[key] == row_id else row for row in rows]


def test_a_verdict_holds_while_nothing_changes(corpus, quote):
    entry = judged(corpus, "right", "quotes", quote)
    (standing,) = standings(corpus, [log(entry)])
    assert (standing.reviewer, standing.entry, standing.stale) == ("anne", entry, None)


def test_what_is_not_judged_may_change(corpus, quote, seed_tables, tmp_path):
    entry = judged(corpus, "right", "quotes", quote)
    change = with_values("quote_id", quote["quote_id"], confidence=0.01, rule="other")
    later = Corpus(changed(seed_tables, tmp_path / "later", "quotes", change))
    assert stale_reason(later, entry) is None


def test_a_row_that_changed_says_what_changed(corpus, quote, seed_tables, tmp_path):
    entry = judged(corpus, "wrong", "quotes", quote, "speaker")
    change = with_values("quote_id", quote["quote_id"], speaker_name="Éva Autre", negated=True)
    later = Corpus(changed(seed_tables, tmp_path / "later", "quotes", change))
    assert stale_reason(later, entry) == "changed since: negated, speaker_name"


def test_a_log_that_knew_fewer_values_is_compared_by_those(corpus, quote):
    values = {"start": quote["start"], "mood": "sunny"}
    assert stale_reason(corpus, judged(corpus, "right", "quotes", quote, row=values)) is None
    other = judged(corpus, "right", "quotes", quote, row={"start": quote["start"] + 1})
    assert stale_reason(corpus, other) == "changed since: start"


def test_a_row_that_is_gone(corpus, quote, seed_tables, tmp_path):
    entry = judged(corpus, "right", "quotes", quote)
    out = changed(seed_tables, tmp_path / "later", "quotes", without(quote["quote_id"]))
    assert stale_reason(Corpus(out), entry) == "it is no longer extracted"


@pytest.mark.parametrize("verdict", ["right", "read", "missing"])
def test_a_text_that_changed_or_is_gone(corpus, quote, seed_tables, tmp_path, verdict):
    entry = judged(corpus, verdict, "quotes", quote)
    change = with_values("doc_id", quote["doc_id"], text_sha256="other")
    later = Corpus(changed(seed_tables, tmp_path / "text", "documents", change))
    assert stale_reason(later, entry) == "the text has changed"
    gone = changed(
        *(seed_tables, tmp_path / "gone", "documents"),
        lambda rows: [row for row in rows if row["doc_id"] != quote["doc_id"]],
    )
    assert stale_reason(Corpus(gone), entry) == "the document is no longer there"


def test_an_entity_needs_no_document(corpus):
    entry = judged(corpus, "right", "entities", corpus["entities"].at(0))
    assert entry.doc_id is None
    assert stale_reason(corpus, entry) is None
    assert "label" in stale_reason(corpus, entry.model_copy(update={"row": {"label": "?"}}))


def mark(corpus, table, row, **values):
    text = corpus.document(row["doc_id"])["text"]
    name = "content" if table == "quotes" else "number"
    correction = {name: span(text, row["text"], row["start"]), **values}
    return about(corpus, "missing", table, row["doc_id"], correction=correction)


def test_what_was_missing_is_stale_once_it_is_found(corpus, quote, seed_tables, tmp_path):
    entry = mark(corpus, "quotes", quote)
    assert found_since(corpus, entry)["quote_id"] == quote["quote_id"]
    assert stale_reason(corpus, entry) == "it is found now"
    out = changed(seed_tables, tmp_path / "before", "quotes", without(quote["quote_id"]))
    assert stale_reason(Corpus(out), entry) is None


def test_a_figure_of_another_kind_does_not_find_it(corpus):
    claim = corpus["claims"].at(0)
    assert stale_reason(corpus, mark(corpus, "claims", claim, kind=claim["kind"]))
    assert stale_reason(corpus, mark(corpus, "claims", claim)) == "it is found now"
    assert stale_reason(corpus, mark(corpus, "claims", claim, kind="another")) is None


@pytest.mark.parametrize(
    "values",
    [
        {"table": "entities", "doc_id": "seed_karabakh.txt"},
        {"table": "quotes", "doc_id": None},
        {"table": "figures", "doc_id": "seed_karabakh.txt"},
        {"table": "", "doc_id": None},
    ],
)
@pytest.mark.parametrize("verdict", ["missing", "read", "right"])
def test_entries_that_make_no_sense_are_stale_not_fatal(corpus, values, verdict):
    entry = about(corpus, verdict, **values)
    assert stale_reason(corpus, entry)


@pytest.mark.parametrize("content", ["text", 3, [], {"start": "a"}, {"start": 5, "end": 2}])
def test_a_mark_that_says_no_span_finds_nothing(corpus, quote, content):
    entry = about(corpus, "missing", "quotes", quote["doc_id"], correction={"content": content})
    assert stale_reason(corpus, entry) is None


def test_a_corpus_without_quotes_has_none_in_a_document(seed_tables, quote, tmp_path):
    empty = Corpus(changed(seed_tables, tmp_path / "empty", "quotes", lambda rows: []))
    assert empty["quotes"].of(quote["doc_id"]) == []
