"""Names that the recogniser found once and missed elsewhere in the same document."""

from collections.abc import Sequence

from pipeline.french.names.mentions import Mention, apart, is_family, title_before
from pipeline.french.names.names import given_names, is_acronym, parse_person
from pipeline.french.names.neighbours import stands_alone
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.view import View

MAX_WORDS = 8


def repeated_names(view: View, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions and those added for the same words elsewhere; sorted, without overlaps.

    A name counts again where its words stand with their capitals, or in a passage in capitals. The
    surname of a full name counts alone, unless the document has it as a common word too.
    """
    patterns = _patterns(view, mentions)
    found = [
        mention
        for p, folded in enumerate(view.folded)
        if folded in patterns and view.is_capital(p)
        for mention in _named_at(view, p, patterns[folded])
        if stands_alone(view, p, mention.last)
    ]
    added = [m for m in apart(found, mentions) if not is_family(view, m)]
    return sorted([*mentions, *added], key=lambda m: m.first)


Patterns = dict[str, dict[tuple[str, ...], str]]


def _patterns(view: View, mentions: Sequence[Mention]) -> Patterns:
    """First folded word → the folded words of a name → its label; the first label seen counts."""
    found: Patterns = {}
    for m in mentions:
        words = tuple(view.folded[m.first : m.last])
        if len(words) > MAX_WORDS:
            continue
        if len(words) > 1 or _is_safe_word(view, words[0], view.words[m.first].text):
            found.setdefault(words[0], {}).setdefault(words, m.label)
        if m.label == "PER" and len(words) > 1 and parse_person(m.text(view)).is_full:
            surname = words[-1]
            if surname.isalpha() and _is_safe_word(view, surname, surname.title()):
                found.setdefault(surname, {}).setdefault((surname,), "PER")
    return found


def _is_safe_word(view: View, word: str, written: str) -> bool:
    if word in view.lower or person_role(word) or noun_kind(word) or word in given_names():
        return False
    return len(word) >= 4 or is_acronym(written)


def _named_at(view: View, p: int, names: dict[tuple[str, ...], str]) -> list[Mention]:
    """The names that begin at `p`, the longest first."""
    named = [(w, label) for w, label in names.items() if tuple(view.folded[p : p + len(w)]) == w]
    named.sort(key=lambda found: -len(found[0]))
    return [
        Mention(p, p + len(words), label, title_before(view, p) if label == "PER" else None)
        for words, label in named
    ]
