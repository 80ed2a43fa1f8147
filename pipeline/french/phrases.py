"""Noun phrases: where one that begins or has its head at a position begins and ends.

The parser's attachment of prepositions is used only to go on beyond « de »; articles, adjectives, names
and « de » complements are followed by their tags, which err less.
"""

from pipeline.french.cue_lexicon import context_nouns
from pipeline.french.reading import Reading
from pipeline.french.source_nouns import person_role

_OF = frozenset("de du des d'".split())
_ARTICLES = frozenset("le la les l'".split())
NOMINAL = frozenset({"NOUN", "PROPN", "NUM"})
_LEFT = frozenset({"DET", "ADJ", "NUM"})
_OTHER = frozenset("à au aux en pour auprès chez sur contre".split())
# « par la voix de », « au travers de »: means, no part of the phrase
_MEANS = frozenset("voix travers nom cours sein lendemain terme issue micro sujet".split())
_PRONOUNS = frozenset(
    "il elle ils elles celui-ci celle-ci ceux-ci celles-ci celui-là celle-là ceux-là lui eux elles certains certaines "
    "d'autres beaucoup tous toutes plusieurs".split()
)
_CITING = frozenset("cité citée cités citées interrogé interrogée interrogés joint jointe contacté contactée".split())
AUXILIARIES = frozenset("été eu étant ayant".split())
_TEMPORAL = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui demain matin soir après-midi midi nuit jour "
    "semaine mois année an janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)


def is_temporal(reading: Reading, p: int) -> bool:
    """Whether the word names a time; « Avril » with a capital inside a sentence is a name."""
    if reading.low[p] not in _TEMPORAL:
        return False
    return reading.words[p].text[0].islower() or p == reading.first[p]


def phrase_end(reading: Reading, start: int, limit: int) -> int:
    """Behind the last word of the noun phrase that begins at `start`; `start` if there is none."""
    p = _core_end(reading, start, limit)
    if p == start:
        return start
    while p < limit:
        word = reading.low[p]
        if word in _OF:
            nxt = _core_end(reading, p + 1, limit)
            if nxt == p + 1:
                break
            p = nxt
        elif word == "et" and p + 2 < limit and reading.low[p + 1] in _OF and p > start + 1:
            nxt = _core_end(reading, p + 2, limit)
            if nxt == p + 2:
                break
            p = nxt
        elif word in ("et", "ou") and (nxt := _coordinated_end(reading, start, p, limit)) > p:
            p = nxt
        elif word in _OTHER and _hangs_on(reading, p, start, p):
            nxt = _core_end(reading, p + 1, limit)
            if nxt == p + 1 or is_temporal(reading, nxt - 1) or _passes_on(reading, p + 1, nxt):
                break
            p = nxt
        elif word == "(" and _is_acronym_in_brackets(reading, p, limit):
            p += 3
        else:
            break
    return p


def _core_end(reading: Reading, start: int, limit: int) -> int:
    """Behind determiners, adjectives, nouns and names that stand together; `start` if no noun."""
    p, heads = start, 0
    while p < limit:
        token, word = reading.words[p], reading.low[p]
        pos = token.pos_
        capital = token.text[0].isupper()
        if heads and (is_temporal(reading, p) or (pos == "DET" and not capital)):
            break
        if pos in NOMINAL or _is_name(reading, p):
            heads += 1
        elif pos == "DET" or word in _ARTICLES:
            if heads and not capital:  # « le journal La Provence »
                break
        elif heads and _precedes_name(reading, p, limit):
            pass
        elif pos == "PRON" and not heads and word in _PRONOUNS | {"un", "une", "l'un", "l'une", "celui", "celle", "ceux", "celles"}:
            heads += 1
        elif pos != "ADJ" and not (word == "-" and heads and p + 1 < limit):
            if pos == "ADV" and not heads and p == start:
                p += 1
                continue
            break
        p += 1
    if not heads and p > start and any(reading.words[k].pos_ == "ADJ" for k in range(start, p)):
        return p
    return p if heads else start


