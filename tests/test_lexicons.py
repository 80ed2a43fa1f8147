"""The lexicons: what is declared of each, the form of their files, what is said of mistakes."""

import subprocess
import sys
from importlib import resources

import pytest

from pipeline.errors import LexiconError
from pipeline.french.casualty_lexicon import figure_words, noun_kinds
from pipeline.french.context_words import context_words
from pipeline.french.dates import calendar
from pipeline.french.function_words import function_words
from pipeline.french.lexicon_files import parse
from pipeline.french.lexicons import load_lexicon
from pipeline.french.schemas import SCHEMAS
from tests.conftest import ROOT
from tests.lexicon_files import in_form, lexicon_file

VERBS = "verb\tvoice\tconstructions\tstance\tsource\n"


def test_every_file_is_declared_and_every_declared_file_is_there():
    files = resources.files("pipeline.lexicons").iterdir()
    names = {file.name.removesuffix(".tsv") for file in files if file.name.endswith(".tsv")}
    assert names == SCHEMAS.keys()


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_lexicon_loads_and_says_what_it_is(name):
    schema = SCHEMAS[name]
    assert load_lexicon(name).rows
    assert schema.meaning.endswith(".") and schema.source
    assert all(schema.columns.values())
    assert schema.key and set(schema.sort) <= schema.columns.keys()


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_file_explains_itself_and_is_sorted(name):
    text = lexicon_file(name).read_text(encoding="utf-8")
    assert text == in_form(name), "`make lexicons` sorts the entries and writes what is at the head"


@pytest.mark.parametrize("column", ["kind", "role", "group", "direction"])
def test_no_role_is_declared_that_no_word_has(column):
    unused = {
        (name, value)
        for name, schema in SCHEMAS.items()
        if column in schema.closed
        for value in set(schema.closed[column]) - load_lexicon(name).values(column)
    }
    # CLDR has all weekdays
    kinds = {("nouns", "place"), ("times", "weekday"), ("times", "weekday_short")}
    assert unused == (kinds if column == "kind" else set())


def test_values_stand_in_the_declared_order_numbers_by_size_words_without_accents():
    schema = SCHEMAS["times"]
    cells = [("été", "noun", ""), ("mai", "month", "5"), ("dix", "month", "10"), ("an", "noun", "")]
    rows = [dict(zip(schema.columns, row, strict=True)) for row in cells]
    assert [r["word"] for r in sorted(rows, key=schema.place)] == ["mai", "dix", "an", "été"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "cue_nouns",
            "# nothing\n",
            r"tsv has no header line.*noun, constructions, sta",
        ),
        (
            "cue_nouns",
            "noun\tconstruct\tstance\n",
            "line 1: .*'construct'.*'constructions'",
        ),
        (
            "cue_nouns",
            "noun\tstance\n",
            "line 1: .*, stance; found noun, stance",
        ),
        ("titles", "title\tgender\tnumber\nDr\tu\n", "line 2: 2 columns where the header has 3"),
        ("titles", "title\tgender\tnumber\nDr\tu\ts\t\n", "4 columns where the header has 3"),
        (
            "titles",
            "title\tgender\tnumber\nDr\tu\ts\n# c\nDr\tm\ts\n",
            "line 4: the entry 'Dr' stands already at line 2; title tells|line 4: the entry 'Dr'",
        ),
        ("titles", "title\tgender\tnumber\n\tu\ts\n", "line 2, column 'title': a word is missing"),
        (
            "cue_verbs",
            f"{VERBS}nier\tplain\tque\tdenail\tany\n",
            "line 2, column 'stance': 'denail' is none of .*; the nearest is 'denial'",
        ),
        ("cue_verbs", f"{VERBS}nier\tplain\tque,qeu\tdenial\tany\n", "'qeu'.*nearest is 'que'"),
        ("cue_verbs", f"{VERBS}niant\tplain\tque\tdenial\tany\n", "'niant'.*infinitive in -er"),
        ("gentiles", "form\tcountry\nsorvalais\tSo\n", "'So' is no ISO 3166-1 code of two capital"),
        ("gentiles", "form\tcountry\nSorvalais\tSO\n", "in small letters: write 'sorvalais'"),
        ("entities", "name\tvariants\tlabel\tcountry\nX\t-\tORG\tfr\n", "'fr' is no ISO 3166-1"),
        ("quote_confidence", "feature\tcoefficient\nbias\tmuch\n", "'coefficient': .*number"),
        ("number_words", "word\tvalue\trole\nun\t\tunit\n", "'value': .*number"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_a_remedy(name, text, message):
    with pytest.raises(LexiconError, match=message) as error:
        parse(name, text)
    assert f"pipeline/lexicons/{name}.tsv" in str(error.value)


def test_all_wrong_cells_are_told_at_once_up_to_ten():
    lines = "".join(f"mot{n}\tz\n" for n in range(12))
    with pytest.raises(LexiconError) as error:
        parse("given_names", f"name\tgender\n{lines}")
    told = str(error.value).splitlines()
    assert sum("column 'gender'" in line for line in told) == 10
    assert told[-2:] == [
        "pipeline/lexicons/given_names.tsv: 2 more cells like these.",
        "`depeche lexicons given_names` says what each column takes.",
    ]


def test_cells_that_may_be_empty_may_be_left_out_at_the_end():
    (row,) = parse("times", "word\tkind\tvalue\ntantôt\tday\n").rows
    assert row == {"word": "tantôt", "kind": "day", "value": ""}
    verb = "noyer\tkilled\tobject\tany\tyes\n"
    columns = "\t".join(SCHEMAS["casualty_verbs"].columns)
    (row,) = parse("casualty_verbs", f"{columns}\n{verb}").rows
    assert row["forms"] == row["needs"] == ""


@pytest.mark.parametrize("load", [load_lexicon, lambda name: parse(name, "")])
def test_a_missing_lexicon_is_named_with_the_nearest(load):
    with pytest.raises(LexiconError, match="no lexicon 'cue_verb'; the nearest is 'cue_verbs'"):
        load("cue_verb")


@pytest.mark.parametrize(
    ("accessor", "asked", "nearest"),
    [
        (figure_words, "tiem", "time"),
        (context_words, "mediun", "medium"),
        (function_words, "articles", "article"),
        (noun_kinds, "victims", "victim"),
        (calendar.time_words, "weekdays", "weekday"),
        (calendar.forms, "months", "month"),
    ],
)
def test_a_role_that_no_lexicon_has_is_an_error_that_names_the_nearest(accessor, asked, nearest):
    with pytest.raises(LexiconError, match=f"{asked!r} is none of .*; the nearest is {nearest!r}"):
        accessor(asked)


def test_no_words_are_read_when_a_module_is_imported():
    """A user's own words reach what is asked for later; a constant made of words would keep its."""
    code = """
import importlib, pkgutil, pipeline.french
for module in pkgutil.walk_packages(pipeline.french.__path__, "pipeline.french."):
    importlib.import_module(module.name)
    from pipeline.french import lexicons
    assert not lexicons._loaded.cache_info().misses, f"{module.name}: make it a cached function"
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
