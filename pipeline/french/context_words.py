"""Words around a cue that tell what it is about: media, manners, occasions."""

from functools import cache

from pipeline.french.lexicons import load_lexicon


@cache
def context_words(*kinds: str) -> frozenset[str]:
    """The words of some kinds of the lexicon `cue_context`. Raises LexiconError."""
    lexicon = load_lexicon("cue_context")
    return frozenset().union(*(lexicon.values("word", kind=kind) for kind in kinds))
