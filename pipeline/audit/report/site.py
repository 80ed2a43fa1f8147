"""The report's folder: names of its files, whole writes, removal of what is gone.

Nothing but the files says what has been done: a page ends in a seal, with the fingerprint of what
it was made from where it is left alone as long as that holds.
"""

import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from pipeline.files import Kind, make_folder, write_bytes
from pipeline.identifiers import digest

INDEX, SEARCH = "index.html", "search.js"
ARTICLES, LISTS = "articles", "lists"
DOCUMENTS, CONFLICTS, REVISED, LEFT_OUT = "documents", "conflicts", "revised", "left-out"
# So the script begins that the search box reads.
SEARCH_BEGINS = "window.depecheDocuments = ["
_SLUG = 40
_SEAL = re.compile(rb"<!-- (?:depeche(?: [0-9a-f]+)?|[0-9a-f]{32}) -->\n")
_LONGEST_SEAL = 100
# How the pages of versions begin whose lists and index bear no seal.
_UNSEALED = (
    b'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-'
    b'Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-'
)


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


def _is_written(path: Path) -> bool:
    """Whether the program wrote this file of a report. Nobody can lose an empty one."""
    if path.is_dir():
        return path.name in (ARTICLES, LISTS)
    try:
        with path.open("rb") as file:
            begins = file.read(len(_UNSEALED))
            file.seek(-min(_LONGEST_SEAL, path.stat().st_size), os.SEEK_END)
            ends = file.read()
    except OSError:
        return False
    if not begins or (path.name == SEARCH and begins.startswith(SEARCH_BEGINS.encode())):
        return True
    seal = _SEAL.fullmatch(ends[ends.rfind(b"<!--") :]) if b"<!--" in ends else None
    return seal is not None or begins == _UNSEALED


_TOP = "|".join(map(re.escape, (INDEX, SEARCH, ARTICLES, LISTS)))
_LISTED = "|".join((DOCUMENTS, CONFLICTS, REVISED, LEFT_OUT))
# What a report holds, by folder.
PLACES = (
    (".", Kind(re.compile(_TOP), _is_written)),
    (ARTICLES, Kind(re.compile(r"[a-z0-9-]+-[0-9a-f]{12}(?:-p[0-9]+)?\.html"), _is_written)),
    (LISTS, Kind(re.compile(rf"(?:{_LISTED})-[0-9]+\.html"), _is_written)),
)


class Site:
    """A folder of pages while it is written. `written` counts the files that were not there so."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: set[str] = set()
        self.written = 0
        for name in (ARTICLES, LISTS):
            make_folder(folder / name)

    def keep(self, names: Iterable[str], fingerprint: str) -> bool:
        """Whether all these pages are there, made from this; then they stay."""
        wanted = list(names)
        seal = _seal(fingerprint)
        if not all(_tail(self.folder / name, len(seal)) == seal for name in wanted):
            return False
        self.files.update(wanted)
        return True

    def write(self, name: str, text: str, fingerprint: str = "") -> None:
        """Write a page with its seal, whole or not at all, unless it is there with these bytes."""
        self._write(name, text.encode("utf-8") + _seal(fingerprint))

    def write_search(self, text: str) -> None:
        """Write the script that the search box reads."""
        self._write(SEARCH, text.encode("utf-8"))

    def _write(self, name: str, data: bytes) -> None:
        path = self.folder / name
        self.files.add(name)
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return
        # What a power cut costs is made again at the next run.
        write_bytes(path, data, durable=False)
        self.written += 1

    def remove_others(self) -> int:
        """Remove pages of the program's that this run neither kept nor wrote, and what a killed
        run left; returns how many files."""
        removed = 0
        for place, kind in PLACES:
            kept = {Path(name).name for name in self.files if str(Path(name).parent) == place}
            removed += len(kind.remove(self.folder / place, kept))
        return removed


def _seal(fingerprint: str) -> bytes:
    return f"<!-- {' '.join(filter(None, ('depeche', fingerprint)))} -->\n".encode("ascii")


def _tail(path: Path, length: int) -> bytes | None:
    """The last bytes of a file; None if it is not there or shorter."""
    try:
        with path.open("rb") as file:
            file.seek(-length, os.SEEK_END)
            return file.read()
    except OSError:
        return None
