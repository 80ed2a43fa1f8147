"""What speaks for and against a source in view, by names that a linguist gives it.

Each function gives evidence (name → value; what is not there counts 0) on one source for one
question: where it was named last, whether it spoke, whether it agrees, whether it can be called
so. What the evidence weighs is fitted to gold (`judge`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.french.context_words import context_words
from pipeline.french.names.function_words import function_words
from pipeline.french.names.names import genders_clash
from pipeline.french.records import Chain
from pipeline.french.speakers.bodies import calling
from pipeline.french.speakers.candidates import Candidate, Source
from pipeline.french.speakers.hearing import Hearing
from pipeline.french.speakers.noun_phrases import Phrase, content_words, has_full_complement
from pipeline.french.speakers.persons import (
    country_fits,
    fields_told,
    may_bear,
    told_roles,
)
from pipeline.french.speakers.questions import (
    BODY,
    DOCUMENT,
    LATTER,
    MISSING,
    PERSON,
    PRONOUN,
    Question,
    says_same,
)

Evidence = dict[str, float]
_BODIES = frozenset({"organisation", "group"})
# Sources in view that are weighed for one question, the nearest: it bounds the work.
_IN_VIEW = 14
# Mentions of each that are looked at; beyond so many sentences or paragraphs, and words, all are
# far; sentences in which a subject comes again.
_MENTIONS, _FAR, _NEAR, _AGAIN = 5, 6, 60, 4
# Words around a source that may turn to another one.
_TURN_REACH = 8
# Sentences that a description reaches back to who spoke.
_NEXT = 2
# Words between a quote's attribution and the next quote that follows at once.
_RIGHT_BEFORE = 6
_TURNS = ("son cote", "sa part", "quant a l", "quant a elle")


@dataclass(slots=True)
class Standing:
    """A source in view, and its mentions before the question, the nearest first.

    Where it spoke last counts as one.
    """

    source: Source
    mentions: list[Candidate]


def in_view(hearing: Hearing) -> list[Standing]:
    """The sources before a question that may be meant, the nearest first."""
    before = hearing.scene.candidates_before(hearing.question.first)
    found: dict[str, Standing] = {}
    for candidate in [*_who_spoke(hearing), *reversed(before)]:
        source = hearing.named(candidate)
        known = found.get(source.key)
        if known is not None:
            if len(known.mentions) < _MENTIONS:
                known.mentions.append(candidate)
        elif len(found) < _IN_VIEW and may_be_meant(hearing, source):
            found[source.key] = Standing(source, [candidate])
    return sorted(found.values(), key=lambda s: -s.mentions[0].place)


def _who_spoke(hearing: Hearing) -> list[Candidate]:
    """Who spoke last, as a subject at the place where that was told."""
    last, view = hearing.last, hearing.scene.view
    if last is None:
        return []
    place = last.place
    return [
        Candidate(
            last.source, place, view.sentence[place], view.paragraph[place], True, False, False
        )
    ]


def may_be_meant(hearing: Hearing, source: Source) -> bool:
    """Whether number, gender and kind leave it open that a question means a source."""
    question, last = hearing.question, hearing.last
    if last is not None and last.source.key == source.key and source.name:
        return not (question.kind in (PRONOUN, LATTER) and _clashes(question, source))
    if source.kind in {"place", "document"} or not source.name:
        return False
    if question.kind == MISSING:
        return True
    if question.plural != source.plural and question.kind != DOCUMENT:
        return False
    if question.kind == BODY and source.kind == "person":
        return question.phrase is not None and question.phrase.kind not in _BODIES
    return question.kind not in (PRONOUN, LATTER, PERSON) or not _clashes(question, source)


def _clashes(question: Question, source: Source) -> bool:
    return genders_clash(question.gender, source.gender)


def of_standing(hearing: Hearing, source: Source) -> Evidence:
    """What a source in view is, and how often it is named."""
    held = {
        f"kind={source.kind}": True,
        "in the headline": source.entity_id in hearing.scene.headlined,
        "described": source.entity_id is None,
    }
    often = math.log1p(hearing.scene.counts.get(source.entity_id or "", 0))
    return {"named again": often} | {name: 1.0 for name, holds in held.items() if holds}


def of_mentions(hearing: Hearing, standings: Sequence[Standing], n: int) -> list[Evidence]:
    """Where the n-th source in view was named, a piece of evidence for each mention."""
    places = [m.place for s in standings for m in s.mentions if not m.quoted]
    subjects = [m.place for s in standings for m in s.mentions if m.subject and not m.quoted]
    last, last_subject = max(places, default=-1), max(subjects, default=-1)
    number = hearing.scene.view.sentence[hearing.question.first]
    near = (m for m in standings[n].mentions if m.subject and number - m.sentence <= _AGAIN)
    again = math.log1p(sum(1 for m in near if not m.quoted))
    found = []
    for mention in standings[n].mentions:
        evidence = _of_mention(hearing, mention)
        evidence["subject again"] = again
        if mention.place == last:
            evidence["nearest"] = 1.0
        if mention.place == last_subject:
            evidence["nearest subject"] = 1.0
        found.append(evidence)
    return found


def _of_mention(hearing: Hearing, mention: Candidate) -> Evidence:
    view, p = hearing.scene.view, hearing.question.first
    said = hearing.question.said
    sentences = min(max(view.sentence[p] - mention.sentence, 0), _FAR)
    paragraphs = min(max(view.paragraph[p] - mention.paragraph, 0), _FAR)
    held = {
        "same sentence": sentences == 0,
        "subject": mention.subject,
        "subject here": mention.subject and sentences == 0,
        "subject before": mention.subject and sentences == 1 and paragraphs == 0,
        "subject before, other paragraph": mention.subject and sentences == 1 and paragraphs > 0,
        "oblique": mention.oblique,
        "quoted": mention.quoted,
        "newly described": _is_new(mention),
        "inside what is said": said is not None and said[0] <= mention.place < said[1],
    }
    far = {
        "sentences": float(sentences),
        "paragraphs": float(paragraphs),
        "words": min(p - mention.place, _NEAR) / _NEAR,
    }
    return far | {name: 1.0 for name, holds in held.items() if holds}


def _is_new(candidate: Candidate) -> bool:
    """« une riveraine » brings in somebody new; « la riveraine » may be anybody named before."""
    return candidate.phrase is not None and candidate.phrase.determiner in {"un", "une"}


def of_speech(hearing: Hearing, source: Source) -> Evidence:
    """Whether a source spoke before, last, and what has come between."""
    last, question = hearing.last, hearing.question
    if last is None or last.source.key != source.key:
        before = any(spoken.source.key == source.key for spoken in hearing.spoken)
        return {"spoke before": 1.0} if before else {}
    view, p = hearing.scene.view, question.first
    gap = view.sentence[p] - view.sentence[last.place]
    between = [
        c
        for c in hearing.scene.candidates_before(p)
        if c.place > last.place and not c.oblique and not c.quoted and c.source.key != source.key
    ]
    cue = question.quote.cue_lemma if question.quote is not None else None
    held = {
        "spoke last": True,
        "spoke last, paragraph before": view.paragraph[p] > view.paragraph[last.place],
        "spoke last, others since": any(c.source.kind == "person" for c in between),
        "spoke last, a subject since": any(c.subject for c in between),
        "spoke last, now another answers": cue in context_words("replying"),
        "spoke last, now it turns": _turns(hearing),
        "spoke last, the same": says_same(question, view),
        "spoke last, named": source.entity_id is not None,
        "spoke last, in words near": gap <= _NEXT,
        "spoke last, right before": p - last.place <= _RIGHT_BEFORE,
    }
    if _takes_up(hearing, source, held):
        held["takes up who spoke"] = True
    return {name: 1.0 for name, holds in held.items() if holds}


def _takes_up(hearing: Hearing, source: Source, held: dict[str, bool]) -> bool:
    """« « A », note Rose Duval. « B », ajoute l'élue de Brivel. »: nothing speaks for another."""
    question, scene = hearing.question, hearing.scene
    chain, phrase = scene.person(source), question.phrase
    if question.kind != PERSON or chain is None or phrase is None or not phrase.definite:
        return False
    turned = held["spoke last, now another answers"] or held["spoke last, now it turns"]
    others = held["spoke last, others since"] or not held["spoke last, in words near"]
    return not turned and not others and may_bear(scene, chain, phrase)


