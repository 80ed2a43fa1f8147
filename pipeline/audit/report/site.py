"""The report's folder: names of its files, whole writes, removal of what is gone.

Nothing but the files says what has been done: a page ends in the fingerprint of what it was made
from, and a file comes to its name by one rename. A run that is killed leaves whole files only.
"""

import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from pipeline.identifiers import digest

INDEX, SEARCH = "index.html", "search.js"
ARTICLES, LISTS = "articles", "lists"
_OURS = (".html", ".tmp")
_SLUG = 40


def article_page(doc_id: str, part: int = 0) -> str:
    """The name of a document's page, or of a part of it from 0: a readable beginning, a digest.

    ASCII letters, digits, `-` and `.` only, whatever the id holds.
    """
    ascii_only = unicodedata.normalize("NFKD", doc_id).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[-_SLUG:].strip("-")
    number = f"-p{part + 1}" if part else ""
    return f"{ARTICLES}/{slug or 'document'}-{digest(doc_id)[:12]}{number}.html"


def list_page(name: str, number: int) -> str:
    """The name of a page, from 1, of a list."""
    return f"{LISTS}/{name}-{number}.html"


class Site:
    """A folder of pages while it is written. `written` counts the files that were not there so."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: set[str] = set()
        self.written = 0
        for name in (ARTICLES, LISTS):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def keep(self, names: Iterable[str], fingerprint: str) -> bool:
        """Whether all these pages are there, made from this; then they stay."""
        wanted = list(names)
        seal = _seal(fingerprint)
        if not all(_tail(self.folder / name, len(seal)) == seal for name in wanted):
            return False
        self.files.update(wanted)
        return True

    def write(self, name: str, text: str, fingerprint: str | None = None) -> None:
        """Write a file whole or not at all, unless it is there with these bytes."""
        data = text.encode("utf-8") + (b"" if fingerprint is None else _seal(fingerprint))
        path = self.folder / name
        self.files.add(name)
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            temporary.write_bytes(data)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        self.written += 1

    def remove_others(self) -> int:
        """Remove pages that this run neither kept nor wrote, and what a killed run left."""
        removed = 0
        for folder in (self.folder, self.folder / ARTICLES, self.folder / LISTS):
            for path in sorted(folder.iterdir()):
                name = path.relative_to(self.folder).as_posix()
                if path.suffix in _OURS and path.is_file() and name not in self.files:
                    path.unlink()
                    removed += 1
        return removed


def _seal(fingerprint: str) -> bytes:
    return f"<!-- {fingerprint} -->\n".encode("ascii")


def _tail(path: Path, length: int) -> bytes | None:
    """The last bytes of a file; None if it is not there or shorter."""
    try:
        with path.open("rb") as file:
            file.seek(-length, os.SEEK_END)
            return file.read()
    except OSError:
        return None
