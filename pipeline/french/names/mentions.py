"""Mentions: `doc.ents` brought to the bounds of names, with what precedes them kept apart."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.french.names.bounds import (
    before_verb,
    is_leading,
    is_trailing,
    name_ranges,
    place_start,
)
from pipeline.french.names.function_words import function_words
from pipeline.french.names.names import Title, given_names, is_acronym, titles
from pipeline.french.names.nations import country_of_place, is_country, is_gentile
from pipeline.french.names.neighbours import (
    behind,
    governor,
    hyphened,
    leads,
    noun_before,
    word_before,
)
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.records import Offsets
from pipeline.french.text import fold
from pipeline.french.view import View

_FUNCTION_POS = frozenset({"VERB", "AUX", "ADV", "PRON", "DET", "ADP", "SCONJ", "CCONJ", "INTJ"})
_MANY = frozenset({"les", "des", "aux", "ces", "deux", "trois"})
# Albanais, Orvoises, Tavoriens, Coréennes, Romains.
_INHABITANTS = re.compile(r"(?:[ao]is(?:es)?|[ie]en(?:ne)?s|aine?s)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the gazetteer; `forms` are the name and its variants, `country` an ISO code."""

    name: str
    forms: tuple[str, ...]
    label: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: words [first, last) of the view, its label, the title before it.

    `entry` is the line of the gazetteer that knows the name.
    """

    first: int
    last: int
    label: str
    title: Title | None = None
    entry: Entry | None = None

    @property
    def positions(self) -> range:
        """The positions of its words."""
        return range(self.first, self.last)

    def offsets(self, view: View) -> Offsets:
        """Character offsets."""
        return view.offsets(self.first, self.last)

    def text(self, view: View) -> str:
        """The text as written, line ends and runs of spaces made one space."""
        return view.on_one_line(self.first, self.last)


def clean_mentions(view: View) -> list[Mention]:
    """The mentions that the entities of the Doc hold, cleaned; sorted, without overlaps.

    Dropped: functions alone (« le président »), inhabitants (« les Arméniens »), families (« les
    Roy »), common words that open a sentence, fragments without a capital.
    """
    ents = [(*view.touched((e.start_char, e.end_char)), e.label_) for e in view.doc.ents]
    taken = frozenset(p for start, end, _ in ents for p in range(start, end))
    found: list[Mention] = []
    for start, end, label in ents:
        for first, last in name_ranges(view, start, end):
            mention = _trim(view, first, last, label)
            if mention is not None and not _is_no_name(view, mention):
                mention = _whole_person(view, mention, taken)
                found.append(_with_street(view, _whole_compound(view, mention, taken)))
    return join_complements(view, _split_places(view, [_paper(view, m) for m in apart(found)]))


def apart(candidates: Iterable[Mention], taken: Iterable[Mention] = ()) -> list[Mention]:
    """The candidates that share no word with those taken, nor with a candidate kept before."""
    words = {p for m in taken for p in m.positions}
    kept: list[Mention] = []
    for mention in candidates:
        if words.isdisjoint(mention.positions):
            kept.append(mention)
            words.update(mention.positions)
    return kept


def _trim(view: View, first: int, last: int, label: str) -> Mention | None:
    """The name inside a range of words, or None if there is none."""
    title, office = None, False
    while first < last:
        word = view.folded[first]
        if office and word in function_words("complement"):
            return _country_in(view, first + 1, last)
        if not is_leading(view, first, last, label):
            break
        title = titles().get(word, title)
        office = label == "PER" and word not in titles() and person_role(word) is not None
        first += 1
    if first < last and label != "PER" and _holds_person(view, first, last):
        first, label = first + 1, "PER"
    if first < last and label == "LOC":
        first = place_start(view, first, last)
    last = before_verb(view, first, last, label)
    while first < last and is_trailing(view, first, last, label):
        last -= 1
    if first >= last:
        return None
    if label == "PER" and is_country(view.written(first, last)):
        label = "LOC"
    if title is None and label == "PER":
        title = title_before(view, first)
    return Mention(first, last, label, title)


def title_before(view: View, first: int) -> Title | None:
    """The title right before a name that begins at `first`: « M. Roy »."""
    return titles().get(word_before(view, first))


def _whole_person(view: View, mention: Mention, taken: frozenset[int]) -> Mention:
    """A person with what a recogniser cut off: « Tojo | Andria », « De | Vrelt », « Di | Roy »."""
    if mention.label != "PER":
        return mention
    first, last = mention.first, mention.last
    cut = last - first > 1 and _is_particle(view, last - 1)
    if cut and view.goes_on(last) and view.is_capital(last):
        last += 1
    surname = " " not in view.written(first, last)
    before = view.before(first)
    if surname and before >= 0 and before not in taken and _goes_before(view, before):
        first = before
    return replace(mention, first=first, last=last)


def _goes_before(view: View, p: int) -> bool:
    """Whether a word with a capital inside a sentence can open a person's name."""
    text, determiner = view.words[p].text, function_words("article")
    if view.folded[p - 1] in determiner or view.words[p - 1].pos_ == "DET":
        return False  # « la Tavorienne Roy »
    if _is_particle(view, p):
        return not view.opens_sentence(p)
    known = is_gentile(text) or noun_kind(text) or country_of_place(text)
    small = view.folded[p] in function_words("leading", "not_of_person")
    return text.isalpha() and leads(view, p) and not (known or small)


