"""Source phrases as written: pronoun or noun phrase, head, determiner, gender, number."""

from dataclasses import dataclass

from pipeline.french.function_words import OF, QUE
from pipeline.french.lexicons import word_set
from pipeline.french.names.function_words import DETERMINER_GENDER, function_words
from pipeline.french.names.nations import country_of_gentile, country_of_place
from pipeline.french.names.source_nouns import (
    RoleNoun,
    is_authoring,
    is_plural_form,
    noun_gender,
    noun_kind,
    noun_lemma,
    person_role,
)
from pipeline.french.text import fold
from pipeline.french.view import View

_POINTING = ("determiner_definite", "determiner_possessive")
_DETERMINERS = (*_POINTING, "determiner_indefinite")
_PLURAL = word_set("les des ces ses leurs plusieurs certains certaines quelques")
_SINGULAR = word_set("le la l' un une ce cet cette son sa")
DE = OF | {"d"}
# Pronoun → (gender or None, plural); a hyphen of inversion is cut before.
# « celui », « celle » stand before a relative: « celle qui a fondé la revue ».
PRONOUNS: dict[str, tuple[str | None, bool]] = {
    pronoun: (gender, plural)
    for gender, plural, pronouns in (
        ("m", False, ("il", "lui", "celui", "celui-ci", "ce dernier", "l'interesse")),
        ("f", False, ("elle", "celle", "celle-ci", "cette derniere", "l'interessee")),
        ("m", True, ("ils", "eux", "ceux-ci", "ces derniers", "les interesses")),
        ("f", True, ("elles", "celles-ci", "ces dernieres")),
        (None, False, ("qui",)),
    )
    for pronoun in pronouns
}
PERSONAL = frozenset({"il", "elle"})
_OPENING = tuple(p for p in PRONOUNS if len(p) > 5)
IMPERSONAL = frozenset({"on", "nous", "je", "ce", "cela"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: positions [first, last), its head, folded determiner ("" for none).

    `role` is what its head says of a person, if anything.
    """

    first: int
    last: int
    head: int
    determiner: str
    lemma: str
    role: RoleNoun | None
    kind: str
    gender: str | None
    plural: bool

    def text(self, view: View) -> str:
        """The phrase as written, spaces made one."""
        return view.on_one_line(self.first, self.last)

    @property
    def definite(self) -> bool:
        """Whether it points back: a definite or demonstrative article."""
        return self.determiner in function_words("determiner_definite")

    @property
    def possessive(self) -> bool:
        """Whether its determiner is a possessive."""
        return self.determiner in function_words("determiner_possessive")


def pronoun_of(text: str) -> tuple[str | None, bool] | None:
    """(gender, plural) of a pronoun as written (« -t-il », « Ce dernier »), else None."""
    folded = " ".join(fold(text).split()).removeprefix("-t-").removeprefix("t-").lstrip("-")
    folded = folded.removeprefix("a ").removesuffix(" -ci").replace("l' ", "l'")
    for ending in ("-meme", "-memes"):
        folded = folded.removesuffix(ending)
    if folded not in PRONOUNS:
        # « l'intéressé à sa sortie », « ce dernier, hier »: what follows is no part of it.
        folded = next((p for p in _OPENING if folded.startswith(p + " ")), folded)
    return PRONOUNS.get(folded)


def is_nearest(text: str) -> bool:
    """Whether a pronoun points to the last one named: « ce dernier », « celle-ci »."""
    folded = fold(text)
    return "dernier" in folded or folded.replace(" ", "").endswith("-ci")


def analyse_phrase(view: View, first: int, last: int) -> Phrase:
    """The noun phrase of the words [first, last); its head is the first noun outside a complement.

    Raises nothing: without a noun the first solid word is the head and the kind is unknown.
    """
    determiner = _determiner(view, first, last)
    head = _head(view, first, last)
    word = view.words[head].text
    role, kind = person_role(word), noun_kind(word)
    plural = _is_plural(view, head, determiner)
    if role is not None and not (plural and kind == "group"):
        kind = "group" if plural else "person" if kind != "organisation" else kind
    gender = DETERMINER_GENDER.get(determiner) or (role.gender if role else None)
    gender = gender or noun_gender(word) or _morph_gender(view, head)
    kind = kind or "unknown"
    return Phrase(first, last, head, determiner, noun_lemma(word), role, kind, gender, plural)


def _determiner(view: View, first: int, last: int) -> str:
    before = view.before(first)
    if before >= 0:
        # A speaker given without its article: « [le] ministère », but not « [de] source ».
        if view.folded[before] in function_words(*_POINTING):
            return view.folded[before]
        if view.folded[before] in {"du", "au"}:
            return "le"
    opening = view.folded[first : min(first + 2, last)]
    return next((word for word in opening if word in function_words(*_DETERMINERS)), "")


def _head(view: View, first: int, last: int) -> int:
    fallback: int | None = None
    for p in range(first, last):
        word = view.words[p]
        if word.is_punct or view.folded[p] in function_words(*_DETERMINERS):
            continue
        if person_role(word.text) is not None or noun_kind(word.text) is not None:
            if not _only_epithet(view, p, last):
                return p
            continue
        if word.pos_ in {"NOUN", "PROPN"}:
            return fallback if fallback is not None and word.pos_ == "PROPN" else p
        if fallback is None:
            fallback = p
        if view.folded[p] in function_words("preposition") and p > first:
            break
    return first if fallback is None else fallback


def _only_epithet(view: View, p: int, last: int) -> bool:
    """« ancien », « jeune » before the noun that they qualify."""
    if p + 1 >= last or view.words[p].pos_ != "ADJ":
        return False
    after = view.words[p + 1]
    return after.pos_ == "NOUN" or person_role(after.text) is not None


def _is_plural(view: View, head: int, determiner: str) -> bool:
    if determiner in _PLURAL | _SINGULAR:
        return determiner in _PLURAL
    known = is_plural_form(view.words[head].text)
    return known if known is not None else "Plur" in view.words[head].morph.get("Number")


def _morph_gender(view: View, head: int) -> str | None:
    gender = view.words[head].morph.get("Gender")
    return {"Masc": "m", "Fem": "f"}.get(gender[0]) if len(gender) == 1 else None


def complement_start(view: View, phrase: Phrase) -> int | None:
    """The first word of the complement that a preposition links to the head, or None."""
    for p in range(phrase.head + 1, phrase.last):
        if view.folded[p] in DE | {"par", "a"}:
            return p + 1 if p + 1 < phrase.last else None
    return None


def document_end(view: View, last: int) -> int:
    """Where a phrase for a document ends whose makers may follow: « un texte | publié par X »."""
    if not view.goes_on(last) or last + 1 >= len(view):
        return last
    after, next_after = view.folded[last : last + 2]
    made = next_after == "par" or after.endswith("ant") or is_authoring(after)
    made = made or (after == "par" and is_authoring(view.words[last - 1].text))
    if not made and after not in DE | QUE:
        return last
    end = last + made
    while view.goes_on(end) and not view.words[end].is_punct:
        if view.is_verb(end) and end > last + 1:
            break
        end += 1
    return end


def has_full_complement(view: View, phrase: Phrase) -> bool:
    """Whether a complement of its own makes the noun another one's: « le chef de la police ».

    A bare noun does not (« le chef d'entreprise », « le milieu de terrain »).
    """
    p = complement_start(view, phrase)
    if p is None:
        return False
    bare = view.words[p].text.islower() and view.words[p].pos_ != "DET"
    return not (view.folded[p - 1] in {"de", "d'", "d"} and bare)


def content_words(view: View, first: int, last: int) -> frozenset[str]:
    """The lemmas that tell phrases apart: no small words, no marks; gentilés as countries."""
    words: set[str] = set()
    for p in range(first, last):
        word = view.words[p]
        if word.is_punct or view.folded[p] in function_words("preposition", *_DETERMINERS):
            continue
        country = country_of_gentile(word.text) or country_of_place(word.text)
        words.add(f"={country}" if country else noun_lemma(word.text))
    return frozenset(words)
