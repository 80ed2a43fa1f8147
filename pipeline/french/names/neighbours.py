"""The words beside a name in its block: what it hangs on, and whether they are part of it."""

from pipeline.french import function_words as grammar
from pipeline.french.names.function_words import function_words
from pipeline.french.names.names import titles
from pipeline.french.names.source_nouns import person_role
from pipeline.french.view import View

_CLITICS = grammar.function_words("inverted", "inverted_dialogue") | {"-t"}


def word_before(view: View, p: int) -> str:
    """The folded word before `p` in its block, or an empty string."""
    k = view.before(p)
    return view.folded[k] if k >= 0 else ""


def noun_before(view: View, p: int) -> int:
    """Position of the nearest word before `p` in its block that is no adjective; -1 for none."""
    k = view.before(p)
    while k >= 0 and view.words[k].pos_ == "ADJ":
        k = view.before(k)
    return k


def governor(view: View, p: int) -> int:
    """Position of the noun whose complement begins at `p` (« région du | Tavor »); -1 for none."""
    k = view.before(p, function_words("complement", "article"))
    return k if k < p - 1 else -1


def behind(view: View, p: int, last: int, *groups: str) -> int:
    """Position behind the words of these groups that stand at `p`, at most `last`."""
    words = function_words(*groups)
    while p < last and view.folded[p] in words:
        p += 1
    return p


def stands_alone(view: View, first: int, last: int) -> bool:
    """Whether no neighbour makes words part of a longer name: « Air France », « Jean Roy-Andria ».

    A name in capitals says nothing about the capital behind it.
    """
    upper = view.words[first].text.isupper()
    capital = view.goes_on(last) and view.is_capital(last) and view.words[last].is_alpha
    if (capital and not upper) or hyphened(view, first) or hyphened(view, last):
        return False
    return not leads(view, view.before(first))


def leads(view: View, p: int) -> bool:
    """Whether a word before a name opens it: by its capital, but no title, role or article."""
    if p < 0 or not view.is_capital(p) or view.words[p].text.isupper() or view.opens_sentence(p):
        return False
    folded = view.folded[p]
    spoken_of = folded in titles() or person_role(folded) is not None
    return not spoken_of and folded not in function_words("article")


def hyphened(view: View, p: int) -> bool:
    """Whether a hyphen ties a word, no clitic, to the one before it: « Brivel | -sur-Tauve »."""
    if not view.is_tied(p) or is_clitic(view, p):
        return False
    token = view.words[p]
    if token.text == "-":
        return view.is_tied(p + 1) and view.words[p + 1].is_alpha
    parted = view.words[p - 1].text == "-" and view.is_tied(p - 1) and token.is_alpha
    return bool(parted or token.text.startswith("-"))


def is_clitic(view: View, p: int) -> bool:
    """Whether a word is a pronoun behind its verb: « -t-il », « -elle », not « Choe Ryong-il »."""
    folded = view.folded[p]
    verb = p > 0 and not view.is_capital(p - 1)
    return verb and (folded.startswith("-t-") or folded in _CLITICS)
