"""Cue verbs in a text: which words report speech, in which form, negated or not.

The tagger errs often around inversion and incises, so a cue is found by its form; tags, auxiliaries
and the words around it only rule out what cannot be a verb.
"""

from dataclasses import dataclass, replace

from pipeline.french.context_words import context_words
from pipeline.french.function_words import DE, QUE, THE, TO
from pipeline.french.lexicons import word_set
from pipeline.french.quotes.cue_lexicon import (
    FINITE,
    GERUND,
    INFINITIVE,
    PARTICIPLE,
    CueVerb,
    masculine_participle,
    verb_forms,
)
from pipeline.french.trace import refused
from pipeline.french.verbs import (
    AVOIR,
    ETRE,
    INVERTED,
    LINKS,
    NEGATORS,
    SUBJECT_PRONOUNS,
    Group,
    verb_group,
)
from pipeline.french.view import View

UNGOVERNED = "the infinitive hangs on nothing that reports"
COMPOUND, PASSIVE, REDUCED = "compound", "passive", "reduced"
COORDINATORS = frozenset({"et", "puis", "mais", "ou"})
_DETERMINERS = word_set(
    "le la les l' un une des du de d' au aux ce cet cette ces son sa ses leur leurs notre nos "
    "votre vos mon ma mes chaque aucun aucune toute tout quelque quelques plusieurs"
)
# Between a verb and the infinitive that hangs on it: « a cru bon d'ajouter ».
_BEFORE_INFINITIVE = word_set("de d' à pour par y en bon utile nécessaire")
_REACH = 16
_SHARED = 60
_PURPOSE = 8
# Forms whose lemma the model errs on.
_INFINITIVES = {"veut": "vouloir", "veux": "vouloir", "refuse": "refuser"}
_IMPERSONAL = frozenset({"falloir", "suffire", "assez", "trop"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying where it stands.

    `at` is the position of its (first) word, `end` behind its last word; `first` where its verb
    group begins (auxiliaries, clitics, negation); `after` where its complements may begin (behind
    an inverted pronoun); `pronoun` the position of that pronoun; `governor` that of the finite verb
    that an infinitive depends on; `doubt` why it may report nothing.
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
    doubt: str = ""

    def takes(self, *constructions: str) -> bool:
        """Whether the verb takes one of these constructions of the lexicon."""
        return not self.verb.constructions.isdisjoint(constructions)


def find_cues(view: View) -> list[Cue]:
    """The cue verbs, also those inside quotation marks, in text order."""
    forms = verb_forms()
    cues: list[Cue] = []
    for p, form in enumerate(view.low):
        if form in forms and not _ends_compound(view, p):
            cue = _cue_at(view, p, forms[form])
            if cue is not None:
                cues.append(_shared_auxiliary(view, cue))
    return cues


def _ends_compound(view: View, p: int) -> bool:
    """« au lieu-dit Kerlan »: the end of a noun with a hyphen."""
    at = view.starts[p]
    return p > 0 and view.text[at - 1 : at] == "-" and view.text[at - 2 : at - 1].isalpha()


def _shared_auxiliary(view: View, cue: Cue) -> Cue:
    """« a salué A, assuré que B et promis C »: participles may stand under an earlier « avoir »."""
    masculine = masculine_participle(cue.verb.lemma.split()[0])
    if cue.form != REDUCED or view.low[cue.at] != masculine:
        return cue
    p = view.run_start(cue.at, ("ADV",)) - 1
    listed = view.word(p) == "," and view.word(cue.end) in QUE
    if not (listed or view.word(p) in COORDINATORS) or view.inside[p] >= 0:
        return cue
    for q in range(max(view.first[cue.at], p - _SHARED), p):
        if view.inside[q] < 0 and view.low[q] in AVOIR and view.words[q].pos_ == "AUX":
            return replace(cue, form=COMPOUND, first=p + 1)
    return cue


def _cue_at(view: View, p: int, readings: tuple[tuple[CueVerb, str], ...]) -> Cue | None:
    group = verb_group(view, p)
    kinds = {kind for _, kind in readings}
    form, kind = _form(view, p, kinds, group)
    if (
        not form
        and FINITE in kinds
        and any(verb.rest and _phrase_end(view, p, verb) is not None for verb, _ in readings)
    ):
        form, kind = FINITE, FINITE  # « fait savoir », whatever the tagger makes of « fait »
    own = sorted((v for v, k in readings if k == kind), key=lambda v: not v.with_y)
    reflexive = group.reflexive and any(verb.reflexive for verb in own)
    for verb in own:
        if verb.with_y and not any(view.low[q] == "y" for q in range(group.first, p)):
            continue
        if group.reflexive and not reflexive and "comme" not in verb.constructions:
            continue  # « s'expliquer par »: no saying
        end = _phrase_end(view, p, verb) if verb.reflexive == reflexive else None
        if end is not None:
            return completed(view, p, end, verb, form, group)
    if own:
        return refused(view, "cue", "the verb says nothing with these words around it", p)
    return refused(view, "cue", "the word is no verb of saying here", p)


def _form(view: View, p: int, kinds: set[str], group: Group) -> tuple[str, str]:
    """How the word is used, and the kind of its form; ("", "") where it is no verb."""
    verb, adjective = view.is_verb(p), view.words[p].pos_ == "ADJ"
    determined = view.word(p - 1) in _DETERMINERS and view.words[p - 1].pos_ != "PRON"
    if PARTICIPLE in kinds and group.auxiliary is not None:
        return _compound_form(view.low[group.auxiliary], group), PARTICIPLE
    if INFINITIVE in kinds and verb:
        return INFINITIVE, INFINITIVE
    if GERUND in kinds and verb and not determined:
        return GERUND, GERUND
    if FINITE in kinds and _is_finite(view, p, group, PARTICIPLE in kinds):
        return FINITE, FINITE
    if PARTICIPLE in kinds and (verb or adjective) and not determined:
        return REDUCED, PARTICIPLE
    return "", ""


def _compound_form(auxiliary: str, group: Group) -> str:
    if group.passive or (auxiliary in ETRE and not group.reflexive):
        return PASSIVE
    if auxiliary in ("avoir", "être"):
        return INFINITIVE
    return GERUND if auxiliary in ("ayant", "étant") else COMPOUND


def _is_finite(view: View, p: int, group: Group, ambiguous: bool) -> bool:
    before, after = view.word(p - 1), view.word(p + 1)
    if group.pronoun is not None or group.ne or group.reflexive:
        return True
    if before in SUBJECT_PRONOUNS or before == "qui" or after == "-t" or after in INVERTED:
        return True
    if before in _DETERMINERS:
        compared = "comme" in view.low[max(p - 3, 0) : p - 1]  # « comme (elle) le résume »
        return (compared or view.is_verb(p)) and (before in THE or before == "leur")
    if ambiguous and view.verb_form(p) == "Part" and after == "par":
        return False
    if after in ("avoir", "être") or view.is_verb(p) or (not ambiguous and _only_verb(view, p)):
        return True
    # A noun by its tag is a verb where only a verb can stand: behind a mark, before « que »,
    # before the colon of a quote.
    if after == ":" and p + 2 < len(view) and view.is_mark(p + 2):
        return True
    if view.word(view.run_end(p + 1, ("ADV",), view.last[p] - 1)) in QUE:
        return view.words[p].pos_ != "NOUN" or before not in ("en", "par", "de", "d'", "sur")
    if before in ("et", "mais", "puis"):
        return _opens_predicate(view, p + 1)
    opens = p == 0 or view.is_mark(p - 1) or before in (",", "!", "?", "…")
    return opens and p + 1 < len(view) and view.words[p + 1].pos_ in ("DET", "PROPN")


def _only_verb(view: View, p: int) -> bool:
    """« L'armée annonce, via un communiqué, avoir … »: behind its subject, no other verb there."""
    first, last = view.first[p], view.last[p]
    if p == first or view.is_headline(p):
        return False
    behind_subject = view.words[p - 1].pos_ in ("NOUN", "PROPN", "ADJ") or (
        view.low[p - 1] == "," and p - 2 > first
    )
    opened = any(view.words[k].pos_ in ("DET", "PROPN", "PRON") for k in range(first, p - 1))
    others = (k for k in range(first, last) if view.inside[k] < 0 and k != p)
    return behind_subject and opened and not any(view.is_finite(k) for k in others)


def _opens_predicate(view: View, p: int) -> bool:
    """« et promet d'agir », « et demande aux élus de voter », « et pointe l'absence »."""
    if view.word(p) in DE | TO:
        ahead = view.behind(p, _REACH)
        return any(view.low[k - 1] in DE | {"à"} and view.verb_form(k) == "Inf" for k in ahead)
    return p + 1 < len(view) and view.words[p].pos_ == "DET"


def _phrase_end(view: View, p: int, verb: CueVerb) -> int | None:
    """Behind the last word of a verb phrase; None where its further words do not follow."""
    q = p + 1
    for word in verb.rest:
        limit = min(q + 3, len(view))
        while (
            q < limit
            and view.low[q] != word
            and (view.words[q].pos_ in ("ADV", "PRON") or view.low[q] in LINKS | {"été"})
        ):
            q += 1
        if view.word(q) != word:
            return None
        q += 1
    return q


def completed(view: View, p: int, end: int, verb: CueVerb, form: str, group: Group) -> Cue | None:
    """The cue of a verb at [p, end) with what follows it; None where an infinitive reports not."""
    pronoun, after = group.pronoun, end
    shift = view.word(end) in ("-t", "-")
    inverted = view.word(end + shift)
    if inverted in INVERTED or (shift and inverted in SUBJECT_PRONOUNS):
        pronoun, after = end + shift, end + shift + 1
    restricted = group.ne and not _is_negated(view, group, after) and view.word(after) in QUE
    governor, first, undone = None, group.first, False
    if form == INFINITIVE:
        governed = _governor(view, first)
        if governed is None and _tells(view, after):
            return Cue(p, end, first, after, verb, form, group.reflexive, doubt=UNGOVERNED)
        if governed is None:
            return refused(view, "cue", UNGOVERNED, p)
        governor, first, undone = governed
    negated = (undone or (group.ne and not restricted)) and verb.stance != "wish"
    return Cue(
        p, end, first, after, verb, form, group.reflexive, negated, restricted, pronoun, governor
    )


def _tells(view: View, p: int) -> bool:
    """Whether « que » or marked words follow, maybe behind an adverb or a date."""
    while p < len(view) and (view.words[p].pos_ == "ADV" or view.time_end[p] > p):
        p = max(view.time_end[p], p + 1)
    return view.word(p) in QUE or (p < len(view) and view.is_mark(p))


def _is_negated(view: View, group: Group, after: int) -> bool:
    """Whether « ne » has its second word, in the verb's group or behind it."""
    return group.ne and (group.negator or view.word(after) in NEGATORS)


def _governor(view: View, first: int) -> tuple[int | None, int, bool] | None:
    """The verb that an infinitive hangs on: its position, the group's first word, negation.

    None where the infinitive does not report: one that hangs on nothing known (« il faut dire »,
    « c'est-à-dire ») is the author's own word.
    """
    low, q = view.low, first - 1
    start = max(view.first[first], first - 8)
    if q >= start and low[q] == "sans":
        return None, q, True
    while q >= start and (low[q] in _BEFORE_INFINITIVE or view.words[q].pos_ == "ADV"):
        if low[q] == "pour" and low[first] in ("avoir", "être"):
            return None
        q -= 1
    if q < start:
        return (None, start, False) if view.word(first - 1) == "pour" else None
    if low[q + 1] in DE and _narrates(view, q + 1):
        return None, q + 1, False  # « Et d'ajouter : « … » », « Et le maire de conclure : »
    if low[q] in ("après", "avant"):
        return None, q, False
    lemma = _INFINITIVES.get(low[q], view.words[q].lemma_.casefold())
    if lemma not in context_words("governor", "refusal", "litotes"):
        return (None, first, False) if _is_purpose(view, first) else None
    group = verb_group(view, q)
    negated = _is_negated(view, group, q + 1)
    if lemma in context_words("litotes"):
        return q, group.first, not negated and lemma in ("cesser", "arrêter")
    return q, group.first, negated != (lemma in context_words("refusal"))


def _is_purpose(view: View, first: int) -> bool:
    """« ont défilé pour dénoncer « … » », « afin de rappeler que P »: said by who does it."""
    before = view.word(first - 1)
    purpose = before == "pour" or (before in DE and view.word(first - 2) == "afin")
    if any(view.words[p].lemma_ in _IMPERSONAL for p in range(view.first[first], first)):
        return False  # « il faut du courage pour dire que P »
    told = any(view.low[p] in QUE for p in view.behind(first, _PURPOSE))
    return purpose and (told or any(map(view.is_mark, view.behind(first, 4))))


def _narrates(view: View, de: int) -> bool:
    """Whether « de » and its infinitive tell what somebody did: no verb stands before them."""
    first = view.first[de]
    lead = range(first, de)
    opens = view.low[first] in ("et", "puis") or view.words[first].pos_ in ("PRON", "PROPN")
    plain = {"CCONJ", "DET", "NOUN", "PROPN", "PRON", "ADJ", "ADV", "PUNCT"}
    return opens and len(lead) <= _REACH and all(view.words[k].pos_ in plain for k in lead)
