"""The release before, as what a build takes over from it: parts of the dumps, and the files of the store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import ReleaseDamaged
from kg.identity.persons.census_files import FILES as CENSUS
from kg.identity.persons.census_files import maker
from kg.release.dumps import NQUADS, TURTLE
from kg.release.maker import made_by
from kg.release.manifest import file_entry
from kg.release.parts import KnownParts, Part, read_parts
from kg.release.pipeline.shards import SourceFile
from kg.release.published import Release

_ENOUGH: Final = 0.7
"""Which part of what is read, in bytes, must be as it was for the store to be made of the one before."""


@dataclass(frozen=True)
class Before:
    """A release that this very kg made, and its parts in the order of its dumps."""

    release: Release
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, release: Release | None, base: str) -> Before | None:
        """Return what can be taken from a release: None if it is of another kg or base, or damaged."""
        if release is None:
            return None
        try:
            parts, makes = read_parts(release.path)
            usable = bool(parts) and makes == made_by() and release.base == base
        except ReleaseDamaged:
            return None
        return cls(release, tuple(parts)) if usable else None

    def known(self, *, turtle: bool) -> KnownParts:
        """Return where the parts stand in one of the dumps."""
        members = {}
        for part in self.parts:
            if member := part.turtle if turtle else part.nquads:
                members[part.digest] = member
        return KnownParts(self.release.path / "dumps" / (TURTLE if turtle else NQUADS), members)

    def has_most(self, files: Iterable[SourceFile]) -> bool:
        """Tell whether most of `files` were read for this release, and little else was."""
        now = {one.sha256: one.bytes for one in files}
        then = {one.sha256: one.bytes for one in self.release.manifest.inputs}
        both = sum(size for digest, size in then.items() if digest in now)
        return both >= _ENOUGH * max(sum(now.values()), sum(then.values()))


def census_of(release: Release | None) -> Path | None:
    """Return the folder with the census of names of a release; None if another kg made it, or it is damaged.

    It is carried on as IRIs are, also where all else is made anew: with the census, sources and IRIs of
    before, decisions on people come out the same.
    """
    if release is None:
        return None
    try:
        stated = release.manifest.files
        whole = all(stated.get(name) == file_entry(release.path / name) for name in CENSUS)
        return release.path if whole and maker(release.path) == made_by() else None
    except (ReleaseDamaged, FileNotFoundError):
        return None
