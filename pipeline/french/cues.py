"""Cue verbs in a text: which words report speech, in which form, negated or not.

The tagger errs often around inversion and incises, so a cue is found by its form; tags, auxiliaries and
the words around it only rule out what cannot be a verb.
"""

from dataclasses import dataclass

from pipeline.french.cue_lexicon import (
    FINITE,
    GERUND,
    INFINITIVE,
    PARTICIPLE,
    CueVerb,
    verb_forms,
)
from pipeline.french.reading import Reading

COMPOUND, PASSIVE, REDUCED = "compound", "passive", "reduced"
_AVOIR = frozenset("a ont avait avaient aura auront aurait auraient eut eurent avoir ayant ait aient".split())
_ETRE = frozenset(
    "est sont était étaient sera seront serait seraient fut furent été être étant soit soient".split()
)
AUXILIARIES = _AVOIR | _ETRE
INVERTED = frozenset("-il -elle -ils -elles -on".split())
_LINKS = frozenset({"-t", "-", "t"})
SUBJECT_PRONOUNS = frozenset("il elle ils elles on je nous vous tu j' ce c' cela ça".split())
_OBJECT_CLITICS = frozenset("le la les l' lui leur y en me m' te t' nous vous".split())
REFLEXIVES = frozenset({"se", "s'"})
NEGATORS = frozenset("pas jamais plus rien guère point aucun aucune personne nullement ni".split())
_DETERMINERS = frozenset(
    "le la les l' un une des du de d' au aux ce cet cette ces son sa ses leur leurs notre nos votre vos mon ma mes "
    "chaque aucun aucune toute tout quelque quelques plusieurs".split()
)
# Governors of an infinitive: the saying is done (aller dire, tenir à dire), or is not (refuser de dire).
_GOVERNORS = {
    **dict.fromkeys(
        "devoir pouvoir vouloir tenir venir aller continuer tenter finir oser souhaiter préférer profiter contenter "
        "commencer chercher permettre empresser plaire savoir entendre compter faire".split(),
        False,
    ),
    **dict.fromkeys("refuser éviter abstenir garder omettre renoncer oublier refuse".split(), True),
    # negated, these say that it is done
    **dict.fromkeys("hésiter manquer cesser lasser tarder arrêter".split(), True),
}
_LITOTES = frozenset("hésiter manquer cesser lasser tarder arrêter".split())
_REACH = 12


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying where it stands.

    `at` is the position of its (first) word, `end` behind its last word; `first` where its verb group
    begins (auxiliaries, clitics, negation); `after` where its complements may begin (behind an
    inverted pronoun); `pronoun` the position of that pronoun; `governor` the position of the finite
    verb that an infinitive depends on.
    """

    at: int
    end: int
    first: int
    after: int
    verb: CueVerb
    form: str
    reflexive: bool = False
    negated: bool = False
    restricted: bool = False
    pronoun: int | None = None
    governor: int | None = None

    def takes(self, construction: str) -> bool:
        """Whether the verb takes a construction of the lexicon."""
        return construction in self.verb.constructions


@dataclass(slots=True)
class _Group:
    first: int
    auxiliary: int | None = None
    reflexive: bool = False
    ne: bool = False
    negator: bool = False
    pronoun: int | None = None


def find_cues(reading: Reading) -> list[Cue]:
    """The cue verbs outside quotation marks, in text order."""
    forms = verb_forms()
    cues: list[Cue] = []
    for p, form in enumerate(reading.low):
        if form in forms and (cue := _cue_at(reading, p, forms[form])) is not None:
            cues.append(cue)
    return cues


def _cue_at(reading: Reading, p: int, readings: tuple[tuple[CueVerb, str], ...]) -> Cue | None:
    group = _verb_group(reading, p)
    kinds = {kind for _, kind in readings}
    form = _form(reading, p, kinds, group)
    if form is None:
        return None
    for verb, kind in readings:
        if not _fits(form, kind):
            continue
        if verb.reflexive != (group.reflexive and _may_be_reflexive(readings, kind)):
            continue
        end = _phrase_end(reading, p, verb)
        if end is None:
            continue
        return _complete(reading, p, end, verb, form, group)
    return None


def _fits(form: str, kind: str) -> bool:
    if form in (COMPOUND, PASSIVE, REDUCED):
        return kind == PARTICIPLE
    return kind == form


def _may_be_reflexive(readings: tuple[tuple[CueVerb, str], ...], kind: str) -> bool:
    return any(verb.reflexive and k == kind for verb, k in readings)


def _form(reading: Reading, p: int, kinds: set[str], group: _Group) -> str | None:
    """How the form is used: finite, infinitive, gerund, compound, passive, reduced; None: no verb."""
    token = reading.words[p]
    if PARTICIPLE in kinds and group.auxiliary is not None:
        auxiliary = reading.low[group.auxiliary]
        if auxiliary == "ayant":
            return COMPOUND
        return COMPOUND if auxiliary in _AVOIR or group.reflexive else PASSIVE
    if INFINITIVE in kinds:
        return INFINITIVE if token.pos_ in ("VERB", "AUX") else None
    if GERUND in kinds:
        return GERUND
    if FINITE in kinds and _is_finite(reading, p, group, PARTICIPLE in kinds):
        return FINITE
    if PARTICIPLE in kinds and token.pos_ in ("VERB", "ADJ", "AUX") and not _determined(reading, p):
        return REDUCED
    return None


def _determined(reading: Reading, p: int) -> bool:
    return p > 0 and reading.low[p - 1] in _DETERMINERS and reading.words[p - 1].pos_ != "PRON"


def _is_finite(reading: Reading, p: int, group: _Group, ambiguous: bool) -> bool:
    token = reading.words[p]
    before = reading.low[p - 1] if p else ""
    if group.pronoun is not None or group.ne or group.reflexive:
        return True
    if before in SUBJECT_PRONOUNS or before == "qui":
        return True
    after = reading.low[p + 1] if p + 1 < len(reading.low) else ""
    if before in _DETERMINERS and before not in ("le", "la", "les", "l'", "leur"):
        return False
    if before in _DETERMINERS:
        return token.pos_ in ("VERB", "AUX")
    if ambiguous and token.morph.get("VerbForm") == ["Part"] and after == "par":
        return False
    if token.pos_ in ("VERB", "AUX"):
        return True
    # A noun by its tag is a verb where only a verb can stand: behind a mark or comma, before « que ».
    if after in ("que", "qu'"):
        return token.pos_ != "NOUN" or before not in ("en", "par", "de", "d'", "sur")
    opens = p == 0 or reading.is_mark(p - 1) or before in (",", "!", "?", "…")
    return opens and p + 1 < len(reading.low) and reading.words[p + 1].pos_ in ("DET", "PROPN")


def _verb_group(reading: Reading, p: int) -> _Group:
    """Walk left over clitics, negation, adverbs, auxiliaries and inverted pronouns."""
    group = _Group(first=p)
    q = p - 1
    start = max(reading.first[p], p - _REACH)
    while q >= start:
        word, pos = reading.low[q], reading.words[q].pos_
        if word in ("ne", "n'"):
            group.ne = True
        elif word in REFLEXIVES:
            group.reflexive = True
        elif word in INVERTED or (word in ("il", "elle", "ils", "elles", "on") and reading.low[q - 1] in _LINKS):
            group.pronoun = q
        elif word in _LINKS and group.pronoun is not None:
            pass
        elif word in AUXILIARIES:
            if _is_noun_etre(reading, q):
                break
            group.auxiliary = q if group.auxiliary is None or word != "été" else group.auxiliary
        elif word in NEGATORS or word == "pas":
            group.negator = True
        elif word in _OBJECT_CLITICS and (pos == "PRON" or reading.low[q + 1] in AUXILIARIES):
            pass
        elif word in _OBJECT_CLITICS and q + 1 == p and reading.words[p].pos_ in ("VERB", "AUX"):
            pass
        elif pos == "ADV" and word not in ("comme", "où", "pourquoi", "comment", "quand", "si"):
            if q + 1 == p or group.first == q + 1:
                q -= 1
                continue
            break
        elif (skipped := _aside(reading, q, start)) is not None and group.auxiliary is None:
            q = skipped
            continue
        else:
            break
        group.first = q
        q -= 1
    return _close(reading, p, group)


def _close(reading: Reading, p: int, group: _Group) -> _Group:
    """Adverbs at the group's left edge belong to it only behind an auxiliary; drop a far auxiliary."""
    while group.first < p and reading.words[group.first].pos_ == "ADV":
        if reading.low[group.first] in NEGATORS | {"ne", "n'"}:
            break
        group.first += 1
    return group


