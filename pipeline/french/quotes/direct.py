"""Words between quotation marks and clauses with an incise: who speaks, and where the words end."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.french.names.source_nouns import person_role
from pipeline.french.quotes import attribution, voices
from pipeline.french.quotes.content import (
    is_clause,
    marks_in,
    quote,
    span_and_type,
    trimmed,
)
from pipeline.french.quotes.cue_lexicon import FINITE, INFINITIVE, word_set
from pipeline.french.quotes.cues import COMPOUND, Cue
from pipeline.french.quotes.marks import Marked
from pipeline.french.quotes.phrases import is_temporal
from pipeline.french.quotes.reading import Reading
from pipeline.french.quotes.relays import relay_after
from pipeline.french.quotes.voices import Source
from pipeline.french.records import Offsets, Quote

_BEFORE_INCISE = frozenset(",!?…:-–—") | {"..."}
_PAUSES = frozenset({",", ".", ":", "!", "?", "…"})
_RELATIVES = frozenset({"qui", "que", "qu'", "dont", "où"})
# Words behind an incise that go on with the attribution, not with what is said.
_AFTERTHOUGHTS = word_set(
    "qui que qu' dont où en dans lors sur devant avant après sans tout citant cité citée avec "
    "lundi mardi mercredi jeudi vendredi samedi dimanche hier ce cette tandis alors"
)
_LINKING = word_set("qui que qu' dont où et ou mais si comme se s' ne n' le la l' les il elle on")
_SETTINGS = word_set("dans à au lors en sur devant auprès ce cette chez hier avec d'une d'un")
_GLOSSES = frozenset({("au", "cours"), ("au", "micro"), ("au", "sujet"), ("à", "propos")})


@dataclass(frozen=True, slots=True)
class _Incise:
    """A cue with its inverted source; `before` is the position of the mark or comma before it."""

    cue: Cue
    source: Source
    before: int


def find_incises(reading: Reading, cues: list[Cue]) -> Iterator[Quote]:
    """« P », dit X · P, a-t-il dit · « A, dit X, B » · « A », dit X, « B »."""
    within: dict[int, list[_Incise]] = {}
    for cue in cues:
        incise = _incise(reading, cue)
        if incise is None:
            continue
        inside = reading.inside[cue.at]
        if inside < 0:
            yield from _outside(reading, cue, incise.source, incise.before)
        elif _is_plain(reading, incise, reading.at(reading.marks[inside].inner_end)):
            within.setdefault(inside, []).append(incise)
    for inside, incises in within.items():
        yield from _pieces(reading, reading.marks[inside], incises)


def _incise(reading: Reading, cue: Cue) -> _Incise | None:
    """The incise that a cue makes, or None."""
    governed = cue.form == INFINITIVE and cue.governor is not None
    if not cue.takes("incise") or not (governed or cue.form in (FINITE, COMPOUND)):
        return None
    before = _incise_opens(reading, cue)
    if before is None:
        return None
    source = attribution.inverted(reading, cue)
    if source is None or not voices.is_source(reading, source, False):
        return None
    if cue.pronoun is None and not _is_inverted(reading, cue, source, before):
        return None
    return _Incise(cue, source, before)


def _incise_opens(reading: Reading, cue: Cue) -> int | None:
    """Position of the mark or comma right before the incise, or None where there is none.

    A verb with its own subject before it is no incise; an inverted pronoun alone is one anywhere.
    """
    first, p = reading.first[cue.at], cue.first - 1
    while p > first and reading.words[p].pos_ == "ADV" and reading.low[p] != "que":
        p -= 1
    if p < first:
        return None
    behind_mark = reading.low[p] == "." and p and reading.is_mark(p - 1)
    if reading.is_mark(p) or reading.low[p] in _BEFORE_INCISE or behind_mark:
        return p
    if cue.pronoun is not None and cue.pronoun > cue.first and reading.inside[p] < 0:
        return p
    return p if _closes_without_comma(reading, cue) else None


def _closes_without_comma(reading: Reading, cue: Cue) -> bool:
    """« Le pont rouvrira lundi a indiqué la mairie. »: the comma is forgotten.

    A verb of its own stands before the cue, no word links the two, the parse knows no subject on
    the cue's left, and the phrase behind it, somebody who can speak, ends the sentence.
    """
    before = cue.first - 1
    if cue.pronoun is not None or not cue.takes("que") or reading.inside[before] >= 0:
        return False
    linked = reading.low[before] in _LINKING or reading.words[before].pos_ in ("ADP", "DET", "AUX")
    own = any(
        reading.words[c].dep_ in ("nsubj", "nsubj:pass", "csubj") and c < cue.first
        for c in reading.children[cue.at]
    )
    if linked or own or not _has_main_verb(reading, reading.first[cue.at], cue.first):
        return False
    source = attribution.inverted(reading, cue)
    if source is None or not voices.names_speaker(reading, source):
        return False
    last = reading.last[cue.at]
    return not any(map(reading.is_word, range(source.end, last)))


def _is_inverted(reading: Reading, cue: Cue, source: Source, before: int) -> bool:
    """Whether the phrase behind the verb is its subject: not where the subject stands before it."""
    last_word = before
    while last_word > reading.first[cue.at] and not reading.is_word(last_word):
        last_word -= 1
    marked = reading.inside[last_word] >= 0 and reading.inside[cue.at] < 0
    left = attribution.left_subject(reading, cue)
    speaks = voices.can_speak(reading, source)
    if marked:
        mark = reading.marks[reading.inside[last_word]]
        return left is None or speaks or is_clause(reading, mark)
    said = _has_main_verb(reading, reading.first[cue.at], before)
    if speaks and _resumes(reading, source.end):
        return True
    if left is not None and _is_subject_before(reading, left, before):
        # « … a fait 2 morts et dix blessés, a annoncé la mairie »: the parse takes « dix blessés ».
        if not (said and speaks) or voices.can_speak(reading, left):
            return False
    elif not said and _has_relative(reading, reading.first[cue.at], before):
        return False  # « Le parti, qui se dit lésé, réclame un recompte »
    closed = source.end >= len(reading.low) or not reading.is_word(source.end)
    return speaks or (closed and cue.takes("que"))


def _resumes(reading: Reading, comma: int) -> bool:
    """« Les bonus, observe l'économiste, ont augmenté »: the verb of the content follows."""
    if comma + 1 >= len(reading.low) or reading.low[comma] != ",":
        return False
    p = comma + 1
    while p < reading.last[comma] - 1 and (
        reading.words[p].pos_ == "ADV" or reading.low[p] in ("ne", "n'", "se", "s'")
    ):
        p += 1
    return reading.is_finite(p)


