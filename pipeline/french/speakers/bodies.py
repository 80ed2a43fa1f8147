"""Organisations, groups and others without a person's name, by the fullest phrase there is."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from pipeline.french.names.function_words import function_words
from pipeline.french.names.names import titles
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.records import Chain
from pipeline.french.speakers.antecedents import THIN, Spoken, antecedent, last_speaker
from pipeline.french.speakers.coreference import Source, Wanted, chain_source
from pipeline.french.speakers.noun_phrases import Phrase, analyse_phrase, content_words, phrase_text
from pipeline.french.speakers.scene import Scene
from pipeline.french.text import fold

_FIELDS = ("business", "medium", "cause")
_NOMINAL = frozenset({"ADJ", "ADP", "DET", "NOUN", "PROPN"})
# Tokens of a noun phrase that may follow where the phrase as given ends.
_REST = 7
# Tokens of a relative clause behind the noun, and of an apposition that ends with a name.
_RELATIVE, _APPOSED = 25, 9


def describe_source(scene: Scene, phrase: Phrase, spoken: Sequence[Spoken]) -> Source:
    """A source without a name: the fullest phrase that the document has for it."""
    written = Source(written_text(scene, phrase), None, phrase.kind, phrase.gender, phrase.plural)
    if not phrase.definite and phrase.determiner:
        return written
    longer = _longer_name(scene, phrase) or _body(scene, phrase, spoken)
    if longer is not None:
        return longer
    words = content_words(scene.doc, phrase.head, phrase.last)
    for past in reversed(spoken[-8:]):
        if past.phrase is None or past.source.name is None:
            continue
        earlier = analyse_phrase(scene.doc, *past.phrase)
        same = earlier.lemma == phrase.lemma and earlier.plural == phrase.plural
        if same and words <= content_words(scene.doc, earlier.head, earlier.last):
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

    found = antecedent(scene, phrase.first, Wanted(None, False, accepts=is_body), spoken)
    return replace(found, certainty=found.certainty * THIN) if found.name else None


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
    for candidate in scene.phrases.get(phrase.lemma, ()):
        if candidate.first < phrase.first and not candidate.plural:
            return Source(written_text(scene, candidate), None, candidate.kind, candidate.gender)
    return None


def name_beside(scene: Scene, phrase: Phrase) -> Source | None:
    """« l'agence officielle, Presto, », « le chef du parti, le général Jean Roy, »: the name.

    Behind a relative clause too: « L'homme qui tient le bar, Jean Roy, jure … ».
    """
    doc, k = scene.doc, phrase.last
    while k < min(phrase.last + _REST, len(doc)) and doc[k].pos_ in _NOMINAL:
        k += 1
    if phrase.plural or k + 1 >= len(doc):
        return None
    if doc[k].lower_ in function_words("relative"):
        limit = min(k + _RELATIVE, len(doc))
        k = next((i for i in range(k, limit) if doc[i].text == ","), len(doc) - 1)
    if doc[k].text != ",":
        return None
    closing = next((i for i in range(k + 1, min(k + _APPOSED, len(doc))) if doc[i].is_punct), k + 2)
    for named in scene.named_in(k + 1, closing):
        closed = named.last < len(doc) and doc[named.last].text in {",", ".", ")", "»", "("}
        person = named.chain.label == "PER"
        led = all(doc[i].pos_ in _NOMINAL for i in range(k + 1, named.first)) and (
            named.first == k + 1 or _opens_apposition(doc[k + 1])
        )
        if closed and led and person == (phrase.kind != "organisation"):
            return chain_source(named.chain)
    return None


def _opens_apposition(token: Token) -> bool:
    """« , le général X », « , maître X »; not « , issues du centre X »."""
    title = fold(token.text) in titles() or person_role(token.text) is not None
    return token.pos_ == "DET" or title or noun_kind(token.text) is not None


def _longer_name(scene: Scene, phrase: Phrase) -> Source | None:
    """« le ministère » → the one organisation of the document whose name begins so."""
    if phrase.plural or phrase.kind != "organisation":
        return None
    doc = scene.doc
    words = content_words(doc, phrase.head, phrase.last)
    fitting: list[Chain] = []
    if words == {phrase.lemma}:
        words = frozenset()
    for chain in scene.bodies.get(phrase.lemma, ()):
        if words <= content_words(doc, *scene.at.tokens_of(chain.mentions[0])):
            fitting.append(chain)
    return chain_source(fitting[0]) if len(fitting) == 1 else None


def written_text(scene: Scene, phrase: Phrase) -> str:
    """The phrase as written, spaces made one."""
    return phrase_text(scene.doc, phrase.first, phrase.last)
