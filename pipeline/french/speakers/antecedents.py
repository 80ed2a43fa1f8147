"""Who is meant by a pronoun or a bare description, given who spoke before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.french.speakers.coreference import Candidate, Source, Wanted, choose, rank
from pipeline.french.speakers.scene import Scene

# What a source is worth that the evidence hardly bears.
THIN = 0.6
# Who spoke this many paragraphs ago is not remembered by a pronoun.
_REMEMBERED = 3


@dataclass(frozen=True, slots=True)
class Spoken:
    """A source that spoke: tokens of the phrase that named it (None for a pronoun), last token."""

    source: Source
    phrase: tuple[int, int] | None
    token: int


def antecedent(scene: Scene, token: int, wanted: Wanted, spoken: Sequence[Spoken]) -> Source:
    """The source before `token` that fits best; its name is None where none fits."""
    spoke = last_speaker(scene, token, spoken)
    found = choose(rank(scene.candidates_before(token), scene.at, token, wanted, spoke))
    if (
        found is None
        and spoke is not None
        and wanted.loose
        and not (wanted.plural and spoke.source.kind == "person")
        and not _other_gender(spoke.source, wanted)
    ):
        found = replace(spoke.source, certainty=THIN)
    return found or Source(None, certainty=THIN)


def last_speaker(scene: Scene, token: int, spoken: Sequence[Spoken]) -> Candidate | None:
    """Who spoke last before `token`, as a candidate at the place of that quote."""
    at = scene.at
    if not spoken or at.paragraph[token] - at.paragraph[spoken[-1].token] > _REMEMBERED:
        return None
    place = spoken[-1].token
    return Candidate(
        spoken[-1].source, place, at.sentence[place], at.paragraph[place], True, False, False
    )


def _other_gender(source: Source, wanted: Wanted) -> bool:
    return bool(wanted.gender and source.gender and wanted.gender != source.gender)
