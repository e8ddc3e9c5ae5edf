"""Releases as they are named on the command line."""

from __future__ import annotations

from kg.errors import NoRelease
from kg.release import DataDirectory, Release


def release_named(directory: DataDirectory, name: str) -> Release:
    """Return the release called `name`, or the only one whose name begins so.

    Raises:
        NoRelease: there is none, or several.
    """
    releases = directory.releases()
    found = [one for one in releases if one.id == name] or [
        one for one in releases if one.id.startswith(name)
    ]
    if len(found) == 1:
        return found[0]
    known = ", ".join(one.id for one in found or releases) or "none"
    raise NoRelease(
        f"{directory.path}: {'several releases are' if found else 'no release is'} called {name!r}: {known}"
    )
