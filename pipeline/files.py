"""Files that the program writes: whole or not at all, and known again as its own.

A file comes to its name by one rename, so that a run that is killed leaves whole files only, and
perhaps a temporary one, whose name says what it was to become. Nothing is replaced or removed but
what the program wrote: its name is one that the program gives, and its content shows whose it is.
"""

import errno
import json
import os
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.errors import OutputError

_TEMPORARY = re.compile(r"\.(?P<name>.+)\.\d+\.tmp")
_LARGEST_OBJECT = 10_000_000
_REMEDIES = {
    errno.ENOSPC: "make room on the disk and run again; what is finished is kept",
    errno.EDQUOT: "make room in your quota and run again; what is finished is kept",
    errno.EROFS: "the disk is read-only: give a folder on another one",
    errno.EACCES: "give a folder that you may write to, or change its permissions",
    errno.EPERM: "give a folder that you may write to, or change its permissions",
    errno.ENOTDIR: "a file lies where a folder is needed: give another folder",
    errno.EEXIST: "a file lies where a folder is needed: give another folder",
    errno.EISDIR: "a folder lies where a file is needed: move it away",
    errno.ENAMETOOLONG: "give a shorter name",
    errno.ELOOP: "its links lead in a circle: give another folder",
}


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Whatever the disk refuses meanwhile is an OutputError about `path` with a remedy."""
    try:
        yield
    except OSError as error:
        what = error.strerror or str(error) or type(error).__name__
        remedy = _REMEDIES.get(error.errno or 0, "check the disk and the folder")
        raise OutputError(f"{path} cannot be written ({what}): {remedy}.") from error


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, unless they are there. Raises OutputError."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)


def write_file(path: Path, write: Callable[[BinaryIO], object], durable: bool = True) -> None:
    """Write a file whole or not at all: temporary name, `write`, rename. Raises OutputError.

    Its folder must be there. A durable file is on the disk, not in its cache only, before it has
    its name.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with writing(path):
        try:
            with temporary.open("wb") as file:
                write(file)
                file.flush()
                if durable:
                    os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes, durable: bool = True) -> None:
    """Write these bytes as a file, whole or not at all. Raises OutputError."""
    write_file(path, lambda file: file.write(data), durable)


def write_text(path: Path, text: str) -> None:
    """Write this text in UTF-8, line ends as they are, whole or not at all. Raises OutputError."""
    write_bytes(path, text.encode("utf-8"))


@dataclass(frozen=True)
class Kind:
    """What the program writes into a folder: its names, and what shows that it wrote one of them.

    `evidence` is asked of a file or a folder whose name is one of `names`. A `shared` folder may
    hold anything else; any other is the program's own, so that it must not be full of things of
    somebody else's.
    """

    names: re.Pattern[str]
    evidence: Callable[[Path], bool]
    shared: bool = False

    def is_ours(self, path: Path) -> bool:
        """Whether the program wrote this; never so of a link that leads nowhere, or a pipe."""
        named = self.names.fullmatch(path.name) is not None
        return named and (path.is_file() or path.is_dir()) and self.evidence(path)

    def in_the_way(self, folder: Path) -> list[Path]:
        """What forbids to write into the folder, sorted; none if it is not there.

        That is what bears a name of the program's and is not the program's; in a folder where
        nothing bears one, all that is there, but for hidden files.
        """
        if not os.path.lexists(folder):
            return []
        if not folder.is_dir():
            return [folder]
        entries = _entries(folder)
        named = [path for path in entries if self.names.fullmatch(path.name)]
        if named or self.shared:
            return [path for path in named if not self.is_ours(path)]
        return [path for path in entries if not path.name.startswith(".")]

    def remove(self, folder: Path, kept: Collection[str] = ()) -> list[Path]:
        """Remove what the program wrote into the folder, but for the names in `kept`, and the
        temporary files of runs that were killed; returns what is gone."""
        if not folder.is_dir():
            return []
        gone = [
            path
            for path in _entries(folder)
            if path.name not in kept and not path.is_dir() and self._is_removable(path)
        ]
        for path in gone:
            with writing(path):
                path.unlink()
        return gone

    def _is_removable(self, path: Path) -> bool:
        temporary = _TEMPORARY.fullmatch(path.name)
        if temporary is not None and path.is_file():
            return self.names.fullmatch(temporary["name"]) is not None
        return self.is_ours(path)


# A folder, relative to the output folder, and what the program writes into it.
Place = tuple[str, Kind]


def _entries(folder: Path) -> list[Path]:
    with writing(folder):
        return sorted(folder.iterdir())


def json_object(path: Path) -> dict[str, Any] | None:
    """The JSON object that a file holds; None if it holds none, or more than 10 MB."""
    try:
        if path.stat().st_size > _LARGEST_OBJECT:
            return None
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def first_line(path: Path) -> str | None:
    """The first line of a text file without its end; None if it cannot be read."""
    try:
        with path.open(encoding="utf-8") as file:
            return file.readline(1000).rstrip("\n")
    except (OSError, ValueError):
        return None
