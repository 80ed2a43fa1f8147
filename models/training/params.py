"""models/params.yaml, validated."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import ConfigError

FOLDER = Path(__file__).resolve().parents[1]
_MONTH = r"^\d{4}-\d{2}$"


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Split(_Section):
    """First and last month of the articles that measure; earlier ones train, later ones wait."""

    test_from: str = Field(pattern=_MONTH)
    test_until: str | None = Field(default=None, pattern=_MONTH)


class StanzaModels(_Section):
    """Stanza's six models: their name, what they learn from, options of Stanza's own trainers.

    `treebank` is the folder of a UD treebank, `entities` a brat corpus; None for our own articles.
    """

    name: str = Field(default="own", pattern=r"^[a-z0-9-]+$")
    treebank: str | None = None
    entities: str | None = None
    options: dict[str, dict[str, bool | int | float | str]] = {}

    @property
    def treebank_path(self) -> Path | None:
        """The treebank; a relative path is taken from the folder of the params file."""
        return None if self.treebank is None else FOLDER / self.treebank

    @property
    def entities_path(self) -> Path | None:
        """The brat corpus; a relative path is taken from the folder of the params file."""
        return None if self.entities is None else FOLDER / self.entities


class Params(_Section):
    """All parameters of the training pipeline; `training` are dotted keys of config.cfg.

    One training a seed is done; their mean is kept.
    """

    corpus: str
    labels: dict[str, str]
    split: Split
    seeds: list[int] = Field(min_length=1)
    training: dict[str, Any]
    stanza: StanzaModels = StanzaModels()

    @property
    def corpus_path(self) -> Path:
        """The corpus; a relative path is taken from the folder of the params file."""
        return FOLDER / self.corpus


def load_params(path: Path = FOLDER / "params.yaml") -> Params:
    """The parameters of a file. Raises ConfigError that names the file and the key."""
    try:
        return Params.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise ConfigError(f"{path}: {error}") from error
