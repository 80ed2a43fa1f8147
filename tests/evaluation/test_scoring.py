import importlib.util
import json
import shutil

import pytest

from pipeline.evaluation.gold import Annotated, ClaimSpans, GoldError, QuoteSpans, load_gold, trim
from pipeline.evaluation.predictions import load_predictions
from pipeline.evaluation.scoring import align, compare, overlap, same_source, score
from pipeline.stages.evaluate import evaluate, write_evaluation
from tests.conftest import ROOT


def quote(start, end, kind="direct", name="Anne Ferrand", cue=None):
    return QuoteSpans((start, end), kind, cue, None, name)


def claim(start, end, value=3.0, kind="killed", status="asserted", who=None):
    return ClaimSpans((start, end), kind, (value, value, value), who, status, None)


def document(quotes=(), claims=()):
    return Annotated("x" * 100, tuple(quotes), tuple(claims))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [((0, 10), (0, 10), 1.0), ((0, 10), (5, 15), 1 / 3), ((0, 5), (5, 9), 0.0), (None, (0, 1), 0)],
)
def test_overlap(a, b, expected):
    assert overlap(a, b) == pytest.approx(expected)


def test_alignment_is_one_to_one_best_first():
    gold = [quote(0, 10), quote(10, 20)]
    found = [quote(0, 9), quote(0, 10), quote(11, 20)]
    assert sorted(align(gold, found, 0.5)) == [(0, 1), (1, 2)]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Anne Ferrand", "Mme Ferrand", True),
        ("le ministère de la Santé", "ministère de la Santé publique", True),
        ("Comité des usagers du canal", "comité de défense des usagers du canal", True),
        ("Anne Ferrand", "Anne Tornal", False),
        ("Anne Ferrand", "Luc Ferrand", False),
        ("Paul Ferrand", "Jean-Paul Ferrand", False),
        ("le ministère de la Santé", "ministère de la Défense", False),
        ("Éva", "EVA", True),
        (None, None, True),
        (None, "Éva", False),
    ],
)
def test_same_source(a, b, expected):
    assert same_source(a, b) is expected


def test_trim_leaves_a_span_of_nothing_but_marks():
    assert trim("« non »", (0, 7)) == (2, 5)
    assert trim("«»", (0, 2)) == (0, 2)


def test_nominal_reports_neither_reward_nor_punish():
    gold = {"a": document([quote(0, 20, "nominal"), quote(30, 40)])}
    found = {"a": document([quote(0, 20, "indirect"), quote(30, 40)])}
    scores, errors = score(gold, found)
    assert scores["quotes"]["f1"] == 100.0
    assert scores["nominal reports"]["r"] == 0.0
    assert errors == []


def test_what_is_missed_and_what_is_made_up_is_listed():
    gold = {"a": document([quote(0, 20)], [claim(0, 2), claim(50, 52)])}
    found = {"a": document([quote(60, 80)], [claim(0, 2, value=4.0), claim(70, 72)])}
    scores, errors = score(gold, found)
    assert scores["quotes"]["f1"] == 0.0
    assert scores["claims"] == {"p": 50.0, "r": 50.0, "f1": 50.0, "gold": 2, "pred": 2, "tp": 1}
    assert scores["claim value"]["accuracy"] == 0.0
    kinds = [error.kind for error in errors]
    assert kinds == [
        "missed direct",
        "spurious direct",
        "claim",
        "missed killed",
        "spurious killed",
    ]


