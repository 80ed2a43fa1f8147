"""Numeric claims: casualty figures and percentages, with bounds, status, source and evidence."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.french.casualties import Reading, read_casualties
from pipeline.french.casualty_events import find_events
from pipeline.french.claim_status import status_of
from pipeline.french.clauses import clause_around
from pipeline.french.counted import (
    Counted,
    Sentence,
    counted_phrase,
    make_sentence,
    who_country,
    who_group,
)
from pipeline.french.numbers import COUNTS, NumberExpression, find_numbers, modifier_after
from pipeline.french.percentages import read_percentages
from pipeline.french.records import Claim, Offsets, Quote

_COUNTING = (*COUNTS, "article")


def find_claims(doc: Doc) -> list[Claim]:
    """The claims of a document, sorted by offsets.

    Needs part of speech, morphology and sentence boundaries; takes each claim's source from the
    quote of `doc._.depeche_quotes` that holds its number, where there is one.
    """
    numbers = find_numbers(doc.text)
    claims: list[Claim] = []
    position = 0
    last: Offsets | None = None
    for span in doc.sents:
        inside: list[NumberExpression] = []
        while position < len(numbers) and numbers[position].start < span.end_char:
            if numbers[position].start >= span.start_char:
                inside.append(numbers[position])
            position += 1
        if inside:
            sentence = make_sentence(span)
            claims += casualty_claims(sentence, inside)
            percentages = percentage_claims(sentence, inside, last)
            last = percentages[-1].who if percentages else last
            claims += percentages
    sourced = [_with_source(claim, doc._.depeche_quotes) for claim in claims]
    return sorted(sourced, key=lambda claim: (claim.start, claim.end, claim.kind))


def casualty_claims(sentence: Sentence, numbers: Sequence[NumberExpression]) -> list[Claim]:
    """The casualty claims of one sentence."""
    phrases = [
        counted_phrase(sentence, number) for number in numbers if number.form in _COUNTING
    ]
    readings = read_casualties(sentence, phrases, find_events(sentence))
    return [_casualty_claim(sentence, reading) for reading in readings]


def _casualty_claim(sentence: Sentence, reading: Reading) -> Claim:
    counted, number = reading.counted, _with_later_modifier(sentence, reading.counted)
    clause = clause_around(sentence, counted.first)
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
        evidence=_characters(sentence, *clause),
        rule=reading.rule,
        confidence=reading.confidence,
        modifier=number.modifier,
        who=_characters(sentence, *reading.who) if reading.who else None,
        who_group=group,
        who_country=country,
    )


def percentage_claims(
    sentence: Sentence, numbers: Sequence[NumberExpression], last: Offsets | None
) -> list[Claim]:
    """The percentages of one sentence; `last`: what the latest percentage before was a share of."""
    claims = []
    for reading in read_percentages(sentence, numbers, last):
        counted, number = reading.counted, reading.counted.number
        clause = clause_around(sentence, counted.first)
        claims.append(
            Claim(
                start=number.start,
                end=number.end,
                kind="percentage",
                value=number.value,
                low=number.low,
                high=number.high,
                status=status_of(sentence, counted, clause, "percentage", None),
                evidence=_characters(sentence, *clause),
                rule=f"percentage:{reading.rule}",
                confidence=reading.confidence,
                modifier=number.modifier,
                unit="percent",
                who=_characters(sentence, *counted.who) if counted.who else reading.inherited,
                direction=reading.direction,
            )
        )
    return claims


def _with_later_modifier(sentence: Sentence, counted: Counted) -> NumberExpression:
    """The number with the modifier behind its noun, if any: « 193 morts au moins »."""
    number, last = counted.number, sentence.words[counted.end - 1]
    later = modifier_after(last.doc.text, last.idx + len(last)) if counted.who else None
    if later is None or number.modifier is not None or number.value is None:
        return number
    low, high = later.bounds(number.value)
    return replace(number, low=low, high=high, modifier=(later.start, later.end))


def _characters(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    last = sentence.words[end - 1]
    return sentence.words[start].idx, last.idx + len(last)


def _with_source(claim: Claim, quotes: Sequence[Quote]) -> Claim:
    """The claim with the attribution of the narrowest quote that holds its number."""
    holding = [q for q in quotes if q.start <= claim.start and claim.end <= q.end]
    if not holding:
        return claim
    quote = min(holding, key=lambda q: q.end - q.start)
    return replace(
        claim,
        source=quote.speaker,
        source_name=quote.speaker_name,
        source_entity_id=quote.speaker_entity_id,
        quote=(quote.start, quote.end),
    )
