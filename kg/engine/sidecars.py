"""The files beside a store that say more of it than it does itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sidecars:
    """Where they are: `overlaps` (`kg.engine.overlaps`) and `answers` (`kg.engine.answers`), if at all."""

    overlaps: Path | None = None
    answers: Path | None = None
