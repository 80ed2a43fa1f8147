"""What a percentage is a share of, or what changes by it, in the words of its own sentence.

Read from the order of words: the complement behind the figure, else the word that governs it. From
a noun, adjective or participle the way leads to the noun phrase it belongs to, from a verb to its
subject, from a noun of change (« une hausse de 3 % ») to what rises or falls.
"""

from typing import NamedTuple

from spacy.tokens import Token

from pipeline.french.claims.casualty_lexicon import auxiliaries, figure_words
from pipeline.french.claims.change import direction_of
from pipeline.french.claims.counted import PARTITIVE, Sentence, end_of_phrase
from pipeline.french.claims.share_phrases import (
    ARTICLES,
    NOMINAL,
    Words,
    adverbials,
    phrase_at,
    start_of_phrase,
    wide_end,
)
from pipeline.french.names.source_nouns import noun_kind

_POSSESSIVES = frozenset({"leur", "leurs", "son", "sa", "ses", "nos", "notre", "mon", "ma", "mes"})
_DETERMINERS = ARTICLES | _POSSESSIVES | {"ce", "cette", "ces", "cet", "votre", "vos"}
_NO_SHARE = frozenset({"plus", "moins", "ici", "hausse", "baisse", "augmentation", "mieux"})
_SIGNS = frozenset({"+", "-", "–", "−"})
_SIDES = frozenset({"«", '"', "“", "’", "'"})
# The stock parser takes the « il » of « il s'élève à » for impersonal.
_SUBJECT = ("nsubj", "expl:subj")
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
    if (who := _complement(sentence, stop)) is not None:
        return Share(who, "complement")
    if (who := _label(sentence, stop)) is not None:
        return Share(who, "label")
    if sentence.at(_unsigned(sentence, left) - 1) == "(":
        return _before_bracket(sentence, left)
    if (who := _object_behind(sentence, left, stop)) is not None:
        return Share(who, "object")
    return _governed(sentence, left)


def _complement(sentence: Sentence, stop: int) -> Words | None:
    """« 20 % des électeurs »."""
    if sentence.at(stop) not in PARTITIVE or sentence.at(stop + 1) in _NO_SHARE:
        return None
    if sentence.at(stop + 1).isdigit() and len(sentence.at(stop + 1)) == 4:
        return None  # « 10,2 % de 2012 »
    return phrase_at(sentence, stop + 1)


def _label(sentence: Sentence, stop: int) -> Words | None:
    """« 60 % hutu », « 23 % pour Instagram »: what a list sets beside each of its figures."""
    if sentence.at(stop) == "pour" and sentence.words[stop + 1 :]:
        named = phrase_at(sentence, stop + 1)
        timed = named and not adverbials().isdisjoint(sentence.lower[slice(*named)])
        return None if timed or sentence.at(stop + 1) == "chaque" else named
    following = sentence.words[stop : stop + 1]
    plain = sentence.at(stop) not in _NO_SHARE | adverbials()
    if following and following[0].pos_ in ("NOUN", "ADJ") and plain:
        return stop, end_of_phrase(sentence, stop)
    return None


def _unsigned(sentence: Sentence, left: int) -> int:
    return left - (sentence.at(left - 1) in _SIGNS)


def _before_bracket(sentence: Sentence, left: int) -> Share:
    """« les exportations (- 7,7 %) »: the phrase before the bracket; « Marie Dupont (28 %) »."""
    end = _unsigned(sentence, left) - 1
    i = end - 1
    while i > 0 and (sentence.words[i].pos_ in ("ADJ", "ADV") or sentence.at(i) in _SIDES):
        i -= 1
    if i < 0:
        return Share(None, "holder")
    if sentence.words[i].pos_ in ("VERB", "AUX"):
        return _of_predicate(sentence, i)
    i -= _is_numeral(sentence.words[i]) and i > 0  # « le CAC 40 (+ 1 %) »
    if not _is_nominal(sentence, i):
        return Share(None, "holder")
    start = start_of_phrase(sentence, i)
    if any(word.pos_ != "ADJ" for word in sentence.words[i + 1 : end]):
        end = i + 1
    if _is_change(sentence.lower[start]) or _is_change(sentence.lower[i]):
        return _of_noun(sentence, start, end, "bracket")
    counted = start > 0 and sentence.words[start - 1].pos_ == "NUM"
    if counted or not adverbials().isdisjoint(sentence.lower[start : i + 1]):
        return _subject_of_clause(sentence, i)
    if sentence.at(left - 1) in _SIGNS:
        return _of_noun(sentence, start, end, "bracket")
    if _is_name(sentence.words[start]) or _is_circumstance(sentence, start):
        return Share(None, "holder")  # « le parti d'Aube (12 %) », « à Morvan (51 %) »
    return _of_noun(sentence, start, end, "aside")


