"""Casualty figures: which numbers of a sentence count killed, injured, missing … people.

A number is read with the noun phrase that it counts (counted) and the predicates of its sentence
(casualty_events). Where the two belong together is decided on the order of words, since a parser
errs most on the long, broken sentences that tolls stand in. Signals, the surest first: a noun for
victims; a participle right behind the noun; a predicate whose subject or object the phrase is;
« dont » and its like; coordination with a phrase that one of those has settled.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.french.casualty_events import STRENGTH, Event
from pipeline.french.casualty_lexicon import auxiliaries, noun_kinds, verb_forms
from pipeline.french.counted import (
    PARTITIVE,
    Counted,
    Sentence,
    is_person,
    is_thing,
    is_victim,
    noun_at,
)

_LINKS = frozenset(
    {",", "et", "ou", "puis", "ainsi", "que", "de", "d'", "à", "aux", "des", "également", "encore"}
)
_INCLUDING = frozenset({"dont", "incluant", "comprenant", "notamment", "compris", "surtout"})
_PREPOSITIONS = frozenset(
    "à au aux en dans par pour avec contre sur sous chez vers sans parmi depuis pendant durant "
    "après avant dès selon outre face envers devant derrière".split()
)
_RELATIVES = frozenset({"qui", "que", "qu'", "dont", "où", "lequel", "laquelle", "lesquels"})
_TIMES = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche matin midi soir nuit hier après-midi "
    "heures heure janvier février mars avril mai juin juillet août septembre octobre novembre "
    "décembre dernier jour jours mois semaine semaines an ans année".split()
)
_ARTICLE_NOUNS = frozenset({"displaced", "missing"})
_STEPS = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """What a counted phrase was read as. `event`: the predicate that says so, if one does."""

    counted: Counted
    kind: str
    rule: str
    confidence: float
    event: Event | None = None
    who: tuple[int, int] | None = None


def read_casualties(
    sentence: Sentence, phrases: Sequence[Counted], events: Sequence[Event]
) -> list[Reading]:
    """The casualty figures of a sentence, in the order of its numbers."""
    found: dict[int, Reading] = {}
    for k, counted in enumerate(phrases):
        reading = _by_noun(sentence, counted) or _by_participle(sentence, counted, events)
        if reading is not None:
            found[k] = reading
    for event in events:
        for k in _subjects(sentence, event, phrases):
            _keep(sentence, found, k, phrases[k], event, 0.85)
    for event in events:
        for k in _objects(sentence, event, phrases):
            _keep(sentence, found, k, phrases[k], event, 0.85)
    for k in range(len(phrases)):
        reading = None if k in found else _by_event_noun(sentence, phrases, k)
        if reading is not None:
            found[k] = reading
    _share(sentence, phrases, found)
    named = [_name(sentence, phrases, found, k) for k in sorted(found)]
    return [reading for reading in named if reading.kind != "survivor"]


def _by_noun(sentence: Sentence, counted: Counted) -> Reading | None:
    """« 12 morts », « 40 blessés graves », « trois arrestations »."""
    if counted.head is None:
        return None
    if noun_at(sentence, counted.head, noun_kinds("survivor")):
        return Reading(counted, "survivor", "noun", 0.9)
    kind = noun_at(sentence, counted.head, noun_kinds("victim"))
    if kind is None or (counted.number.form == "article" and _no_victim(sentence, counted, kind)):
        return None
    return Reading(counted, kind, f"noun:{sentence.lower[counted.head]}", 0.9)


def _no_victim(sentence: Sentence, counted: Counted, kind: str) -> bool:
    """Whether « un », « une » in front of a victim noun is no figure: « une mort », « un corps »."""
    word = sentence.lower[counted.head or 0]
    abstract = word in noun_kinds("event") and kind != "detained" and word != "mort"
    feminine = sentence.lower[counted.first] == "une" and word == "mort"
    return abstract or feminine or kind in _ARTICLE_NOUNS or word in ("corps", "martyr")


def _by_participle(
    sentence: Sentence, counted: Counted, events: Sequence[Event]
) -> Reading | None:
    """« deux journalistes arrêtés », « un homme percuté et tué »: the gravest of the participles."""
    if counted.who is None and sentence.at(counted.left - 1) not in _INCLUDING:
        return None
    ends = {counted.end, counted.end + (sentence.at(counted.end) == ",")}
    best: Event | None = None
    for event in events:
        if event.side == "post" and event.start in ends and _fits(sentence, counted, event):
            ends |= {event.end, event.end + 1, event.end + 2}
            if best is None or STRENGTH[event.kind] < STRENGTH[best.kind]:
                best = event
    return Reading(counted, best.kind, best.rule, 0.85, best) if best else None


def _fits(sentence: Sentence, counted: Counted, event: Event) -> bool:
    """Whether the phrase can name the people that the event strikes."""
    if is_thing(sentence, counted) or counted.number.form == "fraction":
        return False
    if counted.head is None:
        return counted.number.form != "article"
    word = sentence.lower[counted.head]
    person = is_person(word) or is_victim(word) or word in ("eux", "elles")
    if event.person or counted.number.form == "article":
        return person
    return person or sentence.words[counted.head].pos_ in ("NOUN", "PROPN", "ADJ")


def _keep(
    sentence: Sentence,
    found: dict[int, Reading],
    k: int,
    counted: Counted,
    event: Event,
    confidence: float,
) -> None:
    """Note what an event says of phrase `k`, unless a surer or graver reading stands."""
    if not _fits(sentence, counted, event):
        return
    old = found.get(k)
    if old is not None and (old.event is None or STRENGTH[old.kind] <= STRENGTH[event.kind]):
        if old.event is None and old.kind == "victims" and event.kind in ("killed", "injured"):
            found[k] = replace(old, kind=event.kind, event=event)
        elif old.event is None:
            found[k] = replace(old, event=event)
        return
    found[k] = Reading(counted, event.kind, event.rule, confidence, event)


def _subjects(sentence: Sentence, event: Event, phrases: Sequence[Counted]) -> list[int]:
    """The phrases that stand as subject before an event, a whole coordination at once."""
    if event.side != "subject":
        return []
    k = _walk_to_subject(sentence, event.start - 1, phrases)
    if k is None:
        return []
    chain = [k]
    while k > 0 and _linked(sentence, phrases[k - 1], phrases[k]):
        k -= 1
        chain.append(k)
    return [k for k in chain if not _governed(sentence, phrases[k]) or len(chain) > 1]


def _walk_to_subject(sentence: Sentence, i: int, phrases: Sequence[Counted]) -> int | None:
    """The phrase that a verb group after word `i` has as subject: leftwards past insertions."""
    ends = {phrase.end: k for k, phrase in enumerate(phrases)}
    relative = sentence.at(i) == "qui"
    if relative:
        k = ends.get(i)
        if k is None and sentence.at(i - 1) == ",":
            k = ends.get(i - 1, ends.get(_comma_before(sentence, i - 1)))
        return k
    for _ in range(_STEPS):
        if i < 0 or sentence.at(i) in (";", ":", "»", "«", "que", "qu'", "qui"):
            return None
        word, token = sentence.lower[i], sentence.words[i]
        k = ends.get(i + 1)
        if k is not None and not _governed(sentence, phrases[k]):
            return None if is_thing(sentence, phrases[k]) else k
        if k is not None:
            i = phrases[k].left - 2
        elif word == ")":
            i = _opening(sentence, i) - 1
        elif _is_finite(sentence, i):
            i = _relative_before(sentence, i) - 1
        elif token.pos_ in ("NOUN", "PROPN", "NUM", "PRON") and word not in _TIMES:
            i = _past_complement(sentence, i)
        else:
            i -= 1
    return None


def _comma_before(sentence: Sentence, i: int) -> int:
    """The comma that opens the short insertion which the comma at `i` closes."""
    for k in range(i - 1, max(-1, i - 12), -1):
        if sentence.lower[k] == ",":
            return k
    return -1


def _opening(sentence: Sentence, i: int) -> int:
    while i > 0 and sentence.lower[i] != "(":
        i -= 1
    return i


def _is_finite(sentence: Sentence, i: int) -> bool:
    token = sentence.words[i]
    return sentence.lower[i] in auxiliaries() or (
        token.pos_ in ("VERB", "AUX") and "VerbForm=Fin" in str(token.morph)
    )


def _relative_before(sentence: Sentence, i: int) -> int:
    """The relative pronoun of the clause whose verb stands at `i`; 0, the end, if it has none."""
    for k in range(i - 1, max(-1, i - 12), -1):
        if sentence.lower[k] in _RELATIVES:
            return k
        if sentence.lower[k] in (",", ";", ":", "et"):
            return 0
    return 0


def _past_complement(sentence: Sentence, i: int) -> int:
    """Before the preposition that governs the noun at `i`; -1, the end, if none does."""
    for k in range(i - 1, max(-1, i - 8), -1):
        word, token = sentence.lower[k], sentence.words[k]
        if word in _PREPOSITIONS or word in PARTITIVE or token.pos_ == "ADP":
            return k - 1
        if token.pos_ not in ("DET", "ADJ", "NUM", "NOUN", "PROPN", "ADV") and word != "-":
            return -1
        if token.pos_ == "DET" and sentence.at(k - 1) not in _PREPOSITIONS | PARTITIVE:
            return -1 if sentence.at(k - 1) != "," or word not in ("le", "la", "l'") else -1
    return -1


def _governed(sentence: Sentence, counted: Counted) -> bool:
    """Whether a preposition stands before the phrase, so that it is no subject."""
    return sentence.at(counted.left - 1) in _PREPOSITIONS | {"de", "d'", "du"}


def _linked(sentence: Sentence, a: Counted, b: Counted) -> bool:
    """Whether two phrases are coordinated with nothing between but links and brackets."""
    i = a.end
    if sentence.at(i) == "(":
        while i < b.left and sentence.lower[i] != ")":
            i += 1
        i += 1
    between = sentence.lower[i : b.left]
    coordinated = any(word in (",", "et", "ou", "puis") for word in between)
    return coordinated and set(between) <= _LINKS


def _objects(sentence: Sentence, event: Event, phrases: Sequence[Counted]) -> list[int]:
    """The phrases that follow an event as object, a whole coordination at once."""
    if event.side == "post":
        return []
    k = next((k for k, p in enumerate(phrases) if p.left >= event.end), None)
    if k is None or not _reaches(sentence, event.end, phrases[k].left):
        return []
    if event.side == "subject" and phrases[k].left > event.end + 2:
        return []
    if event.side == "subject" and sentence.at(event.end) in (",", "et", "dont", "de", "d'"):
        return []
    chain = [k]
    while k + 1 < len(phrases) and _linked(sentence, phrases[k], phrases[k + 1]):
        k += 1
        chain.append(k)
    return chain


def _reaches(sentence: Sentence, start: int, left: int) -> bool:
    """Whether only adverbs, adverbials and articles stand between a verb and its object."""
    i = start
    while i < left:
        word, token = sentence.lower[i], sentence.words[i]
        if i - start > 12 or word in ("par", "et", "ou", "qui", "dont", ";", ":", "que", "mais"):
            return word == "que" and sentence.at(i + 1) in PARTITIVE and i == start
        if word in _PREPOSITIONS:
            i = _past_adverbial(sentence, i, left)
            if i >= left:
                return False
            continue
        known = word in PARTITIVE or word in ("les", "l'", ",", "au", "moins") or word in _TIMES
        if not (known or token.pos_ in ("ADV", "DET") or word.endswith("ment")):
            return False
        i += 1
    return True


def _past_adverbial(sentence: Sentence, i: int, left: int) -> int:
    """End of the adverbial « à Lyon », « dans la nuit » that a preposition at `i` opens."""
    k = i + 1
    while k < left and sentence.words[k].pos_ in ("DET", "ADJ", "NUM"):
        k += 1
    if k >= left or sentence.words[k].pos_ not in ("NOUN", "PROPN"):
        return left
    while k < left and sentence.words[k].pos_ in ("NOUN", "PROPN"):
        k += 1
    return k


def _by_event_noun(sentence: Sentence, phrases: Sequence[Counted], k: int) -> Reading | None:
    """« la mort de quatre policiers », « l'évacuation de 500 voyageurs »."""
    counted = phrases[k]
    i = counted.left - 1
    if sentence.at(i) in ("les", "ces", "leurs", "ses"):
        i -= 1
    if sentence.at(i) not in PARTITIVE or counted.head is None:
        return None
    i -= 1
    for _ in range(4):
        if i < 0:
            return None
        word, token = sentence.lower[i], sentence.words[i]
        kind = noun_kinds("event").get(word)
        if kind is not None:
            person = is_person(sentence.lower[counted.head]) or is_victim(
                sentence.lower[counted.head]
            )
            return Reading(counted, kind, f"event noun:{word}", 0.8) if person else None
        if token.pos_ not in ("ADJ", "ADV", "PROPN") and word not in (*_PREPOSITIONS, "que"):
            return None
        i -= 1
    return None


