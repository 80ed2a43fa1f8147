"""Noun phrases: where one that begins or has its head at a position begins and ends.

The parser's attachment of prepositions is used only to go on beyond « de »; articles, adjectives,
names and « de » complements are followed by their tags, which err less.
"""

from pipeline.french.context_words import context_words
from pipeline.french.function_words import OF, THE, TO, function_words
from pipeline.french.lexicons import word_set
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.view import View

NOMINAL = frozenset({"NOUN", "PROPN", "NUM"})
_LEFT = frozenset({"DET", "ADJ", "NUM"})
_NAME_WORDS = 5
_OTHER = TO | {"en", "pour", "auprès", "chez", "sur", "contre"}
_PARTICIPLES_OF_BEING = frozenset(["été", "eu", "étant", "ayant"])
_EMPHATIC = function_words("self")
_DEMONSTRATIVES = function_words("pointing")
_DEGREES = function_words("degree")
_PRONOUNS = function_words(
    "third_person", "stressed", "pointing", "pointing_here", "pointing_there"
) | word_set("certains certaines d'autres beaucoup tous toutes plusieurs un une l'un l'une")


def phrase_end(view: View, start: int, limit: int) -> int:
    """Behind the last word of the noun phrase that begins at `start`; `start` if there is none."""
    p = _core_end(view, start, limit)
    if p == start:
        governed = start > 0 and view.words[start - 1].pos_ == "ADP"
        return _marked_name_end(view, start, limit) if governed else start
    while p < limit:
        nxt = _next_part(view, start, p, limit)
        if nxt == p:
            return p
        p = nxt
    return p


def _next_part(view: View, start: int, p: int, limit: int) -> int:
    """Behind the complement or coordinated part that begins at `p`; `p` if none belongs to it."""
    word = view.low[p]
    if word in OF:
        return _behind(view, p, p + 1, limit)
    if word == "et" and p + 2 < limit and view.low[p + 1] in OF and p > start + 1:
        return _behind(view, p, p + 2, limit)
    if word in ("et", "ou"):
        return _coordinated_end(view, start, p, limit)
    if word == "en" and p + 1 < limit and view.low[p + 1] in context_words("occasion"):
        return p  # « a dit la maire en ouverture »
    if word in _OTHER and _hangs_on(view, p, start, p):
        nxt = _behind(view, p, p + 1, limit)
        year = word == "en" and view.words[nxt - 1].is_digit
        apart = year or view.is_time(nxt - 1) or _passes_on(view, p + 1, nxt)
        return p if apart else nxt
    if word == "(" and _is_acronym_in_brackets(view, p, limit):
        return p + 3
    named = ("organisation", "document", "group")
    if any(noun_kind(view.words[k].text) in named for k in range(start, p)):
        return _marked_name_end(view, p, limit)  # « le journal « Le Phare » »
    return p


def _marked_name_end(view: View, p: int, limit: int) -> int:
    """Behind a name in marks that opens at `p` (« du « Temps de Vernes » »); `p` if none does."""
    mark = view.marked_at(p) if p + 1 < limit and view.is_mark(p) else None
    if mark is None:
        return p
    behind = view.at(mark.end)
    name = 0 < behind - p - 2 <= _NAME_WORDS and view.is_capital(p + 1)
    verb = view.has_finite(p + 1, behind - 1)
    return behind if name and not verb and behind <= limit else p


def _behind(view: View, p: int, start: int, limit: int) -> int:
    """Behind the plain phrase at `start`, or `p` where there is none."""
    end = _core_end(view, start, limit)
    if end == start:
        end = _marked_name_end(view, start, limit)
    return p if end == start else end


def _core_end(view: View, start: int, limit: int) -> int:
    """Behind determiners, adjectives, nouns and names that stand together; `start` if no noun."""
    p, heads = start, 0
    if view.low[start + 1 : start + 3] in (["d'", "entre"], ["de", "entre"]):
        return min(start + 4, limit)  # « plusieurs d'entre eux »
    if start < limit and view.time_end[start] > start:
        complement = start > 0 and view.low[start - 1] in OF  # « la grève du 12 mars »
        return min(view.time_end[start], limit) if complement else start
    while p < limit:
        word, pos = view.low[p], view.words[p].pos_
        determiner = pos == "DET" or word in THE
        if heads and (view.is_time(p) or (determiner and not view.is_capital(p))):
            break  # but « le journal La Provence »
        if pos in NOMINAL or _is_name(view, p):
            heads += 1
        elif determiner or (heads and _precedes_name(view, p, limit)):
            pass
        elif pos == "PRON" and not heads and word in _PRONOUNS:
            heads += 1
        elif heads and word in _EMPHATIC:
            pass  # « le maire lui-même »
        elif pos == "ADV" and p + 1 < limit and _qualifies(view, p):
            pass  # « un bilan encore provisoire », « les plus récentes données »
        elif pos == "ADV" and not heads and p == start:
            pass
        elif word in ("-ci", "ci", "-là", "là", "-") and p > start and _points(view, p):
            pass  # « celui-ci », which the tokenizer may cut
        elif not heads and p > start and _stands_for_noun(view, p, limit):
            heads += 1  # « une habituée »
        elif pos != "ADJ" and not (word == "-" and heads and p + 1 < limit):
            break
        p += 1
    adjective = any(view.words[k].pos_ == "ADJ" for k in range(start, p))
    return p if heads or adjective else start


