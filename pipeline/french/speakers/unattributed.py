"""Who speaks where a quote has no attribution of its own: the text around it tells."""

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.french.names.function_words import function_words
from pipeline.french.names.source_nouns import person_role
from pipeline.french.records import Chain, Quote
from pipeline.french.speakers.antecedents import Spoken
from pipeline.french.speakers.coreference import Candidate, Source
from pipeline.french.speakers.noun_phrases import (
    PERSONAL,
    Phrase,
    analyse_phrase,
    pronoun_of,
)
from pipeline.french.speakers.persons import country_allows
from pipeline.french.speakers.scene import Scene
from pipeline.french.speakers.sources import resolve_phrase
from pipeline.french.text import fold

# A quote without a named source goes on with the speaker this many paragraphs before, at most.
_CONTINUES = 1
# Sentences before a quote in which its speaker may be brought in, and behind it.
_BEFORE, _BEHIND = 3, 1
_INTRODUCED, _PRESENTED, _FOLLOWING, _CONTINUED, _NEARBY = 0.7, 0.75, 0.65, 0.8, 0.5
_DESCRIBED = 0.6
# Words that a headline shares with the quote that it takes up, at least.
_ECHOED = 3
# Quotes of a document that are looked at for one: headlines stand first.
_HEADLINES = 4
# Walks of life in which many bear the same title: who is told no role may.
_TRADES = frozenset({"sport", "culture", "science", "work", "health"})
# Sentences that a description reaches back to who spoke; tokens around it that may turn to another.
_NEXT, _TURN_REACH = 2, 8
_WORD = re.compile(r"\w+")


def continuing(scene: Scene, quote: Quote, spoken: Sequence[Spoken]) -> Source | None:
    """The source of a quote whose sentence names none, or None.

    In this order: the subject before a colon; who is brought in by the sentences before it in its
    paragraph; by the sentence behind a quote that opens its paragraph; who spoke last; the one
    person named near.
    """
    token = scene.at.token_at(quote.start)
    opener = _introducing(scene, token)
    if opener is not None:
        return opener
    last = spoken[-1] if spoken else None
    brought_in = _presented(scene, token, spoken)
    if brought_in is not None:
        return replace(brought_in, certainty=brought_in.certainty * _PRESENTED)
    end = scene.at.token_at(max(quote.end - 1, 0))
    if quote.type == "direct" and _opens_paragraph(scene, token):
        following = _brought_in_behind(scene, end)
        if following is not None:
            return replace(following, certainty=_FOLLOWING)
    paragraph = scene.at.paragraph[token]
    if last is not None and paragraph - scene.at.paragraph[last.token] <= _CONTINUES:
        return replace(last.source, certainty=last.source.certainty * _CONTINUED)
    return _only_one_near(scene, token, end)


def named_before(
    scene: Scene, quote: Quote, source: Source, spoken: Sequence[Spoken]
) -> Source | None:
    """« Rose Duval, élue, a bondi. « … », a lancé la cheffe du groupe » → Rose Duval.

    The description in an incise takes up the person whom the sentence before the quote brings in,
    where no role of that person speaks against it; else None.
    """
    if quote.speaker is None or source.entity_id is not None or source.kind != "person":
        return None
    phrase = analyse_phrase(scene.doc, *scene.at.tokens_of(quote.speaker))
    pointing = phrase.definite and not phrase.plural
    person = _presented(scene, scene.at.token_at(quote.start), spoken) if pointing else None
    chain = scene.chains.get(person.entity_id or "") if person is not None else None
    if person is None or chain is None or chain.label != "PER":
        return None
    if phrase.gender and chain.gender and phrase.gender != chain.gender:
        return None
    if not _roles_allow(scene, chain, phrase) or not country_allows(scene, chain, phrase):
        return None
    return replace(person, certainty=_DESCRIBED)


