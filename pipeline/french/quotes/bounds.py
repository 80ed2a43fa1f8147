"""Where reported content ends."""

from pipeline.french.context_words import context_words
from pipeline.french.marks import Marked
from pipeline.french.names.source_nouns import noun_kind, person_role
from pipeline.french.phrases.source import phrase_end
from pipeline.french.quotes.complements import Complement
from pipeline.french.quotes.content import is_clause
from pipeline.french.quotes.cue_lexicon import FINITE, GERUND
from pipeline.french.quotes.cues import COMPOUND, Cue
from pipeline.french.verbs import AUXILIARIES
from pipeline.french.view import View

_RELATIVES = frozenset({"qui", "que", "qu'", "dont", "où", "si", "s'"})
_CLITICS = frozenset({"ne", "n'", "se", "s'", "le", "la", "l'", "les", "en", "y", "lui", "leur"})
_DASHES = frozenset({"–", "—"})
_SUBORDINATORS = frozenset({"alors", "tandis", "lorsque", "lorsqu'", "quand"})
_OUTSIDE = (
    ("sans", "préciser"),
    ("sans", "donner"),
    ("sans", "citer"),
    ("sans", "plus"),
    ("sans", "toutefois"),
    ("en", "référence"),
    ("en", "allusion"),
    ("faisant", "référence"),
    ("faisant", "allusion"),
    ("en", "parlant"),
    ("en", "évoquant"),
)


def clause_end(view: View, cue_at: int, start: int, cues: dict[int, Cue]) -> int:
    """Position behind the content that begins at `start` and hangs on the cue at `cue_at`.

    The content runs to the end of its sentence, or to what belongs to the cue's own clause again: a
    second verb of the same subject, a participle of saying, an author's gloss, a semicolon.
    """
    limit = view.last[start]
    for p in range(start + 1, limit):
        if view.inside[p] >= 0:
            continue
        if view.low[p] == ";":
            return p if view.low[p + 1 : p + 2] not in (["que"], ["qu'"]) else limit
        if view.low[p] == ":" and p + 2 < limit and view.inside[p + 2] >= 0 and p > start + 2:
            return p
        if view.low[p] == "(" and view.low[p + 1 : p + 2] == ["alors"]:
            return p
        if view.low[p] in _DASHES and not _DASHES.intersection(view.low[p + 1 : limit]):
            return p
        if p in cues and cues[p].form == GERUND and view.is_mark(p - 1):
            return p  # « « … » qualifiant le texte de … »
        if view.low[p] == "en" and _tells_on(view, p + 1, cues):
            return p - (view.low[p - 1] == "tout")
        if view.low[p] == "," and (
            _leaves(view, cue_at, p, cues)
            or _returns(view, cue_at, p)
            or _another_reports(view, p, cues)
        ):
            return p
        if view.low[p] in ("et", "mais", "puis", "avant") and _second_verb(view, cue_at, p, cues):
            return p
    return limit


def _leaves(view: View, cue_at: int, comma: int, cues: dict[int, Cue]) -> bool:
    """Whether what stands behind a comma is no content any more."""
    p, limit = comma + 1, view.last[comma]
    if p >= limit:
        return False
    word = view.low[p]
    pair = (word, view.low[p + 1] if p + 1 < limit else "")
    if (word in ("alors", "tandis")) and {"que", "qu'"}.intersection(view.low[p + 1 : p + 3]):
        return True
    if pair in _OUTSIDE or pair in (("ce", "qui"), ("ce", "que"), ("ce", "qu'"), ("ce", "dont")):
        return True
    if any(k in cues and _reports_on(cues[k], p, k) for k in range(p, min(p + 4, limit))):
        return True
    # the parse hangs it on the cue itself, and it is a clause of its own
    opens = word in ("lorsque", "quand", "après", "avant", "bien", "puis")
    return opens and _clause_hangs_on(view, cue_at, p, limit)


def _tells_on(view: View, p: int, cues: dict[int, Cue]) -> bool:
    """« … en accusant X de P », « … en se félicitant de P »: the source goes on, in a gerund."""
    limit = view.last[p]
    while p < limit and view.low[p] in _CLITICS:
        p += 1
    cue = cues.get(p)
    if cue is None or cue.form != GERUND or p + 1 >= limit:
        return False
    clause = view.low[p + 1] in ("que", "qu'") and cue.takes("que")
    phrase = cue.takes("who_de") or cue.takes("inf") or cue.takes("np_de")
    return clause or phrase or any(map(view.is_mark, range(p + 1, min(p + 4, limit))))


def _returns(view: View, cue_at: int, comma: int) -> bool:
    """« X, dont Y dit que P, a fait …»: the cue's relative clause ends, the main clause goes on."""
    p = comma + 1
    aside = view.words[cue_at].dep_ in ("acl:relcl", "acl")
    relative = aside and view.head[cue_at] < cue_at
    return (
        relative
        and p < view.last[comma]
        and view.words[p].pos_ in ("AUX", "VERB")
        and view.verb_form(p) == "Fin"
    )


