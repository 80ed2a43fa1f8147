"""Roles beside names: « le président russe Vladimir Poutine », « Wang Yi, ministre de … »."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.french.dates.expressions import time_ends
from pipeline.french.names.function_words import function_words
from pipeline.french.names.mentions import Mention
from pipeline.french.names.names import titles
from pipeline.french.names.nations import country_of_gentile, country_of_place, is_gentile
from pipeline.french.names.situation import is_line_end
from pipeline.french.names.source_nouns import RoleNoun, is_plural_form, person_role, role_synonyms
from pipeline.french.records import Offsets
from pipeline.french.text import fold

_REACH = 22
_DETERMINERS = ("determiner_definite", "determiner_possessive", "determiner_singular")
_AGREEING = {"le": "m", "un": "m", "la": "f", "une": "f", "sa": "f", "du": "m", "au": "m"}
_FEMININE = frozenset(["premiere", "ancienne", "nouvelle", "actuelle", "future"])
_ENDS_POS = frozenset({"VERB", "AUX", "SCONJ", "PRON"})
_INSIDE = frozenset("()-'’")
_CLOSING = frozenset(',.;:!?)»”"…-–—')
# Endings that nouns share with participles: élu, prévenue, accusés, assaillant.
_PARTICIPLE = re.compile(r"(?:ée?|ue?|ie?|ante?)s?$")


@dataclass(frozen=True, slots=True)
class Role:
    """A phrase that says what a person is: tokens [first, last) without article, head token.

    `role` is the head's folded masculine singular (« premier ministre » is one); `gender` f, m or
    None by form and article; `country` by an adjective or complement of the phrase; `start` is the
    first token with article.
    """

    start: int
    first: int
    last: int
    head: int
    role: str
    gender: str | None
    country: str | None

    def text(self, doc: Doc) -> str:
        """The phrase as written, spaces made one."""
        return " ".join(doc[self.first : self.last].text.split())

    def offsets(self, doc: Doc) -> Offsets:
        """Character offsets, with the article."""
        last = doc[self.last - 1]
        return doc[self.start].idx, last.idx + len(last)


def find_roles(doc: Doc, mention: Mention, persons: frozenset[int]) -> list[Role]:
    """The roles that stand right before or after a person's name.

    `persons` are the first tokens of all mentions of persons: an apposition that names another one
    is that one's.
    """
    found = [role_before(doc, mention.first, mention.last), role_after(doc, mention.last, persons)]
    nearest = found[0]
    if (
        nearest is not None
        and 0 < nearest.start < nearest.first
        and doc[nearest.start - 1].text == ","
    ):
        # « Le porte-parole du groupe, le capitaine X, » is both.
        found.append(role_before(doc, nearest.start, mention.last))
    return [role for role in found if role is not None and not _is_time(doc, role)]


def _is_time(doc: Doc, role: Role) -> bool:
    """« en milieu d'après-midi »: no midfielder."""
    start = max(role.start - 1, 0)
    words = [token.text for token in doc[start : role.last]]
    return time_ends(words)[role.head - start] > role.head - start


def is_legal_status(role: str) -> bool:
    """Whether a role says what somebody is accused of, or suffered: no function to list."""
    noun = person_role(role)
    return role in function_words("legal_status") or (noun is not None and noun.field == "crime")


def role_before(doc: Doc, first: int, last: int) -> Role | None:
    """The role before the name at tokens [first, last), a comma between them or not.

    Of nested role nouns (« le porte-parole du président X », « le directeur de cabinet du maire,
    X, ») the nearest belongs to the name, after a comma the outermost.
    """
    k = _skip_titles(doc, first - 1)
    comma = k >= 0 and doc[k].text == ","
    closed = not comma or _closes(doc, last)
    if comma:
        k -= 1
    while k >= 0 and doc[k].is_space and not is_line_end(doc[k].text):
        k -= 1
    end = k + 1
    if k < 0 or fold(doc[k].text) in function_words("complement") | {"par"}:
        return None  # « accusée par Jean Roy » makes nobody an accused
    heads = _heads_leftward(doc, k)
    if not heads or (not comma and is_plural_form(doc[k].text)):
        # « l'avocat des parents Roy »: the name is the parents'.
        return None
    head = heads[0]
    if comma:
        for outer in heads[1:]:
            if not _is_complement(doc, head):
                break
            head = outer
    role = describe_role(doc, head, end)
    if role is None or (not comma and _is_verb(doc, role)):
        return None
    return role if closed or _is_clause_subject(doc, role, first) else None


