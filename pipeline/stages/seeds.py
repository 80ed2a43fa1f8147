"""seeds: what lies in the corpus folder and among the user's own words, for DVC to watch instead.

DVC opens all that it depends on: a named pipe would hold it for ever, a broken link or a file
without read permission would stop it, and so would a folder of own words that is not there. Our own
walk makes a rejection of each text that cannot be read.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from pipeline.corpus.rejection import Rejection
from pipeline.corpus.source import Input, list_inputs, read_input
from pipeline.errors import StageError
from pipeline.files import Kind, first_line, make_folder, write_text
from pipeline.french import lexicons
from pipeline.identifiers import digest
from pipeline.own_words import own_words
from pipeline.stages.base import INPUTS, Context, CorpusStage, Made

MANIFEST, OWN_WORDS = "seeds.txt", "lexicons.txt"
_HEADER = "# Written by depeche: every input of the corpus, behind a digest of what it holds.\n"
_OWN_HEADER = (
    "# Written by depeche: every lexicon with own words, behind a digest of its entries.\n"
)


def make(context: Context) -> Made:
    """Write the list of what lies in the corpus folder, and that of the user's own words."""
    if context.corpus is None:
        raise StageError("seeds needs a corpus folder: give one.")
    text = manifest(context.corpus, context.config.ingest.max_chars)
    write_manifest(text, context.out)
    write_manifest(own_manifest(own_words(context.config)), context.out, OWN_WORDS)
    return Made()


def own_manifest(own: Iterable[str]) -> str:
    """A line a lexicon over which the user's own words are laid: the digest of it all, its name."""
    return _OWN_HEADER + "".join(f"{lexicons.fingerprint(name)} {name}\n" for name in sorted(own))


def manifest(root: Path, max_chars: int) -> str:
    """A line an input: the digest of its bytes, or of why it is not read, and its path in JSON.

    Raises CorpusError if the folder cannot be read as a corpus.
    """
    lines = (
        f"{_digest(root, item, max_chars)} {json.dumps(item.path, ensure_ascii=False)}\n"
        for item in list_inputs(root)
    )
    return _HEADER + "".join(lines)


def write_manifest(text: str, out: Path, name: str = MANIFEST) -> Path:
    """Write a manifest whole or not at all, unless it is the same as last time; its path."""
    path = out / name
    before = path.read_text(encoding="utf-8", errors="replace") if path.exists() else None
    if before != text:
        make_folder(out)
        write_text(path, text)
    return path


def _digest(root: Path, item: Input, max_chars: int) -> str:
    try:
        return digest(read_input(root, item, max_chars))
    except Rejection as why:
        return digest(why.reason, why.detail)


def _is_manifest(path: Path) -> bool:
    return first_line(path) in (_HEADER.rstrip("\n"), _OWN_HEADER.rstrip("\n"))


STAGE = CorpusStage(
    name="seeds",
    module=__name__,
    reads=(INPUTS,),
    files=(
        (".", Kind(re.compile(re.escape(MANIFEST)), _is_manifest, shared=True)),
        (".", Kind(re.compile(re.escape(OWN_WORDS)), _is_manifest, shared=True)),
    ),
    make=make,
    params=("ingest.max_chars",),
)
