"""What every page of the report has: its style sheet and script, and a policy that allows no
other; a digest of all that pages are made with."""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable

from markupsafe import Markup

from pipeline.audit.rendering import PACKAGE, static
from pipeline.identifiers import digest

# What pages are made with beside code: files and folders of the package.
ASSETS = (
    "templates/_article.html",
    "templates/report",
    "static/depeche.css",
    "static/report.css",
    "static/report.js",
)
_DISTRIBUTIONS = ("jinja2", "markupsafe")


@dataclass(frozen=True, slots=True)
class Shell:
    """Style, script and policy of a page. Text from articles never comes here."""

    style: Markup
    script: Markup
    policy: str


@cache
def shell(scripted: bool = False) -> Shell:
    """The shell of a page without a script, or of the index with its own."""
    style = squeezed(static("depeche.css") + static("report.css"))
    script = static("report.js") if scripted else ""
    allowed = ["default-src 'none'", f"style-src {_hash(style)}"]
    if scripted:
        # What this script adds, which is search.js; at file:// `self` would say nothing.
        allowed.append(f"script-src {_hash(script)} 'strict-dynamic'")
    policy = "; ".join([*allowed, "base-uri 'none'", "form-action 'none'"])
    return Shell(Markup(style), Markup(script), policy)


def squeezed(css: str) -> str:
    """A style sheet without comments and needless white space: it stands in every page."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*|\s+", lambda found: found[1] or " ", bare).strip()


@cache
def assets_digest() -> str:
    """A digest of the templates, styles and scripts, and of the libraries that fill them."""
    root = resources.files(PACKAGE)
    files = [file for name in ASSETS for file in _files(root.joinpath(*name.split("/")))]
    versions = [f"{name}={metadata.version(name)}" for name in _DISTRIBUTIONS]
    return digest(*(file.read_bytes() for file in files), *versions)


def _files(path: Traversable) -> list[Traversable]:
    if path.is_file():
        return [path]
    return sorted((file for file in path.iterdir() if file.is_file()), key=lambda file: file.name)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
