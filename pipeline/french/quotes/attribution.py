"""Whom a cue's words come from: the phrase that names the source, by parse and position."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.french.context_words import context_words
from pipeline.french.function_words import OF, QUE
from pipeline.french.lexicons import word_set
from pipeline.french.names.names import titles
from pipeline.french.phrases.source import NOMINAL, extended, governs, phrase_end
from pipeline.french.quotes.asides import before_aside
from pipeline.french.quotes.cue_lexicon import GERUND, INFINITIVE
from pipeline.french.quotes.cues import Cue
from pipeline.french.quotes.voices import EMPTY, Source, names_speaker, phrase_of
from pipeline.french.verbs import SUBJECT_PRONOUNS, is_subject, subjects_of
from pipeline.french.view import View

_SKIPPED = word_set(
    "à au aux dans en sur lors devant chez depuis dès via par de d' du pendant après avant pour"
)
_REACH = 40
_AGENT_REACH = 25
_NAME_WORDS = 5
_BRACKETED = 8
_DEGREES = word_set("plus moins près")
_LINKING = word_set("et mais or puis donc ainsi hier , alors que qu' quand")
# Where « on » learns something: « auprès de X », « dans X », « de source proche ».
_LEARNT_FROM = 10
_ORIGINS = OF | {"auprès", "dans", "sur", "par", "chez"}


def subject(view: View, cue: Cue) -> Source | None:
    """The subject of an active cue verb that stands before it, or its inverted pronoun."""
    if cue.pronoun is not None:
        return _by_pronoun(view, cue, cue.pronoun)
    anchor = cue.at if cue.governor is None else cue.governor
    before = cue.first - 1
    while before >= view.first[cue.at] and view.words[before].pos_ == "ADV":
        before -= 1
    if before >= view.first[cue.at]:
        if view.low[before] in SUBJECT_PRONOUNS:
            return _by_pronoun(view, cue, before)
        if view.low[before] == "qui":
            return _antecedent(view, before, anchor)
    if (named := _marked_name(view, cue.first)) is not None:
        return named
    if cue.governor is None and cue.form in (GERUND, INFINITIVE):
        return _of_main_verb(view, cue)
    first = _before_brackets(view, cue.first)
    found = (
        before_aside(view, first) or _adjacent_name(view, first) or _of_verb(view, anchor, first)
    )
    if found is None and cue.end - cue.at > 1:
        found = _of_verb(view, cue.end - 1, first)  # « fait savoir » hangs on « savoir »
    if found is None and first and view.low[first - 1] in ("et", "mais", "puis", "ou"):
        found = _shared_subject(view, first)
    return found or _leftward(view, first)


def _before_brackets(view: View, first: int) -> int:
    """« Ada Morel (Parti du Lac) a dit »: the verb's place as if nothing stood in brackets."""
    if first == view.first[first] or view.low[first - 1] != ")":
        return first
    opening = range(first - 2, max(view.first[first], first - _BRACKETED), -1)
    return next((p for p in opening if view.low[p] == "("), first)


def _adjacent_name(view: View, first: int) -> Source | None:
    """« Conduit à l'hôpital, Ada Morel assure que P »: a person's name behind a comma."""
    start, low = first, view.first[first]
    while start > low and _is_part_of_name(view, start - 1):
        start -= 1
    whole = first - start > 1 and view.words[start].ent_type_ == "PER"
    return Source(start, first) if whole and start > low and view.low[start - 1] == "," else None


def _marked_name(view: View, first: int) -> Source | None:
    """« « Le Phare » a révélé que P »: the name in marks that opens the sentence, as subject."""
    opening = view.first[first]
    while opening < first and not view.is_mark(opening) and view.low[opening] in _LINKING:
        opening += 1
    if opening + 2 >= first or not view.is_mark(opening) or not view.is_mark(first - 1):
        return None
    inner = range(opening + 1, first - 1)
    alone = all(view.inside[k] == view.inside[opening + 1] >= 0 for k in inner)
    name = view.words[opening + 1].text[:1].isupper() and len(inner) <= _NAME_WORDS
    return Source(opening + 1, first - 1) if alone and name else None


def agent(view: View, cue: Cue) -> Source | None:
    """The agent of a passive: « par X » behind it, in the same clause."""
    limit, steps = view.last[cue.at], 0
    for p in range(cue.end, limit):
        if view.inside[p] >= 0:
            continue
        steps += 1
        if steps > _AGENT_REACH or view.low[p] in (".", ";", ":", "qui", "que"):
            return None
        if view.low[p] == "par" and p + 1 < limit and not view.is_time(p + 1):
            end = phrase_end(view, p + 1, limit)
            if end > p + 1:
                return Source(p + 1, end)
    return None


def antecedent_of(view: View, relative: int) -> Source | None:
    """What a relative pronoun behind a preposition refers to: the phrase before its comma."""
    apposed = before_aside(view, relative)
    if apposed is not None:
        return apposed
    low = max(view.first[relative], relative - _REACH)
    right = relative - (relative > low and view.low[relative - 1] == ",")
    found = _longest_before(view, low, right)
    if found is None or found.start - 1 <= low or view.low[found.start - 1] != ",":
        return found
    apposed = _longest_before(view, low, found.start - 1)  # « Ali Diop, chef du service, pour qui »
    return apposed if apposed is not None and names_speaker(view, apposed) else found


