"""Casualty figures: which numbers of a sentence count killed, injured, missing … people.

A number is read with the noun phrase that it counts (counted) and the predicates of its sentence
(casualty_events). Where the two belong together is decided on the order of words, since a parser
errs most on the long, broken sentences that tolls stand in. Signals, the surest first: a noun for
victims; a participle right behind the noun; a predicate whose subject or object the phrase is;
« dont » and its like; coordination with a phrase that one of those has settled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.french.casualty_lexicon import (
    figure_words,
    names_people,
    noun_kinds,
    person_groups,
    verb_forms,
)
from pipeline.french.claims.casualty_context import by_topic, share
from pipeline.french.claims.casualty_events import STRENGTH, Casualty, Event
from pipeline.french.claims.casualty_syntax import (
    companions,
    continues,
    ends_by_word,
    linked,
    objects,
    subjects,
)
from pipeline.french.claims.counted import Counted, counts_no_people, is_ratio, is_thing, noun_at
from pipeline.french.function_words import OF
from pipeline.french.numbers.context import sport_words
from pipeline.french.view import Sentence

_ARTICLE_NOUNS = frozenset({"displaced", "missing"})


def read_casualties(
    sentence: Sentence,
    phrases: Sequence[Counted],
    events: Sequence[Event],
    topic: str | None = None,
    toll: str | None = None,
) -> list[Casualty]:
    """The casualty figures of a sentence, in the order of its numbers.

    `topic`: the kind that the text speaks of before the sentence, for « parmi eux »; `toll`: the
    kind whose number the sentence before names, for « il s'élève à 262 ».
    """
    found: dict[int, Casualty] = {}
    posts = {event.start: event for event in events if event.side == "post"}
    for k, counted in enumerate(phrases):
        reading = (
            _by_noun(sentence, counted)
            or _by_label(sentence, counted)
            or _by_participle(sentence, counted, posts)
        )
        if reading is not None:
            found[k] = reading
    _share_participle(sentence, phrases, found)
    extra = _read_subjects(sentence, phrases, events, found)
    for event in events:
        struck = objects(sentence, event, phrases) or companions(sentence, event, phrases)
        for k in struck:
            _keep(sentence, found, k, phrases[k], event, 0.85)
    for k in range(len(phrases)):
        told = found.get(k)
        if told is None or (told.event is not None and told.event.negated):
            reading = _by_event_noun(sentence, phrases, k)
            found |= {k: reading} if reading else {}
    share(sentence, phrases, found)
    by_topic(sentence, phrases, found, topic, toll)
    for k, counted in enumerate(phrases):
        if k not in found and (reading := _by_weak_noun(sentence, counted)) is not None:
            found[k] = reading
    named = [_name(sentence, phrases, found, k) for k in sorted(found)]
    named += [replace(reading, who=reading.counted.who) for reading in extra]
    named += [second for reading in named if (second := _second_kind(sentence, reading))]
    return [reading for reading in named if reading.kind != "survivor"]


def _read_subjects(
    sentence: Sentence,
    phrases: Sequence[Counted],
    events: Sequence[Event],
    found: dict[int, Casualty],
) -> list[Casualty]:
    """Note in `found` what events say of their subjects; return second readings of the same."""
    extra: list[Casualty] = []
    earlier: list[int] = []
    ends = ends_by_word(phrases)
    for n, event in enumerate(events):
        struck = subjects(sentence, event, phrases, ends)
        if not struck and n and continues(sentence, events[n - 1], event):
            struck = earlier
        for k in struck:
            alternative = "ou" in (sentence.at(event.head - 1), sentence.at(event.start - 1))
            if alternative and k in found and found[k].kind != event.kind:
                extra.append(Casualty(phrases[k], event.kind, event.rule, 0.8, event))
            else:
                _keep(sentence, found, k, phrases[k], event, 0.85)
        earlier = struck
    return extra


def _by_noun(sentence: Sentence, counted: Counted) -> Casualty | None:
    """« 12 morts », « 40 blessés graves », « trois arrestations »."""
    if counted.head is None or is_ratio(sentence, counted):
        return None
    if noun_at(sentence, counted.head, noun_kinds("survivor")):
        return Casualty(counted, "survivor", "noun", 0.9)
    kind = noun_at(sentence, counted.head, noun_kinds("victim"))
    if kind is None or (counted.is_article and _no_victim(sentence, counted, kind)):
        return None
    return Casualty(counted, kind, f"noun:{counted.noun}", 0.9)


def _by_label(sentence: Sentence, counted: Counted) -> Casualty | None:
    """« Blessés : 40 »: a line of a list."""
    label = counted.left - 2
    if counted.head is not None or counted.is_article:
        return None
    kind = noun_kinds("victim").get(sentence.at(label))
    if kind is None or sentence.at(label + 1) != ":":
        return None
    return Casualty(counted, kind, "label", 0.85, who=(label, label + 1))


def _second_kind(sentence: Sentence, reading: Casualty) -> Casualty | None:
    """« douze morts et blessés », « une quarantaine de morts et de blessés »: two of one number."""
    if not reading.rule.startswith("noun:"):
        return None
    second = reading.counted.end + 1
    if sentence.at(second - 1) != "et":
        return None
    second += sentence.at(second) in OF
    kind = noun_kinds("victim").get(sentence.at(second))
    if kind is None or kind == reading.kind:
        return None
    return replace(reading, kind=kind, who=(second, second + 1))


def _by_weak_noun(sentence: Sentence, counted: Counted) -> Casualty | None:
    """« 312 détenus »: people whom their name calls so, where nothing else is told of them."""
    if counted.head is None or counted.is_article or is_ratio(sentence, counted):
        return None
    kind = noun_at(sentence, counted.head, noun_kinds("weak"))
    return Casualty(counted, kind, f"noun:{counted.noun}", 0.6) if kind else None


def _no_victim(sentence: Sentence, counted: Counted, kind: str) -> bool:
    """Whether « un », « une » in front of a victim noun is no figure: « une mort »."""
    word = counted.noun
    abstract = word in noun_kinds("event") and kind != "detained" and word != "mort"
    feminine = sentence.at(counted.first) == "une" and word == "mort"
    return abstract or feminine or kind in _ARTICLE_NOUNS or word in ("corps", "martyr")


def _by_participle(
    sentence: Sentence, counted: Counted, posts: Mapping[int, Event]
) -> Casualty | None:
    """« deux journalistes arrêtés », « un homme percuté et tué »: the gravest participle.

    `posts`: the participles that may stand right behind their noun, by where they start.
    """
    if counted.who is None and sentence.at(counted.left - 1) not in figure_words("including"):
        return None
    best = _post_inside(sentence, counted, posts)
    if best is not None and counted.who is not None:  # « deux campeurs introuvables »
        counted = replace(counted, who=(counted.who[0], best.start), end=best.start)
        return Casualty(counted, best.kind, best.rule, 0.85, best)
    i, reach = counted.end, counted.end + 1
    while i <= reach and i < sentence.end:
        event = posts.get(i)
        if event is not None and _fits(sentence, counted, event):
            reach = event.end + 2
            if best is None or STRENGTH[event.kind] < STRENGTH[best.kind]:
                best = event
        elif sentence.pos(i) == "ADV":
            reach = max(reach, i + 1)
        elif event is None and i == counted.end and sentence.at(i) != ",":
            break
        i += 1
    return Casualty(counted, best.kind, best.rule, 0.85, best) if best else None


def _share_participle(
    sentence: Sentence, phrases: Sequence[Counted], found: dict[int, Casualty]
) -> None:
    """« Bilan : 61 civils et 8 combattants tués »: of both, where no verb stands before them."""
    for k in range(len(phrases) - 1, 0, -1):
        reading, earlier = found.get(k), phrases[k - 1]
        if reading is None or reading.event is None or k - 1 in found:
            continue
        start = earlier.left
        opens = start == sentence.first or sentence.at(start - 1) in (":", "(", "–", "—")
        joined = linked(sentence, earlier, phrases[k])
        if opens and joined and _fits(sentence, earlier, reading.event):
            found[k - 1] = replace(reading, counted=earlier)


def _post_inside(sentence: Sentence, counted: Counted, posts: Mapping[int, Event]) -> Event | None:
    """The event that an adjective of the noun tells, before any complement."""
    if counted.head is None:
        return None
    for k in range(counted.head + 1, counted.end):
        if sentence.at(k) in OF:
            return None
        if k in posts and _fits(sentence, counted, posts[k]):
            return posts[k]
    return None


def _fits(sentence: Sentence, counted: Counted, event: Event) -> bool:
    """Whether the phrase can name the people that the event strikes."""
    if counts_no_people(sentence, counted):
        return False
    if counted.head is None:
        return not counted.is_article and not event.force
    word = counted.noun
    if word == "autre" and sentence.at(counted.left - 1) == "l'":
        return False  # « l'un de l'autre »
    person = names_people(word) or word in ("eux", "elles")
    if word in figure_words("pronoun") and not event.person:
        person = True
    if event.force:
        fighters = person_groups().get(word) in ("military", "police", "attacker")
        return (fighters or word == "hommes") and sport_words().isdisjoint(sentence.low)
    if counted.is_article and _is_named(sentence, counted):
        return False
    if event.person or counted.is_article:
        return person
    return person or sentence.pos(counted.head) in ("NOUN", "PROPN", "ADJ")


def _is_named(sentence: Sentence, counted: Counted) -> bool:
    """« Lise Abel, une passante, a été tuée »: a person with a name is no figure."""
    comma = counted.left - 1 - (sentence.at(counted.left - 1) == "l'")
    if comma <= sentence.first or sentence.at(comma) != ",":
        return False
    return bool(sentence.view.words[comma - 1].ent_type_ == "PER")


def _keep(
    sentence: Sentence,
    found: dict[int, Casualty],
    k: int,
    counted: Counted,
    event: Event,
    confidence: float,
) -> None:
    """Note what an event says of phrase `k`, unless a surer or graver reading stands."""
    if not _fits(sentence, counted, event):
        return
    old = found.get(k)
    graver = old is not None and STRENGTH[event.kind] < STRENGTH[old.kind]
    if old is None or (graver and (old.event or event.kind in ("killed", "injured"))):
        found[k] = Casualty(counted, event.kind, event.rule, confidence, event)
    elif old.event is None and sentence.at(event.start - 1) != "qui":
        found[k] = replace(old, event=event)


def _by_event_noun(sentence: Sentence, phrases: Sequence[Counted], k: int) -> Casualty | None:
    """« la mort de quatre policiers », « l'évacuation de 500 voyageurs »."""
    counted = phrases[k]
    i = counted.left - 1
    while sentence.at(i) in ("les", "ces", "leurs", "ses", "«", '"'):
        i -= 1
    if sentence.at(i) not in OF or counted.head is None:
        return None
    i -= 1
    for _ in range(4):
        word = sentence.at(i)
        kind = noun_kinds("event").get(word)
        if kind is not None:
            told = names_people(counted.noun)
            return Casualty(counted, kind, f"event noun:{word}", 0.8) if told else None
        passed = word in figure_words("preposition") or word in ("que", "vie")
        if not passed and sentence.pos(i) not in ("ADJ", "ADV", "PROPN"):
            return None
        i -= 1
    return None


def _name(
    sentence: Sentence, phrases: Sequence[Counted], found: dict[int, Casualty], k: int
) -> Casualty:
    """Add whom the figure counts: the noun, else the participle, else the noun before."""
    reading = found[k]
    if reading.who is not None:
        return reading
    counted, event = reading.counted, reading.event
    if counted.who is not None:
        start, end = counted.who
        previous = found.get(k - 1)
        if sentence.at(start) in ("autre", "autres") and previous and previous.event:
            end = start + 1 if sentence.at(start + 1) in verb_forms() else end
        return replace(reading, who=(start, end))
    if event and event.adjective and counted.end <= event.start and reading.rule != "shared":
        return replace(reading, who=(event.head, event.head + 1))
    following = phrases[k + 1] if k + 1 in found else None
    joined = following is not None and (
        linked(sentence, counted, following)
        or sentence.forms(counted.end, following.left) == ("à",)  # « de 8 à 11 morts »
    )
    if joined and phrases[k + 1].who:
        return replace(reading, who=phrases[k + 1].who)
    for earlier in phrases[max(0, k - 8) : k][::-1]:
        if earlier.head is not None and not is_thing(earlier):
            return replace(reading, who=earlier.who)
    return reading
