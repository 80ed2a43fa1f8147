"""What every accessor of the lexicons gives, as a set of elements.

An element is an entry of what an accessor gives, as text: a word, a key with its value. Of each the
file `tests/word_sets.json` keeps 24 bits of a hash: enough to see that one has gone or changed,
without a second copy of the words. What is new is free, so that a lexicon may grow; what goes needs
a reason, which that file keeps.
"""

import base64
import dataclasses
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.french import (
    auxiliaries,
    casualty_lexicon,
    context_words,
    function_words,
    furniture,
    line_ends,
    sentences,
)
from pipeline.french.claims import change, status
from pipeline.french.datelines import words as datelines
from pipeline.french.dates import calendar
from pipeline.french.names import function_words as name_words
from pipeline.french.names import gazetteer, names, nations, source_nouns
from pipeline.french.numbers import context, modifiers
from pipeline.french.numbers import words as numbers
from pipeline.french.quotes import cue_lexicon

KEPT = Path(__file__).parent / "word_sets.json"
_BYTES = 3

WITHOUT_ARGUMENT = (
    *(casualty_lexicon.verb_forms, casualty_lexicon.idioms, casualty_lexicon.person_groups),
    *(casualty_lexicon.non_persons, casualty_lexicon.agent_suffixes),
    *(auxiliaries.auxiliaries, casualty_lexicon.adverbials),
    *(sentences.abbreviations, sentences._openers, change._patterns),
    *(calendar.months, calendar.weekdays, calendar.named_days),
    *(gazetteer._gazetteer, gazetteer.names_by_id, gazetteer._countries),
    *(names.titles, names.given_names, nations._country_names, nations._city_names),
    *(nations.known_places, nations.place_heads, nations._gentiles),
    *(source_nouns._roles, source_nouns._nouns, source_nouns._accented_ends),
    *(source_nouns._person_suffixes, source_nouns.role_synonyms, source_nouns._authoring),
    *(modifiers._entries, modifiers._before, modifiers._after),
    *(numbers.number_words, context.sport_words),
    *(cue_lexicon.verb_forms, cue_lexicon.prepositions, cue_lexicon.cue_nouns),
)
BY_KIND = {
    casualty_lexicon.noun_kinds: "victim event weak survivor",
    casualty_lexicon.figure_words: (
        "link including preposition relative time period base severity pronoun outcome "
        "circumstance anaphor bridge measure aside losses vicinity rescued adverbial"
    ),
    context_words.context_words: (
        "manner medium setting means utterance microphone citing inviting apposed governor "
        "refusal litotes occasion connective reader replying"
    ),
    function_words.function_words: (
        "article indefinite of to demonstrative possessive possessive_dialogue quantifier "
        "preposition relative which that coordinator subordinator question third_person dialogue "
        "impersonal stressed pointing pointing_here pointing_there clitic reflexive negation "
        "negator self inverted inverted_dialogue copula degree elided"
    ),
    furniture._forms: (
        "pointer pointer_label invitation pointer_tail credit illustration photo_agency byline "
        "staff byline_role posted"
    ),
    line_ends._kept: "before prefix after",
    context._contexts: "before after near",
    calendar.time_words: (
        "weekday month part span day stretch shift feast hour clock edge eve noun weekday_short "
        "month_short"
    ),
    calendar.forms: "weekday month part span day stretch shift feast hour clock edge eve noun",
    datelines._forms: "agency outlet_word not_outlet label article_place town place_opening",
    name_words.function_words: (
        "article determiner_definite determiner_possessive determiner_indefinite complement "
        "preposition particle link leading fore region named_body generic_body family "
        "generic_power determiner_singular copula relative thoroughfare stop house not_of_person "
        "event announcing seat press legal_status member business medium cause"
    ),
}
CUES = [
    (status_, place, kind)
    for status_ in ("unconfirmed", "hypothetical")
    for place in ("before", "near", "next", "sentence")
    for kind in ("casualty", "percentage")
]