def _is_noun_etre(reading: Reading, q: int) -> bool:
    return reading.low[q] == "été" and reading.words[q].pos_ == "NOUN"


def _aside(reading: Reading, q: int, start: int) -> int | None:
    """Position before an aside between auxiliary and participle (« a, pour sa part, indiqué »)."""
    low = reading.low
    for left in range(q, max(start, q - 9), -1):
        if low[left] in AUXILIARIES or low[left] in INVERTED:
            size = q - left
            inside = range(left + 1, q + 1)
            if any(reading.words[k].pos_ in ("VERB", "AUX", "SCONJ") for k in inside):
                return None
            if low[q] == "," and low[left + 1] == ",":
                return left
            opener = low[left + 1] in ("pour", "de", "en", "dans", "par", "à", "dès", "sur", "quant", "elle", "lui", "eux")
            days = all(reading.words[k].pos_ in ("ADV", "NOUN", "DET", "ADJ", "NUM", "ADP") for k in inside)
            temporal = low[left + 1] in ("ce", "cette", "hier", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
            return left if size <= 8 and (opener or (days and temporal)) else None
        if low[left] in (";", ":", "(", ")") or reading.is_mark(left):
            return None
    return None


def _phrase_end(reading: Reading, p: int, verb: CueVerb) -> int | None:
    """Behind the last word of a verb phrase; None where its further words do not follow."""
    q = p + 1
    for word in verb.rest:
        limit = min(q + 3, len(reading.low))
        while q < limit and reading.low[q] != word and (
            reading.words[q].pos_ in ("ADV", "PRON") or reading.low[q] in _LINKS | {"été"}
        ):
            q += 1
        if q >= len(reading.low) or reading.low[q] != word:
            return None
        q += 1
    return q


def _complete(
    reading: Reading, p: int, end: int, verb: CueVerb, form: str, group: _Group
) -> Cue | None:
    low = reading.low
    after, pronoun = end, group.pronoun
    if after < len(low) and low[after] in ("-t", "-"):
        after += 1
    if after < len(low) and (low[after] in INVERTED or (after > end and low[after] in SUBJECT_PRONOUNS)):
        pronoun = after
        after += 1
    else:
        after = end
    negated = group.ne and (group.negator or _negator_follows(reading, after))
    restricted = group.ne and not negated and after < len(low) and low[after] in ("que", "qu'")
    governor: int | None = None
    first = group.first
    if form == INFINITIVE or (form == COMPOUND and low[first] == "avoir"):
        governor, first, inner = _governor(reading, first)
        negated = negated or inner
    return Cue(
        p, end, first, after, verb, form, group.reflexive, negated or (group.ne and not restricted),
        restricted, pronoun, governor,
    )


def _negator_follows(reading: Reading, after: int) -> bool:
    return after < len(reading.low) and reading.low[after] in NEGATORS


def _governor(reading: Reading, first: int) -> tuple[int | None, int, bool]:
    """The verb that an infinitive hangs on: its position, the group's first word, and negation."""
    low, q = reading.low, first - 1
    start = max(reading.first[first], first - 8)
    if q >= start and low[q] == "sans":
        return None, q, True
    while q >= start and (low[q] in ("de", "d'", "à", "pour", "y", "en") or reading.words[q].pos_ == "ADV"):
        q -= 1
    if q < start or low[q] in ("après", "avant"):
        return None, max(q, start), False
    lemma = _infinitive_of(reading, q)
    if lemma not in _GOVERNORS:
        return None, first, False
    group = _verb_group(reading, q)
    negated = group.ne and (group.negator or _negator_follows(reading, q + 1))
    undone = _GOVERNORS[lemma]
    if lemma in _LITOTES:
        return q, group.first, False if negated else undone and lemma not in ("manquer", "tarder")
    return q, group.first, undone != negated if undone else negated


def _infinitive_of(reading: Reading, q: int) -> str:
    lemma = reading.words[q].lemma_.casefold()
    return {"veut": "vouloir", "veux": "vouloir", "refuse": "refuser"}.get(reading.low[q], lemma)
