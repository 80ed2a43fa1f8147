"""Numeric claims: casualty figures and percentages, with bounds, status, source and evidence."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.french.agreement import agreement_of
from pipeline.french.claims.candidates import Candidate
from pipeline.french.claims.casualties import read_casualties
from pipeline.french.claims.casualty_context import named_topic
from pipeline.french.claims.casualty_echoes import Figures, read_echoes
from pipeline.french.claims.casualty_events import find_events, gravest
from pipeline.french.claims.change import ends_of
from pipeline.french.claims.confidence import confidence
from pipeline.french.claims.counted import Counted, counted_phrase, who_country, who_group
from pipeline.french.claims.holders import Memory
from pipeline.french.claims.occasion import with_occasions
from pipeline.french.claims.percentages import (
    Percentage,
    read_fractions,
    read_percentages,
)
from pipeline.french.claims.status import percentage_status, status_of
from pipeline.french.clauses import clause_of
from pipeline.french.numbers.numbers import COUNTS, NumberExpression, find_numbers, modifier_after
from pipeline.french.records import Claim, Quote
from pipeline.french.view import Sentence, view_of

# What leaves open whether people died: another figure of the text may tell.
OPEN_FATES = frozenset(
    {"noun:victime", "noun:victimes"}
    | {f"verb:{verb}" for verb in ("emporter", "faucher", "percuter", "renverser", "ensevelir")}
)
_COUNTING = (*COUNTS, "article")


def find_claims(doc: Doc) -> list[Claim]:
    """The claims of a document, sorted by offsets, each with the probability that it is right.

    Needs what read_claims needs.
    """
    claims = (with_agreement(doc, claim) for claim in read_claims(doc))
    return [replace(claim, confidence=confidence(claim)) for claim in claims]


def with_agreement(doc: Doc, claim: Claim) -> Claim:
    """The claim with what a second recogniser says of its `who`, its source and its place."""
    entities = [claim.source_entity_id, claim.place_entity_id]
    return replace(claim, agreement=agreement_of(doc, [claim.who, claim.source], entities))


def read_claims(doc: Doc) -> list[Claim]:
    """The claims of a document, sorted by offsets, each with the weight of its rule.

    Needs part of speech, morphology and sentence boundaries; takes each claim's source from the
    quote of `doc._.depeche_quotes` that holds its number, where there is one.
    """
    pages = _read_pages(doc)
    read_echoes(pages)
    claims = [
        _casualty_claim(page.sentence, reading) for page in pages for reading in page.casualties
    ]
    claims = _victims_resolved(claims)
    claims += _percentages(pages)
    claims.sort(key=lambda claim: (claim.start, claim.end, claim.kind))
    return with_occasions(doc, _with_sources(claims, doc._.depeche_quotes))


def _read_pages(doc: Doc) -> list[Figures]:
    """The sentences of a document with their numbers and the casualty figures that they tell."""
    view = view_of(doc)
    numbers = find_numbers(view.text)
    pages: list[Figures] = []
    reached = 0
    topic: str | None = None
    older: str | None = None
    toll: str | None = None
    told: str | None = None  # what « les victimes » are: the gravest that was told of people
    for sentence in view.sentences():
        _, last = view.offsets(sentence.first, sentence.end)
        stop = bisect_left(numbers, last, lo=reached, key=lambda number: number.start)
        inside, reached = numbers[reached:stop], stop
        events = find_events(sentence)
        phrases = _counting_phrases(sentence, inside)
        subject = told or topic if "victime" in " ".join(sentence.low[:3]) else topic
        casualties = read_casualties(sentence, phrases, events, subject, toll) if phrases else []
        pages.append(Figures(sentence, inside, phrases, casualties))
        told = _whom_it_struck(told, casualties)
        toll = named_topic(sentence)
        if toll is None and casualties and "bilan" in sentence.low:
            toll = casualties[0].kind
        spoken = casualties[0].kind if casualties else toll or gravest(events)
        topic, older = spoken or older, spoken  # reaches over one sentence that says nothing
    return pages


def _whom_it_struck(told: str | None, casualties: Sequence[Candidate]) -> str | None:
    kinds = {told, *(reading.kind for reading in casualties)}
    return next((kind for kind in ("killed", "injured") if kind in kinds), told)


def _counting_phrases(sentence: Sentence, numbers: Sequence[NumberExpression]) -> list[Counted]:
    return [
        counted_phrase(sentence, end)
        for number in numbers
        if number.form in _COUNTING and number.unit is None
        for end in ends_of(sentence, number)
    ]


def _percentages(pages: Sequence[Figures]) -> list[Claim]:
    claims: list[Claim] = []
    memory = Memory()
    for page in pages:
        found, memory = read_percentages(page.sentence, page.numbers, memory)
        claims += [_percentage_claim(page.sentence, reading, "percentage") for reading in found]
        fractions = read_fractions(page.sentence, page.numbers)
        claims += [_percentage_claim(page.sentence, reading, "share") for reading in fractions]
    return claims


def _casualty_claim(sentence: Sentence, reading: Candidate) -> Claim:
    counted, number = reading.counted, _with_later_modifier(sentence, reading.counted)
    clause = clause_of(sentence, counted.first)
    group = country = None
    if reading.who:
        group, country = who_group(sentence, reading.who), who_country(sentence, reading.who)
    return Claim(
        start=number.start,
        end=number.end,
        kind=reading.kind,
        value=number.value,
        low=number.low,
        high=number.high,
        status=status_of(sentence, counted, clause, "casualty", reading.event),
        evidence=sentence.view.offsets(*clause),
        rule=reading.rule,
        confidence=reading.probability,
        modifier=number.modifier,
        unit="person",
        who=sentence.view.offsets(*reading.who) if reading.who else None,
        who_group=group,
        who_country=country,
    )


def _percentage_claim(sentence: Sentence, reading: Percentage, kind: str) -> Claim:
    """A percentage, or, of kind `share`, a fraction in words whose value is in percent too."""
    counted, number = reading.counted, reading.counted.number
    clause = clause_of(sentence, counted.first)
    return Claim(
        start=number.start,
        end=number.end,
        kind=kind,
        value=number.value,
        low=number.low,
        high=number.high,
        status=percentage_status(sentence, counted, clause, reading.first_end),
        evidence=sentence.view.offsets(*clause),
        rule=f"{kind}:{reading.rule}",
        confidence=reading.probability,
        modifier=number.modifier,
        unit="percent" if kind == "percentage" else "fraction",
        who=reading.who,
        direction=reading.direction,
    )


def _with_later_modifier(sentence: Sentence, counted: Counted) -> NumberExpression:
    """The number with the modifier behind its noun, if any: « 193 morts au moins »."""
    view, number = sentence.view, counted.number
    _, end = view.offsets(counted.left, counted.end)
    later = modifier_after(view.text, end) if counted.who else None
    if later is None or number.modifier is not None or number.value is None:
        return number
    low, high = later.bounds(number.value)
    return replace(number, low=low, high=high, modifier=(later.start, later.end))


def _victims_resolved(claims: list[Claim]) -> list[Claim]:
    """« victimes », « trois passants fauchés » as killed or injured where a figure says which."""
    known: dict[float, str] = {}
    for claim in claims:
        if claim.kind in ("killed", "injured") and claim.value is not None and claim.value > 1:
            known.setdefault(claim.value, claim.kind)
    return [
        replace(claim, kind=known[claim.value], rule=f"{claim.rule}:same value")
        if claim.rule in OPEN_FATES and claim.value in known
        else claim
        for claim in claims
    ]


def _with_sources(claims: Sequence[Claim], quotes: Sequence[Quote]) -> list[Claim]:
    """The claims, sorted, each with the source of the narrowest quote that holds its number."""
    waiting = sorted(quotes, key=lambda quote: quote.start, reverse=True)
    sourced: list[Claim] = []
    holding: list[Quote] = []
    for claim in claims:
        while waiting and waiting[-1].start <= claim.start:
            holding.append(waiting.pop())
        holding = [quote for quote in holding if quote.end >= claim.end]
        if holding:
            claim = _with_source(claim, min(holding, key=lambda quote: quote.end - quote.start))
        sourced.append(claim)
    return sourced


def _with_source(claim: Claim, quote: Quote) -> Claim:
    denied = quote.stance == "denial" and quote.type != "direct"
    return replace(
        claim,
        status="negated" if denied else claim.status,
        source=quote.speaker,
        source_name=quote.speaker_name,
        source_entity_id=quote.speaker_entity_id,
        quote=(quote.start, quote.end),
    )
