"""Two folders of tables made by hand: what counts as added, removed, changed."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.comparison.folders import compare
from pipeline.errors import ComparisonError
from pipeline.parts import part_path, write_part
from tests.audit.corpora import handmade

TEXT = (
    "Le port de Briselle est fermé. « La houle est trop forte », a dit Odile Karvan. "
    "Le naufrage a fait 12 morts et 3 blessés, selon la capitainerie."
)
DOCUMENT = {"doc_id": "port.txt", "text": TEXT}


def at(part, **columns):
    start = TEXT.index(part)
    return {"doc_id": "port.txt", "start": start, "end": start + len(part), **columns}


def quote(part="La houle est trop forte", key="q1", **columns):
    return at(part, quote_id=key, type="direct", speaker_name="Odile Karvan") | columns


def claim(part="12", key="c1", **columns):
    return at(part, claim_id=key, kind="killed", value=12.0, status="asserted") | columns


@pytest.fixture
def compared(tmp_path):
    """Compares what two sets of rows differ in; both have the document unless they say so."""

    def compared(old, new, *names):
        for side, rows in (("old", old), ("new", new)):
            handmade(tmp_path / side, **{"documents": [DOCUMENT], **rows})
        return compare(tmp_path / "old", tmp_path / "new", names)

    return compared


def table(comparison, name):
    return next(diff for diff in comparison.tables if diff.table.name == name)


def sizes(diff):
    return len(diff.before), len(diff.removed), len(diff.added)


def test_the_same_rows_are_no_difference_in_whatever_order(compared):
    rows = {"quotes": [quote(), quote("Le port", "q2")], "claims": [claim()]}
    turned = {"quotes": rows["quotes"][::-1], "claims": [claim()]}
    assert not compared(rows, turned).differs


def test_a_whole_run_is_no_difference_from_itself(seed_tables):
    comparison = compare(seed_tables, seed_tables)
    assert not comparison.differs
    compared = {diff.table.name: diff.compared for diff in comparison.tables}
    assert compared.keys() >= {"documents", "sentences", "tokens", "recognised", "figures"}
    assert all(old == new for old, new in compared.values())
    assert compared["tokens"][0] > 40_000


def test_a_value_that_changed_is_named_and_counted(compared):
    old = [quote(), quote("Le port est"[:7], "q2", speaker_name="Ida Roz")]
    new = [quote(speaker_name=None, confidence=0.9), quote("Le port", "q2", speaker_name="I. Roz")]
    diff = table(compared({"quotes": old}, {"quotes": new}), "quotes")
    assert sizes(diff) == (2, 0, 0)
    assert diff.counts() == {"speaker_name": 2, "confidence": 1}
    by_id = {row["quote_id"]: k for k, row in enumerate(diff.after.to_pylist())}
    assert diff.changed_columns(by_id["q2"]) == ["speaker_name"]


@pytest.mark.parametrize(
    "moved", ["houle est trop forte », a dit", "La houle", "« La houle est trop forte »"]
)
def test_a_row_with_other_bounds_is_changed_and_not_removed_and_added(compared, moved):
    diff = table(compared({"quotes": [quote()]}, {"quotes": [quote(moved, "q9")]}), "quotes")
    assert sizes(diff) == (1, 0, 0)
    assert diff.counts() == {"bounds": 1}


def test_another_type_at_the_same_place_is_a_change(compared):
    new = {"quotes": [quote(key="q9", type="mixed")], "claims": [claim(key="c9", kind="injured")]}
    comparison = compared({"quotes": [quote()], "claims": [claim()]}, new)
    assert table(comparison, "quotes").counts() == {"type": 1}
    assert table(comparison, "claims").counts() == {"kind": 1}


def test_what_does_not_touch_is_removed_and_added(compared):
    diff = table(compared({"claims": [claim("12")]}, {"claims": [claim("3", "c2")]}), "claims")
    assert sizes(diff) == (0, 1, 1)
    assert diff.removed["claim_id"].to_pylist() == ["c1"]


def test_a_span_of_a_row_is_one_column(compared):
    start = TEXT.index("Odile")
    old = quote(speaker_start=start, speaker_end=start + 12)
    new = quote(speaker_start=start, speaker_end=start + 5)
    diff = table(compared({"quotes": [old]}, {"quotes": [new]}), "quotes")
    assert diff.counts() == {"speaker": 1}
    gone = table(compared({"quotes": [old]}, {"quotes": [quote()]}), "quotes")
    assert gone.counts() == {"speaker": 1}


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ({"confidence": 0.7}, {"confidence": 0.7 + 4e-7}, False),
        ({"confidence": 0.7}, {"confidence": 0.70001}, True),
        ({"value": 2_000_000.0}, {"value": 2_000_001.0}, True),
        ({"value": 12.4}, {"value": 12.4 + 1e-12}, False),
        ({"value": None}, {"value": None}, False),
        ({"value": 0.0}, {"value": None}, True),
        ({"unit": None}, {"unit": ""}, True),
        ({"unit": None}, {"unit": None}, False),
    ],
)
def test_floats_have_a_tolerance_and_null_is_a_value(compared, old, new, changed):
    comparison = compared({"claims": [claim(**old)]}, {"claims": [claim(**new)]})
    assert table(comparison, "claims").differs is changed


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [(["a", "b"], ["a", "b"], False), (["a"], ["a", "b"], True), ([], [""], True), ([], [], False)],
)
def test_lists_are_compared_whole(compared, old, new, changed):
    rows = [{"entities": [{"entity_id": "e1", "aliases": aliases}]} for aliases in (old, new)]
    assert table(compared(*rows), "entities").differs is changed


def test_a_text_that_changed_is_told_apart_and_its_rows_are_not_compared(compared):
    rewritten = {"documents": [{**DOCUMENT, "text": f"Vendredi. {TEXT}"}]}
    comparison = compared(
        {"quotes": [quote()], "claims": [claim()]}, {**rewritten, "quotes": [quote()]}
    )
    assert comparison.differs
    assert comparison.documents.rewritten == ("port.txt",)
    assert comparison.documents.texts == {}
    assert comparison.elsewhere["quotes"] == (1, 1)
    assert comparison.elsewhere["claims"] == (1, 0)
    assert not table(comparison, "quotes").differs
    documents = table(comparison, "documents")
    assert set(documents.counts()) == {"text", "text_sha256", "n_chars"}


def test_documents_of_one_side_only_are_counted(compared):
    other = {"documents": [DOCUMENT, {"doc_id": "autre.txt", "text": TEXT}]}
    more = {**other, "quotes": [quote(), {**quote(key="q2"), "doc_id": "autre.txt"}]}
    comparison = compared({"quotes": [quote()]}, more)
    assert comparison.documents.counts["only in NEW"] == 1
    assert sizes(table(comparison, "documents")) == (0, 0, 1)
    assert not table(comparison, "quotes").differs
    assert comparison.elsewhere["quotes"] == (0, 1)
    assert comparison.differs


def sentences(*starts, paragraphs=None):
    ends = [*starts[1:], len(TEXT)]
    return [
        {"doc_id": "port.txt", "sent_id": n, "start": start, "end": end, "kind": "body"}
        | {"paragraph": paragraphs[n] if paragraphs else 0}
        for n, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]


def test_a_sentence_more_does_not_change_each_row_below_it(compared):
    second, third = TEXT.index("«"), TEXT.index("Le naufrage")
    old = {"sentences": sentences(0, second, third), "claims": [claim(sent_id=2)]}
    new = {"sentences": sentences(0, 11, second, third), "claims": [claim(sent_id=3)]}
    comparison = compared(old, new)
    diff = table(comparison, "sentences")
    assert sizes(diff) == (1, 0, 1)
    assert diff.counts() == {"bounds": 1}
    assert not table(comparison, "claims").differs


def test_a_row_whose_sentence_begins_elsewhere_has_changed(compared):
    third = TEXT.index("Le naufrage")
    old = {"sentences": sentences(0, third), "claims": [claim(sent_id=1)]}
    new = {"sentences": sentences(0, third + 3), "claims": [claim(sent_id=1)]}
    comparison = compared(old, new)
    assert table(comparison, "claims").counts() == {"sent_id": 1}
    assert table(comparison, "sentences").counts() == {"bounds": 2}


def test_a_paragraph_more_changes_the_sentences_that_it_takes(compared):
    second, third = TEXT.index("«"), TEXT.index("Le naufrage")
    old = {"sentences": sentences(0, second, third, paragraphs=[0, 0, 1])}
    new = {"sentences": sentences(0, second, third, paragraphs=[0, 1, 2])}
    diff = table(compared(old, new), "sentences")
    assert diff.counts() == {"paragraph": 1}
    assert diff.after["start"].to_pylist() == [second]


def tokens(*words, heads=None):
    starts = [TEXT.index(word) for word in words]
    return [
        {"doc_id": "port.txt", "token": n, "start": start, "end": start + len(word), "pos": "X"}
        | {"head": heads[n] if heads else n}
        for n, (start, word) in enumerate(zip(starts, words, strict=True))
    ]


def test_a_token_more_does_not_change_each_token_behind_it(compared):
    old = tokens("Le port", "Briselle", "fermé", heads=[1, 2, 2])
    new = tokens("Le", "port", "Briselle", "fermé", heads=[1, 2, 3, 3])
    diff = table(compared({"tokens": old}, {"tokens": new}), "tokens")
    # « Le port » is « port » now, the longer of its two parts.
    assert sizes(diff) == (1, 0, 1)
    assert diff.counts() == {"bounds": 1}
    other = tokens("Le port", "Briselle", "fermé", heads=[1, 1, 2])
    assert table(compared({"tokens": old}, {"tokens": other}), "tokens").counts() == {"head": 1}


def test_two_recognisers_are_not_taken_for_one(compared):
    old = {"recognised": [at("Odile Karvan", label="PER", opinion="first")]}
    new = {"recognised": [at("Odile", label="PER", opinion="second")]}
    assert sizes(table(compared(old, new), "recognised")) == (0, 1, 1)
    same = {"recognised": [at("Odile", label="PER", opinion="first")]}
    assert sizes(table(compared(old, same), "recognised")) == (1, 0, 0)


def test_a_table_that_one_side_lacks_is_told(compared, tmp_path):
    compared({}, {})
    for part in (tmp_path / "new" / "figures").iterdir():
        part.unlink()
    (tmp_path / "new" / "figures").rmdir()
    comparison = compare(tmp_path / "old", tmp_path / "new")
    assert comparison.lacking == {"figures": "NEW"}
    assert comparison.differs


def test_tables_of_another_version_are_compared_in_what_they_share(compared, tmp_path):
    compared({"quotes": [quote()]}, {"quotes": [quote()]})
    path = part_path(tmp_path / "old" / "quotes", "all")
    whole = pq.read_table(path)
    older = whole.drop_columns(["relay_name"]).append_column("mood", pa.array(["x"]))
    pq.write_table(older, path)
    diff = table(compare(tmp_path / "old", tmp_path / "new"), "quotes")
    assert diff.columns == ("only OLD has the column mood", "only NEW has the column relay_name")
    assert sizes(diff) == (0, 0, 0)
    assert diff.differs


@pytest.mark.parametrize("names", [["quote"], ["quotes", "timings"]])
def test_a_table_that_is_none_is_misuse(compared, names):
    with pytest.raises(ComparisonError, match=r"There is no table .*; tables: documents"):
        compared({}, {}, *names)


def test_a_folder_without_tables_or_with_a_broken_part_is_named(compared, tmp_path):
    compared({}, {})
    with pytest.raises(ComparisonError, match="none is no folder of tables, it has no documents"):
        compare(tmp_path / "old", tmp_path / "none")
    part_path(tmp_path / "new" / "claims", "all").write_bytes(b"PAR1 no")
    with pytest.raises(ComparisonError, match=r"part-all\.parquet cannot be read"):
        compare(tmp_path / "old", tmp_path / "new")


def test_a_key_that_is_not_unique_is_named(compared, tmp_path):
    compared({"quotes": [quote()]}, {"quotes": [quote()]})
    folder = tmp_path / "new" / "quotes"
    write_part(folder, "again", pq.read_table(part_path(folder, "all")), "f")
    with pytest.raises(ComparisonError, match="key quote_id is not unique"):
        compare(tmp_path / "old", tmp_path / "new")
