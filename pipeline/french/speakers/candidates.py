"""Who may be meant in a document: named and described people and bodies, at each place."""

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.french.names.function_words import DETERMINER_GENDER, function_words
from pipeline.french.names.names import titles
from pipeline.french.names.nations import is_gentile
from pipeline.french.names.source_nouns import noun_gender, noun_kind, person_role
from pipeline.french.records import Chain
from pipeline.french.speakers.noun_phrases import Phrase, analyse_phrase
from pipeline.french.text import fold
from pipeline.french.verbs import is_subject
from pipeline.french.view import View

# Nouns that only point to somebody named before: no candidates themselves.
_POINTING = frozenset({"interesse", "interessee", "dernier", "derniere"})
# What stands before the head of a description, and behind it; its length from the head on.
_FORE = frozenset({"ADJ", "DET", "NUM"})
_BEHIND = frozenset({"ADJ", "ADP", "DET", "NOUN", "PROPN"})
_LONGEST = 10
_VERB_REACH = 12
# How far back candidates are looked at: it bounds the work for one pronoun.
MAX_CANDIDATES = 60


_ARTICLES = frozenset({"le", "la", "les", "l'"})


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks: the name a reader gives it, its chain's id if any, its kind.

    `gender` and `plural` are what a pronoun must agree with.
    """

    name: str | None
    entity_id: str | None = None
    kind: str = "unknown"
    gender: str | None = None
    plural: bool = False

    @property
    def key(self) -> str:
        """What makes two sources one: the name, folded, without its article."""
        return _key(self.name or "")


@lru_cache(maxsize=2**12)
def _key(name: str) -> str:
    words = fold(name).replace("'", "' ").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a chain: positions [first, last)."""

    first: int
    last: int
    chain: Chain


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source at the place where the text names it; `place` is its first position.

    `phrase` is the noun phrase of a source that is described, not named.
    """

    source: Source
    place: int
    sentence: int
    paragraph: int
    subject: bool
    oblique: bool
    quoted: bool
    phrase: Phrase | None = None


def chain_source(chain: Chain) -> Source:
    """A chain as a source."""
    kind = {"PER": "person", "ORG": "organisation", "LOC": "place"}.get(chain.label, "unknown")
    return Source(chain.name, chain.entity_id, kind, chain.gender)


def described(view: View, phrase: Phrase) -> Source:
    """A source that is described, not named: the phrase as written."""
    return Source(phrase.text(view), None, phrase.kind, phrase.gender, phrase.plural)


def collect_candidates(view: View, named: Iterable[Named], quoted: Set[int]) -> list[Candidate]:
    """Named and described people and bodies in text order; `quoted` are positions inside quotes."""
    found: list[Candidate] = []
    taken: set[int] = set()
    for mention in named:
        taken.update(range(mention.first, mention.last))
        source = chain_source(mention.chain)
        source = replace(source, gender=source.gender or _body_gender(view, mention))
        found.append(_candidate(view, source, mention.first, mention.last, quoted))
    for p, word in enumerate(view.words):
        text = word.text
        if p in taken or not text.islower() or view.is_verb(p):
            continue
        if person_role(text) is not None or noun_kind(text) in {"organisation", "group"}:
            candidate = _described(view, p, taken, quoted)
            if candidate is not None:
                found.append(candidate)
    return sorted(found, key=lambda c: c.place)


def _body_gender(view: View, named: Named) -> str | None:
    """Grammatical gender of an organisation's name, by its head noun or the article before it."""
    if named.chain.label == "PER":
        return None
    article = view.word(named.first - 1)
    return noun_gender(view.words[named.first].text) or DETERMINER_GENDER.get(article)


def _described(view: View, head: int, taken: set[int], quoted: Set[int]) -> Candidate | None:
    """A noun phrase without a name that stands as subject, or names several as object."""
    first = view.run_start(head, _FORE)
    first = max((p + 1 for p in range(first, head) if p in taken), default=first)
    last = view.run_end(head + 1, _BEHIND, head + _LONGEST)
    if head + 1 in taken or view.folded[head] in _POINTING:
        return None
    while last > head + 1 and view.words[last - 1].pos_ in {"ADP", "DET"}:
        last -= 1
    candidate = _candidate(view, Source(None), first, last, quoted)
    phrase = analyse_phrase(view, first, last)
    if candidate.oblique or not (candidate.subject or phrase.plural) or not phrase.determiner:
        return None  # a bare noun stands in apposition
    source = described(view, phrase)
    return replace(candidate, source=source, phrase=phrase)


def _candidate(view: View, source: Source, first: int, last: int, quoted: Set[int]) -> Candidate:
    sentence, start = view.sentence[first], first
    while start > 0 and view.sentence[start - 1] == sentence and _precedes_name(view, start - 1):
        start -= 1
    before = view.before(start)
    oblique = before >= 0 and view.folded[before] in function_words("preposition") - {"par"}
    opens = before < 0 or view.sentence[before] != sentence or view.words[before].is_punct
    parsed = any(is_subject(view, p) for p in range(first, last))
    subject = not oblique and (parsed or (opens and _verb_follows(view, last)))
    paragraph = view.paragraph[first]
    return Candidate(source, first, sentence, paragraph, subject, oblique, first in quoted)


def _precedes_name(view: View, p: int) -> bool:
    """« la Suissesse », « Mme », an article or adjective."""
    word = view.words[p]
    gentile = view.is_capital(p) and is_gentile(word.text)
    return gentile or word.pos_ in {"DET", "ADJ"} or view.folded[p] in titles()


def _verb_follows(view: View, last: int) -> bool:
    return any(view.is_verb(p) for p in range(last, min(last + _VERB_REACH, len(view))))
