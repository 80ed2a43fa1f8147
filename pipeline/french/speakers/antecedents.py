"""Who is meant by a pronoun or a bare description, given who spoke before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.french.names.names import genders_clash
from pipeline.french.speakers.coreference import Candidate, Source, Wanted, choose, rank
from pipeline.french.speakers.scene import Scene

# What a source is worth that the evidence hardly bears; who speaks where nothing tells.
THIN = 0.6
UNTOLD = Source(None, certainty=THIN)
# Who spoke this many paragraphs ago is not remembered by a pronoun.
_REMEMBERED = 3


@dataclass(frozen=True, slots=True)
class Spoken:
    """A source that spoke: positions of the phrase that named it (None for a pronoun), last one."""

    source: Source
    phrase: tuple[int, int] | None
    place: int


def antecedent(scene: Scene, p: int, wanted: Wanted, spoken: Sequence[Spoken]) -> Source:
    """The source before `p` that fits best; its name is None where none fits."""
    spoke = last_speaker(scene, p, spoken)
    found = choose(rank(scene.view, p, scene.candidates_before(p), wanted, spoke))
    if found is None and spoke is not None and wanted.loose:
        several = wanted.plural and spoke.source.kind == "person"
        if not several and not genders_clash(spoke.source.gender, wanted.gender):
            found = replace(spoke.source, certainty=THIN)
    return found or UNTOLD


def whom_it_takes_up(
    scene: Scene, p: int, wanted: Wanted, spoken: Sequence[Spoken]
) -> Source | None:
    """The antecedent of a description, less sure than that of a pronoun; None where none fits."""
    found = antecedent(scene, p, wanted, spoken)
    return found.less_sure(THIN) if found.name else None


def last_speaker(scene: Scene, p: int, spoken: Sequence[Spoken]) -> Candidate | None:
    """Who spoke last before `p`, as a candidate at the place of that quote."""
    view = scene.view
    if not spoken or view.paragraph[p] - view.paragraph[spoken[-1].place] > _REMEMBERED:
        return None
    last = spoken[-1]
    sentence, paragraph = view.sentence[last.place], view.paragraph[last.place]
    return Candidate(last.source, last.place, sentence, paragraph, True, False, False)
