"""Names that a recogniser misses and the words before them give away."""

import re
from collections.abc import Iterator, Sequence

from pipeline.french.names.acronyms import spelled_anywhere, spelled_out
from pipeline.french.names.function_words import function_words
from pipeline.french.names.mentions import Mention, apart
from pipeline.french.names.names import given_names, is_acronym, titles
from pipeline.french.names.nations import country_of_place, is_gentile
from pipeline.french.names.neighbours import leads, word_before
from pipeline.french.names.roles import role_before
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.view import View

MAX_WORDS = 5
_ARMY = re.compile(r"\b(?:armée|forces armées) (\w+)", re.IGNORECASE)


def missed_names(view: View, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions and those added where the text announces a name; sorted, without overlaps.

    « Mme Roy », « le Premier ministre Jean Roy » are persons, « la société Brivex », « un sondage
    Opti » organisations, and so is a name that its acronym in parentheses spells.
    """
    spelled = spelled_out(view)
    heads = {m.first: m.last for m in mentions if m.label == "ORG"}
    # « Autorité du café et du cacao (ACC) »: the whole name where only its head was found.
    whole = [m for m in spelled if heads.get(m.first, m.last) < m.last]
    mentions = [*whole, *apart(mentions, whole)]
    announced = sorted([*_announced(view), *spelled], key=lambda m: m.first)
    added = apart([*announced, *_armies(view), *spelled_anywhere(view)], mentions)
    return sorted([*mentions, *added], key=lambda m: m.first)


def _announced(view: View) -> Iterator[Mention]:
    for p, token in enumerate(view.words):
        text, folded = token.text, view.folded[p]
        if text == ",":
            yield from _beside_role(view, p)
            continue
        if given_names().get(folded) in ("f", "m") and _opens_name(view, p):
            last = _capitals_end(view, p)
            if last > p + 1:
                yield Mention(p, last, "PER")
        if not (view.goes_on(p + 1) and view.is_capital(p + 1)):
            continue
        last = _capitals_end(view, p + 1)
        if last == p + 1:
            continue
        title = titles().get(folded)
        role = person_role(text)
        if title is not None and (view.is_capital(p) or last > p + 2):
            yield Mention(p + 1, last, "PER", title)
        elif role is not None and not role.plural and last > p + 2 and text.islower():
            yield Mention(p + 1, last, "PER")
        elif text.islower() and folded in function_words("named_body"):
            small = function_words("link", "preposition")
            if not (view.goes_on(last) and view.folded[last] in small):  # « Culture pour tous »
                yield Mention(p + 1, last, "ORG")


def _armies(view: View) -> Iterator[Mention]:
    """« l'armée tavorienne », « les forces armées tavoriennes »: a state's army."""
    for match in _ARMY.finditer(view.text):
        found = view.exactly(match.span())
        if found is not None and is_gentile(match.group(1)):
            yield Mention(*found, "ORG")


def _beside_role(view: View, comma: int) -> Iterator[Mention]:
    """« le directeur de l'usine, Beat Zellner, »: the name in apposition to a role."""
    first = comma + 1
    last = _capitals_end(view, first)
    acronym = any(is_acronym(token.text) for token in view.words[first:last])
    if last - first < 2 or acronym or view.word(last) not in {",", ".", ")"}:
        return
    if country_of_place(view.written(first, last)) or noun_kind(view.words[first].text):
        return
    role = role_before(view, first, last)
    if role is not None and role.start < role.first:
        yield Mention(first, last, "PER")


def _opens_name(view: View, p: int) -> bool:
    """A given name in mixed case that no word with a capital precedes."""
    text = view.words[p].text
    if not (view.is_capital(p) and (text.istitle() or "-" in text)):
        return False
    places = function_words("thoroughfare", "stop", "house", "not_of_person")
    return not leads(view, view.before(p)) and word_before(view, p) not in places


def _capitals_end(view: View, first: int) -> int:
    """The end of a run of words with capitals (and hyphened parts), particles inside it allowed."""
    last = first
    for p in range(first, min(first + MAX_WORDS, len(view))):
        text = view.words[p].text
        if p > first and view.parted[p]:
            break
        hyphened = p > first and text.startswith("-") and view.is_tied(p)
        if hyphened or (view.is_capital(p) and not is_gentile(text)):
            last = p + 1
        elif p == first or view.folded[p] not in _particles():
            break
    return last


def _particles() -> frozenset[str]:
    return function_words("particle") - function_words("article")
