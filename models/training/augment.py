"""Augmentation: the same sentences as other newsrooms would have written them.

Every change keeps the words of an entity together and its label as it is. Each has a share: the
part of the examples that a changed copy is made of.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from pipeline.french.docs import blank_vocab
from pipeline.french.text import plain_capitals, truecase

_TITLES = {"M.": 5, "Mme": 3, "Mr": 1, "MM.": 0, "Dr": 1, "Me": 1}


@dataclass(slots=True)
class Sentence:
    """Words, whether a space follows each, and entities as (first, last, label) over words."""

    words: list[str]
    spaces: list[bool]
    entities: list[tuple[int, int, str]]


Names = dict[str, list[list[str]]]
Rewritten = tuple[list[str], list[str], list[bool]]
Change = Callable[[Sentence, random.Random, Names], Sentence]


def capitals(sentence: Sentence, rng: random.Random, names: Names) -> Sentence:
    """A headline in capitals, their accents kept or not."""
    words = [word.upper() for word in sentence.words]
    if rng.random() < 0.5:
        words = [plain_capitals(word) for word in words]
    return Sentence(words, sentence.spaces, sentence.entities)


def lower_case(sentence: Sentence, rng: random.Random, names: Names) -> Sentence:
    """A headline in capitals after truecasing that knew none of its words."""
    words = [truecase(word.upper(), {}).lower() for word in sentence.words]
    first = words[0][:1].upper() + words[0][1:]
    return Sentence([first, *words[1:]], sentence.spaces, sentence.entities)


def no_accents(sentence: Sentence, rng: random.Random, names: Names) -> Sentence:
    """Capitals without their accents (« Etat », « A Paris »), as many newsrooms write them."""
    words = [plain_capitals(word) for word in sentence.words]
    return Sentence(words, sentence.spaces, sentence.entities)


def title(sentence: Sentence, rng: random.Random, names: Names) -> Sentence:
    """« M. », « Mme » before the names of persons, most of them cut to the surname."""

    def titled(name: list[str], gaps: list[bool], label: str) -> Rewritten:
        if label != "PER":
            return [], name, gaps
        before = rng.choices(list(_TITLES), list(_TITLES.values()))
        kept = -1 if rng.random() < 0.7 else 0
        return before, name[kept:], gaps[kept:]

    return _with_names(sentence, titled)


def other_names(sentence: Sentence, rng: random.Random, names: Names) -> Sentence:
    """Each name replaced by another of its label, or by one that nobody bears."""

    def replaced(name: list[str], gaps: list[bool], label: str) -> Rewritten:
        if rng.random() < 0.7 and _replaceable(name):
            name = _another(name, label, rng, names)
        if len(name) != len(gaps):
            gaps = [True] * (len(name) - 1) + gaps[-1:]
        return [], name, gaps

    return _with_names(sentence, replaced)


def _with_names(
    sentence: Sentence, rewrite: Callable[[list[str], list[bool], str], Rewritten]
) -> Sentence:
    """The sentence with each name as `rewrite` gives it: words before it, its words, their gaps."""
    words, spaces, entities = [], [], []
    at = 0
    for first, last, label in sentence.entities:
        before, name, gaps = rewrite(sentence.words[first:last], sentence.spaces[first:last], label)
        words += sentence.words[at:first] + before
        spaces += sentence.spaces[at:first] + [True] * len(before)
        entities.append((len(words), len(words) + len(name), label))
        words += name
        spaces += gaps
        at = last
    return Sentence(words + sentence.words[at:], spaces + sentence.spaces[at:], entities)


def _replaceable(name: list[str]) -> bool:
    return all(word[:1].isupper() and word.isalpha() and not word.isupper() for word in name)


def _another(name: list[str], label: str, rng: random.Random, names: Names) -> list[str]:
    """A name from the corpus, or as many invented words: one's beginning with another's end."""
    pool = names[label]
    if rng.random() < 0.5:
        return rng.choice(pool)
    return [_invented(word, rng.choice(rng.choice(pool))) for word in name]


def _invented(head: str, tail: str) -> str:
    return head[: (len(head) + 1) // 2] + tail[(len(tail) + 1) // 2 :].lower()


CHANGES: dict[str, Change] = {
    "capitals": capitals,
    "lower_case": lower_case,
    "no_accents": no_accents,
    "title": title,
    "other_names": other_names,
}


@spacy.registry.augmenters("depeche.press.v1")
def create_press_augmenter(
    corpus: str, seed: int, shares: dict[str, float]
) -> Callable[[Language, Example], Iterator[Example]]:
    """An augmenter with a share for each change of CHANGES; names come from the corpus.

    Raises KeyError for a change that does not exist.
    """
    changes = [(CHANGES[name], share) for name, share in sorted(shares.items()) if share > 0]
    names = _names(Path(corpus)) if shares.get("other_names") else {}
    rng = random.Random(seed)

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        yield example
        sentence = _sentence(example.reference)
        if not sentence.words:
            return
        for change, share in changes:
            if rng.random() < share:
                yield _example(nlp, change(sentence, rng, names))

    return augment


def _names(corpus: Path) -> Names:
    """The names of a DocBin file or a folder of them that can stand for another, by label."""
    found: dict[str, set[tuple[str, ...]]] = {}
    files = sorted(corpus.glob("*.spacy")) if corpus.is_dir() else [corpus]
    docs = (doc for file in files for doc in DocBin().from_disk(file).get_docs(blank_vocab()))
    for ent in (ent for doc in docs for ent in doc.ents):
        name = [token.text for token in ent]
        if _replaceable(name):
            found.setdefault(ent.label_, set()).add(tuple(name))
    return {label: [list(name) for name in sorted(pool)] for label, pool in found.items()}


def _sentence(doc: Doc) -> Sentence:
    return Sentence(
        [token.text for token in doc],
        [bool(token.whitespace_) for token in doc],
        [(ent.start, ent.end, ent.label_) for ent in doc.ents],
    )


def _example(nlp: Language, sentence: Sentence) -> Example:
    tags = ["O"] * len(sentence.words)
    for first, last, label in sentence.entities:
        tags[first:last] = [f"B-{label}", *[f"I-{label}"] * (last - first - 1)]
    words: Any = {"words": sentence.words, "spaces": sentence.spaces}
    reference = Doc(nlp.vocab, **words, ents=tags)
    return Example(Doc(nlp.vocab, **words), reference)
