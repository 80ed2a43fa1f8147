"""From a source as written to the name that a reader gives it."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.french.datelines.words import names_outlets
from pipeline.french.function_words import QUE
from pipeline.french.names.function_words import DETERMINER_GENDER, function_words
from pipeline.french.names.names import given_gender, parse_person, titles
from pipeline.french.names.nations import country_of_gentile, country_of_place, is_gentile
from pipeline.french.names.source_nouns import (
    is_authoring,
    is_publishing,
    noun_kind,
    person_role,
)
from pipeline.french.records import Chain, Offsets
from pipeline.french.speakers.antecedents import UNTOLD, Spoken, antecedent, whom_it_takes_up
from pipeline.french.speakers.bodies import describe_source, name_beside
from pipeline.french.speakers.coreference import Named, Source, Wanted, chain_source, described
from pipeline.french.speakers.noun_phrases import (
    DE,
    IMPERSONAL,
    Phrase,
    analyse_phrase,
    complement_start,
    document_end,
    is_nearest,
    pronoun_of,
)
from pipeline.french.speakers.persons import resolve_person
from pipeline.french.speakers.scene import Scene
from pipeline.french.text import fold

# What opens a complement that takes a name away from the head.
_LINKS = frozenset({"du", "des", "la", "le", "l'", "par"})
# Endings of names for the people of a town or region.
_DEMONYMS = ("ois", "oise", "ais", "aise", "ien", "ienne", "een", "eenne")
_OPENING_MARKS, _CLOSING_MARKS = frozenset('«“"'), frozenset('»”"')
_IN_HOUSE = frozenset({"a", "au", "aux", "dans", "chez", "du", "cote"})
# Behind them stands what a document is about, not whose it is.
_ABOUT = frozenset({"sur", "contre", "pour", "concernant"})
# What the owner of « ses propos » is worth.
_POSSESSED = 0.8
# How far before « on » a sentence may open with the place where it is said.
_FRONTED = 15


def _prepositions() -> frozenset[str]:
    return function_words("preposition")


def resolve_phrase(scene: Scene, first: int, last: int, spoken: Sequence[Spoken]) -> Source:
    """The source that the words [first, last) mean, given who spoke before.

    The name is None where a pronoun has no antecedent that the evidence bears.
    """
    view = scene.view
    if last < len(view) and view.folded[last - 1] in {"-t", "t"}:
        last += 1  # « -t » of « a-t-il » without its pronoun
    text = view.on_one_line(first, last)
    pronoun = pronoun_of(text)
    if pronoun is not None:
        wanted = Wanted(*pronoun, loose=True, nearest=is_nearest(text))
        return _named(scene, first, antecedent(scene, first, wanted, spoken), spoken)
    if fold(text).lstrip("-") in IMPERSONAL:
        return _in_whose_house(scene, first, spoken) or UNTOLD
    marked = _name_in_marks(scene, first, last)
    if marked is not None:
        return marked
    names = _head_names(scene, first, last)
    place = len(names) == 1 and _is_one_word_place(names[0].chain)
    inhabitant = _inhabitant(scene, first, last, spoken) if place or not names else None
    if inhabitant is not None:
        return inhabitant
    if names:
        return _joined([chain_source(n.chain) for n in names])
    phrase = analyse_phrase(view, first, last)
    if spoken and not {"meme", "memes"}.isdisjoint(view.folded[first : phrase.head]):
        return spoken[-1].source
    if phrase.kind == "document":
        phrase = replace(phrase, last=document_end(view, phrase.last))
        return _document(scene, phrase, spoken)
    found = name_beside(scene, phrase)
    if found is None and (phrase.kind == "person" or (phrase.role and not phrase.plural)):
        found = resolve_person(scene, phrase, spoken)
    return found or describe_source(scene, phrase, spoken)


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


def signing(scene: Scene, span: Offsets) -> Source:
    """The author who signs a post: a person or body of the document of that name, or the name."""
    name = " ".join(scene.view.text[slice(*span)].split())
    for chain in scene.chains.values():
        if span in chain.mentions or fold(chain.name) == fold(name):
            return chain_source(chain)
    kind = "organisation" if names_outlets(name) else "unknown"
    gender = given_gender(name)
    return Source(name, None, "person" if gender else kind, gender)


def _named(scene: Scene, p: int, found: Source, spoken: Sequence[Spoken]) -> Source:
    """A pronoun's antecedent that is only described (« le prévenu ») by the name it has, if any."""
    if found.entity_id is not None or found.kind != "person" or found.name is None:
        return found
    for candidate in reversed(scene.candidates_before(p)):
        if candidate.phrase is not None and candidate.source.key == found.key:
            before = [s for s in spoken if s.place < candidate.place]
            person = resolve_person(scene, candidate.phrase, before)
            if person is not None and person.name:
                return person.less_sure(found.certainty)
            return found
    return found


