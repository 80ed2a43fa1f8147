"""What made a name, in the words of the column `quotes.resolved_by`."""

from pipeline.french.names.names import titles
from pipeline.french.speakers.judge import Verdict
from pipeline.french.speakers.questions import (
    ANYBODY,
    LATTER,
    MISSING,
    NAMED,
    PRONOUN,
    Question,
)
from pipeline.french.speakers.scene import Scene
from pipeline.french.text import fold

_ROLE = frozenset({"role told", "apposed"})


def resolved_by(scene: Scene, question: Question, verdict: Verdict) -> str:
    """One of `records.RESOLUTIONS` for a question and who it was found to mean."""
    if verdict.source.name is None:
        return "nobody"
    if question.kind == MISSING:
        labelled = question.quote is not None and question.quote.rule == "answer"
        return "interview label" if labelled else "continuation"
    if "named here" in verdict.evidence:
        return _by_name(scene, question)
    if question.quote is not None and question.quote.rule == "answer":
        return "interview label"
    if question.kind in (PRONOUN, LATTER, ANYBODY):
        return "pronoun"
    if "as written" in verdict.evidence:
        return "as written"
    return "role" if _ROLE & verdict.evidence.keys() else "description"


def _by_name(scene: Scene, question: Question) -> str:
    """Whether a source bears the whole name, or a part of it, with a civility or without."""
    if question.kind != NAMED or len(question.names) != 1:
        return "named here"
    named, view = question.names[0], scene.view
    written = fold(view.on_one_line(named.first, named.last)).split()
    if len(written) >= len(fold(named.chain.name).split()):
        return "named here"
    civil = named.first > question.first and view.folded[named.first - 1] in titles()
    return "title" if civil or written[0] in titles() else "surname"
