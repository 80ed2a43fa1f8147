"""Cue verbs in a text: which words report speech, in which form, negated or not.

The tagger errs often around inversion and incises, so a cue is found by its form; tags, auxiliaries
and the words around it only rule out what cannot be a verb.
"""

from dataclasses import dataclass, replace

from pipeline.french.quotes.cue_lexicon import (
    FINITE,
    GERUND,
    INFINITIVE,
    PARTICIPLE,
    CueVerb,
    context_words,
    masculine_participle,
    verb_forms,
    word_set,
)
from pipeline.french.quotes.reading import Reading

COMPOUND, PASSIVE, REDUCED = "compound", "passive", "reduced"
_AVOIR = word_set(
    "a ont avait avaient aura auront aurait auraient eut eurent avoir ayant ait aient"
)
_ETRE = word_set(
    "est sont était étaient sera seront serait seraient fut furent été être étant soit soient"
)
AUXILIARIES = _AVOIR | _ETRE
INVERTED = frozenset(["-il", "-elle", "-ils", "-elles", "-on"])
_LINKS = frozenset({"-t", "-", "t"})
SUBJECT_PRONOUNS = word_set("il elle ils elles on je nous vous tu j' ce c' cela ça")
_OBJECT_CLITICS = word_set("le la les l' lui leur y en me m' te t' nous vous")
REFLEXIVES = frozenset({"se", "s'"})
NEGATORS = word_set("pas jamais plus rien guère point aucun aucune personne nullement ni")
# Pronouns that stress the subject: « il a lui-même estimé », « elle a, elle aussi, jugé ».
_EMPHATIC = word_set("lui-même elle-même eux-mêmes elles-mêmes soi-même -même -mêmes tous toutes")
_DETERMINERS = word_set(
    "le la les l' un une des du de d' au aux ce cet cette ces son sa ses leur leurs notre nos "
    "votre vos mon ma mes chaque aucun aucune toute tout quelque quelques plusieurs"
)
# Between a verb and the infinitive that hangs on it: « a cru bon d'ajouter ».
_BEFORE_INFINITIVE = word_set("de d' à pour par y en bon utile nécessaire")
_REACH = 16
_ASIDE_REACH, _ASIDE_WORDS = 14, 8
_SHARED = 60
_PURPOSE = 8
_IMPERSONAL = frozenset({"falloir", "suffire", "assez", "trop"})
# Words that open an aside between auxiliary and participle: « a, pour sa part, indiqué ».
_ASIDES = word_set(
    "pour de d' en dans par à au dès sur quant elle lui eux malgré lors après avant depuis ce"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying where it stands.

    `at` is the position of its (first) word, `end` behind its last word; `first` where its verb
    group begins (auxiliaries, clitics, negation); `after` where its complements may begin (behind
    an inverted pronoun); `pronoun` the position of that pronoun; `governor` that of the finite verb
    that an infinitive depends on.
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
class Group:
    """The words around a verb that belong to it, as far as they lie left of it."""

    first: int
    auxiliary: int | None = None
    reflexive: bool = False
    passive: bool = False
    ne: bool = False
    negator: bool = False
    pronoun: int | None = None


def find_cues(reading: Reading) -> list[Cue]:
    """The cue verbs outside quotation marks, in text order."""
    forms = verb_forms()
    cues: list[Cue] = []
    for p, form in enumerate(reading.low):
        if _ends_compound(reading, p):
            continue
        if form in forms and (cue := _cue_at(reading, p, forms[form])) is not None:
            cues.append(_shared_auxiliary(reading, cue))
    return cues


def _ends_compound(reading: Reading, p: int) -> bool:
    """« au lieu-dit Kerlan »: the end of a noun with a hyphen."""
    at = reading.starts[p]
    return p > 0 and reading.text[at - 1 : at] == "-" and reading.text[at - 2 : at - 1].isalpha()


def _shared_auxiliary(reading: Reading, cue: Cue) -> Cue:
    """« a salué A, assuré que B et promis C »: participles may stand under an earlier « avoir »."""
    if cue.form != REDUCED:
        return cue
    if reading.low[cue.at] != masculine_participle(cue.verb.lemma.split()[0]):
        return cue
    p = cue.at - 1
    while p > reading.first[cue.at] and reading.words[p].pos_ == "ADV":
        p -= 1
    listed = reading.low[p] == "," and reading.low[cue.end : cue.end + 1] in (["que"], ["qu'"])
    if reading.low[p] not in ("et", "puis", "mais", "ou") and not listed:
        return cue
    if reading.inside[p] >= 0:
        return cue
    for q in range(p, max(reading.first[cue.at], p - _SHARED) - 1, -1):
        if reading.inside[q] < 0 and reading.low[q] in _AVOIR and reading.words[q].pos_ == "AUX":
            return replace(cue, form=COMPOUND, first=p + 1)
    return cue


def _cue_at(reading: Reading, p: int, readings: tuple[tuple[CueVerb, str], ...]) -> Cue | None:
    group = verb_group(reading, p)
    kinds = {kind for _, kind in readings}
    form, kind = _form(reading, p, kinds, group)
    if (
        not form
        and FINITE in kinds
        and any(verb.rest and _phrase_end(reading, p, verb) is not None for verb, _ in readings)
    ):
        form, kind = FINITE, FINITE  # « fait savoir », whatever the tagger makes of « fait »
    own = sorted((v for v, k in readings if k == kind), key=lambda v: not v.with_y)
    reflexive = group.reflexive and any(verb.reflexive for verb in own)
    for verb in own:
        if verb.with_y and not any(reading.low[q] == "y" for q in range(group.first, p)):
            continue
        if group.reflexive and not reflexive and "comme" not in verb.constructions:
            continue  # « s'expliquer par »: no saying
        end = _phrase_end(reading, p, verb) if verb.reflexive == reflexive else None
        if end is not None:
            return completed(reading, p, end, verb, form, group)
    return None


def _form(reading: Reading, p: int, kinds: set[str], group: Group) -> tuple[str, str]:
    """How the word is used, and the kind of its form; ("", "") where it is no verb."""
    token = reading.words[p]
    if PARTICIPLE in kinds and group.auxiliary is not None:
        return _compound_form(reading.low[group.auxiliary], group), PARTICIPLE
    if INFINITIVE in kinds and token.pos_ in ("VERB", "AUX"):
        return INFINITIVE, INFINITIVE
    if GERUND in kinds and token.pos_ in ("VERB", "AUX") and not _determined(reading, p):
        return GERUND, GERUND
    if FINITE in kinds and _is_finite(reading, p, group, PARTICIPLE in kinds):
        return FINITE, FINITE
    if PARTICIPLE in kinds and token.pos_ in ("VERB", "ADJ", "AUX") and not _determined(reading, p):
        return REDUCED, PARTICIPLE
    return "", ""


def _compound_form(auxiliary: str, group: Group) -> str:
    if group.passive or (auxiliary in _ETRE and not group.reflexive):
        return PASSIVE
    if auxiliary in ("avoir", "être"):
        return INFINITIVE
    return GERUND if auxiliary in ("ayant", "étant") else COMPOUND


def _determined(reading: Reading, p: int) -> bool:
    return p > 0 and reading.low[p - 1] in _DETERMINERS and reading.words[p - 1].pos_ != "PRON"


def _is_finite(reading: Reading, p: int, group: Group, ambiguous: bool) -> bool:
    token = reading.words[p]
    before = reading.low[p - 1] if p else ""
    if group.pronoun is not None or group.ne or group.reflexive:
        return True
    if before in SUBJECT_PRONOUNS or before == "qui":
        return True
    after = reading.low[p + 1] if p + 1 < len(reading.low) else ""
    if (
        after == "-t"
        or after in INVERTED
        or (after in ("avoir", "être") and before not in _DETERMINERS)
    ):
        return True
    if before in _DETERMINERS and before not in ("le", "la", "les", "l'", "leur"):
        return False
    if before in _DETERMINERS:
        compared = "comme" in reading.low[max(p - 3, 0) : p - 1]  # « comme (elle) le résume »
        return compared or token.pos_ in ("VERB", "AUX")
    if ambiguous and token.morph.get("VerbForm") == ["Part"] and after == "par":
        return False
    if token.pos_ in ("VERB", "AUX"):
        return True
    if not ambiguous and _only_verb(reading, p):
        return True
    # A noun by its tag is a verb where only a verb can stand: behind a mark, before « que »,
    # before the colon of a quote.
    if after == ":" and p + 2 < len(reading.low) and reading.is_mark(p + 2):
        return before not in _DETERMINERS
    behind = p + 1
    while behind < reading.last[p] - 1 and reading.words[behind].pos_ == "ADV":
        behind += 1
    if behind < len(reading.low) and reading.low[behind] in ("que", "qu'"):
        return token.pos_ != "NOUN" or before not in ("en", "par", "de", "d'", "sur")
    if before in ("et", "mais", "puis"):
        return _opens_predicate(reading, p + 1)
    opens = p == 0 or reading.is_mark(p - 1) or before in (",", "!", "?", "…")
    return opens and p + 1 < len(reading.low) and reading.words[p + 1].pos_ in ("DET", "PROPN")


def _only_verb(reading: Reading, p: int) -> bool:
    """« L'armée annonce, via un communiqué, avoir … »: behind its subject, no other verb there."""
    first, last = reading.first[p], reading.last[p]
    if p == first or reading.headline[p]:
        return False
    behind_subject = reading.words[p - 1].pos_ in ("NOUN", "PROPN", "ADJ") or (
        reading.low[p - 1] == "," and p - 2 > first
    )
    opened = any(reading.words[k].pos_ in ("DET", "PROPN", "PRON") for k in range(first, p - 1))
    others = (k for k in range(first, last) if reading.inside[k] < 0 and k != p)
    return behind_subject and opened and not any(reading.is_finite(k) for k in others)


def _opens_predicate(reading: Reading, p: int) -> bool:
    """« et promet d'agir », « et demande aux élus de voter », « et pointe l'absence »."""
    if p + 1 >= len(reading.low):
        return False
    if reading.low[p] in ("de", "d'", "à", "au", "aux"):
        ahead = range(p, min(p + _REACH, reading.last[p] - 1))
        return any(
            reading.low[k] in ("de", "d'", "à") and reading.verb_form(k + 1) == "Inf" for k in ahead
        )
    return bool(reading.words[p].pos_ == "DET")


def verb_group(reading: Reading, p: int) -> Group:
    """Walk left over clitics, negation, adverbs, auxiliaries and inverted pronouns."""
    group = Group(first=p)
    q = p - 1
    start = max(reading.first[p], p - _REACH)
    while q >= start and reading.inside[q] == reading.inside[p]:
        word, pos = reading.low[q], reading.words[q].pos_
        if _belongs(reading, q, p, group):
            group.first = q
        elif pos == "ADV" and word not in ("comme", "où", "pourquoi", "comment", "quand", "si"):
            pass
        elif group.auxiliary is None and (skipped := _aside(reading, q, start)) is not None:
            q = skipped
            continue
        else:
            break
        q -= 1
    return group


def _belongs(reading: Reading, q: int, p: int, group: Group) -> bool:
    """Whether a word left of a verb is part of its group; notes in `group` what it is."""
    word, pos = reading.low[q], reading.words[q].pos_
    if word in ("ne", "n'"):
        group.ne = True
    elif word in REFLEXIVES:
        group.reflexive = True
    elif word in INVERTED or (
        word in ("il", "elle", "ils", "elles", "on") and reading.low[q - 1] in _LINKS
    ):
        group.pronoun = q
    elif word in _LINKS and group.pronoun is not None:
        pass
    elif word in AUXILIARIES and not _is_noun_etre(reading, q):
        group.passive = group.passive or word == "été"
        if group.auxiliary is None or word != "été":
            group.auxiliary = q
    elif word in _EMPHATIC:
        pass
    elif word in NEGATORS and pos in ("ADV", "PRON", "ADJ", "NOUN", "CCONJ"):
        group.negator = True
    else:
        free = pos == "PRON" or reading.low[q + 1] in AUXILIARIES
        verbal = q + 1 == p and reading.words[p].pos_ in ("VERB", "AUX")
        return word in _OBJECT_CLITICS and (free or verbal)
    return True


def _is_noun_etre(reading: Reading, q: int) -> bool:
    return reading.low[q] == "été" and reading.words[q].pos_ == "NOUN"


def _aside(reading: Reading, q: int, start: int) -> int | None:
    """Position before an aside between auxiliary and participle (« a, pour sa part, indiqué »)."""
    low = reading.low
    for left in range(q, max(start - 1, q - _ASIDE_REACH), -1):
        if low[left] in AUXILIARIES or low[left] in INVERTED:
            return left if _is_aside(reading, left + 1, q + 1) else None
        if low[left] in (";", ":", "(", ")") or (reading.is_mark(left) and low[q] != ","):
            return None
    return None


def _is_aside(reading: Reading, start: int, end: int) -> bool:
    """Between commas, or a few words that say when or how."""
    tags = {reading.words[k].pos_ for k in range(start, end)}
    if tags & {"VERB", "AUX", "SCONJ"} or start >= end:
        return False
    if reading.low[start] == "," and reading.low[end - 1] == ",":
        return True
    dated = reading.low[start] in context_words("temporal") | {"ce", "cette"}
    plain = dated and tags <= {"ADV", "NOUN", "DET", "ADJ", "NUM", "ADP"}
    return end - start <= _ASIDE_WORDS and (plain or reading.low[start] in _ASIDES)


def _phrase_end(reading: Reading, p: int, verb: CueVerb) -> int | None:
    """Behind the last word of a verb phrase; None where its further words do not follow."""
    q = p + 1
    for word in verb.rest:
        limit = min(q + 3, len(reading.low))
        while (
            q < limit
            and reading.low[q] != word
            and (reading.words[q].pos_ in ("ADV", "PRON") or reading.low[q] in _LINKS | {"été"})
        ):
            q += 1
        if q >= len(reading.low) or reading.low[q] != word:
            return None
        q += 1
    return q


def completed(
    reading: Reading, p: int, end: int, verb: CueVerb, form: str, group: Group
) -> Cue | None:
    """The cue of a verb at [p, end) with what follows it; None where an infinitive reports not."""
    low = reading.low
    after, pronoun = end, group.pronoun
    if after < len(low) and low[after] in ("-t", "-"):
        after += 1
    if after < len(low) and (
        low[after] in INVERTED or (after > end and low[after] in SUBJECT_PRONOUNS)
    ):
        pronoun = after
        after += 1
    else:
        after = end
    negated = group.ne and (group.negator or _negator_follows(reading, after))
    restricted = group.ne and not negated and after < len(low) and low[after] in ("que", "qu'")
    governor: int | None = None
    first, free = group.first, True
    if form == INFINITIVE:
        governor, first, undone, free = _governor(reading, first)
        negated = negated or undone
    if not free:
        return None
    negated = (negated or (group.ne and not restricted)) and verb.stance != "wish"
    return Cue(
        p, end, first, after, verb, form, group.reflexive, negated, restricted, pronoun, governor
    )


def _negator_follows(reading: Reading, after: int) -> bool:
    return after < len(reading.low) and reading.low[after] in NEGATORS


def _governor(reading: Reading, first: int) -> tuple[int | None, int, bool, bool]:
    """The verb that an infinitive hangs on: its position, the group's first word, negation.

    The last value says whether the infinitive reports at all: one that hangs on nothing known
    (« il faut dire », « c'est-à-dire ») is the author's own word.
    """
    low, q = reading.low, first - 1
    start = max(reading.first[first], first - 8)
    if q >= start and low[q] == "sans":
        return None, q, True, True
    while q >= start and (low[q] in _BEFORE_INFINITIVE or reading.words[q].pos_ == "ADV"):
        if low[q] == "pour" and low[first] in ("avoir", "être"):
            return None, first, False, False
        q -= 1
    if q >= start and low[q + 1] in ("de", "d'") and _narrates(reading, q + 1):
        return None, q + 1, False, True  # « Et d'ajouter : « … » », « Et le maire de conclure : »
    if q < start or low[q] in ("après", "avant"):
        return None, max(q, start), False, q >= start or low[first - 1] == "pour"
    lemma = _infinitive_of(reading, q)
    if lemma not in context_words("governor", "refusal", "litotes"):
        return None, first, False, _is_purpose(reading, first)
    group = verb_group(reading, q)
    negated = group.ne and (group.negator or _negator_follows(reading, q + 1))
    if lemma in context_words("litotes"):
        return q, group.first, not negated and lemma in ("cesser", "arrêter"), True
    return q, group.first, negated != (lemma in context_words("refusal")), True


def _is_purpose(reading: Reading, first: int) -> bool:
    """« ont défilé pour dénoncer « … » », « afin de rappeler que P »: said by who does it."""
    before = reading.low[max(first - 2, 0) : first]
    purpose = before[-1:] == ["pour"] or before in (["afin", "de"], ["afin", "d'"])
    limit = min(first + _PURPOSE, reading.last[first])
    if any(reading.words[p].lemma_ in _IMPERSONAL for p in range(reading.first[first], first)):
        return False  # « il faut du courage pour dire que P »
    told = any(reading.low[p] in ("que", "qu'") for p in range(first + 1, limit))
    return purpose and (told or any(map(reading.is_mark, range(first + 1, min(first + 4, limit)))))


def _narrates(reading: Reading, de: int) -> bool:
    """Whether « de » and its infinitive tell what somebody did: no verb stands before them."""
    first = reading.first[de]
    lead = range(first, de)
    opens = reading.low[first] in ("et", "puis") or reading.words[first].pos_ in ("PRON", "PROPN")
    plain = {"CCONJ", "DET", "NOUN", "PROPN", "PRON", "ADJ", "ADV", "PUNCT"}
    return opens and len(lead) <= _REACH and all(reading.words[k].pos_ in plain for k in lead)


def _infinitive_of(reading: Reading, q: int) -> str:
    lemma: str = reading.words[q].lemma_.casefold()
    return {"veut": "vouloir", "veux": "vouloir", "refuse": "refuser"}.get(reading.low[q], lemma)
