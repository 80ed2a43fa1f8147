"""What a percentage is a share of, or what changes by it, in the words of its own sentence.

Read from the order of words: the complement behind the figure, else the word that governs it. From
a noun, adjective or participle the way leads to the noun phrase it belongs to, from a verb to its
subject, from a noun of change (« une hausse de 3 % ») to what rises or falls.
"""

from typing import NamedTuple

from pipeline.french.auxiliaries import auxiliaries
from pipeline.french.casualty_lexicon import figure_words
from pipeline.french.claims.change import direction_of
from pipeline.french.function_words import OF, THE, function_words
from pipeline.french.names.source_nouns import noun_kind
from pipeline.french.phrases import who
from pipeline.french.phrases.share import (
    ARTICLES,
    NOMINAL,
    Words,
    adverbials,
    phrase_at,
    phrase_end,
    phrase_start,
)
from pipeline.french.verbs import is_subject, verb_group
from pipeline.french.view import Sentence, View

_POSSESSIVES = function_words("possessive", "possessive_dialogue")
_DETERMINERS = ARTICLES | _POSSESSIVES | function_words("demonstrative")
_NO_SHARE = frozenset({"plus", "moins", "ici", "hausse", "baisse", "augmentation", "mieux"})
_SIGNS = frozenset({"+", "-", "–", "−"})
_SIDES = frozenset({"«", '"', "“", "’", "'"})
_CLIMB = 10
_REACH = 25
_NEAR = 12


class Share(NamedTuple):
    """What was found: the words of it, or null, and the rule.

    aside: the phrase before a plain bracket, which may hold the share of something else. Rules
    without words: anaphor (a pronoun stands for it: `pronoun`), change (a rise or fall of
    something that was named before), holder (the figure is the share that somebody holds), none.
    """

    who: Words | None
    rule: str
    pronoun: str = ""


def share_of(sentence: Sentence, left: int, stop: int) -> Share:
    """The share of the percentage whose words stand from `left`, with its modifier, to `stop`."""
    if (words := _complement(sentence, stop)) is not None:
        return Share(words, "complement")
    if (words := _label(sentence, stop)) is not None:
        return Share(words, "label")
    if sentence.at(_unsigned(sentence, left) - 1) == "(":
        return _before_bracket(sentence, left)
    if (words := _object_behind(sentence, left, stop)) is not None:
        return Share(words, "object")
    return _governed(sentence, left)


def _complement(sentence: Sentence, stop: int) -> Words | None:
    """« 20 % des électeurs »."""
    if sentence.at(stop) not in OF or sentence.at(stop + 1) in _NO_SHARE:
        return None
    if sentence.at(stop + 1).isdigit() and len(sentence.at(stop + 1)) == 4:
        return None  # « 10,2 % de 2012 »
    return phrase_at(sentence, stop + 1)


def _label(sentence: Sentence, stop: int) -> Words | None:
    """« 60 % hutu », « 23 % pour Instagram »: what a list sets beside each of its figures."""
    if sentence.at(stop) == "pour" and stop + 1 < sentence.end:
        named = phrase_at(sentence, stop + 1)
        timed = named and not adverbials().isdisjoint(sentence.forms(*named))
        return None if timed or sentence.at(stop + 1) == "chaque" else named
    plain = sentence.at(stop) not in _NO_SHARE | adverbials()
    if plain and sentence.pos(stop) in ("NOUN", "ADJ"):
        return stop, who.phrase_end(sentence, stop)
    return None


def _unsigned(sentence: Sentence, left: int) -> int:
    return left - (sentence.at(left - 1) in _SIGNS)


