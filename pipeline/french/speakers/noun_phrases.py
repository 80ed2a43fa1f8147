"""Source phrases as written: pronoun or noun phrase, head, determiner, gender, number."""

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.french.names.function_words import function_words
from pipeline.french.names.nations import country_of_gentile, country_of_place
from pipeline.french.names.situation import is_line_end
from pipeline.french.names.source_nouns import (
    is_authoring,
    is_plural_form,
    noun_gender,
    noun_kind,
    noun_lemma,
    person_role,
)
from pipeline.french.text import fold

_DETERMINERS = ("determiner_definite", "determiner_possessive", "determiner_indefinite")
# Pronoun → (gender or None, plural); a hyphen of inversion is cut before.
PRONOUNS: dict[str, tuple[str | None, bool]] = {
    "il": ("m", False),
    "elle": ("f", False),
    "ils": ("m", True),
    "elles": ("f", True),
    "lui": ("m", False),
    "eux": ("m", True),
    "celui": ("m", False),  # « celle qui a fondé la revue »
    "celle": ("f", False),
    "celui-ci": ("m", False),
    "celle-ci": ("f", False),
    "ceux-ci": ("m", True),
    "celles-ci": ("f", True),
    "ce dernier": ("m", False),
    "cette derniere": ("f", False),
    "ces derniers": ("m", True),
    "ces dernieres": ("f", True),
    "l'interesse": ("m", False),
    "l'interessee": ("f", False),
    "les interesses": ("m", True),
    "qui": (None, False),
}
PERSONAL = frozenset({"il", "elle"})
_OPENING = tuple(p for p in PRONOUNS if len(p) > 5)
IMPERSONAL = frozenset({"on", "nous", "je", "ce", "cela"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: tokens [first, last), head token, folded determiner ("" for none)."""

    first: int
    last: int
    head: int
    determiner: str
    lemma: str
    kind: str
    gender: str | None
    plural: bool

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


def analyse_phrase(doc: Doc, first: int, last: int) -> Phrase:
    """The noun phrase of the tokens [first, last); its head is the first noun outside a complement.

    Raises nothing: without a noun the first solid token is the head and the kind is unknown.
    """
    determiner = _determiner(doc, first, last)
    head = _head(doc, first, last)
    word = doc[head].text
    role, kind = person_role(word), noun_kind(word)
    plural = _is_plural(doc, head, determiner)
    if role is not None and not (plural and kind == "group"):
        kind = "group" if plural else "person" if kind != "organisation" else kind
    gender = {"le": "m", "un": "m", "la": "f", "une": "f", "cette": "f"}.get(determiner)
    gender = (
        gender or (role.gender if role else None) or noun_gender(word) or _morph_gender(doc, head)
    )
    return Phrase(
        first, last, head, determiner, noun_lemma(word), kind or "unknown", gender, plural
    )


def _determiner(doc: Doc, first: int, last: int) -> str:
    for i in range(max(first - 1, 0), min(first + 2, last)):
        folded = fold(doc[i].text)
        if i < first:
            # A speaker given without its article: « [le] ministère », but not « [de] source ».
            if folded in function_words(
                "determiner_definite", "determiner_possessive"
            ) and not is_line_end(doc[i].text):
                return folded
            if folded in {"du", "au"}:
                return "le"
        elif folded in function_words(*_DETERMINERS):
            return folded
    return ""


def _head(doc: Doc, first: int, last: int) -> int:
    fallback: int | None = None
    for i in range(first, last):
        token = doc[i]
        folded = fold(token.text)
        if token.is_space or token.is_punct or folded in function_words(*_DETERMINERS):
            continue
        if person_role(token.text) is not None or noun_kind(token.text) is not None:
            if not _only_epithet(doc, i, last):
                return i
            continue
        elif token.pos_ in {"NOUN", "PROPN"}:
            return fallback if fallback is not None and token.pos_ == "PROPN" else i
        if fallback is None:
            fallback = i
        if folded in function_words("preposition") and i > first:
            break
    return first if fallback is None else fallback


def _only_epithet(doc: Doc, i: int, last: int) -> bool:
    """« ancien », « jeune » before the noun that they qualify."""
    if i + 1 >= last or doc[i].pos_ != "ADJ":
        return False
    return doc[i + 1].pos_ == "NOUN" or person_role(doc[i + 1].text) is not None


def _is_plural(doc: Doc, head: int, determiner: str) -> bool:
    if determiner in {
        "les",
        "des",
        "ces",
        "ses",
        "leurs",
        "plusieurs",
        "certains",
        "certaines",
        "quelques",
    }:
        return True
    if determiner in {"le", "la", "l'", "un", "une", "ce", "cet", "cette", "son", "sa"}:
        return False
    known = is_plural_form(doc[head].text)
    return known if known is not None else "Plur" in doc[head].morph.get("Number")


def _morph_gender(doc: Doc, head: int) -> str | None:
    gender = doc[head].morph.get("Gender")
    return {"Masc": "m", "Fem": "f"}.get(gender[0]) if len(gender) == 1 else None


def complement_start(doc: Doc, phrase: Phrase) -> int | None:
    """The first token of the complement that a preposition links to the head, or None."""
    for i in range(phrase.head + 1, phrase.last):
        if fold(doc[i].text) in {"de", "d'", "du", "des", "par", "a"}:
            return i + 1 if i + 1 < phrase.last else None
    return None


def document_end(doc: Doc, last: int) -> int:
    """Where a phrase for a document ends whose makers may follow: « un texte | publié par X »."""
    end = last
    following = [fold(token.text) for token in doc[last : last + 2]]
    if len(following) < 2:
        return last
    if (
        (following[0] == "par" and is_authoring(doc[last - 1].text))
        or is_authoring(following[0])
        or following[1] == "par"
        or following[0].endswith("ant")
    ):
        end += 1
    elif following[0] not in {"de", "d'", "du", "des", "que", "qu'"}:
        return last
    while end < len(doc) and not doc[end].is_space and not doc[end].is_punct:
        if doc[end].pos_ in {"VERB", "AUX"} and end > last + 1:
            break
        end += 1
    return end


def has_full_complement(doc: Doc, phrase: Phrase) -> bool:
    """Whether a complement of its own makes the noun another one's: « le chef de la police ».

    A bare noun does not (« le chef d'entreprise », « le milieu de terrain »).
    """
    k = complement_start(doc, phrase)
    return k is not None and not (
        fold(doc[k - 1].text) in {"de", "d'", "d"}
        and doc[k].text.islower()
        and doc[k].pos_ != "DET"
    )


def content_words(doc: Doc, first: int, last: int) -> frozenset[str]:
    """The lemmas that tell phrases apart: no small words, no marks; gentilés as countries."""
    words: set[str] = set()
    for i in range(first, last):
        token, folded = doc[i], fold(doc[i].text)
        if (
            token.is_space
            or token.is_punct
            or folded in function_words("preposition", *_DETERMINERS)
        ):
            continue
        country = country_of_gentile(token.text) or country_of_place(token.text)
        words.add(f"={country}" if country else noun_lemma(token.text))
    return frozenset(words)


def phrase_text(doc: Doc, first: int, last: int) -> str:
    """The tokens as written, spaces made one."""
    return " ".join(doc[first:last].text.split())