def taken_up(scene: Scene, quote: Quote, source: Source, spoken: Sequence[Spoken]) -> Source | None:
    """« « A », note Rose Duval. « B », ajoute l'élue de Brivel. » → Rose Duval.

    A definite description that nobody is told to bear takes up who spoke right before, unless a
    role, the gender, or a word of turning (« a répliqué », « de son côté ») speaks against it.
    """
    if quote.speaker is None or not spoken or source.entity_id or source.kind != "person":
        return None
    first, last = scene.at.tokens_of(quote.speaker)
    phrase = analyse_phrase(scene.doc, first, last)
    before = spoken[-1]
    chain = scene.chains.get(before.source.entity_id or "")
    if not phrase.definite or phrase.plural or chain is None or chain.label != "PER":
        return None
    if quote.cue_lemma in function_words("replying") or _turns(scene, first, last):
        return None
    start = min(first, scene.at.token_at(quote.start))
    if not _follows(scene, before, start) or not _may_bear(chain, phrase, scene):
        return None
    others = (c for c in scene.candidates_before(start) if c.token > before.token)
    if any(c.source.kind == "person" and c.source.key != before.source.key for c in others):
        return None
    return replace(before.source, certainty=_DESCRIBED)


def _follows(scene: Scene, before: Spoken, token: int) -> bool:
    """Whether `token` stands in the sentence of what was said before, or the next one or two."""
    gap = scene.at.sentence[token] - scene.at.sentence[before.token]
    paragraphs = scene.at.paragraph[token] - scene.at.paragraph[before.token]
    return 0 <= gap <= _NEXT and 0 <= paragraphs <= _CONTINUES


def _turns(scene: Scene, first: int, last: int) -> bool:
    """Whether « de son côté », « quant à lui » near the source bring in another one."""
    near = scene.doc[max(first - _TURN_REACH, 0) : last + _TURN_REACH].text
    words = " ".join(fold(near).split())
    return any(turn in words for turn in ("son cote", "sa part", "quant a l", "quant a elle"))


def _may_bear(chain: Chain, phrase: Phrase, scene: Scene) -> bool:
    """Whether a description may mean a person: gender, country and walk of life agree."""
    noun = person_role(scene.doc[phrase.head].text)
    if phrase.gender and chain.gender and phrase.gender != chain.gender:
        return False
    if not country_allows(scene, chain, phrase):
        return False
    told = [role for text in chain.roles for role in map(person_role, text.split()) if role]
    if noun is None or noun.field == "kin":
        return False
    if any(role.role == noun.role for role in told):
        proper = [t.text for t in scene.doc[phrase.head + 1 : phrase.last] if t.text[:1].isupper()]
        return all(any(name in text for text in chain.roles) for name in proper)
    fields = {role.field for role in told} - {"any", "kin"}
    if noun.general:
        return noun.field in fields | {"any"} or not fields
    return not fields and (noun.field in _TRADES or noun.role in function_words("member"))


def interviewee(scene: Scene, quotes: Sequence[Quote]) -> Source | None:
    """Who answers where no label says it: the one person named before the first answer."""
    starts = [q.start for q in quotes if q.rule == "answer" and q.speaker is None]
    if not starts:
        return None
    end = scene.at.token_at(min(starts))
    people = {
        c.source.key: c.source
        for c in scene.candidates_before(end)
        if c.source.kind == "person" and c.source.entity_id is not None
    }
    if len(people) != 1:
        return None
    return replace(next(iter(people.values())), certainty=_INTRODUCED)


def with_echoes(quotes: Sequence[Quote], doc: Doc) -> list[Quote]:
    """Quotes without a name (headlines) with that of the one later quote whose words they take."""
    found = list(quotes)
    nameless = [n for n, q in enumerate(quotes) if q.type == "direct" and not q.speaker_name]
    text = doc.text if nameless else ""
    for n in [n for n in nameless if quotes[n].speaker is None][:_HEADLINES]:
        words = _words(text[quotes[n].start : quotes[n].end])
        later = [q for q in quotes[n + 1 :] if words <= _words(text[q.start : q.end])]
        if len(words) >= _ECHOED and len({q.speaker_name for q in later}) == 1:
            found[n] = replace(
                quotes[n],
                speaker_name=later[0].speaker_name,
                speaker_entity_id=later[0].speaker_entity_id,
                speaker_kind=later[0].speaker_kind,
            )
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in _WORD.findall(text))


def _roles_allow(scene: Scene, chain: Chain, phrase: Phrase) -> bool:
    """Whether a person may be called so: no other role of the same walk of life is told."""
    noun = person_role(scene.doc[phrase.head].text)
    told = [role for text in chain.roles for role in map(person_role, text.split()) if role]
    if noun is None or not told:
        return True
    return all(role.role == noun.role or role.field != noun.field for role in told)


