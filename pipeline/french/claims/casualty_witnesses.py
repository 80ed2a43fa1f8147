"""Witnesses of casualty figures: what the words around a number say of it.

A number is read with the noun phrase that it counts (counted) and the predicates of its sentence
(casualty_events). Where the two belong together is told by the order of words (casualty_syntax),
since a parser errs most on the long, broken sentences that tolls stand in. A witness decides
nothing: it yields a candidate, also where another one has spoken, or says why not (trace).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.french.casualty_lexicon import (
    figure_words,
    names_people,
    noun_kinds,
    person_groups,
)
from pipeline.french.claims.candidates import Candidate
from pipeline.french.claims.casualty_events import STRENGTH, Event
from pipeline.french.claims.casualty_syntax import (
    companions,
    continues,
    ends_by_word,
    linked,
    nearby,
    objects,
    subjects,
)
from pipeline.french.claims.counted import Counted, counts_no_people, is_ratio, noun_at
from pipeline.french.function_words import OF
from pipeline.french.numbers.context import sport_words
from pipeline.french.trace import refused
from pipeline.french.view import Sentence

_WALK = 9  # words from a noun of an event to those whom it struck
_ARTICLE_NOUNS = frozenset({"displaced", "missing"})


def testimony(
    sentence: Sentence, phrases: Sequence[Counted], events: Sequence[Event]
) -> list[list[Candidate]]:
    """What the witnesses say of each phrase, in the order of `phrases`, the nearest words first."""
    posts = {event.start: event for event in events if event.side == "post"}
    said = [list(_beside(sentence, counted, posts)) for counted in phrases]
    _share_participle(sentence, phrases, said)
    for k, candidate in _predicates(sentence, phrases, events):
        if all(earlier.event is not candidate.event for earlier in said[k]):
            said[k].append(candidate)
    for counted, heard in zip(phrases, said, strict=True):
        heard += _by_event_noun(sentence, counted)
        heard += _by_weak_noun(sentence, counted)
    return said


def _beside(
    sentence: Sentence, counted: Counted, posts: Mapping[int, Event]
) -> Iterator[Candidate]:
    """What the number's own noun, label or participle says of it."""
    yield from _by_noun(sentence, counted)
    yield from _by_label(sentence, counted)
    yield from _by_participle(sentence, counted, posts)


def _by_noun(sentence: Sentence, counted: Counted) -> Iterator[Candidate]:
    """« 12 morts », « 40 blessés graves », « trois arrestations »."""
    if counted.head is None:
        return
    if noun_at(sentence, counted.head, noun_kinds("survivor")):
        yield Candidate(counted, "survivor", "noun", "noun")
        return
    kind = noun_at(sentence, counted.head, noun_kinds("victim"))
    if kind is None:
        return
    if is_ratio(sentence, counted):
        refused(sentence.view, "noun", "a share of people", counted.left, counted.end)
    elif counted.is_article and _no_victim(sentence, counted, kind):
        refused(sentence.view, "noun", "an article, no figure", counted.left, counted.end)
    else:
        yield Candidate(counted, kind, f"noun:{counted.noun}", "noun")


def _by_label(sentence: Sentence, counted: Counted) -> Iterator[Candidate]:
    """« Blessés : 40 »: a line of a list."""
    label = counted.left - 2
    if counted.head is not None or counted.is_article:
        return
    kind = noun_kinds("victim").get(sentence.at(label))
    if kind is not None and sentence.at(label + 1) == ":":
        yield Candidate(counted, kind, "label", "label", who=(label, label + 1))


def _by_weak_noun(sentence: Sentence, counted: Counted) -> Iterator[Candidate]:
    """« 312 détenus »: people whom their name calls so, where nothing else is told of them."""
    if counted.head is None or counted.is_article or is_ratio(sentence, counted):
        return
    kind = noun_at(sentence, counted.head, noun_kinds("weak"))
    if kind:
        yield Candidate(counted, kind, f"noun:{counted.noun}", "weak noun")


def _no_victim(sentence: Sentence, counted: Counted, kind: str) -> bool:
    """Whether « un », « une » in front of a victim noun is no figure: « une mort »."""
    word = counted.noun
    abstract = word in noun_kinds("event") and kind != "detained" and word != "mort"
    feminine = sentence.at(counted.first) == "une" and word == "mort"
    return abstract or feminine or kind in _ARTICLE_NOUNS or word in ("corps", "martyr")


