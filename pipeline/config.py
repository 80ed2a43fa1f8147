"""params.yaml, validated and frozen."""

import difflib
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pipeline.errors import ConfigError


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Ingest(_Section):
    """Which inputs are taken."""

    max_chars: int = Field(default=2_000_000, gt=0)


class Tokenize(_Section):
    """Tokens, sentences, parse."""

    backend: Literal["spacy"] = "spacy"


class Ner(_Section):
    """The entity recogniser: `presse` (ours), `stock`, or the folder of a trained component."""

    backend: Literal["spacy"] = "spacy"
    model: str = "presse"

    @field_validator("model")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in ("presse", "stock") and not Path(value).is_dir():
            raise ValueError("give 'presse', 'stock' or the folder of a trained component")
        return value


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


class Config(_Section):
    """All parameters. An empty params.yaml gives the defaults."""

    ingest: Ingest = Ingest()
    tokenize: Tokenize = Tokenize()
    ner: Ner = Ner()
    quotes: Quotes = Quotes()
    claims: Claims = Claims()
    execution: Execution = Execution()
    evaluate: Evaluate = Evaluate()

    def value(self, key: str) -> Any:
        """The value of a dotted key, such as `ingest.max_chars`."""
        value: Any = self
        for part in key.split("."):
            value = getattr(value, part)
        return value


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
        return Config()
    if not isinstance(data, dict):
        raise ConfigError(f"{path} must hold sections with keys, such as `ingest:`.")
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        problems = [_explain(problem) for problem in error.errors()]
        raise ConfigError("\n".join(f"{path}: {problem}" for problem in problems)) from error


def _explain(problem: Any) -> str:
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        candidates = [*Config.model_fields, *known_keys()]
        near = difflib.get_close_matches(key, candidates, n=1, cutoff=0.0)
        return f"unknown key {key!r}; the nearest known one is {near[0]!r}."
    return f"{key}: {problem['msg']}; found {problem['input']!r}."
