"""Words between quotation marks and clauses with an incise: who speaks, and where the words end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.french.dates.calendar import weekday_names
from pipeline.french.function_words import RELATIVES
from pipeline.french.lexicons import word_set
from pipeline.french.marks import Marked
from pipeline.french.names.source_nouns import person_role
from pipeline.french.quotes import attribution, voices
from pipeline.french.quotes.candidates import GOES_ON, NO_MARKS, Candidate, candidate
from pipeline.french.quotes.content import is_clause, marks_in, span_and_type, trimmed
from pipeline.french.quotes.cue_lexicon import FINITE, INFINITIVE
from pipeline.french.quotes.cues import COMPOUND, Cue
from pipeline.french.quotes.relays import relay_after
from pipeline.french.quotes.voices import Source
from pipeline.french.records import Offsets
from pipeline.french.trace import refused
from pipeline.french.verbs import subjects_of, verb_place
from pipeline.french.view import View

_BEFORE_INCISE = frozenset(",!?…:-–—") | {"..."}
_PAUSES = frozenset({",", ".", ":", "!", "?", "…"})
# Words behind an incise that go on with the attribution, not with what is said.
_AFTERTHOUGHTS = (
    word_set(
        "qui que qu' dont où en dans lors sur devant avant après sans tout citant cité citée avec "
        "hier ce cette tandis alors"
    )
    | weekday_names()
)
_LINKING = word_set("qui que qu' dont où et ou mais si comme se s' ne n' le la l' les il elle on")
_SETTINGS = word_set("dans à au lors en sur devant auprès ce cette chez hier avec d'une d'un")
_GLOSSES = frozenset({("au", "cours"), ("au", "micro"), ("au", "sujet"), ("à", "propos")})


@dataclass(frozen=True, slots=True)
class _Incise:
    """A cue with its inverted source.

    `before` is the position of the mark or comma before it, `word` that of the word before that.
    """

    cue: Cue
    source: Source
    before: int
    word: int
    doubts: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """Position behind the verb and its source."""
        return max(self.source.end, self.cue.after)


def find_incises(view: View, cues: list[Cue]) -> Iterator[Candidate]:
    """« P », dit X · P, a-t-il dit · « A, dit X, B » · « A », dit X, « B »."""
    within: dict[int, list[_Incise]] = {}
    for cue in cues:
        incise = _incise(view, cue)
        if incise is None:
            continue
        inside = view.inside[cue.at]
        if inside < 0:
            yield from _outside(view, incise)
        elif _is_plain(view, incise, view.at(view.marks[inside].inner_end)):
            within.setdefault(inside, []).append(incise)
        else:
            refused(view, "incise-inside", "inside the marks it may be what is said", cue.at)
    for inside, incises in within.items():
        yield from _pieces(view, view.marks[inside], incises)


def _incise(view: View, cue: Cue) -> _Incise | None:
    """The incise that a cue makes, or None."""
    governed = cue.form == INFINITIVE and cue.governor is not None
    before = _incise_opens(view, cue)
    if before is None:
        return None
    if not (governed or cue.form in (FINITE, COMPOUND)):
        return refused(view, "incise", "the verb is not finite", cue.at)
    source = attribution.inverted(view, cue)
    if source is None:
        return refused(view, "incise", "no subject behind the verb", cue.at)
    word = before
    while word > view.first[cue.at] and not view.is_word(word):
        word -= 1
    doubts = {
        "the verb stands in no incise": not cue.takes("incise"),
        "the subject is the author or nobody": not voices.is_source(view, source, False),
    }
    incise = _Incise(cue, source, before, word, tuple(d for d, holds in doubts.items() if holds))
    if cue.pronoun is not None or _is_inverted(view, incise):
        return incise
    return refused(view, "incise", "the phrase behind the verb is not its subject", cue.at)


def _incise_opens(view: View, cue: Cue) -> int | None:
    """Position of the mark or comma right before the incise, or None where there is none.

    A verb with its own subject before it is no incise; an inverted pronoun alone is one anywhere.
    """
    first, p = view.first[cue.at], cue.first - 1
    while p > first and view.words[p].pos_ == "ADV" and view.low[p] != "que":
        p -= 1
    if p < first:
        return None
    behind_mark = view.low[p] == "." and p and view.is_mark(p - 1)
    if view.is_mark(p) or view.low[p] in _BEFORE_INCISE or behind_mark:
        return p
    if cue.pronoun is not None and cue.pronoun > cue.first and view.inside[p] < 0:
        return p
    return p if _closes_without_comma(view, cue) else None


def _closes_without_comma(view: View, cue: Cue) -> bool:
    """« Le pont rouvrira lundi a indiqué la mairie. »: the comma is forgotten.

    A verb of its own stands before the cue, no word links the two, the parse knows no subject on
    the cue's left, and the phrase behind it, somebody who can speak, ends the sentence.
    """
    before = cue.first - 1
    if cue.pronoun is not None or not cue.takes("que") or view.inside[before] >= 0:
        return False
    linked = view.low[before] in _LINKING or view.words[before].pos_ in ("ADP", "DET", "AUX")
    own = any(c < cue.first for c in subjects_of(view, cue.at))
    if linked or own or not _has_main_verb(view, view.first[cue.at], cue.first):
        return False
    source = attribution.inverted(view, cue)
    if source is None or not voices.names_speaker(view, source):
        return False
    return not any(map(view.is_word, range(source.end, view.last[cue.at])))


def _is_inverted(view: View, incise: _Incise) -> bool:
    """Whether the phrase behind the verb is its subject: not where the subject stands before it."""
    cue, source, before = incise.cue, incise.source, incise.before
    first = view.first[cue.at]
    left = attribution.left_subject(view, cue)
    speaks = voices.can_speak(view, source)
    if view.inside[incise.word] >= 0 and view.inside[cue.at] < 0:
        mark = view.marks[view.inside[incise.word]]
        return left is None or speaks or is_clause(view, mark)
    said = _has_main_verb(view, first, before)
    if speaks and _resumes(view, source.end):
        return True
    if left is not None and _is_subject_before(view, left, before):
        # « … a fait 2 morts et dix blessés, a annoncé la mairie »: the parse takes « dix blessés ».
        if not (said and speaks) or voices.can_speak(view, left):
            return False
    elif not said and not RELATIVES.isdisjoint(view.low[first:before]):
        return False  # « Le parti, qui se dit lésé, réclame un recompte »
    closed = source.end >= len(view) or not view.is_word(source.end)
    return speaks or (closed and cue.takes("que"))


def _resumes(view: View, comma: int) -> bool:
    """« Les bonus, observe l'économiste, ont augmenté »: the verb of the content follows."""
    if view.word(comma) != "," or comma + 1 >= len(view):
        return False
    return view.is_finite(verb_place(view, comma + 1, view.last[comma] - 1))


