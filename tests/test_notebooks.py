from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
of_each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)

BARE = """Le marché couvert retrouve sa halle

La halle du marché a été repeinte pendant l'été. Les étals de légumes, de fromages et de fleurs
occupent de nouveau toute l'allée centrale, et les habitants du quartier reviennent le matin.
"""
BRIEF = """Le pont fermé

« Le pont sera fermé », a déclaré la maire, Jeanne Aldric. Le chantier a fait deux blessés.
"""


def put(folder, article):
    (folder / "article.txt").write_text(article, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def bare_tables(tables_of, tmp_path_factory):
    """The tables of one article that quotes nobody, names nobody and counts nothing."""
    out = tables_of(put(tmp_path_factory.mktemp("bare"), BARE))
    for name in ("quotes", "claims", "figures", "entities"):
        assert pd.read_parquet(out / name).empty
    return out


@pytest.fixture(scope="session")
def brief_tables(tables_of, tmp_path_factory):
    """The tables of one article with one quote and one figure, without outlet and date."""
    out = tables_of(put(tmp_path_factory.mktemp("brief"), BRIEF))
    for name in ("quotes", "claims", "figures"):
        assert len(pd.read_parquet(out / name)) == 1
    return out


def outputs_of(path, tables, monkeypatch):
    monkeypatch.setenv("DEPECHE_OUTPUTS", str(tables))
    notebook = nbformat.read(path, as_version=4)
    executed = NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    outputs = [o for cell in executed.cells if cell.cell_type == "code" for o in cell.outputs]
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []
    return outputs


@of_each_notebook
def test_the_notebook_runs_on_the_seeds(path: Path, seed_tables, monkeypatch):
    outputs = outputs_of(path, seed_tables, monkeypatch)
    assert any("image/png" in output.get("data", {}) for output in outputs)


@pytest.mark.model
@of_each_notebook
@pytest.mark.parametrize("tables", ["bare_tables", "brief_tables"])
def test_the_notebook_runs_on_a_corpus_with_little_in_it(path, tables, request, monkeypatch):
    outputs_of(path, request.getfixturevalue(tables), monkeypatch)


@of_each_notebook
def test_the_notebook_is_committed_without_outputs(path: Path):
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)


@of_each_notebook
def test_the_cells_have_names_of_their_own(path: Path):
    names = [cell.id for cell in nbformat.read(path, as_version=4).cells]
    assert len(set(names)) == len(names)