def _is_particle(view: View, p: int) -> bool:
    text = view.words[p].text
    particle = view.folded[p] in function_words("particle") - function_words("not_of_person")
    return particle and text.istitle() and text.isalpha()


def _whole_compound(view: View, mention: Mention, taken: frozenset[int]) -> Mention:
    """A name with the hyphened parts that a recogniser cut off: « Brivel | -sur-Tauve »."""
    last = mention.last
    while last < len(view) and not {last, last + 1} & taken and hyphened(view, last):
        last += 1
    return replace(mention, last=last)


def _with_street(view: View, mention: Mention) -> Mention:
    """« boulevard Jean-Roy », « gare Saint-Luc » are places, « lycée Jeanne-Roy » is a body."""
    noun = word_before(view, mention.first)
    if mention.label == "ORG":
        return mention
    if noun in function_words("stop"):
        return replace(mention, label="LOC")
    if noun in function_words("thoroughfare"):
        return Mention(view.before(mention.first), mention.last, "LOC")
    if mention.label == "PER" and noun in function_words("house"):
        return Mention(view.before(mention.first), mention.last, "ORG")
    return mention


def _country_in(view: View, first: int, last: int) -> Mention | None:
    """« président des États-Unis » is an office, no person: what is left of it is its country."""
    first = behind(view, first, last, "article")
    country = first < last and is_country(view.written(first, last))
    return Mention(first, last, "LOC") if country else None


def _holds_person(view: View, first: int, last: int) -> bool:
    """« Espagnole Caroline Roy », « ministre Odile Roy »: then a given name and more."""
    word = view.words[first].text
    spoken_of = is_gentile(word) or person_role(word) is not None
    return last - first >= 3 and spoken_of and view.folded[first + 1] in given_names()


def _is_no_name(view: View, mention: Mention) -> bool:
    words = view.words[mention.first : mention.last]
    written = view.written(mention.first, mention.last)
    if not any(c.isupper() for c in written):
        return not any(c.isdigit() for c in written) and not _is_body(view, mention)
    if mention.label == "PER" and len(words) > 4 and sum(t.pos_ == "VERB" for t in words) > 1:
        return True
    if mention.title is None and (is_inhabitant(view, mention) or is_family(view, mention)):
        return True
    if _names_event(view, mention):
        return True
    if len(words) > 1:
        small = all(t.pos_ in _FUNCTION_POS or t.is_punct for t in words)
        inside = mention.label == "ORG" and not view.opens_sentence(mention.first)
        return (small and not inside) or _is_function(view, mention)
    return _is_common(view, mention)


def _is_common(view: View, mention: Mention) -> bool:
    """Whether a single word is none of a name, but a function word or one that opens a sentence."""
    word, folded = view.words[mention.first], view.folded[mention.first]
    if len(word) == 1 or folded == "etat" or names_race(view, mention):
        return True
    if mention.title is not None or is_acronym(word.text) or country_of_place(word.text):
        return False
    if not view.opens_sentence(mention.first):
        return word.pos_ in {"ADP", "DET", "PRON", "SCONJ"} and not view.is_capital(mention.first)
    # A word with a capital only because it opens the sentence.
    known = folded in view.lower or person_role(word.text) or noun_kind(word.text)
    return bool(known) or word.pos_ in _FUNCTION_POS | {"NOUN", "ADJ"}


def _names_event(view: View, mention: Mention) -> bool:
    """« cyclone (tropical) Elvira »: a storm, no person and no place."""
    k = noun_before(view, mention.first)
    heads = {view.folded[mention.first], view.folded[k] if k >= 0 else ""}
    return mention.label != "ORG" and not heads.isdisjoint(function_words("event"))


def names_race(view: View, mention: Mention) -> bool:
    """« France » in « Tour de France » names a race that may begin in another country."""
    k = governor(view, mention.first)
    return mention.label == "LOC" and k >= 0 and view.words[k].text == "Tour"


