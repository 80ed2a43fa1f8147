"""Who stands behind a document: « un communiqué du ministère », « ses propos », « le texte »."""

from collections.abc import Iterator

from pipeline.french.function_words import QUE
from pipeline.french.names.function_words import function_words
from pipeline.french.names.source_nouns import (
    is_authoring,
    is_publishing,
    noun_kind,
    noun_lemma,
    person_role,
)
from pipeline.french.speakers.candidates import Source, chain_source, described
from pipeline.french.speakers.hearing import Hearing, Testimony
from pipeline.french.speakers.noun_phrases import DE, Phrase, analyse_phrase, complement_start
from pipeline.french.speakers.questions import DOCUMENT

# Behind them stands what a document is about, not whose it is.
_ABOUT = frozenset({"sur", "contre", "pour", "concernant"})
# Nouns that may take up any document.
_ANY_DOCUMENT = frozenset({"texte", "document"})
# Earlier sources that are looked at for one of the same noun.
_EARLIER = 8
# Sentences before « le rapport » in which its makers may be told.
_MADE_NEAR = 6


def document_makers(hearing: Hearing) -> Iterator[Testimony]:
    """The body or person whose document it is, as the phrase or the text before it says."""
    question = hearing.question
    if question.kind != DOCUMENT or question.phrase is None:
        return
    phrase = question.phrase
    found = [
        Testimony(source, evidence)
        for source, evidence in (
            (_in_complement(hearing, phrase), "maker"),
            (_issuer(hearing, phrase), "issuer"),
        )
        if source is not None and source.name
    ]
    pointing = phrase.definite and complement_start(hearing.scene.view, phrase) is None
    if pointing:
        found += _same_document(hearing, phrase)
    yield from found
    first = found[0].source if found else described(hearing.scene.view, phrase)
    yield Testimony(first, "thought of first")
    if pointing:
        yield from _made_before(hearing, phrase)


def _same_document(hearing: Hearing, phrase: Phrase) -> Iterator[Testimony]:
    """« le texte », « l'étude »: whose document spoke before."""
    for past in reversed(hearing.spoken[-_EARLIER:]):
        if past.phrase is not None:
            earlier = analyse_phrase(hearing.scene.view, *past.phrase)
            same = earlier.lemma == phrase.lemma or phrase.lemma in _ANY_DOCUMENT
            if earlier.kind == "document" and same:
                yield Testimony(past.source, "same document spoke")
                return


def _made_before(hearing: Hearing, phrase: Phrase) -> Iterator[Testimony]:
    """« … précise X dans un communiqué. », « un rapport de X »: whom the noun's sentence names.

    The nearest sentence before that has the noun (or another for a document of the same kind).
    """
    view = hearing.scene.view
    number = view.sentence[phrase.first]
    for p in range(phrase.first - 1, -1, -1):
        if number - view.sentence[p] > _MADE_NEAR:
            return
        word = view.words[p]
        if not word.text.islower() or noun_kind(word.text) != "document":
            continue
        if noun_lemma(word.text) == phrase.lemma or phrase.lemma in _ANY_DOCUMENT:
            yield from _around(hearing, p)
            return


def _around(hearing: Hearing, p: int) -> Iterator[Testimony]:
    """The names of the sentence of a document's noun: behind it, before it."""
    scene = hearing.scene
    sentence = scene.view.sentence_at(p)
    for named in scene.named_in(sentence.first, sentence.end):
        if named.chain.label != "LOC":
            where = "named behind the noun" if named.first > p else "named before the noun"
            yield Testimony(chain_source(named.chain), where)


def _issuer(hearing: Hearing, phrase: Phrase) -> Source | None:
    """« Le ministère publie un communiqué qui … » → the ministry, subject of a publishing verb."""
    view = hearing.scene.view
    verb = view.before(view.run_start(phrase.first, {"ADV", "DET", "ADJ", "PUNCT"}))
    if phrase.definite or verb < 0 or not is_publishing(view.words[verb].lemma_):
        return None
    before, sentence = hearing.scene.candidates_before(verb), view.sentence[verb]
    subjects = [c for c in before if c.sentence == sentence and not c.oblique]
    found = [c for c in subjects if c.source.kind in {"organisation", "person", "place"}]
    return found[-1].source if found else None


def _in_complement(hearing: Hearing, phrase: Phrase) -> Source | None:
    """The person or body in the complement of a document noun, or None."""
    scene, view = hearing.scene, hearing.scene.view
    for p in range(phrase.head + 1, phrase.last):
        word = view.folded[p]
        if word in QUE:
            return _subject_of_relative(hearing, phrase, p + 1)
        made = word == "par" and is_authoring(view.words[p - 1].text)
        if word in _ABOUT or (word == "par" and not made):
            return None
        if not made and word not in DE:
            continue
        start = view.run_end(p + 1, {"DET"}, phrase.last)
        if start >= phrase.last:
            return None
        named = scene.named_in(start, start + 1)
        if named and named[0].chain.label != "LOC":
            return chain_source(named[0].chain)
        noun = view.words[start].text
        if noun_kind(noun) in {"organisation", "group"} or person_role(noun) is not None:
            rest = range(start, phrase.last)
            end = next((k for k in rest if is_authoring(view.words[k].text)), phrase.last)
            return hearing.resolve(p + 1, end)
    for mention in scene.named_in(phrase.head + 1, phrase.last):
        if mention.chain.label == "ORG" and view.folded[mention.first - 1] not in function_words(
            "preposition"
        ):
            return chain_source(mention.chain)
    return None


def _subject_of_relative(hearing: Hearing, phrase: Phrase, first: int) -> Source | None:
    """« les informations que le procureur a données » → the prosecutor."""
    view = hearing.scene.view
    verb = next((p for p in range(first, phrase.last) if view.is_verb(p)), first)
    return hearing.resolve(first, verb) if verb > first else None
