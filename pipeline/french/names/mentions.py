"""Mentions: `doc.ents` brought to the bounds of names, with what precedes them kept apart."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.french.names.function_words import function_words
from pipeline.french.names.names import (
    Title,
    given_names,
    is_acronym,
    is_numeral,
    titles,
)
from pipeline.french.names.nations import country_of_gentile, country_of_place, is_country
from pipeline.french.names.situation import Situation, is_line_end
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.records import Offsets
from pipeline.french.text import fold

_BREAKS = frozenset(',;:/()[]{}"«»“”„|•·')
_DASHES = frozenset("-–—")
_NOBLE = ("al-", "el-", "ben", "bin", "ibn", "van", "von", "ould", "mc")
_FUNCTION_POS = frozenset({"VERB", "AUX", "ADV", "PRON", "DET", "ADP", "SCONJ", "CCONJ", "INTJ"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: tokens [first, last), its label, the title before it."""

    first: int
    last: int
    label: str
    title: Title | None = None

    def offsets(self, doc: Doc) -> Offsets:
        """Character offsets."""
        end = doc[self.last - 1]
        return doc[self.first].idx, end.idx + len(end)

    def text(self, doc: Doc) -> str:
        """The text as written, line ends and runs of spaces made one space."""
        return " ".join(doc[self.first : self.last].text.split())


def clean_mentions(doc: Doc, at: Situation) -> list[Mention]:
    """The mentions that `doc.ents` hold, cleaned; sorted, without overlaps.

    Dropped: functions alone (« le président »), inhabitants (« les Arméniens »), common words that
    open a sentence, fragments without a capital.
    """
    lower = frozenset(fold(t.text) for t in doc if t.text.islower())
    found: list[Mention] = []
    for ent in doc.ents:
        for first, last in _pieces(doc, ent.start, ent.end):
            mention = _trim(doc, at, first, last, ent.label_)
            if mention is not None and not _is_no_name(doc, at, mention, lower):
                found.append(mention)
    return join_complements(doc, found)


