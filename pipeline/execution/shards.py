"""Shards: the unit of batching, of output and of resuming.

Documents in `doc_id` order are cut in front of those whose id's hash says so (content-defined
chunking): a new document changes the shard it falls into and no other, at any corpus size.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipeline.identifiers import digest

FIRST = "start"
_MAX_FACTOR = 2


@dataclass(frozen=True)
class Shard:
    """A shard: its name, which is that of its parts, and for ingest its inputs and their digest.

    `documents` is how much work it is, about: the largest shards are begun first.
    """

    name: str
    documents: int = 0
    inputs: pa.Table | None = None
    digest: str = ""


def cut(doc_ids: Sequence[str], size: int) -> list[tuple[str, Sequence[str]]]:
    """Cut sorted document ids into shards of about `size`: (shard name, its ids), in order.

    The name comes from the document that opens the shard; the first shard is called `start`. A
    stretch of more than twice `size` is cut again, finer, by the same rule.
    """
    shards: list[tuple[str, Sequence[str]]] = []
    for piece in _pieces(doc_ids, size):
        opens = digest(piece[0])
        first = not shards and not _opens(opens, size)
        shards.append((FIRST if first else opens[:12], piece))
    return shards


def _pieces(doc_ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    limit = size * _MAX_FACTOR
    bounds = [i for i, doc_id in enumerate(doc_ids) if i and _opens(digest(doc_id), size)]
    for first, last in zip([0, *bounds], [*bounds, len(doc_ids)], strict=True):
        piece = doc_ids[first:last]
        if len(piece) > limit and size > 1:
            yield from _finer(piece, size // 2, limit)
        elif piece:
            yield piece


def _finer(doc_ids: Sequence[str], divisor: int, limit: int) -> Iterator[Sequence[str]]:
    if len(doc_ids) <= limit or divisor < 1:
        yield doc_ids
        return
    bounds = [i for i, doc_id in enumerate(doc_ids) if i and _opens(digest(doc_id), divisor)]
    for first, last in zip([0, *bounds], [*bounds, len(doc_ids)], strict=True):
        yield from _finer(doc_ids[first:last], divisor // 2, limit)


def _opens(hexadecimal: str, divisor: int) -> bool:
    return int(hexadecimal[:12], 16) % divisor == 0