def _has_relative(reading: Reading, start: int, end: int) -> bool:
    return any(reading.low[p] in _RELATIVES for p in range(start, end))


def _has_main_verb(reading: Reading, start: int, end: int) -> bool:
    """Whether a finite verb stands between two positions that no relative pronoun introduces."""
    relative = False
    for p in range(start, end):
        if reading.low[p] in _RELATIVES:
            relative = True
        elif reading.low[p] == ",":
            relative = False
        elif reading.is_finite(p):
            if not relative:
                return True
            relative = False
    return False


def _is_subject_before(reading: Reading, left: Source, before: int) -> bool:
    """Whether the subject that the parse finds on the left holds: « X, ministre, a annoncé … ».

    It does not where it is a predicate (« c'est un échec, a dit X ») or has a verb of its own.
    """
    for p in range(left.start, left.end):
        if any(reading.words[child].dep_ in ("cop", "nsubj") for child in reading.children[p]):
            return False
    return not _has_main_verb(reading, left.end, before)


def _outside(reading: Reading, cue: Cue, source: Source, before: int) -> Iterator[Quote]:
    first = reading.first[cue.at]
    last_word = before
    while last_word > first and not reading.is_word(last_word):
        last_word -= 1
    tail = max(source.end, cue.after)
    relay = relay_after(reading, cue.after, min(reading.last[cue.at], tail + 12))
    inside = reading.inside[last_word]
    if inside >= 0 and last_word >= first:
        mark = reading.marks[inside]
        start = _content_start(reading, mark, first)
        found = span_and_type(reading, start, before + 1)
    elif reading.is_word(last_word):
        if reading.low[before] == ":":
            return
        start = _clause_start(reading, first, before)
        if _asks(reading, cue, start, before, tail):
            yield from _after(reading, cue, source, tail)
            return
        dialogue = _is_dialogue(reading, first)
        goes_on = not dialogue and _goes_on(reading, cue, tail)
        cut = reading.low[tail : tail + 1] == [","] and not _has_verb(reading, start, before)
        if goes_on or (cut and not dialogue):
            yield from _middle(reading, cue, source, start, goes_on)
            return
        kept = reading.is_word(before) or reading.low[before] in "!?…"
        found = span_and_type(reading, start, before + kept)
        if found is not None and dialogue:
            found = found[0], "direct"
    else:
        return
    if found is not None:
        weight = 1.0 if inside >= 0 else 0.92
        for span, kind in _separate(reading, found):
            yield quote(reading, "incise", span, kind, cue, source, relay, weight)
    yield from _after(reading, cue, source, tail)


