from importlib import resources

import pytest

from pipeline.errors import LexiconError
from pipeline.french.lexicons import Lexicon, check_values, load_lexicon, parse

NAMES = sorted(
    file.name.removesuffix(".tsv")
    for file in resources.files("pipeline.lexicons").iterdir()
    if file.name.endswith(".tsv")
)


@pytest.mark.parametrize("name", NAMES)
def test_every_lexicon_loads_and_says_what_it_is(name):
    lexicon = load_lexicon(name)
    assert lexicon.rows
    text = resources.files("pipeline.lexicons").joinpath(f"{name}.tsv").read_text("utf-8")
    assert text.startswith("#")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\tb\n1\t2\t3\n", "line 2: 3 columns where the header has 2"),
        ("a\tb\n1\t2\n# c\n1\t2\n", "line 4: the entry stands already at line 2"),
        ("# nothing\n", "no header"),
    ],
)
def test_a_mistake_is_named_with_its_line(text, message):
    with pytest.raises(LexiconError, match=message):
        parse("trial", text)


def test_a_missing_lexicon_is_named():
    with pytest.raises(LexiconError, match="no lexicon 'absent'"):
        load_lexicon("absent")


def test_values_are_held_against_a_set():
    lexicon = Lexicon("trial", ("verb", "stance"), ({"verb": "dire", "stance": "nutral"},))
    with pytest.raises(LexiconError, match=r"'nutral'.*neutral"):
        check_values(lexicon, "stance", {"neutral", "denial"})
