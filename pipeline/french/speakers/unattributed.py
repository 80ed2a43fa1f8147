"""Who speaks where a quote has no attribution of its own: the text around it tells."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.french.context_words import context_words
from pipeline.french.names.function_words import function_words
from pipeline.french.names.names import genders_clash
from pipeline.french.names.source_nouns import RoleNoun, person_role
from pipeline.french.records import Chain, Quote
from pipeline.french.speakers.antecedents import Spoken
from pipeline.french.speakers.coreference import Candidate, Source
from pipeline.french.speakers.noun_phrases import PERSONAL, Phrase, analyse_phrase
from pipeline.french.speakers.persons import country_allows
from pipeline.french.speakers.scene import Scene
from pipeline.french.speakers.sources import resolve_phrase
from pipeline.french.text import fold
from pipeline.french.verbs import is_subject
from pipeline.french.view import View

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
# Sentences that a description reaches back to who spoke; words around it that may turn to another.
_NEXT, _TURN_REACH = 2, 8
_WORD = re.compile(r"\w+")


def continuing(scene: Scene, quote: Quote, spoken: Sequence[Spoken]) -> Source | None:
    """The source of a quote whose sentence names none, or None.

    In this order: the subject before a colon; who is brought in by the sentences before it in its
    paragraph; by the sentence behind a quote that opens its paragraph; who spoke last; the one
    person named near.
    """
    view = scene.view
    p, end = scene.said(quote)
    opener = _introducing(scene, p)
    if opener is not None:
        return opener
    last = spoken[-1] if spoken else None
    brought_in = _presented(scene, p, spoken)
    if brought_in is not None:
        return brought_in.less_sure(_PRESENTED)
    if quote.type == "direct" and _opens_paragraph(scene, p):
        following = _brought_in_behind(scene, end - 1)
        if following is not None:
            return replace(following, certainty=_FOLLOWING)
    paragraph = view.paragraph[p]
    if last is not None and paragraph - view.paragraph[last.place] <= _CONTINUES:
        return last.source.less_sure(_CONTINUED)
    return _only_one_near(scene, p, end - 1)


def named_before(
    scene: Scene, quote: Quote, source: Source, spoken: Sequence[Spoken]
) -> Source | None:
    """« Rose Duval, élue, a bondi. « … », a lancé la cheffe du groupe » → Rose Duval.

    The description in an incise takes up the person whom the sentence before the quote brings in,
    where no role of that person speaks against it; else None.
    """
    if quote.speaker is None or source.entity_id is not None or source.kind != "person":
        return None
    phrase = analyse_phrase(scene.view, *scene.touched(quote.speaker))
    start, _ = scene.said(quote)
    pointing = phrase.definite and not phrase.plural
    person = _presented(scene, start, spoken) if pointing else None
    chain = scene.person(person) if person is not None else None
    if person is None or chain is None or not _can_mean(scene, chain, phrase):
        return None
    return replace(person, certainty=_DESCRIBED) if _roles_allow(chain, phrase) else None


def taken_up(scene: Scene, quote: Quote, source: Source, spoken: Sequence[Spoken]) -> Source | None:
    """« « A », note Rose Duval. « B », ajoute l'élue de Brivel. » → Rose Duval.

    A definite description that nobody is told to bear takes up who spoke right before, unless a
    role, the gender, or a word of turning (« a répliqué », « de son côté ») speaks against it.
    """
    if quote.speaker is None or not spoken or source.entity_id or source.kind != "person":
        return None
    first, last = scene.touched(quote.speaker)
    phrase = analyse_phrase(scene.view, first, last)
    before = spoken[-1]
    chain = scene.person(before.source)
    if not phrase.definite or phrase.plural or chain is None:
        return None
    if quote.cue_lemma in context_words("replying") or _turns(scene, first, last):
        return None
    start = min(first, scene.said(quote)[0])
    if not _follows(scene, before, start) or not _may_bear(scene, chain, phrase):
        return None
    others = (c for c in scene.candidates_before(start) if c.place > before.place)
    if any(c.source.kind == "person" and c.source.key != before.source.key for c in others):
        return None
    return replace(before.source, certainty=_DESCRIBED)


def _follows(scene: Scene, before: Spoken, p: int) -> bool:
    """Whether `p` stands in the sentence of what was said before, or the next one or two."""
    view = scene.view
    gap = view.sentence[p] - view.sentence[before.place]
    paragraphs = view.paragraph[p] - view.paragraph[before.place]
    return 0 <= gap <= _NEXT and 0 <= paragraphs <= _CONTINUES


def _turns(scene: Scene, first: int, last: int) -> bool:
    """Whether « de son côté », « quant à lui » near the source bring in another one."""
    words = " ".join(scene.view.folded[max(first - _TURN_REACH, 0) : last + _TURN_REACH])
    return any(turn in words for turn in ("son cote", "sa part", "quant a l", "quant a elle"))


def _may_bear(scene: Scene, chain: Chain, phrase: Phrase) -> bool:
    """Whether a description may mean a person: gender, country and walk of life agree."""
    noun, told = phrase.role, _told_roles(chain)
    if noun is None or noun.field == "kin" or not _can_mean(scene, chain, phrase):
        return False
    if any(role.role == noun.role for role in told):
        complement = (word.text for word in scene.view.words[phrase.head + 1 : phrase.last])
        proper = [word for word in complement if word[0].isupper()]
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
    first, _ = scene.touched((min(starts), min(starts)))
    people = {
        c.source.key: c.source
        for c in scene.candidates_before(first)
        if c.source.kind == "person" and c.source.entity_id is not None
    }
    if len(people) != 1:
        return None
    return replace(next(iter(people.values())), certainty=_INTRODUCED)


def with_echoes(view: View, quotes: Sequence[Quote]) -> list[Quote]:
    """Quotes without a name (headlines) with that of the one later quote whose words they take."""
    found = list(quotes)
    nameless = [n for n, q in enumerate(quotes) if q.type == "direct" and not q.speaker_name]
    for n in [n for n in nameless if quotes[n].speaker is None][:_HEADLINES]:
        words = _words(view, quotes[n])
        later = [q for q in quotes[n + 1 :] if words <= _words(view, q)]
        if len(words) >= _ECHOED and len({q.speaker_name for q in later}) == 1:
            found[n] = replace(
                quotes[n],
                speaker_name=later[0].speaker_name,
                speaker_entity_id=later[0].speaker_entity_id,
                speaker_kind=later[0].speaker_kind,
            )
    return found


def _words(view: View, quote: Quote) -> frozenset[str]:
    found = _WORD.findall(view.text, quote.start, quote.end)
    return frozenset(fold(word) for word in found)


def _can_mean(scene: Scene, chain: Chain, phrase: Phrase) -> bool:
    """Whether gender and country let a phrase mean a person."""
    clash = genders_clash(phrase.gender, chain.gender)
    return not clash and country_allows(scene, chain, phrase)


def _roles_allow(chain: Chain, phrase: Phrase) -> bool:
    """Whether a person may be called so: no other role of the same walk of life is told."""
    noun, told = phrase.role, _told_roles(chain)
    return noun is None or all(role.role == noun.role or role.field != noun.field for role in told)


def _told_roles(chain: Chain) -> list[RoleNoun]:
    """The role nouns in what the text says of a person."""
    return [role for text in chain.roles for role in map(person_role, text.split()) if role]


def _introducing(scene: Scene, p: int) -> Source | None:
    """The subject of the clause before the colon that opens a quote: « X se fâche : « … » »."""
    view = scene.view
    colon = p - 1
    while view.word(colon) in {"«", '"', "“"}:
        colon -= 1
    if view.word(colon) != ":":
        return None
    sentence = view.sentence[colon]
    subjects = [
        c
        for c in scene.candidates_before(colon)
        if c.sentence == sentence and not c.oblique and not c.quoted and c.source.kind != "place"
    ]
    found = [c for c in subjects if c.subject] or [c for c in subjects if c.source.entity_id]
    return replace(found[-1].source, certainty=_INTRODUCED) if found else None


def _presented(scene: Scene, p: int, spoken: Sequence[Spoken]) -> Source | None:
    """« Le gardien hausse les épaules. « … » »: the person of the nearest sentence before."""
    view = scene.view
    floor = spoken[-1].place if spoken else -1
    before = [
        c
        for c in scene.candidates_before(p)
        if c.place > floor and view.paragraph[p] == c.paragraph and _can_be_meant(c)
    ]
    for sentence in range(view.sentence[p] - 1, view.sentence[p] - 1 - _BEFORE, -1):
        inside = [c for c in before if c.sentence == sentence]
        if inside:
            return next((c for c in inside if c.subject), inside[0]).source
        pronoun = _opening_pronoun(scene, sentence, p, floor)
        if pronoun is not None:
            return resolve_phrase(scene, pronoun, pronoun + 1, spoken)
    return None


def _opening_pronoun(scene: Scene, sentence: int, p: int, floor: int) -> int | None:
    """The « il » or « elle » that is the subject of a sentence before `p`, behind `floor`."""
    view = scene.view
    for k in range(p - 1, floor, -1):
        if view.sentence[k] < sentence or view.paragraph[k] != view.paragraph[p]:
            return None
        if view.sentence[k] == sentence and view.low[k] in PERSONAL and is_subject(view, k):
            return k
    return None


def _opens_paragraph(scene: Scene, p: int) -> bool:
    view = scene.view
    k = p - 1
    while k >= 0 and view.words[k].is_punct:
        k -= 1
    return k < 0 or view.paragraph[k] != view.paragraph[p]


def _brought_in_behind(scene: Scene, end: int) -> Source | None:
    """« « … » Sur le parking, Rose Duval ne décolère pas »: the person of the sentence behind."""
    view = scene.view
    sentence, paragraph = view.sentence[end], view.paragraph[end]
    for candidate in scene.candidates_after(end):
        if candidate.sentence > sentence + _BEHIND or candidate.paragraph != paragraph:
            break
        named = candidate.source.entity_id is not None
        if _can_be_meant(candidate) and candidate.subject and named:
            return candidate.source
    return None


def _only_one_near(scene: Scene, p: int, end: int) -> Source | None:
    sentence = scene.view.sentence[p]
    near = [
        c.source
        for c in scene.candidates_before(p)
        if c.source.kind == "person" and 0 <= sentence - c.sentence <= 1 and not c.quoted
    ]
    if not near:
        near = _named_next(scene, end)
    names = {source.key for source in near}
    return replace(near[-1], certainty=_NEARBY) if len(names) == 1 else None


def _named_next(scene: Scene, p: int) -> list[Source]:
    """The persons who are subjects in the sentence after a quote that opens an article."""
    view = scene.view
    sentence, paragraph = view.sentence[p], view.paragraph[p]
    return [
        c.source
        for c in scene.candidates_after(p)
        if c.source.kind == "person"
        and c.subject
        and c.sentence <= sentence + 2
        and c.paragraph <= paragraph + 1
    ][:1]


def _can_be_meant(candidate: Candidate) -> bool:
    """A person outside quotation marks whom no preposition governs."""
    return candidate.source.kind == "person" and not candidate.oblique and not candidate.quoted
