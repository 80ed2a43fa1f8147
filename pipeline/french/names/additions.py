"""Names that a recogniser misses and the words before them give away."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from pipeline.french.names.function_words import function_words
from pipeline.french.names.mentions import Mention, in_view
from pipeline.french.names.names import abbreviates, given_names, is_acronym, name_words, titles
from pipeline.french.names.nations import country_of_place, is_gentile
from pipeline.french.names.roles import role_before
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.text import fold
from pipeline.french.view import view_of

MAX_WORDS = 5
_ACRONYM_REACH = 12
_ARMY = re.compile(r"\b(?:armée|forces armées) (\w+)", re.IGNORECASE)


def missed_names(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions and those added where the text announces a name; sorted, without overlaps.

    « Mme Roy », « le Premier ministre Jean Roy » are persons, « la société Brivex », « un sondage
    Opti » organisations, and so is a name that its acronym in parentheses spells.
    """
    mentions = _completed_by_acronym(doc, mentions)
    taken = {i for m in mentions for i in range(m.first, m.last)}
    added: list[Mention] = []
    for found in [*_announced(doc), *_armies(doc), *_spelled_anywhere(doc)]:
        if not any(i in taken for i in range(found.first, found.last)):
            added.append(found)
            taken.update(range(found.first, found.last))
    return sorted([*mentions, *added], key=lambda m: m.first)


def _completed_by_acronym(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """« Autorité du café et du cacao (ACC) »: the whole name where only its head was found."""
    brackets = (token.i for token in doc if token.text == "(")
    whole = {m.first: m for m in (_spelled_out(doc, i) for i in brackets) if m is not None}
    kept: list[Mention] = []
    end = 0
    for mention in mentions:
        longer = whole.get(mention.first)
        if longer is not None and mention.last < longer.last and mention.label == "ORG":
            kept.append(longer)
            end = longer.last
        elif mention.first >= end:
            kept.append(mention)
    return kept


def _announced(doc: Doc) -> Iterator[Mention]:
    texts = [token.text for token in doc]
    for i, text in enumerate(texts):
        folded = fold(text)
        if text == ",":
            beside = _beside_role(doc, i)
            if beside is not None:
                yield beside
            continue
        if text == "(":
            spelled = _spelled_out(doc, i)
            if spelled is not None:
                yield spelled
            continue
        if given_names().get(folded) in ("f", "m") and _opens_name(doc, i):
            last = _capitals_end(doc, i)
            if last > i + 1:
                yield Mention(i, last, "PER")
        if i + 1 == len(texts) or not texts[i + 1][:1].isupper():
            continue
        last = _capitals_end(doc, i + 1)
        if last == i + 1:
            continue
        title = titles().get(folded)
        role = person_role(text)
        if title is not None and (text[:1].isupper() or last > i + 2):
            yield Mention(i + 1, last, "PER", title)
        elif role is not None and not role.plural and last > i + 2 and text.islower():
            yield Mention(i + 1, last, "PER")
        elif text.islower() and folded in function_words("named_body") and not _goes_on(doc, last):
            yield Mention(i + 1, last, "ORG")


def _armies(doc: Doc) -> Iterator[Mention]:
    """« l'armée tavorienne », « les forces armées tavoriennes »: a state's army."""
    for match in _ARMY.finditer(doc.text):
        span = doc.char_span(*match.span())
        if span is not None and is_gentile(match.group(1)):
            yield Mention(span.start, span.end, "ORG")


def _beside_role(doc: Doc, comma: int) -> Mention | None:
    """« le directeur de l'usine, Beat Zellner, »: the name in apposition to a role."""
    first = comma + 1
    last = _capitals_end(doc, first)
    words = doc[first:last].text
    named = last - first >= 2 and not any(is_acronym(t.text) for t in doc[first:last])
    if not named or country_of_place(words) or noun_kind(doc[first].text):
        return None
    closed = last < len(doc) and doc[last].text in {",", ".", ")"}
    found = Mention(first, last, "PER")
    view = view_of(doc)
    placed = in_view(view, doc, found)
    role = role_before(view, placed.first, placed.last) if closed else None
    return found if role is not None and role.start < role.first else None


def _opens_name(doc: Doc, i: int) -> bool:
    """A given name in mixed case that no word with a capital precedes."""
    if (not doc[i].text.istitle() and "-" not in doc[i].text) or not doc[i].text[:1].isupper():
        return False
    before = doc[i - 1] if i else None
    if before is None or not before.text[:1].isupper():
        return before is None or fold(before.text) not in function_words(
            "thoroughfare", "stop", "house", "not_of_person"
        )
    return bool(before.is_sent_start) or fold(before.text) in titles()


def _capitals_end(doc: Doc, first: int) -> int:
    """The end of a run of words with capitals (and hyphened parts), particles inside it allowed."""
    last = first
    for i in range(first, min(first + MAX_WORDS, len(doc))):
        text = doc[i].text
        if (text[:1].isupper() and not is_gentile(text)) or (
            text.startswith("-") and i > first and not doc[i - 1].whitespace_
        ):
            last = i + 1
        elif i == first or fold(text) not in function_words("particle") - function_words("article"):
            break
    return last


def _goes_on(doc: Doc, last: int) -> bool:
    """Whether a small word carries the name on: « Culture pour tous »."""
    return last < len(doc) and fold(doc[last].text) in function_words("link", "preposition")


def _spelled_anywhere(doc: Doc) -> Iterator[Mention]:
    """« le parquet régional financier … le PRF »: a body's common name and the acronym of it."""
    acronyms: dict[str, list[int]] = {}
    texts = [token.text for token in doc]
    for i, word in enumerate(texts):
        if len(word) >= 3 and word.isupper() and word.isalpha() and is_acronym(word):
            acronyms.setdefault(word, []).append(i)
    if not acronyms:
        return
    initials = {acronym[0].lower() for acronym in acronyms}
    for token in doc:
        word = texts[token.i]
        opens = fold(word)[:1] in initials and noun_kind(word) == "organisation"
        if not opens or word.isupper():
            continue
        for last in range(token.i + 2, min(token.i + _ACRONYM_REACH, len(doc) + 1)):
            if doc[last - 1].is_punct or doc[last - 1].is_space:
                break
            words = doc[token.i : last].text
            acronym = "".join(w[0] for w in name_words(words) if w not in function_words("link"))
            if acronym.upper() in acronyms:
                yield Mention(token.i, last, "ORG")
                yield from (Mention(i, i + 1, "ORG") for i in acronyms.pop(acronym.upper()))
                break


def _articles() -> frozenset[str]:
    return function_words("determiner_definite", "determiner_possessive", "determiner_singular")


def _spelled_out(doc: Doc, bracket: int) -> Mention | None:
    """The words before « (CPT) » whose initials it gives, if they open with a capital."""
    if bracket + 2 >= len(doc) or doc[bracket + 2].text != ")":
        return None
    acronym = doc[bracket + 1].text
    if not is_acronym(acronym):
        return None
    end = bracket
    while end > 0 and doc[end - 1].is_space:
        end -= 1
    for first in range(end - 1, max(end - _ACRONYM_REACH, -1), -1):
        if doc[first].is_punct and doc[first].text not in {"-", "'", "’"}:
            return None
        words = doc[first:end].text
        opens = doc[first].text[:1].isupper() and fold(doc[first].text) not in _articles()
        if opens and abbreviates(acronym, words):
            return Mention(first, end, "ORG")
    return None
