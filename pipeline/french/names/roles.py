"""Roles beside names: « le président russe Vladimir Poutine », « Wang Yi, ministre de … »."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.french.names.function_words import DETERMINER_GENDER, determiners, function_words
from pipeline.french.names.mentions import Mention
from pipeline.french.names.names import titles
from pipeline.french.names.nations import country_of_gentile, country_of_place, is_gentile
from pipeline.french.names.source_nouns import RoleNoun, is_plural_form, person_role, role_synonyms
from pipeline.french.view import View

_REACH = 22
_ENDS_POS = frozenset({"VERB", "AUX", "SCONJ", "PRON"})
_APPOSING = frozenset({",", "(", "–", "-", "—"})
_INSIDE = frozenset("()-'’")
_CLOSING = frozenset(',.;:!?()»”"…-–—')
_OPENS_CLAUSE = frozenset({".", "»", '"', ":", ";"})
# Endings that nouns share with participles: élu, prévenue, accusés, assaillant.
_PARTICIPLE = re.compile(r"(?:ée?|ue?|ie?|ante?)s?$")


def _complement() -> frozenset[str]:
    return function_words("complement")


@cache
def _object_articles() -> frozenset[str]:
    """What an object opens with: « X, juge ces demandes »."""
    return (determiners() | function_words("determiner_indefinite")) - {"de", "d'", "des"}


@cache
def _before_role() -> frozenset[str]:
    return determiners() | {"ex-", "ancien"}


@dataclass(frozen=True, slots=True)
class Role:
    """A phrase that says what a person is: positions [first, last) without article, its head.

    `role` is the head's folded masculine singular (« premier ministre » is one); `gender` f, m or
    None by form and article; `country` by an adjective or complement of the phrase; `start` is the
    first position with article.
    """

    start: int
    first: int
    last: int
    head: int
    role: str
    gender: str | None
    country: str | None

    def text(self, view: View) -> str:
        """The phrase as written, spaces made one."""
        return view.on_one_line(self.first, self.last)


def find_roles(view: View, mention: Mention, firsts: frozenset[int]) -> list[Role]:
    """The roles that stand right before or after a person's name.

    `firsts` are the first positions of all mentions of persons: an apposition that names another
    one is that one's.
    """
    nearest = role_before(view, mention.first, mention.last)
    found = [nearest, role_after(view, mention.last, firsts)]
    determined = nearest is not None and nearest.start < nearest.first
    if nearest is not None and determined and view.word(nearest.start - 1) == ",":
        # « Le porte-parole du groupe, le capitaine X, » is both.
        found.append(role_before(view, nearest.start, mention.last))
    # « en milieu d'après-midi »: no midfielder.
    return [role for role in found if role is not None and view.time_end[role.head] == role.head]


def is_legal_status(role: str) -> bool:
    """Whether a role says what somebody is accused of, or suffered: no function to list."""
    noun = person_role(role)
    return role in function_words("legal_status") or (noun is not None and noun.field == "crime")


def role_before(view: View, first: int, last: int) -> Role | None:
    """The role before the name at positions [first, last), a comma between them or not.

    Of nested role nouns (« le porte-parole du président X », « le directeur de cabinet du maire,
    X, ») the nearest belongs to the name, after a comma the outermost.
    """
    end = first
    while end > 0 and not view.parted[end] and _is_title(view, end - 1):
        end -= 1
    comma = view.word(end - 1) == "," and not view.parted[end]
    closed = not comma or _closes(view, last)
    end -= comma
    if end == 0 or view.parted[end] or view.folded[end - 1] in _complement() | {"par"}:
        return None  # « accusée par Jean Roy » makes nobody an accused
    heads = _heads_leftward(view, end - 1)
    if not heads or (not comma and is_plural_form(view.words[end - 1].text)):
        # « l'avocat des parents Roy »: the name is the parents'.
        return None
    head = heads[0]
    if comma:
        for outer in heads[1:]:
            if not _is_complement(view, head):
                break
            head = outer
    role = describe_role(view, head, end)
    if role is None or (not comma and _is_verb(view, role)):
        return None
    return role if closed or _is_clause_subject(view, role, first) else None


def _is_title(view: View, p: int) -> bool:
    return view.folded[p] in titles() and person_role(view.words[p].text) is None


def _is_verb(view: View, role: Role) -> bool:
    """« a prévenu Jean Roy », « accusant Jean Roy »: a verb form right before its object.

    A participle that is a noun has an article (« le prévenu Jean Roy ») or opens its sentence.
    """
    if role.start != role.first:
        return False
    word = view.words[role.head]
    if word.pos_ in {"VERB", "AUX"}:
        return True
    first = role.first
    opens = first == 0 or view.parted[first] or view.words[first - 1].is_punct
    return _PARTICIPLE.search(word.text) is not None and word.text.islower() and not opens


def _closes(view: View, last: int) -> bool:
    """Whether an apposition whose name ends before `last` is closed: by a mark or the end."""
    return last >= len(view) or view.parted[last] or view.word(last) in _CLOSING


def _is_clause_subject(view: View, role: Role, first: int) -> bool:
    """« L'ambassadeur à Brivel, Jean Roy a dit »: the second comma is missing.

    The role must open its clause, else the name may be the subject (« selon le maire, Jean Roy
    a … »).
    """
    opens = view.parted[role.start] or view.word(role.start - 1) in _OPENS_CLAUSE | {""}
    named = first + 1 < len(view) and view.is_capital(first + 1)
    return opens and role.start != role.first and named


def _heads_leftward(view: View, p: int) -> list[int]:
    """Role nouns left of `p` (included) inside the noun phrase, nearest first."""
    heads: list[int] = []
    for k in range(p, max(p - _REACH, -1), -1):
        word = view.words[k]
        noun = person_role(word.text)
        if noun is not None and not noun.plural and not _is_modifier(view, k):
            heads.append(k)
        elif (word.is_punct and word.text not in _INSIDE) or (
            word.pos_ in _ENDS_POS and word.text.islower() and not _looks_nominal(view, k)
        ):
            break
        if view.parted[k]:
            break
    return heads


def _is_modifier(view: View, p: int) -> bool:
    """A role noun that only qualifies the noun before it: « maire socialiste »."""
    if view.parted[p] or p == 0 or view.words[p].text.isupper():
        return False
    before = view.words[p - 1]
    return before.text.islower() and (
        person_role(before.text) is not None
        or before.pos_ == "NOUN"
        or (view.words[p].pos_ == "ADJ" and view.folded[p - 1] not in _complement() | determiners())
    )


def _looks_nominal(view: View, p: int) -> bool:
    """A participle that the tagger calls a verb: « chargé », « délégué » after a noun."""
    return view.verb_form(p) == "Part" or is_gentile(view.words[p].text)


def _is_complement(view: View, head: int) -> bool:
    """Whether a role noun hangs on a noun before it: « cabinet du maire »."""
    k = head - 1
    while k >= 0 and (view.words[k].pos_ == "ADJ" or view.folded[k] in determiners()):
        k -= 1
    return k >= 0 and view.folded[k] in _complement()


def role_after(view: View, last: int, firsts: frozenset[int]) -> Role | None:
    """The role in apposition after the name that ends before `last`: « X (PS), maire de Y, »."""
    k = last
    if view.word(k) == "(" and _opens_role(view, k + 1) is None:
        close = next((q for q in range(k, min(k + 8, len(view))) if view.low[q] == ")"), None)
        if close is None:
            return None
        k = close + 1
    # « X est le maire de Y », « X devient ministre » are as good as an apposition.
    apposing = _APPOSING | function_words("copula")
    if not view.goes_on(k) or view.folded[k] not in apposing:
        return None
    head = _opens_role(view, k + 1)
    if head is None or _is_verb_form(view, head):
        return None
    end = _phrase_end(view, head + 1, firsts)
    return None if end is None else describe_role(view, head, end)


def _is_verb_form(view: View, head: int) -> bool:
    """« X, juge ces demandes »: a bare noun before an article is a verb."""
    bare = view.words[head - 1].is_punct
    after = view.folded[head + 1] if head + 1 < len(view) else ""
    return bare and after in _object_articles()


def _opens_role(view: View, start: int) -> int | None:
    """The role noun that opens a phrase at `start`, after article, adjectives, a number."""
    for k in range(start, min(start + 4, len(view))):
        word = view.words[k]
        noun = person_role(word.text)
        if view.parted[k]:
            return None
        if noun is not None and not noun.plural and word.pos_ not in {"VERB", "AUX"}:
            follows = k + 1 < len(view) and person_role(view.words[k + 1].text) is not None
            return k + 1 if follows and noun.general else k
        if word.pos_ not in {"ADJ", "DET", "NUM", "ADV"} and view.folded[k] not in _before_role():
            return None
    return None


def _phrase_end(view: View, start: int, firsts: frozenset[int]) -> int | None:
    """Where an apposition ends: at a mark, a relative or the sentence's end; None if it is none."""
    limit = min(start + _REACH, len(view))
    for k in range(start, limit):
        word = view.words[k]
        if view.parted[k]:
            return k
        if k in firsts and view.folded[k - 1] not in _complement():
            return None
        hyphen = word.text == "-" and view.is_tied(k)
        if word.text in _CLOSING and not hyphen:
            return k
        if view.folded[k] in function_words("relative") and word.pos_ != "CCONJ":
            return k
        if view.folded[k] == "et" and k + 1 in firsts:
            return k
        if view.is_finite(k):
            return None
    return limit if limit == len(view) else None


