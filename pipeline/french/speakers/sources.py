"""From a source as written to the name that a reader gives it."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.french.datelines.words import names_outlets
from pipeline.french.names.function_words import function_words
from pipeline.french.names.names import given_gender, parse_person, titles
from pipeline.french.names.nations import country_of_gentile, country_of_place, is_gentile
from pipeline.french.names.situation import opens_sentence
from pipeline.french.names.source_nouns import (
    is_authoring,
    is_publishing,
    noun_kind,
    person_role,
)
from pipeline.french.records import Chain, Offsets
from pipeline.french.speakers.antecedents import THIN, Spoken, antecedent
from pipeline.french.speakers.bodies import describe_source, name_beside, written_text
from pipeline.french.speakers.coreference import Source, Wanted, chain_source
from pipeline.french.speakers.noun_phrases import (
    IMPERSONAL,
    Phrase,
    analyse_phrase,
    complement_start,
    document_end,
    is_nearest,
    phrase_text,
    pronoun_of,
)
from pipeline.french.speakers.persons import resolve_person
from pipeline.french.speakers.scene import Named, Scene
from pipeline.french.text import fold

# Endings of names for the people of a town or region.
_DEMONYMS = ("ois", "oise", "ais", "aise", "ien", "ienne", "een", "eenne")
_OPENING_MARKS, _CLOSING_MARKS = frozenset('«“"'), frozenset('»”"')
_IN_HOUSE = frozenset({"a", "au", "aux", "dans", "chez", "du", "cote"})
# Behind them stands what a document is about, not whose it is.
_ABOUT = frozenset({"sur", "contre", "pour", "concernant"})
# How far before « on » a sentence may open with the place where it is said.
_FRONTED = 15


def resolve_phrase(scene: Scene, first: int, last: int, spoken: Sequence[Spoken]) -> Source:
    """The source that the tokens [first, last) mean, given who spoke before.

    The name is None where a pronoun has no antecedent that the evidence bears.
    """
    if last < len(scene.doc) and fold(scene.doc[last - 1].text) in {"-t", "t"}:
        last += 1  # « -t » of « a-t-il » without its pronoun
    text = phrase_text(scene.doc, first, last)
    pronoun = pronoun_of(text)
    if pronoun is not None:
        wanted = Wanted(*pronoun, loose=True, nearest=is_nearest(text))
        return _named(scene, first, antecedent(scene, first, wanted, spoken), spoken)
    if fold(text).lstrip("-") in IMPERSONAL:
        return _in_whose_house(scene, first, spoken) or Source(None, certainty=THIN)
    marked = _name_in_marks(scene, first, last)
    if marked is not None:
        return marked
    names = _head_names(scene, first, last)
    is_place = not names or (len(names) == 1 and _is_one_word_place(names[0].chain))
    inhabitant = _inhabitant(scene, first, last, spoken) if is_place else None
    if inhabitant is not None:
        return inhabitant
    if names:
        return _joined([chain_source(n.chain) for n in names])
    phrase = analyse_phrase(scene.doc, first, last)
    if spoken and any(fold(t.text) in {"meme", "memes"} for t in scene.doc[first : phrase.head]):
        return spoken[-1].source
    if phrase.kind == "document":
        phrase = replace(phrase, last=document_end(scene.doc, phrase.last))
    if phrase.kind == "document":
        return _document(scene, phrase, spoken)
    beside = name_beside(scene, phrase)
    if beside is not None:
        return beside
    if phrase.kind == "person" or (person_role(scene.doc[phrase.head].text) and not phrase.plural):
        found = resolve_person(scene, phrase, spoken)
        if found is not None:
            return found
    return describe_source(scene, phrase, spoken)


def _name_in_marks(scene: Scene, first: int, last: int) -> Source | None:
    """« le groupe « Étoile » » → Étoile."""
    opening = next((i for i in range(first, last) if scene.doc[i].text in _OPENING_MARKS), None)
    if opening is None or scene.doc[last - 1].text not in _CLOSING_MARKS or last - opening < 3:
        return None
    named = scene.named_in(opening + 1, last - 1)
    if named:
        return chain_source(named[0].chain)
    kind = analyse_phrase(scene.doc, first, opening).kind if opening > first else "unknown"
    name = phrase_text(scene.doc, opening + 1, last - 1)
    return Source(name, None, kind) if kind != "document" else None


def signing(scene: Scene, span: Offsets) -> Source:
    """The author who signs a post: a person or body of the document of that name, or the name."""
    name = phrase_text(scene.doc, *scene.at.tokens_of(span))
    for chain in scene.chains.values():
        if span in chain.mentions or fold(chain.name) == fold(name):
            return chain_source(chain)
    kind = "organisation" if names_outlets(name) else "unknown"
    gender = given_gender(name)
    return Source(name, None, "person" if gender else kind, gender)


def _named(scene: Scene, token: int, found: Source, spoken: Sequence[Spoken]) -> Source:
    """A pronoun's antecedent that is only described (« le prévenu ») by the name it has, if any."""
    if found.entity_id is not None or found.kind != "person" or found.name is None:
        return found
    for candidate in reversed(scene.candidates_before(token)):
        if candidate.phrase is not None and candidate.source.key == found.key:
            before = [s for s in spoken if s.token < candidate.token]
            person = resolve_person(scene, candidate.phrase, before)
            if person is not None and person.name:
                return replace(person, certainty=person.certainty * found.certainty)
            return found
    return found


