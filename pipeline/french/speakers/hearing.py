"""What witnesses are told, and what they say: who may be meant, and by which evidence."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.french.speakers.candidates import Candidate, Source
from pipeline.french.speakers.questions import Question
from pipeline.french.speakers.scene import Scene

# Who spoke this many paragraphs ago is not remembered.
_REMEMBERED = 3


@dataclass(frozen=True, slots=True)
class Spoken:
    """A source that spoke: the words of the phrase that named it (None for a pronoun), last one."""

    source: Source
    phrase: tuple[int, int] | None
    place: int


class Testimony(NamedTuple):
    """That a source may be meant, and why: the name of a piece of evidence."""

    source: Source
    evidence: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """A question, the document, who spoke before it (oldest first).

    `resolve` says who the words [first, last) inside the source's phrase are (« un communiqué *du
    ministère* »); its name may be None. `named` gives whom a candidate is known to be: one that is
    only described (« le prévenu ») may have a name.
    """

    scene: Scene
    question: Question
    spoken: Sequence[Spoken]
    resolve: Callable[[int, int], Source]
    named: Callable[[Candidate], Source]

    @property
    def last(self) -> Spoken | None:
        """Who spoke last before the question, if that is remembered."""
        if not self.spoken:
            return None
        paragraph = self.scene.view.paragraph
        gap = paragraph[self.question.first] - paragraph[self.spoken[-1].place]
        return self.spoken[-1] if gap <= _REMEMBERED else None


Witness = Callable[[Hearing], Iterable[Testimony]]
