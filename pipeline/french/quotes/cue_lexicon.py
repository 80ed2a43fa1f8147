"""The cue lexicons, checked, and cue verbs by the forms that a text shows."""

from dataclasses import dataclass
from functools import cache

from pipeline.errors import LexiconError
from pipeline.french.lexicons import Lexicon, check_values, load_lexicon, word_set

CONSTRUCTIONS = word_set(
    "que que_marks si inf de à incise np marks np_de np_à np_pour np_contre np_sur who_de who_à "
    "comme as"
)
NOUN_CONSTRUCTIONS = frozenset({"que", "selon", "de"})
STANCES = word_set(
    "neutral assertion accusation denial doubt promise demand praise criticism regret fear "
    "warning confession belief wish proposal question threat"
)
FINITE, INFINITIVE, GERUND, PARTICIPLE = "finite", "infinitive", "gerund", "participle"


@dataclass(frozen=True, slots=True)
class CueVerb:
    """A verb of saying: `rest` are the words of a phrase behind it (« faire savoir »).

    `with_y` holds for what is one with « y » only (« y voir »).
    """

    lemma: str
    rest: tuple[str, ...]
    reflexive: bool
    constructions: frozenset[str]
    stance: str
    needs_speaker: bool
    with_y: bool = False


@dataclass(frozen=True, slots=True)
class Preposition:
    """Words that name a source: `words` without the last preposition, which is `last` (or "")."""

    words: tuple[str, ...]
    last: str
    sources: str
    place: str


@cache
def verb_forms() -> dict[str, tuple[tuple[CueVerb, str], ...]]:
    """Form → the cue verbs that it may be, each with the kind of form. Raises LexiconError."""
    lexicon = load_lexicon("cue_verbs")
    check_values(lexicon, "voice", ("plain", "reflexive", "y"))
    check_values(lexicon, "stance", STANCES)
    check_values(lexicon, "source", ("any", "speaker"))
    found: dict[str, list[tuple[CueVerb, str]]] = {}
    for row in lexicon.rows:
        first, *rest = row["verb"].split()
        verb = CueVerb(
            row["verb"],
            tuple(rest),
            row["voice"] == "reflexive",
            _split(lexicon, row["constructions"], CONSTRUCTIONS),
            row["stance"],
            row["source"] == "speaker",
            row["voice"] == "y",
        )
        for form, kind in inflect(first):
            found.setdefault(form, []).append((verb, kind))
    # A verb phrase before the plain verb: « fait savoir » is not « fait ».
    return {form: tuple(sorted(v, key=lambda x: -len(x[0].rest))) for form, v in found.items()}


def inflect(infinitive: str) -> list[tuple[str, str]]:
    """Third-person and non-finite forms of a verb, each with its kind. Raises LexiconError."""
    lexicon = load_lexicon("verb_endings")
    fitting = [row for row in lexicon.rows if infinitive.endswith(row["ending"])]
    if not fitting:
        raise LexiconError(
            f"No row of lexicon 'verb_endings' fits the verb {infinitive!r}: add its ending."
        )
    row = max(fitting, key=lambda row: len(row["ending"]))
    stem = infinitive[: len(infinitive) - len(row["ending"])]
    forms = [(infinitive, INFINITIVE), (stem + row["gerund"], GERUND)]
    forms += [(stem + ending, FINITE) for ending in row["finite"].split()]
    masculine = stem + row["participle"]
    plural = masculine if masculine.endswith("s") else masculine + "s"
    forms += [
        (form, PARTICIPLE)
        for form in dict.fromkeys((masculine, plural, masculine + "e", masculine + "es"))
    ]
    return forms


@cache
def prepositions() -> dict[str, tuple[Preposition, ...]]:
    """First word → the source prepositions that begin with it, longest first."""
    lexicon = load_lexicon("cue_prepositions")
    check_values(lexicon, "sources", ("any", "named", "own", "none"))
    check_values(lexicon, "place", ("any", "front"))
    found: dict[str, list[Preposition]] = {}
    for row in lexicon.rows:
        words = row["form"].replace("'", "' ").split()
        last = words.pop() if len(words) > 1 and words[-1] in ("de", "à") else ""
        entry = Preposition(tuple(words), last, row["sources"], row["place"])
        found.setdefault(words[0], []).append(entry)
    return {first: tuple(sorted(v, key=lambda x: -len(x.words))) for first, v in found.items()}


@cache
def cue_nouns() -> dict[str, tuple[frozenset[str], str]]:
    """Lemma of a cue noun → its constructions and stance."""
    lexicon = load_lexicon("cue_nouns")
    check_values(lexicon, "stance", STANCES)
    return {
        row["noun"]: (_split(lexicon, row["constructions"], NOUN_CONSTRUCTIONS), row["stance"])
        for row in lexicon.rows
    }


@cache
def masculine_participle(infinitive: str) -> str:
    """The past participle as it stands under « avoir »."""
    return next(form for form, kind in inflect(infinitive) if kind == PARTICIPLE)


def _split(lexicon: Lexicon, cell: str, allowed: frozenset[str]) -> frozenset[str]:
    parts = frozenset(cell.split(","))
    if unknown := parts - allowed:
        raise LexiconError(
            f"lexicon {lexicon.name!r}: unknown construction {sorted(unknown)[0]!r} in {cell!r}; "
            f"known: {', '.join(sorted(allowed))}."
        )
    return parts
