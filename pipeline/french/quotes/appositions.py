"""What stands between a source and its content: appositions, relatives, « cité par Y »."""

from pipeline.french.context_words import context_words
from pipeline.french.function_words import OF, RELATIVES
from pipeline.french.lexicons import word_set
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.view import View

_PRONOUNS = word_set("il elle ils elles ce c' cela on")
_OPENING = word_set("un une l'un l'une le la l' ancien ancienne premier première")
_GOES_ON = ("PRON", "DET", "PROPN")
_REACH = 40


def behind_appositions(view: View, p: int, last: int) -> int | None:
    """Behind the comma that closes the phrase and its appositions; None if no comma."""
    if p < last and view.low[p] in _PRONOUNS:
        return p  # « selon X il s'agit de … »
    while p < last and view.low[p] != ",":
        word = view.low[p]
        if word == "(":
            p = next((k + 1 for k in range(p, last) if view.low[k] == ")"), last)
            continue
        if word in (";", ":") and p + 1 < last and view.is_mark(p + 1):
            return p + 1
        if view.is_mark(p) or word == ":":
            return p
        if view.inside[p] >= 0 or word == ";":
            return None
        if view.is_verb(p) and not _in_relative(view, p):
            return None
        p += 1
    if p >= last:
        return None
    p += 1
    for _ in range(4):
        nxt = next_comma(view, p, last)
        if nxt is None or not (is_apposition(view, p, nxt) or _is_affiliation(view, p, nxt)):
            break
        p = nxt + 1
    return p


def _is_affiliation(view: View, start: int, comma: int) -> bool:
    """« selon X, de l'université de Y, P »: where the person named belongs to."""
    before = view.words[start - 2]
    named = view.low[start] in OF and before.ent_type_ == "PER"
    return named and not view.has_finite(start, comma)


def _in_relative(view: View, p: int) -> bool:
    """A verb of a relative clause or a participle that belongs to the source's phrase."""
    relative = not RELATIVES.isdisjoint(view.low[max(view.first[p], p - 6) : p])
    return relative or view.verb_form(p) in ("Part", "Inf")


def next_comma(view: View, p: int, last: int) -> int | None:
    """Position of the next comma outside marks, if it is near."""
    near = range(p, min(p + _REACH, last))
    return next((k for k in near if view.low[k] == "," and view.inside[k] < 0), None)


def is_apposition(view: View, start: int, comma: int) -> bool:
    """Whether the words up to a comma go on naming the source: name, function, « cité par »."""
    if start >= comma:
        return False
    word, token = view.low[start], view.words[start]
    if word in context_words("citing", "apposed") | RELATIVES:
        return True
    if view.has_finite(start, comma):
        return False
    bracket = next((k for k in range(start, comma) if view.low[k] == "("), comma)
    if all(view.words[k].ent_type_ == "PER" or not view.is_word(k) for k in range(start, bracket)):
        # « selon Reuters, Jean Roy, ancien maire, … »: the name opens what Reuters says
        return not view.words[start - 2].ent_type_
    if _is_bare_noun(view, start, comma):
        return True
    if person_role(token.text) is not None:
        return True
    if token.pos_ == "NOUN" and not view.is_capital(start):
        return noun_kind(token.text) is not None
    if word not in _OPENING:
        return False
    nouns = (k for k in range(start, comma) if view.words[k].pos_ == "NOUN")
    noun = view.words[next(nouns, start)].text
    opens = comma + 1 < len(view) and view.words[comma + 1].pos_ in _GOES_ON
    return person_role(noun) is not None or (noun_kind(noun) == "organisation" and opens)


def _is_bare_noun(view: View, start: int, comma: int) -> bool:
    """« selon Jean Roy, soutien du maire, le … »: a noun without article behind a name."""
    token, behind = view.words[start], view.words[min(comma + 1, len(view) - 1)]
    named = view.words[start - 2].ent_type_ == "PER"
    noun = token.pos_ == "NOUN" and token.text.islower() and not view.is_time(start)
    return named and noun and behind.pos_ in (*_GOES_ON, "PUNCT")
