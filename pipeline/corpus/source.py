"""A corpus folder: which of its files are inputs, and each of them read into a document."""

import datetime
import hashlib
import os
import re
import unicodedata
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.corpus.decode import SNIFFED_BYTES, binary_kind, decode
from pipeline.corpus.language import require_french
from pipeline.corpus.metadata import describe
from pipeline.corpus.rejection import Reason, Rejection
from pipeline.corpus.unreadable import require_enterable, require_regular, unreadable
from pipeline.errors import CorpusError

SUPPORTED = frozenset({".txt"})
# No articles, and nobody takes them for such: passed over without a word.
_PASSED_OVER = frozenset(
    f".{suffix}"
    for suffix in (
        *("md", "dvc", "py", "ipynb", "sh", "js", "css", "db"),
        *("yaml", "yml", "toml", "ini", "cfg", "lock", "log", "tmp", "bak"),
        *("jpg", "jpeg", "png", "gif", "svg", "webp", "bmp", "ico"),
        *("mp3", "mp4", "wav", "avi", "mov", "webm"),
    )
)
_DOCUMENTATION = re.compile(
    r"(?i:readme)(?:[._-].*)?|(?:LICEN[CS]E|NOTICE|CHANGELOG|AUTHORS)(?:\..*)?"
)
_MARKUP = re.compile(r"[\s\ufeff]*<(?:!doctype|html|\?xml|nitf|newsitem|newsml)\b", re.IGNORECASE)
_ESCAPE = re.compile(rb"\\x([0-9a-f]{2})")
_FOLDER = "/"
_BYTES_PER_CHAR = 4


@dataclass(frozen=True, slots=True)
class Input:
    """A file of the corpus. `path` is relative to the root, with « / »; `doc_id` is its NFC."""

    path: str
    doc_id: str


@dataclass(frozen=True, slots=True)
class Document:
    """A row of `documents`, but for `duplicate_of`, which only the whole corpus can tell."""

    doc_id: str
    path: str
    text: str
    text_sha256: str
    title: str | None
    dateline_place: str | None
    outlet: str | None
    published: datetime.date | None
    language: str
    encoding: str
    n_chars: int

    def row(self) -> dict[str, Any]:
        """The row, column name to value."""
        return asdict(self)


def list_inputs(root: Path) -> list[Input]:
    """Every input below `root`, sorted by `doc_id`; those that cannot be read included.

    Hidden files and folders, documentation (README, LICENSE) and files that are clearly no
    articles (images, code, .dvc) are passed over. Linked files are read; a linked folder is read
    once, under its own name if that lies in the corpus too. A folder that cannot be listed or
    entered stands as one input that ends in « / », so that `read_document` rejects it.

    Raises CorpusError if `root` is no folder, cannot be listed or entered, or holds no file of a
    supported format.
    """
    try:
        require_enterable(root)
    except (FileNotFoundError, NotADirectoryError) as error:
        what = "does not exist" if isinstance(error, FileNotFoundError) else "is not a folder"
        raise CorpusError(f"The corpus {root} {what}: give a folder with .txt files.") from error
    except OSError as error:
        raise CorpusError(
            f"The corpus {root} cannot be listed and entered ({error.strerror}): check its "
            "permissions."
        ) from error
    paths = sorted(_walk(root))
    if not any(_suffix(path) in SUPPORTED for path in paths):
        raise CorpusError(f"The corpus {root} holds no .txt file{_others(paths)}: put articles in.")
    return sorted(_with_ids(paths), key=lambda item: item.doc_id)


def read_document(root: Path, item: Input, max_chars: int) -> Document:
    """Read one input. Raises Rejection, whose `detail` says what to do."""
    data = read_input(root, item, max_chars)
    return document_of(data, item.path, item.doc_id, max_chars)


def read_input(root: Path, item: Input, max_chars: int) -> bytes:
    """The bytes of one input, of a supported format and not longer than `max_chars` can be.

    Raises Rejection: unreadable, unsupported_format, binary or too_long.
    """
    file = root / os.fsdecode(_unescaped(item.path))
    try:
        if item.path.endswith(_FOLDER):
            require_enterable(file)
        require_regular(file)
        _require_supported(item.path)
        with file.open("rb") as stream:
            data = stream.read(_BYTES_PER_CHAR * (max_chars + 1) + 1)
    except OSError as error:
        raise unreadable(file, error) from error
    if len(data) > _BYTES_PER_CHAR * (max_chars + 1) and binary_kind(data[:SNIFFED_BYTES]) is None:
        raise _too_long(f"more than {max_chars}", max_chars)
    return data