def _turns(hearing: Hearing) -> bool:
    """Whether « de son côté », « quant à lui » near the source bring in another one."""
    question, folded = hearing.question, hearing.scene.view.folded
    near = folded[max(question.first - _TURN_REACH, 0) : question.last + _TURN_REACH]
    words = " ".join(near)
    return any(turn in words for turn in _TURNS)


def of_agreement(hearing: Hearing, source: Source) -> Evidence:
    """Gender, number and kind of a source beside those of the question."""
    question = hearing.question
    if question.kind == MISSING:
        return {}
    found = {}
    if question.gender is not None:
        clash = "gender differs" if _clashes(question, source) else "gender agrees"
        found["gender not told" if source.gender is None else clash] = 1.0
    if question.plural != source.plural:
        found["number differs"] = 1.0
    return found


def of_calling(hearing: Hearing, source: Source) -> Evidence:
    """Whether the text lets a person or body be called by the noun of a description."""
    question, scene = hearing.question, hearing.scene
    phrase = question.phrase
    if phrase is None:
        return {}
    found = {}
    chain = scene.person(source)
    if question.kind == PERSON and chain is not None:
        found = dict.fromkeys(_walks_of_life(chain, phrase), 1.0)
        fits = country_fits(scene, chain, phrase)
        if question.country:
            fits = None if chain.country is None else chain.country == question.country
        if fits is not None:
            found["country agrees" if fits else "country differs"] = 1.0
    if question.kind == BODY:
        called = calling(scene, source, phrase)
        if called is not None:
            found[called] = 1.0
        if phrase.lemma in function_words("generic_body") and source.kind == "organisation":
            found["a body by a noun for any"] = 1.0
    return found