def _is_one_word_place(chain: Chain) -> bool:
    return chain.label == "LOC" and len(chain.name.split()) == 1


def _inhabitant(scene: Scene, first: int, last: int, spoken: Sequence[Spoken]) -> Source | None:
    """« le Bernois », « la Française »: the person in view who may be called so, or None."""
    doc = scene.doc
    words = [i for i in range(first, last) if not doc[i].is_space]
    head = doc[words[-1]].text if words else ""
    before = doc[words[-1] - 1] if words and words[-1] > 0 else None
    article = fold(before.text) if before is not None else ""
    if before is None or len(words) > 2 or article not in {"le", "la", "l'"} or not head.istitle():
        return None
    if before.text.istitle() and not opens_sentence(doc, scene.at, before.i):
        return None  # « D'après Le Bernois » is a paper
    country = country_of_gentile(head)
    if country_of_place(head) or not (country or fold(head).endswith(_DEMONYMS)):
        return None

    def accepts(source: Source) -> bool:
        chain = scene.chains.get(source.entity_id or "")
        if chain is None or source.kind != "person":
            return False
        return not (country and chain.country and chain.country != country)

    gender = {"le": "m", "la": "f"}.get(article) or ("f" if head.endswith("e") else None)
    found = antecedent(scene, first, Wanted(gender, False, accepts=accepts), spoken)
    return replace(found, certainty=found.certainty * THIN) if found.name else None


def _in_whose_house(scene: Scene, token: int, spoken: Sequence[Spoken]) -> Source | None:
    """« À la préfecture, on assure … » → the prefecture: the place that opens the sentence."""
    doc, sentence = scene.doc, scene.at.sentence[token]
    first = token
    while first > 0 and scene.at.sentence[first - 1] == sentence and token - first < _FRONTED:
        first -= 1
    while first < token and (doc[first].is_punct or doc[first].is_space):
        first += 1
    last = next((i for i in range(first, token) if doc[i].text == ","), token)
    opening = fold(doc[first].text)
    if last == token or opening not in _IN_HOUSE:
        return _house_behind(scene, token, spoken)
    start = next((i for i in range(last - 1, first, -1) if fold(doc[i].text) == "cote"), first) + 1
    if start < last and fold(doc[start].text) in {"de", "du", "des"}:
        start += 1
    return resolve_phrase(scene, start, last, spoken) if start < last else None


def _house_behind(scene: Scene, token: int, spoken: Sequence[Spoken]) -> Source | None:
    """« justifie-t-on au ministère » → the ministry."""
    doc = scene.doc
    for i in range(token + 1, min(token + 5, len(doc) - 1)):
        if fold(doc[i].text) not in _IN_HOUSE:
            continue
        end = i + 1
        while end < len(doc) and not doc[end].is_punct and not doc[end].is_space:
            end += 1
        named = any(
            noun_kind(t.text) == "organisation" or t.ent_type_ for t in doc[i + 1 : min(i + 5, end)]
        )
        return resolve_phrase(scene, i + 1, end, spoken) if named else None
    return None


def _joined(sources: Sequence[Source]) -> Source:
    if len(sources) == 1:
        return sources[0]
    names = list(dict.fromkeys(s.name or "" for s in sources))
    if len(names) == 1:
        return sources[0]
    return Source(" et ".join(names), None, sources[0].kind, plural=True)


def _head_names(scene: Scene, first: int, last: int) -> list[Named]:
    """The names that the phrase is about: its head, coordinated heads, or a name in apposition."""
    found: list[Named] = []
    for named in scene.named_in(first, last):
        if found:
            gap = [fold(t.text) for t in scene.doc[found[-1].last : named.first] if not t.is_space]
            if ("et" not in gap and "," not in gap) or function_words("preposition") & set(gap):
                continue
        if found or _is_head(scene, first, named):
            found.append(named)
    return found