def _of_noun(sentence: Sentence, start: int, end: int, rule: str) -> Share:
    """The share that a noun phrase names; of a noun of change, its complement."""
    if not _is_change(sentence.lower[start]):
        return Share((start, end), rule)
    inner = start + 1
    while inner < end and sentence.words[inner].pos_ == "ADJ":
        inner += 1
    if sentence.at(inner) in PARTITIVE and inner < end - 1:
        inner += 1
        while inner < end - 1 and sentence.lower[inner] in _DETERMINERS:
            inner += 1
        return Share((inner, end), rule)
    return _of_change(sentence, start)


def _is_nominal(sentence: Sentence, i: int) -> bool:
    token = sentence.words[i]
    return token.pos_ in NOMINAL and any(c.isalpha() for c in token.text)


def _is_change(word: str) -> bool:
    return direction_of(word) in ("rise", "fall", "still") and word != "croissance"


def _object_behind(sentence: Sentence, left: int, stop: int) -> Words | None:
    """« réduire de 25 % les vols »."""
    verb = left - 1 - (sentence.at(left - 1) in PARTITIVE)
    if sentence.at(left - 1) not in PARTITIVE or direction_of(sentence.at(verb)) is None:
        return None
    behind = sentence.at(stop) in ("le", "la", "les", "l'", "son", "sa", "ses", "leur", "leurs")
    if not behind or sentence.at(stop + 1) in adverbials():
        return None
    return phrase_at(sentence, stop)


def _governed(sentence: Sentence, left: int) -> Share:
    """The share by the word that governs the figure, found leftwards past adverbs and times."""
    i = _governor(sentence, left)
    if i < 0:
        return Share(None, "none")
    word, token = sentence.lower[i], sentence.words[i]
    if word == "soit":
        return _equated(sentence, i)
    if word in (":", ","):
        return _listed(sentence, i, left)
    if "avec" in sentence.lower[i:left]:
        return Share(None, "holder")
    if _is_nominal(sentence, i) and word not in auxiliaries():
        return _of_governing_noun(sentence, i, left)
    if token.pos_ in ("VERB", "AUX", "ADJ"):
        return _of_predicate(sentence, i)
    return Share(None, "none")


def _of_governing_noun(sentence: Sentence, i: int, left: int) -> Share:
    """« un taux de 42 % », « pris en charge à 100 % », « la CGT 28 % »."""
    start = start_of_phrase(sentence, i)
    if i == left - 1 and _is_name(sentence.words[start]):
        return Share(None, "holder")
    if sentence.at(i - 1) == "en" and sentence.words[i - 2].pos_ == "VERB":
        return _of_predicate(sentence, i - 2)
    if _is_change(sentence.lower[i]) and start < i and sentence.at(i - 1) not in PARTITIVE:
        # « un bénéfice en hausse », or a verb that the tagger takes for a noun
        return Share((start, i - (sentence.at(i - 1) == "en")), "noun")
    return _of_noun(sentence, start, i + 1, "noun")


def _governor(sentence: Sentence, left: int) -> int:
    """The word before the figure, past prepositions, adverbs, quotation marks and times."""
    i = left - 1
    for _ in range(_REACH):
        if i < 0:
            break
        word, token = sentence.lower[i], sentence.words[i]
        in_time = word in figure_words("period") | figure_words("time") and not _is_change(word)
        year = word.isdigit() and len(word) == 4
        if in_time or year:
            i -= 1
            while i >= 0 and sentence.words[i].pos_ in ("DET", "ADJ", "NUM", "ADP"):
                i -= 1
            continue
        if word == "soit":
            break
        if token.pos_ in ("ADP", "ADV", "SCONJ", "DET") or word in _SIDES or word in _bridges():
            i -= 1
            continue
        break
    return i


def _bridges() -> frozenset[str]:
    return figure_words("bridge")


