"""Forms of French words, by rule: verbs by `verb_endings`, plurals by `plural_endings`."""

from functools import cache

from pipeline.errors import LexiconError
from pipeline.french.lexicons import load_lexicon

FINITE, INFINITIVE, GERUND, PARTICIPLE = "finite", "infinitive", "gerund", "participle"


def conjugate(infinitive: str) -> list[tuple[str, str]]:
    """Third-person and non-finite forms of a verb, each with its kind. Raises LexiconError."""
    rows = load_lexicon("verb_endings").rows
    fitting = [row for row in rows if infinitive.endswith(row["ending"])]
    if not fitting:
        raise LexiconError(
            f"No row of lexicon 'verb_endings' fits the verb {infinitive!r}: add its ending."
        )
    row = max(fitting, key=lambda row: len(row["ending"]))
    stem = infinitive.removesuffix(row["ending"])
    forms = [(infinitive, INFINITIVE), (stem + row["gerund"], GERUND)]
    forms += [(stem + ending, FINITE) for ending in row["finite"].split()]
    return forms + [(form, PARTICIPLE) for form in agreeing(stem + row["participle"])]


def agreeing(participle: str) -> tuple[str, ...]:
    """The four forms of a participle, of its masculine singular (« promis » is its own plural)."""
    feminine = participle + "e"
    return tuple(dict.fromkeys((participle, plural(participle), feminine, feminine + "s")))


def plural(noun: str) -> str:
    """The plural of a noun, or of the first word of several (« chef d'équipe »)."""
    first, space, rest = noun.partition(" ")
    for ending, instead in _plural_endings():
        if first.endswith(ending):
            return first.removesuffix(ending) + instead + space + rest
    return f"{first}s{space}{rest}"


@cache
def _plural_endings() -> tuple[tuple[str, str], ...]:
    """Ending and what takes its place, the longest first."""
    rows = sorted(load_lexicon("plural_endings").rows, key=lambda row: -len(row["ending"]))
    return tuple((row["ending"], row["plural"]) for row in rows)
