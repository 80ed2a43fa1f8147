"""Content that follows its cue verb: clauses, infinitives, questions, noun phrases, marked words."""

from collections.abc import Iterator

from pipeline.french import attribution
from pipeline.french.bounds import clause_end
from pipeline.french.content import is_clause, is_term, quote, span_and_type
from pipeline.french.cue_lexicon import FINITE, GERUND, context_words
from pipeline.french.cues import COMPOUND, PASSIVE, REDUCED, Cue
from pipeline.french.marks import Marked
from pipeline.french.phrases import NOMINAL, is_temporal, phrase_end
from pipeline.french.reading import Reading
from pipeline.french.records import Quote
from pipeline.french.relays import relay_after
from pipeline.french.attribution import Source

_ADJUNCTS = frozenset(
    "à au aux dans en sur lors devant chez depuis via par pendant après avant pour ce cette auprès dès face".split()
)
_QUESTIONS = frozenset("si s' pourquoi comment quand combien où quel quelle quels quelles".split())
_SUBORDINATORS = frozenset(
    "alors afin tandis pour bien lors dès sans avant après depuis pendant parce tant plus moins autant aussi tel telle "
    "tels telles même ainsi".split()
)
_CLITICS = frozenset("se s' ne n' pas le la les l' y en lui leur me nous plus jamais".split())
_REACH = 30
# Behind « de », « à »: a noun phrase of these verbs is content.
_PREPOSITIONS = {
    "np_de": frozenset("de du des d'".split()),
    "np_à": frozenset("à au aux".split()),
    "np_pour": frozenset({"pour"}),
    "np_contre": frozenset({"contre"}),
}


def find_complements(
    reading: Reading, cues: list[Cue], incises: list[Quote]
) -> Iterator[Quote]:
    """Quotes whose content stands behind a cue verb (or, in the passive, before it).

    `incises` are the quotes found by an incise: their sources go on (« dit-il, ajoutant que P »).
    """
    by_position = {cue.at: cue for cue in cues}
    said = {q.cue[0]: q.speaker for q in incises if q.cue and q.speaker}
    speaking: tuple[int, Source] | None = None
    for cue in cues:
        if reading.inside[cue.at] >= 0:
            continue
        if (speaker := said.get(reading.words[cue.at].idx)) is not None:
            source = Source(reading.covering(speaker[0]), reading.covering(speaker[1] - 1) + 1)
            speaking = reading.first[cue.at], source
            continue
        if cue.form in (PASSIVE, REDUCED):
            found = _passive(reading, cue, by_position)
            if found is not None:
                yield found
            continue
        shared = None
        if speaking is not None and speaking[0] == reading.first[cue.at]:
            shared = speaking[1] if _goes_on(reading, cue) else None
        active = _active(reading, cue, by_position, shared)
        if active is not None:
            yield active[0]
            speaking = reading.first[cue.at], active[1]


def _goes_on(reading: Reading, cue: Cue) -> bool:
    """« dément que P et affirme que Q », « dit-il, ajoutant que Q »: the same subject."""
    p = cue.first - 1
    if cue.form == GERUND:
        own = any(reading.words[c].dep_ == "nsubj" and c < cue.at for c in reading.children[cue.at])
        return not own and reading.low[p] in (",", "en")
    while p > reading.first[cue.at] and reading.words[p].pos_ == "ADV":
        p -= 1
    return reading.low[p] in ("et", "puis", "mais", "ou") and cue.form in (FINITE, COMPOUND)


def _active(
    reading: Reading, cue: Cue, cues: dict[int, Cue], shared: Source | None
) -> tuple[Quote, Source] | None:
    place = _complement(reading, cue)
    if place is None:
        return None
    rule, start, phrase = place
    source = shared or attribution.subject(reading, cue)
    if source is None or not attribution.is_source(reading, source, cue.verb.needs_speaker):
        return None
    if rule in ("noun-phrase", "marks", "predicate") and not _speaks(reading, source):
        return None
    end = _end(reading, cue, start, rule, phrase, cues)
    if source.start > start:
        end = min(end, source.start)  # « Après avoir accusé X de P, il … »
    found = span_and_type(reading, start, end, phrase)
    if found is None:
        return None
    span, kind = found
    if rule == "marks" and kind not in ("direct", "mixed"):
        return None
    if rule == "comme" and kind == "nominal":
        return None
    if rule == "marks" and kind == "direct" and not is_clause(reading, _mark_at(reading, start)):
        kind = "mixed"
    relay = relay_after(reading, cue.after, start)
    return quote(reading, rule, span, kind, cue, source, relay), source


