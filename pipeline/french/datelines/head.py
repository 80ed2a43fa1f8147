"""The first parts of a paragraph as one candidate for its dateline."""

from dataclasses import dataclass

from pipeline.french.datelines.parts import Part, Separator
from pipeline.french.datelines.words import is_agency

CREDITS = ("published", "updated", "byline", "reporter", "source")


@dataclass(frozen=True, slots=True)
class Head:
    """The first parts of a paragraph, what closes them, and the text behind."""

    parts: list[Part]
    separators: list[Separator | None]
    following: Part | None
    link: Separator | None
    rest: str

    @property
    def closing(self) -> str | None:
        """The kind of the separator behind the last part; None where the paragraph ends."""
        last = self.separators[-1]
        return last.kind if last else None

    def has(self, *kinds: str) -> bool:
        """Whether a part is of one of the kinds."""
        return any(part.kind in kinds for part in self.parts)

    def places(self, text: str) -> list[str]:
        """The names among the parts, as written."""
        return [text_of(part, text) for part in self.parts if part.kind == "name"]

    def by_agency(self, text: str) -> bool:
        """Whether an agency signs, or an outlet in brackets."""
        outlets = [part for part in self.parts if part.kind == "outlet"]
        return any(is_agency(text_of(part, text)) or part.bracketed for part in outlets)


def text_of(part: Part, text: str) -> str:
    """The name in a part, or all of it."""
    start, end = part.outlet or part.place or (part.start, part.end)
    return text[start:end]
