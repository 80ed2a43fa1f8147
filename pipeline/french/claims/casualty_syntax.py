"""Which counted phrases are subject or object of a casualty predicate, by the order of words."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from pipeline.french.claims.casualty_events import Event
from pipeline.french.claims.casualty_lexicon import adverbials, auxiliaries, figure_words
from pipeline.french.claims.counted import PARTITIVE, Counted, Sentence, is_person, is_thing

_POSSESSIVES = frozenset({"ses", "leurs", "mes", "nos", "son", "sa", "leur", "mon", "ma"})
_MARKS = frozenset({"«", "»", '"', "“", "”", "'"})
_STEPS = 40
_CLIMB = 4
_MILLION = 1_000_000
_SINGULAR = frozenset({"a", "est", "était", "fut", "avait", "sera", "serait", "aurait"})
_COMPANY = 8


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
    prepositions = figure_words("preposition") | PARTITIVE
    if event.side != "subject" or (
        event.mood == "other"
        and (sentence.at(event.start - 1) in prepositions or sentence.at(event.start) == "en")
    ):
        return []  # « avant de se suicider », « en se noyant » have no subject of their own
    k = _walk_to_subject(sentence, event.start - 1, phrases, ends)
    if k is None:
        k = _parsed_subject(sentence, event, phrases)
    if k is None:
        k = _described_subject(sentence, event, phrases)
    relative = sentence.at(event.start - 1) == "qui"
    if k is None and relative:
        k = _cleft(sentence, event, phrases)
    if k is None or (_governed(sentence, phrases[k]) and not relative):
        return []
    if not _agrees(sentence, event, phrases[k]):
        return []
    chain = [k]
    while k > 0 and not _governed(sentence, phrases[k - 1]):
        joined = linked(sentence, phrases[k - 1], phrases[k])
        if not joined and not _is_part(sentence, phrases[k - 1], phrases[k]):
            break
        k -= 1
        chain.append(k)
    return chain


def _agrees(sentence: Sentence, event: Event, phrase: Counted) -> bool:
    """Whether the verb may have the phrase as subject: none in the singular has « les huit juges ».

    A noun for a number (une dizaine, un million) goes with either.
    """
    number = phrase.number
    if number.form != "cardinal" or number.value is None or not 2 <= number.value < _MILLION:
        return True
    opening = sentence.lower[max(0, phrase.left - 3) : phrase.left]
    if not {"aucun", "aucune", "un", "une"}.isdisjoint(opening):
        return True  # « aucun des douze passagers n'a été blessé »
    group = sentence.lower[event.start : event.head + 1]
    return _SINGULAR.isdisjoint(group)


def _parsed_subject(sentence: Sentence, event: Event, phrases: Sequence[Counted]) -> int | None:
    """The phrase that the dependency tree gives the event as subject, however far it stands.

    « Trois jeunes, soupçonnés d'avoir voulu voler un sac, ont été incarcérés »
    """
    verb = sentence.words[event.head]
    verb = verb.head if verb.dep_.startswith("aux") else verb
    for _ in range(_CLIMB):
        subject = next((c for c in verb.children if c.dep_.startswith("nsubj")), None)
        if subject is not None or verb.dep_ not in ("conj", "xcomp", "obl:mod", "obl:arg"):
            break
        verb = verb.head
    if subject is not None and subject.lower_ in ("qui", "lequel") and verb.dep_ == "acl:relcl":
        subject = verb.head
    k = None if subject is None else sentence.position(subject)
    if k is None or k >= event.start:
        return None
    return next((n for n, p in enumerate(phrases) if k == p.head or p.first <= k <= p.last), None)


def _cleft(sentence: Sentence, event: Event, phrases: Sequence[Counted]) -> int | None:
    """« C'est un élu, Marc Dol (84 ans), qui est mort »: what stands behind « c'est »."""
    for k, phrase in enumerate(phrases):
        copula = sentence.lower[max(0, phrase.left - 2) : phrase.left]
        cleft = copula in (("c'", "est"), ("ce", "sont"), ("c'", "était"))
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
    if not is_person(sentence.lower[phrase.head or 0]):
        return None
    described = sentence.words[phrase.end].pos_ in ("ADJ", "VERB") or sentence.at(phrase.end) == ","
    verbs = any(_is_finite(sentence, i) for i in range(phrase.end, event.start))
    return k if described and not verbs else None


def continues(sentence: Sentence, first: Event, second: Event) -> bool:
    """Whether the second verb group continues the first: « sont morts ou ont disparu »."""
    if second.side != "subject" or first.side != "subject" or second.start <= first.end:
        return False
    between = sentence.lower[first.end : second.start]
    return between[-1] in ("et", "ou") and all(
        word.endswith("ment") or word in ("et", "ou", ",") for word in between
    )


def _is_part(sentence: Sentence, whole: Counted, part: Counted) -> bool:
    """« quatre personnes, dont un enfant »."""
    between = set(sentence.lower[whole.end : part.left])
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
    if equated is not None and "soit" in sentence.lower[max(0, phrases[equated].left - 2) : i]:
        return equated  # « 300 familles, soit 2 000 personnes, ont fui »
    behind = _past_insertion(sentence, i, ends) if sentence.at(i) == "," else None
    if behind is not None:
        return None if _governed(sentence, phrases[behind]) else behind
    for _ in range(_STEPS):
        if i < 0 or sentence.at(i) in (";", ":", "»", "«", "que", "qu'", "qui", "%"):
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
        elif (
            token.pos_ in ("NOUN", "PROPN", "PRON")
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
    auxiliary = auxiliaries().get(sentence.lower[i])
    if auxiliary is not None:
        return auxiliary[1] != "other"
    return token.pos_ in ("VERB", "AUX") and "VerbForm=Fin" in str(token.morph)


def _relative_before(sentence: Sentence, i: int) -> int:
    """The relative pronoun of the clause whose verb stands at `i`; 0, the end, if it has none."""
    for k in range(i - 1, max(-1, i - 12), -1):
        if sentence.lower[k] in figure_words("relative"):
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
        if word in figure_words("preposition") or word in PARTITIVE or token.pos_ == "ADP":
            return k - 1
        if token.pos_ not in ("DET", "ADJ", "NUM", "NOUN", "PROPN", "ADV") and word != "-":
            return -1
        if (
            token.pos_ == "DET"
            and sentence.at(k - 1) not in figure_words("preposition") | PARTITIVE
        ):
            return k - 2 if sentence.at(k - 1) == "et" else -1
    return -1


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
        while i < b.left and sentence.lower[i] != ")":
            i += 1
        i += 1
    between = sentence.lower[i : b.left]
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
    between = sentence.lower[event.end : phrases[k].left]
    if event.side == "subject" and not {",", "et", "dont", "de", "d'"}.isdisjoint(between):
        return []
    if sentence.at(event.end - 1) in _POSSESSIVES and phrases[k].left != event.end:
        return []  # « perdu leur toit »
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
    while i < len(sentence.words) and sentence.words[i].pos_ == "ADV":
        i += 1
    return i < len(sentence.words) and _is_finite(sentence, i)


def companions(sentence: Sentence, event: Event, phrases: Sequence[Counted]) -> list[int]:
    """« a été arrêté avec deux complices », « ainsi qu'un chauffeur »: struck with the subject."""
    if event.side != "subject":
        return []
    k = bisect_left(phrases, event.end, key=lambda phrase: phrase.left)
    if k == len(phrases) or phrases[k].left - event.end > _COMPANY:
        return []
    opening = sentence.lower[event.end : phrases[k].left]
    together = opening[-1:] == ("avec",) or opening[-2:] == ("ainsi", "qu'")
    together = together or opening[-2:] == ("ainsi", "que")
    finite = any(_is_finite(sentence, i) for i in range(event.end, phrases[k].left))
    return [k] if together and not finite else []


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
        if (past := _past_set_phrase(sentence, i)) > i:
            i = past
            continue
        if i - start > 12 or word in ("par", "et", "ou", "qui", "dont", ";", ":", "que", "mais"):
            return word == "que" and sentence.at(i + 1) in PARTITIVE and i == start
        if word in figure_words("preposition"):
            i = _past_adverbial(sentence, i, left)
            if i >= left:
                return False
            continue
        known = (
            word in PARTITIVE
            or word in ("les", "l'", ",", "au", "moins", "jusqu'", "à")
            or word in _MARKS
            or word in figure_words("time")
        )
        if not (known or token.pos_ in ("ADV", "DET") or word.endswith("ment")):
            return False
        i += 1
    return True


def _past_set_phrase(sentence: Sentence, i: int) -> int:
    """End of an adverbial of several words that starts at `i` (« par balles »), or `i`."""
    for words in adverbials():
        if sentence.lower[i : i + len(words)] == words:
            return i + len(words)
    return i


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