def _by_participle(
    sentence: Sentence, counted: Counted, posts: Mapping[int, Event]
) -> Iterator[Candidate]:
    """« deux journalistes arrêtés », « un homme percuté et tué »: the gravest participle.

    `posts`: the participles that may stand right behind their noun, by where they start.
    """
    if (
        counted.head is not None and counted.head in posts
    ):  # « 12 blessés et 40 arrêtés », the noun left out
        event = posts[counted.head]
        if (guard := _refusal(sentence, counted, event)) is not None:
            refused(sentence.view, event.rule, guard, counted.left, counted.end)
            return
        bare = replace(counted, who=(event.head, event.head + 1))
        yield Candidate(bare, event.kind, event.rule, "bare participle", event)
        return
    if counted.who is None and sentence.at(counted.left - 1) not in figure_words("including"):
        return
    inside = _post_inside(sentence, counted, posts)
    if inside is not None and counted.who is not None:  # « deux campeurs introuvables »
        counted = replace(counted, who=(counted.who[0], inside.start), end=inside.start)
        yield _struck(sentence, counted, inside, "participle")
        return
    gravest = min(
        _behind(sentence, counted, posts), key=lambda event: STRENGTH[event.kind], default=None
    )
    if gravest is not None:
        yield _struck(sentence, counted, gravest, "participle")


def _behind(sentence: Sentence, counted: Counted, posts: Mapping[int, Event]) -> Iterator[Event]:
    """The participles that stand behind a phrase, one behind the other."""
    i, reach = counted.end, counted.end + 1
    while i <= reach and i < sentence.end:
        event = posts.get(i)
        if event is not None and _refusal(sentence, counted, event) is None:
            reach = event.end + 2
            yield event
        elif sentence.pos(i) == "ADV":
            reach = max(reach, i + 1)
        elif event is None and i == counted.end and sentence.at(i) != ",":
            break
        i += 1


def _share_participle(
    sentence: Sentence, phrases: Sequence[Counted], said: Sequence[list[Candidate]]
) -> None:
    """« Bilan : 61 civils et 8 combattants tués »: of both, where no verb stands before them."""
    for k in range(len(phrases) - 1, 0, -1):
        reading, earlier = next(iter(said[k]), None), phrases[k - 1]
        if reading is None or reading.event is None or said[k - 1]:
            continue
        start = earlier.left
        opens = start == sentence.first or sentence.at(start - 1) in (":", "(", "–", "—")
        joined = linked(sentence, earlier, phrases[k])
        if opens and joined and _refusal(sentence, earlier, reading.event) is None:
            said[k - 1].append(_struck(sentence, earlier, reading.event, "shared participle"))


def _post_inside(sentence: Sentence, counted: Counted, posts: Mapping[int, Event]) -> Event | None:
    """The event that an adjective of the noun tells, before any complement."""
    if counted.head is None:
        return None
    for k in range(counted.head + 1, counted.end):
        if sentence.at(k) in OF:
            return None
        if k in posts and _refusal(sentence, counted, posts[k]) is None:
            return posts[k]
    return None


def _predicates(
    sentence: Sentence, phrases: Sequence[Counted], events: Sequence[Event]
) -> Iterator[tuple[int, Candidate]]:
    """What the predicates of the sentence say of their subjects, then of their objects."""
    earlier: list[int] = []
    ends = ends_by_word(phrases)
    idle = []
    for n, event in enumerate(events):
        struck, witness = subjects(sentence, event, phrases, ends), "subject"
        if not struck and n and continues(sentence, events[n - 1], event):
            struck, witness = earlier, "continuation"
        also = "ou" in (sentence.at(event.head - 1), sentence.at(event.start - 1))
        for k in _possible(sentence, phrases, struck, event):
            yield k, replace(_struck(sentence, phrases[k], event, witness), also=also)
        earlier = struck
        idle += [] if struck else [event]
    for event in events:
        struck, witness = objects(sentence, event, phrases), "object"
        if not struck:
            struck, witness = companions(sentence, event, phrases), "companion"
        for k in _possible(sentence, phrases, struck, event):
            yield k, _struck(sentence, phrases[k], event, witness)
        if not struck and event in idle:
            yield from _nearby(sentence, phrases, event)


