import pickle

import pytest

from pipeline.corpus.rejection import Reason, Rejection


def test_reasons_are_a_fixed_set():
    with pytest.raises(ValueError, match="bored"):
        Rejection("bored", "Nothing to do.")


def test_rejection_travels_between_processes():
    rejection = pickle.loads(pickle.dumps(Rejection("empty", "Put the article in.")))
    assert (rejection.reason, rejection.detail) == (Reason.EMPTY, "Put the article in.")
    assert str(rejection) == "empty: Put the article in."
