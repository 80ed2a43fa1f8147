"""What is typed and what holds it: the one comparison behind every filter and search.

A value holds what is typed whatever the case, the accents, the kind of apostrophe or hyphen (which
is as good as a space) and the width of spaces; ligatures are their letters. It is what is typed if
it is that letter for letter.
"""

import math
import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.french.text import fold

Mask = npt.NDArray[np.bool_]

_ALIKE = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4\u0060\uff07", "'")
    | dict.fromkeys("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", " ")
    | {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
    | {"đ": "d", "Đ": "d", "ı": "i"}
    # A soft hyphen and what joins or parts without width are not seen, so nobody types them.
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)
_WORD = re.compile(r"[^\W_]+")
# Words in more of the values than this part, and than so many, say nothing about a name.
_COMMON_SHARE, _COMMON = 0.05, 20
_CLOSE = 0.75


def folded(text: str) -> str:
    """What counts of a text when it is looked for; two texts that count the same are alike."""
    return " ".join(fold(text.translate(_ALIKE)).split())


def words(text: str) -> list[str]:
    """The words of a text, folded, in their order."""
    return _WORD.findall(folded(text))


def close_words(word: str, vocabulary: Iterable[str], n: int = 3) -> list[str]:
    """Words of a folded vocabulary that a misspelt one may mean, the closest first."""
    if len(word) < 4:
        return []
    alike = [known for known in vocabulary if known[:1] == word[0] or known[1:3] == word[1:3]]
    return get_close_matches(word, alike, n, _CLOSE)


class Values:
    """The distinct values of a column of texts, or of lists of texts, and the rows that hold each.

    Masks over the distinct values become masks over the rows by `rows`.
    """

    def __init__(self, column: pa.Array) -> None:
        self._length = len(column)
        parents = np.arange(len(column), dtype=np.int64)
        if pa.types.is_list(column.type):
            parents = pc.list_parent_indices(column).to_numpy(zero_copy_only=False)
            column = pc.list_flatten(column)
        encoded = column.dictionary_encode()
        codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
        # The row and the value of each place that holds one.
        self._rows, self._codes = parents[codes >= 0], codes[codes >= 0]
        self.distinct: Sequence[str] = encoded.dictionary.to_pylist()

    @cached_property
    def _folded(self) -> pa.Array:
        return pa.array([folded(value) for value in self.distinct], pa.string())

    @cached_property
    def _with_word(self) -> dict[str, list[int]]:
        """Word → the values that have it."""
        index: dict[str, list[int]] = {}
        for number, value in enumerate(self._folded.to_pylist()):
            for word in dict.fromkeys(_WORD.findall(value)):
                index.setdefault(word, []).append(number)
        return index

    def holding(self, typed: str) -> Mask:
        """The values that hold what is typed, anywhere."""
        wanted = folded(typed)
        if not wanted:
            return np.zeros(len(self.distinct), dtype=bool)
        return _mask(pc.match_substring(self._folded, wanted))

    def being(self, typed: str) -> Mask:
        """The value that is what is typed, letter for letter."""
        return _mask(pc.equal(pa.array(self.distinct, pa.string()), typed))

    def saying(self, typed: str) -> Mask:
        """The values that hold what is typed as whole words."""
        return self._matching(typed, rf"(?<!\w){re.escape(folded(typed))}(?!\w)")

    def opening(self, typed: str) -> Mask:
        """The values in which a word begins with what is typed."""
        return self._matching(typed, rf"(?<!\w){re.escape(folded(typed))}")

    def _matching(self, typed: str, pattern: str) -> Mask:
        mask, found = self.holding(typed), re.compile(pattern).search
        for number in np.flatnonzero(mask).tolist():
            mask[number] = found(self._folded[number].as_py()) is not None
        return mask

    def rows(self, mask: Mask) -> Mask:
        """The rows that hold one of the values of a mask."""
        held = np.zeros(self._length, dtype=bool)
        held[self._rows[mask[self._codes]]] = True
        return held

    def counts(self, weights: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """How much each value weighs over its rows, given what each row weighs."""
        found = np.bincount(self._codes, weights[self._rows], minlength=len(self.distinct))
        return found.astype(np.int64)

    def near(self, typed: str) -> list[int]:
        """Numbers of the values that share a word with what is typed, or one that is spelt nearly
        so; those that share most, and the rarest words, first."""
        most = max(_COMMON, _COMMON_SHARE * len(self.distinct))
        score: dict[int, float] = {}
        for word in dict.fromkeys(words(typed)):
            known = [word] if word in self._with_word else close_words(word, self._with_word)
            for other in known:
                having = self._with_word[other]
                if len(having) > most or (len(other) < 3 and not other.isdigit()):
                    continue
                alike = SequenceMatcher(None, word, other).ratio()
                for number in having:
                    rarity = math.log(1 + len(self.distinct) / len(having))
                    score[number] = score.get(number, 0.0) + alike * rarity
        return sorted(score, key=lambda number: (-score[number], number))


def _mask(found: pa.Array) -> Mask:
    mask: Mask = np.array(found.to_numpy(zero_copy_only=False), dtype=bool)
    return mask
