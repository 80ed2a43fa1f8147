"""Ten articles whose rows stand here as text: a change is seen, judged and accepted."""

import difflib

import pyarrow.compute as pc
import pytest

from pipeline.parts import read_table, write_part
from tests.golden import accept as accepting
from tests.golden.render import ARTICLES, GOLDEN, golden_file, render, source


def difference(article, text):
    """A unified diff of the rows that stand and those that are; empty if they are the same."""
    file = golden_file(article)
    stands = file.read_text(encoding="utf-8") if file.exists() else ""
    names = (f"{article}, as accepted", f"{article}, now")
    lines = difflib.unified_diff(stands.splitlines(), text.splitlines(), *names, lineterm="")
    return "\n".join(lines)


@pytest.fixture(scope="module")
def rendered(seed_tables):
    return render(seed_tables)


@pytest.mark.parametrize("article", ARTICLES)
def test_the_rows_are_those_that_stand_here(article, rendered):
    if changed := difference(article, rendered[article]):
        pytest.fail(
            f"{changed}\n\nIf this is better or as good, accept it: make golden", pytrace=False
        )


def test_no_article_is_without_rows(rendered):
    assert [path.name for path in map(source, ARTICLES) if not path.exists()] == []
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(ARTICLES)
    for article, text in rendered.items():
        quotes, _, rest = text.partition("\nCLAIMS\n")
        claims, _, mentions = rest.partition("\nMENTIONS\n")
        assert quotes.count("\n    rule") >= 3, article
        assert claims.count("\n    rule") >= 1, article
        assert len(mentions.splitlines()) >= 5, article


@pytest.fixture
def changed_tables(seed_tables, tmp_path):
    """The tables of the seeds, where everybody who spoke is somebody else, and offsets differ."""
    for name in ("documents", "claims", "mentions", "quotes"):
        table = read_table(seed_tables, name)
        if name == "quotes":
            spoke = pc.if_else(pc.is_valid(table["speaker_name"]), "Personne Autre", None)
            at = table.column_names.index("speaker_name")
            table = table.set_column(at, table.schema.field(at), spoke)
        if name == "mentions":
            at = table.column_names.index("end")
            later = pc.add(table["end"], 1).cast("int32")
            table = table.set_column(at, table.schema.field(at), later)
        write_part(tmp_path / name, "all", table, "f")
    return tmp_path


def test_a_change_is_shown_line_by_line_and_offsets_are_none(changed_tables, rendered):
    changed = render(changed_tables)
    article = ARTICLES[0]
    lines = list(
        difflib.unified_diff(
            rendered[article].splitlines(), changed[article].splitlines(), lineterm="", n=0
        )
    )[2:]
    touched = [line for line in lines if line[0] in "+-"]
    assert touched
    assert all(line[1:].strip().startswith("speaker ") for line in touched)
    assert any("Personne Autre" in line for line in touched if line[0] == "+")


def test_what_is_accepted_is_no_difference_any_more(rendered, tmp_path, monkeypatch):
    monkeypatch.setattr(accepting, "golden_file", lambda article: tmp_path / f"{article}.txt")
    assert len(accepting.accept(rendered)) == len(ARTICLES)
    assert accepting.accept(rendered) == []
    (tmp_path / f"{ARTICLES[0]}.txt").write_text("QUOTES\n", encoding="utf-8")
    assert accepting.accept(rendered) == [tmp_path / f"{ARTICLES[0]}.txt"]
    assert (tmp_path / f"{ARTICLES[0]}.txt").read_text("utf-8") == rendered[ARTICLES[0]]
