"""The hold of one run on its output folder: nobody else's things in it, one corpus, one writer.

Nothing is written before all is found in order. The lock is the system's own, so that a killed run
leaves none; who holds it stands in the marker, beside the corpus that the tables are made from.
"""

import os
import re
import socket
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import OutputError
from pipeline.execution.layout import all_places, top_folders
from pipeline.files import Kind, Place, make_folder, write_text, writing

MARKER, LOCK = "depeche.json", ".depeche.lock"
_SHOWN = 3


class Run(BaseModel):
    """A run: its process, the machine, and when it began, ISO 8601 in UTC."""

    model_config = ConfigDict(frozen=True)

    process: int
    machine: str
    since: str

    def __str__(self) -> str:
        return f"process {self.process} on {self.machine}, since {self.since}"


class Marker(BaseModel):
    """What `depeche.json` in an output folder says: the program, the corpus, the last run.

    `corpus` is null where that is not known. `from_here` is the way to it from the output folder:
    it holds where both were moved together, `corpus` where one was.
    """

    model_config = ConfigDict(frozen=True)

    program: Literal["depeche"] = "depeche"
    version: str
    corpus: str | None = None
    from_here: str | None = None
    last_run: Run


def read_marker(out: Path) -> Marker | None:
    """The marker of an output folder; None if there is none that can be read."""
    try:
        return Marker.model_validate_json((out / MARKER).read_bytes())
    except (OSError, ValidationError):
        return None


def _is_marker(path: Path) -> bool:
    return path.is_file() and read_marker(path.parent) is not None


_MARKERS: Place = (".", Kind(re.compile(re.escape(MARKER)), _is_marker, shared=True))


@dataclass(frozen=True)
class Claim:
    """An output folder that this run holds. `replaces`: it has tables of another corpus so far."""

    out: Path
    corpus: Path | None
    marker: Marker
    replaces: bool

    def begin(self, kept: Collection[Path]) -> None:
        """Let the tables be of this run's corpus from now on; call it when that is read.

        What was made from another corpus goes, but for the files that are `kept`.
        """
        if self.replaces:
            _remove_ours(self.out, kept)
        if self.corpus is not None:
            _write_marker(self.out, self.marker.model_copy(update=_named(self.corpus, self.out)))


@contextmanager
def claimed(
    out: Path, writes: Sequence[Place], corpus: Path | None = None, replace: bool = False
) -> Iterator[Claim]:
    """Hold the output folder, made if it is not there, for a run that writes these places.

    `corpus` is given by a run that reads one. Raises OutputError, before anything is written, if
    out and corpus lie in one another; if anything there, under a name that the run would write, was
    not written by the program; if the tables are of another corpus and not to be replaced; if
    another run holds the folder; if it cannot be written. If the run fails before it has written
    anything, a folder that was made for it goes again.
    """
    _require_apart(out, corpus)
    with writing(out):
        _require_ours(out, [*writes, _MARKERS])
        new = [folder for folder in (out, *out.parents) if not folder.exists()]
    make_folder(out)
    with _locked(out):
        try:
            before = read_marker(out)
            replaces = _require_same_corpus(out, before, corpus, replace)
            marker = _marker(before)
            _write_marker(out, marker)
            yield Claim(out, corpus, marker, replaces)
        except BaseException:
            if new:
                _remove_bare(out, new)
            raise


def _remove_ours(out: Path, kept: Collection[Path]) -> None:
    """Remove all that the program wrote, but for `kept`, and the folders that this empties."""
    names: dict[Path, set[str]] = defaultdict(set)
    for path in kept:
        names[path.parent].add(path.name)
    written = [(out / folder, kind) for folder, kind in all_places()]
    for folder, kind in written:
        kind.remove(folder, names[folder])
    for folder in sorted({folder for folder, _ in written} - {out}, reverse=True):
        with suppress(OSError):  # not empty, or not there
            folder.rmdir()