def _is_head(scene: Scene, first: int, named: Named) -> bool:
    """Whether a name is what the phrase means: it opens it, or stands beside its head noun."""
    doc = scene.doc
    before = [t.i for t in doc[first : named.first] if not t.is_space and not t.is_punct]
    if len(before) > 1 and fold(doc[before[-2]].text) in titles():
        before.pop()  # the particle of « M. de Brivel »
    while before and fold(doc[before[-1]].text) in titles():
        before.pop()
    if all(doc[i].pos_ == "DET" or fold(doc[i].text) in {"le", "la", "les", "l'"} for i in before):
        return True
    nearest = before[-1]
    if fold(doc[nearest].text) in function_words("preposition") or (
        is_gentile(doc[nearest].text) and doc[nearest].text.istitle()
    ):
        return is_gentile(doc[nearest].text)
    phrase = analyse_phrase(doc, first, named.first)
    if named.chain.label == "PER":
        full = parse_person(named.chain.name).is_full and named.last - named.first > 1
        beside = phrase.head == nearest and phrase.kind in {"unknown", "person"} and full
        return beside or _role_reaches(scene, phrase, named)
    # « l'agence TASS », « le quotidien régional La Voix »: no complement between.
    between = [fold(doc[i].text) for i in before if i > phrase.head]
    return not {"du", "des", "la", "le", "l'", "par"} & set(between) and phrase.kind in {
        "organisation",
        "document",
        "group",
        "unknown",
    }


def _role_reaches(scene: Scene, phrase: Phrase, named: Named) -> bool:
    """Whether the role before a person's name is the phrase's head, not one in its complement."""
    return any(
        held.role.head == phrase.head
        or fold(scene.doc[held.role.first - 1].text)
        not in function_words("preposition") | {"le", "la"}
        for held in scene.held_in(phrase.first, named.first)
        if held.chain is named.chain and held.role.last <= named.first
    )


def _document(scene: Scene, phrase: Phrase, spoken: Sequence[Spoken]) -> Source:
    """« un communiqué du ministère » → the ministry; « ses propos » → his; « le texte »."""
    if phrase.possessive:
        wanted = Wanted(None, phrase.determiner in {"leur", "leurs"})
        found = antecedent(scene, phrase.first, wanted, spoken)
        if found.name:
            return replace(found, certainty=found.certainty * 0.8)
    body = _body_behind(scene, phrase, spoken)
    if body is not None:
        return body
    issuer = _issuer(scene, phrase)
    if issuer is not None:
        return issuer
    if phrase.definite and complement_start(scene.doc, phrase) is None:
        for past in reversed(spoken[-8:]):
            if past.phrase is not None and past.source.kind != "person":
                earlier = analyse_phrase(scene.doc, *past.phrase)
                same = earlier.lemma == phrase.lemma or phrase.lemma in {"texte", "document"}
                if earlier.kind == "document" and same:
                    return past.source
    return Source(written_text(scene, phrase), None, "document", phrase.gender, phrase.plural)


def _issuer(scene: Scene, phrase: Phrase) -> Source | None:
    """« Le ministère publie un communiqué qui … » → the ministry, subject of a publishing verb."""
    doc, k = scene.doc, phrase.first - 1
    while k >= 0 and (doc[k].pos_ in {"ADV", "DET", "ADJ"} or doc[k].is_punct):
        k -= 1
    if phrase.definite or k < 0 or not is_publishing(doc[k].lemma_):
        return None
    sentence = scene.at.sentence[k]
    subjects = [c for c in scene.candidates_before(k) if c.sentence == sentence and not c.oblique]
    found = [c for c in subjects if c.source.kind in {"organisation", "person", "place"}]
    return found[-1].source if found else None


def _body_behind(scene: Scene, phrase: Phrase, spoken: Sequence[Spoken]) -> Source | None:
    """The person or body in the complement of a document noun, or None."""
    doc = scene.doc
    for i in range(phrase.head + 1, phrase.last):
        leads = fold(doc[i].text) in function_words("complement") - {"a", "au", "aux"} or (
            fold(doc[i].text) == "par" and is_authoring(doc[i - 1].text)
        )
        if fold(doc[i].text) in {"que", "qu'"}:
            return _subject_of_relative(scene, phrase, i + 1, spoken)
        if fold(doc[i].text) in _ABOUT or (fold(doc[i].text) == "par" and not leads):
            return None
        if not leads:
            continue
        start = i + 1
        while start < phrase.last and doc[start].pos_ == "DET":
            start += 1
        if start >= phrase.last:
            return None
        if any(n.first <= start for n in scene.named_in(start, start + 1)):
            named = scene.named_in(start, start + 1)[0]
            if named.chain.label != "LOC":
                return chain_source(named.chain)
        word = doc[start].text
        if noun_kind(word) in {"organisation", "group"} or person_role(word) is not None:
            end = next(
                (k for k in range(start, phrase.last) if is_authoring(doc[k].text)), phrase.last
            )
            return resolve_phrase(scene, i + 1, end, spoken)
    for named in scene.named_in(phrase.head + 1, phrase.last):
        if named.chain.label == "ORG" and fold(doc[named.first - 1].text) not in function_words(
            "preposition"
        ):
            return chain_source(named.chain)
    return None


def _subject_of_relative(
    scene: Scene, phrase: Phrase, first: int, spoken: Sequence[Spoken]
) -> Source | None:
    """« les informations que le procureur a données » → the prosecutor."""
    verb = next(
        (i for i in range(first, phrase.last) if scene.doc[i].pos_ in {"VERB", "AUX"}), None
    )
    return resolve_phrase(scene, first, verb, spoken) if verb is not None and verb > first else None
