"""Releases: built beside the current one, checked, switched to in one step, and never changed again.

What is named here reads them; `kg.release.build` makes them.
"""

from kg.release.folder import DataDirectory
from kg.release.published import Dump, Release

__all__ = ["DataDirectory", "Dump", "Release"]
