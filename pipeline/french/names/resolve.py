"""Chains of mentions inside a document: who or what is named, and by which names."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from pipeline.french.furniture import BYLINE
from pipeline.french.names.acronyms import acronym_pairs
from pipeline.french.names.additions import missed_names
from pipeline.french.names.function_words import function_words
from pipeline.french.names.gazetteer import entity_id, known_names
from pipeline.french.names.labels import agree_on_labels
from pipeline.french.names.mentions import Entry, Mention, clean_mentions
from pipeline.french.names.names import (
    abbreviates,
    first_name_gender,
    fullness,
    genders_clash,
    given_gender,
    given_names,
    is_acronym,
    name_key,
    name_words,
    parse_person,
    same_person,
    shortens,
)
from pipeline.french.names.nations import country_of_gentile, country_of_place, is_country
from pipeline.french.names.repeats import repeated_names
from pipeline.french.names.roles import Role, find_roles, is_legal_status, phrase_country
from pipeline.french.names.source_nouns import noun_kind
from pipeline.french.records import Chain
from pipeline.french.text import fold
from pipeline.french.view import View, view_of


@dataclass(slots=True)
class Group:
    """A chain in the making: mentions with their texts, roles found beside them."""

    label: str
    mentions: list[Mention] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    roles: list[Role] = field(default_factory=list)
    entry: Entry | None = None

    def add(self, mention: Mention, name: str) -> None:
        """Take in a mention."""
        self.mentions.append(mention)
        self.names[name] += 1
        self.entry = self.entry or mention.entry

    def absorb(self, other: "Group") -> None:
        """Take in another group."""
        self.mentions += other.mentions
        self.names.update(other.names)
        self.roles += other.roles
        self.entry = self.entry or other.entry

    @property
    def name(self) -> str:
        """The fullest of its names; among equals the most frequent, then the first."""
        return max(self.names, key=lambda n: (*fullness(n)[:2], self.names[n], fullness(n)[2]))

    @property
    def identity(self) -> str:
        """The name that makes it one entity over the corpus: the gazetteer's, or its own."""
        return self.entry.name if self.entry else self.name


def find_chains(doc: Doc) -> list[Chain]:
    """The chains of a document over `doc.ents`, sorted by their first mention.

    Mentions are cleaned and completed (repeated names that the recogniser missed), then grouped:
    full names, titles with surname, bare surnames, acronyms. Names that may be two persons' stay
    apart. Chains never share a character, and no mention leaves its paragraph.
    """
    view = view_of(doc)
    mentions = known_names(view, clean_mentions(view))
    mentions = missed_names(view, mentions)
    mentions = repeated_names(view, mentions)
    mentions = [m for m in mentions if view.block[m.first] == view.block[m.last - 1]]
    mentions = agree_on_labels(view, mentions)
    persons = _group_persons(view, [m for m in mentions if m.label == "PER"])
    others = _group_others(view, [m for m in mentions if m.label != "PER"])
    chains = [_chain(view, group) for group in _unite_equal([*persons, *others])]
    return sorted(chains, key=lambda chain: chain.mentions[0])


def _group_persons(view: View, mentions: Sequence[Mention]) -> list[Group]:
    groups: list[Group] = []
    by_surname: dict[str, list[Group]] = defaultdict(list)
    short: list[Mention] = []
    longer = _endings(m.text(view) for m in mentions)
    for m in mentions:
        name = m.text(view)
        person = parse_person(name)
        given = fold(name.split()[0]) in given_names()
        if not person.is_full or (tuple(name_words(name)) in longer and not given):
            short.append(m)
            continue
        ends = dict.fromkeys((person.surname[-1], person.surname[0]))
        near = (g for word in ends for g in by_surname[word])
        home = next((g for g in near if any(same_person(name, n) for n in g.names)), None)
        if home is None:
            home = Group("PER")
            groups.append(home)
            for word in ends:
                by_surname[word].append(home)
        home.add(m, name)
    firsts = frozenset(m.first for m in mentions)
    for group in groups:
        group.roles = [role for m in group.mentions for role in find_roles(view, m, firsts)]
    return [*groups, *_place_short_names(view, short, groups, firsts)]