def _reports_on(cue: Cue, start: int, at: int) -> bool:
    """A participle of saying (« ajoutant que »), or an incise (« a-t-il ajouté »)."""
    if cue.form == GERUND:
        return at - start <= 2
    return cue.pronoun is not None and cue.takes("incise") and cue.first == start


def _clause_hangs_on(view: View, cue_at: int, p: int, limit: int) -> bool:
    for k in range(p, min(p + 25, limit)):
        if view.head[k] == cue_at and view.words[k].pos_ in ("VERB", "AUX") and k > p:
            return True
    return False


def _second_verb(view: View, cue_at: int, p: int, cues: dict[int, Cue]) -> bool:
    """« a dit que P et [il] a ajouté … »: a verb behind « et » that is coordinated with the cue."""
    limit = view.last[p]
    if view.low[p] == "avant":
        q = p + 1
        if q < limit and view.low[q] in ("de", "d'"):
            return any(k in cues for k in range(q + 1, min(q + 4, limit)))
        return False
    if _another_reports(view, p, cues):
        return True
    k = p + 1
    while k < min(p + 8, limit):
        token = view.words[k]
        if view.low[k] in ("que", "qu'", "si", "d'") or view.inside[k] >= 0:
            return False
        if k in cues and _stands_alone(view, cues[k], p):
            return True
        finite = token.pos_ in ("VERB", "AUX") and view.low[k] not in AUXILIARIES
        if finite and not (
            k + 3 > p + 1 and any(q in cues for q in range(k + 1, min(k + 3, limit)))
        ):
            return view.head[k] == cue_at and token.morph.get("VerbForm") == ["Fin"]
        if token.pos_ in ("NOUN", "PROPN") and not view.is_time(k):
            return False
        k += 1
    return False


def _another_reports(view: View, p: int, cues: dict[int, Cue]) -> bool:
    """« X estimait que P et Y, chef du parti, a demandé que Q »: a report of its own behind."""
    limit = view.last[p]
    end = phrase_end(view, p + 1, limit)
    if end == p + 1:
        return False
    if end < limit and view.low[end] == ",":
        closing = next((k for k in range(end + 1, limit) if view.low[k] == ","), end)
        apposed = not any(view.is_finite(k) for k in range(end, closing))
        end = closing + 1 if apposed else end
    for k in range(end, min(end + 4, limit)):
        cue = cues.get(k)
        if cue is not None and cue.form in (FINITE, COMPOUND) and cue.first == end:
            ahead = view.low[cue.after : min(cue.after + 8, limit)]
            return cue.takes("que") and ("que" in ahead or "qu'" in ahead)
    return False


def _stands_alone(view: View, cue: Cue, p: int) -> bool:
    """A cue behind the conjunction that has no noun of its own for a subject."""
    free = cue.form in (FINITE, COMPOUND, GERUND) or cue.governor is not None
    return free and all(
        view.words[k].pos_ not in ("NOUN", "PROPN") for k in range(p + 1, cue.first)
    )


def content_end(view: View, cue: Cue, found: Complement, cues: dict[int, Cue]) -> int:
    """Position behind the content of a complement of the cue."""
    start, rule = found.start, found.rule
    end = clause_end(view, cue.at, start, cues)
    if found.phrase or rule in ("infinitive", "whom", "noun-phrase"):
        end = _next_predicate(view, start, end, cues)
    if rule == "que":
        return _marked_clause_end(view, start, end)
    if rule in ("infinitive", "question", "whom", "colon-clause"):
        return end
    if rule == "marks" and not found.phrase:
        p = start if view.inside[start] >= 0 else min(start + 1, end - 1)
        if view.inside[p] < 0:
            return end
        mark = view.marks[view.inside[p]]
        closing = view.at(mark.end)
        if not _marked_words_go_on(view, mark, closing):
            return closing
    return _phrase_content_end(view, cue, start, end, rule)


def _marked_clause_end(view: View, start: int, end: int) -> int:
    """« que « P » en signant … »: a whole clause in marks ends with them before a circumstance."""
    if not view.is_mark(start) or start + 1 >= end or view.inside[start + 1] < 0:
        return end
    mark = view.marks[view.inside[start + 1]]
    closing = view.at(mark.end)
    if closing >= end or not is_clause(view, mark):
        return end
    gerund = view.low[closing] == "en" and _is_gerund(view, closing + 1)
    return closing if gerund or _says_where(view, closing) else end


def _next_predicate(view: View, start: int, end: int, cues: dict[int, Cue]) -> int:
    """« promet d'agir et annonce P », « confirme P et a ouvert Q »: where the next verb begins.

    Content without a finite verb of its own cannot go on with one; behind a relative pronoun it
    can, unless that verb reports too.
    """
    relative = False
    for p in range(start + 1, end - 1):
        if view.inside[p] >= 0:
            continue
        if view.low[p] in _RELATIVES or view.is_finite(p):
            relative = True
        if view.low[p] not in ("et", "mais", "puis"):
            continue
        k = p + 1
        while k < end - 1 and (view.words[k].pos_ == "ADV" or view.low[k] in _CLITICS):
            k += 1
        reports = any(
            c in cues and cues[c].first <= k and cues[c].form in (FINITE, COMPOUND)
            for c in range(k, min(k + 4, end))
        )
        if reports or (not relative and view.is_finite(k)):
            return p
    return end


