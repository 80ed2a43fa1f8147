"""Tables to test with: those of the seeds, many times over."""

import hashlib
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.identifiers import digest
from pipeline.tables import TABLES, read_table, write_part

COPIED = (
    *("documents", "rejections", "sentences", "mentions", "entities", "quotes", "claims"),
    *("figures", "failures"),
)
_PATHS = {"doc_id", "path", "duplicate_of", "event"}
_IDS = {
    *("mention_id", "entity_id", "quote_id", "claim_id", "figure_id"),
    *("speaker_entity_id", "source_entity_id", "place_entity_id"),
}


def multiplied(root: Path, out: Path, copies: int) -> None:
    """Write the tables under `root` into `out`, `copies` times: the first time as they are, then
    under other document ids and paths (`copie-0001/…`) and other ids (`0001` behind them).

    Keys stay unique and foreign keys lead to the rows of the same copy. A copied text ends in a
    line of its own, so that it is no duplicate; offsets hold. Tokens are left out.
    """
    for name in COPIED:
        rows = read_table(root, name)
        for copy in range(copies):
            table = rows if copy == 0 else _copied(rows, name, f"{copy:04d}")
            write_part(out / name, f"copie-{copy:04d}", table, digest(name, str(copy)))


def _copied(rows: pa.Table, name: str, copy: str) -> pa.Table:
    columns = {field.name: _renamed(rows[field.name], field.name, copy) for field in rows.schema}
    if name == "documents":
        texts = [f"{text}\n\n(copie {copy})\n" for text in rows["text"].to_pylist()]
        columns["text"] = pa.array(texts, pa.string())
        columns["text_sha256"] = pa.array([_sha256(text) for text in texts], pa.string())
        columns["n_chars"] = pa.array([len(text) for text in texts], pa.int64())
    return TABLES[name].columns_table(columns)


def _renamed(column: pa.ChunkedArray, name: str, copy: str) -> pa.Array:
    values = column.combine_chunks()
    if name in _PATHS:
        return pc.binary_join_element_wise(f"copie-{copy}", values, "/")
    if name in _IDS:
        return pc.binary_join_element_wise(values, copy, "")
    if name == "claim_ids":
        ids = [[f"{claim}{copy}" for claim in claims] for claims in values.to_pylist()]
        return pa.array(ids, column.type)
    return values


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