def _asks(reading: Reading, cue: Cue, start: int, before: int, tail: int) -> bool:
    """« Le maire a-t-il tranché ? », « D'ici là, promet-on, « P » »: no content before the verb."""
    if _has_verb(reading, start, before):
        return False
    last = reading.last[cue.at]
    asked = cue.pronoun is not None and reading.low[last - 1] == "?"
    return asked or any(reading.inside[p] >= 0 for p in range(tail, last))


def _goes_on(reading: Reading, cue: Cue, tail: int) -> bool:
    """Whether the content goes on behind an incise: « P, rappelle-t-elle, et Q », no « qui … »."""
    last = reading.last[cue.at]
    if cue.pronoun is None or tail + 2 >= last or reading.low[tail] != ",":
        return False
    p = tail + 1
    leaves = reading.low[p] in _AFTERTHOUGHTS or reading.low[p].endswith("ant")
    pair = tuple(reading.low[p : p + 2])
    return not leaves and pair not in _GLOSSES and any(map(reading.is_word, range(p, last)))


def _middle(
    reading: Reading, cue: Cue, source: Source, start: int, goes_on: bool
) -> Iterator[Quote]:
    """« Les routes, expliquent-ils, sont coupées »: the incise stays inside the content."""
    end, last = source.end, reading.last[cue.at]
    if not goes_on and (end + 1 >= last or reading.low[end] != ","):
        return
    if goes_on or any(reading.verb_form(p) == "Fin" for p in range(end, last)):
        found = span_and_type(reading, start, last)
        if found is not None:
            yield quote(reading, "incise", *found, cue, source, None, 0.9)


def _separate(reading: Reading, found: tuple[Offsets, str]) -> list[tuple[Offsets, str]]:
    """« A », « B », dit X; « A », mais « B », dit X: marked utterances are quotes of their own."""
    start, end = reading.at(found[0][0]), reading.at(found[0][1])
    between = [
        reading.low[p] for p in range(start, end) if reading.inside[p] < 0 and reading.is_word(p)
    ]
    held = marks_in(reading, start, end)
    joined = between in (["mais"], ["puis"], ["et"]) and all(is_clause(reading, m) for m in held)
    if found[1] != "mixed" or (between and not joined):
        return [found]
    return [((m.inner_start, m.inner_end), "direct") for m in marks_in(reading, start, end)]


def _is_dialogue(reading: Reading, first: int) -> bool:
    """Whether a sentence opens its paragraph with the dash of a dialogue."""
    opens = first == 0 or reading.paragraph[first - 1] != reading.paragraph[first]
    return opens and reading.low[first] in ("–", "—", "-")


def _content_start(reading: Reading, mark: Marked, first: int) -> int:
    """Where content that ends with a mark begins: at the mark if it is an utterance, or before."""
    opening = reading.at(mark.start)
    if opening <= first:
        return opening
    p = opening - 1
    while (
        p > first
        and not reading.is_word(p)
        and reading.inside[p] < 0
        and reading.low[p] not in (":", ",", ";")
    ):
        p -= 1
    for k in range(opening - 1, first, -1):
        if reading.low[k] == ":" and reading.inside[k] < 0:
            return k + 1
    if reading.low[p] in (":", ";") or (
        reading.low[p] == "," and is_clause(reading, mark) and _is_upper(reading, mark)
    ):
        return opening
    if not any(reading.is_word(k) for k in range(first, opening)):
        return opening
    return first


def _is_upper(reading: Reading, mark: Marked) -> bool:
    return reading.text[mark.inner_start : mark.inner_start + 1].isupper()


