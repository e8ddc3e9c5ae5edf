"""Where the files that ship beside the code are: queries, ontology, examples.

In a wheel they lie inside the package (`kg/data/…`); in a checkout the top-level folders are used.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder `name` (`queries` or `ontology`) of this installation.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for place in (_PACKAGE / "data" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"the installation lacks its folder {name!r}")


def examples() -> Path:
    """Return the folder of example records that ship inside the package."""
    return _PACKAGE / "examples"