def _pieces(doc: Doc, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Token ranges between the marks and line ends that no name holds."""
    at = first
    for i in range(first, last):
        token = doc[i]
        dash = (
            token.text in _DASHES and i > 0 and bool(doc[i - 1].whitespace_ and token.whitespace_)
        )
        if (
            token.text in _BREAKS
            or dash
            or is_line_end(token.text)
            or _opens_function(doc, i, last)
        ):
            if at < i:
                yield at, i
            at = i + 1
    if at < last:
        yield at, last


def _opens_function(doc: Doc, i: int, last: int) -> bool:
    """An article before a function inside a span: « Tavor la ministre … »."""
    if i + 1 >= last or doc[i].text not in {"le", "la"}:
        return False
    role = person_role(doc[i + 1].text)
    return role is not None and not role.plural and doc[i + 1].text.islower()


def _trim(doc: Doc, at: Situation, first: int, last: int, label: str) -> Mention | None:
    """The name inside a range of tokens, or None if there is none."""
    title, office = None, False
    while first < last and _is_leading(doc, at, first, last, label):
        if office and fold(doc[first].text) in function_words("complement"):
            return _country_in(doc, first + 1, last)
        office = label == "PER" and person_role(doc[first].text) is not None
        title = titles().get(fold(doc[first].text), title)
        first += 1
    if first < last and label != "PER" and _is_person_after_gentile(doc, first, last):
        first, label = first + 1, "PER"
    if label == "LOC":
        first = _after_region(doc, first, last)
    last = _before_verb(doc, first, last, label)
    while first < last and _is_trailing(doc, first, last, label):
        last -= 1
    if first >= last:
        return None
    if label == "PER" and is_country(Mention(first, last, label).text(doc)):
        label = "LOC"
    if title is None and label == "PER" and first > 0:
        title = titles().get(fold(doc[first - 1].text))
    return Mention(first, last, label, title)


def _before_verb(doc: Doc, first: int, last: int, label: str) -> int:
    """Where a finite verb cuts off what a recogniser took along: « Cour des comptes [pointe] »."""
    if label == "PER":
        return last
    for i in range(first + 1, last):
        if doc[i].pos_ == "VERB" and doc[i].text.islower() and "VerbForm=Fin" in str(doc[i].morph):
            return i
    return last


def _country_in(doc: Doc, first: int, last: int) -> Mention | None:
    """« président des États-Unis » is an office, no person: what is left of it is its country."""
    while first < last and fold(doc[first].text) in function_words("article"):
        first += 1
    mention = Mention(first, last, "LOC") if first < last else None
    return mention if mention is not None and is_country(mention.text(doc)) else None


def _is_leading(doc: Doc, at: Situation, i: int, last: int, label: str) -> bool:
    token, folded = doc[i], fold(doc[i].text)
    text = token.text
    if token.is_space or token.is_punct or not any(c.isalnum() for c in text):
        return True
    if label == "PER":
        if text.islower():
            return not (folded.startswith(_NOBLE) and _is_capital(doc, i + 1, last))
        known = (
            folded in titles()
            or folded in function_words("leading", "article")
            or person_role(text) is not None
        )
        return known and folded not in given_names()
    if folded not in function_words("leading", "article"):
        return False
    if folded not in function_words("article") or text.islower() or i + 1 >= last:
        return True
    # « Le Parisien », « La Haye »: a capital article inside a sentence is part of the name.
    return opens_sentence(doc, at, i)


def opens_sentence(doc: Doc, at: Situation, i: int) -> bool:
    """Whether token `i` is the first word of its sentence, marks left aside."""
    k = i - 1
    while k >= 0 and (doc[k].is_space or doc[k].is_punct) and at.sentence[k] == at.sentence[i]:
        if doc[k].text in {":", "«", "“", '"'}:
            return True
        k -= 1
    return k < 0 or at.sentence[k] != at.sentence[i]


def _is_capital(doc: Doc, i: int, last: int) -> bool:
    return i < last and doc[i].text[:1].isupper()


def _is_person_after_gentile(doc: Doc, first: int, last: int) -> bool:
    """« Espagnole Caroline Routier »: inhabitant, then a given name and more."""
    return (
        last - first >= 3
        and country_of_gentile(doc[first].text) is not None
        and fold(doc[first + 1].text) in given_names()
    )


def _after_region(doc: Doc, first: int, last: int) -> int:
    """Where the name begins after a common noun of region: « région du Karabakh »."""
    if first + 1 >= last or doc[first].text != doc[first].text.lower():
        return first
    if fold(doc[first].text) not in function_words("region"):
        return first
    k = first + 1
    while k < last and doc[k].text.lower() in {
        "de",
        "du",
        "des",
        "d'",
        "d’",
        "la",
        "le",
        "l'",
        "l’",
    }:
        k += 1
    return k if first + 1 < k < last and doc[k].text[:1].isupper() else first


def _is_trailing(doc: Doc, first: int, last: int, label: str) -> bool:
    token = doc[last - 1]
    text, folded = token.text, fold(token.text)
    if token.is_space or not any(c.isalnum() for c in text):
        return text not in {"!", "+"} or label == "PER"
    if folded.startswith("-t-") or folded in {"-il", "-elle", "-ils", "-elles", "-on"}:
        return True
    if text.startswith("-") and last - 1 > first and not doc[last - 2].whitespace_:
        return False
    if label == "PER":
        return text.islower() and not is_numeral(text)
    if text.islower() and folded in function_words("time"):
        return True  # « a affirmé l'ONU lundi »
    if folded in function_words("link") or token.pos_ in {
        "ADP",
        "DET",
        "CCONJ",
        "AUX",
        "PRON",
        "SCONJ",
    }:
        return bool(text.islower() or text.endswith(("'", "’")))
    return bool(token.pos_ == "VERB" and text.islower() and label == "LOC")


def _is_no_name(doc: Doc, at: Situation, mention: Mention, lower: frozenset[str]) -> bool:
    words = [doc[i] for i in range(mention.first, mention.last)]
    if not any(c.isupper() for t in words for c in t.text):
        return not any(c.isdigit() for t in words for c in t.text)
    if mention.label == "PER" and len(words) > 4 and sum(t.pos_ == "VERB" for t in words) > 1:
        return True
    if mention.title is None and is_inhabitant(doc, mention.first, mention.last):
        return True
    if len(words) > 1:
        role = person_role(words[0].text)
        if mention.label != "PER" and role is not None and not role.plural:
            return True
        return all(t.pos_ in _FUNCTION_POS or t.is_punct for t in words)
    word = words[0]
    if len(word.text) == 1 or fold(word.text) == "etat" or _is_portfolio(doc, mention):
        return True
    if mention.title is not None or is_acronym(word.text) or country_of_place(word.text):
        return False
    if not opens_sentence(doc, at, word.i):
        return word.pos_ in {"ADP", "DET", "PRON", "SCONJ"} and word.text.istitle() is False
    # A word with a capital only because it opens the sentence.
    known = fold(word.text) in lower or person_role(word.text) or noun_kind(word.text)
    return bool(known) or word.pos_ in _FUNCTION_POS | {"NOUN", "ADJ"}


def _is_portfolio(doc: Doc, mention: Mention) -> bool:
    """« Transports » in « ministre (…) des Transports » names an office, no body."""
    k = mention.first - 1
    while k >= 0 and fold(doc[k].text) in function_words("complement") | {"la", "l'"}:
        k -= 1
    if k >= 0 and (doc[k].pos_ == "ADJ" or country_of_gentile(doc[k].text)):
        k -= 1
    is_office = k >= 0 and fold(doc[k].text) in function_words("portfolio")
    return (
        mention.label != "PER"
        and is_office
        and k < mention.first - 1
        and not is_country(mention.text(doc))
    )


def is_inhabitant(doc: Doc, first: int, last: int) -> bool:
    """« les Arméniens », « un Français »: one word for people of a place, no place's own name."""
    if last - first != 1:
        return False
    word = doc[first].text
    if is_country(word) or (word.isupper() and len(word) < 4):
        return False
    if country_of_gentile(word) is not None:
        return True
    before = fold(doc[first - 1].text) if first else ""
    ends = ("ais", "aises", "ois", "oises", "iens", "iennes", "eens", "eennes", "ains", "aines")
    return before in {"les", "des", "aux", "ces", "deux", "trois"} and fold(word).endswith(ends)


def join_complements(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """Give an institution its country: « ministère de la Défense » + « de l'Azerbaïdjan »."""
    joined: list[Mention] = []
    for mention in mentions:
        if joined and _completes(doc, joined[-1], mention):
            joined[-1] = Mention(joined[-1].first, mention.last, "ORG")
        else:
            joined.append(mention)
    return joined


def _completes(doc: Doc, institution: Mention, place: Mention) -> bool:
    if institution.label != "ORG" or place.label != "LOC":
        return False
    head = doc[institution.first].text
    gap = [fold(doc[i].text) for i in range(institution.last, place.first)]
    return (
        noun_kind(head) == "organisation"
        and fold(head) in function_words("institution")
        and gap in (["du"], ["de"], ["d'"], ["de", "l'"], ["de", "la"], ["des"])
        and is_country(place.text(doc))
    )
