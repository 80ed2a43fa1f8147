"""Who speaks where a quote has no attribution of its own: the text around it tells."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.french.records import Quote
from pipeline.french.speakers.antecedents import Spoken
from pipeline.french.speakers.coreference import Candidate, Source
from pipeline.french.speakers.noun_phrases import PERSONAL, pronoun_of
from pipeline.french.speakers.scene import Scene
from pipeline.french.speakers.sources import resolve_phrase

# A quote without a named source goes on with the speaker this many paragraphs before, at most.
_CONTINUES = 1
# Sentences before a quote in which its speaker may be brought in, and behind it.
_BEFORE, _BEHIND = 2, 1
_INTRODUCED, _PRESENTED, _FOLLOWING, _CONTINUED, _NEARBY = 0.7, 0.75, 0.65, 0.8, 0.5


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
