"""Some rows of a table, without reading the rest."""

import pyarrow.compute as pc
import pytest

from pipeline.errors import TableError
from pipeline.lookup import document_part, find_rows
from pipeline.parts import part_shards, read_table


def test_rows_are_found_in_their_shards(seed_tables):
    rows = read_table(seed_tables, "quotes").to_pylist()
    wanted = rows[len(rows) // 2]
    ((shard, row),) = find_rows(seed_tables, "quotes", pc.field("quote_id") == wanted["quote_id"])
    assert row == wanted
    assert shard in part_shards(seed_tables / "quotes")
    of_document = [r for r in rows if r["doc_id"] == wanted["doc_id"]]
    assert document_part(seed_tables, "quotes", shard, wanted["doc_id"]).to_pylist() == of_document
    where = pc.field("doc_id") == wanted["doc_id"]
    assert [r for _, r in find_rows(seed_tables, "quotes", where, shard=shard)] == of_document
    assert find_rows(seed_tables, "quotes", where, shard="none") == []


def test_columns_are_those_asked_for(seed_tables):
    found = [row for _, row in find_rows(seed_tables, "documents", columns=["doc_id", "path"])]
    documents = read_table(seed_tables, "documents", ["doc_id", "path"]).to_pylist()
    assert found == documents


def test_a_missing_or_broken_table_says_what_to_do(tmp_path):
    with pytest.raises(TableError, match="There is no table quotes"):
        find_rows(tmp_path, "quotes")
    folder = tmp_path / "quotes"
    folder.mkdir()
    assert find_rows(tmp_path, "quotes") == []
    (folder / "part-start.parquet").write_bytes(b"torn")
    with pytest.raises(TableError, match=r"cannot be read .* run its stage again"):
        find_rows(tmp_path, "quotes")