def _mark_at(reading: Reading, start: int) -> Marked:
    p = start if reading.inside[start] >= 0 else start + 1
    return reading.marks[reading.inside[p]]


def _speaks(reading: Reading, source: Source) -> bool:
    return attribution.can_speak(reading, source)


def _complement(reading: Reading, cue: Cue) -> tuple[str, int, bool] | None:
    """What follows the verb group: rule, position of the content, whether it is a noun phrase."""
    limit = min(reading.last[cue.at], cue.after + _REACH)
    p = cue.after
    if cue.restricted:
        return ("noun-phrase", p + 1, True) if cue.takes("np") else None
    if _has_object_clitic(reading, cue):
        return _after_clitic(reading, cue, limit)
    while p < limit:
        word, token = reading.low[p], reading.words[p]
        if reading.is_mark(p) or reading.inside[p] >= 0:
            return _at_mark(reading, cue, p)
        here = _opens_content(reading, cue, p, limit)
        if here is not None:
            return here
        skipped = _skip(reading, cue, p, limit)
        if skipped is None:
            return None
        if token.pos_ in NOMINAL and word not in ("hier",) and not is_temporal(reading, p):
            return None
        p = skipped
    return None


def _has_object_clitic(reading: Reading, cue: Cue) -> bool:
    return any(
        reading.low[p] in ("le", "la", "les", "l'")
        and (reading.words[p].pos_ == "PRON" or reading.words[p + 1].pos_ in ("VERB", "AUX"))
        for p in range(cue.first, cue.at)
    )


def _after_clitic(reading: Reading, cue: Cue, limit: int) -> tuple[str, int, bool] | None:
    """« l'accuse de P », « la juge « inacceptable » »: the object stands before the verb."""
    p = cue.after
    limit = min(limit, p + 9)
    while p < limit and reading.low[p] not in ("de", "d'", "à", "comme") and not reading.is_mark(p):
        if reading.low[p] in (",", ";", ":", "que", "qu'", "et"):
            return None
        p += 1
    if p + 1 >= limit:
        return None
    word = reading.low[p]
    if word == "à" and not cue.takes("who_à") and cue.takes("comme"):
        while p < limit and reading.low[p] != "comme":
            p += 1
        if p >= limit:
            return None
        word = "comme"
    if cue.takes("who_de") and word in ("de", "d'"):
        return "whom", p + 1, False
    if cue.takes("who_à") and word in ("à", "d'"):
        return "whom", p + 1, False
    if cue.takes("comme") and word == "comme":
        return "comme", p + 1, True
    if (cue.takes("as") or cue.takes("marks")) and reading.is_mark(p):
        return "predicate", p, True
    return None


def _at_mark(reading: Reading, cue: Cue, p: int) -> tuple[str, int, bool] | None:
    """Content that opens with a mark: an utterance, or words of a noun phrase."""
    inside = reading.inside[p] if reading.inside[p] >= 0 else reading.inside[p + 1] if p + 1 < len(reading.low) else -1
    if inside < 0:
        return None
    mark = reading.marks[inside]
    clause = is_clause(reading, mark)
    if clause and (cue.takes("incise") or cue.takes("marks") or cue.takes("que")):
        return "marks", p, False
    if cue.takes("marks") or cue.takes("np") or cue.takes("as"):
        return "marks", p, not clause
    if cue.takes("que") or cue.takes("np_à") or cue.takes("who_de"):
        return "marks", p, True
    return None


