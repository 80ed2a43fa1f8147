"""Casualty figures: which numbers of a sentence count killed, injured, missing … people.

A number is read with the noun phrase that it counts (counted) and the predicates of its sentence
(casualty_events). Where the two belong together is decided on the order of words, since a parser
errs most on the long, broken sentences that tolls stand in. Signals, the surest first: a noun for
victims; a participle right behind the noun; a predicate whose subject or object the phrase is;
« dont » and its like; coordination with a phrase that one of those has settled.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

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
from pipeline.french.lexicons import load_lexicon
from pipeline.french.patterns import alternatives

_LINKS = frozenset(
    ", et ou puis ainsi que de d' à aux des également encore leur leurs ses son sa les ces".split()
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
_BASES = frozenset("2 3 4 5 10 100 1000 deux trois quatre cinq six dix cent mille".split())
_SEVERITY = frozenset("grave graves léger légers légère légères critique critiques".split())
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
    sentence: Sentence,
    phrases: Sequence[Counted],
    events: Sequence[Event],
    topic: str | None = None,
) -> list[Reading]:
    """The casualty figures of a sentence, in the order of its numbers.

    `topic`: the kind of the latest figure before the sentence, for « parmi eux » and « le bilan ».
    """
    found: dict[int, Reading] = {}
    for k, counted in enumerate(phrases):
        reading = _by_noun(sentence, counted) or _by_participle(sentence, counted, events)
        if reading is not None:
            found[k] = reading
    extra: list[Reading] = []
    subjects: dict[int, list[int]] = {}
    for n, event in enumerate(events):
        subjects[n] = _subjects(sentence, event, phrases)
        if not subjects[n] and n and _continues(sentence, events[n - 1], event):
            subjects[n] = subjects[n - 1]
        for k in subjects[n]:
            alternative = (
                sentence.at(event.head - 1) == "ou" or sentence.at(event.start - 1) == "ou"
            )
            if alternative and k in found and found[k].kind != event.kind:
                extra.append(Reading(phrases[k], event.kind, event.rule, 0.8, event))
            else:
                _keep(sentence, found, k, phrases[k], event, 0.85)
    for event in events:
        for k in _objects(sentence, event, phrases):
            _keep(sentence, found, k, phrases[k], event, 0.85)
    for k in range(len(phrases)):
        reading = None if k in found else _by_event_noun(sentence, phrases, k)
        if reading is not None:
            found[k] = reading
    _share(sentence, phrases, found)
    _by_topic(sentence, phrases, found, topic)
    named = [_name(sentence, phrases, found, k) for k in sorted(found)]
    named += [replace(reading, who=reading.counted.who) for reading in extra]
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


def _by_participle(sentence: Sentence, counted: Counted, events: Sequence[Event]) -> Reading | None:
    """« deux journalistes arrêtés », « un homme percuté et tué »: the gravest of the participles."""
    if counted.who is None and sentence.at(counted.left - 1) not in _INCLUDING:
        return None
    end = counted.end + (sentence.at(counted.end) == ",")
    ends = {counted.end, end}
    while end < len(sentence.words) and sentence.words[end].pos_ == "ADV":
        end += 1
        ends.add(end)
    best: Event | None = None
    for event in events:
        if event.side == "post" and event.start in ends and _fits(sentence, counted, event):
            ends |= {event.end, event.end + 1, event.end + 2}
            if best is None or STRENGTH[event.kind] < STRENGTH[best.kind]:
                best = event
    return Reading(counted, best.kind, best.rule, 0.85, best) if best else None


def _fits(sentence: Sentence, counted: Counted, event: Event) -> bool:
    """Whether the phrase can name the people that the event strikes."""
    if is_thing(sentence, counted) or _is_ratio(sentence, counted):
        return False
    if counted.head is None:
        return counted.number.form != "article"
    word = sentence.lower[counted.head]
    person = is_person(word) or is_victim(word) or word in ("eux", "elles")
    if event.person or counted.number.form == "article":
        return person
    return person or sentence.words[counted.head].pos_ in ("NOUN", "PROPN", "ADJ")


def _is_ratio(sentence: Sentence, counted: Counted) -> bool:
    """« 8 habitants sur 10 », « une personne sur trois »: a share, no count."""
    if counted.number.form == "fraction":
        return True
    return sentence.at(counted.end) == "sur" and sentence.at(counted.end + 1) in _BASES


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
        if old.event is None:
            found[k] = replace(old, event=event)
        return
    if old is not None and old.event is None and event.kind not in ("killed", "injured"):
        found[k] = replace(old, event=event)
        return
    found[k] = Reading(counted, event.kind, event.rule, confidence, event)


def _subjects(sentence: Sentence, event: Event, phrases: Sequence[Counted]) -> list[int]:
    """The phrases that stand as subject before an event, a whole coordination at once."""
    prepositions = _PREPOSITIONS | PARTITIVE
    if event.side != "subject" or (
        event.mood == "other" and sentence.at(event.start - 1) in prepositions
    ):
        return []  # « avant de se suicider »: an infinitive has no subject of its own
    k = _walk_to_subject(sentence, event.start - 1, phrases)
    if k is None:
        return []
    chain = [k]
    while k > 0 and (
        _linked(sentence, phrases[k - 1], phrases[k])
        or _is_part(sentence, phrases[k - 1], phrases[k])
    ):
        k -= 1
        chain.append(k)
    return chain


def _continues(sentence: Sentence, first: Event, second: Event) -> bool:
    """Whether the second verb group is coordinated with the first: « sont morts ou ont disparu »."""
    if second.side != "subject" or first.side != "subject" or second.start <= first.end:
        return False
    between = sentence.lower[first.end : second.start]
    return between[-1] in ("et", "ou") and all(
        word.endswith("ment") or word in ("et", "ou", ",") for word in between
    )


def _is_part(sentence: Sentence, whole: Counted, part: Counted) -> bool:
    """« quatre personnes, dont un enfant »."""
    between = set(sentence.lower[whole.end : part.left])
    return bool(between & _INCLUDING) and between <= _INCLUDING | {","}


def _walk_to_subject(sentence: Sentence, i: int, phrases: Sequence[Counted]) -> int | None:
    """The phrase that a verb group after word `i` has as subject: leftwards past insertions."""
    ends: dict[int, int] = {}
    for k, phrase in enumerate(phrases):
        ends.setdefault(phrase.end, k)
    relative = sentence.at(i) == "qui"
    if relative:
        k = ends.get(i)
        if k is None and sentence.at(i - 1) == ",":
            k = ends.get(i - 1, ends.get(_comma_before(sentence, i - 1)))
        return k
    if sentence.at(i) == "," and (k := _past_insertion(sentence, i, ends)) is not None:
        return None if _governed(sentence, phrases[k]) else k
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
        elif token.pos_ in ("NOUN", "PROPN", "PRON") and word not in _TIMES and not word.isdigit():
            i = _past_complement(sentence, i)
        else:
            i -= 1
    return None


def _past_insertion(sentence: Sentence, i: int, ends: dict[int, int]) -> int | None:
    """The phrase that an insertion between commas, closed by the comma at `i`, stands behind.

    « des centaines de migrants, partis de Libye, ont disparu »: no finite verb inside.
    """
    for k in range(i - 1, max(-1, i - 30), -1):
        if _is_finite(sentence, k) or sentence.lower[k] in (";", ":"):
            return None
        if sentence.lower[k] == "," and k in ends:
            return ends[k]
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
    """Before the preposition that governs the noun at `i`; -1, the end, if none does.

    Also before the « et » of a coordination: « deux élèves et le chauffeur ont péri ».
    """
    for k in range(i - 1, max(-1, i - 8), -1):
        word, token = sentence.lower[k], sentence.words[k]
        if word in _PREPOSITIONS or word in PARTITIVE or token.pos_ == "ADP":
            return k - 1
        if token.pos_ not in ("DET", "ADJ", "NUM", "NOUN", "PROPN", "ADV") and word != "-":
            return -1
        if token.pos_ == "DET" and sentence.at(k - 1) not in _PREPOSITIONS | PARTITIVE:
            return k - 2 if sentence.at(k - 1) == "et" else -1
    return -1


def _governed(sentence: Sentence, counted: Counted) -> bool:
    """Whether a preposition stands before the phrase, so that it is no subject.

    « des » before a figure is « de les »: half of the 300 are not the 300. « aucun des 12 » is.
    """
    if sentence.at(counted.left - 1) == "des":
        return sentence.at(counted.left - 2) not in ("aucun", "aucune")
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
    k = bisect_left(phrases, event.end, key=lambda phrase: phrase.left)
    if k == len(phrases) or not _reaches(sentence, event.end, phrases[k].left):
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
    opening = sentence.at(left - 1)
    listed = opening == "et" or (opening in PARTITIVE and sentence.at(left - 2) == "et")
    while i < left:
        word, token = sentence.lower[i], sentence.words[i]
        if listed and (word == "et" or token.pos_ in ("NOUN", "PROPN", "ADJ")):
            i += 1  # « le maire et deux de ses gardes »
            continue
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
        including = opening in _INCLUDING
        linked = _linked(sentence, phrases[k - 1], counted)
        versus = sentence.at(counted.left - 1) == "contre" and before.event is not None
        later = linked and counted.head is None and "puis" in _between(sentence, phrases, k)
        after = linked and before.event is not None and before.event.end <= phrases[k - 1].left
        if including or versus or later or after:
            found[k] = Reading(counted, before.kind, "shared", 0.7, before.event)
        elif _details(sentence, before, counted) or (linked and before.rule == "detail"):
            found[k] = Reading(counted, before.kind, "detail", 0.7)


def _details(sentence: Sentence, before: Reading, counted: Counted) -> bool:
    """« deux morts : un policier et une passante », « trois morts (deux enfants …) »."""
    between = sentence.lower[before.counted.end : counted.left]
    opened = between in ((":",), ("(",))
    return opened and before.rule.startswith("noun:") and _names_people(sentence, counted)


def _by_topic(
    sentence: Sentence, phrases: Sequence[Counted], found: dict[int, Reading], topic: str | None
) -> None:
    """« Parmi les blessés, trois lycéens »; « La victime est un enfant »; « il s'élève à 262 »."""
    kind, start, stop = _among(sentence, topic)
    toll = _toll_kind(sentence, topic)
    last: Counted | None = None
    for k, counted in enumerate(phrases):
        if k in found:
            continue
        inside = start <= counted.left and counted.first < stop
        follows = last is None or _linked(sentence, last, counted)
        if kind and inside and follows and _names_people(sentence, counted):
            found[k] = Reading(counted, kind, "among", 0.7)
            last = counted
        elif counted.head is None and toll and _is_toll(sentence, counted):
            found[k] = Reading(counted, toll, "toll", 0.6, who=_toll_noun(sentence))


