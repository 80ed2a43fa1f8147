"""What a number counts: the noun phrase behind it, in the words of its sentence."""

from dataclasses import dataclass

from pipeline.french.casualty_lexicon import (
    figure_words,
    is_person,
    names_people,
    non_persons,
    person_groups,
    verb_forms,
)
from pipeline.french.function_words import OF
from pipeline.french.names.nations import country_of_gentile, is_gentile
from pipeline.french.numbers.numbers import NumberExpression
from pipeline.french.phrases.who import DETERMINERS, phrase_end
from pipeline.french.view import Sentence

_NUMBER_NOUN = (
    *("aine", "aines", "millier", "milliers", "million", "millions"),
    *("milliard", "milliards", "demi"),
)
_PREPOSED = frozenset({"jeune", "jeunes", "autre", "autres", "supposé", "supposés", "présumés"})


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and the noun phrase that it counts, as positions of the view.

    `left`: where the phrase starts with article and modifier; `first`, `last`: the number's words;
    `who`: start and end of the noun phrase without the number, or null where the noun is left out;
    `head`: the noun; `noun`: the noun in lower case, empty where it is left out; `end`: end of the
    whole phrase, exclusive.
    """

    number: NumberExpression
    left: int
    first: int
    last: int
    who: tuple[int, int] | None
    head: int | None
    end: int
    noun: str = ""

    @property
    def is_article(self) -> bool:
        """Whether the number is « un » or « une », which may be an article."""
        return self.number.form == "article"


def counted_phrase(sentence: Sentence, number: NumberExpression) -> Counted:
    """The noun phrase that `number` counts in its sentence."""
    first, stop = sentence.touched(number.start, max(number.unit_end, number.end))
    left = sentence.touched(number.left, number.start)[0]
    marked = sentence.at(stop) in ("»", '"', "”") and sentence.at(stop + 1) in OF
    start = _skip_partitive(sentence, stop + marked, stop - 1)
    head = _find_head(sentence, start, singular=number.value == 1)
    if head is None:
        return Counted(number, left, first, stop - 1, None, None, stop)
    end = _with_second(sentence, phrase_end(sentence, head))
    while start < head and sentence.at(start) in DETERMINERS | OF:
        start += 1
    return Counted(number, left, first, stop - 1, (start, end), head, end, sentence.at(head))


def _with_second(sentence: Sentence, end: int) -> int:
    """End of « femmes et enfants »: a second noun for people without an article."""
    joined = sentence.at(end) == "et" and sentence.pos(end + 1) == "NOUN"
    return end + 2 if joined and is_person(sentence.at(end + 1)) else end


def _skip_partitive(sentence: Sentence, p: int, last: int) -> int:
    """Past « de » of « une dizaine de », « des » of « un des », « 65 d'entre eux »."""
    if sentence.at(p) not in OF:
        return p
    plural = sentence.at(p) == "des"
    after = p + 1
    while sentence.at(after) in DETERMINERS or (
        after > p + 1 - plural and sentence.pos(after) == "NUM"
    ):
        after += 1
    noun = sentence.at(last).endswith(_NUMBER_NOUN)
    return after if noun or plural or after > p + 1 else p


def noun_at(sentence: Sentence, p: int, nouns: dict[str, str]) -> str | None:
    """The value in `nouns` of the one to three words from `p`, the longest first."""
    words = sentence.forms(p, p + 3)
    sizes = range(len(words), 0, -1)
    return next((nouns[n] for size in sizes if (n := " ".join(words[:size])) in nouns), None)


def _find_head(sentence: Sentence, start: int, singular: bool) -> int | None:
    for k in range(start, min(start + 4, sentence.end)):
        word, pos, following = sentence.at(k), sentence.pos(k), sentence.at(k + 1)
        if word in figure_words("time"):
            return None
        preposed = word in _PREPOSED or pos == "ADJ"
        if preposed and names_people(following) and not is_gentile(following):
            continue
        if names_people(word) or word in ("eux", "elles"):
            return k
        if word in verb_forms() and verb_forms()[word].participle:
            return k
        if word.endswith("ment") and not singular and pos != "ADJ":
            return None  # an adverb: a noun would be plural here
        if pos in ("NOUN", "PROPN"):
            return k
        if pos == "ADV" and following in verb_forms():
            continue
        if pos != "ADJ":
            return None
        if sentence.pos(k + 1) not in ("NOUN", "PROPN", "ADJ"):
            return k
    return None


def who_group(sentence: Sentence, who: tuple[int, int]) -> str | None:
    """Group of the people that a noun phrase names: military, police, child …, or None."""
    named = (noun_at(sentence, p, person_groups()) for p in range(*who))
    group = next((group for group in named if group is not None), None)
    return None if group == "person" else group


def who_country(sentence: Sentence, who: tuple[int, int]) -> str | None:
    """ISO code of the nationality that a noun phrase names, or None."""
    named = {country_of_gentile(word) for word in sentence.forms(*who)} - {None}
    return named.pop() if len(named) == 1 else None


def is_thing(counted: Counted) -> bool:
    """Whether the noun counted is an animal or a thing, or has a unit."""
    return counted.number.unit is not None or counted.noun in non_persons()


def is_ratio(sentence: Sentence, counted: Counted) -> bool:
    """« 8 habitants sur 10 », « une personne sur trois »: a share, no count."""
    if counted.number.form == "fraction":
        return True
    return sentence.at(counted.end) == "sur" and sentence.at(counted.end + 1) in figure_words(
        "base"
    )


def counts_no_people(sentence: Sentence, counted: Counted) -> bool:
    """Whether the phrase counts things, or is a share of people."""
    return is_thing(counted) or is_ratio(sentence, counted)