def _require_apart(out: Path, corpus: Path | None) -> None:
    if corpus is None:
        return
    place, texts = _real(out), _real(corpus)
    if place.is_relative_to(texts):
        raise OutputError(
            f"{out} lies in the corpus {corpus}, whose texts would be mixed with tables: give an "
            "--out outside it."
        )
    for name in sorted(top_folders()):
        if texts.is_relative_to(_real(out / name)):
            raise OutputError(
                f"The corpus {corpus} lies in {out / name}, where tables are written: move the "
                "texts out of it, or give another --out."
            )


def _require_ours(out: Path, writes: Sequence[Place]) -> None:
    """Raises OutputError for a file in the way, and for a folder that cannot be written."""
    found: dict[Path, None] = {}
    for folder, kind in writes:
        place = out / folder
        if place.is_dir() and not os.access(place, os.R_OK | os.W_OK | os.X_OK):
            raise OutputError(
                f"{place} cannot be read and written: change its permissions, or give a folder "
                "that you may write to."
            )
        if place.is_dir() or folder != ".":
            found.update(dict.fromkeys(kind.in_the_way(place)))
    if found:
        named = ", ".join(str(path.relative_to(out)) for path in list(found)[:_SHOWN])
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise OutputError(
            f"{out} holds what depeche did not write, where it would write its own: {named}{more}. "
            "Nothing was changed: give another --out, or move that away."
        )


def _require_same_corpus(
    out: Path, marker: Marker | None, corpus: Path | None, replace: bool
) -> bool:
    """Whether the tables of another corpus are to be replaced. Raises OutputError if not."""
    if marker is None or marker.corpus is None or corpus is None:
        return False
    here = _named(corpus, out)
    if marker.corpus == here["corpus"] or marker.from_here == here["from_here"]:
        return False
    if not replace:
        raise OutputError(
            f"{out} holds the tables of another corpus, {marker.corpus}: give another --out, or "
            f"--replace to remove what depeche made of it and take {corpus}. If that is the same "
            "corpus, moved, --replace keeps every part that would come out the same."
        )
    return True


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    lock = FileLock(out / LOCK)
    with writing(out):
        try:
            lock.acquire(blocking=False)
        except Timeout as error:
            marker = read_marker(out)
            who = "" if marker is None else f" ({marker.last_run})"
            raise OutputError(
                f"Another run of depeche{who} is writing into {out}: wait until it has ended, or "
                "give another --out."
            ) from error
    try:
        yield
    finally:
        lock.release()


def _marker(before: Marker | None) -> Marker:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    run = Run(process=os.getpid(), machine=socket.gethostname(), since=now)
    known = (None, None) if before is None else (before.corpus, before.from_here)
    return Marker(version=_version(), corpus=known[0], from_here=known[1], last_run=run)


def _version() -> str:
    try:
        return metadata.version("depeche")
    except metadata.PackageNotFoundError:
        return "unknown"


def _write_marker(out: Path, marker: Marker) -> None:
    write_text(out / MARKER, marker.model_dump_json(indent=1) + "\n")


def _named(corpus: Path, out: Path) -> dict[str, str]:
    """The corpus as the marker names it."""
    texts = _real(corpus)
    return {"corpus": _shown(texts), "from_here": _shown(os.path.relpath(texts, _real(out)))}


def _real(path: Path) -> Path:
    """The path without links; unlike `Path.resolve` it takes links that lead in a circle."""
    return Path(os.path.realpath(path))


def _shown(path: Path | str) -> str:
    """A path as text, whatever bytes its name holds."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _remove_bare(out: Path, new: Sequence[Path]) -> None:
    """Remove folders that were made for nothing."""
    with suppress(OSError):  # somebody else has put something there
        if {path.name for path in out.iterdir()} <= {MARKER, LOCK}:
            for name in (MARKER, LOCK):
                (out / name).unlink(missing_ok=True)
            for folder in new:
                folder.rmdir()
