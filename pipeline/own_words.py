"""A user's own words: the folder that `lexicons.folder` names, read for the core to lay over.

Its files are named like the shipped lexicons and have their columns; `pipeline.french.lexicons`
says how they are laid over. The core reads no files: whoever runs rules over texts lays over first.
"""

from pathlib import Path

from pipeline.config import Config
from pipeline.errors import ConfigError, LexiconError
from pipeline.french.lexicon_files import Own
from pipeline.french.schemas import SCHEMAS
from pipeline.french.schemas.row import nearest

_SUFFIX = ".tsv"
_NOTES = (".md", ".txt")


def own_words(config: Config) -> dict[str, Own]:
    """Name of a lexicon → the user's file of that name; nothing where the folder is absent.

    Raises ConfigError where the folder cannot be read, LexiconError for a file that is none of the
    lexicons. Hidden files, backups and notes (README.md) are left alone.
    """
    folder = Path(config.lexicons.folder)
    if not folder.exists():
        return {}
    try:
        files = sorted(path for path in folder.iterdir() if not _is_beside(path))
        return {_lexicon_of(path): Own(str(path), _text(path)) for path in files}
    except OSError as error:
        raise ConfigError(
            f"lexicons.folder: {error.filename or folder} cannot be read ({error.strerror}): give "
            "the folder of your own words, or none by that name."
        ) from error


def _is_beside(path: Path) -> bool:
    """Whether a file of the folder is plainly no lexicon."""
    notes = path.suffix in _NOTES and path.stem not in SCHEMAS
    return notes or path.name.startswith((".", "~", "#")) or path.name.endswith("~")


def _lexicon_of(path: Path) -> str:
    if path.suffix == _SUFFIX and path.stem in SCHEMAS:
        return path.stem
    named = nearest(path.stem, SCHEMAS)
    raise LexiconError(
        f"{path} is none of the lexicons{named}, in a file NAME{_SUFFIX}: rename it or move it "
        "away; `depeche lexicons` lists them."
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path} is not UTF-8 ({error}): save it as UTF-8 text.") from error
