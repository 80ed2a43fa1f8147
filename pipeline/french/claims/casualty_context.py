"""Figures that say nothing of themselves: read from the figures, topics and tolls around them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pipeline.french.auxiliaries import auxiliaries
from pipeline.french.casualty_lexicon import (
    figure_words,
    is_person,
    names_people,
    noun_kinds,
    verb_forms,
)
from pipeline.french.claims.candidates import Candidate
from pipeline.french.claims.casualty_syntax import linked
from pipeline.french.claims.counted import Counted, counts_no_people, is_thing
from pipeline.french.function_words import OF
from pipeline.french.lexicons import load_lexicon
from pipeline.french.patterns import alternatives
from pipeline.french.view import Sentence

_SERIES = 12  # words


def by_neighbour(
    sentence: Sentence, phrases: Sequence[Counted], found: Mapping[int, Candidate], k: int
) -> Candidate | None:
    """What the figure before says of phrase `k`, which says nothing of itself."""
    counted = phrases[k]
    before = found.get(k - 1) or _compared(sentence, phrases, found, k)
    if before is None or not _can_share(sentence, counted):
        return None
    doubt = "an article alone" if counted.head is None and counted.is_article else ""
    opening = sentence.at(counted.left - 1)
    if opening in figure_words("preposition"):
        opening = sentence.at(counted.left - 2)
    including = opening in figure_words("including")
    if opening in OF and sentence.at(counted.left - 2) in ("ceux", "celles"):
        opening = sentence.at(counted.left - 3)  # « 31 corps, dont ceux de quatre enfants »
        including = opening in figure_words("including") | {"lesquels", "lesquelles"}
    joined = linked(sentence, phrases[k - 1], counted)
    later = joined and counted.head is None and "puis" in _between(sentence, phrases, k)
    after = joined and before.event is not None and before.event.end <= phrases[k - 1].left
    noun = joined and before.rule.startswith("event noun") and opening in OF
    series = _is_series(sentence, phrases, k)
    if including or later or after or noun or series or _is_of_them(sentence, phrases, k):
        witness = "of which" if including else "shared"
        return Candidate(counted, before.kind, "shared", witness, before.event, doubt=doubt)
    if _details(sentence, before, counted) or (joined and before.rule == "detail"):
        return Candidate(counted, before.kind, "detail", "detail")
    return None


def _compared(
    sentence: Sentence, phrases: Sequence[Counted], found: Mapping[int, Candidate], k: int
) -> Candidate | None:
    """« 8 300 civils ont été tués dans les trois pays, contre 6 100 »: the figure compared with."""
    if sentence.at(phrases[k].left - 1) != "contre" or phrases[k].head is not None:
        return None
    near = [n for n in found if phrases[k].left - _SERIES <= phrases[n].end <= phrases[k].left]
    return found[max(near)] if near else None


def _is_series(sentence: Sentence, phrases: Sequence[Counted], k: int) -> bool:
    """« 16 morts samedi, 94 dimanche, 287 lundi », « 12 morts selon X, 20 selon Y, contre 8 »."""
    counted, between = phrases[k], _between(sentence, phrases, k)
    versus = sentence.at(counted.left - 1) == "contre"
    bare = counted.head is None and between[-1:] == (",",)
    following = sentence.at(counted.end)
    told = following in figure_words("time") | figure_words("aside")
    if not (versus or (bare and told and len(between) > 1)) or len(between) > _SERIES:
        return False
    way = range(phrases[k - 1].end, counted.left)
    return versus or not any(sentence.pos(i) in ("VERB", "AUX") for i in way)


def _is_of_them(sentence: Sentence, phrases: Sequence[Counted], k: int) -> bool:
    """« l'ONG compte 1 400 morts ; le gouvernement en reconnaît 612 »."""
    counted = phrases[k]
    if counted.head is not None or counted.is_article:
        return False
    near = range(max(phrases[k - 1].end, counted.left - 4), counted.left)
    pronoun = next((i for i in near if sentence.at(i) == "en"), None)
    if pronoun is None or sentence.pos(pronoun) == "ADP":
        return False
    return all(
        sentence.pos(i) in ("VERB", "AUX", "ADV", "SCONJ") for i in range(pronoun + 1, counted.left)
    )


def _details(sentence: Sentence, before: Candidate, counted: Counted) -> bool:
    """« deux morts : un policier et une passante », « trois morts (deux enfants …) »."""
    between = sentence.forms(before.counted.end, counted.left)
    opened = between in ((":",), ("(",))
    return opened and before.rule.startswith("noun:") and _may_name_people(counted)


def by_topic(
    sentence: Sentence,
    phrases: Sequence[Counted],
    found: Mapping[int, Candidate],
    topic: str | None,
    toll: str | None,
) -> Iterator[tuple[int, Candidate]]:
    """« Parmi les blessés, trois lycéens »; « La victime est un enfant »; « il s'élève à 262 »."""
    kind, start, stop = _among(sentence, topic)
    if kind is None:
        kind, start, stop = _announced(sentence, topic)
    toll = _toll_kind(sentence, toll)
    last: Counted | None = None
    for k, counted in enumerate(phrases):
        if k in found:
            continue
        inside = start <= counted.left and counted.first < stop
        follows = (
            last is None
            or linked(sentence, last, counted)
            or (sentence.at(counted.left - 1) == "et" and start > sentence.first)
        )
        if kind and inside and follows and _may_name_people(counted):
            yield k, Candidate(counted, kind, "among", "among")
            last = counted
        elif counted.head is None and toll and _is_toll(sentence, counted):
            yield k, Candidate(counted, toll, "toll", "toll", who=_toll_noun(sentence))


