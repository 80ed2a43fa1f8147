"""Which counted phrases are subject or object of a casualty predicate, by the order of words."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from pipeline.french.auxiliaries import auxiliaries
from pipeline.french.casualty_lexicon import adverbials, figure_words, is_person
from pipeline.french.claims.casualty_events import Event
from pipeline.french.claims.counted import Counted, is_thing
from pipeline.french.function_words import OF, function_words
from pipeline.french.trace import refused
from pipeline.french.verbs import subjects_of
from pipeline.french.view import Sentence

_POSSESSIVES = function_words("possessive", "possessive_dialogue")
_MARKS = frozenset({"«", "»", '"', "“", "”", "'"})
_STEPS = 40
_CLIMB = 4
_MILLION = 1_000_000
_SINGULAR = frozenset({"a", "est", "était", "fut", "avait", "sera", "serait", "aurait"})
_COMPANY = 8
_NEARBY = 14  # words
_IN_PHRASE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "ADV"})
# Where the way to a subject ends, as at the start of the sentence.
_NO_SUBJECT_BEFORE = frozenset({"", ";", ":", "»", "«", "que", "qu'", "qui", "%"})
_CLEFT = (("c'", "est"), ("ce", "sont"), ("c'", "était"))
_PASSED_ON = ("conj", "xcomp", "obl:mod", "obl:arg")  # dependents with the subject of their head


def ends_by_word(phrases: Sequence[Counted]) -> dict[int, int]:
    """The first of the phrases that end at a word, by that end."""
    ends: dict[int, int] = {}
    for n, phrase in enumerate(phrases):
        ends.setdefault(phrase.end, n)
    return ends


def subjects(
    sentence: Sentence, event: Event, phrases: Sequence[Counted], ends: Mapping[int, int]
) -> list[int]:
    """The phrases that stand as subject before an event, a whole coordination at once.

    `ends`: ends_by_word of the phrases.
    """
    prepositions = figure_words("preposition") | OF
    if event.side != "subject" or (
        event.mood == "other"
        and (sentence.at(event.start - 1) in prepositions or sentence.at(event.start) == "en")
    ):
        if event.side == "subject":  # « avant de se suicider », « en se noyant »
            refused(sentence.view, event.rule, "has no subject of its own", event.head, event.end)
        return []
    k = _walk_to_subject(sentence, event.start - 1, phrases, ends)
    if k is None:
        k = _parsed_subject(sentence, event, phrases)
    if k is None:
        k = _described_subject(sentence, event, phrases)
    if k is None and sentence.at(event.start - 1) == "qui":
        k = _cleft(sentence, event, phrases)
    if k is None:
        return []
    guard = _no_subject(sentence, event, phrases[k])
    if guard is not None:
        refused(sentence.view, event.rule, guard, phrases[k].left, phrases[k].end)
        return []
    chain = [k]
    while k > 0 and not _governed(sentence, phrases[k - 1]):
        joined = linked(sentence, phrases[k - 1], phrases[k])
        if not joined and not _is_part(sentence, phrases[k - 1], phrases[k]):
            break
        k -= 1
        chain.append(k)
    return chain


def _no_subject(sentence: Sentence, event: Event, phrase: Counted) -> str | None:
    """Why the verb cannot have the phrase as subject, or None if it can."""
    if _governed(sentence, phrase) and sentence.at(event.start - 1) != "qui":
        return "a preposition stands before it: no subject"
    return None if _agrees(sentence, event, phrase) else "the verb stands in the singular"


def _agrees(sentence: Sentence, event: Event, phrase: Counted) -> bool:
    """Whether the verb may have the phrase as subject: none in the singular has « les huit juges ».

    A noun for a number (une dizaine, un million) goes with either.
    """
    number = phrase.number
    if number.form != "cardinal" or number.value is None or not 2 <= number.value < _MILLION:
        return True
    opening = sentence.forms(phrase.left - 3, phrase.left)
    if not {"aucun", "aucune", "un", "une"}.isdisjoint(opening):
        return True  # « aucun des douze passagers n'a été blessé »
    group = sentence.forms(event.start, event.head + 1)
    return _SINGULAR.isdisjoint(group)


def _parsed_subject(sentence: Sentence, event: Event, phrases: Sequence[Counted]) -> int | None:
    """The phrase that the dependency tree gives the event as subject, however far it stands.

    « Trois jeunes, soupçonnés d'avoir voulu voler un sac, ont été incarcérés »
    """
    view, verb = sentence.view, event.head
    verb = view.head[verb] if view.words[verb].dep_.startswith("aux") else verb
    for _ in range(_CLIMB):
        told = subjects_of(view, verb)
        if told or view.words[verb].dep_ not in _PASSED_ON:
            break
        verb = view.head[verb]
    if not told:
        return None
    subject = told[0]
    if view.low[subject] in ("qui", "lequel") and view.words[verb].dep_ == "acl:relcl":
        subject = view.head[verb]
    if not sentence.first <= subject < event.start:
        return None
    return next(
        (n for n, p in enumerate(phrases) if subject == p.head or p.first <= subject <= p.last),
        None,
    )


def _cleft(sentence: Sentence, event: Event, phrases: Sequence[Counted]) -> int | None:
    """« C'est un élu, Marc Dol (84 ans), qui est mort »: what stands behind « c'est »."""
    for k, phrase in enumerate(phrases):
        cleft = sentence.forms(phrase.left - 2, phrase.left) in _CLEFT
        verbs = any(_is_finite(sentence, i) for i in range(phrase.end, event.start))
        if cleft and phrase.end <= event.start and not verbs:
            return k
    return None


def _described_subject(sentence: Sentence, event: Event, phrases: Sequence[Counted]) -> int | None:
    """« Un homme soupçonné de préparer un attentat a été arrêté »: people, then no other verb."""
    k = bisect_left(phrases, event.start, key=lambda phrase: phrase.left) - 1
    while k >= 0 and (phrases[k].head is None or _governed(sentence, phrases[k])):
        k -= 1
    if k < 0 or not 0 <= event.start - phrases[k].end <= _STEPS:
        return None
    phrase = phrases[k]
    if not is_person(phrase.noun):
        return None
    described = sentence.pos(phrase.end) in ("ADJ", "VERB") or sentence.at(phrase.end) == ","
    verbs = any(_is_finite(sentence, i) for i in range(phrase.end, event.start))
    return k if described and not verbs else None


def continues(sentence: Sentence, first: Event, second: Event) -> bool:
    """Whether the second verb group continues the first: « sont morts ou ont disparu »."""
    if second.side != "subject" or first.side != "subject" or second.start <= first.end:
        return False
    between = sentence.forms(first.end, second.start)
    return between[-1] in ("et", "ou") and all(
        word.endswith("ment") or word in ("et", "ou", ",") for word in between
    )


def _is_part(sentence: Sentence, whole: Counted, part: Counted) -> bool:
    """« quatre personnes, dont un enfant »."""
    between = set(sentence.forms(whole.end, part.left))
    return bool(between & figure_words("including")) and between <= figure_words("including") | {
        ","
    }


def _walk_to_subject(
    sentence: Sentence, i: int, phrases: Sequence[Counted], ends: Mapping[int, int]
) -> int | None:
    """The phrase that a verb group after word `i` has as subject: leftwards past insertions."""
    relative = sentence.at(i) == "qui"
    if relative:
        before = ends.get(i)
        if before is None and sentence.at(i - 1) == ",":
            before = ends.get(i - 1, ends.get(_comma_before(sentence, i - 1)))
        return before
    equated = ends.get(i) if sentence.at(i) == "," else None
    if equated is not None and "soit" in sentence.forms(phrases[equated].left - 2, i):
        return equated  # « 300 familles, soit 2 000 personnes, ont fui »
    behind = _past_insertion(sentence, i, ends) if sentence.at(i) == "," else None
    if behind is not None:
        return None if _governed(sentence, phrases[behind]) else behind
    for _ in range(_STEPS):
        word = sentence.at(i)
        if word in _NO_SUBJECT_BEFORE:
            return None
        k = ends.get(i + 1)
        if k is not None and not _governed(sentence, phrases[k]):
            return None if is_thing(phrases[k]) else k
        if k is not None:
            i = phrases[k].left - 2
        elif word == ")":
            i = _opening(sentence, i) - 1
        elif _is_finite(sentence, i):
            i = _relative_before(sentence, i) - 1
        elif (
            sentence.pos(i) in ("NOUN", "PROPN", "PRON")
            and word not in figure_words("time")
            and not word.isdigit()
        ):
            i = _past_complement(sentence, i)
        else:
            i -= 1
    return None


def _past_insertion(sentence: Sentence, i: int, ends: Mapping[int, int]) -> int | None:
    """The phrase that an insertion between commas, closed by the comma at `i`, stands behind.

    « des centaines de migrants, partis de Libye, ont disparu »: no finite verb inside.
    """
    for k in sentence.before(i, 30):
        if _is_finite(sentence, k) or sentence.at(k) in (";", ":"):
            return None
        if sentence.at(k) == "," and k in ends:
            return ends[k]
    return None


def _comma_before(sentence: Sentence, i: int) -> int:
    """The comma that opens the short insertion which the comma at `i` closes."""
    for k in sentence.before(i, 12):
        if sentence.at(k) == ",":
            return k
    return -1


def _opening(sentence: Sentence, i: int) -> int:
    while i > sentence.first and sentence.at(i) != "(":
        i -= 1
    return i


def _is_finite(sentence: Sentence, i: int) -> bool:
    auxiliary = auxiliaries().get(sentence.at(i))
    return sentence.is_finite(i) if auxiliary is None else auxiliary[1] != "other"


def _relative_before(sentence: Sentence, i: int) -> int:
    """The relative pronoun of the clause whose verb stands at `i`, else the sentence's start."""
    for k in sentence.before(i, 12):
        if sentence.at(k) in figure_words("relative"):
            return k
        if sentence.at(k) in (",", ";", ":", "et"):
            break
    return sentence.first


