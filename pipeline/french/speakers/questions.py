"""What a source as written asks: of which kind it is, where it stands, what it must agree with."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.french.names.function_words import DETERMINER_GENDER, function_words
from pipeline.french.names.names import parse_person, titles
from pipeline.french.names.nations import country_of_gentile, country_of_place, is_gentile
from pipeline.french.records import Chain, Quote
from pipeline.french.speakers.candidates import Named
from pipeline.french.speakers.noun_phrases import (
    IMPERSONAL,
    Phrase,
    analyse_phrase,
    document_end,
    is_nearest,
    pronoun_of,
)
from pipeline.french.speakers.scene import Scene
from pipeline.french.text import fold
from pipeline.french.view import View

# The kinds of sources: a name; « il »; « ce dernier »; « on »; a noun for one person (« la
# maire »), for a body or several (« le parquet », « les élus »), for a document; no source at all.
KINDS = NAMED, PRONOUN, LATTER, ANYBODY, PERSON, BODY, DOCUMENT, MISSING = (
    *("named", "pronoun", "latter", "impersonal", "person", "body", "document", "missing"),
)
# What opens a complement that takes a name away from the head.
_LINKS = frozenset({"du", "des", "la", "le", "l'", "par"})
# Endings of names for the people of a town or region.
_DEMONYMS = ("ois", "oise", "ais", "aise", "ien", "ienne", "een", "eenne")


def _prepositions() -> frozenset[str]:
    return function_words("preposition")


def _articles() -> frozenset[str]:
    return function_words("article")


@dataclass(frozen=True, slots=True)
class Question:
    """Who is meant by the words [first, last) of a document.

    Without a source of its own (kind `missing`) these are the first word of what is said. `said`
    are the words of the content, None for a relay or a phrase inside a source. `names` are the
    names that the phrase is about. `gender` and `plural` are what the source must agree with;
    `country` what an inhabitant must (« le Bernois », « la Française »: "" where no state is told).
    """

    kind: str
    first: int
    last: int
    said: tuple[int, int] | None = None
    quote: Quote | None = None
    names: tuple[Named, ...] = ()
    phrase: Phrase | None = None
    gender: str | None = None
    plural: bool = False
    country: str | None = None

    @property
    def definite(self) -> bool:
        """Whether it points to somebody who may have been named before."""
        return self.phrase is None or self.phrase.definite or not self.phrase.determiner


def question_of(scene: Scene, quote: Quote) -> Question:
    """What the source of a quote asks."""
    said = scene.said(quote)
    if quote.speaker is None:
        return Question(MISSING, said[0], said[0] + 1, said, quote)
    return ask(scene, *scene.touched(quote.speaker), said, quote)


def ask(
    scene: Scene,
    first: int,
    last: int,
    said: tuple[int, int] | None = None,
    quote: Quote | None = None,
) -> Question:
    """What the words [first, last), a source as written, ask."""
    view = scene.view
    if last < len(view) and view.folded[last - 1] in {"-t", "t"}:
        last += 1  # « -t » of « a-t-il » without its pronoun
    text = view.on_one_line(first, last)
    pronoun = pronoun_of(text)
    if pronoun is not None:
        kind = LATTER if is_nearest(text) else PRONOUN
        gender, plural = pronoun
        return Question(kind, first, last, said, quote, gender=gender, plural=plural)
    if fold(text).lstrip("-") in IMPERSONAL:
        return Question(ANYBODY, first, last, said, quote)
    phrase = analyse_phrase(view, first, last)
    names = tuple(head_names(scene, first, last))
    place = len(names) == 1 and _is_one_word_place(names[0].chain)
    inhabitant = _inhabitant(scene, first, last) if place or not names else None
    if inhabitant is not None:
        gender, country = inhabitant
        return Question(PERSON, first, last, said, quote, names, phrase, gender, False, country)
    if names:
        return Question(NAMED, first, last, said, quote, names, phrase)
    if phrase.kind == "document" and phrase.possessive:
        # « selon ses propos » is « selon lui »
        plural = phrase.determiner in {"leur", "leurs"}
        return Question(PRONOUN, first, last, said, quote, plural=plural)
    if phrase.kind == "document":
        last = document_end(view, phrase.last)
        phrase = analyse_phrase(view, first, last)
        return Question(DOCUMENT, first, last, said, quote, phrase=phrase)
    person = phrase.kind == "person" or (phrase.role is not None and not phrase.plural)
    kind = PERSON if person and not phrase.plural else BODY
    return Question(kind, first, last, said, quote, (), phrase, phrase.gender, phrase.plural)


def _is_one_word_place(chain: Chain) -> bool:
    return chain.label == "LOC" and len(chain.name.split()) == 1


def _inhabitant(scene: Scene, first: int, last: int) -> tuple[str | None, str] | None:
    """Gender and country ("" for none) of « le Bernois », « la Française »; None for others."""
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
    gender = DETERMINER_GENDER.get(article) or ("f" if head.endswith("e") else None)
    return gender, country or ""


def head_names(scene: Scene, first: int, last: int) -> list[Named]:
    """The names that a phrase is about: its head, coordinated heads, or a name in apposition."""
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
    before = _words_before(scene, first, named)
    if all(view.words[p].pos_ == "DET" or view.folded[p] in _articles() for p in before):
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


def _words_before(scene: Scene, first: int, named: Named) -> Sequence[int]:
    """The words of a phrase before a name, without marks and the titles of the name."""
    view = scene.view
    before = [p for p in range(first, named.first) if not view.words[p].is_punct]
    if len(before) > 1 and view.folded[before[-2]] in titles():
        before.pop()  # the particle of « M. de Brivel »
    while before and view.folded[before[-1]] in titles():
        before.pop()
    return before


def _role_reaches(scene: Scene, phrase: Phrase, named: Named) -> bool:
    """Whether the role before a person's name is the phrase's head, not one in its complement."""
    for held in scene.held_in(phrase.first, named.first):
        if held.chain is named.chain and held.role.last <= named.first:
            before = scene.view.folded[held.role.first - 1]
            if held.role.head == phrase.head or before not in _prepositions() | {"le", "la"}:
                return True
    return False


def says_same(question: Question, view: View) -> bool:
    """« le même responsable », « la même source »: who spoke last, and nobody else."""
    phrase = question.phrase
    if phrase is None:
        return False
    before = view.folded[max(phrase.first - 1, 0) : phrase.head]
    return not {"meme", "memes"}.isdisjoint(before)
