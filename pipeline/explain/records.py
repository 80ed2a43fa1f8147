"""What an explanation holds: rows, who competed, what was refused; for a terminal, a page, JSON.

All offsets are characters of the document's text, as in the tables, end exclusive.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

# Tables whose rows can be asked about → the first letter of their identifiers.
LETTERS = {"quotes": "q", "claims": "c", "mentions": "m"}
# Tasks of judges → what each asks, in words.
QUESTIONS = {
    "quote": "Is it a quote, and how far does it go?",
    "speaker": "Who speaks?",
    "relay": "Who passes it on?",
    "source inside": "Who is meant by « {} »?",
    "claim": "What does the figure say?",
    "share": "What is it a share of?",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence: its value, and what it weighs (log odds; above 0 it speaks for)."""

    name: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question, with what speaks for and against it, heaviest first."""

    label: str
    probability: float
    chosen: bool
    evidence: tuple[Piece, ...]

    def parted(self, least: float = 0.005) -> tuple[list[Piece], list[Piece]]:
        """The evidence that weighs at least so much, and the rest."""
        heavy = [piece for piece in self.evidence if abs(piece.weight) >= least]
        return heavy, [piece for piece in self.evidence if abs(piece.weight) < least]


@dataclass(frozen=True, slots=True)
class Question:
    """What a judge decided about a place: all answers that competed, the winner first.

    `kind` says of which kind the question is, where its task has several (a pronoun, a name).
    """

    task: str
    kind: str
    start: int
    end: int
    text: str
    answers: tuple[Answer, ...]

    @property
    def asks(self) -> str:
        """The question in words."""
        asks = QUESTIONS.get(self.task, self.task).replace("{}", " ".join(self.text.split()))
        return f"{asks} ({self.kind})" if self.kind else asks

    @property
    def outcome(self) -> str:
        """What the probabilities alone do not say of how it ended; empty if they do."""
        chosen = [answer.probability for answer in self.answers if answer.chosen]
        if not chosen:
            return "none of these is sure enough"
        if any(answer.probability > max(chosen) for answer in self.answers):
            return "none of the likelier ones is sure enough: a wrong one costs more than none"
        return ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A candidate that a guard of a rule refused: which rule, why in words, of which words."""

    rule: str
    guard: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A row that the present rules find, and the questions that made it.

    `here` says whether it is at the place that was asked about, or beside it in its sentence.
    `remark` is what sets it apart from the row in the tables, empty if nothing does; a row that
    only the tables have is given as they have it.
    """

    table: str
    id: str
    row: Mapping[str, Any]
    here: bool
    questions: tuple[Question, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """All there is to say about a place of a document.

    `start`, `end` are what was asked about, `text` the sentences that hold it, from `text_start`
    on, in a block of kind `kind`. `rows` begins with those at the place itself; `questions` are
    those that made no row. `notes` are for the reader: what of it may not be as he expects.
    """

    doc_id: str
    path: str
    start: int
    end: int
    kind: str
    text_start: int
    text: str
    rows: tuple[Found, ...]
    questions: tuple[Question, ...]
    refused: tuple[Refused, ...]
    notes: tuple[str, ...] = ()

    @property
    def unseen(self) -> bool:
        """Whether no rule had anything to say of the sentence: no candidate, good or bad."""
        tables = {row.table for row in self.rows} - {"mentions"}
        return not (tables or self.questions or self.refused)

    def as_json(self) -> dict[str, Any]:
        """The same as what JSON can hold, but for dates."""
        return asdict(self)


class Explains(Protocol):
    """What explains rows and places of a run: handed to the review app from outside."""

    def row(self, row_id: str) -> Explanation:
        """Of a row, by its id. Raises DepecheError."""
        ...

    def place(self, doc_id: str, start: int, end: int) -> Explanation:
        """Of a place in a document. Raises DepecheError."""
        ...
