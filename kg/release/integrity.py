"""What was checked of a release, and what was found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One thing that was checked: what, how, and the differences found, none if it holds."""

    name: str
    proof: str
    differences: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether no difference was found."""
        return not self.differences
