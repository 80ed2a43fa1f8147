"""No figure falls below its floor, on any set of gold that is here."""

import pytest

from tests.quality.floors import falls, load_floors, load_right
from tests.quality.sets import gold_sets, measure

SETS = gold_sets()


@pytest.mark.parametrize("name", SETS)
def test_no_figure_is_below_its_floor(name, tables_of):
    gold_set, floors = SETS[name], load_floors().get(name)
    if why := gold_set.unavailable():
        pytest.skip(why)
    if floors is None:
        pytest.skip(f"{name} has no floors yet: `make floors` sets them")
    measured = measure(gold_set, tables_of(gold_set.texts))
    fallen = list(falls(gold_set, measured, floors, load_right(name)))
    if fallen and floors["gold"] != measured.digest:
        fallen.append(
            "The gold is another than when these floors were set: if that is why, and only then, "
            f"`python -m tests.quality.floors --anew {name}`."
        )
    if fallen:
        pytest.fail("\n".join(fallen), pytrace=False)
