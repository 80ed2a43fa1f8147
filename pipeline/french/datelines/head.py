"""The first parts of a paragraph as one candidate for its dateline."""

from dataclasses import dataclass
from functools import cached_property

from pipeline.french.datelines.parts import Part
from pipeline.french.datelines.words import is_agency

CREDITS = ("published", "updated", "byline", "reporter", "source")


@dataclass(frozen=True)
class Head:
    """The first parts of a paragraph, `text`, and the part that could come next."""

    text: str
    parts: list[Part]
    following: Part | None

    @cached_property
    def rest(self) -> str:
        """The text behind the parts."""
        last = self.parts[-1]
        return self.text[last.behind.end if last.behind else last.end :].strip()

    @property
    def closing(self) -> str | None:
        """The kind of the separator behind the last part; None where the paragraph ends."""
        last = self.parts[-1].behind
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
