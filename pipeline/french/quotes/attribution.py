"""Whom a cue's words come from: the phrase that names the source, by parse and position."""

from dataclasses import replace

from pipeline.french.names.names import titles
from pipeline.french.quotes.asides import before_aside
from pipeline.french.quotes.cue_lexicon import GERUND, INFINITIVE, context_words, word_set
from pipeline.french.quotes.cues import SUBJECT_PRONOUNS, Cue
from pipeline.french.quotes.phrases import (
    NOMINAL,
    extended,
    is_temporal,
    phrase_end,
)
from pipeline.french.quotes.reading import Reading
from pipeline.french.quotes.voices import EMPTY, Source, names_speaker, phrase_of

_SKIPPED = word_set(
    "à au aux dans en sur lors devant chez depuis dès via par de d' du pendant après avant pour"
)
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:caus"})
_REACH = 40
_AGENT_REACH = 25
_NAME_WORDS = 5
_BRACKETED = 8
_DEGREES = word_set("plus moins près")
_LINKING = word_set("et mais or puis donc ainsi hier , alors que qu' quand")
# Where « on » learns something: « auprès de X », « dans X », « de source proche ».
_LEARNT_FROM = 10
_ORIGINS = word_set("de d' du des auprès dans sur par chez")


def subject(reading: Reading, cue: Cue) -> Source | None:
    """The subject of an active cue verb that stands before it, or its inverted pronoun."""
    if cue.pronoun is not None:
        return _by_pronoun(reading, cue, cue.pronoun)
    anchor = cue.at if cue.governor is None else cue.governor
    before = cue.first - 1
    while before >= reading.first[cue.at] and reading.words[before].pos_ == "ADV":
        before -= 1
    if before >= reading.first[cue.at]:
        if reading.low[before] in SUBJECT_PRONOUNS:
            return _by_pronoun(reading, cue, before)
        if reading.low[before] == "qui":
            return _antecedent(reading, before, anchor)
    if (named := _marked_name(reading, cue.first)) is not None:
        return named
    if cue.governor is None and cue.form in (GERUND, INFINITIVE):
        return _of_main_verb(reading, cue)
    first = _before_brackets(reading, cue.first)
    found = (
        before_aside(reading, first)
        or _adjacent_name(reading, first)
        or _of_verb(reading, anchor, first)
    )
    if found is None and cue.end - cue.at > 1:
        found = _of_verb(reading, cue.end - 1, first)  # « fait savoir » hangs on « savoir »
    if found is None and first and reading.low[first - 1] in ("et", "mais", "puis", "ou"):
        found = _shared_subject(reading, first)
    return found or _leftward(reading, first)


def _before_brackets(reading: Reading, first: int) -> int:
    """« Ada Morel (Parti du Lac) a dit »: the verb's place as if nothing stood in brackets."""
    if first == reading.first[first] or reading.low[first - 1] != ")":
        return first
    opening = range(first - 2, max(reading.first[first], first - _BRACKETED), -1)
    return next((p for p in opening if reading.low[p] == "("), first)


def _adjacent_name(reading: Reading, first: int) -> Source | None:
    """« Conduit à l'hôpital, Ada Morel assure que P »: a person's name behind a comma."""
    start, low = first, reading.first[first]
    while start > low and _is_part_of_name(reading, start - 1):
        start -= 1
    whole = first - start > 1 and reading.words[start].ent_type_ == "PER"
    return Source(start, first) if whole and start > low and reading.low[start - 1] == "," else None


def _marked_name(reading: Reading, first: int) -> Source | None:
    """« « Le Phare » a révélé que P »: the name in marks that opens the sentence, as subject."""
    opening = reading.first[first]
    while opening < first and not reading.is_mark(opening) and reading.low[opening] in _LINKING:
        opening += 1
    if opening + 2 >= first or not reading.is_mark(opening) or not reading.is_mark(first - 1):
        return None
    inner = range(opening + 1, first - 1)
    alone = all(reading.inside[k] == reading.inside[opening + 1] >= 0 for k in inner)
    name = reading.words[opening + 1].text[:1].isupper() and len(inner) <= _NAME_WORDS
    return Source(opening + 1, first - 1) if alone and name else None