def _longest_before(view: View, low: int, end: int) -> Source | None:
    """The longest noun phrase that ends at `end` and begins at or behind `low`."""
    starts = (p for p in range(low, end) if phrase_end(view, p, end) == end)
    return next((Source(p, end) for p in starts), None)


def _by_pronoun(view: View, cue: Cue, p: int) -> Source:
    """The pronoun; where « on » reads or learns, what from (« lit-on dans la note »)."""
    if view.low[p] not in ("on", "-on") or cue.verb.lemma not in context_words("reader"):
        return Source(p, p + 1)
    last = view.last[cue.at]
    near = range(cue.after, min(last, cue.after + _LEARNT_FROM))
    origin = next((k for k in near if view.low[k] in _ORIGINS), last)
    start = next((k for k in range(origin, near.stop) if view.low[k] not in _ORIGINS), last)
    end = phrase_end(view, start, last)
    return Source(start, end) if end > start else Source(p, p + 1, nobody=True)


def left_subject(view: View, cue: Cue) -> Source | None:
    """The subject that the parse gives a cue verb on its left."""
    return _of_verb(view, cue.at, cue.first)


def inverted(view: View, cue: Cue) -> Source | None:
    """The subject behind the verb (« a déclaré lundi à l'AFP le ministre »), or None."""
    if cue.pronoun is not None:
        return _by_pronoun(view, cue, cue.pronoun)
    p, limit = cue.after, min(view.last[cue.at], cue.after + 30)
    while p < limit:
        word, token = view.low[p], view.words[p]
        if word in (".", ";", ":", "(") or view.is_mark(p):
            return None
        if view.time_end[p] > p:
            p = view.time_end[p]
        elif word in (",", ")") or token.pos_ == "ADV" or view.is_time(p):
            p += 1
        elif _is_aside_adjective(view, p, limit):
            p += 2  # « a lancé, désabusé, le juriste »
        elif word in ("ce", "cette", "la", "le") and _dated(view, p + 1, limit):
            p += 2  # « ce lundi », « la semaine dernière »
        elif word in _SKIPPED and view.word(p + 1) in context_words("connective"):
            p += 2  # « confiait d'ailleurs X »
        elif word in _SKIPPED:
            end = max(phrase_end(view, p + 1, limit), p + 1)
            closed = end >= limit or view.low[end] == ","
            titled = next((k for k in range(p + 2, end) if view.low[k] in titles()), None)
            if titled is not None:
                return Source(titled, end)  # « a plaidé en défense Me Castan »
            name = _name_at_end(view, p + 1, end, closed)
            if name is not None:
                return name
            p = end
        else:
            end = phrase_end(view, p, limit)
            if end == p:
                return None
            if not _measures(view, p, end):
                return Source(p, extended(view, end, limit))
            p = end
    return None


def _is_aside_adjective(view: View, p: int, limit: int) -> bool:
    between = view.low[p - 1] == "," and p + 1 < limit and view.low[p + 1] == ","
    return between and (view.words[p].pos_ == "ADJ" or view.verb_form(p) == "Part")


def _dated(view: View, p: int, limit: int) -> bool:
    return p < limit and (view.is_time(p) or view.words[p].like_num)


def _name_at_end(view: View, start: int, end: int, closed: bool) -> Source | None:
    """The name that ends a phrase and is none of it.

    « a raconté à notre correspondant Ali Diop, éleveur », « a dit à l'AFP Ali Diop », « a dit sur
    Canal 3 Ali Diop ».
    """
    p = end
    while p > start and _is_part_of_name(view, p - 1):
        p -= 1
    if p in (start, end):
        return None
    before = view.words[p - 1]
    whole = end - p > 1  # a surname alone may belong to the phrase (« à l'AFP Nantes »)
    acronym = before.is_digit or (before.text.isupper() and len(before.text) > 1)
    common = closed and before.pos_ == "NOUN" and not before.text[0].isupper()
    person = whole or view.words[p].ent_type_ == "PER"
    return Source(p, end, False) if (whole and acronym) or (common and person) else None


def _is_part_of_name(view: View, p: int) -> bool:
    token = view.words[p]
    person = token.ent_type_ == "PER" or token.pos_ == "PROPN"
    return person and token.text[0].isupper() and not token.text.isupper()


def _of_verb(view: View, verb: int, first: int) -> Source | None:
    """The parse's subject of a verb, or of the verb that it is coordinated with."""
    node = verb
    for _ in range(4):
        subjects = (_from_head(view, p, first) for p in subjects_of(view, node) if p < first)
        found = next((source for source in subjects if _can_be_subject(view, source)), None)
        if found is not None:
            return found
        linked = view.words[node].dep_ in ("conj", "xcomp", "aux", "aux:tense", "cop")
        if not linked or view.head[node] >= node:
            return None
        node = view.head[node]
    return None


