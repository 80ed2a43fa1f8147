"""Words that bound or soften a number: « plus de », « au moins », « quelque »."""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.french.lexicons import load_lexicon


@dataclass(frozen=True, slots=True)
class Modifier:
    """A modifier in a text: its offsets, what it bounds and where it may stand."""

    start: int
    end: int
    bound: str
    place: str

    def bounds(self, value: float) -> tuple[float | None, float | None]:
        """Lower and upper bound of a figure of that value under this modifier."""
        if self.bound == "low":
            return value, None
        if self.bound == "high":
            return None, value
        return value, value


@cache
def _entries() -> dict[str, list[tuple[str, str]]]:
    entries: dict[str, list[tuple[str, str]]] = {}
    for row in load_lexicon("number_modifiers").rows:
        entries.setdefault(row["form"], []).append((row["bound"], row["place"]))
    return entries


def _pattern(form: str) -> str:
    words = re.escape(form).replace("'", "['’]").replace(r"\ ", r"\s")
    if form.endswith(" de"):
        return words[:-2] + r"(?:de(?=\s)|d['’]|des(?=\s\d))"
    return words


def _compile(places: tuple[str, ...]) -> str:
    forms = [f for f, uses in _entries().items() if any(place in places for _, place in uses)]
    return "|".join(_pattern(form) for form in sorted(forms, key=len, reverse=True))


@cache
def _before() -> re.Pattern[str]:
    forms = _compile(("before", "both", "inside", "plural"))
    return re.compile(rf"(?<!\w)(?P<form>{forms})(?:(?<=['’])|\s)", re.I)


@cache
def _after() -> re.Pattern[str]:
    forms = _compile(("after", "both"))
    later = r"(?!\s+(?:tard|tôt|vite|haut|fort|près|mal|\d))"
    return re.compile(rf"\s(?P<form>{forms})(?!\w){later}", re.I)


def _key(form: str) -> str:
    key = re.sub(r"\s", " ", form.lower().replace("’", "'"))
    if key not in _entries():
        key = re.sub(r"d(?:'|es)$", "de", key)
    return key


def modifiers_before(text: str) -> dict[int, Modifier]:
    """The modifiers of a text by the offset at which the number after them must start."""
    found: dict[int, Modifier] = {}
    for match in _before().finditer(text):
        start, end = match.span("form")
        for bound, place in _entries()[_key(match["form"])]:
            if place == "after" or match.end() in found:
                continue
            found[match.end()] = Modifier(start, end, bound, place)
    return found


def modifier_after(text: str, position: int) -> Modifier | None:
    """The modifier that starts right behind `position`: « 193 morts au moins », or None."""
    match = _after().match(text, position)
    if match is None:
        return None
    start, end = match.span("form")
    bound, place = next(e for e in _entries()[_key(match["form"])] if e[1] in ("after", "both"))
    return Modifier(start, end, bound, place)


def is_inside(word: str) -> bool:
    """Whether a word may stand between the article and the number (« une bonne centaine »)."""
    return any(place == "inside" for _, place in _entries().get(word, ()))