def agent(reading: Reading, cue: Cue) -> Source | None:
    """The agent of a passive: « par X » behind it, in the same clause."""
    limit, steps = reading.last[cue.at], 0
    for p in range(cue.end, limit):
        if reading.inside[p] >= 0:
            continue
        steps += 1
        if steps > _AGENT_REACH:
            return None
        if reading.low[p] in (".", ";", ":", "qui", "que"):
            return None
        if reading.low[p] == "par" and p + 1 < limit:
            end = phrase_end(reading, p + 1, reading.last[cue.at])
            if end > p + 1 and not is_temporal(reading, p + 1):
                return Source(p + 1, end)
    return None


def antecedent_of(reading: Reading, relative: int) -> Source | None:
    """What a relative pronoun behind a preposition refers to: the phrase before its comma."""
    apposed = before_aside(reading, relative)
    if apposed is not None:
        return apposed
    low = max(reading.first[relative], relative - _REACH)
    right = relative - (relative > low and reading.low[relative - 1] == ",")
    starts = (p for p in range(low, right) if phrase_end(reading, p, right) == right)
    start = next(starts, None)
    if start is None:
        return None
    if start - 1 > low and reading.low[start - 1] == ",":  # « Ali Diop, chef du service, pour qui »
        ends = (p for p in range(low, start - 1) if phrase_end(reading, p, start - 1) == start - 1)
        first = next(ends, None)
        if first is not None and names_speaker(reading, Source(first, start - 1)):
            return Source(first, start - 1)
    return Source(start, right)


def _by_pronoun(reading: Reading, cue: Cue, p: int) -> Source:
    """The pronoun; where « on » reads or learns, what from (« lit-on dans la note »)."""
    if reading.low[p] not in ("on", "-on") or cue.verb.lemma not in context_words("reader"):
        return Source(p, p + 1)
    k, limit = cue.after, min(reading.last[cue.at], cue.after + _LEARNT_FROM)
    while k < limit and reading.low[k] not in _ORIGINS:
        k += 1
    while k < limit and reading.low[k] in _ORIGINS:
        k += 1
    end = phrase_end(reading, k, reading.last[cue.at]) if k < limit else k
    return Source(k, end) if end > k else Source(p, p + 1, nobody=True)


def left_subject(reading: Reading, cue: Cue) -> Source | None:
    """The subject that the parse gives a cue verb on its left."""
    return _of_verb(reading, cue.at, cue.first)


def inverted(reading: Reading, cue: Cue) -> Source | None:
    """The subject behind the verb (« a déclaré lundi à l'AFP le ministre »), or None."""
    if cue.pronoun is not None:
        return _by_pronoun(reading, cue, cue.pronoun)
    p, limit = cue.after, min(reading.last[cue.at], cue.after + 30)
    while p < limit:
        word, token = reading.low[p], reading.words[p]
        if word in (".", ";", ":", "(") or reading.is_mark(p):
            return None
        if reading.time_end[p] > p:
            p = reading.time_end[p]
        elif word in (",", ")") or token.pos_ == "ADV" or is_temporal(reading, p):
            p += 1
        elif _is_aside_adjective(reading, p, limit):
            p += 2  # « a lancé, désabusé, le juriste »
        elif word in ("ce", "cette", "la", "le") and _dated(reading, p + 1, limit):
            p += 2
        elif word in _SKIPPED and _next_word(reading, p) in context_words("connective"):
            p += 2  # « confiait d'ailleurs X »
        elif word in _SKIPPED:
            end = max(phrase_end(reading, p + 1, limit), p + 1)
            closed = end >= limit or reading.low[end] == ","
            titled = next((k for k in range(p + 2, end) if reading.low[k] in titles()), None)
            if titled is not None:
                return Source(titled, end)  # « a plaidé en défense Me Castan »
            name = _name_at_end(reading, p + 1, end, closed)
            if name is not None:
                return name
            p = end
        else:
            end = phrase_end(reading, p, limit)
            if end == p:
                return None
            if not _measures(reading, p, end):
                return Source(p, extended(reading, end, limit))
            p = end
    return None


