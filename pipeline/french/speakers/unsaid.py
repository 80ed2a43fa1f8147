"""Who speaks where a quote has no attribution of its own: the text around it tells."""

from collections.abc import Iterator

from pipeline.french.speakers.candidates import Candidate, Source
from pipeline.french.speakers.hearing import Hearing, Testimony
from pipeline.french.speakers.noun_phrases import PERSONAL
from pipeline.french.speakers.persons import roles_allow
from pipeline.french.speakers.questions import MISSING, PERSON
from pipeline.french.speakers.scene import Scene
from pipeline.french.verbs import is_subject

_INCISES = frozenset({"incise", "incise-inside"})
# Sentences before a quote in which its speaker may be brought in, and behind it.
_BEFORE, _BEHIND = 3, 1
# Paragraphs over which a quote without a source goes on with who spoke last.
_GOES_ON = 1


def before_the_colon(hearing: Hearing) -> Iterator[Testimony]:
    """The subject of the clause before the colon that opens a quote: « X se fâche : « … » »."""
    if hearing.question.kind != MISSING:
        return
    scene, view = hearing.scene, hearing.scene.view
    colon = hearing.question.first - 1
    while view.word(colon) in {"«", '"', "“"}:
        colon -= 1
    if view.word(colon) != ":":
        return
    sentence = view.sentence[colon]
    subjects = [
        c
        for c in scene.candidates_before(colon)
        if c.sentence == sentence and not c.oblique and not c.quoted and c.source.kind != "place"
    ]
    found = [c for c in subjects if c.subject] or [c for c in subjects if c.source.entity_id]
    if found:
        yield Testimony(hearing.named(found[-1]), "before the colon")


def first_to_tell(hearing: Hearing) -> Iterator[Testimony]:
    """Whom a reader thinks of first: the colon's subject, who is brought in, who spoke last …"""
    if hearing.question.kind != MISSING:
        return
    told = {t.evidence: t.source for w in _IN_ORDER for t in w(hearing)}
    last, paragraph = hearing.last, hearing.scene.view.paragraph
    if last is not None and paragraph[hearing.question.first] - paragraph[last.place] <= _GOES_ON:
        told["spoke last"] = last.source
    first = next((told[name] for name in _READING if name in told), None)
    if first is not None:
        yield Testimony(first, "thought of first")


def brought_in(hearing: Hearing) -> Iterator[Testimony]:
    """« Le gardien hausse les épaules. « … » »: the person of the nearest sentence before.

    Also for « « … », lance la cheffe du groupe » behind « Rose Duval, élue, a bondi. »
    """
    question = hearing.question
    if question.quote is None or question.said is None or not question.definite:
        return
    incise = question.kind == PERSON and question.quote.rule in _INCISES
    if question.kind != MISSING and not incise:
        return
    found = _presented(hearing, question.said[0])
    if found is None:
        return
    yield Testimony(found, "brought in before")
    chain, phrase = hearing.scene.person(found), question.phrase
    if chain is not None and phrase is not None and roles_allow(hearing.scene, chain, phrase):
        yield Testimony(found, "brought in, and may be called so")


def _presented(hearing: Hearing, p: int) -> Source | None:
    scene, view = hearing.scene, hearing.scene.view
    floor = hearing.spoken[-1].place if hearing.spoken else -1
    before = [
        c
        for c in scene.candidates_before(p)
        if c.place > floor and view.paragraph[p] == c.paragraph and _can_be_meant(c)
    ]
    for sentence in range(view.sentence[p] - 1, view.sentence[p] - 1 - _BEFORE, -1):
        inside = [c for c in before if c.sentence == sentence]
        if inside:
            return hearing.named(next((c for c in inside if c.subject), inside[0]))
        pronoun = _opening_pronoun(scene, sentence, p, floor)
        if pronoun is not None:
            found = hearing.resolve(pronoun, pronoun + 1)
            return found if found.name else None
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


def brought_in_behind(hearing: Hearing) -> Iterator[Testimony]:
    """« « … » Sur le parking, Rose Duval ne décolère pas »: the person of the sentence behind."""
    said = hearing.question.said
    if hearing.question.kind != MISSING or said is None:
        return
    scene, view = hearing.scene, hearing.scene.view
    opens, end = _opens_paragraph(scene, said[0]), said[1] - 1
    for candidate in scene.candidates_after(end):
        near = candidate.sentence <= view.sentence[end] + _BEHIND
        if not near or candidate.paragraph != view.paragraph[end]:
            return
        named = candidate.source.entity_id is not None
        if _can_be_meant(candidate) and candidate.subject and named:
            where = "brought in behind, opening" if opens else "brought in behind"
            yield Testimony(candidate.source, where)
            return


def _opens_paragraph(scene: Scene, p: int) -> bool:
    view = scene.view
    k = p - 1
    while k >= 0 and view.words[k].is_punct:
        k -= 1
    return k < 0 or view.paragraph[k] != view.paragraph[p]


def only_one_near(hearing: Hearing) -> Iterator[Testimony]:
    """The one person of the sentence and the one before, or of the two that follow."""
    said = hearing.question.said
    if hearing.question.kind != MISSING or said is None:
        return
    scene, p = hearing.scene, said[0]
    sentence = scene.view.sentence[p]
    near = [
        c.source
        for c in scene.candidates_before(p)
        if c.source.kind == "person" and 0 <= sentence - c.sentence <= 1 and not c.quoted
    ]
    if not near:
        near = _named_next(scene, said[1] - 1)
    if len({source.key for source in near}) == 1:
        yield Testimony(near[-1], "the only one near")


def _named_next(scene: Scene, p: int) -> list[Source]:
    """The first person who is a subject in the sentences after a quote that opens an article."""
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


def interviewee(hearing: Hearing) -> Iterator[Testimony]:
    """Who answers where no label says it: the one person named before the first answer."""
    quote = hearing.question.quote
    if hearing.question.kind != MISSING or quote is None or quote.rule != "answer":
        return
    guests = _guests(hearing.scene)
    if len(guests) == 1:
        yield Testimony(guests[0], "interviewed")


def _guests(scene: Scene) -> list[Source]:
    """The persons named before the first answer without a label of an interview."""
    if scene.answers_from is None:
        return []
    people = {
        c.source.key: c.source
        for c in scene.candidates_before(scene.answers_from)
        if c.source.kind == "person" and c.source.entity_id is not None
    }
    return list(people.values())


_IN_ORDER = (before_the_colon, brought_in, brought_in_behind, only_one_near)
_READING = (
    *("before the colon", "brought in before", "brought in behind, opening", "spoke last"),
    "the only one near",
)