def _has_verb(reading: Reading, start: int, end: int) -> bool:
    return any(reading.words[p].pos_ in ("VERB", "AUX") for p in range(start, end))


def _clause_start(reading: Reading, first: int, before: int) -> int:
    """Where an unmarked clause with an incise begins: its sentence, or behind a colon."""
    for p in range(before - 1, first, -1):
        if reading.low[p] in (":", ";") and reading.inside[p] < 0:
            return p + 1
    return first


def _after(reading: Reading, cue: Cue, source: Source, tail: int) -> Iterator[Quote]:
    """The second part of a quote that its attribution cuts: « A », dit X, « B »."""
    limit = reading.last[cue.at]
    p = tail
    while p < limit and p < tail + 25 and not reading.is_mark(p):
        if reading.low[p] in (";", ".") or reading.verb_form(p) == "Fin":
            return
        p += 1
    if p >= limit or not reading.is_mark(p) or p + 1 >= limit or reading.inside[p + 1] < 0:
        return
    mark = reading.marks[reading.inside[p + 1]]
    behind = reading.low[p - 1] in (",", ":")
    if behind and (is_clause(reading, mark) or mark.inner_end - mark.inner_start > 20):
        span = (mark.inner_start, mark.inner_end)
        yield quote(reading, "incise-after", span, "direct", cue, source)


def _pieces(reading: Reading, mark: Marked, incises: list[_Incise]) -> Iterator[Quote]:
    """Incises inside the marks cut the quote: a piece before each, and one behind the last."""
    start, end = reading.at(mark.inner_start), reading.at(mark.inner_end)
    for incise in incises:
        before = incise.before
        a, b = trimmed(reading, start, before + (reading.low[before] in ("!", "?", "…")))
        if a < b:
            span = reading.offsets(a, b)
            yield quote(reading, "incise-inside", span, "direct", incise.cue, incise.source)
        start = _behind_attribution(reading, incise, end)
    if mark.recovered and mark.inner_end == mark.end:
        return  # the closing mark is missing: the quote ends at its incise
    while start < end and not reading.is_word(start):
        start += 1
    if start < end:
        span = (reading.words[start].idx, mark.inner_end)
        last = incises[-1]
        yield quote(reading, "incise-inside", span, "direct", last.cue, last.source)


def _behind_attribution(reading: Reading, incise: _Incise, end: int) -> int:
    """Position of the pause behind an incise in marks and behind what it tells of its source."""
    p = max(incise.source.end, incise.cue.after)
    while p < end and reading.low[p] not in _PAUSES:
        p += 1
    while incise.cue.pronoun is None and p + 1 < end and reading.low[p] == ",":
        pause = next((k for k in range(p + 1, end) if reading.low[k] in _PAUSES), end)
        if not _tells_of_source(reading, p + 1, pause, end):
            break
        p = pause
    return p


def _tells_of_source(reading: Reading, start: int, pause: int, end: int) -> bool:
    """« …, élu du groupe Terre, … », « …, 81 ans, … », « …, qui tient le bar. … »."""
    word = reading.words[start]
    if reading.low[start] in ("qui", "dont"):
        return True
    if any(reading.is_finite(p) for p in range(start, pause)) or word.pos_ in ("ADP", "CCONJ"):
        return False
    nominal = word.pos_ in ("NOUN", "NUM", "ADJ", "DET")
    closed = nominal and pause < end and reading.low[pause] == "."
    bare = word.like_num or (word.pos_ in ("NOUN", "NUM") and word.text[:1].islower())
    role = any(person_role(reading.words[p].text) for p in range(start, min(start + 3, pause)))
    return closed or bare or role


def _is_plain(reading: Reading, incise: _Incise, end: int) -> bool:
    """Inside marks: an inverted pronoun, or a phrase that can speak, closed by punctuation."""
    source, pronoun = incise.source, incise.cue.pronoun
    start = reading.at(reading.marks[reading.inside[incise.cue.at]].inner_start)
    if incise.before <= start or source.end > end:
        return False
    if pronoun is not None:
        return reading.low[pronoun] not in ("je", "nous", "vous", "tu")
    if not voices.can_speak(reading, source):
        return False
    if source.end >= end or not reading.is_word(source.end):
        return True
    behind = reading.low[source.end]
    return behind in _SETTINGS or is_temporal(reading, source.end)