def _opens_content(
    reading: Reading, cue: Cue, p: int, limit: int
) -> tuple[str, int, bool] | None:
    word, token = reading.low[p], reading.words[p]
    if word in ("que", "qu'") and cue.takes("que"):
        return ("que", p + 1, False) if _is_complementizer(reading, cue, p) else None
    if word in _QUESTIONS and cue.takes("si"):
        return ("question", p + 1, False) if word in ("si", "s'") else ("question", p, False)
    if word in ("de", "d'") and _infinitive_at(reading, p + 1, limit):
        return ("infinitive", p + 1, False) if cue.takes("de") else None
    if word == "à" and _infinitive_at(reading, p + 1, limit) and cue.takes("à"):
        return "infinitive", p + 1, False
    if cue.takes("inf") and token.pos_ != "ADV" and _infinitive_at(reading, p, limit):
        return "infinitive", p, False
    if cue.takes("marks") and token.pos_ != "ADV":
        at = p + 1 if word in ("de", "d'", "à") else p
        if _infinitive_at(reading, at, limit):
            return "marks", at, False
    if word == "comme" and cue.takes("comme"):
        return "comme", p + 1, not _gerund_at(reading, p + 1, limit)
    if cue.takes("as") and _is_predicate(reading, cue, p, limit):
        return "predicate", p, not cue.reflexive and False
    for construction, words in _PREPOSITIONS.items():
        if cue.takes(construction) and word in words and _nominal_at(reading, p + 1, limit):
            # « des violations » behind parler de: the article is content
            return "noun-phrase", p + 1 if word not in ("du", "des") else p + 1, True
    if cue.takes("who_de") or cue.takes("who_à") or (cue.takes("comme") and not cue.takes("np")):
        found = _whom(reading, cue, p, limit)
        if found is not None:
            return found
    if cue.takes("np") and word in ("plus", "davantage", "moins") and reading.low[p + 1 : p + 2] in (["de"], ["d'"]):
        return "noun-phrase", p, True
    if token.pos_ == "DET" and p + 1 < limit and reading.is_mark(p + 1):
        return _noun_phrase(reading, cue, p, p + 2)
    if _nominal_at(reading, p, limit) and not is_temporal(reading, p):
        end = phrase_end(reading, p, limit)
        dated = any(is_temporal(reading, k) for k in range(p, end + 1) if k < limit)
        if end > p and not (dated and end - p <= 3):
            return _noun_phrase(reading, cue, p, end)
    return None


def _is_complementizer(reading: Reading, cue: Cue, p: int) -> bool:
    """Not the « que » of « alors que », nor of a relative clause on a word between."""
    if p == cue.after:
        return True
    before = reading.words[p - 1]
    if reading.low[p - 1] in _SUBORDINATORS:
        return p - 1 == cue.after and reading.low[p - 1] in ("alors", "même", "ainsi", "aussi")
    if reading.words[p].pos_ == "SCONJ" or before.pos_ not in NOMINAL or is_temporal(reading, p - 1):
        return True
    # « dans la journée que », « à ce propos que »
    return before.lemma_ == "journée" or reading.low[p - 2] in ("ce", "cet", "cette", "ces")


def _noun_phrase(reading: Reading, cue: Cue, p: int, end: int) -> tuple[str, int, bool] | None:
    if cue.takes("np"):
        return "noun-phrase", p, True
    if cue.takes("marks") and any(reading.inside[k] >= 0 for k in range(p, min(end + 12, reading.last[p]))):
        return "marks", p, True
    return None


def _whom(reading: Reading, cue: Cue, p: int, limit: int) -> tuple[str, int, bool] | None:
    """« accuser X de P », « appeler X à P »: the content starts at X."""
    if not _nominal_at(reading, p, limit):
        return None
    end = phrase_end(reading, p, limit)
    wanted = {"who_de": ("de", "d'"), "who_à": ("à", "au", "aux", "a"), "comme": ("comme",)}
    for k in range(p + 1, min(end + 16, limit - 1)):
        finite = reading.words[k].morph.get("VerbForm") == ["Fin"]
        if reading.low[k] in (";", "que", "qui") or finite:
            break
        for construction, words in wanted.items():
            if cue.takes(construction) and reading.low[k] in words:
                nxt = k + 1
                if construction == "who_à" and reading.is_mark(nxt):
                    return "marks", nxt, False
                if construction == "comme" or reading.is_mark(nxt) or _infinitive_at(reading, nxt, limit):
                    return ("comme" if construction == "comme" else "whom"), p, False
                if construction == "who_de" and k >= end and cue.verb.lemma == "qualifier":
                    return "whom", p, False
    return None


def _is_predicate(reading: Reading, cue: Cue, p: int, limit: int) -> bool:
    """A predicate on the source (« se dit prêt ») or on what follows (« juge nécessaire de »)."""
    token = reading.words[p]
    nxt = reading.low[p + 1] if p + 1 < limit else ""
    if cue.reflexive:
        return token.pos_ in ("ADJ", "VERB", "ADP", "NOUN") or token.morph.get("VerbForm") == ["Part"]
    return token.pos_ == "ADJ" and nxt in ("de", "d'", "que", "qu'", "le", "la", "les", "l'")


def _infinitive_at(reading: Reading, p: int, limit: int) -> bool:
    while p < limit and (reading.low[p] in _CLITICS or reading.is_mark(p) or reading.words[p].pos_ == "ADV"):
        p += 1
    return p < limit and reading.words[p].morph.get("VerbForm") == ["Inf"]