def _is_one_word_place(chain: Chain) -> bool:
    return chain.label == "LOC" and len(chain.name.split()) == 1


def _inhabitant(scene: Scene, first: int, last: int, spoken: Sequence[Spoken]) -> Source | None:
    """« le Bernois », « la Française »: the person in view who may be called so, or None."""
    view = scene.view
    head = view.words[last - 1].text
    before = view.before(last - 1)
    article = view.folded[before] if before >= 0 else ""
    if last - first > 2 or article not in {"le", "la", "l'"} or not head.istitle():
        return None
    if view.words[before].text.istitle() and not view.opens_sentence(before):
        return None  # « D'après Le Bernois » is a paper
    country = country_of_gentile(head)
    if country_of_place(head) or not (country or fold(head).endswith(_DEMONYMS)):
        return None

    def accepts(source: Source) -> bool:
        chain = scene.person(source)
        return chain is not None and (not country or chain.country in {country, None})

    gender = DETERMINER_GENDER.get(article) or ("f" if head.endswith("e") else None)
    return whom_it_takes_up(scene, first, Wanted(gender, False, accepts=accepts), spoken)


def _in_whose_house(scene: Scene, p: int, spoken: Sequence[Spoken]) -> Source | None:
    """« À la préfecture, on assure … » → the prefecture: the place that opens the sentence."""
    view = scene.view
    first = p
    while first > 0 and view.sentence[first - 1] == view.sentence[p] and p - first < _FRONTED:
        first -= 1
    while first < p and view.words[first].is_punct:
        first += 1
    last = next((k for k in range(first, p) if view.low[k] == ","), p)
    if last == p or view.folded[first] not in _IN_HOUSE:
        return _house_behind(scene, p, spoken)
    start = next((k for k in range(last - 1, first, -1) if view.folded[k] == "cote"), first) + 1
    start += start < last and view.folded[start] in DE
    return resolve_phrase(scene, start, last, spoken) if start < last else None


def _house_behind(scene: Scene, p: int, spoken: Sequence[Spoken]) -> Source | None:
    """« justifie-t-on au ministère » → the ministry."""
    view = scene.view
    ahead = range(p + 1, min(p + 5, len(view) - 1))
    start = end = next((k + 1 for k in ahead if view.folded[k] in _IN_HOUSE), p)
    if start == p:
        return None
    while view.goes_on(end) and not view.words[end].is_punct:
        end += 1
    near = view.words[start : min(start + 4, end)]
    named = any(noun_kind(word.text) == "organisation" or word.ent_type_ for word in near)
    return resolve_phrase(scene, start, end, spoken) if named else None


def _joined(sources: Sequence[Source]) -> Source:
    names = list(dict.fromkeys(s.name or "" for s in sources))
    if len(names) == 1:
        return sources[0]
    return Source(" et ".join(names), None, sources[0].kind, plural=True)


def _head_names(scene: Scene, first: int, last: int) -> list[Named]:
    """The names that the phrase is about: its head, coordinated heads, or a name in apposition."""
    found: list[Named] = []
    for named in scene.named_in(first, last):
        if found:
            gap = set(scene.view.folded[found[-1].last : named.first])
            if not gap & {"et", ","} or gap & _prepositions():
                continue
        if found or _is_head(scene, first, named):
            found.append(named)
    return found