def _is_aside_adjective(reading: Reading, p: int, limit: int) -> bool:
    between = reading.low[p - 1] == "," and p + 1 < limit and reading.low[p + 1] == ","
    return between and (reading.words[p].pos_ == "ADJ" or reading.verb_form(p) == "Part")


def _next_word(reading: Reading, p: int) -> str:
    return reading.low[p + 1] if p + 1 < len(reading.low) else ""


def _dated(reading: Reading, p: int, limit: int) -> bool:
    """« ce lundi », « la semaine dernière »: a time, no subject."""
    return p < limit and (is_temporal(reading, p) or reading.words[p].like_num)


def _name_at_end(reading: Reading, start: int, end: int, closed: bool) -> Source | None:
    """The name that ends a phrase and is none of it.

    « a raconté à notre correspondant Ali Diop, éleveur », « a dit à l'AFP Ali Diop », « a dit sur
    Canal 3 Ali Diop ».
    """
    p = end
    while p > start and _is_part_of_name(reading, p - 1):
        p -= 1
    if p in (start, end):
        return None
    before = reading.words[p - 1]
    whole = end - p > 1  # a surname alone may belong to the phrase (« à l'AFP Nantes »)
    acronym = whole and (before.is_digit or (before.text.isupper() and len(before.text) > 1))
    common = closed and before.pos_ == "NOUN" and not before.text[0].isupper()
    common = common and (whole or reading.words[p].ent_type_ == "PER")
    return Source(p, end, False) if acronym or common else None


def _is_part_of_name(reading: Reading, p: int) -> bool:
    token = reading.words[p]
    person = token.ent_type_ == "PER" or token.pos_ == "PROPN"
    return person and token.text[0].isupper() and not token.text.isupper()


def _of_verb(reading: Reading, verb: int, first: int) -> Source | None:
    """The parse's subject of a verb, or of the verb that it is coordinated with."""
    node = verb
    for _ in range(4):
        for child in reading.children[node]:
            if reading.words[child].dep_ in _SUBJECTS and child < first:
                found = _from_head(reading, child, first)
                if _can_be_subject(reading, found):
                    return found
        linked = reading.words[node].dep_ in ("conj", "xcomp", "aux", "aux:tense", "cop")
        if not linked or reading.head[node] >= node:
            return None
        node = reading.head[node]
    return None


def _shared_subject(reading: Reading, first: int) -> Source | None:
    """The subject of the nearest verb to the left, for a verb coordinated with it."""
    for p in range(first - 1, max(reading.first[first], first - 2 * _REACH) - 1, -1):
        token = reading.words[p]
        if (
            reading.inside[p] < 0
            and token.dep_ in _SUBJECTS
            and reading.low[p] not in ("que", "qu'")
        ):
            return replace(_from_head(reading, p, first), sure=False)
    return None


def _can_be_subject(reading: Reading, source: Source) -> bool:
    """Not what a preposition governs, nor a date (« Ce 26 décembre, … »)."""
    before = source.start - 1
    if before >= reading.first[source.start] and reading.words[before].pos_ == "ADP":
        return False
    dated = range(source.start, min(source.end + 1, reading.last[source.start]))
    return not any(is_temporal(reading, p) for p in dated)


def _last_of_joined(reading: Reading, source: Source) -> Source:
    """« sujet à des pressions et les élus »: what stands behind « et », where it is no list."""
    for p in range(source.start + 1, source.end - 1):
        if reading.low[p] == "et" and reading.words[p + 1].pos_ == "DET":
            bare = reading.words[source.start].pos_ in ("NOUN", "ADJ")
            linked = any(reading.words[k].pos_ == "ADP" for k in range(source.start, p))
            return Source(p + 1, source.end, False) if bare and linked else source
    return source


def _from_head(reading: Reading, head: int, high: int) -> Source:
    word = reading.low[head]
    if word in ("-t", "t") and head + 1 < len(reading.low):
        return Source(head + 1, head + 2)
    if word == "qui":
        return _antecedent(reading, head, reading.head[head]) or Source(head, head + 1, False)
    if word in SUBJECT_PRONOUNS:
        return Source(head, head + 1)
    found = _last_of_joined(reading, phrase_of(reading, head, reading.first[head], high))
    return _with_degree(reading, found)