def _introducing(scene: Scene, token: int) -> Source | None:
    """The subject of the clause before the colon that opens a quote: « X se fâche : « … » »."""
    k = token - 1
    while k >= 0 and (scene.doc[k].text in {"«", '"', "“"} or scene.doc[k].is_space):
        k -= 1
    if k < 0 or scene.doc[k].text != ":":
        return None
    sentence = scene.at.sentence[k]
    subjects = [
        c
        for c in scene.candidates_before(k)
        if c.sentence == sentence and not c.oblique and not c.quoted and c.source.kind != "place"
    ]
    found = [c for c in subjects if c.subject] or [c for c in subjects if c.source.entity_id]
    return replace(found[-1].source, certainty=_INTRODUCED) if found else None


def _presented(scene: Scene, token: int, spoken: Sequence[Spoken]) -> Source | None:
    """« Le gardien hausse les épaules. « … » »: the person of the nearest sentence before."""
    at = scene.at
    floor = spoken[-1].token if spoken else -1
    before = [
        c
        for c in scene.candidates_before(token)
        if c.token > floor and at.paragraph[token] == c.paragraph and _can_be_meant(c)
    ]
    for sentence in range(at.sentence[token] - 1, at.sentence[token] - 1 - _BEFORE, -1):
        inside = [c for c in before if c.sentence == sentence]
        if inside:
            subjects = [c for c in inside if c.subject]
            return (subjects or inside)[0].source
        pronoun = _opening_pronoun(scene, sentence, token, floor)
        if pronoun is not None:
            return resolve_phrase(scene, pronoun, pronoun + 1, spoken)
    return None


def _opening_pronoun(scene: Scene, sentence: int, token: int, floor: int) -> int | None:
    """The « il » or « elle » that is the subject of a sentence before `token`, behind `floor`."""
    for k in range(token - 1, floor, -1):
        if scene.at.sentence[k] < sentence or scene.at.paragraph[k] != scene.at.paragraph[token]:
            return None
        word = scene.doc[k]
        subject = word.dep_.startswith("nsubj") and pronoun_of(word.text) is not None
        if scene.at.sentence[k] == sentence and subject and word.lower_ in PERSONAL:
            return k
    return None


def _opens_paragraph(scene: Scene, token: int) -> bool:
    k = token - 1
    while k >= 0 and (scene.doc[k].is_punct or scene.doc[k].is_space):
        k -= 1
    return k < 0 or scene.at.paragraph[k] != scene.at.paragraph[token]


def _brought_in_behind(scene: Scene, end: int) -> Source | None:
    """« « … » Sur le parking, Rose Duval ne décolère pas »: the person of the sentence behind."""
    sentence, paragraph = scene.at.sentence[end], scene.at.paragraph[end]
    for candidate in scene.candidates_after(end):
        if candidate.sentence > sentence + _BEHIND or candidate.paragraph != paragraph:
            return None
        named = candidate.source.entity_id is not None
        if _can_be_meant(candidate) and candidate.subject and named:
            return candidate.source
    return None


def _only_one_near(scene: Scene, token: int, end: int) -> Source | None:
    sentence = scene.at.sentence[token]
    near = [
        c.source
        for c in scene.candidates_before(token)
        if c.source.kind == "person" and 0 <= sentence - c.sentence <= 1 and not c.quoted
    ]
    if not near:
        near = _named_next(scene, end)
    names = {source.key for source in near}
    return replace(near[-1], certainty=_NEARBY) if len(names) == 1 else None


def _named_next(scene: Scene, token: int) -> list[Source]:
    """The persons who are subjects in the sentence after a quote that opens an article."""
    sentence, paragraph = scene.at.sentence[token], scene.at.paragraph[token]
    return [
        c.source
        for c in scene.candidates_after(token)
        if c.source.kind == "person"
        and c.subject
        and c.sentence <= sentence + 2
        and c.paragraph <= paragraph + 1
    ][:1]


def _can_be_meant(candidate: Candidate) -> bool:
    """A person outside quotation marks whom no preposition governs."""
    return candidate.source.kind == "person" and not candidate.oblique and not candidate.quoted
