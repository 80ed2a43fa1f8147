"""Why an input was not taken: a fixed set of reasons, and a sentence that says what to do."""

from enum import StrEnum


class Reason(StrEnum):
    """The values of `rejections.reason`."""

    UNREADABLE = "unreadable"
    UNDECODABLE = "undecodable"
    EMPTY = "empty"
    BINARY = "binary"
    TOO_LONG = "too_long"
    NOT_FRENCH = "not_french"
    MALFORMED_RECORD = "malformed_record"
    UNSUPPORTED_FORMAT = "unsupported_format"


class Rejection(Exception):  # noqa: N818 - an outcome that becomes a row, not an error of the run
    """An input that is not taken; the run records it and goes on.

    `reason` is one of Reason, `detail` one sentence that says what was found and what to do.
    """

    def __init__(self, reason: Reason | str, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = Reason(reason)
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}"