def describe_role(view: View, head: int, last: int) -> Role | None:
    """The role whose head noun stands at `head` and whose phrase ends before `last`."""
    noun = person_role(view.words[head].text)
    if noun is None:
        return None
    first = head
    while first > 0 and not view.parted[first] and _is_fore_adjective(view, first - 1):
        first -= 1
    before = view.folded[first - 1] if first and not view.parted[first] else ""
    start = first - 1 if before in determiners() else first
    fore = view.folded[first] if first < head else ""
    gender = DETERMINER_GENDER.get(before) or noun.gender or ("f" if _is_feminine(fore) else None)
    gender = gender or _agreement(view, head, last)
    name, country = role_name(view.folded[first:last], head - first, noun)
    country = country or phrase_country(view, head + 1, last)
    return Role(start, first, last, head, name, gender, country)


def _is_feminine(fore: str) -> bool:
    """« première », « ancienne » before a role."""
    return fore.endswith("e") and fore in function_words("fore")


def _is_fore_adjective(view: View, p: int) -> bool:
    adjective = view.words[p].pos_ == "ADJ" and view.folded[p] not in determiners()
    return adjective or view.folded[p] in function_words("fore")


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
    first = head > 0 and words[head - 1] in {"premier", "premiere"}
    if first and noun.role in {"ministre", "secretaire"}:
        return f"premier {noun.role}", None
    return noun.role, None


def _agreement(view: View, head: int, last: int) -> str | None:
    """f by an adjective of nationality right after the head: « ministre chinoise »; else None."""
    if head + 1 >= last:
        return None
    word = view.words[head + 1]
    feminine = word.pos_ == "ADJ" and word.morph.get("Gender") == ["Fem"]
    return "f" if feminine and word.text.endswith("e") else None


def phrase_country(view: View, first: int, last: int) -> str | None:
    """ISO code of the first gentilé or country among the words [first, last), or None."""
    for p in range(first, last):
        code = country_of_gentile(view.words[p].text)
        if code is not None:
            return code
        if view.is_capital(p):
            for end in range(min(p + 3, last), p, -1):
                code = country_of_place(view.written(p, end))
                if code is not None:
                    return code
    return None
