"""Organisations, groups and others without a person's name, by the fullest phrase there is."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.french.names.function_words import function_words
from pipeline.french.names.names import titles
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.speakers.antecedents import THIN, Spoken, last_speaker, whom_it_takes_up
from pipeline.french.speakers.coreference import Source, Wanted, chain_source, described
from pipeline.french.speakers.noun_phrases import Phrase, analyse_phrase, content_words
from pipeline.french.speakers.scene import Scene
from pipeline.french.view import View

_FIELDS = ("business", "medium", "cause")
_NOMINAL = frozenset({"ADJ", "ADP", "DET", "NOUN", "PROPN"})
# Words of a noun phrase that may follow where the phrase as given ends.
_REST = 7
# Words of a relative clause behind the noun, and of an apposition that ends with a name.
_RELATIVE, _APPOSED = 25, 9


def describe_source(scene: Scene, phrase: Phrase, spoken: Sequence[Spoken]) -> Source:
    """A source without a name: the fullest phrase that the document has for it."""
    written = described(scene.view, phrase)
    if not phrase.definite and phrase.determiner:
        return written
    longer = _longer_name(scene, phrase) or _body(scene, phrase, spoken)
    if longer is not None:
        return longer
    words = content_words(scene.view, phrase.head, phrase.last)
    for past in reversed(spoken[-8:]):
        if past.phrase is None or past.source.name is None:
            continue
        earlier = analyse_phrase(scene.view, *past.phrase)
        same = earlier.lemma == phrase.lemma and earlier.plural == phrase.plural
        if same and words <= content_words(scene.view, earlier.head, earlier.last):
            return past.source
    return _longer_phrase(scene, phrase, words) or written


def _body(scene: Scene, phrase: Phrase, spoken: Sequence[Spoken]) -> Source | None:
    """« l'association », « le quotidien » alone → the body that spoke last or is in view."""
    generic = phrase.lemma in function_words("generic_body")
    if not generic or phrase.plural or phrase.last > phrase.head + 1:
        return None
    last = last_speaker(scene, phrase.first, spoken)
    if last is not None and last.source.kind in {"organisation", "place", "unknown"}:
        named = last.source.name or ""
        fits = _may_be_called(scene, last.source, phrase.lemma)
        if fits and named[:1].isupper() and last.phrase is None and not last.source.plural:
            return replace(last.source, certainty=THIN)

    def is_body(source: Source) -> bool:
        named = source.kind == "organisation" and source.entity_id is not None
        return named and _may_be_called(scene, source, phrase.lemma)

    return whom_it_takes_up(scene, phrase.first, Wanted(None, False, accepts=is_body), spoken)


def _may_be_called(scene: Scene, source: Source, noun: str) -> bool:
    """Whether a body may be meant by a noun: not « la compagnie » where it is called a hospital."""
    called = scene.called.get(source.entity_id or "", frozenset())
    fields = [group for group in _FIELDS if noun in function_words(group)]
    fitting = function_words(*fields) | {noun}
    return not called or bool(called & fitting)


def _longer_phrase(scene: Scene, phrase: Phrase, words: frozenset[str]) -> Source | None:
    """« le tribunal » → « le tribunal correctionnel de Brivel » of an earlier sentence."""
    if phrase.plural or phrase.kind != "organisation" or len(words) > 1:
        return None
    longer = scene.phrases.get(phrase.lemma, ())
    found = next((p for p in longer if p.first < phrase.first and not p.plural), None)
    return described(scene.view, found) if found is not None else None


def name_beside(scene: Scene, phrase: Phrase) -> Source | None:
    """« l'agence officielle, Presto, », « le chef du parti, le général Jean Roy, »: the name.

    Behind a relative clause too: « L'homme qui tient le bar, Jean Roy, jure … ».
    """
    view = scene.view
    comma = view.run_end(phrase.last, _NOMINAL, phrase.last + _REST)
    if phrase.plural or not view.goes_on(comma):
        return None
    if view.low[comma] in function_words("relative"):
        limit = min(comma + _RELATIVE, len(view))
        comma = next((p for p in range(comma, limit) if view.low[p] == ","), len(view))
    if view.word(comma) != ",":
        return None
    start, limit = comma + 1, min(comma + _APPOSED, len(view))
    closing = next((p for p in range(start, limit) if view.words[p].is_punct), start + 1)
    for named in scene.named_in(start, closing):
        closed = view.word(named.last) in {",", ".", ")", "»", "("}
        person = named.chain.label == "PER"
        led = all(view.words[p].pos_ in _NOMINAL for p in range(start, named.first)) and (
            named.first == start or _opens_apposition(view, start)
        )
        if closed and led and person == (phrase.kind != "organisation"):
            return chain_source(named.chain)
    return None


def _opens_apposition(view: View, p: int) -> bool:
    """« , le général X », « , maître X »; not « , issues du centre X »."""
    word = view.words[p].text
    title = view.folded[p] in titles() or person_role(word) is not None
    return view.words[p].pos_ == "DET" or title or noun_kind(word) is not None


def _longer_name(scene: Scene, phrase: Phrase) -> Source | None:
    """« le ministère » → the one organisation of the document whose name begins so."""
    if phrase.plural or phrase.kind != "organisation":
        return None
    view = scene.view
    words = content_words(view, phrase.head, phrase.last)
    words = frozenset() if words == {phrase.lemma} else words
    fitting = [
        chain
        for chain in scene.bodies.get(phrase.lemma, ())
        if words <= content_words(view, *view.touched(chain.mentions[0]))
    ]
    return chain_source(fitting[0]) if len(fitting) == 1 else None