def _among(sentence: Sentence, topic: str | None) -> tuple[str | None, int, int]:
    """Kind and reach of « parmi les blessés », « parmi eux », « la victime est », « les autres »."""
    size = len(sentence.words)
    for i, word in enumerate(sentence.lower):
        following = sentence.at(i + 1)
        if word == "parmi":
            noun = sentence.at(i + 2) if following in ("les", "ces", "leurs") else following
            kind = noun_kinds("victim").get(noun)
            kind = topic if kind is None and noun in ("eux", "elles", "lesquels") else kind
            stop = next((k for k in range(i + 3, size) if sentence.lower[k] == ";"), size)
            # « parmi » closes its clause (« deux Français figurent parmi les morts ») or opens it
            return (
                (kind, 0, i) if sentence.at(i + 3) in (".", "", ",") and i > 3 else (kind, i, stop)
            )
        copula = auxiliaries().get(sentence.at(i + 1), ("", ""))[0] == "être"
        if copula and word in ("victime", "victimes", "autres") and i <= 2:
            return topic or ("victims" if word != "autres" else None), i, min(size, i + 12)
    return None, 0, 0


def _names_people(sentence: Sentence, counted: Counted) -> bool:
    return counted.head is not None and is_person(sentence.lower[counted.head])


def _toll_noun(sentence: Sentence) -> tuple[int, int] | None:
    """The victim noun of « le nombre de blessés »."""
    for i, word in enumerate(sentence.lower):
        if word in ("nombre", "total"):
            for k in range(i + 1, min(i + 5, len(sentence.words))):
                if sentence.lower[k] in noun_kinds("victim"):
                    return k, k + 1
    return None


