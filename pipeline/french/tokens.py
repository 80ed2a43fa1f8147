"""The tokens of a document as columns, and as the words and spaces of a Doc."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tokens:
    """The tokens of one document, column by column, without white-space tokens.

    `start`, `end` are character offsets in the document; `head` is an index into these columns.
    """

    sent_id: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    morph: list[str] = field(default_factory=list)
    dep: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.start)


def words_and_spaces(
    text: str, start: Sequence[int], end: Sequence[int]
) -> tuple[list[str], list[bool], list[int]]:
    """Words and spaces that spell `text` exactly, with white-space tokens for what a space is not.

    Returns also, for each given token, its index among the words.
    """
    words: list[str] = []
    spaces: list[bool] = []
    index: list[int] = []
    position = 0
    for a, b in zip(start, end, strict=True):
        _fill_gap(text[position:a], words, spaces)
        index.append(len(words))
        words.append(text[a:b])
        spaces.append(False)
        position = b
    _fill_gap(text[position:], words, spaces)
    return words, spaces, index


def _fill_gap(gap: str, words: list[str], spaces: list[bool]) -> None:
    if gap.startswith(" ") and words:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)
