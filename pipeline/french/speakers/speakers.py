"""Who the source of each quote is: names for pronouns, titles, surnames and descriptions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from pipeline.french.addresses import is_address
from pipeline.french.records import Offsets, Quote
from pipeline.french.speakers.candidates import Source
from pipeline.french.speakers.hearing import Hearing, Spoken
from pipeline.french.speakers.judge import NOBODY, Verdict, Weights, decide
from pipeline.french.speakers.noun_phrases import pronoun_of
from pipeline.french.speakers.persons import with_known_roles
from pipeline.french.speakers.questions import Question, ask, question_of
from pipeline.french.speakers.resolutions import resolved_by
from pipeline.french.speakers.scene import Scene, set_scene
from pipeline.french.speakers.sources import signing
from pipeline.french.text import fold
from pipeline.french.view import View, view_of

# Phrases inside phrases that are looked into: « une note du porte-parole du ministère … ».
_DEPTH = 3
# Words that a headline shares with the quote that it takes up, at least.
_ECHOED = 3
# Quotes of a document that are looked at for one: headlines stand first.
_HEADLINES = 4
_WORD = re.compile(r"\w+")
# How sure a name is that is copied: a signature, the quote that a headline takes up; a turn.
_COPIED, _TURN = 0.95, 0.5


def resolve_speakers(
    doc: Doc, quotes: Sequence[Quote], weights: Weights | None = None
) -> list[Quote]:
    """The quotes, in the order given, with speaker_name, _entity_id and _kind, and relay_name.

    A name is left empty where the text does not tell; `certainty` is the probability that it is
    right, `resolved_by` what made it. Uses `doc._.depeche_chains`; without chains it resolves by
    noun phrases alone. `weights` replace those of the judge.
    """
    view = view_of(doc)
    if not quotes or not len(view):
        return list(quotes)
    court = Court(with_known_roles(set_scene(view, quotes)), [], {}, weights)
    resolved: dict[int, Quote] = {}
    for index in sorted(range(len(quotes)), key=lambda i: _place(quotes[i])):
        resolved[index] = court.heard(quotes[index])
    return with_echoes(view, [resolved[i] for i in range(len(quotes))])


def _place(quote: Quote) -> int:
    """Where a reader learns who speaks: text order of the quote and its attribution."""
    return quote.start if quote.speaker is None else max(quote.start, quote.speaker[0])


@dataclass(slots=True)
class Court:
    """One document while its quotes are heard: who `spoke`, and what sources were found `known`."""

    scene: Scene
    spoken: list[Spoken]
    known: dict[Offsets, tuple[Question, Verdict]]
    weights: Weights | None

    def heard(self, quote: Quote) -> Quote:
        """The quote with its speaker and relay resolved; quotes are heard in text order."""
        if quote.speaker is not None and _is_address(self.scene.view, quote.speaker):
            quote = replace(quote, speaker=None, resolved_by="nobody", certainty=_TURN)
        elif quote.rule == "dialogue":
            # Turns alternate: who speaks is not told.
            quote = replace(quote, resolved_by="nobody", certainty=_TURN)
        elif quote.rule == "post" and quote.speaker is not None:
            source = signing(self.scene, quote.speaker)
            quote = _named(quote, source, _COPIED, "signature")
            self._note(quote, source)
        else:
            question, verdict = self._asked(quote)
            by = resolved_by(self.scene, question, verdict)
            quote = _named(quote, verdict.source, verdict.probability, by)
            self._note(quote, verdict.source)
        return replace(quote, relay_name=quote.relay_name or self._relay(quote))

    def _asked(self, quote: Quote) -> tuple[Question, Verdict]:
        if quote.speaker is not None and quote.speaker in self.known:
            return self.known[quote.speaker]
        question = question_of(self.scene, quote)
        answer = question, self._decided(question, 0)
        if quote.speaker is not None:
            self.known[quote.speaker] = answer
        return answer

    def _decided(self, question: Question, depth: int) -> Verdict:
        def resolve(first: int, last: int) -> Source:
            if depth >= _DEPTH:
                return NOBODY
            return self._decided(ask(self.scene, first, last), depth + 1).source

        return decide(Hearing(self.scene, question, self.spoken, resolve), self.weights)

    def _note(self, quote: Quote, source: Source) -> None:
        """Remember that a source spoke; who speaks beside the text is not heard in it."""
        first, end = self.scene.said(quote)
        if source.name is None or self.scene.view.aside(first) >= 0:
            return
        if quote.speaker is None:
            self.spoken.append(Spoken(source, None, end - 1))
            return
        start, last = self.scene.touched(quote.speaker)
        pronoun = pronoun_of(self.scene.view.written(start, last))
        phrase = None if pronoun else (start, last)
        self.spoken.append(Spoken(source, phrase, max(end, last) - 1))

    def _relay(self, quote: Quote) -> str | None:
        if quote.relay is None:
            return None
        return self._decided(ask(self.scene, *self.scene.touched(quote.relay)), 0).source.name


def _is_address(view: View, span: Offsets) -> bool:
    """Whether a source is an @name or an address: it names nobody."""
    words = view.text[slice(*span)].split()
    return bool(words) and all(is_address(word) for word in words)


def _named(quote: Quote, source: Source, certainty: float, by: str) -> Quote:
    if source.name is None:
        return replace(quote, certainty=certainty, resolved_by=by)
    return replace(
        quote,
        speaker_name=source.name,
        speaker_entity_id=source.entity_id,
        speaker_kind=source.kind,
        certainty=certainty,
        resolved_by=by,
    )


def with_echoes(view: View, quotes: Sequence[Quote]) -> list[Quote]:
    """Quotes without a name (headlines) with that of the one later quote whose words they take."""
    found = list(quotes)
    nameless = [n for n, q in enumerate(quotes) if q.type == "direct" and not q.speaker_name]
    for n in [n for n in nameless if quotes[n].speaker is None][:_HEADLINES]:
        words = _words(view, quotes[n])
        later = [q for q in quotes[n + 1 :] if words <= _words(view, q)]
        if len(words) >= _ECHOED and len({q.speaker_name for q in later}) == 1:
            source = later[0]
            found[n] = replace(
                quotes[n],
                speaker_name=source.speaker_name,
                speaker_entity_id=source.speaker_entity_id,
                speaker_kind=source.speaker_kind,
                certainty=source.certainty,
                resolved_by="continuation" if source.speaker_name else "nobody",
            )
    return found


def _words(view: View, quote: Quote) -> frozenset[str]:
    found = _WORD.findall(view.text, quote.start, quote.end)
    return frozenset(fold(word) for word in found)
