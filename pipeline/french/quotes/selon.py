"""Content under a preposition that names its source: « selon X, P », « P, d'après X »."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.french.context_words import context_words
from pipeline.french.lexicons import word_set
from pipeline.french.names.source_nouns import looks_like_person, noun_kind, person_role
from pipeline.french.phrases.source import extended, phrase_end
from pipeline.french.quotes import attribution, voices
from pipeline.french.quotes.appositions import behind_appositions, is_apposition, next_comma
from pipeline.french.quotes.bounds import clause_end
from pipeline.french.quotes.content import quote, span_and_type
from pipeline.french.quotes.cue_lexicon import Preposition, cue_nouns, prepositions
from pipeline.french.quotes.cues import Cue
from pipeline.french.quotes.relays import relay_after
from pipeline.french.quotes.voices import Source
from pipeline.french.records import Quote
from pipeline.french.verbs import AUXILIARIES
from pipeline.french.view import View

_LAST = {"de": frozenset(["de", "du", "des", "d'"]), "à": frozenset(["à", "au", "aux"])}
_CONJUNCTIONS = word_set("que qu' et mais car alors tandis puisque or donc ni si comme")
_FRONT_WORDS = 4
_REPORT_WORDS = 6
_CONNECTIVES = frozenset(
    {"cependant", "toutefois", "néanmoins", "pourtant", "par contre", "en revanche", "au contraire"}
    | {"en effet", "par ailleurs", "en fait", "du coup", "au final", "quant à lui", "quant à elle"}
)
_WHOM = word_set("qui lequel laquelle lesquels lesquelles")
_PRONOUNS = word_set("il elle ils elles ce c' cela on")


@dataclass(frozen=True, slots=True)
class Phrase:
    """« selon X »: positions of the cue [start, cue_end) and of the end; the source, if named."""

    start: int
    cue_end: int
    end: int
    source: Source | None
    entry: Preposition


def find_prepositions(view: View, cues: list[Cue]) -> Iterator[Quote]:
    """Quotes under a source preposition."""
    by_position = {cue.at: cue for cue in cues}
    for p in range(len(view.low)):
        if view.inside[p] >= 0 or view.low[p] not in prepositions():
            continue
        phrase = _phrase_at(view, p)
        if phrase is not None:
            found = _content(view, phrase, by_position)
        else:
            found = _in_relative_clause(view, p, by_position)
        if found is not None:
            yield found


def _in_relative_clause(view: View, p: int, cues: dict[int, Cue]) -> Quote | None:
    """« le ministère, selon lequel P », « la cheffe du service, pour qui P »."""
    last = view.last[p]
    entry = next((e for e in prepositions()[view.low[p]] if len(e.words) == 1), None)
    if entry is None or entry.last or p + 2 >= last or view.low[p + 1] not in _WHOM:
        return None
    source = attribution.antecedent_of(view, p)
    if source is None or not voices.can_speak(view, source):
        return None
    if any(view.words[k].lemma_ in cue_nouns() for k in range(source.start, source.end)):
        return None  # « la thèse selon laquelle P »
    end = clause_end(view, p, p + 2, cues)
    phrase = Phrase(p, p + 1, p + 2, source, entry)
    return _quote(view, phrase, p + 2, end) if _is_clause(view, p + 2, end) else None


def _phrase_at(view: View, p: int) -> Phrase | None:
    for entry in prepositions()[view.low[p]]:
        end = p + len(entry.words)
        if tuple(view.low[p:end]) != entry.words:
            continue
        cue_end = end
        if entry.last:
            if end >= len(view.low) or view.low[end] not in _LAST[entry.last]:
                continue
            end += 1
        if entry.sources == "none":
            end, cue_end = p + 1, p + 1
        if entry.sources == "own":  # « à ses yeux »
            return Phrase(p, cue_end, end, None, entry)
        source = _source_at(view, end)
        if source is not None and _is_named(view, entry, source, p):
            return Phrase(p, cue_end, source.end, source, entry)
    return None


def _source_at(view: View, p: int) -> Source | None:
    if p >= len(view.low):
        return None
    limit = view.last[p]
    if view.low[p] in ("lui", "elle", "eux", "elles"):
        return Source(p, p + 1)
    if view.low[p] == "ce" and view.low[p + 1 : p + 2] in (["que"], ["qu'"]):
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
    low = view.low
    if low[source.start] in _WHOM or low[source.start] in ("que", "moi", "nous", "vous"):
        return False
    nouns = [k for k in range(source.start, source.end) if view.words[k].pos_ in ("NOUN", "PROPN")]
    if nouns and view.words[nouns[0]].lemma_.casefold() in context_words("manner"):
        return False
    if (
        low[source.start] in ("son", "sa", "ses", "leur", "leurs")
        and nouns
        and (view.words[nouns[0]].text in ("tour",))
    ):
        return False
    if p > view.first[p] and low[p - 1] == "comme":
        return False  # « comme pour X »
    if entry.sources != "named":
        return not view.words[source.start].is_digit
    if entry.place == "front" and not _at_front(view, p):
        return entry.place != "front"
    return _is_somebody(view, source)


def _is_somebody(view: View, source: Source) -> bool:
    """A person, a body or a pronoun: whom « pour » can name as a source."""
    span = range(source.start, source.end)
    if view.words[source.start].pos_ == "PRON" or view.low[source.start] in (
        "lui",
        "elle",
        "eux",
        "elles",
    ):
        return True
    if any(view.words[k].ent_type_ in ("PER", "ORG") for k in span):
        return True
    for k in span:
        if view.words[k].pos_ == "NOUN" and view.low[k] != "%":
            kind = noun_kind(view.words[k].text)
            role = person_role(view.words[k].text) is not None
            somebody = role or looks_like_person(view.words[k].text)
            return kind in ("organisation", "group") or somebody
    return False


def _at_front(view: View, p: int) -> bool:
    """At the head of its clause: of the sentence, or behind punctuation or a conjunction."""
    if p > view.first[p] and (
        view.low[p - 1] in (";", ":") or view.words[p - 1].pos_ in ("CCONJ", "SCONJ")
    ):
        return True
    return _lead(view, p) <= _FRONT_WORDS and (
        p == view.first[p]
        or not view.is_word(p - 1)
        or view.low[p - 1] in _CONJUNCTIONS
        or view.words[p - 1].pos_ in ("ADV", "CCONJ")
    )


def _lead(view: View, p: int) -> int:
    """Number of words before a position in its sentence."""
    return sum(view.is_word(k) for k in range(view.first[p], p))


def _content(view: View, phrase: Phrase, cues: dict[int, Cue]) -> Quote | None:
    """The content of a phrase that opens its clause, or closes it or stands in its middle."""
    first, last = view.first[phrase.start], view.last[phrase.start]
    behind = behind_appositions(view, phrase.end, last)
    opens = _opens_clause(view, phrase.start, first)
    if opens and behind is not None and behind < last and phrase.start > first:
        # « Le bilan, selon X, fait état de … »: a finite verb goes on with the clause before
        finite = view.verb_form(behind) == "Fin"
        opens = not finite or view.low[behind] in _CONJUNCTIONS
    if opens and (behind is not None or view.is_mark(min(phrase.end, last - 1))):
        start = _behind_connective(view, phrase.end if behind is None else behind, last)
        end = clause_end(view, phrase.start, start, cues) if start < last else last
        return _quote(view, phrase, start, end) if _is_clause(view, start, end) else None
    if phrase.entry.place == "front":
        return None
    if opens and _is_clause(view, phrase.end, last):
        # « Selon X des routes sont coupées »: no comma, the content begins where the phrase ends
        return _quote(view, phrase, phrase.end, last) if phrase.start > 0 else None
    return _closing(view, phrase, first, last)


def _behind_connective(view: View, start: int, last: int) -> int:
    """Behind « en revanche, » and the like at the head of the content."""
    for end in range(start + 1, min(start + 4, last)):
        if view.low[end] == ",":
            words = " ".join(view.low[start:end])
            return end + 1 if words in _CONNECTIVES else start
    return start


def _closing(view: View, phrase: Phrase, first: int, last: int) -> Quote | None:
    """The phrase closes its clause, or stands in the middle of it."""
    aside = _marked_aside(view, phrase)
    if aside is not None:
        return aside
    learned = any(
        w in ("appris", "apprend", "apprenait") for w in view.low[phrase.start - 3 : phrase.start]
    )
    if learned:
        return None  # « …, a-t-on appris de source proche » is an incise
    middle = _is_middle(view, phrase, last)
    goes_on = any(view.is_word(p) for p in range(phrase.end, last))
    start = _clause_start(view, phrase.start, first, middle or goes_on)
    end = _middle_end(view, phrase, last) if middle else phrase.start
    if not _is_clause(view, start, end) and phrase.start - start < 2:
        return None
    return _quote(view, phrase, start, end)


def _marked_aside(view: View, phrase: Phrase) -> Quote | None:
    """« X, « sain et sauf » selon Y, a … »: the content is the marked words of the aside."""
    p = phrase.start - 1
    if p < 2 or not view.is_mark(p) or view.inside[p - 1] < 0:
        return None
    opening = view.at(view.marks[view.inside[p - 1]].start)
    first, last = view.first[phrase.start], view.last[phrase.start]
    between_commas = (
        opening > first
        and view.low[opening - 1] == ","
        and (phrase.end < last and view.low[phrase.end] == ",")
    )
    return _quote(view, phrase, opening, phrase.start) if between_commas else None


def _quote(view: View, phrase: Phrase, start: int, end: int) -> Quote | None:
    found = span_and_type(view, start, end)
    if found is None:
        return None
    relay = relay_after(view, phrase.end, min(view.last[phrase.start], phrase.end + 12))
    made = quote(view, "preposition", *found, None, phrase.source, relay)
    cue = view.offsets(phrase.start, phrase.cue_end)
    lemma = " ".join([*phrase.entry.words, phrase.entry.last]).strip().replace("' ", "'")
    return replace(made, cue=cue, cue_lemma=lemma)


def _opens_clause(view: View, p: int, first: int) -> bool:
    """Whether the phrase at `p` opens a clause, maybe behind a conjunction or a short lead."""
    lead = [k for k in range(first, p) if view.is_word(k)]
    if not lead:
        return True
    before = view.low[p - 1]
    if before in (":", ";", "(", "–", "—") or _is_conjunction(view, p - 1):
        return True
    if before == "," and p - 2 >= first and _is_conjunction(view, p - 2):
        return True
    if before == "," and len(lead) <= _FRONT_WORDS and not _is_clause(view, first, p):
        return not any(view.is_time(k) or view.words[k].like_num for k in lead)
    if " ".join(view.low[k] for k in lead[:_FRONT_WORDS]) in ("cela dit", "ceci dit"):
        return True
    return len(lead) <= 3 and all(view.words[k].pos_ in ("ADV", "CCONJ", "ADP") for k in lead)


def _is_conjunction(view: View, p: int) -> bool:
    return view.low[p] in _CONJUNCTIONS or view.words[p].pos_ in ("CCONJ", "SCONJ")


def _clause_start(view: View, p: int, first: int, relative: bool) -> int:
    """Where the clause around the phrase begins: its sentence, a colon, or a relative pronoun.

    « un homme qui aurait, selon X, fui »: one finite verb since « qui »: its clause goes on.
    """
    finite = 0
    for k in range(p - 1, first, -1):
        if view.inside[k] >= 0:
            continue
        rubric = view.is_headline(k) and view.low[k] in ("-", "–", "—")
        if rubric or view.low[k] in (":", ";"):
            return k + 1
        token = view.words[k]
        finite += token.pos_ in ("VERB", "AUX") and token.morph.get("VerbForm") == ["Fin"]
        if (
            relative
            and view.low[k] == "qui"
            and finite == 1
            and view.low[k - 1] not in ("ce", "celui", "ceux")
        ):
            return k
    return first


def _is_clause(view: View, start: int, end: int) -> bool:
    return any(view.words[k].pos_ in ("VERB", "AUX") for k in range(start, end)) or any(
        view.inside[k] >= 0 for k in range(start, end)
    )


def _is_middle(view: View, phrase: Phrase, last: int) -> bool:
    """Whether the clause goes on behind the phrase: with a verb or marked words of its own."""
    end = phrase.end
    while end < last and view.low[end] != "," and _names_on(view, end):
        end += 1
    if end >= last or view.low[end] in (".", ";", ":", ")", "("):
        return False
    if view.low[end] == "et" and _goes_on_with_verb(view, end + 1, last):
        return True
    if view.low[phrase.start - 1] != ",":
        token = view.words[end]
        return view.is_mark(end) or (
            token.pos_ in ("VERB", "AUX") and token.morph.get("VerbForm") != ["Part"]
        )
    if view.low[end] != ",":
        return False
    behind = range(end + 1, last)
    cut = view.low[phrase.start - 2] in AUXILIARIES
    goes_on = cut or any(view.inside[k] >= 0 or view.verb_form(k) == "Fin" for k in behind)
    relative = view.low[_clause_start(view, phrase.start, view.first[end], True)] == "qui"
    if relative and view.verb_form(end + 1 if end + 1 < last else end) == "Fin":
        return False
    return goes_on and not is_apposition(view, end + 1, next_comma(view, end + 1, last) or last)


def _goes_on_with_verb(view: View, p: int, last: int) -> bool:
    """« … selon X et manqueraient de bateaux »: the clause has a second verb."""
    while p < last and (view.words[p].pos_ == "ADV" or view.low[p] in ("ne", "n'", "se", "s'")):
        p += 1
    return p < last and view.is_finite(p)


def _names_on(view: View, p: int) -> bool:
    """A participle or adjective that goes on with the source (« les éléments recueillis »)."""
    return view.verb_form(p) == "Part" or bool(view.words[p].pos_ == "ADJ")


def _middle_end(view: View, phrase: Phrase, last: int) -> int:
    for k in range(phrase.end, last):
        if view.low[k] == ";" and view.inside[k] < 0:
            return k
    return last
