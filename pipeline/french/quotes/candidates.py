"""What the rules testify: candidates for quotes, before anybody decides between them."""

from dataclasses import dataclass, replace

from pipeline.french.quotes import voices
from pipeline.french.quotes.cues import Cue
from pipeline.french.quotes.voices import Source
from pipeline.french.records import Offsets, Quote
from pipeline.french.view import View

# The rule of marked words that go on from the sentence before: guessed at, all of them.
CONTINUATION = "continuation"
# The doubt of a source that is the nearest phrase, not a subject.
GUESSED = "source by position"
NO_MARKS, GOES_ON = "no marks", "goes on behind its incise"
_MILD = frozenset({GUESSED, NO_MARKS, GOES_ON})


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a quote: its content and attribution, and why a rule doubts it.

    `start`, `end` are the offsets of the content in the document's plain text, end exclusive; the
    other spans are offsets too. `form` is how the cue verb stands (finite, compound, participle …),
    "" without one. `doubts` are short names of what speaks against it; the judge weighs them.
    """

    start: int
    end: int
    type: str
    rule: str
    cue: Offsets | None = None
    cue_lemma: str | None = None
    form: str = ""
    stance: str = "neutral"
    negated: bool = False
    speaker: Offsets | None = None
    relay: Offsets | None = None
    doubts: tuple[str, ...] = ()

    @property
    def in_doubt(self) -> bool:
        """Whether a rule doubts that it reports at all, more than where its source is by place."""
        return self.rule != CONTINUATION and not _MILD.issuperset(self.doubts)

    def doubted(self, *doubts: str) -> "Candidate":
        """The same, with these doubts too."""
        return replace(self, doubts=(*self.doubts, *doubts))

    def quote(self, probability: float) -> Quote:
        """The row that is made of it, with the judge's probability as its confidence so far."""
        return Quote(
            self.start,
            self.end,
            self.type,
            self.rule,
            probability,
            cue=self.cue,
            cue_lemma=self.cue_lemma,
            stance=self.stance,
            negated=self.negated,
            speaker=self.speaker,
            relay=self.relay,
        )


def candidate(
    view: View,
    rule: str,
    span: Offsets,
    kind: str,
    cue: Cue | None = None,
    source: Source | None = None,
    relay: Offsets | None = None,
    doubts: tuple[str, ...] = (),
) -> Candidate:
    """A candidate with the evidence of its rule; a source found by position only is a doubt."""
    if source is not None and not source.sure:
        doubts = (*doubts, GUESSED)
    if cue is not None and cue.doubt:
        doubts = (*doubts, cue.doubt)
    return Candidate(
        *span,
        kind,
        rule,
        cue=view.offsets(cue.at, _cue_end(cue)) if cue else None,
        cue_lemma=cue.verb.lemma if cue else None,
        form=cue.form if cue else "",
        stance=cue.verb.stance if cue else "neutral",
        negated=cue.negated if cue else False,
        speaker=voices.offsets(view, source) if source and not source.nobody else None,
        relay=relay,
        doubts=doubts,
    )


def _cue_end(cue: Cue) -> int:
    """Behind the verb phrase, or behind its verb where other words part it (« met aussi en »)."""
    whole = cue.end - cue.at == 1 + len(cue.verb.rest)
    return cue.end if whole else cue.at + 1
