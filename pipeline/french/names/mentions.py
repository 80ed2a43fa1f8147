"""Mentions: `doc.ents` brought to the bounds of names, with what precedes them kept apart."""

from dataclasses import dataclass, replace

from spacy.tokens import Doc

from pipeline.french.names.bounds import (
    after_region,
    after_republic,
    before_verb,
    is_clitic,
    is_leading,
    is_trailing,
    name_ranges,
)
from pipeline.french.names.function_words import function_words
from pipeline.french.names.names import Title, given_names, is_acronym, titles
from pipeline.french.names.nations import country_of_place, is_country, is_gentile
from pipeline.french.names.situation import Situation, opens_sentence
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.records import Offsets
from pipeline.french.text import fold
from pipeline.french.view import View

_ARTICLES = frozenset({"le", "la", "les", "l'"})
_LINKS = _ARTICLES | {"de", "d'", "du", "des"}
_FUNCTION_POS = frozenset({"VERB", "AUX", "ADV", "PRON", "DET", "ADP", "SCONJ", "CCONJ", "INTJ"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the gazetteer; `forms` are the name and its variants, `country` an ISO code."""

    name: str
    forms: tuple[str, ...]
    label: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: tokens [first, last), its label, the title before it.

    `entry` is the line of the gazetteer that knows the name.
    """

    first: int
    last: int
    label: str
    title: Title | None = None
    entry: Entry | None = None

    def offsets(self, doc: Doc) -> Offsets:
        """Character offsets."""
        end = doc[self.last - 1]
        return doc[self.first].idx, end.idx + len(end)

    def text(self, doc: Doc) -> str:
        """The text as written, line ends and runs of spaces made one space."""
        return " ".join(doc[self.first : self.last].text.split())


def in_view(view: View, doc: Doc, mention: Mention) -> Mention:
    """A mention of tokens as one of positions in the view."""
    first, last = view.touched(mention.offsets(doc))
    return replace(mention, first=first, last=last)


def clean_mentions(doc: Doc, at: Situation) -> list[Mention]:
    """The mentions that `doc.ents` hold, cleaned; sorted, without overlaps.

    Dropped: functions alone (« le président »), inhabitants (« les Arméniens »), families (« les
    Roy »), common words that open a sentence, fragments without a capital.
    """
    taken = frozenset(i for ent in doc.ents for i in range(ent.start, ent.end))
    found: list[Mention] = []
    for ent in doc.ents:
        for first, last in name_ranges(doc, ent.start, ent.end):
            mention = _trim(doc, at, first, last, ent.label_)
            if mention is not None and not _is_no_name(doc, at, mention):
                mention = _whole_person(doc, at, mention, taken)
                found.append(_with_street(doc, _whole_compound(doc, mention, taken)))
    return join_complements(doc, _split_places(doc, [_paper(doc, m) for m in _apart(found)]))


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Without those that begin inside the one before, which grew over them."""
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.first >= kept[-1].last:
            kept.append(mention)
    return kept


def _trim(doc: Doc, at: Situation, first: int, last: int, label: str) -> Mention | None:
    """The name inside a range of tokens, or None if there is none."""
    title, office = None, False
    while first < last:
        word = fold(doc[first].text)
        if office and word in function_words("complement"):
            return _country_in(doc, first + 1, last)
        if not is_leading(doc, at, first, last, label):
            break
        title = titles().get(word, title)
        office = label == "PER" and word not in titles() and person_role(word) is not None
        first += 1
    if first < last and label != "PER" and _holds_person(doc, first, last):
        first, label = first + 1, "PER"
    if label == "LOC":
        first = after_republic(doc, after_region(doc, first, last), last)
    last = before_verb(doc, first, last, label)
    while first < last and is_trailing(doc, first, last, label):
        last -= 1
    if first >= last:
        return None
    if label == "PER" and is_country(Mention(first, last, label).text(doc)):
        label = "LOC"
    if title is None and label == "PER" and first > 0:
        title = titles().get(fold(doc[first - 1].text))
    return Mention(first, last, label, title)


def _whole_person(doc: Doc, at: Situation, mention: Mention, taken: frozenset[int]) -> Mention:
    """A person with what a recogniser cut off: « Tojo | Andria », « De | Vrelt », « Di | Roy »."""
    if mention.label != "PER":
        return mention
    first, last = mention.first, mention.last
    if last - first > 1 and _is_particle(doc, last - 1) and _is_capital(doc, last, len(doc)):
        last += 1
    surname = " " not in doc[first:last].text
    if surname and first and first - 1 not in taken and _goes_before(doc, at, first - 1):
        first -= 1
    return replace(mention, first=first, last=last)


def _goes_before(doc: Doc, at: Situation, i: int) -> bool:
    """Whether a token with a capital inside a sentence can open a person's name."""
    text, folded = doc[i].text, fold(doc[i].text)
    if not (text.istitle() and text.isalpha()) or opens_sentence(doc, at, i):
        return False
    if fold(doc[i - 1].text) in function_words("article") or doc[i - 1].pos_ == "DET":
        return False  # « la Tavorienne Roy »
    spoken_of = folded in titles() or person_role(text) or is_gentile(text) or noun_kind(text)
    small = folded in function_words("article", "leading", "not_of_person")
    return _is_particle(doc, i) or not (spoken_of or small or country_of_place(text))


def _is_particle(doc: Doc, i: int) -> bool:
    text = doc[i].text
    particle = fold(text) in function_words("particle") - function_words("not_of_person")
    return particle and text.istitle() and text.isalpha()


def _whole_compound(doc: Doc, mention: Mention, taken: frozenset[int]) -> Mention:
    """A name with the hyphened parts that a recogniser cut off: « Brivel | -sur-Tauve »."""
    last = mention.last
    while last < len(doc) and not {last, last + 1} & taken and _hangs_on(doc, last):
        last += 1
    return replace(mention, last=last)


def _hangs_on(doc: Doc, i: int) -> bool:
    """Whether a hyphen ties token `i`, no clitic, to the one before it."""
    if doc[i - 1].whitespace_ or is_clitic(doc, i):
        return False
    if doc[i].text == "-":
        return i + 1 < len(doc) and not doc[i].whitespace_ and bool(doc[i + 1].is_alpha)
    return bool(doc[i].text.startswith("-") or (doc[i - 1].text == "-" and doc[i].is_alpha))


def _with_street(doc: Doc, mention: Mention) -> Mention:
    """« boulevard Jean-Roy », « gare Saint-Luc » are places, « lycée Jeanne-Roy » is a body."""
    before = doc[mention.first - 1] if mention.first else None
    if mention.label == "ORG" or before is None:
        return mention
    if fold(before.text) in function_words("stop"):
        return replace(mention, label="LOC")
    if fold(before.text) in function_words("thoroughfare"):
        return Mention(mention.first - 1, mention.last, "LOC")
    if mention.label == "PER" and fold(before.text) in function_words("house"):
        return Mention(mention.first - 1, mention.last, "ORG")
    return mention


def _country_in(doc: Doc, first: int, last: int) -> Mention | None:
    """« président des États-Unis » is an office, no person: what is left of it is its country."""
    while first < last and fold(doc[first].text) in function_words("article"):
        first += 1
    mention = Mention(first, last, "LOC") if first < last else None
    return mention if mention is not None and is_country(mention.text(doc)) else None


def _is_capital(doc: Doc, i: int, last: int) -> bool:
    return i < last and doc[i].text[:1].isupper()


def _holds_person(doc: Doc, first: int, last: int) -> bool:
    """« Espagnole Caroline Roy », « ministre Odile Roy »: then a given name and more."""
    spoken_of = is_gentile(doc[first].text) or person_role(doc[first].text) is not None
    return last - first >= 3 and spoken_of and fold(doc[first + 1].text) in given_names()


def _is_no_name(doc: Doc, at: Situation, mention: Mention) -> bool:
    words = [doc[i] for i in range(mention.first, mention.last)]
    if not any(c.isupper() for t in words for c in t.text):
        return not any(c.isdigit() for t in words for c in t.text) and not _is_body(doc, mention)
    if mention.label == "PER" and len(words) > 4 and sum(t.pos_ == "VERB" for t in words) > 1:
        return True
    if mention.title is None and (is_inhabitant(doc, mention) or is_family(doc, mention)):
        return True
    if _names_event(doc, mention):
        return True
    if len(words) > 1:
        small = all(t.pos_ in _FUNCTION_POS or t.is_punct for t in words)
        inside = mention.label == "ORG" and not opens_sentence(doc, at, mention.first)
        return (small and not inside) or _is_function(doc, mention)
    word = words[0]
    if len(word.text) == 1 or fold(word.text) == "etat" or names_race(doc, mention):
        return True
    if mention.title is not None or is_acronym(word.text) or country_of_place(word.text):
        return False
    if not opens_sentence(doc, at, word.i):
        return word.pos_ in {"ADP", "DET", "PRON", "SCONJ"} and not word.text[:1].isupper()
    # A word with a capital only because it opens the sentence.
    known = fold(word.text) in at.lower or person_role(word.text) or noun_kind(word.text)
    return bool(known) or word.pos_ in _FUNCTION_POS | {"NOUN", "ADJ"}


def _names_event(doc: Doc, mention: Mention) -> bool:
    """« cyclone (tropical) Elvira »: a storm, no person and no place."""
    k = mention.first - 1
    if k > 0 and doc[k].pos_ == "ADJ":
        k -= 1
    heads = (doc[max(k, 0)], doc[mention.first])
    return mention.label != "ORG" and any(fold(t.text) in function_words("event") for t in heads)


def names_race(doc: Doc, mention: Mention) -> bool:
    """« France » in « Tour de France » names a race that may begin in another country."""
    k = mention.first - 1
    while k >= 0 and fold(doc[k].text) in function_words("complement") | function_words("article"):
        k -= 1
    return mention.label == "LOC" and 0 <= k < mention.first - 1 and doc[k].text == "Tour"


def _is_body(doc: Doc, mention: Mention) -> bool:
    """« conseil de sécurité », « désert tavorien »: a body's or place's name without a capital."""
    head = fold(doc[mention.first].text)
    if mention.label == "PER" or mention.last - mention.first < 2:
        return False
    if mention.label == "LOC":
        return is_gentile(doc[mention.last - 1].text)
    generic = head in function_words("generic_power", "generic_body")
    return noun_kind(head) == "organisation" and not generic


def _is_function(doc: Doc, mention: Mention) -> bool:
    """« Secrétaire d'État », « Président de la République »: an office that anybody may hold.

    « General Motors » has no preposition behind the word for a role, « Conseil d'État » opens with
    a word for a body.
    """
    head = doc[mention.first].text
    role = person_role(head)
    if mention.label == "PER" or role is None or role.plural or noun_kind(head) == "organisation":
        return False
    return head.islower() or fold(doc[mention.first + 1].text) in function_words("complement")


def is_inhabitant(doc: Doc, mention: Mention) -> bool:
    """« les Arméniens », « un Français », « les Brivelois »: people of a place, not the place."""
    if mention.last - mention.first != 1:
        return False
    word = doc[mention.first].text
    if is_country(word) or (word.isupper() and len(word) < 4):
        return False
    if is_gentile(word):
        return True
    before = fold(doc[mention.first - 1].text) if mention.first else ""
    ends = ("ais", "aises", "ois", "oises", "iens", "iennes", "eens", "eennes", "ains", "aines")
    many = before in {"les", "des", "aux", "ces", "deux", "trois"}
    # « les Républicains », whom the recogniser takes for a body, are one.
    body = mention.label == "ORG" and fold(word).endswith(("ains", "aines"))
    return many and not body and fold(word).endswith(ends)


def is_family(doc: Doc, mention: Mention) -> bool:
    """« la famille Roy », « les Roy »: several people, none of them the one of that name."""
    if mention.label != "PER" or mention.first == 0:
        return False
    single = mention.last - mention.first == 1
    surname = single or fold(doc[mention.first].text) in function_words("particle")
    if not surname or fold(doc[mention.first].text) in given_names():
        return False  # « les frères Jean et Luc Roy »
    return fold(doc[mention.first - 1].text) in function_words("family")


def _paper(doc: Doc, mention: Mention) -> Mention:
    """« La Voix de Brivel »: a paper, not the town that it is named after."""
    k = mention.first - 1
    while k >= 0 and fold(doc[k].text) in _LINKS and doc[k].text.islower():
        k -= 1
    named = 0 <= k < mention.first - 1 and doc[k].text.istitle()
    if mention.label != "LOC" or not named or fold(doc[k].text) not in function_words("press"):
        return mention
    article = k > 0 and doc[k - 1].text[:1].isupper() and fold(doc[k - 1].text) in _ARTICLES
    return Mention(k - article, mention.last, "ORG")


def _split_places(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """« Karabakh de l'Azerbaïdjan » are two places where the text has the first one alone too."""
    names = {fold(m.text(doc)) for m in mentions if m.label == "LOC"}
    result: list[Mention] = []
    for m in mentions:
        parts = _place_in_country(doc, m) if m.label == "LOC" else None
        if parts and fold(parts[0].text(doc)) in names:
            result += parts
        else:
            result.append(m)
    return result


def _place_in_country(doc: Doc, mention: Mention) -> tuple[Mention, Mention] | None:
    """The place and the country of « X de Y », or None for another form."""
    for i in range(mention.first + 1, mention.last - 1):
        if fold(doc[i].text) not in function_words("complement"):
            continue
        last = i + 1
        while last < mention.last - 1 and fold(doc[last].text) in _ARTICLES:
            last += 1
        country = Mention(last, mention.last, "LOC")
        if is_country(country.text(doc)):
            return Mention(mention.first, i, "LOC"), country
    return None


def join_complements(doc: Doc, mentions: list[Mention]) -> list[Mention]:
    """Give a body its place: « ministère de la Défense » + « de l'Azerbaïdjan » is one name.

    « CFE » + « -CGC » is one too.
    """
    joined: list[Mention] = []
    for mention in mentions:
        if joined and (_completes(doc, joined[-1], mention) or _tied(doc, joined[-1], mention)):
            joined[-1] = replace(joined[-1], last=mention.last)
        else:
            joined.append(mention)
    return joined


def _completes(doc: Doc, body: Mention, place: Mention) -> bool:
    """Bodies named by a common noun take their seat along; « UDI de Brivel » is a party there."""
    if body.label != "ORG" or place.label != "LOC":
        return False
    gap = [fold(doc[i].text) for i in range(body.last, place.first)]
    linked = gap in (["du"], ["de"], ["d'"], ["de", "l'"], ["de", "la"], ["des"])
    return linked and noun_kind(doc[body.first].text) == "organisation"


def _tied(doc: Doc, left: Mention, right: Mention) -> bool:
    """Whether a hyphen without spaces makes one name of two (« CFE-CGC », « Villard-Brivel »).

    Two well-known places are the ends of something: « Paris-Lima ».
    """
    if left.label != right.label or left.label == "PER" or right.first - left.last > 1:
        return False
    if country_of_place(left.text(doc)) and country_of_place(right.text(doc)):
        return False
    between = doc[left.last - 1 : right.first]
    tight = not any(t.whitespace_ or t.is_space for t in between)
    return tight and "-" in doc[left.last : right.first + 1].text
