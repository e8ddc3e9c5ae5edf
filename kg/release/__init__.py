"""Releases: built beside the current one, checked, switched to in one step, and never changed again."""

from kg.release.draft import Draft
from kg.release.folder import DataDirectory
from kg.release.manifest import Counts, FileEntry, InputFile, Manifest, Software
from kg.release.published import Dump, Release

__all__ = [
    "Counts",
    "DataDirectory",
    "Draft",
    "Dump",
    "FileEntry",
    "InputFile",
    "Manifest",
    "Release",
    "Software",
]
