import json

import pytest

from pipeline.audit.corpus import Corpus
from pipeline.audit.verdicts.log import Entry
from pipeline.audit.verdicts.standing import found_since, stale_reason, standings, without_copies
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


@pytest.mark.parametrize(
    ("verdict", "faults", "lost"),
    [
        ("right", (), True),
        ("wrong", ("speaker",), True),
        ("wrong", ("not_a_quote",), False),
        ("unsure", (), False),
    ],
)
def test_what_was_judged_to_be_there_is_lost_when_no_row_covers_it(
    corpus, quote, seed_tables, tmp_path, verdict, faults, lost
):
    entry = judged(corpus, verdict, "quotes", quote, *faults)
    out = changed(seed_tables, tmp_path / "later", "quotes", without(quote["quote_id"]))
    (standing,) = standings(Corpus(out), [log(entry)])
    assert (standing.stale, standing.is_lost) == ("it is no longer extracted", lost)
    (before,) = standings(corpus, [log(entry)])
    assert not before.is_lost


def test_a_row_under_another_id_takes_the_place_of_one_that_is_gone(
    corpus, quote, seed_tables, tmp_path
):
    entry = judged(corpus, "right", "quotes", quote)
    change = with_values("quote_id", quote["quote_id"], quote_id="other", type="mixed")
    later = Corpus(changed(seed_tables, tmp_path / "later", "quotes", change))
    rejected = judged(later, "wrong", "quotes", later["quotes"].get("other"), "not_a_quote")
    (standing,) = standings(later, [log(entry)])
    assert (standing.stale, standing.is_lost) == ("another row stands in its place now", False)
    standing, _ = standings(later, [log(entry, rejected)])
    assert (standing.stale, standing.is_lost) == ("it is no longer extracted", True)


def test_a_row_as_it_was_put_right_takes_the_place_of_the_wrong_one(
    corpus, quote, seed_tables, tmp_path
):
    text, end = corpus.document(quote["doc_id"])["text"], quote["start"] + 5
    part = {"start": quote["start"], "end": end, "text": text[quote["start"] : end]}
    entry = judged(corpus, "wrong", "quotes", quote, "bounds", correction={"content": part})
    shorter = with_values("quote_id", quote["quote_id"], quote_id="other", end=end)
    later = Corpus(changed(seed_tables, tmp_path / "later", "quotes", shorter))
    (standing,) = standings(later, [log(entry)])
    assert standing.stale == "another row stands in its place now"
    (standing,) = standings(later, [log(judged(corpus, "right", "quotes", quote))])
    assert standing.is_lost


def test_nothing_is_lost_with_its_text_nor_of_entities(corpus, quote, seed_tables, tmp_path):
    entity = {**corpus["entities"].at(0), "entity_id": "gone"}
    entries = [
        judged(corpus, "right", "quotes", quote, text_sha256="other"),
        judged(corpus, "right", "entities", entity),
        judged(corpus, "right", "quotes", quote, row={}),
    ]
    out = changed(seed_tables, tmp_path / "later", "quotes", without(quote["quote_id"]))
    assert not any(standing.is_lost for standing in standings(Corpus(out), [log(*entries)]))


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


def test_an_entity_is_judged_with_its_other_names(corpus, seed_tables, tmp_path):
    row = next(row for row in corpus["entities"].take(range(50)) if row["aliases"])
    written = judged(corpus, "right", "entities", row).model_dump_json()
    entry = Entry.model_validate_json(written)

    def later(name, **values):
        change = with_values("entity_id", row["entity_id"], **values)
        return Corpus(changed(seed_tables, tmp_path / name, "entities", change))

    assert stale_reason(corpus, entry) is None
    more = later("more", n_mentions=99, n_documents=50, roles=["maire"])
    assert stale_reason(more, entry) is None
    merged = later("merged", aliases=[*row["aliases"], "Zoé Autre"])
    assert stale_reason(merged, entry) == "changed since: aliases"
    values = json.loads(written)
    del values["row"]["aliases"]
    assert stale_reason(merged, Entry.model_validate(values)) is None


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


