"""One place where the candidates for quotes compete: which of them become rows.

Every candidate gets a probability from its evidence, by a logistic model whose coefficients are
data (`lexicons/quote_judge.tsv`), fitted to gold by `models/training/judge_quotes.py`; the card is
`models/quote_judge/README.md`. Of those that overlap, the set is taken that promises most.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.french.furniture import BYLINE, POINTER
from pipeline.french.layout import DATELINE
from pipeline.french.lexicons import load_lexicon
from pipeline.french.logistic import coefficients_of, probability
from pipeline.french.quotes.candidates import Candidate
from pipeline.french.quotes.evidence import evidence
from pipeline.french.quotes.posts import Posts
from pipeline.french.records import Offsets, Quote
from pipeline.french.trace import Contender, Decision, refused
from pipeline.french.view import View

# A rule that goes on from the quotes chosen so far.
Following = Callable[[View, Sequence[Candidate]], Iterable[Candidate]]

# A candidate is taken where it is likelier right than this: most quotes right and found.
LEAST = 0.4
# Overlapping candidates looked at on each side.
_RIVALS = 12
_TITLES = frozenset({BYLINE, DATELINE, POINTER})


@dataclass(frozen=True, slots=True)
class Heard:
    """All that is said for quotes in a document, before anybody decides.

    `following` are the rules that go on from what was chosen; nobody is quoted in `questions`, the
    interviewer's, nor but its author in a post (`posts`).
    """

    candidates: Sequence[Candidate]
    following: Sequence[Following]
    questions: Sequence[Offsets]
    posts: Posts


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate, its evidence, and the probability (0..1) that the evidence gives."""

    candidate: Candidate
    evidence: Mapping[str, float]
    probability: float

    @property
    def start(self) -> int:
        """Offset at which its content begins."""
        return self.candidate.start

    @property
    def end(self) -> int:
        """Offset behind its content."""
        return self.candidate.end


def judged(view: View, heard: Heard) -> list[Quote]:
    """The quotes, sorted: of the candidates heard, and of what goes on from them, what holds."""
    chosen = decided(view, heard, coefficients())[0]
    return [w.candidate.quote(w.probability) for w in chosen]


def decided(
    view: View, heard: Heard, weights: Mapping[str, float]
) -> tuple[list[Weighed], list[Weighed]]:
    """Those that hold by these coefficients, sorted; and all that competed."""
    closed = sorted([*heard.questions, *heard.posts.closed])
    posts = [Weighed(post, {}, 1.0) for post in heard.posts.quotes]
    all_weighed: list[Weighed] = []
    chosen: list[Weighed] = []
    rounds: list[Following] = [lambda *_: heard.candidates, *heard.following]
    for find in rounds:
        found = find(view, [w.candidate for w in chosen])
        weighed = weigh(view, list(admitted(view, found, closed)), weights)
        free = [w for w in weighed if not any(_overlap(w, c) for c in _near(chosen, w))]
        taken = best(free)
        _keep_decisions(view, weighed, taken, weights)
        all_weighed += weighed
        chosen = sorted([*chosen, *taken], key=_span)
    return sorted([*chosen, *posts], key=_span), all_weighed


def admitted(
    view: View, found: Iterable[Candidate], closed: Sequence[Offsets]
) -> Iterator[Candidate]:
    """Those that stand where somebody can be quoted: in no stretch of `closed`, and in another
    text's title only with a source."""
    starts = [start for start, _ in closed]
    for c in found:
        p = min(view.at(c.start), len(view) - 1)
        n = bisect_left(starts, c.end) - 1
        if n >= 0 and c.start < closed[n][1]:
            refused(view, c.rule, "inside a question of the interviewer's or a post", p)
        elif c.speaker is None and view.kind[p] in _TITLES:
            refused(view, c.rule, "in the title of another text, without a source", p)
        else:
            yield c


def weigh(
    view: View, candidates: Sequence[Candidate], weights: Mapping[str, float]
) -> list[Weighed]:
    """The candidates, sorted by offsets, with their evidence and probability."""
    ranked = sorted(dict.fromkeys(candidates), key=lambda c: (c.start, c.end))
    weighed = []
    for c, rivals in zip(ranked, _rivals(ranked), strict=True):
        found = evidence(view, c, rivals)
        weighed.append(Weighed(c, found, probability(weights, found)))
    return weighed


def _rivals(ranked: Sequence[Candidate]) -> list[list[Candidate]]:
    """Per candidate those that overlap it, at most a few to each side."""
    rivals: list[list[Candidate]] = [[] for _ in ranked]
    for i, c in enumerate(ranked):
        for k in range(i + 1, min(i + _RIVALS, len(ranked))):
            if ranked[k].start >= c.end:
                break
            rivals[i].append(ranked[k])
            rivals[k].append(c)
    return rivals


def best(weighed: Sequence[Weighed]) -> list[Weighed]:
    """Of candidates those that do not overlap and together promise most right rows.

    Weighted interval scheduling: each promises by how much it is likelier than the least.
    """
    ranked = sorted((w for w in weighed if w.probability > LEAST), key=lambda w: (w.end, w.start))
    ends = [w.end for w in ranked]
    gains: list[float] = [0.0]
    before: list[int] = []
    for i, w in enumerate(ranked):
        k = bisect_right(ends, w.start, 0, i)
        before.append(k)
        gains.append(max(gains[i], gains[k] + w.probability - LEAST))
    taken: list[Weighed] = []
    i = len(ranked)
    while i > 0:
        if gains[i] > gains[i - 1]:
            taken.append(ranked[i - 1])
            i = before[i - 1]
        else:
            i -= 1
    return taken[::-1]


def _span(w: Weighed) -> Offsets:
    return w.start, w.end


def _near(chosen: Sequence[Weighed], w: Weighed) -> Sequence[Weighed]:
    """Of chosen candidates, which do not overlap, those that may overlap another."""
    n = bisect_left(chosen, w.end, key=lambda c: c.start)
    return chosen[max(bisect_right(chosen, w.start, key=lambda c: c.start) - 1, 0) : n]


def _overlap(a: Weighed, b: Weighed) -> bool:
    return a.start < b.end and b.start < a.end


def _keep_decisions(
    view: View, weighed: Sequence[Weighed], taken: Sequence[Weighed], weights: Mapping[str, float]
) -> None:
    """In the trace: each run of candidates that overlap, and what each evidence weighs."""
    if view.trace is None:
        return
    won = {id(w) for w in taken}
    runs: list[list[Weighed]] = []
    end = -1
    for w in weighed:
        if w.start >= end:
            runs.append([])
        runs[-1].append(w)
        end = max(end, w.end)
    for run in runs:
        contenders = tuple(
            Contender(
                f"{w.candidate.rule}: {view.text[w.start : w.end]}",
                w.evidence,
                {name: weights.get(name, 0.0) * value for name, value in w.evidence.items()},
                w.probability,
                id(w) in won,
            )
            for w in run
        )
        place = run[0].start, max(w.end for w in run)
        view.trace.decisions.append(Decision("quote", place, contenders))


@cache
def coefficients() -> dict[str, float]:
    """Feature → coefficient; raises LexiconError where one is no number."""
    return coefficients_of(load_lexicon("quote_judge"))
