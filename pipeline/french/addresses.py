"""Web addresses, e-mail addresses, @names and #tags: each is one token, no figure and no name."""

import re
from bisect import bisect_right
from collections.abc import Sequence

_END = r"(?<![.,;:!?*'’_-])"
_IN_PATH = r"(?:[^\s<>«»“”\"…—|()\[\]{}]|\([^\s()]*\))"
_ADDRESS = re.compile(
    rf"""
      # A shortened address has ten characters, whatever word is glued to it.
      (?:https?://)?(?<![\w.-])(?:t\.co|pic\.(?:twitter|x)\.com)/\w{{10}}
    | (?:https?|ftp)://{_IN_PATH}+{_END}
    | (?<!\w)www\.[\w-]+\.{_IN_PATH}+{_END}
    | (?<![\w@.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+{_END}
    | (?<![\w@./-])(?:[\w-]{{2,}}\.)+[a-z]{{2,6}}/{_IN_PATH}{{2,}}{_END}
    | (?<![\w@/])@(?=\w*[^\W\d_])\w{{2,}}
    | (?<![\w&\#/])\#(?=\w*[^\W\d_])\w{{2,}}
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Whether a text may hold any, before the slower search for where.
_SIGN = re.compile(r"[@#]|://|www\.|\.[A-Za-z]{2,6}/")


def find_addresses(text: str) -> list[tuple[int, int]]:
    """Offsets of the addresses, @names and #tags of a text, in order, apart.

    Punctuation behind them is outside, and a bare domain (« brivel.fr ») is none.
    """
    if _SIGN.search(text) is None:
        return []
    return [match.span() for match in _ADDRESS.finditer(text)]


def is_address(token: str) -> bool:
    """Whether a token is an address, an @name or a #tag."""
    return _SIGN.search(token) is not None and _ADDRESS.fullmatch(token) is not None


def is_inside(addresses: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether an offset lies inside one of the addresses."""
    k = bisect_right(addresses, offset, key=lambda span: span[0]) - 1
    return k >= 0 and offset < addresses[k][1]


def whole_addresses(
    spans: Sequence[tuple[int, int]], addresses: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Token spans with each address as one; tokens that touch one keep what lies outside it."""
    starts = [start for start, _ in addresses]
    kept = list(addresses)
    for start, end in spans:
        at = start
        for a, b in addresses[max(bisect_right(starts, start) - 1, 0) :]:
            if a >= end:
                break
            if at < a:
                kept.append((at, a))
            at = max(at, b)
        if at < end:
            kept.append((at, end))
    return sorted(kept)
