"""A second recogniser checks the first: it marks, it lowers, it changes nothing else."""

import json
import shutil

import pytest

from pipeline.audit.corpus import Corpus
from pipeline.audit.queue import QUEUED, Selection, select
from pipeline.config import Config, load_config
from pipeline.errors import ConfigError
from pipeline.execution.flow import run_all
from pipeline.french.names.comparison import compare
from pipeline.parts import read_table
from pipeline.stages.evaluate import evaluate, write_evaluation
from tests.conftest import ROOT, STANZA
from tests.french.press_docs import resolved_doc

AGREEMENTS = {"both", "first_only", "second_only", "label_differs"}


@pytest.mark.parametrize(
    ("first", "second", "said", "alone"),
    [
        ([(0, 8, "PER")], [(0, 8, "PER")], ["both"], []),
        ([(3, 11, "PER")], [(0, 11, "PER")], ["both"], []),
        ([(0, 8, "PER")], [(0, 8, "ORG")], ["label_differs"], []),
        ([(0, 20, "ORG")], [(15, 20, "LOC")], ["first_only"], []),
        ([(0, 4, "PER"), (9, 12, "LOC")], [(5, 8, "ORG")], ["first_only"] * 2, [(5, 8, "ORG")]),
        ([], [(5, 8, "ORG")], [], [(5, 8, "ORG")]),
        ([(5, 8, "ORG")], [], ["first_only"], []),
    ],
)
def test_compare(first, second, said, alone) -> None:
    found, missed = compare(first, second)
    assert list(found.values()) == said
    assert missed == alone


def without(row, *names):
    return {name: value for name, value in row.items() if name not in names}


def test_it_changes_nothing_of_what_the_first_gives(seed_tables, checked_tables) -> None:
    for table in ("entities", "figures", "tokens"):
        assert read_table(seed_tables, table).equals(read_table(checked_tables, table))
    for table in ("mentions", "quotes", "claims"):
        alone, checked = (
            [
                without(row, "agreement", "confidence")
                for row in read_table(root, table).to_pylist()
                if row["agreement"] != "second_only" or table != "mentions"
            ]
            for root in (seed_tables, checked_tables)
        )
        assert alone == checked


def test_without_one_nothing_is_marked(seed_tables) -> None:
    for table in ("mentions", "quotes", "claims"):
        assert set(read_table(seed_tables, table)["agreement"].to_pylist()) == {None}


def test_every_mention_is_marked(checked_tables) -> None:
    rows = read_table(checked_tables, "mentions").to_pylist()
    assert {row["agreement"] for row in rows} == AGREEMENTS
    for row in rows:
        assert (row["entity_id"] is None) == (row["agreement"] == "second_only")


def test_disagreement_lowers_the_confidence_of_what_rests_on_it(
    seed_tables, checked_tables
) -> None:
    for table in QUEUED:
        key = f"{table[:-1]}_id"
        before = {row[key]: row["confidence"] for row in read_table(seed_tables, table).to_pylist()}
        seen = set()
        for row in read_table(checked_tables, table).to_pylist():
            disputed = row["agreement"] not in (None, "both")
            seen.add(disputed)
            if disputed:
                assert row["confidence"] < before[row[key]]
            else:
                assert row["confidence"] == before[row[key]]
        assert seen == {True, False}


def test_what_is_disputed_is_audited_first(checked_tables) -> None:
    corpus = Corpus(checked_tables)
    for table in QUEUED:
        asked = Selection(table=table, order="disagreement")
        rows = corpus[table].take(select(corpus, asked))
        disputed = [row["agreement"] not in (None, "both") for row in rows]
        assert disputed == sorted(disputed, reverse=True)
        for wanted in (True, False):
            sure = [r["confidence"] for r, d in zip(rows, disputed, strict=True) if d == wanted]
            assert sure == sorted(sure)


def agreement_with(second: dict[tuple[int, int], str]):
    """What a quote and a claim of this text rest on, given what the second recogniser says."""
    from pipeline.french.claims.claims import find_claims
    from pipeline.french.quotes.quotes import find_quotes

    text = (
        "Anne Ferrand est maire de Brivel. « La crue a fait 12 morts », a-t-elle dit, selon Orval."
    )
    doc = resolved_doc(text, "PER Anne Ferrand; LOC Brivel")
    mentions = sorted((e.start_char, e.end_char) for e in doc.ents)
    doc._.depeche_agreement = tuple(
        (*span, second.get(span, "both")) for span in sorted({*mentions, *second})
    )
    (quote,) = find_quotes(doc)
    doc._.depeche_quotes = (quote,)
    (claim,) = find_claims(doc)
    return quote.speaker_name, quote.agreement, claim.agreement


def test_a_pronoun_rests_on_the_mentions_of_its_entity() -> None:
    assert agreement_with({}) == ("Anne Ferrand", "both", "both")
    assert agreement_with({(0, 12): "label_differs"})[1] == "label_differs"
    assert agreement_with({(26, 32): "first_only"})[1] == "both"


def test_stanza_as_the_second_opinion(tmp_path) -> None:
    seeds, out = tmp_path / "seeds", tmp_path / "out"
    seeds.mkdir()
    shutil.copy(ROOT / "seeds" / "seed_karabakh.txt", seeds)
    config = Config.model_validate({"ner": {"second_opinion": "stanza"}, **STANZA})
    run_all(config, out, seeds, workers=1)
    origins = {(row["opinion"], row["origin"]) for row in read_table(out, "recognised").to_pylist()}
    assert origins == {("first", "ner_presse"), ("second", "stanza_small")}
    assert "both" in read_table(out, "mentions")["agreement"].to_pylist()


@pytest.mark.parametrize(
    "ner",
    [
        {"second_opinion": "presse"},
        {"model": "stock", "second_opinion": "stock"},
        {"backend": "stanza", "second_opinion": "stanza"},
        {"second_opinion": "third"},
    ],
)
def test_a_second_opinion_is_another_recogniser(ner, tmp_path) -> None:
    params = tmp_path / "params.yaml"
    params.write_text(json.dumps({"ner": ner}), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"ner.*second_opinion|second_opinion"):
        load_config(params)


def test_evaluate_shows_the_engines_side_by_side(checked_tables, tmp_path) -> None:
    evaluation = evaluate(checked_tables, ROOT / "tests" / "gold")
    write_evaluation(evaluation, tmp_path)
    metrics = json.loads((tmp_path / "metrics.json").read_text(encoding="utf-8"))
    ours, stock = (metrics[f"recogniser_{name}"] for name in ("ner_presse", "fr_core_news_md"))
    assert ours["gold"] == stock["gold"] > 300
    assert ours["f1"] > stock["f1"] > 50
    agreements = {name: metrics[f"agreement_{name}"] for name in AGREEMENTS}
    rows = read_table(checked_tables, "mentions")
    assert sum(a["mentions"] for a in agreements.values()) == len(rows)
    assert agreements["both"]["accuracy"] > agreements["label_differs"]["accuracy"]


def test_evaluate_without_a_second_opinion_has_one_engine(seed_tables) -> None:
    scores = evaluate(seed_tables, ROOT / "tests" / "gold").scores
    assert [name for name in scores if name.startswith("recogniser")] == ["recogniser ner_presse"]
    assert not [name for name in scores if name.startswith("agreement")]
