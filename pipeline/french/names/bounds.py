"""The bounds of names inside the spans of a recogniser: titles, articles, verbs left outside."""

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.french.addresses import is_address
from pipeline.french.names.function_words import function_words
from pipeline.french.names.names import given_names, is_acronym, is_numeral, titles
from pipeline.french.names.nations import is_country, is_gentile
from pipeline.french.names.situation import Situation, is_line_end, opens_sentence
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.text import fold

_BREAKS = frozenset(',;:/()[]{}"«»“”„|•·')
_DASHES = frozenset("-–—")
_CLITICS = frozenset(
    {"-t", "-il", "-elle", "-ils", "-elles", "-on", "-ce", "-je", "-nous", "-vous"}
)
_TRAILING_POS = frozenset({"ADP", "DET", "CCONJ", "AUX", "PRON", "SCONJ"})


def name_ranges(doc: Doc, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Token ranges between the marks, line ends and web addresses that no name holds."""
    at = first
    for i in range(first, last):
        if _is_break(doc, i, last):
            if at < i:
                yield at, i
            at = i + 1
    if at < last:
        yield at, last


def _is_break(doc: Doc, i: int, last: int) -> bool:
    token = doc[i]
    if token.text in _DASHES:
        return i > 0 and bool(doc[i - 1].whitespace_ and token.whitespace_)
    if token.text in _BREAKS or is_line_end(token.text) or is_address(token.text):
        return True
    return _opens_function(doc, i, last)


def _opens_function(doc: Doc, i: int, last: int) -> bool:
    """An article before a function inside a span: « Tavor la ministre … »."""
    if i + 1 >= last or doc[i].text not in {"le", "la"}:
        return False
    role = person_role(doc[i + 1].text)
    return role is not None and not role.plural and doc[i + 1].text.islower()


def is_leading(doc: Doc, at: Situation, i: int, last: int, label: str) -> bool:
    """Whether the token, first of a range that ends at `last`, stands before the name."""
    token = doc[i]
    if token.is_space or token.is_punct or not any(c.isalnum() for c in token.text):
        return True
    if label == "PER":
        return _leads_person(doc, i, last)
    return _leads_body(doc, at, i, last)


def _leads_person(doc: Doc, i: int, last: int) -> bool:
    """Articles, titles and functions do; « Le Pen », « de Gaulle », « al-Assad » keep theirs."""
    text, folded = doc[i].text, fold(doc[i].text)
    if folded in given_names() and not text.islower():
        return False
    if folded in titles() or person_role(text) is not None:
        return True
    if folded in function_words("particle") or folded.startswith(("al-", "el-")):
        return not _opens_surname(doc, i + 1, last)
    return text.islower() or folded in function_words("leading", "article")


def _opens_surname(doc: Doc, i: int, last: int) -> bool:
    """Whether a surname may begin at token `i` behind a particle: no title, role, given name."""
    while i < last and doc[i].text.islower() and fold(doc[i].text) in function_words("particle"):
        i += 1
    if i >= last or not doc[i].text[:1].isupper():
        return i < last and doc[i].text.startswith("-")
    folded = fold(doc[i].text)
    spoken_of = folded in titles() or person_role(folded) or is_gentile(folded)
    spoken_of = spoken_of or folded in function_words("leading")
    return not spoken_of and (folded not in given_names() or i + 1 == last)


def _leads_body(doc: Doc, at: Situation, i: int, last: int) -> bool:
    """Articles and prepositions do, unless a capital makes them part of a place's or body's name.

    Inside a sentence any capital does (« La Haye », « En marche »). At the beginning of one an
    article stays that the recogniser took for the name's (« Le Fanal »), unless a country, an
    acronym or a common noun of bodies follows (« La France », « Le Conseil d'État »).
    """
    text, folded = doc[i].text, fold(doc[i].text)
    if text.islower() and folded in function_words("announcing"):
        return i + 1 < last and doc[i + 1].text[:1].isupper()  # « agence Brivapress »
    if folded not in function_words("leading", "article"):
        return False
    if i + 1 >= last or text.islower():
        return True
    if not opens_sentence(doc, at, i):
        return False
    named = any(t.text[:1].isupper() for t in doc[i + 1 : last])
    if folded not in function_words("article"):
        return named  # « En avant »: its only capital is part of the name
    head, name = doc[i + 1].text, doc[i + 1 : last].text
    body = noun_kind(head) == "organisation" and fold(head) not in function_words("press")
    return not named or is_acronym(head) or body or is_country(name)


def after_region(doc: Doc, first: int, last: int) -> int:
    """Where the name begins after a common noun of region: « région du Karabakh »."""
    if first + 1 >= last or doc[first].text != doc[first].text.lower():
        return first
    if fold(doc[first].text) not in function_words("region"):
        return first
    k = first + 1
    while k < last and doc[k].text.lower() in {
        "de",
        "du",
        "des",
        "d'",
        "d’",
        "la",
        "le",
        "l'",
        "l’",
    }:
        k += 1
    return k if first + 1 < k < last and doc[k].text[:1].isupper() else first


def before_verb(doc: Doc, first: int, last: int, label: str) -> int:
    """Where a finite verb cuts off what a recogniser took along: « Cour des comptes [pointe] »."""
    if label == "PER":
        return last
    for i in range(first + 1, last):
        if doc[i].pos_ == "VERB" and doc[i].text.islower() and "VerbForm=Fin" in str(doc[i].morph):
            return i
    return last


def after_republic(doc: Doc, first: int, last: int) -> int:
    """Where the town begins in « procureur de la République de Brivel »."""
    office = first > 2 and fold(doc[first - 3].text).startswith(("procureur", "substitut"))
    if office and doc[first].text == "République" and first + 2 < last:
        return first + 2
    return first


def is_clitic(doc: Doc, i: int) -> bool:
    """Whether a token is a pronoun behind its verb: « -t-il », « -elle », not « Choe Ryong-il »."""
    folded = fold(doc[i].text)
    verb = i > 0 and not doc[i - 1].text[:1].isupper()
    return verb and (folded.startswith("-t-") or folded in _CLITICS)


def is_trailing(doc: Doc, first: int, last: int, label: str) -> bool:
    """Whether the last token of a range stands behind the name."""
    token = doc[last - 1]
    text, folded = token.text, fold(token.text)
    if token.is_space or not any(c.isalnum() for c in text):
        return text not in {"!", "+"} or label == "PER"
    if is_clitic(doc, last - 1):
        return True
    if label == "ORG" and last - first > 1 and _is_model_number(text):
        return True
    if _is_joined(doc, first, last - 1):
        return False  # « Park Jae-on »
    if label == "PER":
        return text.islower() and not is_numeral(text)
    if text.islower() and folded in function_words("time"):
        # « a affirmé l'ONU lundi »; « Le Journal du dimanche » is named after the day.
        return last - first < 2 or fold(doc[last - 2].text) not in function_words("complement")
    if folded in function_words("link") or token.pos_ in _TRAILING_POS:
        return bool(text.islower() or text.endswith(("'", "’")))
    return bool(token.pos_ == "VERB" and text.islower() and label == "LOC")


def _is_joined(doc: Doc, first: int, i: int) -> bool:
    """Whether a hyphen, or an apostrophe (« Cléac'h »), ties the token to the one before."""
    if i <= first or doc[i - 1].whitespace_:
        return False
    tie = doc[i - 1].text
    return doc[i].text.startswith("-") or (i - 1 > first and tie.endswith(("-", "'", "’")))


def _is_model_number(text: str) -> bool:
    """« Airbus A321 », « Boeing 737-500 »: what a body makes, not who it is."""
    digits = sum(c.isdigit() for c in text)
    return digits >= 2 and (digits >= 3 or any(c.isalpha() for c in text))