def _walks_of_life(chain: Chain, phrase: Phrase) -> list[str]:
    noun, told = phrase.role, told_roles(chain)
    if noun is None:
        return ["no noun for a person"]
    if noun.field == "any":
        return ["a noun for anybody"]
    if any(role.role == noun.role for role in told):
        return ["same noun told"]
    fields = fields_told(chain)
    if not fields:
        return ["no role told"]
    if noun.field not in fields:
        return ["role of another field"]
    return ["field agrees, general noun" if noun.general else "another role of the field"]


def of_wording(hearing: Hearing) -> Evidence:
    """What speaks for leaving a description as it stands, or a quote without a speaker."""
    question, view = hearing.question, hearing.scene.view
    phrase = question.phrase
    if phrase is None:
        rule = question.quote.rule if question.quote is not None else "none"
        found = {"nobody": 1.0, f"nobody, rule={rule}": 1.0}
        return found | ({} if hearing.spoken else {"nobody, first to speak": 1.0})
    words = content_words(view, phrase.head + 1, phrase.last)
    noun = phrase.role
    held = {
        "as written": True,
        f"as written, {_determined(phrase)}": True,
        f"as written, kind={phrase.kind}": True,
        "as written, with a complement": has_full_complement(view, phrase),
        "as written, with other words": bool(words),
        "as written, plural": phrase.plural,
        "as written, general noun": noun is not None and noun.general,
        "as written, generic body": phrase.lemma in function_words("generic_body"),
        "as written, first to speak": not hearing.spoken,
        "as written, the same": says_same(question, view),
    }
    if noun is not None:
        held[f"as written, field={noun.field}"] = True
    return {name: 1.0 for name, holds in held.items() if holds}


def _determined(phrase: Phrase) -> str:
    if phrase.possessive:
        return "possessive"
    if phrase.determiner in {"ce", "cet", "cette", "ces"}:
        return "demonstrative"
    if not phrase.determiner:
        return "bare"
    return "definite" if phrase.definite else "indefinite"
