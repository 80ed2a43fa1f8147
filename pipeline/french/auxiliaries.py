"""Forms of auxiliaries and modal verbs, to look up."""

from functools import cache

from pipeline.french.lexicons import load_lexicon


@cache
def auxiliaries() -> dict[str, tuple[str, str]]:
    """Verb and mood by form of an auxiliary."""
    return {r["form"]: (r["verb"], r["mood"]) for r in load_lexicon("auxiliaries").rows}


def forms_of(verb: str) -> frozenset[str]:
    """The forms of one of them: of « avoir », « être », « pouvoir » …"""
    return frozenset(form for form, (of, _) in auxiliaries().items() if of == verb)
