"""What speaks for a candidate and against it, by names that a linguist can read."""

import math
from collections.abc import Mapping, Sequence

from pipeline.french.function_words import QUE, RELATIVES
from pipeline.french.layout import ASIDES, HEADLINE
from pipeline.french.logistic import BIAS
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.quotes.candidates import Candidate
from pipeline.french.quotes.voices import AUTHOR, EMPTY
from pipeline.french.records import Offsets
from pipeline.french.verbs import INVERTED
from pipeline.french.view import View

# Contents are alike where they share this part of what either holds.
_ALIKE = 0.5
_FEW, _MANY = 3, 60
_LABELS = {"ORG": "organisation", "LOC": "place"}


def evidence(view: View, c: Candidate, rivals: Sequence[Candidate]) -> dict[str, float]:
    """Name → value of the evidence for a candidate; absent means 0.

    `rivals` are the candidates that overlap it.
    """
    start, end = view.touched((c.start, c.end))
    found = {BIAS: 1.0, f"rule={c.rule}": 1.0, f"type={c.type}": 1.0}
    found |= {f"in doubt: {doubt}": 1.0 for doubt in c.doubts}
    if c.in_doubt:
        found["in doubt"] = 1.0
    if c.form:
        found[f"cue={c.form}"] = 1.0
    if c.cue is not None:
        found[f"stance={c.stance}"] = 1.0
    found[f"source={_kind_of_source(view, c)}"] = 1.0
    words = sum(map(view.is_word, range(start, end)))
    found["length"] = math.log1p(min(words, _MANY))
    found |= _bounds(view, c, start, end)
    others = [r for r in rivals if (r.rule, r.cue) != (c.rule, c.cue)]
    held = {
        "few words": words <= _FEW,
        "a finite verb in it": view.has_finite(start, end),
        "a conditional in it": any(_is_conditional(view, p) for p in range(start, end)),
        "another reading agrees": any(alike(r, c) >= _ALIKE for r in others),
        "inside another reading": any(_within(c, r) for r in others),
        "another reading inside it": any(_within(r, c) for r in others),
        **_place(view, start),
    }
    return found | {name: 1.0 for name, holds in held.items() if holds}


def _is_conditional(view: View, p: int) -> bool:
    return "Cnd" in view.words[p].morph.get("Mood")


def _kind_of_source(view: View, c: Candidate) -> str:
    """What the source looks like as written: nobody, a pronoun, a name, a known noun, another."""
    if c.speaker is None:
        return "nobody"
    first, last = view.touched(c.speaker)
    words = view.words[first:last]
    if last - first == 1 and view.low[first] in AUTHOR | EMPTY:
        return "author" if view.low[first] in AUTHOR else "this"
    if last - first == 1 and (words[0].pos_ == "PRON" or view.low[first] in INVERTED):
        return "pronoun"
    labels = {word.ent_type_ for word in words}
    if "PER" in labels:
        return "person"
    noun = next((word.text for word in words if word.pos_ == "NOUN"), "")
    if noun and person_role(noun) is not None:
        return "role"
    known = noun_kind(noun) if noun else None
    return known or next((_LABELS[label] for label in ("ORG", "LOC") if label in labels), "other")


def _bounds(view: View, c: Candidate, start: int, end: int) -> dict[str, float]:
    """How the content stands in its sentence and to the marks around it."""
    if start >= end:
        return {}
    opening, closing = view.marked_at(start), view.marked_at(end - 1)
    commas = [p for p in range(start, end) if view.low[p] == "," and view.inside[p] < 0]
    behind = next((p for p in range(end, view.last[end - 1]) if not view.is_mark(p)), None)
    marked = sum(view.inside[p] >= 0 for p in range(start, end))
    found = {
        "part in marks": marked / (end - start),
        "words in marks": math.log1p(min(marked, _MANY)),
    }
    if commas:
        found[f"a comma in it, then {_opens(view, commas[-1] + 1)}"] = 1.0
    held = {
        "behind it nothing": behind is None
        or not any(map(view.is_word, range(behind, view.last[end - 1]))),
        "opens its sentence": not any(map(view.is_word, range(view.first[start], start))),
        "opens with marks": opening is not None and opening.start <= c.start <= opening.inner_start,
        "closes with marks": closing is not None and closing.inner_end <= c.end <= closing.end,
        "cut inside marks": (opening is not None and opening.inner_start < c.start)
        or (closing is not None and c.end < closing.inner_end - 1),
        "its cue in it": c.cue is not None and c.start <= c.cue[0] < c.end,
    }
    if not held["behind it nothing"] and behind is not None:
        comma = view.low[behind] == ","
        then = _opens(view, behind + comma)
        found["behind it " + ("a comma, then " if comma else "") + then] = 1.0
    return found | {name: 1.0 for name, holds in held.items() if holds}


def _opens(view: View, p: int) -> str:
    """What a word opens, by its class."""
    if p >= len(view):
        return "nothing"
    word, token = view.low[p], view.words[p]
    if view.is_mark(p) or view.inside[p] >= 0:
        return "marks"
    if word in RELATIVES or word in QUE:
        return "a relative"
    if word in ("et", "ou", "ni", "mais", "puis"):
        return "a conjunction"
    if view.verb_form(p) == "Part" or word == "en":
        return "a participle"
    if view.is_time(p):
        return "a time"
    return _CLASSES.get(token.pos_, "another word")


_CLASSES = {
    "ADP": "a preposition",
    "SCONJ": "a subordinator",
    "ADV": "an adverb",
    "DET": "a noun phrase",
    "NOUN": "a noun phrase",
    "PROPN": "a noun phrase",
    "PRON": "a pronoun",
    "VERB": "a verb",
    "AUX": "a verb",
    "PUNCT": "a mark",
}


def _place(view: View, start: int) -> Mapping[str, bool]:
    kind = view.kind[min(start, len(view) - 1)]
    return {"in a headline": kind == HEADLINE, "beside the article": kind in ASIDES}


def _within(inner: Candidate, outer: Candidate) -> bool:
    """Whether a content is a smaller part of another."""
    inside = outer.start <= inner.start and inner.end <= outer.end
    return inside and alike(inner, outer) < _ALIKE


def alike(a: Candidate, b: Candidate) -> float:
    """Intersection over union of two contents."""
    return shared((a.start, a.end), (b.start, b.end))


def shared(a: Offsets, b: Offsets) -> float:
    """Intersection over union of two spans, in characters."""
    common = min(a[1], b[1]) - max(a[0], b[0])
    return common / (max(a[1], b[1]) - min(a[0], b[0])) if common > 0 else 0.0
