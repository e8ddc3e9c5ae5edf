"""What a reader hands on beside records: entries that are none, and what a user should know."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rejection:
    """An entry that could not be made a record: where it stands, why, and its beginning."""

    file: str
    line: int
    reason: str
    excerpt: str = ""

    def __str__(self) -> str:
        """Give the one line a user sees."""
        return f"{self.file}:{self.line}: rejected: {self.reason}"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a user should know of an entry that was kept, such as a key that was ignored."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """Give the one line a user sees."""
        return f"{self.file}:{self.line}: note: {self.message}"
