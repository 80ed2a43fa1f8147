"""Sources that bear their name: written out, in quotation marks, signed, or by their house."""

from collections.abc import Iterator, Sequence

from pipeline.french.datelines.words import names_outlets
from pipeline.french.names.function_words import function_words
from pipeline.french.names.names import given_gender
from pipeline.french.names.source_nouns import noun_kind
from pipeline.french.records import Offsets
from pipeline.french.speakers.candidates import Source, chain_source
from pipeline.french.speakers.hearing import Hearing, Testimony
from pipeline.french.speakers.noun_phrases import DE, analyse_phrase
from pipeline.french.speakers.questions import ANYBODY, DOCUMENT, MISSING, PRONOUN
from pipeline.french.speakers.scene import Scene
from pipeline.french.text import fold
from pipeline.french.view import View

_OPENING_MARKS, _CLOSING_MARKS = frozenset('«“"'), frozenset('»”"')
_IN_HOUSE = frozenset({"a", "au", "aux", "dans", "chez", "du", "cote"})
# How far before « on » a sentence may open with the place where it is said.
_FRONTED = 15


def named_here(hearing: Hearing) -> Iterator[Testimony]:
    """The name, or the names, that the phrase is about; others inside it."""
    question = hearing.question
    sources = [chain_source(named.chain) for named in question.names]
    if sources:
        yield Testimony(_joined(sources), "named here")
    if question.kind in (MISSING, PRONOUN, ANYBODY):
        return
    about = {named.chain.entity_id for named in question.names}
    for named in hearing.scene.named_in(question.first, question.last):
        if named.chain.entity_id not in about and named.chain.label != "LOC":
            governed = _is_governed(hearing.scene.view, named.first, question.first)
            if not governed or question.kind == DOCUMENT:
                where = "in a complement" if governed else "inside the phrase"
                yield Testimony(chain_source(named.chain), where)


def _is_governed(view: View, p: int, first: int) -> bool:
    """Whether a name at `p` is a complement's: a preposition stands before it, behind `first`."""
    return not function_words("preposition").isdisjoint(view.folded[first + 1 : p])


def _joined(sources: Sequence[Source]) -> Source:
    names = list(dict.fromkeys(s.name or "" for s in sources))
    if len(names) == 1:
        return sources[0]
    return Source(" et ".join(names), None, sources[0].kind, plural=True)


def in_marks(hearing: Hearing) -> Iterator[Testimony]:
    """« le groupe « Étoile » » → Étoile."""
    if hearing.question.phrase is not None:
        found = _name_in_marks(hearing.scene, hearing.question.first, hearing.question.last)
        if found is not None:
            yield Testimony(found, "named in marks")


def _name_in_marks(scene: Scene, first: int, last: int) -> Source | None:
    """« le groupe « Étoile » » → Étoile."""
    view = scene.view
    opening = next((p for p in range(first, last) if view.low[p] in _OPENING_MARKS), None)
    if opening is None or view.low[last - 1] not in _CLOSING_MARKS or last - opening < 3:
        return None
    named = scene.named_in(opening + 1, last - 1)
    if named:
        return chain_source(named[0].chain)
    kind = analyse_phrase(view, first, opening).kind if opening > first else "unknown"
    name = view.on_one_line(opening + 1, last - 1)
    return Source(name, None, kind) if kind != "document" else None


def in_whose_house(hearing: Hearing) -> Iterator[Testimony]:
    """« À la préfecture, on assure … », « justifie-t-on au ministère » → who is at home there."""
    if hearing.question.kind == ANYBODY:
        house = _fronted_house(hearing) or _house_behind(hearing)
        found = hearing.resolve(*house) if house is not None else None
        if found is not None and found.name:
            yield Testimony(found, "at home")


def _fronted_house(hearing: Hearing) -> tuple[int, int] | None:
    """The words of the place that opens the sentence of « on »."""
    view, p = hearing.scene.view, hearing.question.first
    first = p
    while first > 0 and view.sentence[first - 1] == view.sentence[p] and p - first < _FRONTED:
        first -= 1
    while first < p and view.words[first].is_punct:
        first += 1
    last = next((k for k in range(first, p) if view.low[k] == ","), p)
    if last == p or view.folded[first] not in _IN_HOUSE:
        return None
    start = next((k for k in range(last - 1, first, -1) if view.folded[k] == "cote"), first) + 1
    start += start < last and view.folded[start] in DE
    return (start, last) if start < last else None


def _house_behind(hearing: Hearing) -> tuple[int, int] | None:
    """The words of the place behind « -t-on »."""
    view, p = hearing.scene.view, hearing.question.first
    ahead = range(p + 1, min(p + 5, len(view) - 1))
    start = end = next((k + 1 for k in ahead if view.folded[k] in _IN_HOUSE), p)
    if start == p:
        return None
    while view.goes_on(end) and not view.words[end].is_punct:
        end += 1
    near = view.words[start : min(start + 4, end)]
    named = any(noun_kind(word.text) == "organisation" or word.ent_type_ for word in near)
    return (start, end) if named else None


def signing(scene: Scene, span: Offsets) -> Source:
    """The author who signs a post: a person or body of the document of that name, or the name."""
    name = " ".join(scene.view.text[slice(*span)].split())
    for chain in scene.chains.values():
        if span in chain.mentions or fold(chain.name) == fold(name):
            return chain_source(chain)
    kind = "organisation" if names_outlets(name) else "unknown"
    gender = given_gender(name)
    return Source(name, None, "person" if gender else kind, gender)