def _past_complement(sentence: Sentence, i: int) -> int:
    """Before the preposition that governs the noun at `i`; the sentence's start if none does.

    Also before the « et » of a coordination: « deux élèves et le chauffeur ont péri ».
    """
    prepositions = figure_words("preposition") | OF
    for k in sentence.before(i, 8):
        if sentence.at(k) in prepositions or sentence.pos(k) == "ADP":
            return k - 1
        if sentence.pos(k) not in _IN_PHRASE and sentence.at(k) != "-":
            break
        if sentence.pos(k) == "DET" and sentence.at(k - 1) not in prepositions:
            if sentence.at(k - 1) == "et":
                return k - 2
            break
    return sentence.first - 1


def _governed(sentence: Sentence, counted: Counted) -> bool:
    """Whether a preposition stands before the phrase, so that it is no subject.

    « des » before a figure is « de les »: half of the 300 are not the 300. « aucun des 12 » is.
    """
    if sentence.at(counted.left - 1) == "des":
        return sentence.at(counted.left - 2) not in ("aucun", "aucune")
    return sentence.at(counted.left - 1) in figure_words("preposition") | {"de", "d'", "du"}


def linked(sentence: Sentence, a: Counted, b: Counted) -> bool:
    """Whether two phrases are coordinated with nothing between but links and brackets."""
    i = a.end
    if sentence.at(i) == "(":
        while i < b.left and sentence.at(i) != ")":
            i += 1
        i += 1
    between = sentence.forms(i, b.left)
    coordinated = any(word in (",", "et", "ou", "puis") for word in between)
    return coordinated and set(between) <= figure_words("link")