def test_the_gold_rows_that_are_right_are_named_by_figure():
    gold = document(
        [quote(0, 20), quote(30, 40), quote(50, 60, "nominal")],
        [claim(0, 2), claim(22, 24), claim(62, 64, kind="percentage")],
    )
    found = document(
        [quote(0, 20), quote(30, 46, name="Luc Tornal"), quote(50, 60, "nominal")],
        [claim(0, 2), claim(22, 24, value=4.0), claim(62, 64, kind="percentage")],
    )
    assert compare({"a": gold}, {"a": found}).right == {
        "quotes": {("a", (0, 20)), ("a", (30, 40))},
        "quotes strict": {("a", (0, 20))},
        "quotes with resolved speaker": {("a", (0, 20))},
        "nominal reports": {("a", (50, 60))},
        "casualties": {("a", (0, 2)), ("a", (22, 24))},
        "percentages": {("a", (62, 64))},
        "claims with value, who and status": {("a", (0, 2)), ("a", (62, 64))},
    }


def test_gold_that_does_not_fit_its_text_is_named(tmp_path):
    (tmp_path / "a.txt").write_text("Rien.", encoding="utf-8")
    gold = {"doc": "a", "quotes": [{"text": "Tout", "type": "direct"}], "claims": []}
    (tmp_path / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.json.*'Tout'"):
        load_gold(tmp_path)
    with pytest.raises(GoldError, match="holds no gold"):
        load_gold(tmp_path / "none")


def test_gold_that_the_corpus_lacks_is_left_out_and_counted(seed_tables, tmp_path):
    gold = tmp_path / "gold"
    shutil.copytree(ROOT / "tests/gold", gold)
    (gold / "absent.txt").write_text("Rien.", encoding="utf-8")
    (gold / "absent.json").write_text('{"quotes": [], "claims": []}', encoding="utf-8")
    other = (gold / "crue_aubrenne.txt").read_text(encoding="utf-8") + "\nAutre fin."
    (gold / "crue_aubrenne.txt").write_text(other, encoding="utf-8")
    evaluation = evaluate(seed_tables, gold)
    assert evaluation.missing == ("absent", "crue_aubrenne")
    assert evaluation.scores["quotes"]["gold"] > 0
    write_evaluation(evaluation, tmp_path)
    metrics = json.loads((tmp_path / "metrics.json").read_text(encoding="utf-8"))
    assert metrics["gold_documents"] == {"evaluated": len(evaluation.gold), "missing": 2}


def test_evaluation_is_written_for_dvc(seed_tables, tmp_path):
    write_evaluation(evaluate(seed_tables, ROOT / "tests/gold"), tmp_path)
    metrics = json.loads((tmp_path / "metrics.json").read_text(encoding="utf-8"))
    figures = metrics["quotes"]
    assert figures["gold"] == sum(
        quote.type != "nominal"
        for annotated in load_gold(ROOT / "tests/gold").values()
        for quote in annotated.quotes
    )
    assert figures["recall"] == round(100 * figures["tp"] / figures["gold"], 1)
    lines = (tmp_path / "plots/scores.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "measure,figure,percent"
    assert f"quotes,f1,{metrics['quotes']['f1']}" in lines


def reference_scorer(shared):
    spec = importlib.util.spec_from_file_location("reference_scorer", shared / "gold/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_our_figures_are_those_of_the_reference_scorer(seed_tables, shared):
    reference = reference_scorer(shared)
    folder = ROOT / "tests/gold"
    gold = reference.load_gold(folder)
    expected, _ = reference.score(gold, reference.load_predictions(seed_tables, gold))
    ours, _ = score(load_gold(folder), load_predictions(seed_tables))
    assert ours == expected


def test_our_figures_agree_on_predictions_full_of_errors(seed_tables, shared):
    """The gold of one document held against the tables of another: nearly everything differs."""
    reference = reference_scorer(shared)
    folder = ROOT / "tests/gold"
    gold, found = load_gold(folder), load_predictions(seed_tables)
    theirs = reference.load_gold(folder)
    names = sorted(gold)
    shifted = dict(zip(names, [*names[1:], names[0]], strict=True))
    raw = reference.load_predictions(seed_tables, theirs)
    expected, _ = reference.score(theirs, {doc: raw[other] for doc, other in shifted.items()})
    ours, _ = score(gold, {doc: found[other] for doc, other in shifted.items()})
    assert ours == expected
