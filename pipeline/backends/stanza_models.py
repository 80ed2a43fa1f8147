"""Stanza's French models on disk: fetched with a record of checksums, checked, never by itself.

The folder is Stanza's own form: `resources.json` and `fr/<processor>/<package>.pt`.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from pipeline.errors import ModelError
from pipeline.files import json_object
from pipeline.identifiers import digest

LANGUAGE = "fr"
ANALYSIS, RECOGNITION = ("tokenize", "mwt", "pos", "lemma", "depparse"), ("ner",)
PROCESSORS = (*ANALYSIS, *RECOGNITION)
RECORD = "checksums.json"
RESOURCES = "resources.json"
FETCH = "depeche models fetch stanza"
_INSTALL = "pip install -c constraints.txt -e '.[stanza]'"


def require_stanza() -> None:
    """Raises ModelError, with the command that installs it, where Stanza is not installed."""
    try:
        import stanza  # noqa: F401
    except ImportError as error:
        raise ModelError(f"Stanza is not installed ({error}): run {_INSTALL}.") from error


def resolved_device(device: str) -> str:
    """Where `auto`, `cpu` or `gpu` runs: a name of torch's.

    Raises ModelError where Stanza is not installed, or torch sees no GPU that is asked for.
    """
    require_stanza()
    import torch
    from stanza.models.common.utils import default_device

    if device == "gpu" and not torch.cuda.is_available():
        raise ModelError("`stanza.device` is gpu, but torch sees none: set it to auto or cpu.")
    return "cpu" if device == "cpu" else str(default_device())


def check_models(folder: Path) -> None:
    """Raises ModelError, with the command that fetches them, where the folder holds no models."""
    if not (folder / RESOURCES).is_file() or not any(_model_files(folder)):
        raise ModelError(
            f"{folder} holds no French models of Stanza: run `{FETCH}`, or train your own "
            "(models/README.md) and name their folder in `stanza.models` of the params file."
        )


def checked_sums(folder: Path) -> dict[str, str]:
    """File → checksum of every model in the folder, compared with the record of when they came.

    Raises ModelError if there are none, or if a file differs from the record.
    """
    check_models(folder)
    sums = _checksums(folder)
    _compare_with_record(folder, sums)
    return sums


def models_digest(
    folder: Path, sums: Mapping[str, str], processors: Collection[str] = PROCESSORS
) -> str:
    """Of the models of these processors, of what models share, and of the list of them all.

    `sums` are those of `folder`. Raises ModelError if the list cannot be read.
    """
    others = set(PROCESSORS) - set(processors)
    used = sorted(name for name in sums if PurePosixPath(name).parts[1] not in others)
    return digest(*(f"{name}={sums[name]}" for name in used), _contents(folder))


def _compare_with_record(folder: Path, sums: dict[str, str]) -> None:
    record = folder / RECORD
    if not record.is_file():
        return
    try:
        recorded = json.loads(record.read_text(encoding="utf-8"))["files"]
    except (ValueError, KeyError) as error:
        raise ModelError(f"{record} cannot be read ({error}): run `{FETCH}` again.") from error
    names = sorted(recorded.keys() | sums)
    odd = [name for name in names if recorded.get(name) != sums.get(name)]
    if odd:
        raise ModelError(
            f"{folder}: not what {RECORD} says: {', '.join(odd)}. Run `{FETCH}` again."
        )


def _contents(folder: Path) -> str:
    """What the folder's list says of French: which models are taken, and what they depend on."""
    try:
        resources = json.loads((folder / RESOURCES).read_text(encoding="utf-8"))
        return json.dumps(resources[LANGUAGE], sort_keys=True)
    except (ValueError, KeyError) as error:
        raise ModelError(
            f"{folder / RESOURCES} cannot be read ({error!r}): run `{FETCH}` again."
        ) from error


def fetch(folder: Path) -> list[str]:
    """Download the official French models into `folder`; returns the names of their files.

    All or nothing: they are put in place, with the record of their checksums, when all have come.
    Raises ModelError where the hub cannot be reached, which says what to do instead, and before
    that where the folder holds models that were not fetched.
    """
    require_stanza()
    import stanza

    _require_fetched(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent) as work:
        fetched = Path(work) / "models"
        try:
            stanza.download(
                LANGUAGE,
                model_dir=str(fetched),
                processors=",".join(PROCESSORS),
                logging_level="WARN",
            )
        except Exception as error:  # the hub's clients raise errors of a dozen kinds
            raise ModelError(_unreachable(folder, error)) from error
        sums = _checksums(fetched)
        record = {"stanza": stanza.__version__, "files": dict(sorted(sums.items()))}
        (fetched / RECORD).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        _put_in_place(fetched, folder)
    return sorted(sums)


def _unreachable(folder: Path, error: Exception) -> str:
    reason = " ".join(str(error).split())[:200] or type(error).__name__
    return (
        f"Stanza's models could not be fetched: {reason}\n"
        f"Nothing was changed. Run `{FETCH}` on a machine that reaches the hub and copy its "
        f"{folder} here, or train your own (models/README.md) and name their folder in "
        "`stanza.models` of the params file."
    )


def _require_fetched(folder: Path) -> None:
    """Raises ModelError if anything that fetching would replace did not come by fetching."""
    there = sorted(path for path in (folder / LANGUAGE).rglob("*") if not path.is_dir())
    there += [path for path in (folder / RESOURCES, folder / RECORD) if os.path.lexists(path)]
    recorded = _recorded(folder)
    fetched = {folder / name for name in (*recorded, RESOURCES, RECORD)} if recorded else set()
    mine = [path for path in there if path not in fetched]
    if mine:
        raise ModelError(
            f"{folder} holds what `{FETCH}` did not fetch, {mine[0].relative_to(folder)}: name "
            "another folder in `stanza.models` of the params file, or move that away."
        )


def _recorded(folder: Path) -> dict[str, str]:
    """File → checksum by the record of when they came; none where there is no such record."""
    files = (json_object(folder / RECORD) or {}).get("files")
    return files if isinstance(files, dict) else {}


def _put_in_place(fetched: Path, folder: Path) -> None:
    """Replace the models that were fetched before, and the records; other files there stay."""
    folder.mkdir(exist_ok=True)
    (folder / RESOURCES).unlink(missing_ok=True)  # without it, what is half replaced is not used
    shutil.rmtree(folder / LANGUAGE, ignore_errors=True)
    for name in (LANGUAGE, RECORD, RESOURCES):
        (fetched / name).replace(folder / name)


def _model_files(folder: Path) -> Iterator[Path]:
    return (folder / LANGUAGE).rglob("*.pt")


def _checksums(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): _sha256(path) for path in _model_files(folder)}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