def _before_bracket(sentence: Sentence, left: int) -> Share:
    """« les exportations (- 7,7 %) »: the phrase before the bracket; « Marie Dupont (28 %) »."""
    end = _unsigned(sentence, left) - 1
    i = end - 1
    while i > sentence.first and (sentence.pos(i) in ("ADJ", "ADV") or sentence.at(i) in _SIDES):
        i -= 1
    if i < sentence.first:
        return Share(None, "holder")
    if sentence.pos(i) in ("VERB", "AUX"):
        return _of_predicate(sentence, i)
    i -= _is_numeral(sentence, i) and i > sentence.first  # « le CAC 40 (+ 1 %) »
    if not _is_nominal(sentence, i):
        return Share(None, "holder")
    start = phrase_start(sentence, i)
    if any(sentence.pos(k) != "ADJ" for k in range(i + 1, end)):
        end = i + 1
    if _is_change(sentence.at(start)) or _is_change(sentence.at(i)):
        return _of_noun(sentence, start, end, "bracket")
    counted = sentence.pos(start - 1) == "NUM"
    if counted or not adverbials().isdisjoint(sentence.forms(start, i + 1)):
        return _subject_of_clause(sentence, i)
    if sentence.at(left - 1) in _SIGNS:
        return _of_noun(sentence, start, end, "bracket")
    if _is_name(sentence, start) or _is_circumstance(sentence, start):
        return Share(None, "holder")  # « le parti d'Aube (12 %) », « à Morvan (51 %) »
    return _of_noun(sentence, start, end, "aside")


def _of_noun(sentence: Sentence, start: int, end: int, rule: str) -> Share:
    """The share that a noun phrase names; of a noun of change, its complement."""
    if not _is_change(sentence.at(start)):
        return Share((start, end), rule)
    inner = start + 1
    while inner < end and sentence.pos(inner) == "ADJ":
        inner += 1
    if sentence.at(inner) in OF and inner < end - 1:
        inner += 1
        while inner < end - 1 and sentence.at(inner) in _DETERMINERS:
            inner += 1
        return Share((inner, end), rule)
    return _of_change(sentence, start)


def _is_nominal(sentence: Sentence, i: int) -> bool:
    return sentence.pos(i) in NOMINAL and any(c.isalpha() for c in sentence.at(i))


def _is_change(word: str) -> bool:
    return direction_of(word) in ("rise", "fall", "still") and word != "croissance"


def _object_behind(sentence: Sentence, left: int, stop: int) -> Words | None:
    """« réduire de 25 % les vols »."""
    verb = left - 1 - (sentence.at(left - 1) in OF)
    if sentence.at(left - 1) not in OF or direction_of(sentence.at(verb)) is None:
        return None
    behind = sentence.at(stop) in THE | _POSSESSIVES
    if not behind or sentence.at(stop + 1) in adverbials():
        return None
    return phrase_at(sentence, stop)


def _governed(sentence: Sentence, left: int) -> Share:
    """The share by the word that governs the figure, found leftwards past adverbs and times."""
    i = _governor(sentence, left)
    word = sentence.at(i)
    if word == "soit":
        return _equated(sentence, i)
    if word in (":", ","):
        return _listed(sentence, i, left)
    if "avec" in sentence.forms(i, left):
        return Share(None, "holder")
    if _is_nominal(sentence, i) and word not in auxiliaries():
        return _of_governing_noun(sentence, i, left)
    if sentence.pos(i) in ("VERB", "AUX", "ADJ"):
        return _of_predicate(sentence, i)
    return Share(None, "none")


def _of_governing_noun(sentence: Sentence, i: int, left: int) -> Share:
    """« un taux de 42 % », « pris en charge à 100 % », « la CGT 28 % »."""
    start = phrase_start(sentence, i)
    if i == left - 1 and _is_name(sentence, start):
        return Share(None, "holder")
    if sentence.at(i - 1) == "en" and sentence.pos(i - 2) == "VERB":
        return _of_predicate(sentence, i - 2)
    if _is_change(sentence.at(i)) and start < i and sentence.at(i - 1) not in OF:
        # « un bénéfice en hausse », or a verb that the tagger takes for a noun
        return Share((start, i - (sentence.at(i - 1) == "en")), "noun")
    return _of_noun(sentence, start, i + 1, "noun")


def _governor(sentence: Sentence, left: int) -> int:
    """The word before the figure, past prepositions, adverbs, quotation marks and times."""
    i = left - 1
    for _ in range(_REACH):
        word, pos = sentence.at(i), sentence.pos(i)
        in_time = word in figure_words("period") | figure_words("time") and not _is_change(word)
        year = word.isdigit() and len(word) == 4
        if in_time or year:
            i -= 1
            while sentence.pos(i) in ("DET", "ADJ", "NUM", "ADP"):
                i -= 1
            continue
        if word == "soit":
            break
        if pos in ("ADP", "ADV", "SCONJ", "DET") or word in _SIDES | figure_words("bridge"):
            i -= 1
            continue
        break
    return i


