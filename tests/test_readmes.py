"""The READMEs: what they say of commands, files, tables and rows is so."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from pipeline.cli import app
from pipeline.corpus.source import list_inputs
from tests.command import depeche
from tests.conftest import ROOT
from tests.outputs_page import PAGE, with_dictionary

README = ROOT / "README.md"
ROOMS = [p for p in ROOT.iterdir() if p.is_dir() and not p.name.startswith(".")]
READMES = sorted([README, *(page for room in ROOMS for page in room.rglob("README.md"))])


def each_of(pages):
    names = [str(page.relative_to(ROOT)) for page in pages]
    return pytest.mark.parametrize("page", pages, ids=names)


_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def blocks(page, language):
    """The code blocks of one language; « » for those that say none."""
    found = _BLOCK.findall(page.read_text(encoding="utf-8"))
    return [code for said, code in found if said == language]


def prose(page):
    return _BLOCK.sub("", page.read_text(encoding="utf-8"))


def anchors(page):
    headings = _HEADING.findall(prose(page))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_readme_is_short():
    lines = README.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 150
    assert [line for line in lines if len(line) > 115] == []


@each_of(READMES)
def test_links_lead_somewhere(page: Path):
    for path, anchor in _LINK.findall(prose(page)):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), path
        assert not anchor or anchor in anchors(target), f"{path}#{anchor}"


# Commands.


def commands_of(page):
    """The commands `depeche …` that a page tells to give, as lists of words."""
    lines = [line for block in blocks(page, "") for line in block.splitlines()]
    spans = [" ".join(span.split()) for span in _CODE.findall(prose(page))]
    told = [line for line in (*lines, *spans) if line.startswith("depeche ")]
    return [
        shlex.split(line.translate(dict.fromkeys(map(ord, "[]"))), comments=True) for line in told
    ]


def options_of(command):
    return {option for parameter in command.params for option in parameter.opts}


@each_of(READMES)
def test_commands_and_their_options_exist(page: Path):
    for words in commands_of(page):
        command = typer.main.get_command(app)
        for word in words[1:]:
            if word.startswith("--"):
                assert word in options_of(command), words
            elif hasattr(command, "commands"):
                assert word in command.commands, words
                command = command.commands[word]


def test_the_readme_lists_every_command():
    known = typer.main.get_command(app).commands
    listed = {words[1] for words in commands_of(README)}
    assert {name for name, command in known.items() if not command.hidden} <= listed


def test_make_targets_exist():
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in READMES:
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE):
            assert re.search(rf"^{target}:", rules, re.MULTILINE), f"{page}: make {target}"


# What stands in the tables.


def test_the_dictionary_of_outputs_is_that_of_the_tables():
    page = PAGE.read_text(encoding="utf-8")
    assert with_dictionary(page) == page, "the tables have changed: `make dictionary`"


def test_a_page_without_its_mark_is_not_written_over():
    with pytest.raises(ValueError, match="has lost the line"):
        with_dictionary("# outputs\n")


def test_the_readme_among_the_seeds_is_no_article():
    assert (ROOT / "seeds" / "README.md").is_file()
    assert not [item.path for item in list_inputs(ROOT / "seeds") if "README" in item.path]


@pytest.mark.model
def test_the_example_of_the_readme_is_what_comes_out():
    (example,) = (block for block in blocks(README, "") if block.startswith("Quotes: "))
    shown = iter(depeche("extract", "seeds/seed_karabakh.txt").stdout.splitlines())
    for line in example.splitlines():
        assert line in shown, f"`depeche extract` does not print, or not there: {line}"


def test_the_example_of_an_explanation_is_what_comes_out(seed_tables):
    """But for its numbers, which change with every fit of a judge."""
    page = ROOT / "pipeline" / "README.md"
    (example,) = (block for block in blocks(page, "") if "Who speaks?" in block)
    asked = next(words for words in commands_of(page) if "seed_karabakh:Ils font tout" in words)
    shown = without_numbers(depeche("explain", asked[2], str(seed_tables)).stdout)
    for line in without_numbers(example):
        assert line in shown, f"`depeche explain` does not print: {line}"


def without_numbers(text):
    return [re.sub(r"[+-]?\d+(\.\d+)?", "#", line) for line in text.splitlines()]


@pytest.mark.model
@each_of([page for page in READMES if blocks(page, "python")])
def test_python_in_the_pages_runs(page: Path, seed_tables, tmp_path, monkeypatch):
    (tmp_path / "outputs").symlink_to(seed_tables)
    monkeypatch.chdir(tmp_path)
    for code in blocks(page, "python"):
        exec(compile(code, str(page), "exec"), {"__name__": "__main__"})
