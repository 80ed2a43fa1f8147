"""Predicates of a sentence that say what happened to people: verbs and set phrases."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.french.auxiliaries import auxiliaries
from pipeline.french.casualty_lexicon import (
    Idiom,
    VerbForm,
    figure_words,
    idioms,
    is_person,
    verb_forms,
)
from pipeline.french.trace import refused
from pipeline.french.verbs import verb_group
from pipeline.french.view import Sentence

_LINKS = frozenset({"et", "ou", ",", "puis"})
_BEFORE_FIGURES = frozenset({"au", "plus", "près", "environ", "jusqu'", "presque", "moins", "pas"})
_PARTING = frozenset({"qui", "que", "et", "ou", "dont"})
_REACH = 7
# Kinds, the gravest first; a survivor is counted, but no claim: no event makes it one.
_KINDS = ("survivor", "killed", "injured", "missing", "detained", "displaced", "victims")
STRENGTH = {kind: strength for strength, kind in enumerate(_KINDS)}


@dataclass(frozen=True, slots=True)
class Event:
    """A predicate, by positions of the view.

    `start`: where the verb group with its auxiliaries starts; `head`: the word that names what
    happened; `end` exclusive. `side`: subject (those who stand before it), object (those who
    follow it) or post (a participle right behind its noun). `adjective`: whether `head` is a
    participle that can stand for the people themselves (« 44 ont été blessées »). `person`: only
    people can be meant; `force`: only soldiers and police (« l'armée a perdu douze hommes »).
    """

    kind: str
    side: str
    start: int
    head: int
    end: int
    person: bool
    rule: str
    mood: str
    negated: bool
    adjective: bool
    force: bool = False


class _Group(NamedTuple):
    """What the verb group left of a word says: `verbs` are its auxiliaries and modal verbs."""

    start: int
    verbs: frozenset[str]
    passive: bool
    reflexive: bool
    mood: str
    negated: bool


def find_events(sentence: Sentence) -> list[Event]:
    """The casualty predicates of a sentence, in order."""
    events = _idiom_events(sentence)
    covered = {i for event in events for i in range(event.start, event.end)}
    voices: dict[int, Event] = {}
    for i in sentence.positions:
        form = verb_forms().get(sentence.at(i))
        if form is None or i in covered:
            continue
        event = _verb_event(sentence, i, form, voices)
        if event is not None:
            voices[i] = event
    return sorted([*events, *voices.values()], key=lambda event: event.head)


def gravest(events: Sequence[Event]) -> str | None:
    """The gravest kind of some events, or None."""
    return min((event.kind for event in events), key=STRENGTH.__getitem__, default=None)


def _group(sentence: Sentence, i: int) -> _Group:
    """The verb group of the word at `i`, from its auxiliaries and negation."""
    view = sentence.view
    group = verb_group(view, i, auxiliaries(), marked=True)
    words = [view.low[k] for k in group.auxiliaries]
    verbs = frozenset(auxiliaries()[word][0] for word in words if word != "été")
    moods = [auxiliaries()[word][1] for word in reversed(words)]
    return _Group(
        start=group.first,
        verbs=verbs,
        passive=not {"été", "être"}.isdisjoint(words),
        reflexive=group.reflexive,
        mood=next((mood for mood in moods if mood != "other"), "other"),
        negated=group.ne and (group.negator or "pouvoir" in verbs),  # « n'ont pu être sauvés »
    )


def _is_adverb(sentence: Sentence, i: int) -> bool:
    word = sentence.at(i)
    return word.endswith("ment") or sentence.pos(i) == "ADV"


def _verb_event(
    sentence: Sentence, i: int, form: VerbForm, voices: dict[int, Event]
) -> Event | None:
    group = _group(sentence, i)
    guard = _no_predicate(sentence, i, form, group)
    if guard is not None:
        return refused(sentence.view, f"verb:{form.verb}", guard, i)
    side, words = _side(form, group), sentence.low
    mild = _is_attempt(sentence, group.start) or not form.milder.isdisjoint(words)
    kind = "victims" if mild else form.kind
    mood, negated, start = group.mood, group.negated, group.start
    if form.participle and not group.verbs:
        earlier = _coordinated(sentence, i, voices)
        shared_group = _shared_group(sentence, i)
        if earlier is not None:
            side, mood, negated = earlier.side, earlier.mood, earlier.negated
            start = earlier.start
        elif shared_group is not None and shared_group.verbs:
            side, mood = _side(form, shared_group), shared_group.mood
            negated, start = shared_group.negated, shared_group.start
        elif (shared := _distant_auxiliary(sentence, i)) is not None:
            side, mood = "object", shared
        elif form.verb == "mourir" and not is_person(sentence.at(i - 1)):
            # « la mort », « les morts »; but « deux personnes mortes »
            return refused(sentence.view, "verb:mourir", "a noun: « la mort »", i)
    return Event(
        kind,
        side,
        start,
        i,
        i + 1,
        form.person,
        f"verb:{form.verb}",
        mood,
        negated,
        form.participle and side != "object" and form.verb not in ("périr", "succomber", "fuir"),
        form.force,
    )


def _no_predicate(sentence: Sentence, i: int, form: VerbForm, group: _Group) -> str | None:
    """Why a form of a casualty verb says nothing of people here, or None if it does."""
    noun = sentence.pos(i) == "NOUN" and not group.verbs
    if noun and form.participle and sentence.pos(i - 1) in ("DET", "NUM"):
        return "a noun: « les blessés »"
    if noun and not form.participle and sentence.at(i - 1) in ("de", "d'"):
        return "a noun: « un peloton de chasse »"
    if group.reflexive and not form.reflexive:
        return "reflexive"
    if sentence.at(i + 1) in form.unless:
        return "the word behind gives it another sense"
    if form.needs and form.needs.isdisjoint(sentence.forms(i + 1, sentence.end)):
        return "lacks the words that it needs"
    if form.kind == "victims" and not figure_words("rescued").isdisjoint(sentence.low):
        return "told of people who were rescued"
    return None


def _is_attempt(sentence: Sentence, start: int) -> bool:
    """Whether « tenter de », « essayer de » stands before the verb: no one was killed then."""
    return sentence.at(start - 1) == "de" and sentence.at(start - 2).startswith(("tent", "essa"))


def _side(form: VerbForm, group: _Group) -> str:
    """Whether a verb form counts its subject, its object or the noun right before it."""
    if form.counts == "subject":
        return "post" if form.participle and not group.verbs else "subject"
    if form.participle:
        if not group.verbs:
            return "post"
        passive = group.passive or group.reflexive or "avoir" not in group.verbs
        return "subject" if passive else "object"
    if "être" in group.verbs and group.passive:
        return "subject"
    return "subject" if group.reflexive else "object"


def _shared_group(sentence: Sentence, i: int) -> _Group | None:
    """The verb group of another participle before: « ont été entendus puis écroués »."""
    other = _before_link(sentence, i)
    if other is None or sentence.view.verb_form(other) != "Part":
        return None
    return _group(sentence, other)


def _coordinated(sentence: Sentence, i: int, voices: dict[int, Event]) -> Event | None:
    """The verb that the participle at `i` is coordinated with: « a percuté et tué »."""
    other = _before_link(sentence, i)
    return None if other is None else voices.get(other)


def _before_link(sentence: Sentence, i: int) -> int | None:
    """What stands before « et », « puis » and the like and the adverbs before the word at `i`."""
    k = i - 1
    while _is_adverb(sentence, k) and sentence.at(k) not in _LINKS:
        k -= 1
    return k - 1 if k > sentence.first and sentence.at(k) in _LINKS else None


def _distant_auxiliary(sentence: Sentence, i: int) -> str | None:
    """Mood of the « avoir » that a coordinated participle with an object shares.

    « il avait lancé sa voiture sur la foule et poignardé un policier »
    """
    if sentence.at(i - 1) not in _LINKS:
        return None
    if sentence.pos(i + 1) not in ("DET", "NUM") and sentence.at(i + 1) not in _BEFORE_FIGURES:
        return None
    for k in sentence.before(i - 1, 19):
        if sentence.at(k) in auxiliaries():
            verb, mood = auxiliaries()[sentence.at(k)]
            return mood if verb == "avoir" and sentence.at(k + 1) != "été" else None
    return None


def _has_verb(sentence: Sentence, start: int, end: int) -> bool:
    return any(
        sentence.pos(i) == "VERB" or sentence.at(i) in auxiliaries() for i in range(start, end)
    )


def _verb_before(sentence: Sentence, i: int) -> int | None:
    """The verb that a set phrase without one completes: « ont passé la journée en garde à vue »."""
    for k in sentence.before(i, _REACH):
        if sentence.view.words[k].is_punct or sentence.at(k) in _PARTING:
            return None
        if sentence.pos(k) in ("VERB", "AUX"):
            opens = k == sentence.first or sentence.view.verb_form(k) == "Inf"
            return None if opens else k
    return None


def _idiom_events(sentence: Sentence) -> list[Event]:
    events: list[Event] = []
    view, reached = sentence.view, sentence.first
    for first in sentence.positions:
        if first < reached:
            continue
        for pattern, idiom in idioms().get(view.low[first][:2], ()):
            match = pattern.match(view.text, view.starts[first])
            if match is not None:
                _, reached = sentence.touched(*match.span())
                events.append(_idiom_event(sentence, idiom, first, reached))
                break
    return events


def _idiom_event(sentence: Sentence, idiom: Idiom, first: int, end: int) -> Event:
    group = _group(sentence, first)
    passive = group.passive or "être" in group.verbs
    side = "subject" if passive else idiom.counts  # « a été poignardé à mort »
    if side == "subject" and not group.verbs and not _has_verb(sentence, first, end):
        side = "post"
        verb = _verb_before(sentence, first)
        if verb is not None:
            side, group = "subject", _group(sentence, verb)
    missing = sentence.at(first).startswith("port")
    return Event(
        idiom.kind,
        side,
        group.start,
        end - 1 if missing else first,
        end,
        idiom.person,
        f"idiom:{idiom.kind}",
        group.mood,
        group.negated,
        missing,
    )
