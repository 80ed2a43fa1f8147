"""Fetching Stanza's models, over HTTP from a server of our own, and their record of checksums."""

import functools
import hashlib
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading

import pytest

from pipeline.backends.stanza_models import (
    LANGUAGE,
    PROCESSORS,
    check_models,
    checked_sums,
    models_digest,
)
from pipeline.errors import ModelError
from tests.conftest import STANZA_MODELS


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args) -> None:
        pass


@pytest.fixture
def hub(tmp_path):
    """A hub with the small models in it: its address, and its folder."""
    import stanza

    folder = tmp_path / "hub"
    shutil.copytree(STANZA_MODELS / LANGUAGE, folder / LANGUAGE)
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))
    )
    address = f"http://127.0.0.1:{server.server_port}"
    resources = json.loads((STANZA_MODELS / "resources.json").read_text(encoding="utf-8"))
    resources["url"] = address + "/{lang}/{filename}"
    version = stanza._version.__resources_version__
    (folder / f"resources_{version}.json").write_text(json.dumps(resources), encoding="utf-8")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield address, folder
    server.shutdown()
    server.server_close()


def fetch(cwd, address):
    params = cwd / "params.yaml"
    params.write_text("stanza:\n  models: here/stanza\n", encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pipeline", "models", "fetch", "stanza", "--params", str(params)],
        cwd=cwd,
        env={**os.environ, "STANZA_RESOURCES_URL": address, "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_fetched_models_are_whole_and_recorded(hub, tmp_path) -> None:
    address, _ = hub
    folder = tmp_path / "here" / "stanza"
    folder.mkdir(parents=True)
    (folder / "README.md").write_text("stays", encoding="utf-8")
    done = fetch(tmp_path, address)
    assert done.returncode == 0, done.stderr
    record = json.loads((folder / "checksums.json").read_text(encoding="utf-8"))
    assert record["files"] == {
        f"fr/{p}/small.pt": hashlib.sha256((folder / f"fr/{p}/small.pt").read_bytes()).hexdigest()
        for p in sorted(PROCESSORS)
    }
    assert (folder / "README.md").read_text(encoding="utf-8") == "stays"
    assert models_digest(folder, checked_sums(folder)) == models_digest(
        STANZA_MODELS, checked_sums(STANZA_MODELS)
    )
    assert [path.name for path in folder.parent.iterdir()] == ["stanza"]
    (folder / "fr" / "ner" / "small.pt").write_bytes(b"cut off")
    with pytest.raises(ModelError, match=r"fr/ner/small\.pt.*depeche models fetch stanza"):
        checked_sums(folder)


def test_a_download_that_breaks_off_leaves_what_was_there(hub, tmp_path) -> None:
    address, on_hub = hub
    assert fetch(tmp_path, address).returncode == 0
    folder = tmp_path / "here" / "stanza"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    (on_hub / LANGUAGE / "ner" / "small.pt").write_bytes(b"cut off")
    done = fetch(tmp_path, address)
    assert done.returncode == 1
    assert "Nothing was changed" in done.stderr
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "name", ["fr/mine.txt", "fr/ner/mine.pt", "resources.json", "checksums.json"]
)
def test_models_that_were_not_fetched_are_not_replaced(tmp_path, name) -> None:
    mine = tmp_path / "here" / "stanza" / name
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", encoding="utf-8")
    done = fetch(tmp_path, "http://127.0.0.1:9")
    assert done.returncode == 1
    assert f"did not fetch, {name}: name another folder" in done.stderr
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_hub_that_cannot_be_reached(tmp_path) -> None:
    done = fetch(tmp_path, "http://127.0.0.1:9")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for said in ("could not be fetched", "copy its here/stanza here", "models/README.md"):
        assert said in done.stderr
    assert not (tmp_path / "here" / "stanza").exists()


def test_a_folder_without_models(tmp_path) -> None:
    with pytest.raises(ModelError, match="depeche models fetch stanza"):
        check_models(tmp_path)
