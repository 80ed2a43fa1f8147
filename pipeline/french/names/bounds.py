"""The bounds of names inside the spans of a recogniser: titles, articles, verbs left outside."""

from collections.abc import Iterator

from pipeline.french.addresses import is_address
from pipeline.french.dates.calendar import time_words
from pipeline.french.names.function_words import function_words
from pipeline.french.names.names import given_names, is_acronym, is_numeral, titles
from pipeline.french.names.nations import is_country, is_gentile
from pipeline.french.names.neighbours import behind, is_clitic
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.view import View

_BREAKS = frozenset(',;:/()[]{}"«»“”„|•·')
_DASHES = frozenset("-–—")
_TRAILING_POS = frozenset({"ADP", "DET", "CCONJ", "AUX", "PRON", "SCONJ"})


def name_ranges(view: View, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Ranges of words between the marks, line ends and web addresses that no name holds."""
    at = first
    for p in range(first, last):
        is_break = _is_break(view, p, last)
        if is_break or view.parted[p]:
            if at < p:
                yield at, p
            at = p + is_break
    if at < last:
        yield at, last


def _is_break(view: View, p: int, last: int) -> bool:
    text = view.words[p].text
    if text in _DASHES:
        return p > 0 and not (view.is_tied(p) or view.is_tied(p + 1))
    return text in _BREAKS or is_address(text) or _opens_function(view, p, last)


def _opens_function(view: View, p: int, last: int) -> bool:
    """An article before a function inside a span: « Tavor la ministre … »."""
    if p + 1 >= last or view.words[p].text not in {"le", "la"}:
        return False
    word = view.words[p + 1].text
    role = person_role(word)
    return role is not None and not role.plural and word.islower()


def is_leading(view: View, p: int, last: int, label: str) -> bool:
    """Whether the word, first of a range that ends at `last`, stands before the name."""
    token = view.words[p]
    if token.is_punct or not any(c.isalnum() for c in token.text):
        return True
    return _leads_person(view, p, last) if label == "PER" else _leads_body(view, p, last)


def _leads_person(view: View, p: int, last: int) -> bool:
    """Articles, titles and functions do; « Le Pen », « de Gaulle », « al-Assad » keep theirs."""
    text, folded = view.words[p].text, view.folded[p]
    if folded in given_names() and not text.islower():
        return False
    if folded in titles() or person_role(text) is not None:
        return True
    if folded in function_words("particle") or folded.startswith(("al-", "el-")):
        return not _opens_surname(view, p + 1, last)
    return text.islower() or folded in function_words("leading", "article")


def _opens_surname(view: View, p: int, last: int) -> bool:
    """Whether a surname may begin at `p` behind a particle: no title, role, given name."""
    particles = function_words("particle")
    while p < last and view.words[p].text.islower() and view.folded[p] in particles:
        p += 1
    if p >= last or not view.is_capital(p):
        return p < last and view.folded[p].startswith("-")
    folded = view.folded[p]
    spoken_of = folded in titles() or person_role(folded) or is_gentile(folded)
    spoken_of = spoken_of or folded in function_words("leading")
    return not spoken_of and (folded not in given_names() or p + 1 == last)


def _leads_body(view: View, p: int, last: int) -> bool:
    """Articles and prepositions do, unless a capital makes them part of a place's or body's name.

    Inside a sentence any capital does (« La Haye », « En marche »). At the beginning of one an
    article stays that the recogniser took for the name's (« Le Fanal »), unless a country, an
    acronym or a common noun of bodies follows (« La France », « Le Conseil d'État »).
    """
    text, folded = view.words[p].text, view.folded[p]
    if text.islower() and folded in function_words("announcing"):
        return p + 1 < last and view.is_capital(p + 1)  # « agence Brivapress »
    if folded not in function_words("leading", "article"):
        return False
    if p + 1 >= last or text.islower():
        return True
    if not view.opens_sentence(p):
        return False
    named = any(view.is_capital(k) for k in range(p + 1, last))
    if folded not in function_words("article"):
        return named  # « En avant »: its only capital is part of the name
    head, name = view.words[p + 1].text, view.written(p + 1, last)
    body = noun_kind(head) == "organisation" and view.folded[p + 1] not in function_words("press")
    return not named or is_acronym(head) or body or is_country(name)


def place_start(view: View, first: int, last: int) -> int:
    """Where a place begins: « région du | Karabakh », « procureur de la République de | X »."""
    office = first > 2 and view.folded[first - 3].startswith(("procureur", "substitut"))
    if office and view.words[first].text == "République" and first + 2 < last:
        return first + 2
    region = view.words[first].text.islower() and view.folded[first] in function_words("region")
    k = behind(view, first + 1, last, "complement", "article") if region else last
    return k if first + 1 < k < last and view.is_capital(k) else first


def before_verb(view: View, first: int, last: int, label: str) -> int:
    """Where a finite verb cuts off what a recogniser took along: « Cour des comptes [pointe] »."""
    if label == "PER":
        return last
    verbs = (p for p in range(first + 1, last) if view.is_finite(p))
    return next((p for p in verbs if view.words[p].text.islower()), last)


def is_trailing(view: View, first: int, last: int, label: str) -> bool:
    """Whether the last word of a range stands behind the name."""
    token, folded = view.words[last - 1], view.folded[last - 1]
    text = token.text
    if not any(c.isalnum() for c in text):
        return text not in {"!", "+"} or label == "PER"
    if is_clitic(view, last - 1):
        return True
    if label == "ORG" and last - first > 1 and _is_model_number(text):
        return True
    if _is_joined(view, first, last - 1):
        return False  # « Park Jae-on »
    if label == "PER":
        return text.islower() and not is_numeral(text)
    if text.islower() and folded in time_words("weekday", "part", "day"):
        # « a affirmé l'ONU lundi »; « Le Journal du dimanche » is named after the day.
        return last - first < 2 or view.folded[last - 2] not in function_words("complement")
    if folded in function_words("link") or token.pos_ in _TRAILING_POS:
        return bool(text.islower() or text.endswith(("'", "’")))
    return bool(token.pos_ == "VERB" and text.islower() and label == "LOC")


def _is_joined(view: View, first: int, p: int) -> bool:
    """Whether a hyphen, or an apostrophe (« Cléac'h »), ties the word to the one before."""
    if p <= first or not view.is_tied(p):
        return False
    hyphened = view.folded[p].startswith("-")
    return hyphened or (p - 1 > first and view.folded[p - 1].endswith(("-", "'")))


def _is_model_number(text: str) -> bool:
    """« Airbus A321 », « Boeing 737-500 »: what a body makes, not who it is."""
    digits = sum(c.isdigit() for c in text)
    return digits >= 2 and (digits >= 3 or any(c.isalpha() for c in text))