def _gerund_at(reading: Reading, p: int, limit: int) -> bool:
    while p < limit and reading.low[p] in _CLITICS:
        p += 1
    return p < limit and reading.low[p].endswith("ant") and reading.words[p].pos_ in ("VERB", "AUX")


def _nominal_at(reading: Reading, p: int, limit: int) -> bool:
    if p >= limit:
        return False
    if reading.is_mark(p):
        return True
    token = reading.words[p]
    return token.pos_ in ("DET", "NOUN", "PROPN", "NUM") or reading.low[p] in ("l'", "d'autres")


def _skip(reading: Reading, cue: Cue, p: int, limit: int) -> int | None:
    """Behind an adverb, a date or a phrase that says when, where or to whom; None: no complement."""
    word, token = reading.low[p], reading.words[p]
    if word == ",":
        # an aside between commas, or the end of the clause
        for k in range(p + 1, min(p + 14, limit)):
            if reading.low[k] == "," :
                return k + 1
            if reading.low[k] in ("que", "qu'") and k == p + 1:
                return k
            if reading.words[k].pos_ in ("VERB", "AUX") and reading.words[k].morph.get("VerbForm") == ["Fin"]:
                return None
        return None
    if token.pos_ == "ADV" or is_temporal(reading, p) or word in ("lui", "elle", "eux", "elles"):
        return p + 1
    if (word in _ADJUNCTS or word in ("à", "de")) and p + 2 < limit and reading.is_mark(p + 1):
        # the name of a programme or a book: « a assuré au « 20 Heures » de Télé-Sud »
        inside = reading.inside[p + 2]
        if inside >= 0 and word not in ("à", "de") and is_term(reading, reading.marks[inside]):
            return reading.at(reading.marks[inside].end)
    if word in _ADJUNCTS or word in ("à", "de") or token.pos_ == "ADP":
        end = phrase_end(reading, p + 1, limit)
        return end if end > p + 1 else p + 1
    if token.pos_ in ("DET", "NUM") and any(is_temporal(reading, k) for k in range(p, min(p + 4, limit))):
        return max(phrase_end(reading, p, limit), p + 1)
    return None


def _end(
    reading: Reading, cue: Cue, start: int, rule: str, phrase: bool, cues: dict[int, Cue]
) -> int:
    """Position behind the content."""
    end = clause_end(reading, cue.at, start, cues)
    if rule in ("que", "infinitive", "question", "whom"):
        return end
    p = start if reading.inside[start] >= 0 else min(start + 1, end - 1)
    if rule == "marks" and reading.inside[p] >= 0 and not phrase:
        mark = reading.marks[reading.inside[p]]
        closing = reading.at(mark.end)
        if _marked_words_go_on(reading, mark, closing):
            return _phrase_content_end(reading, cue, start, end, rule)
        return closing
    if rule == "marks" and not phrase:
        return end
    return _phrase_content_end(reading, cue, start, end, rule)


def _marked_words_go_on(reading: Reading, mark: Marked, closing: int) -> bool:
    """« veut « obtenir que la loi passe » cette année »: words without marks end the clause."""
    if closing >= len(reading.low) or reading.text[mark.inner_start].isupper():
        return False
    token = reading.words[closing]
    return token.pos_ == "DET" or reading.low[closing] in ("de", "du", "des", "d'")


def _phrase_content_end(reading: Reading, cue: Cue, start: int, end: int, rule: str) -> int:
    """Infinitives and noun phrases end at the first comma or colon outside marks and brackets."""
    depth = 0
    for p in range(start, end):
        word = reading.low[p]
        if reading.inside[p] >= 0:
            continue
        depth += (word == "(") - (word == ")")
        if depth > 0 or p == start:
            continue
        if word == "," and not _enumerates(reading, p, end):
            return p
        if rule == "noun-phrase" and (
            word == ":" or _dated(reading, cue, p) or _says_where(reading, p)
            or (word == "et" and reading.low[p + 1 : p + 2] == ["qui"])
        ):
            return p
    return end


