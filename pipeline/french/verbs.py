"""Verbs: the group of words that is one with a verb, and its subject in the parse."""

from collections.abc import Collection
from dataclasses import dataclass, field

from pipeline.french.auxiliaries import forms_of
from pipeline.french.function_words import function_words
from pipeline.french.lexicons import word_set
from pipeline.french.view import View

AVOIR, ETRE = forms_of("avoir"), forms_of("être")
AUXILIARIES = AVOIR | ETRE
INVERTED = function_words("inverted")
LINKS = frozenset({"-t", "-", "t"})
SUBJECT_PRONOUNS = function_words("third_person", "dialogue", "impersonal")
_OBJECT_CLITICS = function_words("clitic")
NE = function_words("negation")
REFLEXIVES = function_words("reflexive")
NEGATORS = function_words("negator")
_BEFORE_VERB = _OBJECT_CLITICS | REFLEXIVES | NE | NEGATORS
# Pronouns that stress the subject: « il a lui-même estimé », « elle a, elle aussi, jugé ».
_EMPHATIC = function_words("self") | {"soi-même", "-même", "-mêmes", "tous", "toutes"}
_REACH = 16
_ASIDE_REACH, _ASIDE_WORDS = 14, 8
# Words that open an aside between auxiliary and participle: « a, pour sa part, indiqué ».
_ASIDES = function_words("preposition", "of", "to", "stressed") | {"quant", "malgré", "lors", "ce"}
# Adverbs by their tag that open a clause.
_OPENING = word_set("comme où pourquoi comment quand si")


@dataclass(slots=True)
class Group:
    """The words around a verb that belong to it, as far as they lie left of it.

    `auxiliaries`: positions of all of them, the nearest to the verb first; `auxiliary`: the one
    that bears the tense.
    """

    first: int
    auxiliary: int | None = None
    auxiliaries: list[int] = field(default_factory=list)
    reflexive: bool = False
    passive: bool = False
    ne: bool = False
    negator: bool = False
    pronoun: int | None = None


def verb_group(
    view: View, p: int, auxiliaries: Collection[str] = AUXILIARIES, *, marked: bool = False
) -> Group:
    """The group of the verb at `p`: leftwards over clitics, negation, adverbs, auxiliaries, asides.

    It stays in the verb's sentence. `auxiliaries`: what counts as one, with or without modal verbs;
    `marked`: whether the verb may be in quotation marks of its own (« ont été « tués » »), else the
    group stays on its side of them.
    """
    group = Group(first=p)
    q = p - 1
    start = max(view.first[p], p - _REACH)
    while q >= start and (marked or view.inside[q] == view.inside[p]):
        if _belongs(view, q, p, group, auxiliaries) or (marked and view.low[q] == "«"):
            group.first = q
        elif view.words[q].pos_ != "ADV" or view.low[q] in _OPENING:
            aside = None if _is_tensed(view, group) else _aside(view, q, start, auxiliaries)
            if aside is None:
                break
            q = aside
        q -= 1
    return group


def _is_tensed(view: View, group: Group) -> bool:
    """Whether the group has the auxiliary that bears its tense: « ont depuis été arrêtés »."""
    return group.auxiliary is not None and view.is_finite(group.auxiliary)


def _belongs(view: View, q: int, p: int, group: Group, auxiliaries: Collection[str]) -> bool:
    """Whether a word left of a verb is part of its group; notes in `group` what it is."""
    word, pos = view.low[q], view.words[q].pos_
    if word in NE:
        group.ne = True
    elif word in REFLEXIVES:
        group.reflexive = True
    elif word in INVERTED or ("-" + word in INVERTED and view.low[q - 1] in LINKS):
        group.pronoun = q
    elif word in auxiliaries and pos != "NOUN":  # « le pouvoir », « l'été »
        group.auxiliaries.append(q)
        group.passive = group.passive or word == "été"
        if group.auxiliary is None or word != "été":
            group.auxiliary = q
    elif word in NEGATORS and pos in ("ADV", "PRON", "ADJ", "CCONJ"):
        group.negator = True
    elif word in _OBJECT_CLITICS:
        return pos == "PRON" or view.low[q + 1] in auxiliaries or (q + 1 == p and view.is_verb(p))
    else:
        return word in _EMPHATIC or (word in LINKS and group.pronoun is not None)
    return True


def _aside(view: View, q: int, start: int, auxiliaries: Collection[str]) -> int | None:
    """Where an aside between auxiliary and participle begins (« a, pour sa part, indiqué »)."""
    low = view.low
    for left in range(q, max(start - 1, q - _ASIDE_REACH), -1):
        auxiliary = low[left] in auxiliaries and view.words[left].pos_ != "NOUN"
        if auxiliary or low[left] in INVERTED:
            return left + 1 if _is_aside(view, left + 1, q + 1) else None
        if low[left] in (";", ":", "(", ")") or (view.is_mark(left) and low[q] != ","):
            return None
    return None


def _is_aside(view: View, start: int, end: int) -> bool:
    """Between commas, or a few words that say when or how."""
    tags = {view.words[k].pos_ for k in range(start, end)}
    if tags & {"VERB", "AUX", "SCONJ"} or start >= end:
        return False
    if view.low[start] == "," and view.low[end - 1] == ",":
        return True
    if any(_opens_object(view, k) for k in range(start + 1, end)) or _is_opening(view, end - 1):
        return False
    dated = view.is_time(start) or view.low[start] in ("ce", "cette")
    plain = dated and tags <= {"ADV", "NOUN", "DET", "ADJ", "NUM", "ADP"}
    return end - start <= _ASIDE_WORDS and (plain or view.low[start] in _ASIDES)


def verb_place(view: View, p: int, limit: int) -> int:
    """Behind the clitics, negation, adverbs and marks that may stand before a verb from `p` on."""
    while p < limit and (
        view.low[p] in _BEFORE_VERB or view.is_mark(p) or view.words[p].pos_ == "ADV"
    ):
        p += 1
    return p


def infinitive_at(view: View, p: int, limit: int) -> bool:
    """Whether an infinitive begins at `p`: « ne pas y toucher »."""
    p = verb_place(view, p, limit)
    return p < limit and view.verb_form(p) == "Inf"


def gerund_at(view: View, p: int, limit: int) -> bool:
    """Whether a participle in -ant begins at `p`: « n'y voyant qu'un jeu »."""
    p = verb_place(view, p, limit)
    return p < limit and view.low[p].endswith("ant") and view.is_verb(p)


def _opens_object(view: View, k: int) -> bool:
    """« il y a en outre huit blessés »: an article or a number that no preposition governs."""
    behind = view.words[k - 1].pos_ in ("NOUN", "PROPN", "ADV", "CCONJ")
    return behind and _is_opening(view, k) and not view.is_time(k)


def _is_opening(view: View, k: int) -> bool:
    return view.words[k].pos_ in ("DET", "NUM")


def subjects_of(view: View, verb: int) -> list[int]:
    """Positions of the words that the parse makes subjects of a verb, in text order."""
    return [p for p in view.children[verb] if is_subject(view, p)]


def is_subject(view: View, p: int) -> bool:
    """Whether the parse makes the word a verb's subject."""
    return str(view.words[p].dep_).startswith("nsubj")
