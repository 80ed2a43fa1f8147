"""Who the source of each quote is: names for pronouns, titles, surnames and descriptions."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.french.addresses import is_address
from pipeline.french.records import Offsets, Quote
from pipeline.french.speakers.antecedents import Spoken
from pipeline.french.speakers.coreference import Source
from pipeline.french.speakers.noun_phrases import pronoun_of
from pipeline.french.speakers.persons import with_known_roles
from pipeline.french.speakers.scene import Scene, set_scene
from pipeline.french.speakers.sources import resolve_phrase, signing
from pipeline.french.speakers.unattributed import (
    continuing,
    interviewee,
    named_before,
    taken_up,
    with_echoes,
)
from pipeline.french.view import view_of

_INCISES = frozenset({"incise", "incise-inside"})


def resolve_speakers(doc: Doc, quotes: list[Quote]) -> list[Quote]:
    """The quotes, in the order given, with speaker_name, _entity_id and _kind, and relay_name.

    A name is left empty, and `certainty` lowered, where the text does not tell. Uses
    `doc._.depeche_chains`; without chains it resolves by noun phrases alone.
    """
    view = view_of(doc)
    if not quotes or not len(view):
        return list(quotes)
    scene = with_known_roles(set_scene(view, quotes))
    spoken: list[Spoken] = []  # in the order in which they spoke
    guest = interviewee(scene, quotes)
    resolved: dict[int, Quote] = {}
    known: dict[Offsets, Source] = {}
    for index in sorted(range(len(quotes)), key=lambda i: _place(quotes[i])):
        quote = quotes[index]
        if _is_signed_by_address(scene, quote):
            quote = replace(quote, speaker=None)  # an @name or an address names nobody
            source = None
        elif quote.rule == "dialogue":
            source = None  # turns alternate: who speaks is not told
        elif quote.rule == "post" and quote.speaker is not None:
            source = signing(scene, quote.speaker)
        elif quote.rule == "answer" and quote.speaker is None:
            source = guest
        elif quote.speaker is None:
            source = continuing(scene, quote, spoken)
        elif quote.speaker in known:
            source = known[quote.speaker]
        else:
            source = resolve_phrase(scene, *scene.touched(quote.speaker), spoken)
            if quote.rule in _INCISES:
                source = named_before(scene, quote, source, spoken) or source
            source = taken_up(scene, quote, source, spoken) or source
            known[quote.speaker] = source
        beside = view.aside(scene.said(quote)[0]) >= 0
        if source is not None and source.name and not beside:
            spoken.append(_spoken(scene, quote, source))
        resolved[index] = _fill(scene, quote, source, spoken)
    return with_echoes(view, [resolved[i] for i in range(len(quotes))])


def _is_signed_by_address(scene: Scene, quote: Quote) -> bool:
    if quote.speaker is None:
        return False
    words = scene.view.text[slice(*quote.speaker)].split()
    return bool(words) and all(is_address(word) for word in words)


def _place(quote: Quote) -> int:
    """Where a reader learns who speaks: text order of the quote and its attribution."""
    return quote.start if quote.speaker is None else max(quote.start, quote.speaker[0])


def _spoken(scene: Scene, quote: Quote, source: Source) -> Spoken:
    _, end = scene.said(quote)
    if quote.speaker is None:
        return Spoken(source, None, end - 1)
    first, last = scene.touched(quote.speaker)
    phrase = None if pronoun_of(scene.view.written(first, last)) else (first, last)
    return Spoken(source, phrase, max(end, last) - 1)


def _fill(scene: Scene, quote: Quote, source: Source | None, spoken: Sequence[Spoken]) -> Quote:
    relay_name = quote.relay_name
    if quote.relay is not None and relay_name is None:
        relay_name = resolve_phrase(scene, *scene.touched(quote.relay), spoken).name
    if source is None or source.name is None:
        certainty = source.certainty if source is not None else 0.5
        return replace(quote, certainty=certainty, relay_name=relay_name)
    return replace(
        quote,
        speaker_name=source.name,
        speaker_entity_id=source.entity_id,
        speaker_kind=source.kind,
        relay_name=relay_name,
        certainty=source.certainty,
    )