def _has_main_verb(view: View, start: int, end: int) -> bool:
    """Whether a finite verb stands between two positions that no relative pronoun introduces."""
    relative = False
    for p in range(start, end):
        finite = view.is_finite(p)
        if finite and not relative:
            return True
        relative = view.low[p] in RELATIVES or (relative and view.low[p] != "," and not finite)
    return False


def _is_subject_before(view: View, left: Source, before: int) -> bool:
    """Whether the subject that the parse finds on the left holds: « X, ministre, a annoncé … ».

    It does not where it is a predicate (« c'est un échec, a dit X ») or has a verb of its own.
    """
    children = (child for p in range(left.start, left.end) for child in view.children[p])
    if any(view.words[child].dep_ in ("cop", "nsubj") for child in children):
        return False
    return not _has_main_verb(view, left.end, before)


def _outside(view: View, incise: _Incise) -> Iterator[Candidate]:
    """The quotes of an incise that stands outside quotation marks."""
    cue, source, before = incise.cue, incise.source, incise.before
    inside = view.inside[incise.word]
    doubts = incise.doubts
    if inside >= 0:
        start = _content_start(view, view.marks[inside], view.first[cue.at])
        found = span_and_type(view, start, before + 1)
    elif not view.is_word(incise.word) or view.low[before] == ":":
        refused(view, "incise", "no words before the incise", cue.at)
        return
    else:
        start = _behind_colon(view, view.first[cue.at], before)
        if _asks(view, incise, start):
            yield from _after(view, incise)
            return
        dialogue = _is_dialogue(view, view.first[cue.at])
        goes_on = not dialogue and _goes_on(view, incise)
        cut = view.word(incise.end) == "," and not any(map(view.is_verb, range(start, before)))
        if goes_on or (cut and not dialogue):
            yield from _middle(view, incise, start, goes_on)
            return
        kept = view.is_word(before) or view.low[before] in "!?…"
        found = span_and_type(view, start, before + kept)
        if found is not None and dialogue:
            found = found[0], "direct"
        doubts = (*doubts, NO_MARKS)
    relay = relay_after(view, cue.after, min(view.last[cue.at], incise.end + 12))
    for span, kind in _separate(view, found) if found else ():
        yield candidate(view, "incise", span, kind, cue, source, relay, doubts)
    yield from _after(view, incise)


