"""Explanations on demand, for the command and the review app: what they need is loaded then."""

import sys
import threading
from pathlib import Path

from pipeline.config import Config
from pipeline.explain.records import Explanation


class Explainer:
    """Why rows are there or missing, by the present rules over the tables in `out`.

    Answers one question at a time, from whichever thread: stages share what they make of a
    document. All methods raise ExplainError and TableError.
    """

    def __init__(self, out: Path, config: Config) -> None:
        self._out, self._config = out, config
        self._lock = threading.Lock()

    def what(self, what: str) -> Explanation:
        """Of `FILE:OFFSET`, `FILE:WORDS` or the id of a row.

        FILE is a document of the run, or any text file, through which the models go first.
        """
        with self._lock:
            _load_spacy()
            from pipeline.explain.explain import explain

            return explain(what, self._out, self._config)

    def row(self, row_id: str) -> Explanation:
        """Of a row, by its id; no file but the tables is opened."""
        with self._lock:
            _load_spacy()
            from pipeline.explain.explain import explain_row

            return explain_row(row_id, self._out, self._config)

    def place(self, doc_id: str, start: int, end: int) -> Explanation:
        """Of a place in a document of the run; no file but the tables is opened."""
        with self._lock:
            _load_spacy()
            from pipeline.explain.explain import explain_place

            return explain_place(doc_id, start, end, self._out, self._config)


def _load_spacy() -> None:
    """Import spaCy without torch, which takes longer to load than all that is asked.

    spaCy tries it for models that are none of ours; Stanza, where it is chosen, imports its own.
    """
    absent = sys.modules.setdefault("torch", None) is None  # type: ignore[arg-type]
    try:
        import spacy  # noqa: F401
    finally:
        if absent:
            del sys.modules["torch"]
