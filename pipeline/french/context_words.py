"""Words around a cue that tell what it is about: media, manners, occasions."""

from functools import cache

from pipeline.french.lexicons import check_values, load_lexicon, word_set

_KINDS = word_set(
    "manner medium setting means utterance microphone citing inviting apposed governor refusal "
    "litotes occasion connective reader"
)


@cache
def context_words(*kinds: str) -> frozenset[str]:
    """The words of some kinds of the lexicon `cue_context`. Raises LexiconError."""
    lexicon = load_lexicon("cue_context")
    check_values(lexicon, "kind", _KINDS)
    return frozenset().union(*(lexicon.values("word", kind=kind) for kind in kinds))
