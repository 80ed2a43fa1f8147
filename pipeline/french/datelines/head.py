"""The first parts of a paragraph as one candidate for its dateline."""

from dataclasses import dataclass

from pipeline.french.datelines.parts import Part, Separator
from pipeline.french.datelines.words import is_agency

CREDITS = ("published", "updated", "byline", "reporter", "source")


@dataclass(frozen=True, slots=True)
class Head:
    """The first parts of a paragraph, `text`, with what closes them; `rest` is the text behind."""

    text: str
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

    def name(self, part: Part) -> str:
        """The name in a part, or all of it."""
        return part.name(self.text)

    @property
    def places(self) -> list[str]:
        """The names among the parts, as written."""
        return [self.name(part) for part in self.parts if part.kind == "name"]

    @property
    def by_agency(self) -> bool:
        """Whether an agency signs, or an outlet in brackets."""
        outlets = [part for part in self.parts if part.kind == "outlet"]
        return any(is_agency(self.name(part)) or part.bracketed for part in outlets)