def _listed(sentence: Sentence, i: int, left: int) -> Share:
    """« Abstention : 47 % », « 5 916 voix, 36,5 % »: the label, or what a number before counts."""
    if sentence.lower[i] == ":":
        first = sentence.words[0]
        plain = "," not in sentence.lower[:i] and first.lower_ not in figure_words("time")
        if i <= 3 and _is_nominal(sentence, 0) and plain and not _is_change(first.lower_):
            return Share((0, i), "heading")
        return Share(None, "none")
    numbered = i > 1 and _is_nominal(sentence, i - 1) and _is_numeral(sentence.words[i - 2])
    other = figure_words("time") | figure_words("measure") | adverbials()
    if numbered and i == left - 1 and sentence.lower[i - 1] not in other:
        return Share((i - 1, i), "beside")
    for k in range(i - 1, max(-1, i - _NEAR), -1):
        if _is_change(sentence.lower[k]) and _is_nominal(sentence, k):
            return _of_noun(sentence, k, i, "noun")
    return _subject_of_clause(sentence, i)


def _is_name(token: Token) -> bool:
    """Whether a token is a proper name or an acronym."""
    return bool(token.pos_ == "PROPN" or (token.text.isupper() and len(token.text) > 1))


def _is_numeral(token: Token) -> bool:
    return bool(token.pos_ == "NUM" or token.text[-1:].isdigit())


def _is_body(sentence: Sentence, i: int) -> bool:
    """Whether the noun at `i` names who tells a figure (« l'institut annonce 300 cas »)."""
    return sentence.words[i].pos_ == "PROPN" or noun_kind(sentence.lower[i]) is not None


def _of_change(sentence: Sentence, i: int) -> Share:
    """« X en baisse de 3 % », « soit une hausse de 3 % », « X connaît une hausse de 3 % »."""
    k = i - 1
    while k >= 0 and (sentence.words[k].pos_ in ("ADJ", "DET", "ADV")):
        k -= 1
    if sentence.at(k) == "en" and k > 0:
        k -= 1
        while k > 0 and sentence.words[k].pos_ in ("ADJ", "ADV"):
            k -= 1
        if _is_nominal(sentence, k):
            return Share((start_of_phrase(sentence, k), k + 1), "noun")
        return _of_predicate(sentence, k)
    if sentence.at(k) == "soit":
        subject = _subject_of_clause(sentence, k)
        named = subject.who is not None and not _is_body(sentence, subject.who[0])
        return subject if named else _equated(sentence, k)
    if k >= 0 and sentence.words[k].pos_ in ("VERB", "AUX"):
        return _of_predicate(sentence, k)
    if sentence.at(k) in figure_words("anaphor"):
        return Share(None, "anaphor", sentence.at(k))  # « Il baisse de 3 % »
    following = sentence.words[i + 1 : i + 2]
    if following and following[0].pos_ in ("VERB", "AUX", "PRON"):
        return Share(None, "change")  # « La baisse s'établit à 3 % »
    return _subject_of_clause(sentence, i)


def _equated(sentence: Sentence, i: int) -> Share:
    """« 412 interventions, soit 18 % de plus »: what the number before « soit » counts."""
    other = figure_words("measure") | figure_words("time") | adverbials()
    for k in range(i - 1, max(-1, i - _REACH), -1):
        counted = phrase_at(sentence, k + 1) if _is_numeral(sentence.words[k]) else None
        plain = counted is not None and _is_nominal(sentence, counted[0])
        if counted and plain and other.isdisjoint(sentence.lower[slice(*counted)]):
            return Share(counted, "equated")
    return _subject_of_clause(sentence, i)


