"""Articles with entities in brat's standoff format, from a folder or a zip file."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pipeline.errors import CorpusError


@dataclass(frozen=True, slots=True)
class Entity:
    """An annotated span: character offsets in the article's text, and its label."""

    start: int
    end: int
    label: str


@dataclass(slots=True)
class Article:
    """A text with its entities; `nested` and `discontinuous` count what was left out."""

    name: str
    text: str
    entities: list[Entity] = field(default_factory=list)
    nested: int = 0
    discontinuous: int = 0


def read_corpus(path: Path, labels: Mapping[str, str]) -> list[Article]:
    """The articles of a brat corpus, sorted by name; only types in `labels` are read, renamed.

    Of entities inside one another the outermost stays. Raises CorpusError for a corpus without
    articles, an annotation without its text, and a line that is not brat's.
    """
    if not path.exists():
        raise CorpusError(
            f"{path} is missing: set `corpus` in models/params.yaml to a folder or zip of .txt and "
            ".ann files (models/README.md says where the public corpus is had)."
        )
    files = dict(_zip_files(path) if path.is_file() else _folder_files(path))
    articles = [
        _article(name, _text_of(name, files), annotation, labels)
        for name, annotation in sorted(files.items())
        if name.endswith(".ann")
    ]
    if not articles:
        raise CorpusError(f"{path} holds no .ann files: it is no brat corpus.")
    return sorted(articles, key=lambda article: article.name)


def _zip_files(path: Path) -> Iterator[tuple[str, str]]:
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith((".ann", ".txt")):
                    yield name, archive.read(name).decode("utf-8")
    except zipfile.BadZipFile as error:
        raise CorpusError(f"{path} is neither a folder nor a zip file.") from error


def _folder_files(path: Path) -> Iterator[tuple[str, str]]:
    for file in path.rglob("*"):
        if file.suffix in {".ann", ".txt"}:
            # Bytes, so that no line end changes and offsets hold.
            yield file.relative_to(path).as_posix(), file.read_bytes().decode("utf-8")


def _text_of(annotation: str, files: Mapping[str, str]) -> str:
    name = str(PurePosixPath(annotation).with_suffix(".txt"))
    if name not in files:
        raise CorpusError(f"{annotation} has no text: {name} is missing from the corpus.")
    return files[name]


def _article(name: str, text: str, annotation: str, labels: Mapping[str, str]) -> Article:
    article = Article(PurePosixPath(name).stem, text)
    found: set[Entity] = set()
    for number, line in enumerate(annotation.splitlines(), start=1):
        if not line.startswith("T"):
            continue
        try:
            kind, _, span = line.split("\t")[1].partition(" ")
            if kind not in labels:
                continue
            if ";" in span:
                article.discontinuous += 1
                continue
            start, end = map(int, span.split())
        except (IndexError, ValueError) as error:
            raise CorpusError(f"{name}, line {number}: not a brat entity: {line!r}.") from error
        found.add(Entity(start, end, labels[kind]))
    outermost = [e for e in found if not any(_holds(other, e) for other in found)]
    article.nested = len(found) - len(outermost)
    article.entities = sorted(outermost, key=lambda e: (e.start, e.end, e.label))
    return article


def _holds(outer: Entity, inner: Entity) -> bool:
    return outer != inner and outer.start <= inner.start and outer.end >= inner.end