def _precedes_name(reading: Reading, p: int, limit: int) -> bool:
    """« le président élu Paul Roy »: a participle between a noun and its name."""
    participle = reading.words[p].morph.get("VerbForm") == ["Part"]
    return participle and p + 1 < limit and reading.words[p + 1].ent_type_ == "PER"


def extended(reading: Reading, end: int, limit: int) -> int:
    """Behind a participle and its complements that go on with a phrase: « une note publiée par X »."""
    if end >= limit or reading.low[end] in _CITING:
        return end
    token = reading.words[end]
    if token.morph.get("VerbForm") != ["Part"] or reading.low[end] in AUXILIARIES:
        return end
    p = end + 1
    while p < limit:
        if reading.words[p].pos_ == "ADP" or reading.low[p] in ("du", "des", "au", "aux"):
            nxt = phrase_end(reading, p + 1, limit)
            if nxt == p + 1:
                break
            p = nxt
        elif is_temporal(reading, p) or reading.words[p].pos_ in ("ADV", "NUM"):
            p += 1
        elif (nxt := _core_end(reading, p, limit)) > p and reading.low[end].endswith("ant"):
            p = nxt
        else:
            break
    return p


def _is_name(reading: Reading, p: int) -> bool:
    token = reading.words[p]
    return token.text[:1].isupper() and (token.pos_ in ("PROPN", "X", "NOUN") or token.ent_type_ != "")


def _coordinated_end(reading: Reading, start: int, p: int, limit: int) -> int:
    """Behind « et X » where X is a second part of the phrase: tied to it by the parse, or a name."""
    nxt = _core_end(reading, p + 1, limit)
    if nxt == p + 1:
        return p
    heads = range(p + 1, nxt)
    tied = any(start <= reading.head[k] < p and reading.words[k].dep_ == "conj" for k in heads)
    return nxt if tied else p


def _hangs_on(reading: Reading, preposition: int, start: int, end: int) -> bool:
    noun = reading.head[preposition]
    return noun > preposition and start <= reading.head[noun] < end


def _passes_on(reading: Reading, start: int, end: int) -> bool:
    """A medium behind « à », « sur »: whom the words were said to, no part of the phrase."""
    media = context_nouns("medium") | _MEANS
    return any(reading.words[k].lemma_ in media for k in range(start, end))


def _is_acronym_in_brackets(reading: Reading, p: int, limit: int) -> bool:
    return (
        p + 2 < limit and reading.low[p + 2] == ")" and reading.words[p + 1].text.isupper()
        and len(reading.words[p + 1].text) > 1
    )


def phrase_start(reading: Reading, head: int, limit: int) -> int:
    """First word of the noun phrase whose head stands at `head`: determiners, adjectives, names."""
    p = head
    while p > limit:
        token, word = reading.words[p - 1], reading.low[p - 1]
        if token.pos_ in _LEFT or word in _ARTICLES or (token.pos_ in NOMINAL and _tied(reading, p - 1, p)):
            if is_temporal(reading, p - 1) or (word in _ARTICLES and p - 1 > limit and token.pos_ == "PRON" and p != head):
                break
            p -= 1
        elif word in ("un", "une") and reading.low[p] in _OF:
            p -= 1  # « l'une des juges »
        elif word in _OF and p - 1 > limit and reading.words[p - 2].pos_ in ("PRON", "NUM", "DET"):
            p -= 1
        else:
            break
    return p


def _tied(reading: Reading, left: int, right: int) -> bool:
    """Neighbouring nouns of one phrase: « premier ministre Diallo », « M. Roy »."""
    tokens = reading.words
    return (
        reading.head[left] == right or reading.head[right] == left
        or tokens[right].pos_ == "PROPN" or tokens[left].text.endswith(".")
        or person_role(tokens[left].text) is not None
    )


def without_article(reading: Reading, start: int, end: int) -> int:
    """Where the phrase starts once the article of a proper name is left out (« la CGT » → « CGT »)."""
    if end - start < 2 or reading.low[start] not in _ARTICLES:
        return start
    nxt = reading.words[start + 1]
    if nxt.text[:1].isupper() and nxt.ent_type_ in ("ORG", "LOC", "PER") and not reading.words[start].ent_type_:
        return start + 1
    if nxt.text.isupper() and len(nxt.text) > 1:
        return start + 1
    return start