def _of_predicate(sentence: Sentence, i: int) -> Share:
    """The subject of a verb, the noun that a participle or adjective stands behind."""
    k = i
    while k > 0 and _in_verb_group(sentence, k - 1):
        k -= 1
    if "en" in sentence.lower[k:i]:
        share = _equated(sentence, k)  # « 1 400 arrêtés …, il promet d'en lever 80 % »
        return share if share.rule == "equated" else Share(None, "anaphor", "en")
    before = sentence.at(k - 1)
    if before in figure_words("anaphor"):
        return Share(None, "anaphor", before)
    if before == "qui":
        k -= 1
        k -= sentence.at(k - 1) == ","
    last = k - 1
    while last > 0 and sentence.words[last].pos_ == "ADJ" and not _is_change(sentence.at(last)):
        last -= 1
    if last < 0 or not _is_nominal(sentence, last):
        share = _subject_of_clause(sentence, i)
        earlier = _predicate_before(sentence, last) if before == "," else None
        if share.rule != "none" or earlier is None:
            return share
        return _of_predicate(sentence, earlier)
    start = start_of_phrase(sentence, last)
    times = adverbials() | figure_words("time")
    in_time = not times.isdisjoint(sentence.lower[start : last + 1])
    attributive = k == i and "VerbForm=Fin" not in str(sentence.words[i].morph)
    if in_time or (_is_circumstance(sentence, start) and not attributive):
        parsed = _subject_of_clause(sentence, i)
        if parsed.who is None or parsed.who[0] >= k:
            return parsed if in_time or parsed.who is None else Share((start, k), "subject")
        return parsed._replace(who=(parsed.who[0], min(parsed.who[1], k)))
    return _of_noun(sentence, start, k, "subject")


def _predicate_before(sentence: Sentence, i: int) -> int | None:
    """The verb or word of change that « …, passant de 3 à 4 % » goes on about."""
    for k in range(i - 1, max(-1, i - _NEAR), -1):
        if sentence.words[k].pos_ in ("VERB", "AUX") or _is_change(sentence.lower[k]):
            return k
    return None


def _in_verb_group(sentence: Sentence, i: int) -> bool:
    """Whether the word at `i` stands between a subject and its verb, as part of the verb."""
    word, token = sentence.lower[i], sentence.words[i]
    if word in figure_words("anaphor") or word == "qui":
        return False
    group = token.pos_ in ("AUX", "ADV") or word in auxiliaries()
    return group or word in figure_words("clitic") or (word == "," and _is_insertion(sentence, i))


def _is_insertion(sentence: Sentence, i: int) -> bool:
    """A comma of « le chômage, lui, progresse »."""
    stressed = figure_words("stressed")
    return sentence.at(i - 1) in stressed or sentence.at(i + 1) in stressed


def _is_circumstance(sentence: Sentence, start: int) -> bool:
    """Whether the phrase depends on a preposition: « dans la région », « inscrits à l'agence »."""
    k = start - 1
    while k >= 0 and sentence.words[k].pos_ in ("DET", "ADJ", "NUM"):
        if sentence.lower[k] in ("au", "aux", "du", "des") and sentence.words[k].pos_ != "DET":
            break
        k -= 1
    return k >= 0 and (
        sentence.words[k].pos_ == "ADP" or sentence.lower[k] in ("au", "aux", "du", "d'", "de")
    )


def _subject_of_clause(sentence: Sentence, i: int) -> Share:
    """The subject of the verb that the word at `i` depends on, in the dependency tree."""
    token = sentence.words[i]
    for _ in range(_CLIMB):
        if token.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
            subject = next((c for c in token.children if c.dep_.startswith(_SUBJECT)), None)
            if subject is not None and subject.lower_ == "%":
                break
            if subject is not None and subject.lower_ in figure_words("anaphor"):
                return Share(None, "anaphor", subject.lower_)
            if subject is not None:
                return _subject_phrase(sentence, subject, token)
        if token.head.i == token.i or sentence.position(token.head) is None:
            break
        token = token.head
    return Share(None, "none")


def _subject_phrase(sentence: Sentence, subject: Token, verb: Token) -> Share:
    if subject.lower_ == "qui" and verb.dep_ == "acl:relcl":
        subject = verb.head
    k = sentence.position(subject)
    if subject.pos_ not in NOMINAL or k is None:
        return Share(None, "none")
    if not _is_change(subject.lower_):
        return Share((k, wide_end(sentence, k)), "subject")
    if sentence.at(k + 1) in PARTITIVE:  # « la baisse du chômage atteint 3 % »
        return Share(phrase_at(sentence, k + 2), "subject")
    return Share(None, "change")


def main_subject(sentence: Sentence) -> Words | None:
    """The subject of a sentence's main verb; None for a pronoun."""
    for word in sentence.words:
        if word.dep_.startswith("nsubj") and word.head.dep_ == "ROOT":
            return _subject_phrase(sentence, word, word.head).who
    return None