def _is_verb(doc: Doc, role: Role) -> bool:
    """« a prévenu Jean Roy », « accusant Jean Roy »: a verb form right before its object.

    A participle that is a noun has an article (« le prévenu Jean Roy ») or opens its sentence.
    """
    if role.start != role.first:
        return False
    token = doc[role.head]
    if token.pos_ in {"VERB", "AUX"}:
        return True
    before = doc[role.first - 1] if role.first else None
    opens = before is None or before.is_punct or before.is_space
    return _PARTICIPLE.search(token.text) is not None and token.text.islower() and not opens


def _skip_titles(doc: Doc, k: int) -> int:
    while k >= 0 and fold(doc[k].text) in titles() and person_role(doc[k].text) is None:
        k -= 1
    return k


def _closes(doc: Doc, last: int) -> bool:
    """Whether an apposition whose name ends before token `last` is closed: by a mark or the end."""
    k = _skip_space(doc, last)
    return (
        k >= len(doc) or doc[k].text in _CLOSING or doc[k].text == "(" or is_line_end(doc[k].text)
    )


def _is_clause_subject(doc: Doc, role: Role, first: int) -> bool:
    """« L'ambassadeur à Brivel, Jean Roy a dit »: the second comma is missing.

    The role must open its clause, else the name may be the subject (« selon le maire, Jean Roy
    a … »).
    """
    k = role.start - 1
    while k >= 0 and doc[k].is_space and not is_line_end(doc[k].text):
        k -= 1
    opens = k < 0 or doc[k].text in {".", "»", '"', ":", ";"} or is_line_end(doc[k].text)
    named = first + 1 < len(doc) and doc[first + 1].text[:1].isupper()
    return opens and role.start != role.first and named


def _heads_leftward(doc: Doc, k: int) -> list[int]:
    """Role nouns left of token `k` (included) inside the noun phrase, nearest first."""
    heads: list[int] = []
    for i in range(k, max(k - _REACH, -1), -1):
        token = doc[i]
        noun = person_role(token.text)
        if noun is not None and not noun.plural and not _is_modifier(doc, i):
            heads.append(i)
        elif (
            (token.is_punct and token.text not in _INSIDE)
            or is_line_end(token.text)
            or (token.pos_ in _ENDS_POS and token.text.islower() and not _looks_nominal(doc, i))
        ):
            break
    return heads


def _is_modifier(doc: Doc, i: int) -> bool:
    """A role noun that only qualifies the noun before it: « maire socialiste »."""
    if i == 0 or doc[i].text.isupper():
        return False
    before = doc[i - 1]
    return before.text.islower() and (
        person_role(before.text) is not None
        or before.pos_ == "NOUN"
        or (
            doc[i].pos_ == "ADJ"
            and fold(before.text) not in function_words("complement", *_DETERMINERS)
        )
    )


def _looks_nominal(doc: Doc, i: int) -> bool:
    """A participle that the tagger calls a verb: « chargé », « délégué » after a noun."""
    return "VerbForm=Part" in str(doc[i].morph) or is_gentile(doc[i].text)


def _is_complement(doc: Doc, head: int) -> bool:
    """Whether a role noun hangs on a noun before it: « cabinet du maire »."""
    k = head - 1
    while k >= 0 and (doc[k].pos_ == "ADJ" or fold(doc[k].text) in function_words(*_DETERMINERS)):
        k -= 1
    return k >= 0 and fold(doc[k].text) in function_words("complement")


def role_after(doc: Doc, last: int, persons: frozenset[int]) -> Role | None:
    """The role in apposition after the name that ends before `last`: « X (PS), maire de Y, »."""
    k = _skip_space(doc, last)
    if k < len(doc) and doc[k].text == "(" and not _opens_role(doc, k + 1):
        close = next((i for i in range(k, min(k + 8, len(doc))) if doc[i].text == ")"), None)
        if close is None:
            return None
        k = _skip_space(doc, close + 1)
    if k >= len(doc) or (doc[k].text not in {",", "(", "–", "-", "—"} and not _is_copula(doc, k)):
        return None
    k = _skip_space(doc, k + 1)
    head = _opens_role(doc, k)
    if head is None or _is_verb_form(doc, head):
        return None
    end = _phrase_end(doc, head + 1, persons)
    return None if end is None else describe_role(doc, head, end)


def _is_verb_form(doc: Doc, head: int) -> bool:
    """« X, juge ces demandes »: a bare noun before an article is a verb."""
    bare = fold(doc[head - 1].text) not in function_words(*_DETERMINERS) and doc[head - 1].is_punct
    after = fold(doc[head + 1].text) if head + 1 < len(doc) else ""
    return bare and after in function_words(*_DETERMINERS, "determiner_indefinite") - {
        "de",
        "d'",
        "des",
    }


def _is_copula(doc: Doc, k: int) -> bool:
    """« X est le maire de Y », « X devient ministre »."""
    return fold(doc[k].text) in function_words("copula")


def _skip_space(doc: Doc, k: int) -> int:
    while k < len(doc) and doc[k].is_space and not is_line_end(doc[k].text):
        k += 1
    return k