def _share(sentence: Sentence, phrases: Sequence[Counted], found: dict[int, Reading]) -> None:
    """Give a phrase that says nothing of itself what its neighbours were read as."""
    for k in range(len(phrases)):
        counted = phrases[k]
        before = found.get(k - 1)
        if k in found or before is None or not _can_share(sentence, counted):
            continue
        opening = sentence.at(counted.left - 1)
        if opening in _PREPOSITIONS:
            opening = sentence.at(counted.left - 2)
        including = opening in _INCLUDING or (opening == "(" and counted.head is None)
        linked = _linked(sentence, phrases[k - 1], counted)
        versus = sentence.at(counted.left - 1) == "contre" and before.event is not None
        later = linked and counted.head is None and "puis" in _between(sentence, phrases, k)
        after = linked and before.event is not None and before.event.end <= phrases[k - 1].left
        if including or versus or later or after:
            found[k] = Reading(counted, before.kind, "shared", 0.7, before.event)


def _between(sentence: Sentence, phrases: Sequence[Counted], k: int) -> Sequence[str]:
    return sentence.lower[phrases[k - 1].end : phrases[k].left]


def _can_share(sentence: Sentence, counted: Counted) -> bool:
    if is_thing(sentence, counted) or counted.number.form == "fraction":
        return False
    if counted.head is None:
        return counted.number.form != "article"
    word = sentence.lower[counted.head]
    return is_person(word) or is_victim(word) or sentence.words[counted.head].pos_ == "ADJ"


def _name(
    sentence: Sentence, phrases: Sequence[Counted], found: dict[int, Reading], k: int
) -> Reading:
    """Add whom the figure counts: the noun, else the participle, else the noun before."""
    reading = found[k]
    counted, event = reading.counted, reading.event
    if counted.who is not None:
        start, end = counted.who
        previous = found.get(k - 1)
        if sentence.at(start) in ("autre", "autres") and previous and previous.event:
            end = start + 1 if sentence.at(start + 1) in verb_forms() else end
        return replace(reading, who=(start, end))
    if event and event.adjective and counted.end <= event.start and reading.rule != "shared":
        return replace(reading, who=(event.head, event.head + 1))
    if k + 1 in found and _linked(sentence, counted, phrases[k + 1]) and phrases[k + 1].who:
        return replace(reading, who=phrases[k + 1].who)
    for earlier in phrases[:k][::-1]:
        if earlier.head is not None and not is_thing(sentence, earlier):
            return replace(reading, who=earlier.who)
    return reading