def _qualifies(view: View, p: int) -> bool:
    """An adverb before an adjective of the same phrase."""
    return view.words[p + 1].pos_ == "ADJ" and view.low[p] in _DEGREES


def _points(view: View, p: int) -> bool:
    return any(view.low[k] in _DEMONSTRATIVES for k in (p - 1, p - 2))


def _stands_for_noun(view: View, p: int, limit: int) -> bool:
    """A participle behind a determiner, with no noun behind it."""
    if view.verb_form(p) != "Part" or view.words[p - 1].pos_ != "DET":
        return False
    return p + 1 >= limit or view.words[p + 1].pos_ not in NOMINAL | {"ADJ", "DET"}


def _is_name(view: View, p: int) -> bool:
    token = view.words[p]
    named = token.pos_ in ("PROPN", "X", "NOUN") or token.ent_type_ != ""
    return named and view.is_capital(p)


def _precedes_name(view: View, p: int, limit: int) -> bool:
    """« le président élu Paul Roy »: a participle between a noun and its name."""
    named = p + 1 < limit and view.words[p + 1].ent_type_ == "PER"
    return named and view.verb_form(p) == "Part"


def extended(view: View, end: int, limit: int) -> int:
    """Behind a participle that goes on with a phrase: « une note publiée par X »."""
    if end >= limit or view.verb_form(end) != "Part":
        return end
    if view.low[end] in context_words("citing") | _PARTICIPLES_OF_BEING:
        return end
    p = end + 1
    while p < limit:
        if governs(view, p):
            nxt = phrase_end(view, p + 1, limit)
            if nxt == p + 1:
                break
            p = nxt
        elif view.is_time(p) or view.words[p].pos_ in ("ADV", "NUM"):
            p += 1
        elif (nxt := _core_end(view, p, limit)) > p and view.low[end].endswith("ant"):
            p = nxt
        else:
            break
    return p


def governs(view: View, p: int) -> bool:
    """Whether the word is a preposition, or an article that holds one."""
    return view.words[p].pos_ == "ADP" or view.low[p] in ("du", "des", "au", "aux")


def _coordinated_end(view: View, start: int, p: int, limit: int) -> int:
    """Behind « et X » where the parse ties X to the phrase."""
    nxt = _core_end(view, p + 1, limit)
    if nxt == p + 1:
        return p
    heads = range(p + 1, nxt)
    tied = any(start <= view.head[k] < p and view.words[k].dep_ == "conj" for k in heads)
    return nxt if tied else p


def _hangs_on(view: View, preposition: int, start: int, end: int) -> bool:
    noun = view.head[preposition]
    return noun > preposition and start <= view.head[noun] < end


def _passes_on(view: View, start: int, end: int) -> bool:
    """A medium behind « à », « sur »: whom the words were said to, no part of the phrase."""
    others = context_words("medium", "means")
    return any(view.words[k].lemma_ in others for k in range(start, end))


def _is_acronym_in_brackets(view: View, p: int, limit: int) -> bool:
    return p + 2 < limit and view.low[p + 2] == ")" and _is_acronym(view, p + 1)


def _is_acronym(view: View, p: int) -> bool:
    return len(view.words[p]) > 1 and view.words[p].text.isupper()


def phrase_start(view: View, head: int, limit: int) -> int:
    """First word of the noun phrase whose head stands at `head`: determiners, adjectives, names."""
    p = head
    while p > limit:
        token, word = view.words[p - 1], view.low[p - 1]
        if (
            token.pos_ in _LEFT
            or word in THE
            or (token.pos_ in NOMINAL and _tied(view, p - 1, p))
            or _hyphenated(view, p - 1, p)
        ):
            if view.is_time(p - 1) or (
                word in THE and p - 1 > limit and token.pos_ == "PRON" and p != head
            ):
                break
            p -= 1
        elif word in ("un", "une") and view.low[p] in OF:
            p -= 1  # « l'une des juges »
        elif word in OF and p - 1 > limit and view.words[p - 2].pos_ in ("PRON", "NUM", "DET"):
            p -= 1
        else:
            break
    return p


def _hyphenated(view: View, left: int, right: int) -> bool:
    """A hyphen and what it joins, parted by the tokenizer: « l'état-major »."""
    tokens = view.words
    return not tokens[left].whitespace_ and "-" in (tokens[left].text, tokens[right].text)


def _tied(view: View, left: int, right: int) -> bool:
    """Neighbouring nouns of one phrase: « premier ministre Diallo », « M. Roy »."""
    tokens = view.words
    return (
        view.head[left] == right
        or view.head[right] == left
        or tokens[right].pos_ == "PROPN"
        or tokens[left].text.endswith(".")
        or person_role(tokens[left].text) is not None
    )


def without_article(view: View, start: int, end: int) -> int:
    """Where the phrase starts without the article of a proper name (« la CGT » → « CGT »)."""
    if end - start < 2 or view.low[start] not in THE:
        return start
    nxt = view.words[start + 1]
    named = nxt.ent_type_ in ("ORG", "LOC", "PER") and not view.words[start].ent_type_
    bare = (named and view.is_capital(start + 1)) or _is_acronym(view, start + 1)
    return start + bare
