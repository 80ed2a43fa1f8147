"""Bytes to text: UTF-8, UTF-16 and UTF-32 by their marks, else a legacy encoding of French."""

import codecs
import unicodedata
from typing import NamedTuple

from charset_normalizer import from_bytes

from pipeline.corpus.rejection import Reason, Rejection

SNIFFED_BYTES = 64
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"OggS", "an Ogg file"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
# UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What French was written in before UTF-8, most frequent first: Windows (and, within it, Latin-1),
# Latin-9 of Unix, classic Mac OS, MS-DOS.
_FRENCH_ENCODINGS = ("cp1252", "iso8859-15", "mac_roman", "cp850")
_FRENCH_LETTERS = frozenset("àâçéèêëîïôùûüœæÀÂÇÉÈÊËÎÏÔÙÛÜŒÆ")
_FRENCH_SIGNS = frozenset("«»’‘“”–—…€°•·\u00a0\u202f²³")
_ONE_LETTER_WORDS = frozenset("àÀôÔ")
_EXPECTED, _FOREIGN, _UNUSUAL, _ABSURD = 1, 0, -1, -3
# One letter in twelve of French has a diacritic; in Cyrillic or Greek read as Latin, most have.
_FEW_LETTERS, _ACCENTED_SHARE = 8, 0.3
# Without their marks these fit any bytes.
_WIDE_ENCODINGS = ["utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be", "utf_7"]
_ORDINARY_CONTROLS = frozenset("\t\n\r\x0b\x0c\x85\x1a")


class Decoded(NamedTuple):
    """The exact text (line ends untouched) and the codec: `data.decode(encoding) == text`."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Decode a text file. Raises Rejection: empty, binary or undecodable."""
    kind = binary_kind(data)
    if kind is not None:
        raise Rejection(
            Reason.BINARY, f"This is {kind}, not plain text: export its text as a .txt file."
        )
    decoded = _decode_marked(data) or _decode_utf8(data) or _decode_legacy(data)
    if not decoded.text.strip("\ufeff\u200b \t\r\n\x0b\x0c\x1a\u00a0\u202f\u2028\u2029\x85"):
        raise Rejection(
            Reason.EMPTY, "The file holds no text: put the article in, or remove the file."
        )
    _refuse_controls(decoded.text)
    return decoded


def binary_kind(head: bytes) -> str | None:
    """What the first bytes (SNIFFED_BYTES suffice) show to be no text, or None."""
    return next((kind for magic, kind in _SIGNATURES if head.startswith(magic)), None)


def _decode_marked(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError as error:
                raise _damaged(encoding.removesuffix("-sig").upper(), error) from error
    return None


def _decode_utf8(data: bytes) -> Decoded | None:
    if b"\x00" in data:
        raise Rejection(
            Reason.BINARY,
            "The file holds NUL bytes: save it as UTF-8 if it is UTF-16 without a byte order mark, "
            "else remove it.",
        )
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        # Read as a legacy encoding, every accent of a damaged UTF-8 file would come out wrong.
        if _is_damaged_utf8(data):
            raise _damaged("UTF-8", error) from error
        return None


def _is_damaged_utf8(data: bytes) -> bool:
    marked = data.decode("utf-8", "replace")
    sound = sum(c in _FRENCH_LETTERS or c in _FRENCH_SIGNS for c in marked)
    return sound > marked.count("\ufffd")


def _damaged(encoding: str, error: UnicodeDecodeError) -> Rejection:
    return Rejection(
        Reason.UNDECODABLE,
        f"The file is {encoding} but its byte {error.start} is not: it is cut or mixes encodings; "
        "save it again as UTF-8.",
    )


def _decode_legacy(data: bytes) -> Decoded:
    """charset-normalizer proposes, the plausibility as French decides.

    Left alone, the library takes short French texts for Central European or Urdu ones.
    """
    proposed = {match.encoding for match in from_bytes(data, cp_isolation=list(_FRENCH_ENCODINGS))}
    readings = [
        Decoded(text, encoding)
        for encoding in _FRENCH_ENCODINGS
        if (not proposed or encoding.replace("-", "_") in proposed)
        and (text := _try_decode(data, encoding)) is not None
    ]
    scores = [french_plausibility(reading.text) for reading in readings]
    if scores and max(scores) > 0:
        return readings[scores.index(max(scores))]
    match = from_bytes(data, cp_exclusion=_WIDE_ENCODINGS).best()
    text = _try_decode(data, match.encoding) if match is not None else None
    if match is None or text is None:
        raise Rejection(
            Reason.UNDECODABLE,
            "The encoding of the file could not be found out: save it as UTF-8.",
        )
    return Decoded(text, match.encoding)


def _try_decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def french_plausibility(text: str) -> int:
    """Sum over the characters beyond ASCII: expected in French where they stand, or absurd there.

    Above 0, a French reader would find the text readable.
    """
    letters = sum(c.isalpha() for c in text)
    foreign = sum(c.isalpha() and c > "\x7f" for c in text)
    if foreign > max(_FEW_LETTERS, letters * _ACCENTED_SHARE):
        return _ABSURD * foreign
    padded = f" {text} "
    return sum(
        _character_score(padded[i - 1], c, padded[i + 1])
        for i, c in enumerate(padded)
        if c > "\x7f"
    )


def _character_score(before: str, char: str, after: str) -> int:
    if char.isalpha():
        return _letter_score(before, char, after)
    if char not in _FRENCH_SIGNS:
        return _ABSURD
    if char == "…" and before.isspace() and after.isspace():
        return 0  # the byte that is « à » in MS-DOS
    if before.isalpha() and after.isalpha() and char not in "’‘·\u00a0":
        return _UNUSUAL if char == "–" else _ABSURD
    return _EXPECTED


def _letter_score(before: str, char: str, after: str) -> int:
    alone = not (before.isalpha() or after.isalpha())
    if alone and char not in _ONE_LETTER_WORDS:
        return _ABSURD
    if char.isupper() and before.isalpha() and (before.islower() or after.islower()):
        return _ABSURD
    if char.islower() and after.isupper():
        return _ABSURD
    if (char == "à" and after.isalpha()) or (char == "Ç" and after.islower() and after not in "aà"):
        return _UNUSUAL
    return _EXPECTED if char in _FRENCH_LETTERS else _FOREIGN


def _refuse_controls(text: str) -> None:
    """A stray control character of a wire feed is harmless; many of them are no text."""
    found = sum(unicodedata.category(c) == "Cc" and c not in _ORDINARY_CONTROLS for c in text)
    if found > max(2, len(text) // 100) or "\x00" in text:
        raise Rejection(
            Reason.BINARY,
            f"The file holds {found} control characters: it is not plain text; remove it or export "
            "its text as UTF-8.",
        )
