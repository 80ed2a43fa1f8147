"""Labels of mentions, corrected by the words around them and made one for one name."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.french.names.function_words import function_words
from pipeline.french.names.mentions import Mention
from pipeline.french.names.names import given_gender, is_acronym, name_key, parse_person
from pipeline.french.names.nations import country_of_place, is_country
from pipeline.french.names.neighbours import governor, noun_before
from pipeline.french.names.roles import find_roles, role_before
from pipeline.french.view import View

_TITLED, _IN_APPOSITION, _LOCATED, _KNOWN = 4, 4, 2, 100
_LISTING = frozenset({",", "et", "ou"})


def agree_on_labels(view: View, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with one label for one name, by votes in which evidence weighs more.

    Countries are places; a name with a civility or a role is a person's; a name after « l'agence »,
    « le quotidien » is an organisation's, one after « la région de » a place's; the
    items of a list of places are places. A surname of a person's full name is the person's.
    """
    mentions = _listed_places(view, mentions)
    names = [m.text(view) for m in mentions]
    votes: dict[str, Counter[str]] = {}
    firsts = frozenset(m.first for m in mentions if m.label == "PER")
    for m, name in zip(mentions, names, strict=True):
        label, weight = _evidence(view, m, name, firsts)
        votes.setdefault(name_key(name), Counter())[label] += weight
    surnames = _surnames(names, votes)
    agreed: list[Mention] = []
    for m, name in zip(mentions, names, strict=True):
        key = name_key(name)
        label = max(votes[key], key=lambda x: (votes[key][x], x))
        known = m.entry is not None or country_of_place(key) is not None
        if key in surnames and not known:
            label = "PER"
        agreed.append(replace(m, label=label))
    return agreed


def _evidence(view: View, mention: Mention, name: str, persons: frozenset[int]) -> tuple[str, int]:
    """The label that the words around a mention speak for, and how much that weighs."""
    if mention.entry is not None:
        return mention.entry.label, _KNOWN
    if is_country(name):
        return "LOC", _KNOWN
    words = name.split()
    person = mention.label == "PER" and given_gender(name) is not None
    if not person and _after_organisation_noun(view, mention):
        return "ORG", _IN_APPOSITION
    if not person and mention.title is None and _after_seat(view, mention):
        return "LOC", _IN_APPOSITION
    located = view.word(mention.first - 1) == "en" and not is_acronym(words[0])
    if mention.label == "ORG" and len(words) == 1 and located:
        return "LOC", _LOCATED  # « en Brivonie »: where regions stand, not bodies
    if mention.label == "PER":
        if any(c.isdigit() for c in name):
            return "ORG", 1
        told = mention.title is not None or (
            len(words) > 1 and bool(find_roles(view, mention, persons))
        )
        return "PER", _TITLED if told else 1
    if 2 <= len(words) <= 4 and all(w[0].isupper() for w in words) and not name.isupper():
        role = role_before(view, mention.first, mention.last)
        comma = view.word(mention.first - 1) == ","
        if role is not None and (comma or given_gender(name) is not None):
            return "PER", _TITLED
    return mention.label, 1


def _after_organisation_noun(view: View, mention: Mention) -> bool:
    """« l'agence TASS », « la chaîne publique Télé Brivel », « le quotidien, Le Fanal, »."""
    comma = view.word(mention.first - 1) == ","
    k = noun_before(view, mention.first - comma)
    if k > 1 and view.folded[k] == "presse" and view.folded[k - 2] == "agence":
        k -= 2
    noun = k > 0 and view.words[k].text.islower()
    if not noun or view.folded[k] not in function_words("named_body"):
        return False
    # « la directrice du site, Jeanne Roy »: after a comma the noun must not be a complement, and
    # « l'animateur de radio Jean Roy » is none of the radio's names.
    before = view.folded[k - 1]
    return before in function_words("article") or (not comma and before != "de")


def _after_seat(view: View, mention: Mention) -> bool:
    """« la région du Tavor », « le parquet de Brivel », « le pont de Brivel »."""
    if _after_region_noun(view, mention):
        return True
    k = view.before(mention.first)
    if k < 0 or view.folded[k] not in {"de", "d'"}:
        return False
    k = noun_before(view, k)
    return k >= 0 and view.folded[k] in function_words("seat", "thoroughfare", "stop", "house")


def _listed_places(view: View, mentions: Sequence[Mention]) -> list[Mention]:
    """In a list after « les villes de », or with more places than others, all are places."""
    result = list(mentions)
    start = 0
    while start < len(result):
        end = start + 1
        while end < len(result) and _in_list(view, result[end - 1], result[end]):
            end += 1
        if end - start >= 2:
            run = result[start:end]
            places = sum(m.label == "LOC" for m in run)
            if _after_region_noun(view, run[0]) or (end - start >= 3 and 2 * places > end - start):
                result[start:end] = [_as_place(m) for m in run]
        start = end
    return result


def _in_list(view: View, left: Mention, right: Mention) -> bool:
    gap = set(view.folded[left.last : right.first])
    small = _LISTING | function_words("complement", "article")
    return right.first - left.last <= 4 and not gap.isdisjoint(_LISTING) and gap <= small


def _after_region_noun(view: View, mention: Mention) -> bool:
    """« la région du Tavor », « les villes de Brivel »."""
    k = governor(view, mention.first)
    return k >= 0 and view.folded[k] in function_words("region")


def _as_place(mention: Mention) -> Mention:
    single = mention.last - mention.first == 1 and mention.title is None
    return replace(mention, label="LOC") if single else mention


def _surnames(names: Sequence[str], votes: dict[str, Counter[str]]) -> frozenset[str]:
    """Surnames of full names that the votes make persons' and whose given name is known."""
    found: set[str] = set()
    for name in names:
        told = votes[name_key(name)]
        if max(told, key=lambda label: told[label]) != "PER":
            continue
        person = parse_person(name)
        if person.is_full and (given_gender(name) is not None or told["PER"] >= _TITLED):
            found.add(" ".join(person.surname))
    return frozenset(found)