def _is_head(scene: Scene, first: int, named: Named) -> bool:
    """Whether a name is what the phrase means: it opens it, or stands beside its head noun."""
    view = scene.view
    before = [p for p in range(first, named.first) if not view.words[p].is_punct]
    if len(before) > 1 and view.folded[before[-2]] in titles():
        before.pop()  # the particle of « M. de Brivel »
    while before and view.folded[before[-1]] in titles():
        before.pop()
    if all(
        view.words[p].pos_ == "DET" or view.folded[p] in function_words("article") for p in before
    ):
        return True
    nearest = before[-1]
    word = view.words[nearest].text
    if view.folded[nearest] in _prepositions() or (is_gentile(word) and word.istitle()):
        return is_gentile(word)
    phrase = analyse_phrase(view, first, named.first)
    if named.chain.label == "PER":
        full = parse_person(named.chain.name).is_full and named.last - named.first > 1
        beside = phrase.head == nearest and phrase.kind in {"unknown", "person"} and full
        return beside or _role_reaches(scene, phrase, named)
    # « l'agence TASS », « le quotidien régional La Voix »: no complement between.
    between = {view.folded[p] for p in before if p > phrase.head}
    return not between & _LINKS and phrase.kind not in {"place", "person"}


def _role_reaches(scene: Scene, phrase: Phrase, named: Named) -> bool:
    """Whether the role before a person's name is the phrase's head, not one in its complement."""
    for held in scene.held_in(phrase.first, named.first):
        if held.chain is named.chain and held.role.last <= named.first:
            before = scene.view.folded[held.role.first - 1]
            articles = {"le", "la"}
            if held.role.head == phrase.head or before not in _prepositions() | articles:
                return True
    return False


def _document(scene: Scene, phrase: Phrase, spoken: Sequence[Spoken]) -> Source:
    """« un communiqué du ministère » → the ministry; « ses propos » → his; « le texte »."""
    if phrase.possessive:
        wanted = Wanted(None, phrase.determiner in {"leur", "leurs"})
        found = antecedent(scene, phrase.first, wanted, spoken)
        if found.name:
            return found.less_sure(_POSSESSED)
    made_by = _body_behind(scene, phrase, spoken) or _issuer(scene, phrase)
    if made_by is not None:
        return made_by
    if phrase.definite and complement_start(scene.view, phrase) is None:
        for past in reversed(spoken[-8:]):
            if past.phrase is not None and past.source.kind != "person":
                earlier = analyse_phrase(scene.view, *past.phrase)
                same = earlier.lemma == phrase.lemma or phrase.lemma in {"texte", "document"}
                if earlier.kind == "document" and same:
                    return past.source
    return described(scene.view, phrase)


def _issuer(scene: Scene, phrase: Phrase) -> Source | None:
    """« Le ministère publie un communiqué qui … » → the ministry, subject of a publishing verb."""
    view = scene.view
    verb = view.before(view.run_start(phrase.first, {"ADV", "DET", "ADJ", "PUNCT"}))
    if phrase.definite or verb < 0 or not is_publishing(view.words[verb].lemma_):
        return None
    before, sentence = scene.candidates_before(verb), view.sentence[verb]
    subjects = [c for c in before if c.sentence == sentence and not c.oblique]
    found = [c for c in subjects if c.source.kind in {"organisation", "person", "place"}]
    return found[-1].source if found else None


def _body_behind(scene: Scene, phrase: Phrase, spoken: Sequence[Spoken]) -> Source | None:
    """The person or body in the complement of a document noun, or None."""
    view = scene.view
    for p in range(phrase.head + 1, phrase.last):
        word = view.folded[p]
        if word in QUE:
            return _subject_of_relative(scene, phrase, p + 1, spoken)
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
            return resolve_phrase(scene, p + 1, end, spoken)
    for mention in scene.named_in(phrase.head + 1, phrase.last):
        if mention.chain.label == "ORG" and view.folded[mention.first - 1] not in _prepositions():
            return chain_source(mention.chain)
    return None


def _subject_of_relative(
    scene: Scene, phrase: Phrase, first: int, spoken: Sequence[Spoken]
) -> Source | None:
    """« les informations que le procureur a données » → the prosecutor."""
    verb = next((p for p in range(first, phrase.last) if scene.view.is_verb(p)), first)
    return resolve_phrase(scene, first, verb, spoken) if verb > first else None
