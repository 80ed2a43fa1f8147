"""Ways to write one article that change nothing of what it says."""

import re
import textwrap
import unicodedata
from collections.abc import Callable

from pipeline.french.plain import plain_text

# Where French typography sets a space that does not break.
_TYPOGRAPHIC = re.compile(r"(?<=«)[ \u00a0\u202f]|[ \u00a0\u202f](?=[»:;!?%€])|(?<=\d) (?=\d{3}\b)")
_OPENING, _CLOSING = re.compile(r"«[ \u00a0\u202f]?"), re.compile(r"[ \u00a0\u202f]?»")


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of an article, whole."""
    return [line.strip() for line in plain_text(text).text.split("\n") if line.strip()]


def wrapped(width: int, **options: object) -> Callable[[str], str]:
    """Hard-wrapped, an empty line between paragraphs."""
    return lambda text: "\n\n".join(
        "\n".join(textwrap.wrap(paragraph, width, **options)) for paragraph in paragraphs_of(text)
    )


def spaced(space: str) -> Callable[[str], str]:
    """With this space wherever French typography sets one that does not break."""
    return lambda text: _TYPOGRAPHIC.sub(space, text)


def marked(opening: str, closing: str) -> Callable[[str], str]:
    """With other quotation marks for « »."""
    return lambda text: _CLOSING.sub(closing, _OPENING.sub(opening, text))


# What changes only characters and line ends; of these nothing at all may change a row.
EXACT: dict[str, Callable[[str], str]] = {
    "wrapped at 60": wrapped(60),
    "wrapped at 72": wrapped(72),
    "wrapped at 80": wrapped(80),
    "wrapped at 72, CRLF": lambda text: wrapped(72)(text).replace("\n", "\r\n"),
    "no-break spaces": spaced("\u00a0"),
    "narrow no-break spaces": spaced("\u202f"),
    "hair spaces": spaced("\u200a"),
    "decomposed accents": lambda text: unicodedata.normalize("NFD", text),
    "CRLF": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
}
# What changes signs that mean something: the two apostrophes, and quotation marks that nest, close
# and stand beside other marks differently.
SIGNS: dict[str, Callable[[str], str]] = {
    "typographic apostrophes": lambda text: text.replace("'", "\u2019"),
    "typewriter apostrophes": lambda text: text.replace("\u2019", "'"),
    "curly marks": marked("“", "”"),
    "straight marks": marked('"', '"'),
}
ALL = EXACT | SIGNS
