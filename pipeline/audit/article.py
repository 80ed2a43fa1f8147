"""An article as it is shown: paragraphs with their pieces, and the rows found in each.

The review app and the report both show articles; what differs is which layers they ask for.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.audit.corpus import Corpus, Row
from pipeline.audit.layers import Layer, Piece, pieces

Window = tuple[int, int]
# An article longer than this is shown in parts, so that a page stays light.
PART = 60_000
_NEAR = 10_000
_LABELS = {"PER": "person", "LOC": "place", "ORG": "organisation"}


@dataclass(frozen=True, slots=True)
class Section:
    """A paragraph in the text: offsets, and the kind of its first sentence."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it is shown; `rows` are the quotes and claims that begin in it.

    `before` and `after` say whether the window cuts it.
    """

    start: int
    kind: str
    pieces: tuple[Piece, ...]
    rows: tuple[Row, ...] = ()
    before: bool = False
    after: bool = False


def sections(corpus: Corpus, doc_id: str, window: Window | None = None) -> list[Section]:
    """The paragraphs of a document, or of a window of it from the first sentence that reaches in;
    its lines where it was not analysed (a duplicate)."""
    sentences = corpus["sentences"].of(doc_id, window)
    if not sentences:
        document = corpus.document(doc_id)
        return list(_lines(str(document["text"]))) if document else []
    grouped = groupby(sentences, key=lambda row: row["paragraph"])
    groups = [list(rows) for _, rows in grouped]
    return [Section(rows[0]["start"], rows[-1]["end"], rows[0]["kind"]) for rows in groups]


def _lines(text: str) -> Iterator[Section]:
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield Section(start, start + len(line.rstrip("\r\n")), "body")
        start += len(line)


def paragraphs(
    text: str,
    parts: Sequence[Section],
    layers: Iterable[Layer],
    rows: Iterable[Row] = (),
    window: Window | None = None,
) -> Iterator[Paragraph]:
    """The paragraphs inside the window, or all of them, with their pieces and rows."""
    low, high = window or (0, len(text))
    shown = sorted((la for la in layers if la.end > low and la.start < high), key=lambda la: la.end)
    ends = [layer.end for layer in shown]
    ordered = sorted(rows, key=lambda row: (row["start"], row["end"]))
    starts = [row["start"] for row in ordered]
    for part in parts:
        start, end = max(part.start, low), min(part.end, high)
        if start >= end:
            continue
        over = [layer for layer in shown[bisect_right(ends, start) :] if layer.start < end]
        inside = ordered[bisect_left(starts, start) : bisect_left(starts, end)]
        cut = tuple(pieces(text, start, end, over))
        yield Paragraph(start, part.kind, cut, tuple(inside), start > part.start, end < part.end)


def window_around(text: str, start: int, end: int) -> Window:
    """The whole text, or of a long one what is near a span, cut at white space."""
    if len(text) <= 2 * _NEAR:
        return 0, len(text)
    low, high = max(start - _NEAR // 2, 0), min(min(end, start + _NEAR) + _NEAR // 2, len(text))
    return _at_space(text, low, 0), _at_space(text, high, len(text))


def parts_of(text: str) -> list[Window]:
    """The windows in which a document is shown, one after the other."""
    cuts = [0]
    while len(text) - cuts[-1] > PART:
        cuts.append(_at_space(text, cuts[-1] + PART, len(text)))
    return list(zip(cuts, [*cuts[1:], len(text)], strict=True))


def part_of(windows: Sequence[Window], offset: int) -> int:
    """The number, from 0, of the window that holds an offset."""
    return max(bisect_right([low for low, _ in windows], offset) - 1, 0)


def _at_space(text: str, offset: int, border: int) -> int:
    """The next white space within 200 characters of an offset, else the offset itself."""
    if offset == border:
        return offset
    near = range(offset, min(offset + 200, len(text)))
    return next((i for i in near if text[i].isspace()), offset)


def mention_layers(rows: Iterable[Row]) -> Iterator[Layer]:
    """People, places and organisations."""
    for row in rows:
        yield Layer(row["start"], row["end"], _LABELS[row["label"]], row["entity_id"] or "")


def quote_layers(row: Row) -> Iterator[Layer]:
    """Content, cue, speaker and relay of a quote."""
    yield Layer(row["start"], row["end"], "content", row["quote_id"])
    yield from _spans(row, row["quote_id"], ("cue", "speaker", "relay"))


def claim_layers(row: Row) -> Iterator[Layer]:
    """Number, modifier, who and source of a claim."""
    yield Layer(row["start"], row["end"], "number", row["claim_id"])
    yield from _spans(row, row["claim_id"], ("modifier", "who", "source"))


def item_layers(corpus: Corpus, table: str, row: Row, window: Window) -> Iterator[Layer]:
    """The layers of one quote or claim under review, the mentions that name its source, and,
    fainter, what else was found in a window of its document."""
    yield from quote_layers(row) if table == "quotes" else claim_layers(row)
    if table == "claims":
        yield from _spans(row, row["claim_id"], ("evidence",))
    named = row["speaker_entity_id" if table == "quotes" else "source_entity_id"]
    for mention in corpus.mentions_in(row["doc_id"], named):
        yield Layer(mention["start"], mention["end"], "chain", mention["mention_id"])
    for quote in corpus["quotes"].of(row["doc_id"], window):
        if quote["quote_id"] != row.get("quote_id") or table == "claims":
            yield Layer(quote["start"], quote["end"], "other-quote", quote["quote_id"])
    for claim in corpus["claims"].of(row["doc_id"], window):
        if claim["claim_id"] != row.get("claim_id"):
            yield Layer(claim["start"], claim["end"], "other-claim", claim["claim_id"])


def document_layers(
    mentions: Iterable[Row], quotes: Iterable[Row], claims: Iterable[Row]
) -> list[Layer]:
    """All layers of a document, or of a window of it, from its rows."""
    layers = list(mention_layers(mentions))
    for quote in quotes:
        layers += quote_layers(quote)
    for claim in claims:
        layers += claim_layers(claim)
    return layers


def _spans(row: Row, identifier: str, stems: Iterable[str]) -> Iterator[Layer]:
    for stem in stems:
        if row[f"{stem}_start"] is not None:
            yield Layer(row[f"{stem}_start"], row[f"{stem}_end"], stem, identifier)
