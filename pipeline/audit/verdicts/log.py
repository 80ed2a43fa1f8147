"""The reviewers' verdicts: `audits/<reviewer>.jsonl`, one JSON object a line, only appended to.

A verdict names the row that it judges by its stable id, with the hash of the document's text and
the values that were judged; so it survives new runs, and a row that has changed since is noticed.
Undoing appends a line as well. A line that cannot be read is reported and costs its neighbours
nothing: a killed process leaves at most its last line torn.
"""

import errno
import getpass
import json
import os
import re
import secrets
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import AuditError

Verdict = Literal["right", "wrong", "unsure", "missing", "read", "undo"]
RIGHT: Final = "right"
WRONG: Final = "wrong"
UNSURE: Final = "unsure"
MISSING: Final = "missing"
READ: Final = "read"
UNDO: Final = "undo"
JUDGED: tuple[Verdict, ...] = (RIGHT, WRONG, UNSURE)
SUFFIX = ".jsonl"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class Entry(BaseModel):
    """One line of a log.

    `right`, `wrong` and `unsure` judge the row `row_id`, whose values were `row`. `missing` marks a
    span that the pipeline did not find (`correction` says what it is), `read` says that nothing
    else of the table is missing in the document; `undo` takes back the entry `undoes`.
    `correction` maps what is put right to a value, or to {start, end, text} for a span; null there
    means that the row should have none. `queue` is the selection that the row was shown in.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    at: str
    verdict: Verdict
    table: str = ""
    row_id: str | None = None
    doc_id: str | None = None
    text_sha256: str | None = None
    faults: tuple[str, ...] = ()
    note: str = ""
    correction: dict[str, Any] = {}
    row: dict[str, Any] = {}
    queue: str = ""
    undoes: str | None = None

    @property
    def subject(self) -> tuple[str, str, str]:
        """What the entry is about; a later entry about the same takes its place."""
        if self.verdict == READ:
            return self.table, READ, self.doc_id or ""
        if self.verdict == MISSING:
            # Several can be missing in one document, and one number may count two kinds.
            what = (self.doc_id, marked_span(self), self.correction.get("kind"))
            return self.table, MISSING, repr(what)
        return self.table, "row", self.row_id or self.doc_id or ""


def span_of(part: Any) -> tuple[int, int] | None:
    """Offsets of a span of a correction, {start, end, text}; None if it is none."""
    start, end = (part.get("start"), part.get("end")) if isinstance(part, dict) else (None, None)
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        return None
    return start, end


def marked_span(entry: Entry) -> tuple[int, int] | None:
    """Offsets of what was marked as missing: the content of a quote, the number of a figure."""
    return span_of(entry.correction.get("content") or entry.correction.get("number"))


@dataclass(frozen=True)
class Problem:
    """A line of a log that cannot be read."""

    file: Path
    line: int
    why: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.why}"


@dataclass(frozen=True)
class Log:
    """One reviewer's entries in the order in which they were made."""

    reviewer: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()

    @cached_property
    def _held(self) -> list[Entry]:
        """The entries that were not taken back."""
        undone = {entry.undoes for entry in self.entries if entry.verdict == UNDO}
        return [e for e in self.entries if e.verdict != UNDO and e.id not in undone]

    @cached_property
    def live(self) -> dict[tuple[str, str, str], Entry]:
        """What holds now: the last entry on each subject that was not taken back."""
        return {entry.subject: entry for entry in self._held}

    @property
    def last(self) -> Entry | None:
        """The entry that undoing would take back."""
        return self._held[-1] if self._held else None


