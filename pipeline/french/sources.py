"""From a source as written to the name that a reader gives it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.french.coreference import Candidate, Source, Wanted, chain_source, choose, rank
from pipeline.french.function_words import function_words
from pipeline.french.source_nouns import (
    RoleNoun,
    is_authoring,
    noun_kind,
    noun_lemma,
    person_role,
    synonym_words,
)
from pipeline.french.names import titles
from pipeline.french.nations import country_of_gentile
from pipeline.french.noun_phrases import (
    IMPERSONAL,
    Phrase,
    analyse_phrase,
    complement_start,
    content_words,
    is_nearest,
    phrase_text,
    pronoun_of,
)
from pipeline.french.records import Chain
from pipeline.french.roles import Role, describe_role
from pipeline.french.scene import Held, Named, Scene
from pipeline.french.text import fold

_THIN = 0.6
_TRADES = frozenset({"sport", "culture", "science", "work", "crime"})
# Who spoke this many paragraphs ago is not remembered by a pronoun.
_REMEMBERED = 3


@dataclass(frozen=True, slots=True)
class Spoken:
    """A source that spoke: tokens of the phrase that named it (None for a pronoun), last token."""

    source: Source
    phrase: tuple[int, int] | None
    token: int


def resolve_phrase(scene: Scene, first: int, last: int, spoken: Sequence[Spoken]) -> Source:
    """The source that the tokens [first, last) mean, given who spoke before.

    The name is None where a pronoun has no antecedent that the evidence bears.
    """
    text = phrase_text(scene.doc, first, last)
    pronoun = pronoun_of(text)
    if pronoun is not None:
        return _antecedent(
            scene, first, Wanted(*pronoun, loose=True, nearest=is_nearest(text)), spoken
        )
    if fold(text) in IMPERSONAL:
        return Source(None, certainty=_THIN)
    names = _head_names(scene, first, last)
    if names:
        return _joined([chain_source(n.chain) for n in names])
    phrase = analyse_phrase(scene.doc, first, last)
    if spoken and any(fold(t.text) in {"meme", "memes"} for t in scene.doc[first : phrase.head]):
        return spoken[-1].source
    if phrase.kind == "document" or (phrase.possessive and phrase.kind == "unknown"):
        return _document(scene, phrase, spoken)
    if phrase.kind == "person" or (person_role(scene.doc[phrase.head].text) and not phrase.plural):
        found = _person(scene, phrase, spoken)
        if found is not None:
            return found
    return _described(scene, phrase, spoken)


def _antecedent(scene: Scene, token: int, wanted: Wanted, spoken: Sequence[Spoken]) -> Source:
    spoke = _last_speaker(scene, token, spoken)
    found = choose(rank(scene.candidates, scene.at, token, wanted, spoke))
    if (
        found is None
        and spoke is not None
        and wanted.loose
        and not _other_gender(spoke.source, wanted)
    ):
        found = replace(spoke.source, certainty=_THIN)
    return found or Source(None, certainty=_THIN)


def _last_speaker(scene: Scene, token: int, spoken: Sequence[Spoken]) -> Candidate | None:
    """Who spoke last before `token`, as a candidate at the place of that quote."""
    at = scene.at
    if not spoken or at.paragraph[token] - at.paragraph[spoken[-1].token] > _REMEMBERED:
        return None
    place = spoken[-1].token
    return Candidate(
        spoken[-1].source, place, at.sentence[place], at.paragraph[place], True, False, False
    )


def _other_gender(source: Source, wanted: Wanted) -> bool:
    return bool(wanted.gender and source.gender and wanted.gender != source.gender)


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
    while before and fold(doc[before[-1]].text) in titles():
        before.pop()
    if all(doc[i].pos_ == "DET" or fold(doc[i].text) in {"le", "la", "les", "l'"} for i in before):
        return True
    nearest = before[-1]
    if fold(doc[nearest].text) in function_words("preposition") or (
        country_of_gentile(doc[nearest].text) and doc[nearest].text.istitle()
    ):
        return country_of_gentile(doc[nearest].text) is not None
    phrase = analyse_phrase(doc, first, named.first)
    if named.chain.label == "PER":
        return _role_reaches(scene, phrase, named)
    # « l'agence TASS », « le quotidien régional La Voix »: only adjectives and « de presse » between.
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
        for held in scene.held
        if held.chain is named.chain
        and held.role.last <= named.first
        and held.role.first >= phrase.first
    )


def _document(scene: Scene, phrase: Phrase, spoken: Sequence[Spoken]) -> Source:
    """« un communiqué du ministère » → the ministry; « ses propos » → his; « le texte » → its body."""
    if phrase.possessive:
        wanted = Wanted(None, phrase.determiner in {"leur", "leurs"})
        found = _antecedent(scene, phrase.first, wanted, spoken)
        if found.name:
            return replace(found, certainty=found.certainty * 0.8)
    body = _body_behind(scene, phrase, spoken)
    if body is not None:
        return body
    if phrase.definite and complement_start(scene.doc, phrase) is None:
        for past in reversed(spoken[-8:]):
            if past.phrase is not None and past.source.kind != "person":
                earlier = analyse_phrase(scene.doc, *past.phrase)
                same = earlier.lemma == phrase.lemma or phrase.lemma in {"texte", "document"}
                if earlier.kind == "document" and same:
                    return past.source
    return Source(_text(scene, phrase), None, "document", phrase.gender, phrase.plural)


def _body_behind(scene: Scene, phrase: Phrase, spoken: Sequence[Spoken]) -> Source | None:
    """The person or body in the complement of a document noun, or None."""
    doc = scene.doc
    for i in range(phrase.head + 1, phrase.last):
        leads = fold(doc[i].text) in function_words("complement") - {"a", "au", "aux"} or (
            fold(doc[i].text) == "par" and is_authoring(doc[i - 1].text)
        )
        if fold(doc[i].text) in {"que", "qu'"}:
            return _subject_of_relative(scene, phrase, i + 1, spoken)
        if fold(doc[i].text) == "par" and not leads:
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
            return resolve_phrase(scene, i + 1, phrase.last, spoken)
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


def _person(scene: Scene, phrase: Phrase, spoken: Sequence[Spoken]) -> Source | None:
    """The person whom a singular role phrase means, or None."""
    overlapping = [
        held
        for held in scene.held
        if held.role.first < phrase.last
        and held.role.last > phrase.head
        and held.role.head >= phrase.head - 1
    ]
    for held in overlapping:
        if held.role.head == phrase.head or person_role(scene.doc[phrase.head].text) is None:
            return chain_source(held.chain)
    if not phrase.definite and not _bare(phrase):
        return None
    by_role = _by_role(scene, phrase)
    if by_role is not None:
        return by_role
    return _by_description(scene, phrase, spoken)


def _bare(phrase: Phrase) -> bool:
    return phrase.determiner == ""


def _by_role(scene: Scene, phrase: Phrase) -> Source | None:
    """The person to whom the text gives this role: modifiers agree, nearest before, else after."""
    role = describe_role(scene.doc, phrase.head, phrase.last)
    if role is None:
        return None
    fitting = [held for held in scene.held if _same_office(scene, role, held)]
    if not fitting:
        return None
    before = [h for h in fitting if h.role.head < phrase.head]
    best = (
        max(before, key=lambda h: h.role.head)
        if before
        else min(fitting, key=lambda h: h.role.head)
    )
    sure = 0.95 if len({h.chain.entity_id for h in fitting}) == 1 else 0.75
    return replace(chain_source(best.chain), certainty=sure)


def _same_office(scene: Scene, role: Role, held: Held) -> bool:
    """Whether a description may mean a role that somebody holds: head, gender, modifiers."""
    if held.role.role != role.role:
        return False
    genders = {held.role.gender, held.chain.gender} - {None}
    if role.gender and genders and role.gender not in genders:
        return False
    synonyms = synonym_words(role.role)
    words = content_words(scene.doc, role.head + 1, role.last) - synonyms
    theirs = content_words(scene.doc, held.role.head + 1, held.role.last) - synonyms
    if words <= theirs or _only_countries(words ^ theirs):
        return True
    # « l'avocat général » is more than « l'avocat »: an adjective makes another office.
    after = scene.doc[role.head + 1] if role.head + 1 < role.last else None
    return theirs <= words and (after is None or after.pos_ != "ADJ")


def _only_countries(words: frozenset[str]) -> bool:
    return len(words) <= 1 and all(word.startswith("=") for word in words)


def _by_description(scene: Scene, phrase: Phrase, spoken: Sequence[Spoken]) -> Source | None:
    """« le candidat », « l'élue », « ce spécialiste des prix »: the fitting person most in view.

    First among persons whose role speaks for the noun; then among those whom nothing speaks
    against, if there is but one or the last speaker is the likeliest.
    """
    words = content_words(scene.doc, phrase.head + 1, phrase.last)
    pointing = phrase.determiner in {"ce", "cet", "cette"}
    if not pointing and any(
        not word.startswith("=") for word in words - _bare_complement(scene, phrase)
    ):
        return None
    country = next((word[1:] for word in words if word.startswith("=")), None)
    noun = person_role(scene.doc[phrase.head].text)

    def accepts(strict: bool) -> Callable[[Source], bool]:
        def test(source: Source) -> bool:
            chain = scene.chains.get(source.entity_id or "")
            if chain is None or source.kind != "person":
                return False
            if country and chain.country and chain.country != country:
                return False
            return noun is None or _fields_agree(chain, noun, strict)

        return test

    wanted = Wanted(phrase.gender, False, accepts=accepts(strict=True))
    found = _antecedent(scene, phrase.first, wanted, spoken)
    if not found.name:
        found = _only_one(scene, phrase, replace(wanted, accepts=accepts(strict=False)), spoken)
    return replace(found, certainty=found.certainty * _THIN) if found.name else None


def _bare_complement(scene: Scene, phrase: Phrase) -> frozenset[str]:
    """The noun of « milieu de terrain »: a complement without article makes no other person."""
    k = phrase.head + 1
    if (
        k + 1 < phrase.last
        and fold(scene.doc[k].text) in {"de", "d'"}
        and scene.doc[k + 1].text.islower()
    ):
        return content_words(scene.doc, k + 1, k + 2)
    return frozenset()


def _only_one(scene: Scene, phrase: Phrase, wanted: Wanted, spoken: Sequence[Spoken]) -> Source:
    ranked = rank(
        scene.candidates, scene.at, phrase.first, wanted, _last_speaker(scene, phrase.first, spoken)
    )
    if ranked and (len(ranked) == 1 or (spoken and ranked[0][1].key == spoken[-1].source.key)):
        return choose(ranked) or Source(None, certainty=_THIN)
    return Source(None, certainty=_THIN)


def _fields_agree(chain: Chain, noun: RoleNoun, strict: bool) -> bool:
    """Whether what the text says of a person lets a noun of some walk of life stand for them.

    Strictly, an office (« le procureur ») needs a role of its field and a general noun; a trade does
    where no role is told. Else it is enough that no role of another field is told.
    """
    told = (next(filter(None, map(person_role, text.split())), None) for text in chain.roles)
    fields = {role.field for role in told if role is not None} - {"any", "kin"}
    if noun.field == "any" and noun.general:
        return True
    if strict:
        return (noun.field in fields and noun.general) or (not fields and noun.field in _TRADES)
    return noun.general or not fields or noun.field in fields


def _described(scene: Scene, phrase: Phrase, spoken: Sequence[Spoken]) -> Source:
    """A source without a name: the fullest phrase that the document has for it."""
    written = Source(_text(scene, phrase), None, phrase.kind, phrase.gender, phrase.plural)
    if not phrase.definite and phrase.determiner:
        return written
    beside = _name_beside(scene, phrase)
    if beside is not None:
        return beside
    longer = _longer_name(scene, phrase)
    if longer is not None:
        return longer
    words = content_words(scene.doc, phrase.head, phrase.last)
    for past in reversed(spoken[-8:]):
        if past.phrase is None or past.source.name is None:
            continue
        earlier = analyse_phrase(scene.doc, *past.phrase)
        if earlier.lemma == phrase.lemma and earlier.plural == phrase.plural:
            if words <= content_words(scene.doc, earlier.head, earlier.last):
                return past.source
    return _longer_phrase(scene, phrase, words) or written


def _longer_phrase(scene: Scene, phrase: Phrase, words: frozenset[str]) -> Source | None:
    """« le tribunal » → « le tribunal correctionnel de Brivel » of an earlier sentence."""
    if phrase.plural or phrase.kind != "organisation" or len(words) > 1:
        return None
    for candidate in scene.phrases.get(phrase.lemma, ()):
        if candidate.first < phrase.first and not candidate.plural:
            return Source(_text(scene, candidate), None, candidate.kind, candidate.gender)
    return None


def _name_beside(scene: Scene, phrase: Phrase) -> Source | None:
    """« l'agence de presse officielle, Amaq, » → Amaq: a body's name in apposition after a comma."""
    k = phrase.last
    if phrase.kind != "organisation" or k + 1 >= len(scene.doc) or scene.doc[k].text != ",":
        return None
    for named in scene.named_in(k + 1, k + 2):
        closed = named.last < len(scene.doc) and scene.doc[named.last].text in {",", ".", ")", "»"}
        if closed and named.first == k + 1 and named.chain.label != "PER":
            return chain_source(named.chain)
    return None


def _longer_name(scene: Scene, phrase: Phrase) -> Source | None:
    """« le ministère » → the one organisation of the document whose name begins so."""
    if phrase.plural or phrase.kind != "organisation":
        return None
    doc = scene.doc
    words = content_words(doc, phrase.head, phrase.last)
    fitting: dict[str, Chain] = {}
    for named in scene.named:
        if named.chain.label == "PER" or noun_lemma(doc[named.first].text) != phrase.lemma:
            continue
        if words <= content_words(doc, named.first, named.last):
            fitting[named.chain.entity_id] = named.chain
    if len(fitting) != 1:
        return None
    return chain_source(next(iter(fitting.values())))


def _text(scene: Scene, phrase: Phrase) -> str:
    return phrase_text(scene.doc, phrase.first, phrase.last)


def with_known_roles(scene: Scene) -> Scene:
    """The scene with described people (« le président russe ») named where a role tells who it is."""
    by_head = {held.role.head: held for held in scene.held}
    known: list[Candidate] = []
    for candidate in scene.candidates:
        if candidate.source.entity_id is None and candidate.source.kind == "person":
            phrase = candidate.phrase
            held = by_head.get(phrase.head) if phrase else None
            source = chain_source(held.chain) if held else None
            if source is None and phrase is not None and phrase.definite:
                source = _by_role(scene, phrase)
            candidate = replace(candidate, source=source or candidate.source)
        known.append(candidate)
    return replace(scene, candidates=tuple(known))
