"""Names that the recogniser found once and missed elsewhere in the same document."""

from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.french.names.mentions import Mention, is_family
from pipeline.french.names.names import given_names, is_acronym, parse_person, titles
from pipeline.french.names.situation import Situation, opens_sentence
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.text import fold

MAX_WORDS = 8


def repeated_names(doc: Doc, at: Situation, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions and those added for the same words elsewhere; sorted, without overlaps.

    A name counts again where its words stand with their capitals, or in a passage in capitals. The
    surname of a full name counts alone, unless the document has it as a common word too.
    """
    taken = {i for m in mentions for i in range(m.first, m.last)}
    patterns = _patterns(doc, mentions, at.lower)
    added: list[Mention] = []
    texts = [token.text for token in doc]
    i = 0
    while i < len(doc):
        named = i not in taken and texts[i][:1].isupper()
        hit = _longest(doc, i, patterns, taken) if named else None
        if hit is None or not _stands_alone(doc, at, i, hit[0]):
            i += 1
            continue
        last, label = hit
        title = titles().get(fold(doc[i - 1].text)) if i and label == "PER" else None
        mention = Mention(i, last, label, title)
        if not is_family(doc, mention):
            added.append(mention)
        i = last
    return sorted([*mentions, *added], key=lambda m: m.first)


Patterns = dict[str, dict[tuple[str, ...], str]]


def _patterns(doc: Doc, mentions: Sequence[Mention], lower: frozenset[str]) -> Patterns:
    """First folded word → the folded words of a name → its label; the first label seen counts."""
    found: Patterns = {}
    for m in mentions:
        words = tuple(fold(doc[i].text) for i in range(m.first, m.last) if not doc[i].is_space)
        if not 0 < len(words) <= MAX_WORDS:
            continue
        if len(words) > 1 or _is_safe_word(words[0], doc[m.first].text, lower):
            found.setdefault(words[0], {}).setdefault(words, m.label)
        if m.label == "PER" and len(words) > 1 and parse_person(m.text(doc)).is_full:
            surname = words[-1]
            if surname.isalpha() and _is_safe_word(surname, surname.title(), lower):
                found.setdefault(surname, {}).setdefault((surname,), "PER")
    return found


def _is_safe_word(word: str, written: str, lower: frozenset[str]) -> bool:
    if word in lower or person_role(word) or noun_kind(word) or word in given_names():
        return False
    return len(word) >= 4 or is_acronym(written)


def _longest(doc: Doc, i: int, patterns: Patterns, taken: set[int]) -> tuple[int, str] | None:
    """The end and label of the longest name that begins at token `i` as a name is written."""
    best: tuple[int, str] | None = None
    for words, label in patterns.get(fold(doc[i].text), {}).items():
        last = i + len(words)
        if last > len(doc) or any(k in taken for k in range(i, last)):
            continue
        if all(fold(doc[i + n].text) == word for n, word in enumerate(words)) and (
            best is None or last > best[0]
        ):
            best = last, label
    return best


def _stands_alone(doc: Doc, at: Situation, first: int, last: int) -> bool:
    """Whether no neighbour makes the words part of a longer name (« rue Jean Jaurès »)."""
    if last < len(doc) and _goes_on(doc, last) and not doc[first].text.isupper():
        return False
    if first == 0:
        return True
    before = doc[first - 1]
    if not before.text[:1].isupper() or before.text.isupper() or opens_sentence(doc, at, first - 1):
        return True
    folded = fold(before.text)
    return (
        folded in titles() or person_role(folded) is not None or folded in {"le", "la", "les", "l'"}
    )


def _goes_on(doc: Doc, i: int) -> bool:
    return (doc[i].text[:1].isupper() and doc[i].is_alpha) or (
        doc[i].text.startswith("-") and len(doc[i]) > 2
    )
