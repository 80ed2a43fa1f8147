"""The judge of speakers: who competes, who is chosen, what is refused, what made a name."""

import pytest

from pipeline.french.records import RESOLUTIONS, Quote
from pipeline.french.speakers import judge
from pipeline.french.speakers.speakers import resolve_speakers
from pipeline.french.trace import Decision, Trace
from pipeline.french.view import view_of
from tests.french.press_docs import resolved_doc
from tests.french.speakers.test_speakers import names, resolve

MET = "La ministre Ingrid Halvor a rencontré le juge Pavel Drenko à Brivel. "
BOTH = "PER Ingrid Halvor; PER Pavel Drenko"


def traced(text: str, said: str, source: str, mentions: str) -> tuple[Quote, Trace]:
    """One quote, resolved, and the trace of that."""
    doc = resolved_doc(text, mentions)
    view_of(doc).trace = trace = Trace()
    start, at = text.index(said), text.rindex(source)
    quote = Quote(start, start + len(said), "direct", "incise", 1.0, speaker=(at, at + len(source)))
    (resolved,) = resolve_speakers(doc, [quote])
    return resolved, trace


def speaker(trace: Trace) -> Decision:
    """The one decision about a speaker."""
    (found,) = (decision for decision in trace.decisions if decision.task == "speaker")
    return found


def test_all_who_compete_are_kept_with_what_their_evidence_weighs() -> None:
    found = speaker(traced(MET + "« Oui », a-t-elle dit.", "Oui", "elle", BOTH)[1])
    assert found.kind == "pronoun"
    assert sum(c.probability for c in found.contenders) == pytest.approx(1)
    (chosen,) = (c for c in found.contenders if c.chosen)
    assert chosen.label == "Ingrid Halvor"
    assert chosen.evidence["gender agrees"] == 1
    assert set(chosen.weights) == set(chosen.evidence)
    assert found.contenders[0].label == ""  # nobody
    assert all(c.label != "Pavel Drenko" for c in found.contenders)


def test_what_the_text_contradicts_is_refused_with_a_reason() -> None:
    text = "L'avocate Ida Vell est venue. « Oui », a dit la chirurgienne."
    _, trace = traced(text, "Oui", "la chirurgienne", "PER Ida Vell")
    assert [c.label for c in speaker(trace).contenders if c.chosen] == ["la chirurgienne"]
    (refusal,) = (r for r in trace.refusals if r.rule == "speaker")
    assert refusal.guard == "Ida Vell: a role of another walk of life"


def test_a_name_that_is_not_likely_enough_is_left_away(monkeypatch: pytest.MonkeyPatch) -> None:
    marked = MET + "« [C'est bien] », a-t-{elle} dit."
    assert names(marked, BOTH) == ["Ingrid Halvor"]
    monkeypatch.setattr(judge, "_LEAST", 1.0)
    (quote,) = resolve(marked, BOTH)
    assert (quote.speaker_name, quote.speaker_entity_id) == (None, None)
    assert quote.resolved_by == "nobody"


def test_the_certainty_is_the_probability_of_the_name() -> None:
    quote, trace = traced(MET + "« Oui », a-t-elle dit.", "Oui", "elle", BOTH)
    (chosen,) = (c for c in speaker(trace).contenders if c.chosen)
    assert quote.certainty == chosen.probability


@pytest.mark.parametrize(
    ("marked", "mentions", "expected"),
    [
        ("« [Oui] », dit {Ingrid Halvor}.", "PER Ingrid Halvor", "named here"),
        ("Ingrid Halvor rit. « [Oui] », dit {Halvor}.", "PER Ingrid Halvor", "surname"),
        ("Ingrid Halvor rit. « [Oui] », dit {Mme Halvor}.", "PER Ingrid Halvor", "title"),
        (MET + "« [Oui] », dit {la ministre}.", BOTH, "role"),
        (MET + "« [Oui] », a-t-{elle} dit.", BOTH, "pronoun"),
        ("« [Oui] », dit {une riveraine}.", "", "as written"),
        (
            "« [Oui] », a dit {Ingrid Halvor}. « [Et vite.] »",
            "PER Ingrid Halvor",
            "continuation",
        ),
        ("Il pleut. « [Oui] », a-t-{il} dit.", "", "nobody"),
    ],
)
def test_what_made_a_name_is_told(marked: str, mentions: str, expected: str) -> None:
    assert resolve(marked, mentions)[-1].resolved_by == expected
    assert expected in RESOLUTIONS


def test_an_article_makes_no_other_source() -> None:
    text = "Le ministère de la Défense a parlé. « [Oui] », a dit {le ministère}."
    assert names(text, "ORG ministère de la Défense") == ["ministère de la Défense"]


def test_who_is_only_described_is_known_by_the_name_that_the_text_gives() -> None:
    text = "Le juge Pavel Drenko est venu. Le juge a souri. « [Oui] », a-t-{il} dit."
    assert names(text, "PER Pavel Drenko") == ["Pavel Drenko"]