def _nearby(
    sentence: Sentence, phrases: Sequence[Counted], event: Event
) -> Iterator[tuple[int, Candidate]]:
    """« a blessé mardi, par arme blanche, deux passants »: people near a predicate without any."""
    for k in _possible(sentence, phrases, nearby(sentence, event, phrases), event):
        candidate = _struck(sentence, phrases[k], event, f"near {event.side}")
        if phrases[k].head is None or candidate.doubt:
            guard = candidate.doubt or "a number without a noun"
            refused(sentence.view, event.rule, guard, phrases[k].left, phrases[k].end)
        else:
            yield k, candidate


def _possible(
    sentence: Sentence, phrases: Sequence[Counted], struck: Sequence[int], event: Event
) -> Iterator[int]:
    """Those of the struck phrases that no guard refuses; the trace keeps why not."""
    for k in struck:
        guard = _refusal(sentence, phrases[k], event)
        if guard is None:
            yield k
        else:
            refused(sentence.view, event.rule, guard, phrases[k].left, phrases[k].end)


def _struck(sentence: Sentence, counted: Counted, event: Event, witness: str) -> Candidate:
    doubt = _doubt(sentence, counted, event)
    return Candidate(counted, event.kind, event.rule, witness, event, doubt=doubt)


def _refusal(sentence: Sentence, counted: Counted, event: Event) -> str | None:
    """Why the phrase cannot name the people that the event strikes, or None if it can."""
    if counts_no_people(sentence, counted):
        return "counts things, or a share of people"
    if counted.head is None:
        alone = counted.is_article or event.force
        return "an article without a noun for people" if alone else None
    if counted.noun == "autre" and sentence.at(counted.left - 1) == "l'":
        return "« l'un de l'autre »"
    if event.force:
        fighters = person_groups().get(counted.noun) in ("military", "police", "attacker")
        if not (fighters or counted.noun == "hommes"):
            return "the verb strikes soldiers or police only"
        return None if sport_words().isdisjoint(sentence.low) else "told of a match"
    return None


def _doubt(sentence: Sentence, counted: Counted, event: Event) -> str:
    """What speaks against it that the phrase names the people struck; empty for nothing."""
    word = counted.noun
    if counted.head is None or event.force:
        return ""
    if counted.is_article and _is_named(sentence, counted):
        return "an apposition to a name"
    person = names_people(word) or word in ("eux", "elles")
    person = person or (word in figure_words("pronoun") and not event.person)
    if person:
        return ""
    nominal = sentence.pos(counted.head) in ("NOUN", "PROPN", "ADJ")
    strict = event.person or counted.is_article
    return "a noun of no people" if strict else "" if nominal else "no noun"


def _is_named(sentence: Sentence, counted: Counted) -> bool:
    """« Lise Abel, une passante, a été tuée »: a person with a name is no figure."""
    comma = counted.left - 1 - (sentence.at(counted.left - 1) == "l'")
    if comma <= sentence.first or sentence.at(comma) != ",":
        return False
    return bool(sentence.view.words[comma - 1].ent_type_ == "PER")


def _by_event_noun(sentence: Sentence, counted: Counted) -> Iterator[Candidate]:
    """« la mort de quatre policiers », « l'évacuation de 500 voyageurs »."""
    i = counted.left - 1
    while sentence.at(i) in ("les", "ces", "leurs", "ses", "«", '"'):
        i -= 1
    if sentence.at(i) not in OF or counted.head is None:
        return
    crossed = False
    for p in sentence.before(i, _WALK):
        word = sentence.at(p)
        kind = noun_kinds("event").get(word)
        if kind is not None:
            rule, doubt = f"event noun:{word}", "words between" if crossed else ""
            if not names_people(counted.noun):
                doubt = "a noun of no people"
            if doubt == "a noun of no people" and (counted.is_article or crossed):
                refused(sentence.view, rule, doubt, counted.left, counted.end)
            else:
                yield Candidate(counted, kind, rule, "event noun", doubt=doubt)
            return
        passed = word in figure_words("preposition") or word in ("que", "vie")
        if passed or sentence.pos(p) in ("ADJ", "ADV", "PROPN"):
            continue
        if sentence.pos(p) not in ("NOUN", "DET", "NUM", "ADP") and word != "et":
            return
        crossed = True
