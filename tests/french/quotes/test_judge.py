"""The judge of quotes: who competes, what their evidence is, who wins, and what the trace keeps."""

from dataclasses import replace
from itertools import pairwise

import pytest

from pipeline.french.quotes.candidates import Candidate
from pipeline.french.quotes.evidence import evidence
from pipeline.french.quotes.judge import LEAST, Weighed, best, coefficients, decided, weigh
from pipeline.french.quotes.quotes import attributed, hear
from pipeline.french.trace import Trace
from pipeline.french.view import view_of
from tests.french.quotes.quotes_support import analysed


def weighed(start: int, end: int, probability: float) -> Weighed:
    return Weighed(Candidate(start, end, "indirect", "que"), {}, probability)


CHOICES = [
    ([(0, 50, 0.9), (10, 30, 0.95)], [(10, 30)]),  # the likelier of two
    ([(0, 50, 0.9), (0, 20, 0.8), (25, 50, 0.8)], [(0, 20), (25, 50)]),  # two promise more
    ([(0, 50, 0.95), (0, 20, 0.6), (25, 50, 0.6)], [(0, 50)]),  # or less
    ([(0, 10, 0.9), (10, 20, 0.9)], [(0, 10), (10, 20)]),  # touching is no overlap
    ([(0, 10, LEAST), (20, 30, 0.2)], []),  # likelier wrong than right
    ([], []),
]


@pytest.mark.parametrize(("candidates", "expected"), CHOICES)
def test_the_set_is_taken_that_promises_most(
    candidates: list[tuple[int, int, float]], expected: list[tuple[int, int]]
) -> None:
    for order in (candidates, candidates[::-1]):
        taken = best([weighed(*c) for c in order])
        assert [(w.start, w.end) for w in taken] == expected


def test_evidence_has_names_that_a_linguist_reads() -> None:
    text = "La maire de Sorel a promis mardi devant les élus que le pont rouvrira, selon Ana Roy."
    view = view_of(analysed(text))
    heard = hear(view)
    told = next(c for c in heard.candidates if c.rule == "que")
    found = evidence(view, told, [])
    expected = {"rule=que", "type=indirect", "cue=compound", "stance=promise", "source=role"}
    assert expected <= found.keys()
    assert found["a finite verb in it"] == 1.0
    assert not any(name.startswith("in doubt") for name in found)
    outer = next(c for c in heard.candidates if c.rule == "preposition")
    assert "another reading inside it" in evidence(view, outer, [told])
    assert "inside another reading" in evidence(view, told, [outer])


def test_a_rule_that_is_not_fitted_yet_is_judged_by_what_it_shares() -> None:
    view = view_of(analysed("Paul Roy a déclaré : « Le quai est trop étroit pour les bus. »"))
    told = next(c for c in hear(view).candidates if c.rule == "colon")
    (judged,) = weigh(view, [replace(told, rule="a-new-rule")], coefficients())
    assert judged.probability > LEAST


def test_the_trace_keeps_who_competed_and_what_decided() -> None:
    view = view_of(analysed("La maire a promis que le quai rouvrira lundi, selon une élue."))
    silent = decided(view, hear(view), coefficients())[0]
    view.trace = Trace()
    try:
        assert decided(view, hear(view), coefficients())[0] == silent
        (decision,) = [d for d in view.trace.decisions if d.task == "quote"]
    finally:
        view.trace = None
    assert [c.chosen for c in decision.contenders].count(True) == len(silent) == 1
    for contender in decision.contenders:
        assert contender.evidence.keys() == contender.weights.keys()
    winner = next(c for c in decision.contenders if c.chosen)
    assert winner.probability == max(c.probability for c in decision.contenders)


REFUSED = [
    ("Il faudra dire le fond de l'affaire.", "the infinitive hangs on nothing that reports"),
    ("Le pont annoncé par la mairie est cher.", "a description, no report"),
    ("La mairie annonce.", "the verb takes no such complement"),
    ("Les tarifs varient selon les saisons.", "what follows is no source"),
    ("Il regarde une affiche : « Le Phare Nord ».", "a name or term in marks"),
]


@pytest.mark.parametrize(("text", "guard"), REFUSED)
def test_guards_say_why_something_is_no_quote(text: str, guard: str) -> None:
    view = view_of(analysed(text))
    view.trace = Trace()
    try:
        hear(view)
        assert guard in {r.guard for r in view.trace.refusals}
        for refusal in view.trace.refusals:
            assert 0 <= refusal.place[0] < refusal.place[1] <= len(text)
    finally:
        view.trace = None


DOUBTED = [
    ("En annonçant que le quai fermera, on a tout dit.", "que", "no subject"),
    (
        "Il faut leur annoncer que le quai fermera.",
        "que",
        "the infinitive hangs on nothing that reports",
    ),
    ("Le vent souhaite « un quai plus large ».", "marks", "the subject cannot speak"),
]


@pytest.mark.parametrize(("text", "rule", "doubt"), DOUBTED)
def test_rules_yield_what_they_doubt(text: str, rule: str, doubt: str) -> None:
    heard = hear(view_of(analysed(text)))
    (found,) = [c for c in heard.candidates if c.rule == rule]
    assert found.in_doubt
    assert doubt in found.doubts


def test_negated_reports_are_judged_by_the_same_evidence() -> None:
    told = attributed(analysed("La maire a dit que le pont rouvrira."))
    denied = attributed(analysed("La maire n'a pas dit que le pont rouvrira."))
    assert [q.negated for q in (*told, *denied)] == [False, True]
    assert all(q.confidence > LEAST for q in (*told, *denied))


def test_chosen_contents_are_sorted_and_apart() -> None:
    text = (
        "« Le quai est vide », dit Ana Costa. Selon le port, rien ne bouge. Il a promis d'agir et "
        "juge la grève « inutile ». « Non », répond-elle. « Pas encore. »"
    )
    quotes = attributed(analysed(text))
    assert len(quotes) >= 5
    assert all(a.end <= b.start for a, b in pairwise(quotes))
