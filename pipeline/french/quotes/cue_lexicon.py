"""The cue lexicons, and cue verbs by the forms that a text shows."""

from dataclasses import dataclass
from functools import cache

from pipeline.french import inflection
from pipeline.french.inflection import conjugate
from pipeline.french.lexicons import load_lexicon

# Kinds of forms, as cues have them.
FINITE, INFINITIVE = inflection.FINITE, inflection.INFINITIVE
GERUND, PARTICIPLE = inflection.GERUND, inflection.PARTICIPLE


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
    found: dict[str, list[tuple[CueVerb, str]]] = {}
    for row in load_lexicon("cue_verbs").rows:
        first, *rest = row["verb"].split()
        verb = CueVerb(
            row["verb"],
            tuple(rest),
            row["voice"] == "reflexive",
            _split(row["constructions"]),
            row["stance"],
            row["source"] == "speaker",
            row["voice"] == "y",
        )
        for form, kind in conjugate(first):
            found.setdefault(form, []).append((verb, kind))
    # A verb phrase before the plain verb: « fait savoir » is not « fait ».
    return {form: tuple(sorted(v, key=lambda x: -len(x[0].rest))) for form, v in found.items()}


@cache
def prepositions() -> dict[str, tuple[Preposition, ...]]:
    """First word → the source prepositions that begin with it, longest first."""
    found: dict[str, list[Preposition]] = {}
    for row in load_lexicon("cue_prepositions").rows:
        words = row["form"].replace("'", "' ").split()
        last = words.pop() if len(words) > 1 and words[-1] in ("de", "à") else ""
        entry = Preposition(tuple(words), last, row["sources"], row["place"])
        found.setdefault(words[0], []).append(entry)
    return {first: tuple(sorted(v, key=lambda x: -len(x.words))) for first, v in found.items()}


@cache
def cue_nouns() -> dict[str, tuple[frozenset[str], str]]:
    """Lemma of a cue noun → its constructions and stance."""
    return {
        row["noun"]: (_split(row["constructions"]), row["stance"])
        for row in load_lexicon("cue_nouns").rows
    }


@cache
def masculine_participle(infinitive: str) -> str:
    """The past participle as it stands under « avoir »."""
    return next(form for form, kind in conjugate(infinitive) if kind == PARTICIPLE)


def _split(constructions: str) -> frozenset[str]:
    return frozenset(constructions.split(","))
