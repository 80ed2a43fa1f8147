"""What a stage is: a name, what it reads and writes, what it depends on, and a function."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from pipeline.config import Config
from pipeline.files import Place

# What a stage reads that takes the texts themselves: the corpus folder, which is no table of ours.
INPUTS = "inputs"

Tables = Mapping[str, pa.Table]
Process = Callable[[Tables], dict[str, pa.Table]]
Progress = Callable[[int, int], None]


def no_progress(done: int, total: int) -> None:
    """Tell nobody how far the work is."""


@dataclass(frozen=True)
class Context:
    """What a stage is run with: the parameters, the corpus folder if it reads that.

    A stage over the corpus is also told the folder `out` with the tables so far, the fingerprint of
    its own code and parameters, and whom to tell how much is done and to do.
    """

    config: Config
    corpus: Path | None = None
    out: Path = Path()
    fingerprint: str = ""
    progress: Progress = no_progress


@dataclass(frozen=True)
class Made:
    """What a stage over the corpus has made: its tables, and lines to tell the user."""

    tables: Tables = field(default_factory=dict)
    told: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What is declared of every stage.

    `module` is where its code begins; `reads` and `writes` are tables, `files` what it writes
    beside tables. `params` are the dotted keys that the result depends on, `distributions` the
    installed packages whose version it depends on. Where a folder lies is no part of a result.
    """

    name: str
    module: str
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    files: tuple[Place, ...] = ()
    params: tuple[str, ...] = ()
    distributions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShardStage(Stage):
    """A stage that works shard by shard.

    `load` builds its process once per worker, models included; the process maps the tables of a
    shard that the stage reads to those that it writes. `engine` is the fingerprint of the engine
    that the parameters choose, its models included.
    """

    load: Callable[[Context], Process]
    engine: Callable[[Config], str] | None = None


@dataclass(frozen=True, kw_only=True)
class CorpusStage(Stage):
    """A stage that works over the whole corpus, when the shards are done.

    `make` is not called where the tables are there already and the stage writes nothing else.
    """

    make: Callable[[Context], Made]