def objects(sentence: Sentence, event: Event, phrases: Sequence[Counted]) -> list[int]:
    """The phrases that follow an event as object, a whole coordination at once."""
    if event.side == "post":
        return []
    k = bisect_left(phrases, event.end, key=lambda phrase: phrase.left)
    if k == len(phrases) or not _reaches(sentence, event.end, phrases[k].left):
        return []
    if event.side == "subject" and phrases[k].left > event.end + 2:
        return []
    between = sentence.forms(event.end, phrases[k].left)
    if event.side == "subject" and not {",", "et", "dont", "de", "d'"}.isdisjoint(between):
        return []
    if sentence.at(event.end - 1) in _POSSESSIVES and phrases[k].left != event.end:
        guard = "a possessive closes the predicate: « perdu leur toit »"
        refused(sentence.view, event.rule, guard, phrases[k].left, phrases[k].end)
        return []
    chain = [k]
    while k + 1 < len(phrases) and linked(sentence, phrases[k], phrases[k + 1]):
        if _opens_clause(sentence, phrases[k + 1]):
            break
        k += 1
        chain.append(k)
    return chain


def _opens_clause(sentence: Sentence, phrase: Counted) -> bool:
    """« … a tué 40 personnes et 200 restent introuvables »: a phrase with a verb of its own."""
    i = phrase.end
    while sentence.pos(i) == "ADV":
        i += 1
    return _is_finite(sentence, i)


