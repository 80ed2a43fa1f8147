from pathlib import Path

import pytest

from pipeline.config import Config, known_keys, load_config
from pipeline.errors import ConfigError

ROOT = Path(__file__).parent.parent


def test_params_yaml_holds_the_defaults(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert load_config(Path("params.yaml")) == Config() == load_config(None)


def test_params_yaml_shows_every_key():
    text = (ROOT / "params.yaml").read_text(encoding="utf-8")
    assert all(f"  {key.split('.')[1]}:" in text for key in known_keys())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ingest:\n  max_char: 3", "unknown key 'ingest.max_char'.*'ingest.max_chars'"),
        ("ner:\n  modle: stock", "'ner.model'"),
        ("tokenise:\n  backend: spacy", "unknown key 'tokenise'.*'tokenize'"),
        ("ingest:\n  max_chars: many", "ingest.max_chars: .*integer.*'many'"),
        ("ingest:\n  max_chars: '3'", "ingest.max_chars"),
        ("ingest:\n  max_chars: 0", "ingest.max_chars: .*greater than 0"),
        ("ner:\n  model: large", "ner.model: .*'presse', 'stock' or the folder.*'large'"),
        ("quotes:\n  min_confidence: 2.0", "quotes.min_confidence"),
        ("lexicons:\n  folder: mine", "lexicons.folder: .*which must exist.*mine"),
        ("lexicons:\n  folder: 3", "lexicons.folder: .*string.*3"),
        ("lexicons: mine", "lexicons: .*'mine'"),
        ("lexicons:\n  foldr: mine", "'lexicons.foldr'.*'lexicons.folder'"),
        ("- a list", "sections with keys"),
        ("a: [", "not valid YAML"),
    ],
)
def test_a_mistake_is_named(tmp_path, text, message):
    path = tmp_path / "params.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        load_config(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigError, match="missing"):
        load_config(tmp_path / "params.yaml")


def test_an_empty_file_gives_the_defaults(tmp_path):
    (tmp_path / "params.yaml").write_text("# nothing\n", encoding="utf-8")
    config = load_config(tmp_path / "params.yaml")
    assert config == Config.model_validate({"lexicons": {"folder": str(tmp_path / "lexicons")}})


@pytest.mark.parametrize("text", ["", "lexicons:\n  folder: lexicons\n"])
def test_the_folder_of_own_words_lies_beside_the_params_file_and_may_be_absent(tmp_path, text):
    (tmp_path / "params.yaml").write_text(text, encoding="utf-8")
    assert load_config(tmp_path / "params.yaml").lexicons.folder == str(tmp_path / "lexicons")


def test_a_folder_of_another_name_counts_from_the_params_file_too(tmp_path):
    (tmp_path / "mots").mkdir()
    (tmp_path / "params.yaml").write_text("lexicons:\n  folder: mots\n", encoding="utf-8")
    assert load_config(tmp_path / "params.yaml").lexicons.folder == str(tmp_path / "mots")
