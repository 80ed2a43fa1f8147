"""No accessor of the lexicons loses a word unawares."""

import pytest

from tests.word_sets import accessors, elements, hashes, kept

GIVEN = kept()
CALLS = dict(accessors())


@pytest.mark.parametrize("name", GIVEN)
def test_an_accessor_gives_all_that_it_gave(name):
    gone = GIVEN[name] - hashes(elements(CALLS[name]()))
    assert not gone, (
        f"{len(gone)} elements of {name} are gone or changed. `python -m tests.word_sets --show` "
        "lists what it gives, to compare with another checkout; if it was meant, "
        "`python -m tests.word_sets 'the reason'` writes it down."
    )


def test_every_accessor_is_held():
    assert GIVEN.keys() == CALLS.keys()


def test_a_word_that_goes_or_changes_is_seen_and_a_new_one_is_free():
    before = hashes(elements({"dire": "neutral", "nier": "denial"}))
    assert not before - hashes(elements({"dire": "neutral", "nier": "denial", "jurer": "promise"}))
    assert len(before - hashes(elements({"dire": "neutral"}))) == 1
    assert len(before - hashes(elements({"dire": "neutral", "nier": "doubt"}))) == 1
