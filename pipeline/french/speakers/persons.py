"""Persons described by what they are: « le ministre », « l'élue », « ce spécialiste des prix »."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.french.names.roles import Role, describe_role
from pipeline.french.names.source_nouns import RoleNoun, noun_kind, person_role, synonym_words
from pipeline.french.records import Chain
from pipeline.french.speakers.antecedents import THIN, Spoken, last_speaker, whom_it_takes_up
from pipeline.french.speakers.coreference import (
    Candidate,
    Source,
    Wanted,
    chain_source,
    choose,
    rank,
)
from pipeline.french.speakers.noun_phrases import Phrase, content_words, has_full_complement
from pipeline.french.speakers.scene import Held, Scene

_RANKED = frozenset({"justice", "police", "military", "diplomacy"})
_OFFICES = frozenset({"lead", "politics"})
_TRADES = frozenset({"sport", "culture", "science", "work", "crime"})
# Holders of one role that are looked at on each side: it bounds the work for one description.
_HOLDERS = 40


def resolve_person(scene: Scene, phrase: Phrase, spoken: Sequence[Spoken]) -> Source | None:
    """The person whom a singular noun phrase means, or None where it stays a description."""
    for held in scene.held_in(phrase.head - 1, phrase.last):
        told = held.role.head == phrase.head or phrase.role is None
        if told and held.role.last > phrase.head:
            return chain_source(held.chain)
    if not phrase.definite and phrase.determiner:
        return None
    return _by_role(scene, phrase) or _by_description(scene, phrase, spoken)


def _by_role(scene: Scene, phrase: Phrase) -> Source | None:
    """The person to whom the text gives this role: modifiers agree, nearest before, else after."""
    role = describe_role(scene.view, phrase.head, phrase.last)
    if role is None:
        return None
    noun = phrase.role
    leads = noun is not None and noun.field == "lead"
    for key in (role.role, "lead") if leads else (role.role,):
        holders = scene.holders.get(key, ())
        at = bisect_left(holders, phrase.head, key=lambda h: h.role.head)
        near = [*reversed(holders[max(0, at - _HOLDERS) : at]), *holders[at : at + _HOLDERS]]
        fitting = [held for held in near if _same_office(scene, role, held)]
        if fitting:
            alone = len({held.chain.entity_id for held in fitting}) == 1
            return replace(chain_source(fitting[0].chain), certainty=0.95 if alone else 0.75)
    return None


def _same_office(scene: Scene, role: Role, held: Held) -> bool:
    """Whether a description may mean a role that somebody holds: head, gender, modifiers."""
    genders = {held.role.gender, held.chain.gender} - {None}
    if role.gender and genders and role.gender not in genders:
        return False
    if role.country and held.chain.country and role.country != held.chain.country:
        return False
    synonyms = synonym_words(role.role)
    words = scene.content_words(role.head + 1, role.last) - synonyms
    theirs = scene.content_words(held.role.head + 1, held.role.last) - synonyms
    if held.role.role != role.role:
        # « le patron de la BRD » is the president of the Banque régionale de développement.
        body = {word for word in words if word.startswith("@")}
        return bool(body) and body <= theirs
    if _heads_a_state(scene, role) and any(map(_is_body, theirs)):
        return False  # « le chef de l'État » is no « président de l'Assemblée »
    if words <= theirs or _only_countries(words ^ theirs):
        return True
    # « l'avocat général » is more than « l'avocat »: an adjective makes another office.
    adjective = role.head + 1 < role.last and scene.view.words[role.head + 1].pos_ == "ADJ"
    return theirs <= words and not adjective


def _is_body(word: str) -> bool:
    """Whether a content word of a role is an organisation, by its name or as a noun."""
    return word.startswith("@") or noun_kind(word) in {"organisation", "group"}


def _heads_a_state(scene: Scene, role: Role) -> bool:
    """Whether a phrase names the head of a state or government by another word."""
    noun = person_role(scene.view.words[role.head].text)
    return role.role in {"president", "premier ministre"} and (
        noun is None or noun.role not in role.role
    )


def _only_countries(words: frozenset[str]) -> bool:
    return len(words) <= 1 and all(word.startswith("=") for word in words)


def _by_description(scene: Scene, phrase: Phrase, spoken: Sequence[Spoken]) -> Source | None:
    """« le candidat », « l'élue », « ce spécialiste des prix »: the fitting person most in view.

    First among persons whose role speaks for the noun; then among those whom nothing speaks
    against, if there is but one or the last speaker is the likeliest.
    """
    words = content_words(scene.view, phrase.head + 1, phrase.last)
    pointing = phrase.determiner in {"ce", "cet", "cette"}
    if not pointing and has_full_complement(scene.view, phrase):
        return None
    country = next((word[1:] for word in words if word.startswith("=")), None)
    noun = phrase.role
    if noun is not None and noun.field in _RANKED and words - {f"={country}"}:
        # « le rapporteur public », « l'avocat général »: the adjective makes another office.
        return None

    def accepts(strict: bool) -> Callable[[Source], bool]:
        def test(source: Source) -> bool:
            chain = scene.person(source)
            if chain is None or not country_allows(scene, chain, phrase):
                return False
            return noun is None or _fields_agree(chain, noun, strict)

        return test

    wanted = Wanted(phrase.gender, False, accepts=accepts(strict=True))
    found = whom_it_takes_up(scene, phrase.first, wanted, spoken)
    loosely = replace(wanted, accepts=accepts(strict=False))
    return found or _only_one(scene, phrase, loosely, spoken)


def country_allows(scene: Scene, chain: Chain, phrase: Phrase) -> bool:
    """Whether the country in a description lets it mean a person.

    An office (« le président français ») means nobody whose country the text does not tell.
    """
    role = describe_role(scene.view, phrase.head, phrase.last)
    if role is None or role.country is None or chain.country == role.country:
        return True
    office = person_role(role.role.split()[-1])
    return chain.country is None and (office is None or office.field not in _OFFICES)


def _only_one(
    scene: Scene, phrase: Phrase, wanted: Wanted, spoken: Sequence[Spoken]
) -> Source | None:
    """The one who fits, or the likeliest if they spoke last."""
    before = scene.candidates_before(phrase.first)
    spoke = last_speaker(scene, phrase.first, spoken)
    ranked = rank(scene.view, phrase.first, before, wanted, spoke)
    seen = {c.source.key for c in before if not c.oblique}
    ranked = [(score, source) for score, source in ranked if source.key in seen]
    likeliest = spoken and ranked and ranked[0][1].key == spoken[-1].source.key
    found = choose(ranked) if likeliest or len(ranked) == 1 else None
    return found.less_sure(THIN) if found is not None and found.name else None


def _fields_agree(chain: Chain, noun: RoleNoun, strict: bool) -> bool:
    """Whether what the text says of a person lets a noun of some walk of life stand for them.

    Strictly, an office (« le procureur ») needs a role of its field and a general noun; a trade
    does where no role is told. Else it is enough that no role of another field is told.
    """
    told = (next(filter(None, map(person_role, text.split())), None) for text in chain.roles)
    fields = {role.field for role in told if role is not None} - {"any", "kin", "lead"}
    if noun.field == "any" and noun.general:
        return True
    if noun.field == "lead":
        return not strict
    if strict:
        return (noun.field in fields and noun.general) or (not fields and noun.field in _TRADES)
    unranked = noun.field not in _RANKED | {"politics"}
    return noun.general or (not fields and unranked)


def with_known_roles(scene: Scene) -> Scene:
    """The scene with described people (« le président russe ») named where a role tells who."""
    by_head = {held.role.head: held for held in scene.held}
    known: list[Candidate] = []
    for candidate in scene.candidates:
        if candidate.source.entity_id is None and candidate.source.kind == "person":
            phrase = candidate.phrase
            held = by_head.get(phrase.head) if phrase else None
            source = chain_source(held.chain) if held else None
            if source is None and phrase is not None and phrase.definite:
                source = _by_role(scene, phrase)
            candidate = replace(candidate, source=source or candidate.source)
        known.append(candidate)
    return replace(scene, candidates=tuple(known))
