"""What the app holds between requests: the tables, the logs, queues already made."""

import secrets
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.audit.app.search import TextIndex
from pipeline.audit.corpus import READS, Corpus
from pipeline.audit.queue import Selection, select
from pipeline.audit.subjects import SUBJECTS
from pipeline.audit.verdicts.log import JUDGED, Log, Logs
from pipeline.audit.verdicts.measures import Catalogue, catalogue
from pipeline.audit.verdicts.standing import Standing, standings
from pipeline.errors import TableError
from pipeline.explain.records import Explains

_QUEUES_KEPT = 32
_QUIET_SECONDS = 2.0


@dataclass(frozen=True)
class Queue:
    """The ids of a selection in their order."""

    ids: Sequence[str]

    @cached_property
    def places(self) -> dict[str, int]:
        """Id → place, from 0."""
        return {identifier: place for place, identifier in enumerate(self.ids)}

    def neighbour(self, identifier: str, step: int) -> str | None:
        """The id `step` places on; None outside the queue."""
        place = self.places.get(identifier)
        if place is None or not 0 <= place + step < len(self.ids):
            return None
        return self.ids[place + step]

    def next_open(self, judged: set[str], after: str | None = None) -> str | None:
        """The first id behind `after` (else from the head) that is not judged yet."""
        start = self.places.get(after, -1) + 1 if after else 0
        places = [*range(start, len(self.ids)), *range(start)]
        return next((self.ids[i] for i in places if self.ids[i] not in judged), None)


class Tables:
    """One reading of the tables, with the queues and the text index made from it."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._queues: dict[Selection, Queue] = {}
        self._lock = threading.Lock()
        self._stale: dict[str, str | None] = {}
        self._said: dict[tuple[str, ...], tuple[list[Log], list[Standing]]] = {}

    @cached_property
    def index(self) -> TextIndex:
        """The full-text index of the documents."""
        documents = self.corpus["documents"]
        columns = (documents.column(name) for name in ("doc_id", "title", "text"))
        return TextIndex(zip(*columns, strict=True))

    @cached_property
    def catalogues(self) -> dict[str, Catalogue]:
        """The rows of each table that is judged, by the groups of the figures."""
        return {table: catalogue(self.corpus, table) for table in SUBJECTS}

    def warm(self) -> None:
        """Make what the first pages would wait for."""
        self.corpus.warm()
        _ = self.index

    def standings(self, logs: Iterable[Log]) -> list[Standing]:
        """All live verdicts of the logs, not to be changed: made once until a log changes."""
        given = list(logs)
        key = tuple(log.reviewer for log in given)
        known, said = self._said.get(key, ([], []))
        if len(known) != len(given) or any(a is not b for a, b in zip(known, given, strict=True)):
            said = standings(self.corpus, given, self._stale)
            self._said[key] = given, said
        return said

    def queue(self, selection: Selection) -> Queue:
        """The queue of a selection."""
        with self._lock:
            if selection not in self._queues:
                if len(self._queues) >= _QUEUES_KEPT:
                    self._queues.pop(next(iter(self._queues)))
                rows = self.corpus[selection.table]
                ids = rows.table[rows.key].take(select(self.corpus, selection))
                self._queues[selection] = Queue(ids.to_pylist())
            return self._queues[selection]


class State:
    """The tables under `root`, read again when they change, and the logs under `audits`.

    Raises TableError if the tables cannot be read.
    """

    def __init__(
        self, root: Path, audits: Path, reviewer: str, explainer: Explains | None = None
    ) -> None:
        self.root = root
        self.explainer = explainer
        self.logs = Logs(audits)
        self.reviewer = reviewer
        self.token = secrets.token_urlsafe(32)
        self._lock = threading.Lock()
        self._stamp = self._seen = self._now()
        self._since = time.monotonic()
        self._tables = Tables(Corpus(root))
        self.outdated: str | None = None

    @property
    def tables(self) -> Tables:
        """The tables as they are on the disk, or as they were while a run is writing them."""
        with self._lock:
            stamp = self._now()
            if stamp != self._seen:
                self._seen, self._since = stamp, time.monotonic()
                self.outdated = "a run is writing them"
            # A run writes part after part: what it has made is read once it has been quiet.
            if stamp != self._stamp and time.monotonic() - self._since >= _QUIET_SECONDS:
                self._read_again(stamp)
            return self._tables

    def _read_again(self, stamp: tuple[int, ...]) -> None:
        try:
            tables = Tables(Corpus(self.root))
        except (TableError, OSError) as error:
            self.outdated = str(error)
            return
        self._tables, self._stamp, self.outdated = tables, stamp, None
        threading.Thread(target=tables.warm, daemon=True).start()

    @property
    def corpus(self) -> Corpus:
        """The tables."""
        return self.tables.corpus

    @property
    def log(self) -> Log:
        """The reviewer's own log."""
        return self.logs.of(self.reviewer)

    def standings(self) -> list[Standing]:
        """All live verdicts of all reviewers against the tables."""
        return self.tables.standings(self.logs.all())

    def verdicts(self, table: str) -> dict[str, str]:
        """Row id → the reviewer's verdict on it, `stale` where the row has changed since."""
        return {
            standing.entry.row_id or "": "stale" if standing.stale else standing.entry.verdict
            for standing in self.tables.standings([self.log])
            if standing.entry.table == table and standing.entry.verdict in JUDGED
        }

    def judged(self, table: str) -> set[str]:
        """Ids of the rows that the reviewer has judged, and that have not changed since."""
        return {row_id for row_id, said in self.verdicts(table).items() if said != "stale"}

    def _now(self) -> tuple[int, ...]:
        """When each table's folder was last written to: parts are renamed into place."""
        folders = (self.root / name for name in READS)
        return tuple(f.stat().st_mtime_ns if f.is_dir() else 0 for f in folders)
