"""Content under a preposition that names its source: « selon X, P », « P, d'après X »."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.french.context_words import context_words
from pipeline.french.function_words import OF, QUE, TO, WHICH, function_words
from pipeline.french.lexicons import word_set
from pipeline.french.names.source_nouns import looks_like_person, noun_kind, person_role
from pipeline.french.phrases.source import extended, phrase_end
from pipeline.french.quotes import attribution, voices
from pipeline.french.quotes.appositions import behind_appositions, is_apposition, next_comma
from pipeline.french.quotes.bounds import clause_end
from pipeline.french.quotes.candidates import Candidate, candidate
from pipeline.french.quotes.content import span_and_type
from pipeline.french.quotes.cue_lexicon import Preposition, cue_nouns, prepositions
from pipeline.french.quotes.cues import Cue
from pipeline.french.quotes.relays import relay_after
from pipeline.french.quotes.voices import Source
from pipeline.french.trace import refused
from pipeline.french.verbs import AUXILIARIES, NE, REFLEXIVES
from pipeline.french.view import View

_LAST = {"de": OF, "à": TO}
_CONJUNCTIONS = word_set("que qu' et mais car alors tandis puisque or donc ni si comme")
_JOINING = ("CCONJ", "SCONJ")
_FRONT_WORDS = 4
_REPORT_WORDS = 6
_CONNECTIVES = frozenset(
    {"cependant", "toutefois", "néanmoins", "pourtant", "par contre", "en revanche", "au contraire"}
    | {"en effet", "par ailleurs", "en fait", "du coup", "au final", "quant à lui", "quant à elle"}
)
_LISTING = frozenset({",", "et", ";", "mais"})
_FIGURE_WORDS = 12
_WHOM = WHICH | {"qui"}
_NOBODY = _WHOM | {"que", "moi", "nous", "vous"}
_STRESSED = function_words("stressed")
_POSSESSIVES = function_words("possessive")
_LEARNT = word_set("appris apprend apprenait")


@dataclass(frozen=True, slots=True)
class Phrase:
    """« selon X »: positions of the cue [start, cue_end) and of the end; the source, if named."""

    start: int
    cue_end: int
    end: int
    source: Source | None
    entry: Preposition


def find_prepositions(view: View, cues: list[Cue]) -> Iterator[Candidate]:
    """Quotes under a source preposition."""
    by_position = {cue.at: cue for cue in cues}
    before: Phrase | None = None
    for p in range(len(view)):
        if view.inside[p] >= 0 or view.low[p] not in prepositions():
            continue
        phrase = _phrase_at(view, p)
        if phrase is not None:
            found = _content(view, phrase, by_position)
            yield from _listed(view, before, phrase)
            before = phrase
        else:
            found = _in_relative_clause(view, p, by_position)
        if found is not None:
            yield found


def _listed(view: View, before: Phrase | None, phrase: Phrase) -> Iterator[Candidate]:
    """« 900 selon X, 300 selon Y »: each says what stands right before it."""
    if before is None or before.end >= phrase.start or view.low[before.end] not in _LISTING:
        return
    between = range(before.end + 1, phrase.start)
    figure = any(view.words[k].like_num for k in between)
    if not figure or view.has_finite(between.start, between.stop) or len(between) > _FIGURE_WORDS:
        return
    start = _clause_start(view, before.start, False)
    commas = (k for k in range(before.start - 1, start, -1) if view.low[k] == ",")
    comma = next(commas, start)
    held = view.has_finite(comma, before.start)
    for said, first in ((before, start if held else comma), (phrase, between.start)):
        made = _quote(view, said, first, said.start)
        if made is not None:
            yield replace(made, rule="preposition-list")


def _in_relative_clause(view: View, p: int, cues: dict[int, Cue]) -> Candidate | None:
    """« le ministère, selon lequel P », « la cheffe du service, pour qui P »."""
    last = view.last[p]
    entry = next((e for e in prepositions()[view.low[p]] if len(e.words) == 1), None)
    if entry is None or entry.last or p + 2 >= last or view.low[p + 1] not in _WHOM:
        return None
    source = attribution.antecedent_of(view, p)
    if source is None or not voices.can_speak(view, source):
        return refused(view, "preposition", "what the pronoun stands for cannot speak", p)
    if any(view.words[k].lemma_ in cue_nouns() for k in source.positions):
        return None  # « la thèse selon laquelle P » is the rule cue-noun's
    end = clause_end(view, p, p + 2, cues)
    commas = (k for k in range(p + 3, end - 1) if view.low[k] == "," and view.inside[k] < 0)
    end = next((k for k in commas if view.is_finite(k + 1)), end)  # the main clause goes on
    phrase = Phrase(p, p + 1, p + 2, source, entry)
    return _clause(view, phrase, p + 2, end)


def _phrase_at(view: View, p: int) -> Phrase | None:
    for entry in prepositions()[view.low[p]]:
        end = p + len(entry.words)
        if tuple(view.low[p:end]) != entry.words:
            continue
        cue_end = end
        if entry.last:
            if view.word(end) not in _LAST[entry.last]:
                continue
            end += 1
        if entry.sources == "none":
            end = cue_end = p + 1
        if entry.sources == "own":  # « à ses yeux »
            return Phrase(p, cue_end, end, None, entry)
        source = _source_at(view, end)
        if source is not None and _is_named(view, entry, source, p):
            return Phrase(p, cue_end, source.end, source, entry)
        refused(view, "preposition", "what follows is no source", p)
    return None


def _source_at(view: View, p: int) -> Source | None:
    if p >= len(view):
        return None
    limit = view.last[p]
    if view.low[p] in _STRESSED:
        return Source(p, p + 1)
    if view.low[p] == "ce" and view.word(p + 1) in QUE:
        return _reporting_subject(view, p + 2, limit)
    end = phrase_end(view, p, limit)
    return Source(p, extended(view, end, limit)) if end > p else None


def _reporting_subject(view: View, p: int, limit: int) -> Source | None:
    """« selon ce que rapportent les journaux », « d'après ce qu'il en dit »: who reports."""
    verbs = range(p, min(p + _REPORT_WORDS, limit))
    verb = next((k for k in verbs if view.words[k].pos_ == "VERB"), None)
    if verb is None:
        return None
    before = phrase_end(view, p, verb)
    if before > p:
        return Source(p, before)
    end = phrase_end(view, verb + 1, limit)
    return Source(verb + 1, end) if end > verb + 1 else None


def _is_named(view: View, entry: Preposition, source: Source, p: int) -> bool:
    """Whether what follows can be a source: no manner, no measure; for « pour » somebody."""
    opening = view.low[source.start]
    if opening in _NOBODY:
        return False
    words = (view.words[k] for k in source.positions)
    noun = next((word for word in words if word.pos_ in ("NOUN", "PROPN")), None)
    if noun is not None and noun.lemma_.casefold() in context_words("manner"):
        return False
    if noun is not None and noun.text == "tour" and opening in _POSSESSIVES:
        return False
    if p > view.first[p] and view.low[p - 1] == "comme":
        return False  # « comme pour X »
    if entry.sources != "named":
        return not view.words[source.start].is_digit
    return (entry.place != "front" or _at_front(view, p)) and _is_somebody(view, source)


def _is_somebody(view: View, source: Source) -> bool:
    """A person, a body or a pronoun: whom « pour » can name as a source."""
    if view.words[source.start].pos_ == "PRON" or view.low[source.start] in _STRESSED:
        return True
    words = [view.words[k] for k in source.positions]
    if any(word.ent_type_ in ("PER", "ORG") for word in words):
        return True
    noun = next((word.text for word in words if word.pos_ == "NOUN" and word.text != "%"), "")
    body = noun_kind(noun) in ("organisation", "group")
    return body or person_role(noun) is not None or looks_like_person(noun)


def _at_front(view: View, p: int) -> bool:
    """At the head of its clause: of the sentence, or behind punctuation or a conjunction."""
    if p == view.first[p]:
        return True
    before, pos = view.low[p - 1], view.words[p - 1].pos_
    if before in (";", ":") or pos in _JOINING:
        return True
    apart = not view.is_word(p - 1) or before in _CONJUNCTIONS or pos == "ADV"
    return apart and len(_lead(view, p)) <= _FRONT_WORDS


def _lead(view: View, p: int) -> list[int]:
    """The words before a position in its sentence."""
    return [k for k in range(view.first[p], p) if view.is_word(k)]


def _content(view: View, phrase: Phrase, cues: dict[int, Cue]) -> Candidate | None:
    """The content of a phrase that opens its clause, or closes it or stands in its middle."""
    first, last = view.first[phrase.start], view.last[phrase.start]
    behind = behind_appositions(view, phrase.end, last)
    opens = _opens_clause(view, phrase.start)
    if (bracket := _in_brackets(view, phrase)) is not None:
        return _around(view, phrase, bracket)
    if opens and behind is not None and behind < last and phrase.start > first:
        # « Le bilan, selon X, fait état de … »: a finite verb goes on with the clause before
        opens = not view.is_finite(behind) or view.low[behind] in _CONJUNCTIONS
    if opens and (behind is not None or view.is_mark(min(phrase.end, last - 1))):
        start = _behind_connective(view, phrase.end if behind is None else behind, last)
        end = clause_end(view, phrase.start, start, cues) if start < last else last
        return _clause(view, phrase, start, end)
    if phrase.entry.place == "front":
        return refused(view, "preposition", "it opens no clause", phrase.start)
    if opens and _is_clause(view, phrase.end, last):
        # « Selon X des routes sont coupées »: no comma, the content begins where the phrase ends
        if phrase.start > 0:
            return _quote(view, phrase, phrase.end, last)
        return refused(view, "preposition", "no comma behind the source", phrase.start)
    return _closing(view, phrase)


def _in_brackets(view: View, phrase: Phrase) -> int | None:
    """Position of the bracket that opens « (selon X) », « (toujours selon X) »; None without."""
    if view.word(phrase.end) != ")":
        return None
    before = view.run_start(phrase.start, ("ADV",)) - 1
    return before if before > view.first[phrase.start] and view.low[before] == "(" else None


def _around(view: View, phrase: Phrase, bracket: int) -> Candidate | None:
    """« 5200 personnes (selon la police) ont défilé »: the clause around the brackets."""
    last = view.last[phrase.start]
    goes_on = any(map(view.is_word, range(phrase.end, last)))
    start = _clause_start(view, bracket, goes_on)
    return _quote(view, phrase, start, last if goes_on else bracket)


def _behind_connective(view: View, start: int, last: int) -> int:
    """Behind « en revanche, » and the like at the head of the content."""
    for end in range(start + 1, min(start + 4, last)):
        if view.low[end] == "," and " ".join(view.low[start:end]) in _CONNECTIVES:
            return end + 1
    return start


def _closing(view: View, phrase: Phrase) -> Candidate | None:
    """The phrase closes its clause, or stands in the middle of it."""
    aside = _marked_aside(view, phrase)
    if aside is not None:
        return aside
    if not _LEARNT.isdisjoint(view.low[phrase.start - 3 : phrase.start]):
        # « …, a-t-on appris de source proche »
        return refused(view, "preposition", "an incise of the reader", phrase.start)
    last = view.last[phrase.start]
    middle = _is_middle(view, phrase, last)
    goes_on = any(view.is_word(p) for p in range(phrase.end, last))
    start = _clause_start(view, phrase.start, middle or goes_on)
    end = phrase.start
    if middle:
        behind = range(phrase.end, last)
        end = next((k for k in behind if view.low[k] == ";" and view.inside[k] < 0), last)
    if not _is_clause(view, start, end) and phrase.start - start < 2:
        return refused(view, "preposition", "no words before the source", phrase.start)
    return _quote(view, phrase, start, end)


def _marked_aside(view: View, phrase: Phrase) -> Candidate | None:
    """« X, « sain et sauf » selon Y, a … »: the content is the marked words of the aside."""
    p = phrase.start - 1
    if p < 2 or not view.is_mark(p) or view.inside[p - 1] < 0:
        return None
    opening = view.at(view.marks[view.inside[p - 1]].start)
    closed = phrase.end < view.last[p + 1] and view.low[phrase.end] == ","
    if closed and opening > view.first[p + 1] and view.low[opening - 1] == ",":
        return _quote(view, phrase, opening, phrase.start)
    return None


def _clause(view: View, phrase: Phrase, start: int, end: int) -> Candidate | None:
    """The quote of content that needs a verb or something marked."""
    if not _is_clause(view, start, end):
        return refused(view, "preposition", "no verb in its clause", phrase.start)
    return _quote(view, phrase, start, end)


def _quote(view: View, phrase: Phrase, start: int, end: int) -> Candidate | None:
    found = span_and_type(view, start, end)
    if found is None:
        return None
    relay = relay_after(view, phrase.end, min(view.last[phrase.start], phrase.end + 12))
    made = candidate(view, "preposition", *found, None, phrase.source, relay)
    cue = view.offsets(phrase.start, phrase.cue_end)
    lemma = " ".join([*phrase.entry.words, phrase.entry.last]).strip().replace("' ", "'")
    return replace(made, cue=cue, cue_lemma=lemma)


def _opens_clause(view: View, p: int) -> bool:
    """Whether the phrase at `p` opens a clause, maybe behind a conjunction or a short lead."""
    first, lead = view.first[p], _lead(view, p)
    before = view.word(p - 1)
    if not lead or before in (":", ";", "(", "–", "—") or _is_conjunction(view, p - 1):
        return True
    if before == "," and p - 2 >= first and _is_conjunction(view, p - 2):
        return True
    if before == "," and len(lead) <= _FRONT_WORDS and not _is_clause(view, first, p):
        return not any(view.is_time(k) or view.words[k].like_num for k in lead)
    if " ".join(view.low[k] for k in lead[:_FRONT_WORDS]) in ("cela dit", "ceci dit"):
        return True
    return len(lead) <= 3 and all(view.words[k].pos_ in ("ADV", "CCONJ", "ADP") for k in lead)


def _is_conjunction(view: View, p: int) -> bool:
    return view.low[p] in _CONJUNCTIONS or view.words[p].pos_ in _JOINING


def _clause_start(view: View, p: int, relative: bool) -> int:
    """Where the clause around the phrase begins: its sentence, a colon, or a relative pronoun.

    « un homme qui aurait, selon X, fui »: one finite verb since « qui »: its clause goes on.
    """
    finite = 0
    for k in range(p - 1, view.first[p], -1):
        if view.inside[k] >= 0:
            continue
        rubric = view.is_headline(k) and view.low[k] in ("-", "–", "—")
        if rubric or view.low[k] in (":", ";"):
            return k + 1
        finite += view.is_finite(k)
        opens = view.low[k] == "qui" and view.low[k - 1] not in ("ce", "celui", "ceux")
        if relative and opens and finite == 1:
            return k
    return view.first[p]


def _is_clause(view: View, start: int, end: int) -> bool:
    """Whether the words hold a verb or something marked."""
    return any(view.is_verb(k) or view.inside[k] >= 0 for k in range(start, end))


def _is_middle(view: View, phrase: Phrase, last: int) -> bool:
    """Whether the clause goes on behind the phrase: with a verb or marked words of its own."""
    end = phrase.end
    while end < last and (view.verb_form(end) == "Part" or view.words[end].pos_ == "ADJ"):
        end += 1  # « les éléments recueillis »
    if end >= last or view.low[end] in (".", ";", ":", ")", "("):
        return False
    if view.low[end] == "et" and _goes_on_with_verb(view, end + 1, last):
        return True
    if view.low[phrase.start - 1] != ",":
        return view.is_mark(end) or (view.is_verb(end) and view.verb_form(end) != "Part")
    if view.low[end] != ",":
        return False
    behind = range(end + 1, last)
    cut = view.low[phrase.start - 2] in AUXILIARIES
    goes_on = cut or any(view.inside[k] >= 0 or view.is_finite(k) for k in behind)
    relative = view.low[_clause_start(view, phrase.start, True)] == "qui"
    if relative and end + 1 < last and view.is_finite(end + 1):
        return False
    return goes_on and not is_apposition(view, end + 1, next_comma(view, end + 1, last) or last)


def _goes_on_with_verb(view: View, p: int, last: int) -> bool:
    """« … selon X et manqueraient de bateaux »: the clause has a second verb."""
    while p < last and (view.words[p].pos_ == "ADV" or view.low[p] in NE | REFLEXIVES):
        p += 1
    return p < last and view.is_finite(p)