def accessors() -> Iterator[tuple[str, Callable[[], object]]]:
    """Name and call of every accessor, one for each kind that it can be asked for."""
    for accessor in WITHOUT_ARGUMENT:
        yield _named(accessor), accessor
    for accessor, kinds in BY_KIND.items():
        for kind in kinds.split():
            yield _named(accessor, kind), lambda accessor=accessor, kind=kind: accessor(kind)
    for cues in CUES:
        yield _named(status._cues, *cues), lambda cues=cues: status._cues(*cues)


def _named(accessor: Callable[..., object], *arguments: str) -> str:
    module = accessor.__module__.removeprefix("pipeline.french.")
    return f"{module}.{accessor.__name__}({', '.join(arguments)})"


def elements(given: object) -> list[str]:
    """The elements of what an accessor gives, sorted: no order of rows and of sets is left."""
    if isinstance(given, Mapping):
        items = [(key, one) for key, value in given.items() for one in _several(value)]
        return sorted({f"{_text(key)} → {_text(value)}" for key, value in items})
    if isinstance(given, gazetteer._Forms):
        return elements(given.entries)
    if isinstance(given, re.Pattern):
        return sorted({piece for piece in re.split(r"[|()]", given.pattern) if piece})
    if isinstance(given, frozenset | set | list | tuple):
        return sorted(map(_text, given))
    return [] if given is None else [_text(given)]


def _several(value: object) -> Iterable[object]:
    """The entries that a key has, where it may have several."""
    listed = isinstance(value, list | tuple) and not hasattr(value, "_fields")
    return value if listed and all(_is_entry(one) for one in value) else [value]


def _is_entry(value: object) -> bool:
    return isinstance(value, tuple) or dataclasses.is_dataclass(value)


def _text(value: object) -> str:
    if dataclasses.is_dataclass(value):
        fields = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        return f"{type(value).__name__}({'; '.join(f'{k}={_text(v)}' for k, v in fields.items())})"
    if isinstance(value, re.Pattern | Mapping | frozenset | set):
        return f"{{{', '.join(elements(value))}}}"
    if isinstance(value, list | tuple):
        return f"({', '.join(sorted(map(_text, value)))})"
    return str(value)


def hashes(texts: list[str]) -> set[bytes]:
    """Of each element a hash of three bytes."""
    return {hashlib.blake2b(text.encode(), digest_size=_BYTES).digest() for text in texts}


def kept() -> dict[str, set[bytes]]:
    """Accessor → the hashes of the elements that it has to give."""
    return {name: _unpacked(packed) for name, packed in _read()["given"].items()}


def _read() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def _packed(found: set[bytes]) -> str:
    return base64.b64encode(b"".join(sorted(found))).decode()


def _unpacked(packed: str) -> set[bytes]:
    data = base64.b64decode(packed)
    return {data[i : i + _BYTES] for i in range(0, len(data), _BYTES)}


def lost() -> dict[str, int]:
    """Accessor → how many of the elements that it has to give it gives no more, where any."""
    now = {name: hashes(elements(call())) for name, call in accessors()}
    gone = {name: len(before - now.get(name, set())) for name, before in kept().items()}
    return {name: number for name, number in gone.items() if number}


def accept(reason: str) -> None:
    """Keep what the accessors give now, with the reason why some give less than before."""
    before = _read() if KEPT.exists() else {"given": {}, "reasons": {}}
    gone = lost() if KEPT.exists() else {}
    reasons = dict(before["reasons"])
    for name in sorted(gone):
        reasons[name] = f"{reasons[name]} {reason}" if name in reasons else reason
    given = {name: _packed(hashes(elements(call()))) for name, call in accessors()}
    text = json.dumps({"reasons": reasons, "given": given}, ensure_ascii=False, indent=0)
    KEPT.write_text(text + "\n", encoding="utf-8")
    print("\n".join(f"{name}: {number} elements gone" for name, number in gone.items()))


def main() -> None:
    """`--show` prints all elements (compare two checkouts with it); else the reason to accept."""
    match sys.argv[1:]:
        case ["--show"]:
            for name, call in accessors():
                print("\n".join(f"{name}\t{element}" for element in elements(call())))
        case [reason]:
            accept(reason)
        case _:
            sys.exit("give --show, or in one argument the reason why words went")


if __name__ == "__main__":
    main()
