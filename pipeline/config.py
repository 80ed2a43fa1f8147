"""params.yaml, validated and frozen."""

import difflib
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from pipeline.errors import ConfigError

STANZA = "stanza"
NO_OPINION = "none"
OWN_WORDS = "lexicons"
Backend = Literal["spacy", "stanza"]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Ingest(_Section):
    """Which inputs are taken."""

    max_chars: int = Field(default=2_000_000, gt=0)


class Tokenize(_Section):
    """Tokens, sentences, parse."""

    backend: Backend = "spacy"


class Ner(_Section):
    """The entity recogniser, and a second one that checks it.

    `model` is that of the spaCy backend: `presse` (ours), `stock`, or the folder of a trained
    component. `second_opinion` is none, stock, presse or stanza, and not the first one again.
    """

    backend: Backend = "spacy"
    model: str = "presse"
    second_opinion: Literal["none", "stock", "presse", "stanza"] = "none"

    @field_validator("model")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in ("presse", "stock") and not Path(value).is_dir():
            raise ValueError("give 'presse', 'stock' or the folder of a trained component")
        return value

    @model_validator(mode="after")
    def _another(self) -> "Ner":
        first = STANZA if self.backend == STANZA else self.model
        if self.second_opinion == first:
            raise ValueError(f"second_opinion must be another recogniser than {first!r}")
        return self


class Stanza(_Section):
    """Stanza's French models: their folder, and where they run (auto: on a GPU if there is one)."""

    models: str = "models/stanza"
    device: Literal["auto", "cpu", "gpu"] = "auto"


class Quotes(_Section):
    """Which quotes are written."""

    min_confidence: float = Field(default=0.0, ge=0, le=1)


class Claims(_Section):
    """Which claims are written."""

    min_confidence: float = Field(default=0.0, ge=0, le=1)


class Execution(_Section):
    """How the work is cut and spread. `workers` never changes a result; 0 means one a core."""

    shard_documents: int = Field(default=32, gt=0)
    workers: int = Field(default=0, ge=0)


class Evaluate(_Section):
    """The gold annotation to measure against."""

    gold: str = "tests/gold"


class Audit(_Section):
    """The reviewers' verdicts."""

    folder: str = "audits"


class Lexicons(_Section):
    """The folder of a user's own words; where it has the name of the default it may be absent.

    In a params file a relative path counts from that file, elsewhere from the working folder.
    """

    folder: str = OWN_WORDS

    @field_validator("folder")
    @classmethod
    def _there(cls, value: str) -> str:
        if Path(value).name != OWN_WORDS and not Path(value).is_dir():
            raise ValueError("give the folder of your own words, which must exist")
        return value


class Config(_Section):
    """All parameters. An empty params.yaml gives the defaults."""

    ingest: Ingest = Ingest()
    tokenize: Tokenize = Tokenize()
    ner: Ner = Ner()
    stanza: Stanza = Stanza()
    quotes: Quotes = Quotes()
    claims: Claims = Claims()
    execution: Execution = Execution()
    evaluate: Evaluate = Evaluate()
    audit: Audit = Audit()
    lexicons: Lexicons = Lexicons()

    def value(self, key: str) -> Any:
        """The value of a dotted key, such as `ingest.max_chars`."""
        value: Any = self
        for part in key.split("."):
            value = getattr(value, part)
        return value


def with_backend(config: Config, backend: str) -> Config:
    """The configuration with one engine for tokens and entities. Raises ConfigError."""
    data = config.model_dump()
    for section in ("tokenize", "ner"):
        data[section]["backend"] = backend
    return _validated(data, "--backend")


def known_keys() -> list[str]:
    """Every dotted key of params.yaml."""
    sections = Config.model_fields
    return [
        f"{section}.{key}"
        for section, field in sections.items()
        for key in getattr(field.annotation, "model_fields", {})
    ]


def load_config(path: Path | None) -> Config:
    """The configuration of a params file, or the defaults for None.

    Raises ConfigError that names the file, the key and what is expected there.
    """
    if path is None:
        return Config()
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"{path} is missing: give an existing params file.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid YAML: {error}") from error
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise ConfigError(f"{path} must hold sections with keys, such as `ingest:`.")
    return _validated(_with_words_beside(data, path), str(path))


def _with_words_beside(data: dict[str, Any], path: Path) -> dict[str, Any]:
    """The data with `lexicons.folder` counted from the params file that holds them."""
    section = data.get("lexicons")
    section = {"folder": OWN_WORDS} | (section if isinstance(section, dict) else {})
    if not isinstance(data.get("lexicons", {}), dict) or not isinstance(section["folder"], str):
        return data
    return data | {"lexicons": section | {"folder": str(path.parent / section["folder"])}}


def _validated(data: dict[str, Any], where: str) -> Config:
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        problems = [_explain(problem) for problem in error.errors()]
        raise ConfigError("\n".join(f"{where}: {problem}" for problem in problems)) from error


def _explain(problem: Any) -> str:
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        candidates = [*Config.model_fields, *known_keys()]
        near = difflib.get_close_matches(key, candidates, n=1, cutoff=0.0)
        return f"unknown key {key!r}; the nearest known one is {near[0]!r}."
    return f"{key}: {problem['msg']}; found {problem['input']!r}."