def document_of(data: bytes, path: str, doc_id: str, max_chars: int) -> Document:
    """The document that the bytes of a text file are. Raises Rejection."""
    text, encoding = decode(data)
    if len(text) > max_chars:
        raise _too_long(str(len(text)), max_chars)
    if _MARKUP.match(text):
        raise Rejection(
            Reason.UNSUPPORTED_FORMAT,
            "The file holds HTML or XML, not plain text: export the text of the article alone.",
        )
    language = require_french(text)
    about = describe(text)
    return Document(
        doc_id=doc_id,
        path=path,
        text=text,
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        title=about.title,
        dateline_place=about.dateline_place,
        outlet=about.outlet,
        published=about.published,
        language=language,
        encoding=encoding,
        n_chars=len(text),
    )


def _too_long(length: str, max_chars: int) -> Rejection:
    return Rejection(
        Reason.TOO_LONG,
        f"The text has {length} characters and the limit is {max_chars}: split it into articles, "
        "or raise ingest.max_chars in params.yaml.",
    )


def _require_supported(path: str) -> None:
    suffix = _suffix(path)
    if suffix in SUPPORTED:
        return
    what = f"{suffix} files are" if suffix else "A file without extension is"
    raise Rejection(
        Reason.UNSUPPORTED_FORMAT,
        f"{what} not read: put the text into a .txt file, or take the file out of the corpus.",
    )


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _others(paths: list[str]) -> str:
    found = Counter(
        "folder that cannot be read"
        if path.endswith(_FOLDER)
        else _suffix(path) or "without extension"
        for path in paths
    )
    named = ", ".join(f"{number} {suffix}" for suffix, number in sorted(found.items()))
    return f" (only {named})" if named else ""


def _walk(root: Path) -> list[str]:
    """Relative paths of the inputs. Real folders first, then linked ones that they do not hold."""
    found: list[str] = []
    seen: set[tuple[int, int]] = set()
    links: list[Path] = []
    pending = [root]
    while pending or links:
        folder = pending.pop() if pending else links.pop(0)
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            require_enterable(folder)
            with os.scandir(folder) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError:
            found.append(_shown(folder, root) + _FOLDER)
            continue
        seen.add((status.st_dev, status.st_ino))
        for entry in entries:
            if _is_hidden(entry.name):
                continue
            if _is_folder(entry):
                (links if entry.is_symlink() else pending).append(Path(entry.path))
            elif not _is_passed_over(entry.name):
                found.append(_shown(Path(entry.path), root))
    return found


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself, or into a closed folder
        return False


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _is_passed_over(name: str) -> bool:
    return _suffix(name) in _PASSED_OVER or _DOCUMENTATION.fullmatch(name) is not None


def _shown(file: Path, root: Path) -> str:
    """The path relative to the root; bytes of a name that are no UTF-8 as « \\xe9 ».

    A name that holds such four characters itself gets « \\x5c » for its backslash, so that
    `_unescaped` gives every name back.
    """
    name = os.fsencode(file.relative_to(root).as_posix())
    escaped = _ESCAPE.sub(lambda match: rb"\x5cx" + match[1], name)
    return escaped.decode("utf-8", "backslashreplace")


def _unescaped(path: str) -> bytes:
    return _ESCAPE.sub(lambda match: bytes.fromhex(match[1].decode()), path.encode("utf-8"))


def _with_ids(paths: list[str]) -> list[Input]:
    """Names that differ in their Unicode form only get « #2 », « #3 » behind the second, third."""
    counts: Counter[str] = Counter()
    inputs: list[Input] = []
    for path in paths:
        doc_id = unicodedata.normalize("NFC", path)
        counts[doc_id] += 1
        number = counts[doc_id]
        inputs.append(Input(path, doc_id if number == 1 else f"{doc_id}#{number}"))
    return inputs
