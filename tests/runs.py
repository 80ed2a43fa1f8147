"""Whole runs over folders of texts, each made once: by a session, and by all its workers."""

from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from pipeline.config import Config
from pipeline.execution.flow import run_all
from pipeline.identifiers import digest


class Runs:
    """The runs of a session, in a folder that all of pytest-xdist's workers see."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def tables(self, texts: Path, config: Config | None = None) -> Path:
        """The folder of the tables that `depeche run` makes of a folder of texts.

        They are made at the first call for these bytes under these paths with these parameters,
        and shared by every test that asks afterwards: nobody may write into them.
        """
        config = config or Config()
        files = sorted(path for path in texts.rglob("*") if path.is_file())
        named = ((path.relative_to(texts).as_posix(), path.read_bytes()) for path in files)
        key = digest(config.model_dump_json(), *(part for pair in named for part in pair))
        return self.once(key, lambda out: run_all(config, out, texts, workers=1))

    def once(self, name: str, make: Callable[[Path], object]) -> Path:
        """The folder that `make` fills, by whichever worker comes first; the others wait.

        What an interrupted `make` left is not taken: the name gets its mark when it is done.
        """
        out, done = self.folder / name, self.folder / f"{name}.done"
        with FileLock(self.folder / f"{name}.lock"):
            if not done.exists():
                make(out)
                done.touch()
        return out