def _shared_subject(view: View, first: int) -> Source | None:
    """The subject of the nearest verb to the left, for a verb coordinated with it."""
    for p in range(first - 1, max(view.first[first], first - 2 * _REACH) - 1, -1):
        if view.inside[p] < 0 and is_subject(view, p) and view.low[p] not in QUE:
            return replace(_from_head(view, p, first), sure=False)
    return None


def _can_be_subject(view: View, source: Source) -> bool:
    """Not what a preposition governs, nor a date (« Ce 26 décembre, … »)."""
    before = source.start - 1
    if before >= view.first[source.start] and view.words[before].pos_ == "ADP":
        return False
    dated = range(source.start, min(source.end + 1, view.last[source.start]))
    return not any(view.is_time(p) for p in dated)


def _last_of_joined(view: View, source: Source) -> Source:
    """« sujet à des pressions et les élus »: what stands behind « et », where it is no list."""
    for p in range(source.start + 1, source.end - 1):
        if view.low[p] == "et" and view.words[p + 1].pos_ == "DET":
            bare = view.words[source.start].pos_ in ("NOUN", "ADJ")
            linked = any(view.words[k].pos_ == "ADP" for k in range(source.start, p))
            return Source(p + 1, source.end, False) if bare and linked else source
    return source


def _from_head(view: View, head: int, high: int) -> Source:
    word = view.low[head]
    if word in ("-t", "t") and head + 1 < len(view):
        return Source(head + 1, head + 2)
    if word == "qui":
        return _antecedent(view, head, view.head[head]) or Source(head, head + 1, False)
    if word in SUBJECT_PRONOUNS:
        return Source(head, head + 1)
    return _with_degree(view, _last_of_joined(view, phrase_of(view, head, view.first[head], high)))


def _with_degree(view: View, source: Source) -> Source:
    """« plus de 300 personnes »: what stands before the number belongs to the phrase."""
    start = source.start
    before = view.low[max(start - 2, view.first[start]) : start]
    measured = view.words[start].like_num and before[1:] in (["de"], ["d'"])
    return replace(source, start=start - 2) if measured and before[0] in _DEGREES else source


def _antecedent(view: View, relative: int, verb: int) -> Source | None:
    """The noun phrase before « qui »: the head of the relative clause, or the nearest one."""
    low = max(view.first[relative], relative - _REACH)
    head = view.head[verb]
    nearest = antecedent_of(view, relative)
    if nearest is not None and names_speaker(view, nearest):
        return nearest
    if low <= head < relative and view.words[head].pos_ in NOMINAL | {"PRON"}:
        if view.low[head] in EMPTY:
            return None
        found = phrase_of(view, head, low, relative)
        outer = view.head[head]
        governed = view.words[head].dep_ in ("nmod", "obl:mod", "obl:arg", "appos")
        if governed and low <= outer < head and not names_speaker(view, found):
            outer_phrase = phrase_of(view, outer, low, relative)
            return outer_phrase if names_speaker(view, outer_phrase) else found
        return found
    return _leftward(view, relative)


def _leftward(view: View, first: int) -> Source | None:
    """The nearest noun phrase to the left that no preposition governs."""
    phrases = _ungoverned(view, max(view.first[first], first - _REACH), first)
    return next((s for s in reversed(list(phrases)) if view.inside[s.start] < 0), None)


def _ungoverned(view: View, p: int, limit: int) -> Iterator[Source]:
    """The noun phrases of a stretch that no preposition governs; guesses by position."""
    while p < limit:
        governed = governs(view, p)
        end = phrase_end(view, p + governed, limit)
        if end > p and not governed and not _measures(view, p, end):
            yield Source(p, end, False)
        p = max(end, p + 1)


def _of_main_verb(view: View, cue: Cue) -> Source | None:
    """The source of a participle or infinitive: its own subject, or that of its main clause."""
    own = next((p for p in subjects_of(view, cue.at) if p < cue.first), None)
    if own is not None:
        return _from_head(view, own, cue.first)
    node = cue.at
    for _ in range(6):
        head = view.head[node]
        if head == node:
            break
        gerund = node == cue.at and view.low[cue.first - 1] == "en"  # « en se disant »
        modifies = view.words[node].dep_ in ("acl", "acl:relcl") and not gerund
        if view.words[head].pos_ in NOMINAL and modifies and head < cue.at:
            return phrase_of(view, head, view.first[head], cue.at)
        found = _subject_anywhere(view, head, cue)
        if found is not None:
            return found
        node = head
    return next(_ungoverned(view, view.first[cue.at], cue.first), None)


def _subject_anywhere(view: View, verb: int, cue: Cue) -> Source | None:
    child = next(iter(subjects_of(view, verb)), None)
    if child is None:
        return None
    return _from_head(view, child, cue.first if child < cue.at else view.last[child])


def _measures(view: View, start: int, end: int) -> bool:
    """« 100 ans », « ces derniers mois », « 4e »: a time or a bare number, nobody."""
    words = view.words[start:end]
    nouns = any(word.pos_ in ("NOUN", "PROPN", "PRON") for word in words)
    numbered = any(word.like_num for word in words)
    return (numbered and not nouns) or any(view.is_time(p) for p in range(start, end))