class Logs:
    """The folder of all reviewers' logs; files are read again when they have changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[Path, tuple[tuple[int, int], Log]] = {}
        self._known: dict[bytes, Entry] = {}
        self._lock = threading.Lock()

    def all(self) -> list[Log]:
        """The logs, by the reviewers' names."""
        files = sorted(self.folder.glob(f"*{SUFFIX}")) if self.folder.is_dir() else []
        return [self._log(file) for file in files]

    def of(self, reviewer: str) -> Log:
        """The log of a reviewer; empty if there is none yet."""
        file = log_file(self.folder, reviewer)
        return self._log(file) if file.is_file() else Log(reviewer, ())

    def append(self, reviewer: str, verdict: Verdict, **values: Any) -> Entry:
        """Write an entry at the end of the reviewer's log, at once and on the disk.

        Raises AuditError if the file cannot be written.
        """
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        entry = Entry(id=f"v{secrets.token_hex(8)}", at=now, verdict=verdict, **values)
        file = log_file(self.folder, reviewer)
        try:
            with self._lock:
                append_line(file, entry)
        except OSError as error:
            raise AuditError(f"{file} cannot be written ({error.strerror}): mend that.") from error
        return entry

    def undo(self, reviewer: str) -> Entry | None:
        """Take back the reviewer's last entry and return it; None if there is none."""
        last = self.of(reviewer).last
        return None if last is None else self.take_back(reviewer, last.id)

    def take_back(self, reviewer: str, identifier: str) -> Entry | None:
        """Take back one entry of the reviewer's and return it; None if it does not hold."""
        entries = self.of(reviewer).live.values()
        entry = next((entry for entry in entries if entry.id == identifier), None)
        if entry is not None:
            self.append(reviewer, UNDO, undoes=entry.id)
        return entry

    def _log(self, file: Path) -> Log:
        stat = file.stat()
        stamp = (stat.st_mtime_ns, stat.st_size)
        known = self._read.get(file)
        if known is None or known[0] != stamp:
            known = (stamp, read_log(file, self._known))
            self._read[file] = known
        return known[1]


def log_file(folder: Path, reviewer: str) -> Path:
    """The file of a reviewer's log. Raises AuditError if the name is none for a file."""
    if not _NAME.fullmatch(reviewer):
        raise AuditError(
            f"{reviewer!r} is no name for a reviewer: give small letters without accents, digits, "
            "- and _, 40 at most, such as `--reviewer anne-l`."
        )
    return folder / f"{reviewer}{SUFFIX}"


def default_reviewer() -> str:
    """A reviewer's name made of the user's login; `reviewer` where there is none."""
    try:
        login = getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"
    return re.sub(r"[^a-z0-9_-]+", "-", login.lower()).strip("-_")[:40] or "reviewer"


def append_line(file: Path, entry: Entry) -> None:
    """Write one entry in one go; what a killed process left torn before it stays a line apart."""
    file.parent.mkdir(parents=True, exist_ok=True)
    values = entry.model_dump(exclude_defaults=True)
    line = json.dumps(values, ensure_ascii=False, default=str).encode() + b"\n"
    descriptor = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        size = os.fstat(descriptor).st_size
        torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        data = b"\n" + line if torn else line
        if os.write(descriptor, data) < len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if size == 0:
        _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    """Make the name of a new file last, as its content does."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_log(file: Path, known: dict[bytes, Entry] | None = None) -> Log:
    """The entries of a file, and the lines that cannot be read; `known` keeps what was parsed."""
    known = {} if known is None else known
    entries: list[Entry] = []
    problems: list[Problem] = []
    for number, line in enumerate(file.read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            if line not in known:
                known[line] = Entry.model_validate_json(line)
            entries.append(known[line])
        except ValidationError as error:
            why = error.errors()[0]["msg"]
            problems.append(Problem(file, number, f"not a verdict ({why}): mend or remove it."))
    # A merge of two copies keeps the lines of both, one after the other: time puts them in order.
    entries.sort(key=lambda entry: entry.at)
    return Log(file.stem, tuple(entries), tuple(problems))


def problems_of(logs: Iterable[Log]) -> list[Problem]:
    """All lines that cannot be read."""
    return [problem for log in logs for problem in log.problems]
