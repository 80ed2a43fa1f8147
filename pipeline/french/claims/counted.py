"""What a number counts: the noun phrase behind it, in the tokens of its sentence."""

from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.french.claims.casualty_lexicon import (
    agent_suffixes,
    figure_words,
    non_persons,
    noun_kinds,
    person_groups,
    verb_forms,
)
from pipeline.french.names.nations import country_of_gentile, is_gentile
from pipeline.french.names.source_nouns import looks_like_person, person_role
from pipeline.french.numbers.numbers import NumberExpression

PARTITIVE = frozenset({"de", "d'", "d’", "des", "du"})
_DETERMINERS = frozenset(
    {"les", "la", "le", "l'", "l’", "ses", "ces", "leurs", "nos", "entre", "son"}
)
_NUMBER_NOUN = (
    *("aine", "aines", "millier", "milliers", "million", "millions"),
    *("milliard", "milliards", "demi"),
)
_MODIFIABLE = frozenset({"NOUN", "PROPN", "ADJ", "PRON", "X"})
_PREPOSED = frozenset({"jeune", "jeunes", "autre", "autres", "supposé", "supposés", "présumés"})
_IN_AGE = frozenset({"et", "ou", "à", ",", "moins", "plus", "de", "environ", "un", "quelques"})
_TIME_NOUNS = frozenset({"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence, without white space, and the lower-case forms beside them.

    `text`: the text of the whole document, which `Token.idx` counts in (`Doc.text` is made anew
    each time that it is asked for).
    """

    words: tuple[Token, ...]
    lower: tuple[str, ...]
    text: str

    def at(self, i: int) -> str:
        """The lower-case form at `i`, or an empty string outside the sentence."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def position(self, token: Token) -> int | None:
        """The index of a token of the document in the sentence, None where it is outside."""
        i = bisect_left(self.words, token.i, key=lambda word: word.i)
        return i if i < len(self.words) and self.words[i].i == token.i else None


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and the noun phrase that it counts, as indices into the sentence's words.

    `left`: where the phrase starts with article and modifier; `first`, `last`: the number's words;
    `who`: start and end of the noun phrase without the number, or null where the noun is left out;
    `head`: the noun; `end`: end of the whole phrase, exclusive.
    """

    number: NumberExpression
    left: int
    first: int
    last: int
    who: tuple[int, int] | None
    head: int | None
    end: int


def make_sentence(span: Span, text: str) -> Sentence:
    """The words of a spaCy sentence of a document with that text."""
    words = tuple(token for token in span if not token.is_space)
    return Sentence(words, tuple(token.lower_.replace("’", "'") for token in words), text)


def index_of(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """First word and end of the words that the characters `start` to `end` touch."""
    first = bisect_left(sentence.words, start, key=lambda t: t.idx + len(t) - 1)
    return first, bisect_left(sentence.words, end, key=lambda t: t.idx)


def counted_phrase(sentence: Sentence, number: NumberExpression) -> Counted:
    """The noun phrase that `number` counts in its sentence."""
    first, stop = index_of(sentence, number.start, max(number.unit_end, number.end))
    left = index_of(sentence, number.left, number.start)[0]
    marked = sentence.at(stop) in ("»", '"', "”") and sentence.at(stop + 1) in PARTITIVE
    i = _skip_partitive(sentence, stop + marked, number, stop - 1)
    head = _find_head(sentence, i, singular=number.value == 1)
    if head is None:
        return Counted(number, left, first, stop - 1, None, None, stop)
    end = _with_second(sentence, end_of_phrase(sentence, head))
    start = i
    while start < head and sentence.at(start) in (*_DETERMINERS, *PARTITIVE):
        start += 1
    return Counted(number, left, first, stop - 1, (start, end), head, end)


def _with_second(sentence: Sentence, end: int) -> int:
    """End of « femmes et enfants »: a second noun for people without an article."""
    second = sentence.words[end + 1 : end + 2]
    joined = sentence.at(end) == "et" and second and second[0].pos_ == "NOUN"
    return end + 2 if joined and is_person(sentence.lower[end + 1]) else end


def _skip_partitive(sentence: Sentence, i: int, number: NumberExpression, last: int) -> int:
    """Past « de » of « une dizaine de », « des » of « un des », « 65 d'entre eux »."""
    if sentence.at(i) not in PARTITIVE:
        return i
    noun = sentence.at(last).endswith(_NUMBER_NOUN)
    after = i + 1
    while sentence.at(after) in _DETERMINERS or (
        after > i + 1 - (sentence.at(i) == "des")
        and sentence.words[after : after + 1]
        and sentence.words[after].pos_ == "NUM"
    ):
        after += 1
    if noun or sentence.at(i) == "des" or after > i + 1:
        return after
    return i


def is_person(word: str) -> bool:
    """Whether a lower-case word is a noun for people or a name of nationality."""
    last = word.rpartition("-")[2]
    return (
        word in person_groups()
        or is_gentile(word)
        or last in person_groups()
        or person_role(word) is not None
        or looks_like_person(word)
        or (word.endswith(agent_suffixes()) and len(word) > 5 and word not in non_persons())
    )


def is_victim(word: str) -> bool:
    """Whether a lower-case word is a noun for victims."""
    return word in noun_kinds("victim") or word in noun_kinds("weak")


def noun_at(sentence: Sentence, i: int, nouns: dict[str, str]) -> str | None:
    """The value in `nouns` of the one to three words from `i`, the longest first."""
    for size in (3, 2, 1):
        value = nouns.get(" ".join(sentence.lower[i : i + size]))
        if value is not None and i + size <= len(sentence.lower):
            return value
    return None


def _find_head(sentence: Sentence, i: int, singular: bool) -> int | None:
    for k in range(i, min(i + 4, len(sentence.words))):
        word, token = sentence.lower[k], sentence.words[k]
        if word in figure_words("time"):
            return None
        following = sentence.at(k + 1)
        noun_follows = is_person(following) or is_victim(following)
        if (
            noun_follows
            and not is_gentile(following)
            and (word in _PREPOSED or token.pos_ == "ADJ")
        ):
            continue
        if is_person(word) or is_victim(word) or word == "eux" or word == "elles":
            return k
        if word in verb_forms() and verb_forms()[word].participle:
            return k
        if word.endswith("ment") and not singular and token.pos_ != "ADJ":
            return None  # an adverb: a noun would be plural here
        if token.pos_ in ("NOUN", "PROPN"):
            return k
        adverb = token.pos_ == "ADV" and following in verb_forms()
        if token.pos_ == "ADJ" or adverb:
            if not adverb and not _modifies_next(sentence, k):
                return k
            continue
        return None
    return None


def _modifies_next(sentence: Sentence, k: int) -> bool:
    following = sentence.words[k + 1 : k + 2]
    return bool(following) and following[0].pos_ in ("NOUN", "PROPN", "ADJ")


def end_of_phrase(sentence: Sentence, head: int, *, of_victims: bool = False) -> int:
    """End of a noun phrase: adjectives and complements in « de », no participle, no relative.

    `of_victims`: whether a noun for victims keeps its complement too (« détenus du pays »).
    """
    end = head + 1
    if sentence.at(head) in ("urgence", "urgences", "gardes"):
        end = head + (3 if sentence.at(head) == "gardes" else 2)
    end = _adjectives(sentence, end)
    if (is_victim(sentence.at(head)) or sentence.at(head) in verb_forms()) and not of_victims:
        return _age(sentence, end)
    for _ in range(3):
        longer = _complement(sentence, end)
        if longer == end:
            break
        end = longer
    return end


def _adjectives(sentence: Sentence, i: int) -> int:
    while i < len(sentence.words):
        token, word = sentence.words[i], sentence.lower[i]
        participle = word in verb_forms() and not is_gentile(word)
        if participle or token.pos_ not in ("ADJ", "PROPN") or "VerbForm=Part" in str(token.morph):
            return i if not (is_gentile(word) and not participle) else i + 1
        i += 1
    return i


def _age(sentence: Sentence, i: int) -> int:
    """End of « de 24 ans », « de 19 et 22 ans », « de moins de 16 ans » that starts at `i`."""
    if sentence.at(i) not in PARTITIVE:
        return i
    for k in range(i + 1, min(i + 8, len(sentence.words))):
        if sentence.lower[k] in ("ans", "mois"):
            return k + 1
        token = sentence.words[k]
        if token.pos_ != "NUM" and not token.text.isdigit() and sentence.lower[k] not in _IN_AGE:
            return i
    return i


def _complement(sentence: Sentence, i: int) -> int:
    """End of the complement « de (la) N (A) » or « de 43 ans » that starts at `i`, or `i`."""
    if sentence.at(i) not in PARTITIVE:
        return i
    if (aged := _age(sentence, i)) > i:
        return aged
    k = i + 1
    while sentence.at(k) in (*_DETERMINERS, "un", "une", "environ", "d'", "certains", "certaines"):
        k += 1
    while k < len(sentence.words) and (
        sentence.words[k].pos_ in ("NUM", "ADJ") or sentence.lower[k].endswith("aine")
    ):
        k += 1
    if sentence.at(k) in ("d'", "de") and sentence.at(k - 1).endswith("aine"):
        k += 1
    if k >= len(sentence.words) or sentence.words[k].pos_ not in ("NOUN", "PROPN"):
        return i
    if sentence.lower[k] in _TIME_NOUNS:
        return i
    return _adjectives(sentence, k + 1)


def who_group(sentence: Sentence, who: tuple[int, int]) -> str | None:
    """Group of the people that a noun phrase names: military, police, child …, or None."""
    for i in range(*who):
        group = noun_at(sentence, i, person_groups())
        if group is not None:
            return None if group == "person" else group
    return None


def who_country(sentence: Sentence, who: tuple[int, int]) -> str | None:
    """ISO code of the nationality that a noun phrase names, or None."""
    named = {country_of_gentile(word) for word in sentence.lower[slice(*who)]} - {None}
    return named.pop() if len(named) == 1 else None


def is_thing(sentence: Sentence, counted: Counted) -> bool:
    """Whether the noun counted is an animal or a thing, or has a unit."""
    if counted.number.unit is not None:
        return True
    return counted.head is not None and sentence.lower[counted.head] in non_persons()


def is_ratio(sentence: Sentence, counted: Counted) -> bool:
    """« 8 habitants sur 10 », « une personne sur trois »: a share, no count."""
    if counted.number.form == "fraction":
        return True
    return sentence.at(counted.end) == "sur" and sentence.at(counted.end + 1) in figure_words(
        "base"
    )