def _opens_role(doc: Doc, k: int) -> int | None:
    """The role noun that opens a phrase at token `k`, after article, adjectives, a number."""
    for i in range(k, min(k + 4, len(doc))):
        token = doc[i]
        noun = person_role(token.text)
        folded = fold(token.text)
        if noun is not None and not noun.plural and token.pos_ not in {"VERB", "AUX"}:
            follows = i + 1 < len(doc) and person_role(doc[i + 1].text) is not None
            return i + 1 if follows and noun.general else i
        if token.pos_ not in {"ADJ", "DET", "NUM", "ADV"} and folded not in function_words(
            *_DETERMINERS
        ) | {
            "ex-",
            "ancien",
        }:
            return None
    return None


def _phrase_end(doc: Doc, k: int, persons: frozenset[int]) -> int | None:
    """Where an apposition ends: at a mark, a relative or the sentence's end; None if it is none."""
    for i in range(k, min(k + _REACH, len(doc))):
        token = doc[i]
        if i in persons and fold(doc[i - 1].text) not in function_words("complement"):
            return None
        if (
            (token.text in _CLOSING and not _is_hyphen(doc, i))
            or is_line_end(token.text)
            or token.text == "("
        ):
            return i
        if fold(token.text) in function_words("relative") and token.pos_ != "CCONJ":
            return i
        if fold(token.text) == "et" and i + 1 < len(doc) and (i + 1 in persons):
            return i
        if token.pos_ in {"VERB", "AUX"} and "VerbForm=Fin" in str(token.morph):
            return None
    return min(k + _REACH, len(doc)) if k + _REACH >= len(doc) else None


def _is_hyphen(doc: Doc, i: int) -> bool:
    return doc[i].text == "-" and i > 0 and not doc[i - 1].whitespace_


def describe_role(doc: Doc, head: int, last: int) -> Role | None:
    """The role whose head noun is token `head` and whose phrase ends before token `last`."""
    noun = person_role(doc[head].text)
    if noun is None:
        return None
    first = head
    while first > 0 and _is_fore_adjective(doc, first - 1):
        first -= 1
    before = fold(doc[first - 1].text) if first else ""
    start = first - 1 if before in function_words(*_DETERMINERS) else first
    fore = next((fold(doc[i].text) for i in range(first, head)), "")
    gender = _AGREEING.get(before) or noun.gender or ("f" if fore in _FEMININE else None)
    gender = gender or _agreement(doc, head, last)
    words = [fold(doc[i].text) for i in range(first, last)]
    name, country = role_name(words, head - first, noun)
    country = country or phrase_country(doc, head + 1, last)
    return Role(start, first, last, head, name, gender, country)


def _is_fore_adjective(doc: Doc, i: int) -> bool:
    folded = fold(doc[i].text)
    known = {
        "premier",
        "premiere",
        "ancien",
        "ancienne",
        "nouveau",
        "nouvelle",
        "vice-",
        "ex-",
        "futur",
        "future",
    }
    return folded in known or (doc[i].pos_ == "ADJ" and folded not in function_words(*_DETERMINERS))


def role_name(words: Sequence[str], head: int, noun: RoleNoun) -> tuple[str, str | None]:
    """The role of a phrase of folded words, and the country that the phrase stands for, if any.

    Synonyms are united, « premier ministre » is kept whole.
    """
    whole = " ".join(words).replace(" - ", "-")
    text = " ".join(words[head:]).replace(" - ", "-")
    for phrase, meant in role_synonyms().items():
        plain = " ".join(phrase)
        if text == plain or text.startswith(plain + " ") or whole.startswith(plain):
            return meant
    if (
        head > 0
        and words[head - 1] in {"premier", "premiere"}
        and noun.role in {"ministre", "secretaire"}
    ):
        return f"premier {noun.role}", None
    return noun.role, None


def _agreement(doc: Doc, head: int, last: int) -> str | None:
    """Gender of an adjective of nationality right after the head: « ministre chinoise »."""
    for i in range(head + 1, min(head + 2, last)):
        gender = doc[i].morph.get("Gender")
        if (
            doc[i].pos_ == "ADJ"
            and len(gender) == 1
            and doc[i].text.lower().endswith(("e", "t", "l", "s"))
        ):
            return "f" if gender[0] == "Fem" and doc[i].text.endswith("e") else None
    return None


def phrase_country(doc: Doc, first: int, last: int) -> str | None:
    """ISO code of the first gentilé or country among the tokens [first, last), or None."""
    for i in range(first, last):
        code = country_of_gentile(doc[i].text)
        if code is not None:
            return code
        if doc[i].text[:1].isupper():
            for end in range(min(i + 3, last), i, -1):
                code = country_of_place(doc[i:end].text)
                if code is not None:
                    return code
    return None