def _endings(names: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """The last words, two or more, of names that are longer: surnames of several words."""
    words = {tuple(name_words(name)) for name in names}
    return frozenset(w[k:] for w in words for k in range(1, len(w) - 1))


def _place_short_names(
    view: View, short: Sequence[Mention], groups: Sequence[Group], firsts: frozenset[int]
) -> list[Group]:
    """Give surnames to the full names that they shorten; return groups of what is left over."""
    index: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        # « M. Petit » of the text is not the Marc Petit who signs it.
        if any(view.kind[m.first] != BYLINE for m in group.mentions):
            for word in set(name_words(group.name)):
                index[word].append(group)
    genders = {id(group): group_gender(group) for group in groups}
    left: dict[tuple[str, str | None], Group] = {}
    for m in short:
        name = m.text(view)
        words = name_words(name)
        roles = find_roles(view, m, firsts)
        gender = _mention_gender(m, roles)
        fitting = [
            g
            for g in index[words[-1] if words else ""]
            if shortens(name, g.name) and not genders_clash(gender, genders[id(g)])
        ]
        home = _choose(fitting, m)
        if home is None:
            home = left.setdefault((name_key(name), gender if m.title else None), Group("PER"))
        home.add(m, name)
        home.roles += roles
    return list(left.values())


def _mention_gender(mention: Mention, roles: Sequence[Role]) -> str | None:
    if mention.title is not None and mention.title.gender:
        return mention.title.gender
    return next((role.gender for role in roles if role.gender), None)


def _choose(fitting: Sequence[Group], mention: Mention) -> Group | None:
    """Of several bearers of a name the one most named so far; before all of them the most named.

    None where two are named as often: « Marsan » behind « Emma Marsan et Luc Marsan ».
    """
    before = [g for g in fitting if g.mentions[0].first < mention.first]
    ranked = sorted(before or fitting, key=lambda g: -len(g.mentions))
    if len(ranked) > 1 and len(ranked[0].mentions) == len(ranked[1].mentions):
        return None
    return ranked[0] if ranked else None


def group_gender(group: Group) -> str | None:
    """f or m by titles, roles, then given name; None where they disagree or say nothing."""
    told: Counter[str] = Counter()
    for mention in group.mentions:
        if mention.title is not None and mention.title.gender:
            told[mention.title.gender] += 3
    for role in group.roles:
        if role.gender:
            # A feminine form is chosen on purpose, the masculine is often generic.
            told[role.gender] += 3 if role.gender == "f" else 1
    by_name = next((g for g in map(given_gender, group.names) if g), None)
    if by_name is None and not any(m.title for m in group.mentions):
        by_name = first_name_gender(group.name)
    if by_name:
        told[by_name] += 2
    if not told:
        return None
    ranked = told.most_common(2)
    return None if len(ranked) > 1 and ranked[0][1] == ranked[1][1] else ranked[0][0]


def _group_others(view: View, mentions: Sequence[Mention]) -> list[Group]:
    """Places and organisations: by name without article, then acronyms, then shortened names."""
    groups: dict[tuple[str, str], Group] = {}
    for m in mentions:
        name = m.text(view)
        country = m.label == "LOC" and is_country(name)
        known = m.entry.name if m.entry else country_of_place(name) if country else None
        key = f"={known}" if known else _body_key(name)
        groups.setdefault((m.label, key), Group(m.label)).add(m, name)
    merged = _join_acronyms(view, list(groups.values()))
    return _join_prefixes(merged)


def _body_key(name: str) -> str:
    """What names of one body share: « ministère de la Santé », « (ministre de la) Santé »."""
    words = name_key(name).split()
    small = function_words("complement", "article")
    if words[:1] == ["ministere"] and len(words) > 2 and words[1] in small:
        return " ".join(words[3:] if words[2] in small and len(words) > 3 else words[2:])
    return name_key(name)


def _join_acronyms(view: View, groups: list[Group]) -> list[Group]:
    """« Organisation mondiale de la santé (OMS) … OMS »: the acronym joins the name."""
    pairs = acronym_pairs(view, [m for g in groups for m in g.mentions])
    home_of = {m.first: g for g in groups for m in g.mentions}
    home = {id(home_of[short.first]): home_of[full.first] for short, full in pairs}
    longer = _by_first_letter(groups)
    for group in groups:
        if id(group) not in home and is_acronym(group.name):
            fits = [g for g in longer[fold(group.name)[0]] if abbreviates(group.name, g.name)]
            if len(fits) == 1:
                home[id(group)] = fits[0]
    for group in groups:
        target = home.get(id(group))
        if target is not None and target is not group and id(target) not in home:
            target.absorb(group)
    return [g for g in groups if id(home.get(id(g), g)) in {id(g)} | set(home)]


def _by_first_letter(groups: Iterable[Group]) -> dict[str, list[Group]]:
    """Folded first letter → the groups whose name has several words and begins with it."""
    found: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        words = name_words(group.name)
        if len(words) > 1:
            found[words[0][0]].append(group)
    return found


def _join_prefixes(groups: list[Group]) -> list[Group]:
    """« le Conseil » joins « Conseil constitutionnel » when one longer name alone begins so."""
    bodies = _by_first_letter(g for g in groups if g.label == "ORG")
    kept: list[Group] = []
    for group in groups:
        words = name_words(group.name)
        longer: list[Group] = []
        if group.label == "ORG" and words and noun_kind(words[0]) == "organisation":
            longer = [g for g in bodies[words[0][0]] if _begins(words, name_words(g.name))]
        if len(longer) == 1:
            longer[0].absorb(group)
        else:
            kept.append(group)
    return kept


def _begins(words: list[str], longer: list[str]) -> bool:
    return len(longer) > len(words) and longer[: len(words)] == words


def _unite_equal(groups: Iterable[Group]) -> list[Group]:
    """One group for one label and name, as the entity id has it."""
    united: dict[tuple[str, str], Group] = {}
    for group in groups:
        home = united.setdefault((group.label, fold(group.identity)), group)
        if home is not group:
            home.absorb(group)
    return list(united.values())


def _chain(view: View, group: Group) -> Chain:
    return Chain(
        entity_id=entity_id(group.label, group.identity),
        label=group.label,
        name=group.name,
        mentions=tuple(sorted({m.offsets(view) for m in group.mentions})),
        roles=_role_texts(view, group.roles),
        gender=group_gender(group) if group.label == "PER" else None,
        country=_country(view, group),
    )


def _role_texts(view: View, roles: Iterable[Role]) -> tuple[str, ...]:
    """The roles as written, once each; those in capitals in lower case; no « accusé »."""
    texts = [role.text(view) for role in roles if not is_legal_status(role.role)]
    texts = [text.lower() if text.isupper() and len(text) > 4 else text for text in texts]
    return tuple({fold(text): text for text in reversed(texts)}.values())[::-1]


def _country(view: View, group: Group) -> str | None:
    if group.entry is not None and group.entry.country is not None:
        return group.entry.country
    if group.label == "LOC":
        return country_of_place(group.name)
    if group.label == "PER":
        told = Counter(role.country for role in group.roles if role.country)
        told.update(filter(None, (_gentile_before(view, m) for m in group.mentions)))
        return told.most_common(1)[0][0] if told else None
    codes = (phrase_country(view, m.first, min(m.last + 1, len(view))) for m in group.mentions)
    return next((code for code in codes if code is not None), None)


def _gentile_before(view: View, mention: Mention) -> str | None:
    """« la Suissesse Nicola Spirig »."""
    before = view.before(mention.first)
    capital = before >= 0 and view.is_capital(before)
    return country_of_gentile(view.words[before].text) if capital else None