def named_topic(sentence: Sentence) -> str | None:
    """The kind that « le nombre de blessés » names in a sentence, or None."""
    noun = _toll_noun(sentence)
    return noun_kinds("victim")[sentence.lower[noun[0]]] if noun else None


def _toll_kind(sentence: Sentence, topic: str | None) -> str | None:
    """What a toll counts that the sentence names or goes on about."""
    if "bilan" in sentence.lower:
        return named_topic(sentence) or topic or "killed"
    return named_topic(sentence) or (topic if sentence.at(0) in ("après", "il") else None)


def _is_toll(sentence: Sentence, counted: Counted) -> bool:
    """Whether « s'élève à », « est passé de » stands right before a number without a noun."""
    if counted.number.form == "article":
        return False
    following = sentence.words[counted.end : counted.end + 1]
    if following and following[0].pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "AUX"):
        if sentence.lower[counted.end] not in _TIMES:
            return False
    before = sentence.lower[max(0, counted.left - 5) : counted.left]
    return bool(before) and before[-1] in ("à", "de") and any(_toll_verb(w) for w in before)


@cache
def _toll_verb(word: str) -> bool:
    patterns = load_lexicon("toll_words").values("pattern", role="verb")
    return alternatives(patterns).fullmatch(word) is not None


def _between(sentence: Sentence, phrases: Sequence[Counted], k: int) -> Sequence[str]:
    return sentence.lower[phrases[k - 1].end : phrases[k].left]


def _can_share(sentence: Sentence, counted: Counted) -> bool:
    if is_thing(sentence, counted) or counted.number.form == "fraction":
        return False
    if counted.head is None:
        return counted.number.form != "article"
    word = sentence.lower[counted.head]
    if word in _SEVERITY:
        return True
    return is_person(word) or is_victim(word) or sentence.words[counted.head].pos_ == "ADJ"


def _name(
    sentence: Sentence, phrases: Sequence[Counted], found: dict[int, Reading], k: int
) -> Reading:
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
    if k + 1 in found and _linked(sentence, counted, phrases[k + 1]) and phrases[k + 1].who:
        return replace(reading, who=phrases[k + 1].who)
    for earlier in phrases[max(0, k - 8) : k][::-1]:
        if earlier.head is not None and not is_thing(sentence, earlier):
            return replace(reading, who=earlier.who)
    return reading
