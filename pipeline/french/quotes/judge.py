"""One place where the candidates for quotes compete: which of them become rows."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.french.furniture import BYLINE, POINTER
from pipeline.french.layout import DATELINE
from pipeline.french.quotes.candidates import GUESSED, Candidate
from pipeline.french.quotes.posts import Posts, with_posts
from pipeline.french.records import Offsets, Quote
from pipeline.french.view import View

# A rule that goes on from the quotes chosen so far.
Following = Callable[[View, Sequence[Candidate]], Iterable[Candidate]]

_FIRM = 0.7
_TITLES = frozenset({BYLINE, DATELINE, POINTER})
# What a rule is worth against others that overlap; one that is not listed here, `_UNLISTED`.
_UNLISTED = 0.75
_WEIGHTS = {
    "incise": 0.95,
    "incise-inside": 0.9,
    "incise-after": 0.88,
    "colon": 0.93,
    "colon-name": 0.75,
    "colon-bare": 0.6,
    "headline": 0.7,
    "que": 0.92,
    "question": 0.8,
    "colon-clause": 0.75,
    "infinitive": 0.85,
    "whom": 0.8,
    "comme": 0.75,
    "predicate": 0.75,
    "marks": 0.82,
    "noun-phrase": 0.6,
    "noun-phrase-passive": 0.6,
    "passive": 0.75,
    "preposition": 0.92,
    "comme-incise": 0.8,
    "cue-noun": 0.75,
    "floating": 0.7,
    "signature": 0.85,
    "continuation": 0.5,
    "answer": 0.8,
    "dialogue": 0.7,
    "post": 0.9,
}
_DOUBTS = {"no marks": 0.92, "goes on behind its incise": 0.9, "subject of another verb": 0.9}


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


def judged(view: View, heard: Heard) -> list[Quote]:
    """The quotes, sorted: of the candidates heard, and of what goes on from them, what holds."""
    chosen = choose(outside(heard.questions, heard.candidates))
    for find in heard.following:
        chosen = choose([*chosen, *find(view, chosen)])
    kept = with_posts(heard.posts, named_in_titles(view, chosen))
    return [c.quote(weight(c)) for c in kept]


def weight(c: Candidate) -> float:
    """What the rule of a candidate is worth, less its doubts."""
    worth = _WEIGHTS.get(c.rule, _UNLISTED)
    for doubt in c.doubts:
        worth *= _DOUBTS.get(doubt, 1.0)
    return round(worth * (0.9 if GUESSED in c.doubts else 1.0), 3)


def named_in_titles(view: View, quotes: Sequence[Candidate]) -> list[Candidate]:
    """The quotes without those that stand in another text's title and name no source there."""
    kinds = (view.kind[min(view.at(q.start), len(view) - 1)] for q in quotes)
    told = zip(quotes, kinds, strict=True)
    return [q for q, kind in told if q.speaker is not None or kind not in _TITLES]


def outside(spans: Sequence[Offsets], quotes: Sequence[Candidate]) -> list[Candidate]:
    """The quotes that begin in none of the spans."""
    starts = [start for start, _ in spans]

    def begins_inside(q: Candidate) -> bool:
        n = bisect_right(starts, q.start) - 1
        return n >= 0 and q.start < spans[n][1]

    return [q for q in quotes if not begins_inside(q)]


def passed_on(
    told: list[Candidate], prepositions: list[Candidate]
) -> tuple[list[Candidate], list[Candidate]]:
    """« X a promis P, selon Y », « « P », dit-il selon Y »: Y passes on what X said.

    Returns the told quotes, with such a Y as their relay, and the other prepositions' quotes.
    """
    told, kept = list(told), []
    by_cue = sorted((q.cue[0], n) for n, q in enumerate(told) if q.cue and q.type != "nominal")
    for outer in prepositions:
        inner = None
        closing = outer.cue is not None and outer.cue[0] >= outer.end
        at = bisect_left(by_cue, (outer.start, 0)) if closing else len(by_cue)
        while at < len(by_cue) and by_cue[at][0] < outer.end:
            if _fills(told[by_cue[at][1]], by_cue[at][0], outer):
                inner = by_cue[at][1]
            at += 1
        if inner is None:
            kept.append(outer)
        else:
            told[inner] = replace(told[inner], relay=told[inner].relay or outer.speaker)
    return told, kept


def _fills(inner: Candidate, cue: int, outer: Candidate) -> bool:
    """Whether a told quote with its cue is what stands before « selon Y ».

    The closing mark, and a space before it, may belong to the one span and not to the other.
    """
    return inner.start >= outer.start and (inner.end >= outer.end - 2 or inner.end < cue)


def choose(candidates: list[Candidate]) -> list[Candidate]:
    """Of overlapping candidates one: clauses before phrases, firm before weak, longer first."""
    ranked = sorted(
        candidates,
        key=lambda q: (
            q.type == "nominal",
            q.rule != "incise-inside",
            weight(q) < _FIRM,
            q.start - q.end,
            -weight(q),
            q.start,
        ),
    )
    starts: list[int] = []
    kept: list[Candidate] = []
    for candidate in ranked:
        at = bisect_left(starts, candidate.start)
        if at > 0 and kept[at - 1].end > candidate.start:
            continue
        if at < len(kept) and kept[at].start < candidate.end:
            continue
        starts.insert(at, candidate.start)
        kept.insert(at, candidate)
    return kept