def _with_degree(reading: Reading, source: Source) -> Source:
    """« plus de 300 personnes »: what stands before the number belongs to the phrase."""
    start = source.start
    before = reading.low[max(start - 2, reading.first[start]) : start]
    measured = reading.words[start].like_num and before[1:] in (["de"], ["d'"])
    return replace(source, start=start - 2) if measured and before[0] in _DEGREES else source


def _antecedent(reading: Reading, relative: int, verb: int) -> Source | None:
    """The noun phrase before « qui »: the head of the relative clause, or the nearest one."""
    low = max(reading.first[relative], relative - _REACH)
    head = reading.head[verb]
    nearest = antecedent_of(reading, relative)
    if nearest is not None and names_speaker(reading, nearest):
        return nearest
    if low <= head < relative and reading.words[head].pos_ in NOMINAL | {"PRON"}:
        if reading.low[head] in EMPTY:
            return None
        found = phrase_of(reading, head, low, relative)
        outer = reading.head[head]
        governed = reading.words[head].dep_ in ("nmod", "obl:mod", "obl:arg", "appos")
        if governed and low <= outer < head and not names_speaker(reading, found):
            outer_phrase = phrase_of(reading, outer, low, relative)
            return outer_phrase if names_speaker(reading, outer_phrase) else found
        return found
    return _leftward(reading, relative)


def _leftward(reading: Reading, first: int) -> Source | None:
    """The nearest noun phrase to the left that no preposition governs."""
    best: Source | None = None
    p = max(reading.first[first], first - _REACH)
    while p < first:
        if reading.words[p].pos_ == "ADP" or reading.low[p] in ("du", "des", "au", "aux"):
            p = max(phrase_end(reading, p + 1, first), p + 1)
            continue
        end = phrase_end(reading, p, first)
        if end > p and not _measures(reading, p, end) and reading.inside[p] < 0:
            best = Source(p, end, False)
        p = max(end, p + 1)
    return best


def _of_main_verb(reading: Reading, cue: Cue) -> Source | None:
    """The source of a participle or infinitive: its own subject, or that of its main clause."""
    for child in reading.children[cue.at]:
        if reading.words[child].dep_ in _SUBJECTS and child < cue.first:
            return _from_head(reading, child, cue.first)
    node = cue.at
    for _ in range(6):
        head = reading.head[node]
        if head == node:
            break
        gerund = node == cue.at and reading.low[cue.first - 1] == "en"  # « en se disant »
        modifies = reading.words[node].dep_ in ("acl", "acl:relcl") and not gerund
        if reading.words[head].pos_ in NOMINAL and modifies and head < cue.at:
            return phrase_of(reading, head, reading.first[head], cue.at)
        found = _subject_anywhere(reading, head, cue)
        if found is not None:
            return found
        node = head
    return _leftmost(reading, cue)


def _subject_anywhere(reading: Reading, verb: int, cue: Cue) -> Source | None:
    for child in reading.children[verb]:
        if reading.words[child].dep_ in _SUBJECTS:
            limit = cue.first if child < cue.at else reading.last[child]
            return _from_head(reading, child, limit)
    return None


def _leftmost(reading: Reading, cue: Cue) -> Source | None:
    """The first noun phrase of the sentence that no preposition governs."""
    p, limit = reading.first[cue.at], cue.first
    while p < limit:
        if reading.words[p].pos_ == "ADP":
            p = max(phrase_end(reading, p + 1, limit), p + 1)
            continue
        end = phrase_end(reading, p, limit)
        if end > p and not _measures(reading, p, end):
            return Source(p, end, False)
        p = max(end, p + 1)
    return None


def _measures(reading: Reading, start: int, end: int) -> bool:
    """« 100 ans », « ces derniers mois », « 4e »: a time or a bare number, nobody."""
    span = range(start, end)
    nouns = any(reading.words[p].pos_ in ("NOUN", "PROPN", "PRON") for p in span)
    numbered = any(reading.words[p].like_num for p in span)
    return any(is_temporal(reading, p) for p in span) or (numbered and not nouns)
