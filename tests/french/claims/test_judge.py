"""Who competes for a number, why one stands, and which guards refused."""

import math

import pytest

from pipeline.french.claims.claims import find_claims
from pipeline.french.claims.judge import SHARE_TASK, SURE, TASK
from pipeline.french.trace import Decision, Trace
from pipeline.french.view import view_of
from tests.french.claims.test_claims_casualties import model, short


def traced(text: str) -> Trace:
    doc = model()(text)
    trace = view_of(doc).trace = Trace()
    find_claims(doc)
    return trace


def decided(text: str, task: str) -> list[Decision]:
    return [decision for decision in traced(text).decisions if decision.task == task]


def test_kinds_compete_and_the_graver_one_stands() -> None:
    text = "Trois cyclistes ont été percutés et tués à Ornel."
    decision = decided(text, TASK)[0]
    assert text[slice(*decision.place)] == "Trois"
    chosen = {contender.label: contender.chosen for contender in decision.contenders}
    assert chosen == {"victims: verb:percuter": False, "killed: verb:tuer": True}


def test_weights_make_the_probability() -> None:
    for contender in decided("Une bombe a tué sept écoliers à Varnes.", TASK)[0].contenders:
        assert contender.weights.keys() == contender.evidence.keys()
        odds = sum(contender.weights.values())
        assert contender.probability == pytest.approx(1 / (1 + math.exp(-odds)), abs=0.001)
        assert contender.chosen == (contender.probability >= SURE)


def test_two_kinds_stand_only_where_both_are_said() -> None:
    both = short("L'effondrement a fait douze morts et blessés.")
    assert {kind for kind, _, _ in both} == {"killed", "injured"}
    assert len(short("Douze ouvriers ont été blessés puis tués.")) == 1


def test_what_a_percentage_may_be_a_share_of_competes() -> None:
    text = "Dans la vallée, 62 % des éleveurs approuvent le projet."
    decision = decided(text, SHARE_TASK)[0]
    shares = {contender.label: contender for contender in decision.contenders}
    assert [label for label, contender in shares.items() if contender.chosen] == ["éleveurs"]
    assert {"nothing", "vallée"} <= shares.keys()
    assert shares["nothing"].place is None
    assert text[slice(*shares["éleveurs"].place or ())] == "éleveurs"
    total = sum(contender.probability for contender in decision.contenders)
    assert total == pytest.approx(1, abs=0.01)


def test_figures_of_a_survey_go_on_about_the_same_people() -> None:
    text = "62 % des éleveurs approuvent le projet. À l'inverse, 30 % le rejettent."
    assert [who for _, _, who in short(text)] == ["éleveurs", "éleveurs"]


REFUSED = [
    ("Douze chiens ont été tués.", "Douze chiens", "counts things, or a share of people"),
    ("Six mineurs bloqués ont été secourus.", "bloqués", "told of people who were rescued"),
    ("Le tireur a blessé deux passants avant de mourir.", "mourir", "has no subject of its own"),
    ("Plus de la moitié des 300 passagers sont morts.", "300 passagers", "a preposition stands"),
]


@pytest.mark.parametrize(("text", "place", "guard"), REFUSED)
def test_guards_say_what_they_refuse(text: str, place: str, guard: str) -> None:
    told = [(text[slice(*r.place)], r.guard) for r in traced(text).refusals]
    assert any(words == place and said.startswith(guard) for words, said in told), told


def test_without_a_trace_nothing_is_kept_and_the_claims_are_the_same() -> None:
    text = "Sept mineurs sont morts et 40 % des galeries sont noyées."
    plain, other = model()(text), model()(text)
    view_of(other).trace = Trace()
    assert find_claims(plain) == find_claims(other)
    assert view_of(plain).trace is None
