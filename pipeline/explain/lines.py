"""An explanation as lines that people read in a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.explain.records import Answer, Explanation, Found, Question
from pipeline.listing import claim_lines, on_one_line, quote_lines

_LONG, _LONG_PLACE = 400, 70
_ANSWERS, _REFUSALS = 5, 15
# Evidence that weighs less moves no probability by more than about one in a hundred.
_LIGHT = 0.05
_LOSERS_EVIDENCE = 4


def explanation_lines(told: Explanation) -> Iterator[str]:
    """The place in its sentence, the rows there with what made them, what guards refused."""
    kind = "" if told.kind == "body" else f" ({told.kind})"
    yield f"{told.path}, characters {told.start} to {told.end}{kind}"
    yield f"  {_cut(told.text, _LONG)}"
    for note in told.notes:
        yield f"! {note}"
    yield ""
    if not any(row.here for row in told.rows):
        yield "No row is here."
    for row in told.rows:
        yield from _row_lines(row)
    for question in told.questions:
        yield f"{question.asks} « {_cut(question.text, _LONG_PLACE)} »"
        yield from _question_lines(question)
    yield from _refused_lines(told)


def _row_lines(found: Found) -> Iterator[str]:
    beside = "" if found.here else ", in the same sentence"
    yield f"{found.table} {found.id}{beside}{f': {found.remark}' if found.remark else ''}"
    yield from _ROW_LINES[found.table](found.row)
    for question in found.questions if found.here else ():
        yield f"    {question.asks}"
        yield from _question_lines(question)


def _quote_lines(row: Mapping[str, Any]) -> Iterator[str]:
    yield from quote_lines(row)
    if row.get("resolved_by"):
        yield f"      name resolved by: {row['resolved_by']}"


def _mention_lines(row: Mapping[str, Any]) -> Iterator[str]:
    yield f"  {row['label']} « {_cut(row['text'], _LONG_PLACE)} » names {row['name']}"
    yield f"      found by {row['origin']}, entity {row['entity_id'] or 'none'}"


_ROW_LINES = {"quotes": _quote_lines, "claims": claim_lines, "mentions": _mention_lines}


def _question_lines(question: Question) -> Iterator[str]:
    if question.outcome:
        yield f"      {question.outcome}"
    for answer in question.answers[:_ANSWERS]:
        yield from _answer_lines(answer)
    yield from _more(question.answers, _ANSWERS, "less likely ones")


def _answer_lines(answer: Answer) -> Iterator[str]:
    mark = "▸" if answer.chosen else " "
    yield f"    {mark} {answer.probability:.2f}  {_cut(answer.label, _LONG_PLACE)}"
    heavy, light = answer.parted(_LIGHT)
    for piece in heavy[: None if answer.chosen else _LOSERS_EVIDENCE]:
        value = "" if piece.value == 1 else f" = {piece.value:.3g}"
        yield f"          {piece.weight:+.2f}  {piece.name}{value}"
    if light and (answer.chosen or not heavy):
        names = ", ".join(piece.name for piece in light)
        yield f"                 weighing nothing: {_cut(names, _LONG_PLACE)}"


def _refused_lines(told: Explanation) -> Iterator[str]:
    if told.unseen:
        yield "No rule had a candidate in this sentence: perhaps a word that no lexicon has."
    elif not told.refused:
        yield "No guard of a rule refused anything in this sentence."
    else:
        yield "Refused in this sentence:"
    for one in told.refused[:_REFUSALS]:
        yield f"  {one.rule}: {one.guard}"
        yield f"      « {_cut(one.text, _LONG_PLACE)} »"
    yield from _more(told.refused, _REFUSALS, "more")


def _more(all_of_them: Sequence[Any], shown: int, what: str) -> Iterator[str]:
    if len(all_of_them) > shown:
        yield f"      … and {len(all_of_them) - shown} {what} (--json has all)"


def _cut(text: str, limit: int) -> str:
    line = on_one_line(text)
    return line if len(line) <= limit else f"{line[:limit].rstrip()} …"
