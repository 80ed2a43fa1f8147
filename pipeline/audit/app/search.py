"""Full-text search over the documents: SQLite's FTS5 in memory, without regard to accents."""

import re
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.audit.matching import close_words, words

_MARKS = str.maketrans(dict.fromkeys("“”„«»", '"'))
_PHRASE = re.compile(r'"([^"]+)"|([^\s"]+)')
_LIGATURES = (("oe", "œ"), ("ae", "æ"))
# The index takes these for the end of a word: soft hyphens, and what joins without width.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
# Control characters around a hit, which no printed text holds.
HIT, END = "\x02", "\x03"


# Text in pieces, each with whether it is a hit.
Snippet = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Found:
    """A document that holds what is searched: its id, and a stretch of text around a hit."""

    doc_id: str
    snippet: Snippet


@dataclass(frozen=True)
class Hits:
    """The documents that a search finds: how many hold words that begin as typed, how many the
    words exactly, and those asked for in the sense that is asked for."""

    holding: int
    exactly: int
    found: tuple[Found, ...]


@dataclass(frozen=True)
class Alone:
    """A word or phrase of a search by itself: how many documents hold it; where none does, words
    that are spelt nearly so, with theirs."""

    term: str
    documents: int
    alike: tuple[tuple[str, int], ...]


class TextIndex:
    """An index of (doc_id, title, text)."""

    def __init__(self, documents: Iterable[tuple[str, str | None, str]]) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(
            "CREATE VIRTUAL TABLE texts USING fts5("
            "doc_id UNINDEXED, title, text, tokenize = 'unicode61 remove_diacritics 2')"
        )
        self._database.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(texts, row)")
        rows = (
            (doc_id, (title or "").translate(_UNSEEN), text.translate(_UNSEEN))
            for doc_id, title, text in documents
        )
        self._database.executemany("INSERT INTO texts VALUES (?, ?, ?)", rows)

    def search(self, query: str, exact: bool, limit: int, offset: int = 0) -> Hits:
        """The documents that hold everything that is typed, those with the exact words first."""
        part, whole = (match_expression(query, exactly) for exactly in (False, True))
        if not part:
            return Hits(0, 0, ())
        with self._lock:
            holding, exactly = self._count(part), self._count(whole)
            rows = self._database.execute(
                "SELECT doc_id, snippet(texts, -1, ?, ?, ' … ', 40) FROM texts WHERE texts MATCH ?"
                " ORDER BY rowid NOT IN (SELECT rowid FROM texts WHERE texts MATCH ?),"
                " bm25(texts, 0, 4, 1), doc_id LIMIT ? OFFSET ?",
                (HIT, END, whole if exact else part, whole, limit, offset),
            ).fetchall()
        found = tuple(Found(doc_id, _marked(snippet)) for doc_id, snippet in rows)
        return Hits(holding, exactly, found)

    def alone(self, query: str) -> list[Alone]:
        """Each word or phrase of a search by itself."""
        with self._lock:
            counted = [(t, self._count(_expression(t, quoted))) for t, quoted in _terms(query)]
            if all(count for _, count in counted):
                return [Alone(term, count, ()) for term, count in counted]
            documents = dict(self._database.execute("SELECT term, doc FROM terms").fetchall())
        return [
            Alone(term, count, () if count else _alike(term, documents)) for term, count in counted
        ]

    def _count(self, match: str) -> int:
        run = self._database.execute
        (count,) = run("SELECT count(*) FROM texts WHERE texts MATCH ?", (match,)).fetchone()
        return int(count)


def match_expression(query: str, exact: bool) -> str:
    """The query in FTS5's form: all words and « "phrases in quotes" », each quoted so that none is
    an operator. Words may be longer than typed unless they are meant exactly."""
    return " AND ".join(_expression(term, exact or quoted) for term, quoted in _terms(query))


def _terms(query: str) -> list[tuple[str, bool]]:
    """The words and phrases of a query, each with whether it stood in quotation marks."""
    found = _PHRASE.findall(query.translate(_MARKS).translate(_UNSEEN))
    terms = [((phrase or word).replace("\0", " "), bool(phrase)) for phrase, word in found]
    return [(term, quoted) for term, quoted in terms if any(c.isalnum() for c in term)]


def _expression(term: str, exact: bool) -> str:
    plain = term
    for letters, ligature in _LIGATURES:
        plain = plain.replace(ligature, letters).replace(ligature.upper(), letters)
    joined = [re.sub(letters, ligature, plain, flags=re.I) for letters, ligature in _LIGATURES]
    either = [f'"{one}"{"" if exact else "*"}' for one in dict.fromkeys([plain, *joined])]
    return either[0] if len(either) == 1 else f"({' OR '.join(either)})"


def _alike(term: str, documents: dict[str, int]) -> tuple[tuple[str, int], ...]:
    close = [other for word in words(term) for other in close_words(word, documents)]
    return tuple((word, documents[word]) for word in dict.fromkeys(close))


def _marked(snippet: str) -> Snippet:
    parts: list[tuple[str, bool]] = []
    for piece in re.split(f"({HIT}[^{END}]*{END})", snippet):
        hit = piece.startswith(HIT)
        if text := piece.strip(HIT + END) if hit else piece:
            parts.append((text, hit))
    return tuple(parts)
