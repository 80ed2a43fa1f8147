"""The floors themselves: they rise and never sink, and a fall names its rows."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.evaluation.gold import Annotated, ChainSpans, ClaimSpans, QuoteSpans
from tests.quality.floors import falls, load_floors, load_right, raised
from tests.quality.sets import (
    DEV,
    PRESS,
    GoldSet,
    Measured,
    gold_sets,
    measure,
)

TEXT = "« Rien ne presse », a dit Luc Ferval. « Tout presse », a dit Ida Ferval. Deux morts. " * 20
FIGURE = "quotes"
SPANS = [(start, start + 14) for start in range(0, 1200, 60)]


def gold(spans=SPANS):
    quotes = tuple(QuoteSpans(span, "direct", None, None, "Luc Ferval") for span in spans)
    return {"a": Annotated(TEXT, quotes, ())}


def measured(f1, right=SPANS, of=None, figure=FIGURE):
    scores = {figure: {"f1": f1, "p": f1 + 1, "r": f1 - 1}}
    return Measured(scores, {figure: {("a", span) for span in right}}, of or gold())


@pytest.fixture
def gold_set():
    return GoldSet("ours", Path("gold"), (FIGURE,), Path("texts"))


@pytest.fixture
def of_old(gold_set):
    """Floors and rows set when F1 was 80."""
    return raised(gold_set, measured(80.0), {}, {})


def test_a_first_floor_is_half_a_point_below_what_is_measured(of_old):
    floors, right = of_old
    assert floors["figures"] == {FIGURE: {"floor": 79.5, "p": 81.0, "r": 79.0}}
    assert right[FIGURE]["a"].split()[:2] == ["0-14", "60-74"]


@pytest.mark.parametrize(("f1", "floor"), [(80.0, 79.5), (79.6, 79.5), (40.0, 79.5), (80.1, 79.6)])
def test_floors_rise_and_never_sink(gold_set, of_old, f1, floor):
    floors, right = raised(gold_set, measured(f1, SPANS[:5]), *of_old)
    assert floors["figures"][FIGURE]["floor"] == floor
    # What was right when the floor was set stands as long as the floor does.
    assert (right == of_old[1]) is (floor == 79.5)


def test_a_new_figure_gets_a_floor_and_the_others_keep_theirs(gold_set, of_old):
    floors, right = raised(gold_set, measured(50.0, figure="mentions"), *of_old)
    assert floors["figures"][FIGURE] == of_old[0]["figures"][FIGURE]
    assert floors["figures"]["mentions"]["floor"] == 49.5
    assert set(right) == {FIGURE, "mentions"}


def test_no_floor_is_below_nought(gold_set):
    assert raised(gold_set, measured(0.3), {}, {})[0]["figures"][FIGURE]["floor"] == 0.0


@pytest.mark.parametrize(("f1", "falling"), [(79.5, 0), (79.4, 1), (90.0, 0), (20.0, 1)])
def test_what_is_below_the_floor_falls(gold_set, of_old, f1, falling):
    assert len(list(falls(gold_set, measured(f1), *of_old))) == falling


def test_a_fall_says_which_figure_by_how_much_and_which_rows(gold_set, of_old):
    (message,) = falls(gold_set, measured(70.0, SPANS[3:]), *of_old)
    lines = message.splitlines()
    assert lines[0] == (
        "ours, quotes: F1 70.0 is 9.5 below its floor of 79.5 "
        "(precision 81.0 → 71.0, recall 79.0 → 69.0)"
    )
    assert lines[1].startswith("  lost: a 0–14: [« Rien ne pres]se », a dit Luc Ferval.")
    assert [line.split(":")[1] for line in lines[1:]] == [" a 0–14", " a 60–74", " a 120–134"]


def test_ten_rows_are_shown_and_the_others_counted(gold_set, of_old):
    (message,) = falls(gold_set, measured(10.0, []), *of_old)
    assert message.count("  lost:") == 10
    assert message.endswith("  and 10 more")


def test_a_fall_in_precision_alone_says_so(gold_set, of_old):
    (message,) = falls(gold_set, measured(70.0), *of_old)
    assert "no row that was right is lost" in message


def test_rows_that_the_gold_has_no_more_are_not_lost(gold_set, of_old):
    (message,) = falls(gold_set, measured(70.0, [], gold(SPANS[:2])), *of_old)
    assert message.count("  lost:") == 2
    assert "more" not in message


def test_a_figure_that_the_gold_has_nothing_of_any_more_is_told(gold_set, of_old):
    (message,) = falls(gold_set, measured(99.0, figure="mentions"), *of_old)
    assert message == "ours, quotes: there is a floor, and the gold has no such rows now"


def test_of_sets_for_measuring_no_row_is_kept_or_shown(gold_set):
    dev = replace(gold_set, measured=True)
    floors, right = raised(dev, measured(80.0), {}, {})
    assert right == {}
    (message,) = falls(dev, measured(70.0, []), floors, {FIGURE: {"a": "0-14"}})
    assert "F1 70.0 is 9.5 below" in message
    assert message.splitlines()[1:] == ["  no rows: this set is for measuring only"]


def test_gold_that_has_changed_has_another_digest():
    quote = QuoteSpans((0, 14), "direct", None, None, "Ida Ferval")
    assert measured(1.0).digest == measured(2.0).digest
    assert measured(1.0).digest != measured(1.0, of={"a": Annotated(TEXT, (quote,), ())}).digest


def test_every_kind_of_gold_row_can_be_named():
    annotated = Annotated(
        TEXT,
        (QuoteSpans((0, 9), "direct", None, None, None),),
        (ClaimSpans((20, 24), "killed", (2.0, 2.0, 2.0), None, "asserted", None),),
        (ChainSpans("PER", ((30, 34), (50, 54))),),
    )
    rows = Measured({}, {}, {"a": annotated}).rows
    assert rows == {("a", span) for span in ((0, 9), (20, 24), (30, 34), (50, 54))}


def test_sets_that_are_not_here_say_why(monkeypatch, tmp_path):
    monkeypatch.delenv(PRESS, raising=False)
    monkeypatch.delenv(DEV, raising=False)
    sets = gold_sets()
    assert sets["own"].unavailable() is None
    assert f"{DEV}=1 measures it too" in sets["dev"].unavailable()
    assert f"{PRESS} does not name" in sets["press_train"].unavailable()
    missing = replace(sets["train"], gold=tmp_path / "none")
    assert "it is not part of the repository" in missing.unavailable()
    monkeypatch.setenv(DEV, "1")
    monkeypatch.setenv(PRESS, str(tmp_path))
    assert "is not there" in gold_sets()["press_dev"].unavailable()


def test_all_dev_sets_are_for_measuring_only():
    assert {s.name for s in gold_sets().values() if s.measured} == {"dev", "press_dev"}


def test_tables_of_other_texts_are_no_measure(gold_set, tmp_path, seed_tables):
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "afp_cyclone.txt").write_text("Un autre texte.", encoding="utf-8")
    (folder / "afp_cyclone.json").write_text('{"quotes": [], "claims": []}', encoding="utf-8")
    with pytest.raises(ValueError, match="afp_cyclone: the tables are of other texts"):
        measure(replace(gold_set, gold=folder), seed_tables)


def test_the_floors_that_stand_are_whole():
    """Every figure of our own gold has a floor; rows are kept for all sets but those of `dev`."""
    sets, floors = gold_sets(), load_floors()
    assert set(floors["own"]["figures"]) == set(sets["own"].figures)
    for name, held in floors.items():
        assert set(held["figures"]) <= set(sets[name].figures), name
        kept = load_right(name)
        assert set(kept) == (set() if sets[name].measured else set(held["figures"])), name
