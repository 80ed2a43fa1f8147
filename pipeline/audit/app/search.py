"""Full-text search over the documents: SQLite's FTS5 in memory, without regard to accents."""

import re
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass

_PHRASE = re.compile(r'"([^"]+)"|(\S+)')
# Control characters around a hit, which no printed text holds.
HIT, END = "\x02", "\x03"


# Text in pieces, each with whether it is a hit.
Snippet = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Found:
    """A document that holds what is searched: its id, and a stretch of text around a hit."""

    doc_id: str
    snippet: Snippet


class TextIndex:
    """An index of (doc_id, title, text)."""

    def __init__(self, documents: Iterable[tuple[str, str | None, str]]) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(
            "CREATE VIRTUAL TABLE texts USING fts5("
            "doc_id UNINDEXED, title, text, tokenize = 'unicode61 remove_diacritics 2')"
        )
        self._database.executemany("INSERT INTO texts VALUES (?, ?, ?)", documents)

    def search(self, query: str, limit: int, offset: int = 0) -> tuple[int, list[Found]]:
        """How many documents hold all words and « "phrases in quotes" », and those asked for."""
        match = match_expression(query)
        if not match:
            return 0, []
        with self._lock:
            run = self._database.execute
            (count,) = run("SELECT count(*) FROM texts WHERE texts MATCH ?", (match,)).fetchone()
            rows = run(
                "SELECT doc_id, snippet(texts, -1, ?, ?, ' … ', 40) FROM texts WHERE texts MATCH ?"
                " ORDER BY bm25(texts, 0, 4, 1), doc_id LIMIT ? OFFSET ?",
                (HIT, END, match, limit, offset),
            ).fetchall()
        return count, [Found(doc_id, _marked(snippet)) for doc_id, snippet in rows]


def match_expression(query: str) -> str:
    """The query in FTS5's form: every word or phrase is quoted, so that none is an operator."""
    terms = [phrase or word for phrase, word in _PHRASE.findall(query)]
    words = [term.replace('"', " ").replace("\0", " ") for term in terms]
    return " ".join(f'"{word}"' for word in words if any(c.isalnum() for c in word))


def _marked(snippet: str) -> Snippet:
    parts: list[tuple[str, bool]] = []
    for piece in re.split(f"({HIT}[^{END}]*{END})", snippet):
        hit = piece.startswith(HIT)
        if text := piece.strip(HIT + END) if hit else piece:
            parts.append((text, hit))
    return tuple(parts)
