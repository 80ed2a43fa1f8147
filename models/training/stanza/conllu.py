"""Sentences as CoNLL-U (tokens, multi-word tokens, tags, tree) and as BIO (entities)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Word:
    """A syntactic word; `head` is the index of a word of the sentence, or None for the root."""

    form: str
    lemma: str
    upos: str
    feats: str
    head: int | None
    deprel: str


@dataclass(slots=True)
class Token:
    """What stands in the text: one word, or several for a contraction; its entity tag in BIO."""

    form: str
    space_after: bool
    words: list[Word]
    entity: str = "O"


@dataclass(slots=True)
class Sentence:
    """The tokens of a sentence; `opens_paragraph` says that a paragraph begins with it."""

    name: str
    opens_paragraph: bool
    tokens: list[Token] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The sentence as it stands."""
        spelled = "".join(t.form + (" " if t.space_after else "") for t in self.tokens)
        return spelled.strip()


def write_conllu(sentences: Iterable[Sentence], path: Path) -> None:
    """Write sentences as CoNLL-U, multi-word tokens as ranges."""
    path.write_text("".join(_block(sentence) for sentence in sentences), encoding="utf-8")


def write_bio(sentences: Iterable[Sentence], path: Path) -> None:
    """Write a line a token, form and tag, and an empty line behind each sentence."""
    blocks = ("".join(f"{t.form}\t{t.entity}\n" for t in s.tokens) + "\n" for s in sentences)
    path.write_text("".join(blocks), encoding="utf-8")


def bio_tags(
    tokens: Sequence[tuple[int, int]], entities: Iterable[tuple[int, int, str]]
) -> list[str]:
    """A BIO tag for each token, by offsets; an entity that cuts a token in two is left out."""
    first = {start: i for i, (start, _) in enumerate(tokens)}
    last = {end: i for i, (_, end) in enumerate(tokens)}
    tags = ["O"] * len(tokens)
    for start, end, label in entities:
        if start in first and end in last:
            inside = range(first[start], last[end] + 1)
            for i in inside:
                tags[i] = f"{'B' if i == inside.start else 'I'}-{label}"
    return tags


def _block(sentence: Sentence) -> str:
    lines = ["# newpar"] if sentence.opens_paragraph else []
    lines += [f"# sent_id = {sentence.name}", f"# text = {sentence.text}"]
    number = 1
    for at, token in enumerate(sentence.tokens):
        last = at + 1 == len(sentence.tokens)
        misc = "_" if token.space_after or last else "SpaceAfter=No"
        size = len(token.words)
        if size > 1:
            lines.append("\t".join([f"{number}-{number + size - 1}", token.form, *"_" * 7, misc]))
        for word in token.words:
            lines.append(_line(number, word, misc if size == 1 else "_"))
            number += 1
    return "\n".join(lines) + "\n\n"


def _line(number: int, word: Word, misc: str) -> str:
    head = 0 if word.head is None else word.head + 1
    columns = [word.form, word.lemma or word.form, word.upos, "_", word.feats or "_"]
    return "\t".join([str(number), *columns, str(head), word.deprel, "_", misc])
