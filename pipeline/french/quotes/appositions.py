"""What stands between a source and its content: appositions, relatives, « cité par Y »."""

from pipeline.french.context_words import context_words
from pipeline.french.lexicons import word_set
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.view import View

_OF = frozenset(["de", "du", "des", "d'"])
_PRONOUNS = word_set("il elle ils elles ce c' cela on")


def behind_appositions(view: View, p: int, last: int) -> int | None:
    """Behind the comma that closes the phrase and its appositions; None if no comma."""
    if p < last and view.low[p] in _PRONOUNS:
        return p  # « selon X il s'agit de … »
    while p < last and view.low[p] != ",":
        if view.low[p] == "(":
            p = next((k + 1 for k in range(p, last) if view.low[k] == ")"), last)
            continue
        if view.low[p] in (";", ":") and p + 1 < last and view.is_mark(p + 1):
            return p + 1
        if view.inside[p] >= 0 or view.is_mark(p) or view.low[p] in (";", ":"):
            return p if view.is_mark(p) or view.low[p] == ":" else None
        if view.words[p].pos_ in ("VERB", "AUX") and not _in_relative(view, p):
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
    if view.low[start] not in _OF or before.ent_type_ != "PER":
        return False
    return not any(view.is_finite(k) for k in range(start, comma))


def _in_relative(view: View, p: int) -> bool:
    """A verb of a relative clause or a participle that belongs to the source's phrase."""
    token = view.words[p]
    if token.morph.get("VerbForm") in (["Part"], ["Inf"]):
        return True
    return any(
        view.low[k] in ("qui", "que", "qu'", "dont", "où")
        for k in range(max(view.first[p], p - 6), p)
    )


def next_comma(view: View, p: int, last: int) -> int | None:
    """Position of the next comma outside marks, if it is near."""
    for k in range(p, min(p + 40, last)):
        if view.low[k] == "," and view.inside[k] < 0:
            return k
    return None


def is_apposition(view: View, start: int, comma: int) -> bool:
    """Whether the words up to a comma go on naming the source: name, function, « cité par »."""
    if start >= comma:
        return False
    word, token = view.low[start], view.words[start]
    if word in context_words("citing", "apposed"):
        return True
    if any(
        view.words[k].pos_ in ("VERB", "AUX") and view.verb_form(k) == "Fin"
        for k in range(start, comma)
    ):
        return False
    bracket = next((k for k in range(start, comma) if view.low[k] == "("), comma)
    if all(view.words[k].ent_type_ == "PER" or not view.is_word(k) for k in range(start, bracket)):
        # « selon Reuters, Jean Roy, ancien maire, … »: the name opens what Reuters says
        return not view.words[start - 2].ent_type_
    if _is_bare_noun(view, start, comma):
        return True
    if person_role(token.text) is not None or (
        token.pos_ == "NOUN" and word not in ("hier",) and not token.text[:1].isupper()
    ):
        return noun_kind(token.text) is not None or person_role(token.text) is not None
    if word in (
        "un",
        "une",
        "l'un",
        "l'une",
        "le",
        "la",
        "l'",
        "ancien",
        "ancienne",
        "premier",
        "première",
    ):
        nouns = [k for k in range(start, comma) if view.words[k].pos_ == "NOUN"]
        if not nouns:
            return False
        noun = view.words[nouns[0]].text
        opens = comma + 1 < len(view.words) and view.words[comma + 1].pos_ in (
            "PRON",
            "DET",
            "PROPN",
        )
        return person_role(noun) is not None or (noun_kind(noun) == "organisation" and opens)
    return False


def _is_bare_noun(view: View, start: int, comma: int) -> bool:
    """« selon Jean Roy, soutien du maire, le … »: a noun without article behind a name."""
    token, behind = view.words[start], view.words[min(comma + 1, len(view.words) - 1)]
    named = view.words[start - 2].ent_type_ == "PER"
    noun = token.pos_ == "NOUN" and token.text.islower() and not view.is_time(start)
    return named and noun and behind.pos_ in ("DET", "PRON", "PROPN", "PUNCT")
