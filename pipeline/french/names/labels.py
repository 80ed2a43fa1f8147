"""Labels of mentions, corrected by the words around them and made one for one name."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.french.names.function_words import function_words
from pipeline.french.names.mentions import Mention, in_view
from pipeline.french.names.names import given_gender, is_acronym, name_key, parse_person
from pipeline.french.names.nations import country_of_place, is_country
from pipeline.french.names.roles import find_roles, role_before
from pipeline.french.text import fold
from pipeline.french.view import view_of

_TITLED, _IN_APPOSITION, _LOCATED, _KNOWN = 4, 4, 2, 100
_LISTED = frozenset([",", "et", "ou", "de", "d'", "du", "des", "la", "le", "les", "l'", "à", "a"])


def agree_on_labels(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with one label for one name, by votes in which evidence weighs more.

    Countries are places; a name with a civility or a role is a person's; a name after « l'agence »,
    « le quotidien » is an organisation's, one after « la région de » a place's; the
    items of a list of places are places. A surname of a person's full name is the person's.
    """
    mentions = _listed_places(doc, mentions)
    votes: dict[str, Counter[str]] = {}
    view = view_of(doc)
    firsts = frozenset(in_view(view, doc, m).first for m in mentions if m.label == "PER")
    for m in mentions:
        label, weight = _evidence(doc, m, firsts)
        votes.setdefault(name_key(m.text(doc)), Counter())[label] += weight
    surnames = _surnames(doc, mentions, votes)
    agreed: list[Mention] = []
    for m in mentions:
        key = name_key(m.text(doc))
        label = max(votes[key], key=lambda x: (votes[key][x], x))
        if label != "PER" and key in surnames and not _is_known(m, key):
            label = "PER"
        agreed.append(replace(m, label=label))
    return agreed


def _is_known(mention: Mention, key: str) -> bool:
    return mention.entry is not None or country_of_place(key) is not None


def _evidence(doc: Doc, mention: Mention, persons: frozenset[int]) -> tuple[str, int]:
    """The label that the words around a mention speak for, and how much that weighs."""
    name = mention.text(doc)
    view = view_of(doc)
    placed = in_view(view, doc, mention)
    if mention.entry is not None:
        return mention.entry.label, _KNOWN
    if is_country(name):
        return "LOC", _KNOWN
    words = name.split()
    person = mention.label == "PER" and given_gender(name) is not None
    if not person and _after_organisation_noun(doc, mention):
        return "ORG", _IN_APPOSITION
    if not person and mention.title is None and _after_seat(doc, mention):
        return "LOC", _IN_APPOSITION
    if mention.label == "ORG" and len(words) == 1 and _in_place(doc, mention):
        return "LOC", _LOCATED
    if mention.label == "PER":
        if any(c.isdigit() for c in name):
            return "ORG", 1
        told = mention.title is not None or (
            len(words) > 1 and bool(find_roles(view, placed, persons))
        )
        return "PER", _TITLED if told else 1
    if 2 <= len(words) <= 4 and all(w[0].isupper() for w in words) and not name.isupper():
        role = role_before(view, placed.first, placed.last)
        comma = mention.first > 0 and doc[mention.first - 1].text == ","
        if role is not None and (comma or given_gender(name) is not None):
            return "PER", _TITLED
    return mention.label, 1


def _after_organisation_noun(doc: Doc, mention: Mention) -> bool:
    """« l'agence TASS », « la chaîne publique Télé Brivel », « le quotidien, Le Fanal, »."""
    comma = mention.first > 0 and doc[mention.first - 1].text == ","
    k = at = mention.first - 1 - comma
    while k >= 0 and at - k < 3 and doc[k].pos_ == "ADJ":
        k -= 1
    if fold(doc[k].text) == "presse" and k > 1 and fold(doc[k - 2].text) == "agence":
        k -= 2
    if k < 1 or not doc[k].text.islower() or fold(doc[k].text) not in function_words("named_body"):
        return False
    # « la directrice du site, Jeanne Roy »: after a comma the noun must not be a complement, and
    # « l'animateur de radio Jean Roy » is none of the radio's names.
    before = fold(doc[k - 1].text)
    return before in function_words("article") or (not comma and before != "de")


def _after_seat(doc: Doc, mention: Mention) -> bool:
    """« la région du Tavor », « le parquet de Brivel », « le pont de Brivel »."""
    if _after_region_noun(doc, mention):
        return True
    k = mention.first - 1
    link = k > 0 and fold(doc[k].text) in {"de", "d'"}
    while link and k > 1 and doc[k - 1].pos_ == "ADJ":
        k -= 1
    return link and fold(doc[k - 1].text) in function_words("seat", "thoroughfare", "stop", "house")


def _in_place(doc: Doc, mention: Mention) -> bool:
    """« en Brivonie »: where regions stand, not bodies."""
    before = doc[mention.first - 1].text.lower() if mention.first else ""
    return before == "en" and not is_acronym(doc[mention.first].text)


def _listed_places(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """In a list after « les villes de », or with more places than others, all are places."""
    result = list(mentions)
    start = 0
    while start < len(result):
        end = start + 1
        while end < len(result) and _in_list(doc, result[end - 1], result[end]):
            end += 1
        if end - start >= 2:
            run = result[start:end]
            places = sum(m.label == "LOC" for m in run)
            if _after_region_noun(doc, run[0]) or (end - start >= 3 and 2 * places > end - start):
                result[start:end] = [_as_place(m) for m in run]
        start = end
    return result


def _in_list(doc: Doc, left: Mention, right: Mention) -> bool:
    if right.first - left.last > 4:
        return False
    gap = [fold(t.text) for t in doc[left.last : right.first] if not t.is_space]
    return bool({",", "et", "ou"} & set(gap)) and set(gap) <= _LISTED


def _after_region_noun(doc: Doc, mention: Mention) -> bool:
    """« la région du Tavor », « les villes de Brivel »."""
    k = mention.first - 1
    while k >= 0 and fold(doc[k].text) in _LISTED - {",", "et", "ou"}:
        k -= 1
    return k >= 0 and fold(doc[k].text) in function_words("region") and k < mention.first - 1


def _as_place(mention: Mention) -> Mention:
    single = mention.last - mention.first == 1 and mention.title is None
    return replace(mention, label="LOC") if single else mention


def _surnames(
    doc: Doc, mentions: Sequence[Mention], votes: dict[str, Counter[str]]
) -> frozenset[str]:
    """Surnames of full names that the votes make persons' and whose given name is known."""
    found: set[str] = set()
    for m in mentions:
        name = m.text(doc)
        if max(votes[name_key(name)], key=lambda x: votes[name_key(name)][x]) != "PER":
            continue
        person = parse_person(name)
        sure = given_gender(name) is not None or votes[name_key(name)]["PER"] >= _TITLED
        if person.is_full and sure:
            found.add(" ".join(person.surname))
    return frozenset(found)
