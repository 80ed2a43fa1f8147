"""Jinja templates and the style sheet, shared by the review app and the report."""

from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.identifiers import digest

PACKAGE = "pipeline.audit"
_LONG = 600
# What would turn the text around it into another order, where no element can hold it in; and
# control characters, which make no text.
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = dict.fromkeys([*map(ord, _BIDI), *range(0x09), *range(0x0E, 0x1C), 0x7F])


def exact(text: str) -> Markup:
    """Text escaped so that a browser keeps it character for character.

    A parser of HTML would turn CR LF into LF and drop NUL; then offsets into the text would differ.
    """
    escaped = escape(text)
    if "\r" not in text and "\0" not in text:
        return escaped
    return Markup(str(escaped).replace("\r", "&#13;").replace("\0", "&#0;"))


def cut(text: str) -> Markup:
    """Text exactly, of a long one its beginning and its length: it stands in full elsewhere."""
    if len(text) <= _LONG:
        return exact(text)
    return exact(text[:_LONG]) + f" … ({number(float(len(text)))} characters)"


def plain(text: str | None) -> str:
    """Text on one line without marks of direction and controls, for titles and attributes."""
    return " ".join((text or "").translate(_UNSEEN).split())


def number(value: float | None) -> str:
    """A figure without a needless decimal point; an ellipsis for an open bound."""
    if value is None:
        return "…"
    return f"{value:,.0f}".replace(",", "\u202f") if value.is_integer() else f"{value:g}"


def bounds(row: dict[str, Any]) -> str:
    """The figure of a claim: its value, or its bounds."""
    low, high = row["low"], row["high"]
    if row["value"] is not None and low == high == row["value"]:
        return number(row["value"])
    if low is None and high is None:
        return str(row["text"])
    if high is None:
        return f"at least {number(low)}"
    return f"at most {number(high)}" if low is None else f"{number(low)} to {number(high)}"


@cache
def environment() -> Environment:
    """The templates; what is not there is an error, and everything is escaped."""
    env = Environment(
        loader=PackageLoader(PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals["asset"] = asset
    env.filters |= {"exact": exact, "cut": cut, "plain": plain, "number": number, "bounds": bounds}
    return env


@cache
def asset(name: str) -> str:
    """The address of a static file, with a digest: the browser may keep it until it changes."""
    return f"/static/{name}?v={digest(static(name))[:12]}"


@cache
def static(name: str) -> str:
    """The text of a static file of this package."""
    return resources.files(PACKAGE).joinpath("static", name).read_text("utf-8")