def _listed(sentence: Sentence, i: int, left: int) -> Share:
    """« Abstention : 47 % », « 5 916 voix, 36,5 % »: the label, or what a number before counts."""
    if sentence.at(i) == ":":
        first = sentence.first
        label = sentence.forms(first, i)
        plain = "," not in label and sentence.at(first) not in figure_words("time")
        if len(label) <= 3 and _is_nominal(sentence, first) and plain and not _is_change(label[0]):
            return Share((first, i), "heading")
        return Share(None, "none")
    numbered = _is_nominal(sentence, i - 1) and _is_numeral(sentence, i - 2)
    other = figure_words("time") | figure_words("measure") | adverbials()
    if numbered and i == left - 1 and sentence.at(i - 1) not in other:
        return Share((i - 1, i), "beside")
    for k in sentence.before(i, _NEAR):
        if _is_change(sentence.at(k)) and _is_nominal(sentence, k):
            return _of_noun(sentence, k, i, "noun")
    return _subject_of_clause(sentence, i)


def _is_name(sentence: Sentence, i: int) -> bool:
    """Whether a word is a proper name or an acronym."""
    written = sentence.view.words[i].text
    return sentence.pos(i) == "PROPN" or (written.isupper() and len(written) > 1)


def _is_numeral(sentence: Sentence, i: int) -> bool:
    return sentence.pos(i) == "NUM" or sentence.at(i)[-1:].isdigit()


def _is_body(sentence: Sentence, i: int) -> bool:
    """Whether the noun at `i` names who tells a figure (« l'institut annonce 300 cas »)."""
    return sentence.pos(i) == "PROPN" or noun_kind(sentence.at(i)) is not None


def _of_change(sentence: Sentence, i: int) -> Share:
    """« X en baisse de 3 % », « soit une hausse de 3 % », « X connaît une hausse de 3 % »."""
    k = i - 1
    while sentence.pos(k) in ("ADJ", "DET", "ADV"):
        k -= 1
    if sentence.at(k) == "en" and k > sentence.first:
        k -= 1
        while k > sentence.first and sentence.pos(k) in ("ADJ", "ADV"):
            k -= 1
        if _is_nominal(sentence, k):
            return Share((phrase_start(sentence, k), k + 1), "noun")
        return _of_predicate(sentence, k)
    if sentence.at(k) == "soit":
        subject = _subject_of_clause(sentence, k)
        named = subject.who is not None and not _is_body(sentence, subject.who[0])
        return subject if named else _equated(sentence, k)
    if sentence.pos(k) in ("VERB", "AUX"):
        return _of_predicate(sentence, k)
    if sentence.at(k) in figure_words("anaphor"):
        return Share(None, "anaphor", sentence.at(k))  # « Il baisse de 3 % »
    if sentence.pos(i + 1) in ("VERB", "AUX", "PRON"):
        return Share(None, "change")  # « La baisse s'établit à 3 % »
    return _subject_of_clause(sentence, i)


def _equated(sentence: Sentence, i: int) -> Share:
    """« 412 interventions, soit 18 % de plus »: what the number before « soit » counts."""
    other = figure_words("measure") | figure_words("time") | adverbials()
    for k in sentence.before(i, _REACH):
        counted = phrase_at(sentence, k + 1) if _is_numeral(sentence, k) else None
        plain = counted is not None and _is_nominal(sentence, counted[0])
        if counted and plain and other.isdisjoint(sentence.forms(*counted)):
            return Share(counted, "equated")
    return _subject_of_clause(sentence, i)


