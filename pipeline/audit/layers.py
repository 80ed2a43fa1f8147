"""Text with spans that overlap, as pieces that do not: what a page can mark up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Layer:
    """A span to be shown: offsets, what it is (`content`, `cue`, `per` …), the row it is of."""

    start: int
    end: int
    name: str
    row_id: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same layers: its offset, their names and rows.

    `begins` are the layers that start here, for labels and anchors.
    """

    start: int
    text: str
    names: tuple[str, ...]
    row_ids: tuple[str, ...]
    begins: tuple[Layer, ...]


def pieces(text: str, start: int, end: int, layers: Iterable[Layer]) -> Iterator[Piece]:
    """The pieces of `text[start:end]`, in order and without gaps; layers are clipped to it."""
    inside = [layer for layer in layers if layer.start < end and layer.end > start]
    opening: dict[int, list[Layer]] = {}
    closing: dict[int, list[Layer]] = {}
    for layer in inside:
        opening.setdefault(max(layer.start, start), []).append(layer)
        closing.setdefault(min(layer.end, end), []).append(layer)
    cuts = sorted({start, end, *opening, *closing})
    active: list[Layer] = []
    for left, right in pairwise(cuts):
        for layer in closing.get(left, ()):
            active.remove(layer)
        active += opening.get(left, ())
        yield Piece(
            left,
            text[left:right],
            tuple(sorted({layer.name for layer in active})),
            tuple(dict.fromkeys(layer.row_id for layer in active if layer.row_id)),
            tuple(layer for layer in opening.get(left, ()) if layer.start >= start),
        )
