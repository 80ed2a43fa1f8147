"""How rows came about, kept where somebody asks: refused candidates, and who competed.

Rules, guards and judges say it in passing; without a `Trace` on the view nothing is kept and
nothing is built. `depeche explain` and the review app show it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Never, Protocol

from pipeline.french.records import Offsets


@dataclass(frozen=True, slots=True)
class Refusal:
    """A candidate that a guard of a rule let go; `place` is what it was about, in characters.

    `guard` says in words why (« no verb in its complement »).
    """

    rule: str
    guard: str
    place: Offsets


@dataclass(frozen=True, slots=True)
class Contender:
    """One answer to a question: what it is in words, its evidence, what each piece weighs.

    `weights` are log odds, by the names of `evidence`; `probability` is what they make (0..1).
    """

    label: str
    evidence: Mapping[str, float]
    weights: Mapping[str, float]
    probability: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """A question of one task (quote, speaker, claim …) at a place, and all who competed.

    `kind` says what was asked where a task has several kinds of questions (a pronoun, a name).
    """

    task: str
    place: Offsets
    contenders: tuple[Contender, ...]
    kind: str = ""


@dataclass(slots=True)
class Trace:
    """What was refused and what was decided in one document, in the order in which it was."""

    refusals: list[Refusal] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


class Traced(Protocol):
    """What keeps a trace, if asked, and knows the offsets of words: a View."""

    trace: Trace | None

    def offsets(self, start: int, end: int) -> Offsets:
        """Character offsets of the words from `start` to before `end`."""
        ...


def refused(view: Traced, rule: str, guard: str, p: int, end: int | None = None) -> Never | None:  # noqa: RUF020 (mypy lets nobody return a plain None of a call)
    """Keep that a guard refused a candidate at the words from `p` to before `end` (or at `p`).

    Gives None, for rules that do: `return refused(view, "que", "no verb in its complement", p)`.
    """
    if view.trace is not None:
        last = p + 1 if end is None else max(end, p + 1)
        view.trace.refusals.append(Refusal(rule, guard, view.offsets(p, last)))
    return None
