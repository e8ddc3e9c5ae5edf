"""Where the files of a release lie, while it is made and when it is published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

MANIFEST: Final = "manifest.json"
"""The file that a folder has once it is a whole release."""


@dataclass(frozen=True)
class ReleaseLayout:
    """The folder `path` of a release; not all of its files need to be there."""

    path: Path

    @property
    def store_path(self) -> Path:
        """The folder of the store."""
        return self.path / "store"

    @property
    def description_path(self) -> Path:
        """The description of the data set (DCAT, VoID, schema.org) in Turtle."""
        return self.path / "description.ttl"

    @property
    def search_path(self) -> Path:
        """The search index; releases of older versions of kg have none."""
        return self.path / "search.sqlite"

    @property
    def report_path(self) -> Path:
        """The report of the build, a JSON object; releases that were pulled have none."""
        return self.path / "report.json"