def readmitted(corpus, mark, *verdicts):
    """Whether a mark holds, given what each reviewer says of the row that covers it."""
    logs = [log(mark, *(entry for name, entry in verdicts if name == "anne"))]
    logs += [log(entry, reviewer=name) for name, entry in verdicts if name != "anne"]
    return standings(corpus, logs)[0].stale is None


def test_a_spurious_row_does_not_find_what_is_missing(corpus, quote):
    missing = mark(corpus, "quotes", quote)
    right, bounds, spurious, unsure = (
        judged(corpus, verdict, "quotes", quote, *faults)
        for verdict, *faults in (
            ["right"],
            ["wrong", "bounds"],
            ["wrong", "not_a_quote"],
            ["unsure"],
        )
    )
    assert not readmitted(corpus, missing)
    assert readmitted(corpus, missing, ("anne", spurious))
    assert readmitted(corpus, missing, ("bert", spurious))
    assert readmitted(corpus, missing, ("bert", spurious), ("zoe", bounds))
    assert readmitted(corpus, missing, ("anne", unsure), ("bert", spurious))
    assert readmitted(corpus, missing, ("anne", spurious), ("bert", right))
    assert not readmitted(corpus, missing, ("anne", right), ("bert", spurious))
    assert not readmitted(corpus, missing, ("bert", right), ("zoe", spurious))
    assert not readmitted(corpus, missing, ("anne", bounds))


def test_a_spurious_row_beside_another_that_covers_it(corpus, quote, seed_tables, tmp_path):
    def twice(rows):
        return [*rows, {**quote, "quote_id": "twin"}]

    later = Corpus(changed(seed_tables, tmp_path / "later", "quotes", twice))
    missing = mark(later, "quotes", quote)
    one, twin = (
        judged(later, "wrong", "quotes", later["quotes"].get(i), "not_a_quote")
        for i in (quote["quote_id"], "twin")
    )
    assert not readmitted(later, missing, ("anne", one))
    assert readmitted(later, missing, ("anne", one), ("anne", twin))


def test_what_is_known_of_entries_is_not_looked_up_again(corpus, quote):
    entry, missing = judged(corpus, "right", "quotes", quote), mark(corpus, "quotes", quote)
    spurious = judged(corpus, "wrong", "quotes", quote, "not_a_quote")
    known = {}
    first = standings(corpus, [log(entry, missing)], known)
    assert known == {entry.id: None, missing.id: "it is found now"}
    assert standings(None, [log(entry, missing)], known) == first
    # What others say now does not change what is known of one entry.
    bert = log(spurious, reviewer="bert")
    assert standings(corpus, [log(missing), bert], known)[0].stale is None
    assert standings(corpus, [log(missing)], known)[0].stale == "it is found now"


def test_entries_that_another_log_has_too_count_once(corpus):
    rows = corpus["quotes"].take(range(4))
    entries = [judged(corpus, "right", "quotes", row) for row in rows]
    more = [*entries[:3], entries[3]]
    logs = [log(*more, reviewer="anne (copy)"), log(*entries[:3]), log(reviewer="zoe")]
    kept, warnings = without_copies(logs)
    assert [(one.reviewer, one.entries) for one in kept] == [
        *(("anne (copy)", (entries[3],)), ("anne", tuple(entries[:3])), ("zoe", ()))
    ]
    assert kept[1] is logs[1]
    (warning,) = warnings
    assert warning.startswith("anne (copy): 3 verdicts are those of anne again and are left out")
    said = standings(corpus, logs)
    assert sorted(standing.entry.id for standing in said) == sorted(e.id for e in entries)
    twice = log(*entries, *entries)
    assert without_copies([twice]) == ([log(*entries)], [])


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
