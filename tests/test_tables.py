import os

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.errors import OutputError, TableError
from pipeline.parts import part_marks, part_path, read_table, remove_orphans, write_part
from pipeline.tables import REJECTIONS, SENTENCES, TABLES

ROWS = [
    {"path": "b.txt", "reason": "empty", "detail": "Nothing in it."},
    {"path": "a.pdf", "reason": "unsupported_format", "detail": "Export it as text."},
]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_field_is_described(table):
    for field in table.schema:
        assert field.metadata[b"description"].decode().endswith((".", "…"))
    assert set(table.key) <= set(table.schema.names)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_an_empty_part_has_the_full_schema(table, tmp_path):
    write_part(tmp_path / table.name, "start", table.rows([]), "f")
    assert read_table(tmp_path, table.name).schema.equals(table.schema)


def test_parts_are_sorted_and_the_same_bytes(tmp_path):
    for folder, rows in (("one", ROWS), ("two", ROWS[::-1])):
        write_part(tmp_path / folder, "start", REJECTIONS.rows(rows), "f")
    first, second = (part_path(tmp_path / f, "start").read_bytes() for f in ("one", "two"))
    assert first == second
    frame = pd.read_parquet(tmp_path / "one")
    assert list(frame["path"]) == ["a.pdf", "b.txt"]


def test_the_fingerprint_comes_back_and_a_torn_part_has_none(tmp_path):
    write_part(tmp_path, "start", REJECTIONS.rows(ROWS), "abc")
    assert part_marks(tmp_path, "start").fingerprint == "abc"
    assert part_marks(tmp_path, "other").fingerprint is None
    path = part_path(tmp_path, "start")
    path.write_bytes(path.read_bytes()[:-20])
    assert part_marks(tmp_path, "start").fingerprint is None


def test_a_failed_write_leaves_the_old_part(tmp_path, monkeypatch):
    write_part(tmp_path, "start", REJECTIONS.rows(ROWS[:1]), "old")

    def fail(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError, match="disk full"):
        write_part(tmp_path, "start", REJECTIONS.rows(ROWS), "new")
    assert part_marks(tmp_path, "start").fingerprint == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["part-start.parquet"]


def test_orphans_and_leftovers_go_and_nothing_else(tmp_path):
    for shard in ("start", "0123456789ab"):
        write_part(tmp_path, shard, REJECTIONS.rows(ROWS), "f")
    (tmp_path / ".part-start.parquet.123.tmp").write_bytes(b"half")
    pq.write_table(pa.table({"a": [1]}), tmp_path / "part-0000000000ff.parquet")
    mine = ("notes.md", "notes.tmp", "mine.parquet", ".mine.parquet.123.tmp", ".part-x.tmp")
    for name in mine:
        (tmp_path / name).write_text("mine")
    gone = remove_orphans(tmp_path, ["start"])
    assert [path.name for path in gone] == [
        ".part-start.parquet.123.tmp",
        "part-0123456789ab.parquet",
    ]
    assert {path.name for path in tmp_path.iterdir()} == {
        "part-start.parquet",
        "part-0000000000ff.parquet",
        *mine,
    }


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"path": "a"}], "lacks or has too many"),
        ([{**ROWS[0], "extra": 1}], "lacks or has too many"),
        ([{**ROWS[0], "reason": None}], "reason must not be null"),
        ([{**ROWS[0], "detail": 3}], "wrong type"),
        ([ROWS[0], ROWS[0]], "path is not unique"),
    ],
)
def test_rows_that_do_not_fit_are_refused(rows, message):
    with pytest.raises(TableError, match=message):
        REJECTIONS.rows(rows)


def test_missing_and_unknown_tables_say_what_to_do(tmp_path):
    with pytest.raises(TableError, match="dvc repro"):
        read_table(tmp_path, "quotes")
    with pytest.raises(TableError, match="no table 'quote'"):
        read_table(tmp_path, "quote")


def test_a_part_of_another_schema_is_refused(tmp_path):
    folder = tmp_path / "sentences"
    folder.mkdir()
    pq.write_table(pa.table({"doc_id": ["a"]}), part_path(folder, "start"))
    with pytest.raises(TableError, match="another schema"):
        read_table(tmp_path, "sentences")


def test_span_columns_are_known():
    assert list(TABLES["sentences"].spans()) == []
    assert ("start", "end", "text") in list(TABLES["quotes"].spans())
    assert ("who_start", "who_end", "who") in list(TABLES["claims"].spans())
    assert SENTENCES.schema.field("start").type == pa.int32()
