"""Organisations, groups and others without a person's name, by the fullest phrase there is."""

from collections.abc import Iterator

from pipeline.french.names.function_words import function_words
from pipeline.french.names.names import titles
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.speakers.candidates import Source, chain_source, described
from pipeline.french.speakers.hearing import Hearing, Testimony
from pipeline.french.speakers.noun_phrases import Phrase, analyse_phrase, content_words
from pipeline.french.speakers.questions import BODY, PERSON
from pipeline.french.speakers.scene import Scene
from pipeline.french.view import View

# Earlier sources that are looked at for one of the same noun.
_EARLIER = 8
_FIELDS = ("business", "medium", "cause")
_NOMINAL = frozenset({"ADJ", "ADP", "DET", "NOUN", "PROPN"})
# Words of a noun phrase that may follow where the phrase as given ends.
_REST = 7
# Words of a relative clause behind the noun, and of an apposition that ends with a name.
_RELATIVE, _APPOSED = 25, 9


def beside(hearing: Hearing) -> Iterator[Testimony]:
    """The name in apposition: « l'agence officielle, Presto, », « le patron, qui …, Jean Roy, »."""
    phrase = hearing.question.phrase
    if phrase is not None and hearing.question.kind in (PERSON, BODY):
        found = _name_beside(hearing.scene, phrase)
        if found is not None:
            yield Testimony(found, "apposed")


def bodies_called_so(hearing: Hearing) -> Iterator[Testimony]:
    """Bodies that a noun may take up: « le ministère », « l'association », « le quotidien »."""
    scene, phrase = hearing.scene, hearing.question.phrase
    if hearing.question.kind != BODY or phrase is None or not hearing.question.definite:
        return
    longer = _longer_name(scene, phrase)
    if longer is not None:
        yield Testimony(longer, "name begins so")
    words = content_words(scene.view, phrase.head, phrase.last)
    fuller = _longer_phrase(scene, phrase, words)
    if fuller is not None:
        yield Testimony(fuller, "fuller phrase")


def same_noun(hearing: Hearing) -> Iterator[Testimony]:
    """« le syndicat » → « le syndicat des crieurs », who spoke before."""
    view, phrase = hearing.scene.view, hearing.question.phrase
    if hearing.question.kind not in (PERSON, BODY) or phrase is None:
        return
    if not hearing.question.definite:
        return
    words = content_words(view, phrase.head, phrase.last)
    for past in reversed(hearing.spoken[-_EARLIER:]):
        if past.phrase is None or past.source.name is None:
            continue
        earlier = analyse_phrase(view, *past.phrase)
        same = earlier.lemma == phrase.lemma and earlier.plural == phrase.plural
        if same and words <= content_words(view, earlier.head, earlier.last):
            yield Testimony(past.source, "same noun spoke")
            return


def calling(scene: Scene, source: Source, phrase: Phrase) -> str | None:
    """How a noun for bodies stands to a body: as what it is called, a kindred noun, another one.

    None where the text has no noun for the body, or the noun is none that stands for a name.
    """
    called = scene.called.get(source.entity_id or "", frozenset())
    if not called:
        return None
    fields = [group for group in _FIELDS if phrase.lemma in function_words(group)]
    if phrase.lemma in called:
        return "called so"
    return "called kindred" if called & function_words(*fields) else "called otherwise"


def _longer_phrase(scene: Scene, phrase: Phrase, words: frozenset[str]) -> Source | None:
    """« le tribunal » → « le tribunal correctionnel de Brivel » of an earlier sentence."""
    if phrase.plural or phrase.kind != "organisation" or len(words) > 1:
        return None
    longer = scene.phrases.get(phrase.lemma, ())
    found = next((p for p in longer if p.first < phrase.first and not p.plural), None)
    return described(scene.view, found) if found is not None else None


def _name_beside(scene: Scene, phrase: Phrase) -> Source | None:
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