def _among(sentence: Sentence, topic: str | None) -> tuple[str | None, int, int]:
    """Kind and reach of « parmi les blessés », « parmi eux », « la victime est »."""
    for i in sentence.positions:
        word, following = sentence.at(i), sentence.at(i + 1)
        if word == "parmi":
            noun = sentence.at(i + 2) if following in ("les", "ces", "leurs") else following
            kind = noun_kinds("victim").get(noun)
            pronoun = kind is None and noun in ("eux", "elles", "lesquels", "lesquelles")
            kind = topic if pronoun else kind
            reach = range(i + 3, sentence.end)
            stop = next((k for k in reach if sentence.at(k) == ";"), sentence.end)
            # « parmi » closes its clause (« deux Français figurent parmi les morts ») or opens it
            end = i + 2 if pronoun else i + 3
            closes = sentence.at(end) in (".", "", ",", ")") and i > sentence.first + 3
            return (kind, sentence.first, i) if closes else (kind, i, stop)
        copula = auxiliaries().get(following, ("", ""))[0] == "être"
        opens = i <= sentence.first + 2 and word in ("victime", "victimes", "autres")
        if copula and opens:
            kind = topic or ("victims" if word != "autres" else None)
            return kind, i, min(sentence.end, i + _SERIES)
    return None, 0, 0


def _announced(sentence: Sentence, topic: str | None) -> tuple[str | None, int, int]:
    """Kind and reach of « Autres victimes : quatre gardes », « les pertes sont lourdes : … »."""
    for i in sentence.positions:
        if sentence.at(i) != ":":
            continue
        for noun in sentence.forms(i - _SERIES, i):
            if noun in figure_words("losses"):
                return "killed", i, sentence.end
            if noun == "victimes":
                return topic or "victims", i, sentence.end
    return None, 0, 0


def _may_name_people(counted: Counted) -> bool:
    if counted.head is None:
        return not counted.is_article and not is_thing(counted)
    return is_person(counted.noun)


def named_topic(sentence: Sentence) -> str | None:
    """The kind that « le nombre de blessés » names in a sentence, or None."""
    noun = _toll_noun(sentence)
    return _toll_kind_at(sentence, noun[0]) if noun else None


def _toll_noun(sentence: Sentence) -> tuple[int, int] | None:
    """The victim noun of « le nombre de blessés »."""
    for i in sentence.positions:
        if sentence.at(i) in ("nombre", "total"):
            for k in range(i + 1, min(i + 5, sentence.end)):
                if _toll_kind_at(sentence, k) is not None:
                    return k, k + 1
    return None


def _toll_kind_at(sentence: Sentence, k: int) -> str | None:
    """The kind that « morts », « personnes déplacées » name."""
    form = verb_forms().get(sentence.at(k + 1))
    if form is not None and form.participle and is_person(sentence.at(k)):
        return form.kind
    return noun_kinds("victim").get(sentence.at(k))


def _toll_kind(sentence: Sentence, named_before: str | None) -> str | None:
    """What a toll counts that the sentence names or goes on about."""
    named = named_topic(sentence)
    told = next((word for word in sentence.low if word in ("bilan", "nombre")), None)
    if named is None and told == "nombre":
        return None  # « le nombre de militaires passera à 1 200, alors que le bilan … »
    if "bilan" in sentence.low:
        return named or named_before or "killed"
    return named or (named_before if sentence.at(sentence.first) in ("après", "il") else None)


def _is_toll(sentence: Sentence, counted: Counted) -> bool:
    """Whether « s'élève à », « est passé de » stands right before a number without a noun."""
    if counted.is_article or is_thing(counted):
        return False
    counts = sentence.pos(counted.end) in ("NOUN", "PROPN", "ADJ", "VERB", "AUX")
    if counts and sentence.at(counted.end) not in figure_words("time"):
        return False
    before = sentence.forms(counted.left - 5, counted.left)
    return bool(before) and before[-1] in ("à", "de") and any(_toll_verb(w) for w in before)


@cache
def _toll_verb(word: str) -> bool:
    patterns = load_lexicon("toll_words").values("pattern", role="verb")
    return alternatives(patterns).fullmatch(word) is not None


def _between(sentence: Sentence, phrases: Sequence[Counted], k: int) -> Sequence[str]:
    return sentence.forms(phrases[k - 1].end, phrases[k].left)


def _can_share(sentence: Sentence, counted: Counted) -> bool:
    if counts_no_people(sentence, counted):
        return False
    if counted.head is None:
        return not counted.is_article or sentence.at(counted.left - 1) == "dont"
    told = names_people(counted.noun) or counted.noun in figure_words("severity")
    return told or sentence.pos(counted.head) == "ADJ"