def _enumerates(reading: Reading, comma: int, end: int) -> bool:
    """Whether a comma goes on with a list or a relative clause's own part: « A, B et C »."""
    nxt = comma + 1
    if nxt >= end:
        return False
    if reading.is_mark(nxt):
        return True
    if reading.low[nxt] in ("qui", "dont") and any(
        reading.inside[k] >= 0 for k in range(nxt, min(nxt + 6, end))
    ):
        return True
    if reading.low[nxt] in ("et", "ou", "ni", "notamment", "afin"):
        return True
    ahead = range(nxt, min(nxt + 8, end))
    plain = reading.words[nxt].pos_ in ("DET", "NOUN", "PROPN", "ADP", "NUM")
    return plain and any(reading.low[k] in ("et", "ou") for k in ahead) and not any(
        reading.words[k].pos_ in ("VERB", "AUX") for k in ahead
    )


def _says_where(reading: Reading, p: int) -> bool:
    """« lors de », « dans un communiqué »: where it was said, no content."""
    if reading.low[p] in ("lors", "après") or reading.low[p : p + 2] == ["au", "cours"]:
        return True
    settings = context_words("setting")
    return reading.low[p] in ("dans", "devant", "sur") and any(
        reading.words[k].lemma_ in settings for k in range(p + 1, min(p + 4, reading.last[p]))
    )


def _dated(reading: Reading, cue: Cue, p: int) -> bool:
    """An adjunct of time that hangs on the cue."""
    if not (is_temporal(reading, p) or reading.low[p] in ("ce", "cette", "lors")):
        return False
    if reading.low[p] in ("ce", "cette") and not any(
        is_temporal(reading, k) for k in range(p, min(p + 3, reading.last[p]))
    ):
        return False
    return reading.head[p] == cue.at or reading.head[reading.head[p]] == cue.at


def _passive(reading: Reading, cue: Cue, cues: dict[int, Cue]) -> Quote | None:
    """« P a été annoncé par X », « X est décrit comme P par Y », « il a été annoncé par X que P »."""
    source = attribution.agent(reading, cue)
    if source is None or not attribution.can_speak(reading, source):
        return None
    end_of_agent = source.end
    if cue.takes("comme") or cue.takes("who_de"):
        words = ("comme",) if cue.takes("comme") else ("de", "d'")
        found = _passive_predicate(reading, cue, source, words, cues)
        if found is not None:
            return found
    if end_of_agent < len(reading.low) and reading.low[end_of_agent] in ("que", "qu'") and cue.takes("que"):
        end = clause_end(reading, cue.at, end_of_agent + 1, cues)
        found_span = span_and_type(reading, end_of_agent + 1, end)
        if found_span:
            return quote(reading, "passive", *found_span, cue, source)
    if not (cue.takes("np") or cue.takes("marks")):
        return None
    return _passive_subject(reading, cue, source)


def _passive_predicate(
    reading: Reading, cue: Cue, source: Source, words: tuple[str, ...], cues: dict[int, Cue]
) -> Quote | None:
    limit = min(reading.last[cue.at], cue.end + _REACH)
    for p in range(cue.end, limit - 1):
        if reading.low[p] in words and not source.start <= p < source.end and reading.inside[p] < 0:
            end = source.start - 1 if source.start > p else limit
            end = min(end, clause_end(reading, cue.at, p + 1, cues))
            found = span_and_type(reading, p + 1, end, True)
            plain = found is None or found[1] == "nominal"
            return None if plain else quote(reading, "comme", *found, cue, source)
    return None


def _passive_subject(reading: Reading, cue: Cue, source: Source) -> Quote | None:
    """The subject of a passive, or the noun that a participle stands by, as content."""
    if cue.form == REDUCED and (marked := _marked_before(reading, cue)) is not None:
        kind = "direct" if is_clause(reading, marked) else "mixed"
        span = (marked.inner_start, marked.inner_end)
        return quote(reading, "passive", span, kind, cue, source)
    if cue.form != PASSIVE:
        return None  # « les chiffres publiés par X »: a description, no report
    found = attribution.subject(reading, cue)
    if found is None or reading.words[found.start].ent_type_ == "PER":
        return None
    start, end = found.start, found.end
    if not cue.takes("np") or reading.words[start].pos_ == "PRON":
        return None
    result = span_and_type(reading, start, end, True)
    return quote(reading, "noun-phrase-passive", *result, cue, source) if result else None


def _marked_before(reading: Reading, cue: Cue) -> Marked | None:
    """The marked words right before a participle: « « l'inversion », promise par X »."""
    before = cue.first - 1
    while before > reading.first[cue.at] and reading.low[before] in (",", "!", "?"):
        before -= 1
    if before < 1 or not reading.is_mark(before) or reading.inside[before - 1] < 0:
        return None
    marked = reading.marks[reading.inside[before - 1]]
    return None if is_term(reading, marked) else marked