def _of_predicate(sentence: Sentence, i: int) -> Share:
    """The subject of a verb, the noun that a participle or adjective stands behind."""
    k = verb_group(sentence.view, i, auxiliaries()).first
    if "en" in sentence.forms(k, i):
        share = _equated(sentence, k)  # « 1 400 arrêtés …, il promet d'en lever 80 % »
        return share if share.rule == "equated" else Share(None, "anaphor", "en")
    before = sentence.at(k - 1)
    if before in figure_words("anaphor"):
        return Share(None, "anaphor", before)
    if before == "qui":
        k -= 1
        k -= sentence.at(k - 1) == ","
    last = k - 1
    while (
        last > sentence.first and sentence.pos(last) == "ADJ" and not _is_change(sentence.at(last))
    ):
        last -= 1
    if not _is_nominal(sentence, last):
        share = _subject_of_clause(sentence, i)
        earlier = _predicate_before(sentence, last) if before == "," else None
        if share.rule != "none" or earlier is None:
            return share
        return _of_predicate(sentence, earlier)
    start = phrase_start(sentence, last)
    times = adverbials() | figure_words("time")
    in_time = not times.isdisjoint(sentence.forms(start, last + 1))
    attributive = k == i and not sentence.is_finite(i)
    if in_time or (_is_circumstance(sentence, start) and not attributive):
        parsed = _subject_of_clause(sentence, i)
        if parsed.who is None or parsed.who[0] >= k:
            return parsed if in_time or parsed.who is None else Share((start, k), "subject")
        return parsed._replace(who=(parsed.who[0], min(parsed.who[1], k)))
    return _of_noun(sentence, start, k, "subject")


def _predicate_before(sentence: Sentence, i: int) -> int | None:
    """The verb or word of change that « …, passant de 3 à 4 % » goes on about."""
    for k in sentence.before(i, _NEAR):
        if sentence.pos(k) in ("VERB", "AUX") or _is_change(sentence.at(k)):
            return k
    return None


def _is_circumstance(sentence: Sentence, start: int) -> bool:
    """Whether the phrase depends on a preposition: « dans la région », « inscrits à l'agence »."""
    k = start - 1
    while sentence.pos(k) in ("DET", "ADJ", "NUM"):
        if sentence.at(k) in ("au", "aux", "du", "des") and sentence.pos(k) != "DET":
            break
        k -= 1
    return sentence.pos(k) == "ADP" or sentence.at(k) in ("au", "aux", "du", "d'", "de")


def _subject_of_clause(sentence: Sentence, i: int) -> Share:
    """The subject of the verb that the word at `i` depends on, in the dependency tree."""
    view = sentence.view
    for _ in range(_CLIMB):
        if sentence.pos(i) in ("VERB", "AUX", "NOUN", "ADJ"):
            subject = next((p for p in view.children[i] if _is_subject(view, p)), None)
            if subject is not None and view.low[subject] in figure_words("anaphor"):
                return Share(None, "anaphor", view.low[subject])
            if subject is not None and view.low[subject] != "%":
                return _subject_phrase(sentence, subject, i)
            if subject is not None:
                break
        if view.head[i] == i or view.head[i] not in sentence.positions:
            break
        i = view.head[i]
    return Share(None, "none")


def _is_subject(view: View, p: int) -> bool:
    # the stock parser takes the « il » of « il s'élève à » for impersonal
    return is_subject(view, p) or view.words[p].dep_.startswith("expl:subj")


def _subject_phrase(sentence: Sentence, subject: int, verb: int) -> Share:
    view = sentence.view
    if view.low[subject] == "qui" and view.words[verb].dep_ == "acl:relcl":
        subject = view.head[verb]
    if sentence.pos(subject) not in NOMINAL:
        return Share(None, "none")
    if not _is_change(sentence.at(subject)):
        return Share((subject, phrase_end(sentence, subject)), "subject")
    if sentence.at(subject + 1) in OF:  # « la baisse du chômage atteint 3 % »
        return Share(phrase_at(sentence, subject + 2), "subject")
    return Share(None, "change")


def main_subject(sentence: Sentence) -> Words | None:
    """The subject of a sentence's main verb; None for a pronoun."""
    words, head = sentence.view.words, sentence.view.head
    for p in sentence.positions:
        if is_subject(sentence.view, p) and words[head[p]].dep_ == "ROOT":
            return _subject_phrase(sentence, p, head[p]).who
    return None
