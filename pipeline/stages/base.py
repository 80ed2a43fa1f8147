"""What a stage is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipeline.config import Config

Tables = Mapping[str, pa.Table]
Process = Callable[[Tables], dict[str, pa.Table]]


@dataclass(frozen=True)
class Context:
    """What a stage is loaded with: the parameters and, for ingest, the corpus folder."""

    config: Config
    corpus: Path | None = None


@dataclass(frozen=True)
class Stage:
    """A sharded stage: tables in, tables out, shard by shard.

    `load` builds the process once per worker, models included; the process maps the shard's tables
    that the stage reads to those that it writes. `params` are the dotted keys that the result
    depends on, `distributions` the installed packages whose version it depends on. `engine` is the
    fingerprint of the engine that the parameters choose, `engine_params` are keys that only it
    looks at, `model_folders` where trained models lie in a checkout.
    """

    name: str
    module: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    load: Callable[[Context], Process]
    params: tuple[str, ...] = ()
    distributions: tuple[str, ...] = ()
    engine: Callable[[Config], str] | None = None
    engine_params: tuple[str, ...] = ()
    model_folders: tuple[str, ...] = ()