def _asks(view: View, incise: _Incise, start: int) -> bool:
    """« Le maire a-t-il tranché ? », « D'ici là, promet-on, « P » »: no content before the verb."""
    if any(map(view.is_verb, range(start, incise.before))):
        return False
    last = view.last[incise.cue.at]
    asked = incise.cue.pronoun is not None and view.low[last - 1] == "?"
    return asked or any(view.inside[p] >= 0 for p in range(incise.end, last))


def _goes_on(view: View, incise: _Incise) -> bool:
    """Whether the content goes on behind an incise: « P, rappelle-t-elle, et Q », no « qui … »."""
    p, last = incise.end + 1, view.last[incise.cue.at]
    if incise.cue.pronoun is None or p + 1 >= last or view.low[p - 1] != ",":
        return False
    leaves = view.low[p] in _AFTERTHOUGHTS or view.low[p].endswith("ant")
    pair = tuple(view.low[p : p + 2])
    return not leaves and pair not in _GLOSSES and any(map(view.is_word, range(p, last)))


def _middle(view: View, incise: _Incise, start: int, goes_on: bool) -> Iterator[Candidate]:
    """« Les routes, expliquent-ils, sont coupées »: the incise stays inside the content."""
    rest = range(incise.source.end, view.last[incise.cue.at])
    closed = view.word(rest.start) == ","
    if goes_on or (closed and any(view.verb_form(p) == "Fin" for p in rest)):
        found = span_and_type(view, start, rest.stop)
        if found is not None:
            doubts = (*incise.doubts, GOES_ON)
            yield candidate(view, "incise", *found, incise.cue, incise.source, None, doubts)


def _separate(view: View, found: tuple[Offsets, str]) -> list[tuple[Offsets, str]]:
    """« A », « B », dit X; « A », mais « B », dit X: marked utterances are quotes of their own."""
    start, end = view.at(found[0][0]), view.at(found[0][1])
    between = [view.low[p] for p in range(start, end) if view.inside[p] < 0 and view.is_word(p)]
    held = marks_in(view, start, end)
    joined = between in (["mais"], ["puis"], ["et"]) and all(is_clause(view, m) for m in held)
    if found[1] != "mixed" or (between and not joined):
        return [found]
    return [((m.inner_start, m.inner_end), "direct") for m in marks_in(view, start, end)]


def _is_dialogue(view: View, first: int) -> bool:
    """Whether a sentence opens its paragraph with the dash of a dialogue."""
    return (first == 0 or view.parted[first]) and view.low[first] in ("–", "—", "-")


def _content_start(view: View, mark: Marked, first: int) -> int:
    """Where content that ends with a mark begins: at the mark if it is an utterance, or before."""
    opening = view.at(mark.start)
    start = _behind_colon(view, first, opening, (":",))
    if start > first:
        return start
    p = opening - 1
    while (
        p > first
        and not view.is_word(p)
        and view.inside[p] < 0
        and view.low[p] not in (":", ",", ";")
    ):
        p -= 1
    utterance = view.text[mark.inner_start].isupper() and is_clause(view, mark)
    bare = not any(map(view.is_word, range(first, opening)))
    apart = bare or view.low[p] == ";" or (view.low[p] == "," and utterance)
    return opening if apart else first


