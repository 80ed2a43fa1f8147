"""Tables to test with: those of the seeds many times over, some made by hand, hostile ones."""

import hashlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.identifiers import digest
from pipeline.parts import read_table, write_part
from pipeline.schema import Table
from pipeline.tables import TABLES

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


def handmade(out: Path, **rows: list[dict[str, Any]]) -> None:
    """Write tables of rows made by hand, by name of the table; what a row leaves out is null,
    empty or nought. Texts give their checksum and length, spans their text."""
    texts = {row["doc_id"]: row["text"] for row in rows.get("documents", [])}
    for name in dict.fromkeys([*COPIED, *rows]):
        filled = [_filled(TABLES[name], row, texts) for row in rows.get(name, [])]
        write_part(out / name, "all", TABLES[name].rows(filled), digest(name))


def _filled(table: Table, row: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    whole = {field.name: None if field.nullable else _NOUGHT[field.type] for field in table.schema}
    whole.update(row)
    if table.name == "documents":
        text = row["text"]
        path = row.get("path", row["doc_id"])
        whole |= {"text_sha256": _sha256(text), "n_chars": len(text), "path": path}
    for start, end, part in table.spans():
        if whole[start] is not None and whole[end]:
            whole[part] = texts[row["doc_id"]][whole[start] : whole[end]]
    return whole


_NOUGHT = {
    **{pa.string(): "", pa.int32(): 0, pa.int64(): 0, pa.float32(): 0.5, pa.float64(): 0.0},
    **{pa.bool_(): False, pa.list_(pa.field("element", pa.string(), nullable=False)): []},
}

RTL, NUL = "\u202e", "\0"
# Article and names that would break out of a page, turn it around or lead out of a folder.
HOSTILE = (
    f"<script>alert('titre')</script> & \"Brivel\" {RTL}à l'envers\r\n"
    f"« </p></script><img src=x onerror=alert(1)> {NUL} 'tout va bien' », a dit <b>Anne</b> & C®.\r"
    'Il y a eu &lt;12&gt; morts --> ]]> {{ 7 * 7 }} {% raw %}, selon la "police".\n'
)
HOSTILE_IDS = (
    *(
        "../../etc/passwd",
        "a b#c%2e?d.txt",
        "été/\u5317\u4eac.txt",
        "<script>.txt",
        "con",
    ),
    *("..", "\u5317\u4eac", "A.txt", "a.txt", "x" * 500, "q\"uote'.txt", f"{RTL}txt.exe"),
)


def hostile(out: Path) -> None:
    """Write tables of the hostile article under each of the hostile ids, and of a line of 300,000
    characters; rows over them."""
    texts = dict.fromkeys(HOSTILE_IDS, HOSTILE) | {"longue.txt": "<b>&é \0" * 50_000}
    documents, quotes, claims, mentions = [], [], [], []
    for number, (doc_id, text) in enumerate(texts.items()):
        title = text[: len("<script>alert('titre')</script> &")]
        documents.append({"doc_id": doc_id, "text": text, "title": title, "outlet": "<i>&AFP"})
        end = len(text) - 5
        at = {"doc_id": doc_id, "rule": "<rule>", "confidence": 0.01}
        speaker = {"speaker_start": 8, "speaker_end": end, "speaker_name": "<u>&'\"" + RTL}
        quotes.append(
            {**at, "quote_id": f"q{number}", "start": 5, "end": end, "type": "direct", **speaker}
        )
        evidence = {"evidence_start": 0, "evidence_end": end, "value": 1.0, "low": 1.0, "high": 1.0}
        claims.append(
            {**at, "claim_id": f"c{number}", "start": 9, "end": 12, "kind": "killed", **evidence}
            | {"status": "asserted", "source_name": "<s>", "source_start": 3, "source_end": 9}
        )
        names = {"name": "<em>" + RTL, "roles": ["<k>"], "entity_id": "e1", "label": "PER"}
        mentions.append(
            {"mention_id": f"m{number}", "doc_id": doc_id, "start": 1, "end": 7} | names
        )
    figure = {"figure_id": "f1", "kind": "killed", "conflict": True, "place_name": "<place>"}
    told = {"claim_ids": [claim["claim_id"] for claim in claims], "first_value": 1.0}
    handmade(
        out,
        documents=documents,
        quotes=quotes,
        claims=claims,
        mentions=mentions,
        entities=[{"entity_id": "e1", "label": "PER", "name": "<em>" + RTL, "roles": ["<k>"]}],
        figures=[figure | told],
        rejections=[{"path": "<p>", "reason": "<reason>", "detail": f"<d>{RTL}"}],
        failures=[{"doc_id": "..", "stage": "quotes", "error": "<err>"}],
    )
