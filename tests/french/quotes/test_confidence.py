"""The probability that a row is right."""

from dataclasses import replace

from pipeline.french.quotes.confidence import confidence, features
from pipeline.french.records import Quote

SURE = Quote(
    0,
    60,
    "direct",
    "incise",
    0.95,
    cue=(63, 66),
    speaker=(67, 76),
    speaker_name="Paul Roy",
    speaker_entity_id="e1",
    speaker_kind="person",
)


def test_it_is_a_probability_and_named_evidence_raises_it() -> None:
    unnamed = replace(SURE, speaker_name=None, speaker_entity_id=None, certainty=0.3)
    described = replace(SURE, speaker_entity_id=None)
    assert 0 < confidence(unnamed) < confidence(described) < confidence(SURE) < 1


def test_less_certain_names_are_less_likely_right() -> None:
    values = [confidence(replace(SURE, certainty=c)) for c in (0.2, 0.5, 0.8, 1.0)]
    assert values == sorted(values) and len(set(values)) == 4


def test_evidence_is_named() -> None:
    assert features(SURE) == {
        "bias": 1.0,
        "rule=incise": 1.0,
        "type=direct": 1.0,
        "source=person": 1.0,
        "weight": 0.95,
        "certainty": 1.0,
    }
    assert features(replace(SURE, start=55, speaker=None))["no attribution"] == 1.0
    assert features(replace(SURE, start=55))["short content"] == 1.0


def test_an_unknown_rule_counts_nothing() -> None:
    assert 0 < confidence(replace(SURE, rule="new")) < 1
