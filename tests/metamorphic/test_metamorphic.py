"""One article in many characters and line lengths: the same quotes, names and figures come out."""

from collections import Counter
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.execution.flow import run_all
from tests.conftest import ROOT
from tests.metamorphic.rows import TABLES, differences, rows_of
from tests.metamorphic.transformations import ALL, EXACT, SIGNS, paragraphs_of

SEEDS = ROOT / "seeds"
EXAMPLES = sorted(SEEDS.rglob("*.txt"))
# Of a hundred rows, those that other marks or apostrophes may change: the parser reads « » best.
SIGN_EXCEPTIONS = 2
# Of all paragraphs, those where a hyphen at a line end may be taken for hyphenation.
HYPHEN_EXCEPTIONS = 3


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", EXACT)
def test_the_plain_text_is_the_same(name):
    """What all stages read: of every example, without a model."""
    changed = []
    for path in EXAMPLES:
        text = read(path)
        before, after = paragraphs_of(text), paragraphs_of(EXACT[name](text))
        assert len(before) == len(after), path.name
        changed += [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    assert all(a.replace("-", "") == b.replace("-", "") for a, b in changed)
    assert len(changed) <= (HYPHEN_EXCEPTIONS if "wrapped" in name else 0), changed


@pytest.fixture(
    scope="module",
    params=[pytest.param(16, id="some"), pytest.param(1, id="all", marks=pytest.mark.nightly)],
)
def compared(request, seed_tables, tmp_path_factory):
    """Transformation → for each example that it changes its path, its rows before and after."""
    folder = tmp_path_factory.mktemp("transformed")
    paths = {}
    for number, (name, transform) in enumerate(ALL.items()):
        (folder / "in" / str(number)).mkdir(parents=True)
        for path in EXAMPLES[:: request.param]:
            text = read(path)
            after = transform(text)
            if after != text:
                target = folder / "in" / str(number) / path.name
                target.write_bytes(after.encode("utf-8"))
                paths.setdefault(name, {})[path] = f"{number}/{path.name}"
    run_all(Config(), folder / "out", folder / "in", workers=1)
    before, after = rows_of(seed_tables), rows_of(folder / "out")
    return {
        name: [
            (path.name, before[path.relative_to(SEEDS).as_posix()], after[new])
            for path, new in of.items()
            if new in after
        ]
        for name, of in paths.items()
    }


def changes(articles):
    """Rows that went and came, with the article and the table; rows in all."""
    found, rows = [], 0
    for path, before, after in articles:
        gone, come = differences(before, after), differences(after, before)
        rows += sum(before[table].total() for table in TABLES)
        found += [(path, table, "-", row) for table in TABLES for row in gone[table]]
        found += [(path, table, "+", row) for table in TABLES for row in come[table]]
    return found, rows


@pytest.mark.parametrize("name", EXACT)
def test_characters_and_line_ends_change_nothing(name, compared):
    found, rows = changes(compared[name])
    assert rows > 100
    # A hyphen that a line end took may stand in a row.
    assert len({path for path, *_ in found}) <= (1 if "wrapped" in name else 0), found


@pytest.mark.parametrize("name", SIGNS)
def test_marks_and_apostrophes_change_hardly_anything(name, compared):
    found, rows = changes(compared[name])
    assert rows > 50
    assert len(found) <= SIGN_EXCEPTIONS * rows / 100, found


@pytest.mark.parametrize("name", [name for name in EXACT if "wrapped" in name])
def test_speakers_of_wrapped_articles(name, compared):
    speakers = [
        Counter(row[3] for row in rows["quotes"].elements())
        for _, *both in compared[name]
        for rows in both
    ]
    before, after = sum(speakers[::2], Counter()), sum(speakers[1::2], Counter())
    assert (before & after).total() >= 0.99 * before.total() > 20