def _marked_words_go_on(view: View, mark: Marked, closing: int) -> bool:
    """« veut « obtenir que la loi passe » cette année »: words without marks end the clause."""
    if closing >= len(view.low) or view.text[mark.inner_start].isupper():
        return False
    token = view.words[closing]
    return token.pos_ == "DET" or view.low[closing] in ("de", "du", "des", "d'")


def _phrase_content_end(view: View, cue: Cue, start: int, end: int, rule: str) -> int:
    """Infinitives and noun phrases end at the first comma or colon outside marks and brackets."""
    depth = 0
    for p in range(start, end):
        word = view.low[p]
        if view.inside[p] >= 0:
            continue
        depth += (word == "(") - (word == ")")
        if depth > 0 or p == start:
            continue
        if word == "," and not _enumerates(view, p, end):
            return p
        if word == "pour" and view.is_mark(p - 1) and _aims(view, p + 1, end):
            return p  # « invoque « le respect dû » pour ne pas répondre »
        if rule == "noun-phrase" and _ends_phrase(view, cue, p):
            return p
    return end


def _aims(view: View, p: int, end: int) -> bool:
    while p < end and (view.low[p] in _CLITICS or view.words[p].pos_ == "ADV"):
        p += 1
    return p < end and view.verb_form(p) == "Inf"


def _ends_phrase(view: View, cue: Cue, p: int) -> bool:
    """Whether a noun phrase as content ends before this word."""
    if view.low[p] == ":":
        return not _names_what(view, p)
    if view.low[p : p + 2] == ["et", "qui"]:
        return True
    if view.low[p] == "en" and p + 1 < view.last[p] and _is_gerund(view, p + 1):
        return True
    if view.low[p] in _SUBORDINATORS or _addressed(view, cue, p):
        return True
    return _dated(view, cue, p) or _says_where(view, p)


def _names_what(view: View, colon: int) -> bool:
    """« un nouveau bilan : sept morts »: what stands behind the colon tells what the phrase is."""
    behind = range(colon + 1, view.last[colon])
    marked = any(view.inside[k] >= 0 for k in behind)
    return bool(behind) and not marked and not any(view.is_finite(k) for k in behind)


def _is_gerund(view: View, p: int) -> bool:
    return view.low[p].endswith("ant") and view.words[p].pos_ in ("VERB", "AUX")


def _addressed(view: View, cue: Cue, p: int) -> bool:
    """« présente ses condoléances aux familles »: to whom it is said."""
    if view.low[p] not in ("à", "au", "aux"):
        return False
    for k in range(p + 1, min(p + 4, view.last[p])):
        if view.words[k].pos_ == "NOUN":
            told = view.head[k] == cue.at
            somebody = person_role(view.words[k].text) is not None
            return told and (somebody or noun_kind(view.words[k].text) in ("group", "person"))
    return False


def _enumerates(view: View, comma: int, end: int) -> bool:
    """Whether a comma goes on with a list or a relative clause's own part: « A, B et C »."""
    nxt = comma + 1
    if nxt >= end:
        return False
    if view.is_mark(nxt):
        return True
    if view.low[nxt] in ("qui", "dont") and any(
        view.inside[k] >= 0 for k in range(nxt, min(nxt + 6, end))
    ):
        return True
    if view.low[nxt] in ("et", "ou", "ni", "notamment", "afin"):
        return True
    ahead = range(nxt, min(nxt + 8, end))
    plain = view.words[nxt].pos_ in ("DET", "NOUN", "PROPN", "ADP", "NUM")
    return (
        plain
        and any(view.low[k] in ("et", "ou") for k in ahead)
        and not any(view.words[k].pos_ in ("VERB", "AUX") for k in ahead)
    )


def _says_where(view: View, p: int) -> bool:
    """« lors de », « dans un communiqué »: where it was said, no content."""
    if view.low[p] in ("lors", "après") or view.low[p : p + 2] == ["au", "cours"]:
        return True
    settings = context_words("setting")
    return view.low[p] in ("dans", "devant", "sur") and any(
        view.words[k].lemma_ in settings for k in range(p + 1, min(p + 4, view.last[p]))
    )


def _dated(view: View, cue: Cue, p: int) -> bool:
    """An adjunct of time that hangs on the cue (« pour mercredi » goes on with the phrase)."""
    before = p - 2 if view.words[p - 1].pos_ == "DET" else p - 1
    if view.words[before].pos_ == "ADP" and view.low[p] not in ("ce", "cette", "lors"):
        return False
    if not (view.is_time(p) or view.low[p] in ("ce", "cette", "lors")):
        return False
    if view.low[p] in ("ce", "cette") and not any(
        view.is_time(k) for k in range(p, min(p + 3, view.last[p]))
    ):
        return False
    return view.head[p] == cue.at or view.head[view.head[p]] == cue.at