def companions(sentence: Sentence, event: Event, phrases: Sequence[Counted]) -> list[int]:
    """« a été arrêté avec deux complices », « ainsi qu'un chauffeur »: struck with the subject."""
    if event.side != "subject":
        return []
    k = bisect_left(phrases, event.end, key=lambda phrase: phrase.left)
    if k == len(phrases) or phrases[k].left - event.end > _COMPANY:
        return []
    opening = sentence.forms(event.end, phrases[k].left)
    together = opening[-1:] == ("avec",) or opening[-2:] == ("ainsi", "qu'")
    together = together or opening[-2:] == ("ainsi", "que")
    finite = any(_is_finite(sentence, i) for i in range(event.end, phrases[k].left))
    return [k] if together and not finite else []


def _reaches(sentence: Sentence, start: int, left: int) -> bool:
    """Whether only adverbs, adverbials and articles stand between a verb and its object."""
    i = start
    opening = sentence.at(left - 1)
    listed = opening == "et" or (opening in OF and sentence.at(left - 2) == "et")
    while i < left:
        word, pos = sentence.at(i), sentence.pos(i)
        if listed and (word == "et" or pos in ("NOUN", "PROPN", "ADJ")):
            i += 1  # « le maire et deux de ses gardes »
            continue
        if (past := _past_set_phrase(sentence, i)) > i:
            i = past
            continue
        if i - start > 12 or word in ("par", "et", "ou", "qui", "dont", ";", ":", "que", "mais"):
            return word == "que" and sentence.at(i + 1) in OF and i == start
        if word in figure_words("preposition"):
            i = _past_adverbial(sentence, i, left)
            if i >= left:
                return False
            continue
        known = (
            word in OF
            or word in ("les", "l'", ",", "au", "moins", "jusqu'", "à")
            or word in _MARKS
            or word in figure_words("time")
        )
        if not (known or pos in ("ADV", "DET") or word.endswith("ment")):
            return False
        i += 1
    return True


def _past_set_phrase(sentence: Sentence, i: int) -> int:
    """End of an adverbial of several words that starts at `i` (« par balles »), or `i`."""
    for words in adverbials():
        if sentence.forms(i, i + len(words)) == words:
            return i + len(words)
    return i


def _past_adverbial(sentence: Sentence, i: int, left: int) -> int:
    """End of the adverbial « à Lyon », « dans la nuit » that a preposition at `i` opens."""
    k = i + 1
    while k < left and sentence.pos(k) in ("DET", "ADJ", "NUM"):
        k += 1
    if k >= left or sentence.pos(k) not in ("NOUN", "PROPN"):
        return left
    while k < left and sentence.pos(k) in ("NOUN", "PROPN"):
        k += 1
    return k


def nearby(sentence: Sentence, event: Event, phrases: Sequence[Counted]) -> list[int]:
    """The nearest phrase on the side of a predicate that has neither subject nor object here."""
    if event.side == "object":
        k = bisect_left(phrases, event.end, key=lambda phrase: phrase.left)
        near = k < len(phrases) and phrases[k].left - event.end <= _NEARBY
    else:
        k = bisect_left(phrases, event.start, key=lambda phrase: phrase.left) - 1
        near = k >= 0 and 0 <= event.start - phrases[k].end <= _NEARBY
    guard = _no_subject(sentence, event, phrases[k]) if near and event.side == "subject" else None
    if guard is not None:
        refused(sentence.view, event.rule, guard, phrases[k].left, phrases[k].end)
    return [k] if near and guard is None else []
