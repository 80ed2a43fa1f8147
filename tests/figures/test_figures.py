"""Claims of the same thing brought together over the corpus."""

import datetime

import pytest

from pipeline.figures.events import Document, group_documents
from pipeline.figures.figures import Told, gather

MARCH = [datetime.date(2024, 3, day) for day in range(1, 32)]


def document(doc_id: str, day: int | None, entities: str, places: str = "") -> Document:
    published = None if day is None else MARCH[day - 1]
    return Document(doc_id, published, frozenset(entities.split()), frozenset(places.split()))


def test_documents_of_one_event_share_rare_names_and_days() -> None:
    documents = [
        document("a", 3, "kasse dol france", "kasse"),
        document("b", 5, "kasse dol france", "kasse"),
        document("c", 25, "kasse dol france", "kasse"),
        document("d", 4, "morvan france"),
        document("e", 6, "morvan vell france"),
    ]
    groups = group_documents(documents)
    assert groups == {"a": "a", "b": "a", "c": "c", "d": "d", "e": "e"}


def test_without_days_more_names_must_agree() -> None:
    two = [document("a", None, "kasse dol"), document("b", 5, "kasse dol")]
    three = [document("a", None, "kasse dol vell"), document("b", 5, "kasse dol vell")]
    assert group_documents(two)["b"] == "b"
    assert group_documents(three)["b"] == "a"


def test_frequent_names_do_not_make_an_event() -> None:
    crowd = [document(f"d{n:03}", 3, "france paris", "france") for n in range(200)]
    assert len(set(group_documents(crowd).values())) == 200


def claim(number: int, value: float | None, day: int = 3, **fields) -> Told:
    row = {
        "claim_id": f"c{number}",
        "doc_id": fields.pop("doc_id", f"d{day}"),
        "start": number,
        "text": str(value),
        "kind": "killed",
        "value": value,
        "low": value,
        "high": value,
        "who": "morts",
        "who_group": None,
        "who_country": None,
        "direction": None,
        "status": "asserted",
        "source_name": None,
        "place_entity_id": None,
        "event_date": None,
        "evidence": "…",
        "rule": "noun:morts",
    } | fields
    return Told(row, "event", MARCH[day - 1])


def one(*claims: Told) -> dict:
    (figure,) = gather(claims, {"e1": "Kassé"})
    return figure


def test_a_toll_in_the_order_of_time() -> None:
    figure = one(
        claim(3, 19, day=5),
        claim(1, 8),
        claim(2, 11, day=4, place_entity_id="e1"),
        claim(4, None, low=20, high=None, day=6),
    )
    assert (figure["first_value"], figure["last_value"]) == (8, 19)
    assert (figure["lowest"], figure["highest"]) == (8, 20)
    assert (figure["place_name"], figure["n_documents"]) == ("Kassé", 4)
    assert figure["claim_ids"] == ["c1", "c2", "c3", "c4"]
    assert (figure["revised"], figure["conflict"]) == (True, False)


@pytest.mark.parametrize(
    ("second", "conflict"),
    [
        ({"source_name": "la préfecture"}, True),
        ({"source_name": "la police"}, False),
        ({"source_name": None}, False),
        ({"source_name": "la préfecture", "low": 5, "high": None}, False),
        ({"source_name": "la préfecture", "status": "negated"}, False),
        ({"source_name": "la préfecture", "day": 9}, False),
    ],
)
def test_two_sources_whose_bounds_exclude_one_another_conflict(second, conflict) -> None:
    figure = one(claim(1, 8, source_name="la police"), claim(2, 15, **second))
    assert figure["conflict"] is conflict


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "injured"},
        {"who_group": "police"},
        {"who_country": "BE"},
        {"rule": "shared", "who": "enfants"},
        {"evidence": "En 2019, un feu avait fait 15 morts"},
        {"evidence": "15 morts depuis janvier"},
    ],
)
def test_other_things_stay_apart(other) -> None:
    assert len(list(gather([claim(1, 8), claim(2, 15, **other)], {}))) == 2


def test_two_places_are_two_things() -> None:
    claims = [claim(n, n, place_entity_id=place) for n, place in enumerate(("e1", "e1", "e2"), 1)]
    assert [figure["n_claims"] for figure in gather(claims, {})] == [2, 1]


def test_shares_of_one_whole_are_not_one_thing_but_a_rate_is() -> None:
    def percent(number: int, who: str | None) -> Told:
        return claim(number, number, kind="percentage", who=who, rule="percentage:complement")

    found = list(gather([percent(1, "électeurs"), percent(2, "électeurs")], {}))
    assert len(found) == 2
    assert (
        len(list(gather([percent(1, "le taux de chômage"), percent(2, "taux de chômage")], {})))
        == 1
    )
    assert list(gather([percent(1, None)], {})) == []