def _is_body(view: View, mention: Mention) -> bool:
    """« conseil de sécurité », « désert tavorien »: a body's or place's name without a capital."""
    head = view.folded[mention.first]
    if mention.label == "PER" or mention.last - mention.first < 2:
        return False
    if mention.label == "LOC":
        return is_gentile(view.words[mention.last - 1].text)
    generic = head in function_words("generic_power", "generic_body")
    return noun_kind(head) == "organisation" and not generic


def _is_function(view: View, mention: Mention) -> bool:
    """« Secrétaire d'État », « Président de la République »: an office that anybody may hold.

    « General Motors » has no preposition behind the word for a role, « Conseil d'État » opens with
    a word for a body.
    """
    head = view.words[mention.first].text
    role = person_role(head)
    if mention.label == "PER" or role is None or role.plural or noun_kind(head) == "organisation":
        return False
    return head.islower() or view.folded[mention.first + 1] in function_words("complement")


def is_inhabitant(view: View, mention: Mention) -> bool:
    """« les Arméniens », « un Français », « les Brivelois »: people of a place, not the place."""
    if mention.last - mention.first != 1:
        return False
    word = view.words[mention.first].text
    if is_country(word) or (word.isupper() and len(word) < 4):
        return False
    if is_gentile(word):
        return True
    many = word_before(view, mention.first) in _MANY
    # « les Républicains », whom the recogniser takes for a body, are one.
    body = mention.label == "ORG" and view.folded[mention.first].endswith(("ains", "aines"))
    return many and not body and _INHABITANTS.search(view.folded[mention.first]) is not None


def is_family(view: View, mention: Mention) -> bool:
    """« la famille Roy », « les Roy »: several people, none of them the one of that name."""
    if mention.label != "PER":
        return False
    single = mention.last - mention.first == 1
    surname = single or view.folded[mention.first] in function_words("particle")
    if not surname or view.folded[mention.first] in given_names():
        return False  # « les frères Jean et Luc Roy »
    return word_before(view, mention.first) in function_words("family")


def _paper(view: View, mention: Mention) -> Mention:
    """« La Voix de Brivel »: a paper, not the town that it is named after."""
    k = governor(view, mention.first)
    if mention.label != "LOC" or k < 0 or view.folded[k] not in function_words("press"):
        return mention
    if not (view.words[k].text.istitle() and view.written(k + 1, mention.first).islower()):
        return mention
    capital = k > 0 and view.is_capital(k - 1) and word_before(view, k) in function_words("article")
    return Mention(k - capital, mention.last, "ORG")


def _split_places(view: View, mentions: list[Mention]) -> list[Mention]:
    """« Karabakh de l'Azerbaïdjan » are two places where the text has the first one alone too."""
    names = {fold(m.text(view)) for m in mentions if m.label == "LOC"}
    result: list[Mention] = []
    for m in mentions:
        parts = _place_in_country(view, m)
        result += parts if parts and fold(parts[0].text(view)) in names else [m]
    return result


def _place_in_country(view: View, mention: Mention) -> list[Mention]:
    """The place and the country of « X de Y »; none for another form."""
    for p in range(mention.first + 1, mention.last - 1):
        if mention.label != "LOC" or view.folded[p] not in function_words("complement"):
            continue
        last = behind(view, p + 1, mention.last - 1, "article")
        if is_country(view.written(last, mention.last)):
            return [Mention(mention.first, p, "LOC"), Mention(last, mention.last, "LOC")]
    return []


def join_complements(view: View, mentions: list[Mention]) -> list[Mention]:
    """Give a body its place: « ministère de la Défense » + « de l'Azerbaïdjan » is one name.

    « CFE » + « -CGC » is one too.
    """
    joined: list[Mention] = []
    for mention in mentions:
        if joined and (_completes(view, joined[-1], mention) or _tied(view, joined[-1], mention)):
            joined[-1] = replace(joined[-1], last=mention.last)
        else:
            joined.append(mention)
    return joined


def _completes(view: View, body: Mention, place: Mention) -> bool:
    """Bodies named by a common noun take their seat along; « UDI de Brivel » is a party there."""
    if body.label != "ORG" or place.label != "LOC":
        return False
    gap = view.folded[body.last : place.first]
    linked = gap in (["du"], ["de"], ["d'"], ["de", "l'"], ["de", "la"], ["des"])
    return linked and noun_kind(view.words[body.first].text) == "organisation"


def _tied(view: View, left: Mention, right: Mention) -> bool:
    """Whether a hyphen without spaces makes one name of two (« CFE-CGC », « Villard-Brivel »).

    Two well-known places are the ends of something: « Paris-Lima ».
    """
    if left.label != right.label or left.label == "PER" or right.first - left.last > 1:
        return False
    if country_of_place(left.text(view)) and country_of_place(right.text(view)):
        return False
    tight = all(view.is_tied(p) for p in range(left.last, right.first + 1))
    return tight and "-" in view.written(left.last, right.first + 1)