def _behind_colon(view: View, first: int, end: int, colons: Sequence[str] = (":", ";")) -> int:
    """Behind the last colon before `end` outside marks; `first` where there is none."""
    for p in range(end - 1, first, -1):
        if view.low[p] in colons and view.inside[p] < 0:
            return p + 1
    return first


def _after(view: View, incise: _Incise) -> Iterator[Candidate]:
    """The second part of a quote that its attribution cuts: « A », dit X, « B »."""
    p, limit = incise.end, min(view.last[incise.cue.at], incise.end + 25)
    while p < limit and not view.is_mark(p):
        if view.low[p] in (";", ".") or view.verb_form(p) == "Fin":
            return
        p += 1
    mark = view.marked_at(p) if p < limit else None
    if mark is None or view.low[p - 1] not in (",", ":"):
        return
    if is_clause(view, mark) or mark.inner_end - mark.inner_start > 20:
        span = (mark.inner_start, mark.inner_end)
        found = candidate(view, "incise-after", span, "direct", incise.cue, incise.source)
        yield found.doubted(*incise.doubts)
    else:
        refused(view, "incise-after", "the marked words behind are no clause", p)


def _pieces(view: View, mark: Marked, incises: list[_Incise]) -> Iterator[Candidate]:
    """Incises inside the marks cut the quote: a piece before each, and one behind the last."""
    start, end = view.at(mark.inner_start), view.at(mark.inner_end)
    for incise in incises:
        before = incise.before
        a, b = trimmed(view, start, before + (view.low[before] in ("!", "?", "…")))
        if a < b:
            span = view.offsets(a, b)
            yield candidate(view, "incise-inside", span, "direct", incise.cue, incise.source)
        start = _behind_attribution(view, incise, end)
    if mark.recovered and mark.inner_end == mark.end:
        return  # the closing mark is missing: the quote ends at its incise
    while start < end and not view.is_word(start):
        start += 1
    if start < end:
        span = (view.words[start].idx, mark.inner_end)
        last = incises[-1]
        yield candidate(view, "incise-inside", span, "direct", last.cue, last.source)


def _behind_attribution(view: View, incise: _Incise, end: int) -> int:
    """Position of the pause behind an incise in marks and behind what it tells of its source."""
    p = _pause(view, incise.end, end)
    while incise.cue.pronoun is None and p + 1 < end and view.low[p] == ",":
        pause = _pause(view, p + 1, end)
        if not _tells_of_source(view, p + 1, pause, end):
            break
        p = pause
    return p


def _pause(view: View, p: int, end: int) -> int:
    return next((k for k in range(p, end) if view.low[k] in _PAUSES), end)


def _tells_of_source(view: View, start: int, pause: int, end: int) -> bool:
    """« …, élu du groupe Terre, … », « …, 81 ans, … », « …, qui tient le bar. … »."""
    word = view.words[start]
    if view.low[start] in ("qui", "dont"):
        return True
    if view.has_finite(start, pause) or word.pos_ in ("ADP", "CCONJ"):
        return False
    nominal = word.pos_ in ("NOUN", "NUM", "ADJ", "DET")
    closed = nominal and pause < end and view.low[pause] == "."
    bare = word.like_num or (word.pos_ in ("NOUN", "NUM") and word.text[:1].islower())
    role = any(person_role(view.words[p].text) for p in range(start, min(start + 3, pause)))
    return closed or bare or role


def _is_plain(view: View, incise: _Incise, end: int) -> bool:
    """Inside marks: an inverted pronoun, or a phrase that can speak, closed by punctuation."""
    source, pronoun = incise.source, incise.cue.pronoun
    start = view.at(view.marks[view.inside[incise.cue.at]].inner_start)
    if incise.before <= start or source.end > end:
        return False
    if pronoun is not None:
        return view.low[pronoun] not in ("je", "nous", "vous", "tu")
    behind = source.end
    closed = behind >= end or not view.is_word(behind)
    ends = closed or view.low[behind] in _SETTINGS or view.is_time(behind)
    return ends and voices.can_speak(view, source)
