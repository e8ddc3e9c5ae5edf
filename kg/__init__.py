"""kg: records of scholarly work in, a published knowledge graph out.

`kg.open(path)` opens what was built there; the rest is for the command `kg`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from kg.api import Graph

__all__ = ["__version__", "open"]


def open(path: str | Path = "kg-data") -> Graph:  # noqa: A001  # as in gzip.open
    """Open the current release in the data directory `path` for reading; see `kg.api.Graph`.

    Raises:
        NoRelease: nothing has been built there.
        ReleaseDamaged: it cannot be read.
    """
    from kg.api import Graph  # loads the store's engine, which `import kg` alone does not need

    return Graph(path)
