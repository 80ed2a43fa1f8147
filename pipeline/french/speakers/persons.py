"""Persons described by what they are: « le ministre », « l'élue », « ce spécialiste des prix »."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from pipeline.french.names.function_words import function_words
from pipeline.french.names.names import genders_clash
from pipeline.french.names.roles import Role, describe_role
from pipeline.french.names.source_nouns import RoleNoun, noun_kind, person_role, synonym_words
from pipeline.french.records import Chain
from pipeline.french.speakers.candidates import Candidate, chain_source
from pipeline.french.speakers.hearing import Hearing, Testimony
from pipeline.french.speakers.noun_phrases import Phrase, has_full_complement
from pipeline.french.speakers.questions import PERSON
from pipeline.french.speakers.scene import Held, Scene
from pipeline.french.view import View

_RANKED = frozenset({"justice", "police", "military", "diplomacy"})
_OFFICES = frozenset({"lead", "politics"})
# Walks of life in which many bear the same title: who is told no role may.
_OPEN_TRADES = frozenset({"sport", "culture", "science", "work", "health"})
# Holders of one role that are looked at on each side: it bounds the work for one description.
_HOLDERS = 40


def holders_of_the_role(hearing: Hearing) -> Iterator[Testimony]:
    """Whom the text gives the role that a description names, beside it or elsewhere."""
    scene, question = hearing.scene, hearing.question
    phrase = question.phrase
    if question.kind != PERSON or phrase is None:
        return
    for held in scene.held_in(phrase.head - 1, phrase.last):
        told = held.role.head == phrase.head or phrase.role is None
        if told and held.role.last > phrase.head:
            yield Testimony(chain_source(held.chain), "apposed")
    if question.definite:
        for n, held in enumerate(holders := _holders(scene, phrase)):
            source = chain_source(held.chain)
            yield Testimony(source, "role told")
            if n == 0:
                yield Testimony(source, "role told nearest")
            if len({h.chain.entity_id for h in holders}) == 1:
                yield Testimony(source, "role told of one")


def _holders(scene: Scene, phrase: Phrase) -> list[Held]:
    """Those to whom the text gives the role of a phrase: the nearest before it first, then after.

    Modifiers agree; « le patron de la BRD » may be the president of the bank.
    """
    role = describe_role(scene.view, phrase.head, phrase.last)
    if role is None:
        return []
    leads = phrase.role is not None and phrase.role.field == "lead"
    for key in (role.role, "lead") if leads else (role.role,):
        holders = scene.holders.get(key, ())
        at = bisect_left(holders, phrase.head, key=lambda h: h.role.head)
        near = [*reversed(holders[max(0, at - _HOLDERS) : at]), *holders[at : at + _HOLDERS]]
        fitting = [held for held in near if _same_office(scene, role, held)]
        if fitting:
            return fitting
    return []


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


def may_bear(scene: Scene, chain: Chain, phrase: Phrase) -> bool:
    """Whether a description may go on with a person who spoke: gender, country, walk of life."""
    noun, told = phrase.role, told_roles(chain)
    if noun is None or noun.field == "kin" or genders_clash(phrase.gender, chain.gender):
        return False
    if country_fits(scene, chain, phrase) is False:
        return False
    if any(role.role == noun.role for role in told):
        complement = (word.text for word in scene.view.words[phrase.head + 1 : phrase.last])
        proper = [word for word in complement if word[0].isupper()]
        return all(any(name in text for text in chain.roles) for name in proper)
    fields = {role.field for role in told} - {"any", "kin"}
    if noun.general:
        return noun.field in fields | {"any"} or not fields
    return not fields and (noun.field in _OPEN_TRADES or noun.role in function_words("member"))


def against(scene: Scene, chain: Chain, phrase: Phrase) -> str | None:
    """What of a person's told roles a description contradicts, in words; None for nothing."""
    noun = phrase.role
    if country_fits(scene, chain, phrase) is False:
        return "another country, or none told"
    if noun is None:
        return None
    if noun.field == "kin" and has_full_complement(scene.view, phrase):
        return "kin of somebody"
    office = describe_role(scene.view, phrase.head, phrase.last)
    if office is not None and _heads_a_state(scene, office) and _heads_a_body(scene, chain):
        return "the head of a body, not of a state"
    if noun.field in _RANKED and names_its_office(scene.view, phrase):
        return "an office that nothing gives this person"
    told = told_roles(chain)
    if any(role.role == noun.role for role in told):
        return None if may_bear(scene, chain, phrase) else "the same role elsewhere"
    others = {role.field for role in told} - {"any", "kin", "lead"}
    pointing = phrase.determiner in {"ce", "cet", "cette"}
    if pointing or not others or noun.field in {"any", "lead"}:
        return None
    if noun.field not in others:
        return "a role of another walk of life"
    ranked = noun.field in _RANKED | {"politics"} and not noun.general
    return "another office of the same walk of life" if ranked else None


def _heads_a_body(scene: Scene, chain: Chain) -> bool:
    """Whether a role that the text gives a person is one of a body: « patron de la Brasserie »."""
    roles = (held.role for held in scene.held if held.chain is chain)
    return any(_is_body(word) for r in roles for word in scene.content_words(r.head + 1, r.last))


def names_its_office(view: View, phrase: Phrase) -> bool:
    """Whether a complement with a name says whose office it is: « la maire de Brivel »."""
    complement = view.words[phrase.head + 1 : phrase.last]
    named = any(word.text[0].isupper() for word in complement)
    return named and has_full_complement(view, phrase)


def roles_allow(scene: Scene, chain: Chain, phrase: Phrase) -> bool:
    """Whether no other role of the same walk of life is told, and gender and country agree."""
    noun = phrase.role
    if genders_clash(phrase.gender, chain.gender):
        return False
    if country_fits(scene, chain, phrase) is False:
        return False
    return noun is None or all(
        role.role == noun.role or role.field != noun.field for role in told_roles(chain)
    )


def fields_told(chain: Chain) -> frozenset[str]:
    """The walks of life of the roles that the text gives a person."""
    return frozenset(role.field for role in told_roles(chain)) - {"any", "kin"}


def told_roles(chain: Chain) -> list[RoleNoun]:
    """The role nouns in what the text says of a person."""
    return [role for text in chain.roles for role in map(person_role, text.split()) if role]


def country_fits(scene: Scene, chain: Chain, phrase: Phrase) -> bool | None:
    """Whether the country in a description agrees with a person's; None where one tells none.

    An office (« le président français ») fits nobody whose country the text does not tell.
    """
    role = describe_role(scene.view, phrase.head, phrase.last)
    if role is None or role.country is None:
        return None
    if chain.country is not None:
        return chain.country == role.country
    office = person_role(role.role.split()[-1])
    return None if office is None or office.field not in _OFFICES else False


def with_known_roles(scene: Scene) -> Scene:
    """The scene with described people (« le président russe ») named where a role tells who."""
    by_head = {held.role.head: held for held in scene.held}
    known: list[Candidate] = []
    for candidate in scene.candidates:
        if candidate.source.entity_id is None and candidate.source.kind == "person":
            phrase = candidate.phrase
            held = by_head.get(phrase.head) if phrase else None
            if held is None and phrase is not None and phrase.definite:
                held = next(iter(_holders(scene, phrase)), None)
            source = chain_source(held.chain) if held else candidate.source
            candidate = replace(candidate, source=source)
        known.append(candidate)
    return replace(scene, candidates=tuple(known))
