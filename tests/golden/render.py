"""Rows of an article as text in which a change is easy to judge: a property a line, no offsets."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.parts import read_table

Row = dict[str, Any]
GOLDEN = Path(__file__).parent
SEEDS = GOLDEN.parent.parent / "seeds"
# One of each kind of article that newspapers have.
ARTICLES = (
    *("afp_cyclone", "ouest_poulailler_kerlaouen", "entretien_urbaniste", "quebec_tramway"),
    *("kinshasa_naufrage", "proces_rue_des_tanneurs", "deraillement_valchesti", "resultats_norvex"),
    *("sport_handball_montclar", "monde_grand_age_arbitrage"),
)
_LONG = 300
_TABLES = ("quotes", "claims", "mentions")


def golden_file(article: str) -> Path:
    """Where the accepted rows of an article stand."""
    return GOLDEN / f"{article}.txt"


def source(article: str) -> Path:
    """The article's text."""
    return SEEDS / "exemples" / f"{article}.txt"


def render(tables: Path) -> dict[str, str]:
    """Article → its rows as text, from the tables of a run over the articles."""
    documents = read_table(tables, "documents", ["doc_id", "path"]).to_pylist()
    articles = {row["doc_id"]: Path(row["path"]).stem for row in documents}
    rows: dict[str, dict[str, list[Row]]] = {
        article: {name: [] for name in _TABLES} for article in ARTICLES
    }
    for name in _TABLES:
        for row in read_table(tables, name).to_pylist():
            if (article := articles[row["doc_id"]]) in rows:
                rows[article][name].append(row)
    return {article: "\n".join(_lines(of)) + "\n" for article, of in rows.items()}


def _lines(rows: dict[str, list[Row]]) -> Iterator[str]:
    mentions = _in_order(rows["mentions"])
    names = {row["entity_id"]: row["name"] for row in mentions}
    yield "QUOTES"
    for row in _in_order(rows["quotes"]):
        yield f"{row['type']}: {_content(row['text'])}"
        yield from _properties(_of_quote(row))
    yield "\nCLAIMS"
    for row in _in_order(rows["claims"]):
        yield f"{row['kind']}: {_content(row['text'])}"
        yield from _properties(_of_claim(row, names))
    yield "\nMENTIONS"
    for row in mentions:
        yield _mention(row)


def _in_order(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row["start"], row["end"], row.get("type") or ""))


def _of_quote(row: Row) -> Iterator[tuple[str, str | None]]:
    yield "cue", row["cue"] and f"{row['cue']} ({row['stance']})"
    yield "negated", "yes" if row["negated"] else None
    yield "speaker", f"{_named(row['speaker'], row['speaker_name'])} ({row['speaker_kind']})"
    yield "relay", row["relay"] and _named(row["relay"], row["relay_name"])
    yield "rule", f"{row['rule']}, {row['confidence']:.1f}"


def _of_claim(row: Row, names: dict[str, str]) -> Iterator[tuple[str, str | None]]:
    numbers = " / ".join("–" if row[n] is None else f"{row[n]:g}" for n in ("low", "value", "high"))
    yield "low/value/high", numbers
    yield "modifier", row["modifier"]
    groups = [row[name] for name in ("who_group", "who_country") if row[name]]
    yield "who", row["who"] and row["who"] + (f" ({', '.join(groups)})" if groups else "")
    yield "direction", row["direction"]
    yield "status", row["status"]
    yield "source", row["source"] and _named(row["source"], row["source_name"])
    yield "place", row["place_entity_id"] and names.get(row["place_entity_id"], "elsewhere")
    yield "date", row["event_date"] and row["event_date"].isoformat()
    yield "evidence", row["evidence"] and _content(row["evidence"])
    yield "rule", f"{row['rule']}, {row['confidence']:.1f}"


def _mention(row: Row) -> str:
    known = [*row["roles"], *filter(None, (row["gender"], row["country"]))]
    what = f" ({'; '.join(known)})" if known else ""
    return f"{row['label']} {_named(row['text'], row['name'])}{what}, by {row['origin']}"


def _named(text: str | None, name: str | None) -> str:
    """The source as written and resolved: once where they are the same."""
    if text is None or text == name:
        return _content(name or "–")
    return f"{_content(text)} → {name or '–'}"


def _properties(pairs: Iterator[tuple[str, str | None]]) -> Iterator[str]:
    for name, value in pairs:
        if value:
            yield f"    {name:17}{_content(value)}"


def _content(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONG else f"{text[: _LONG // 2]} […] {text[-_LONG // 2 :]}"
