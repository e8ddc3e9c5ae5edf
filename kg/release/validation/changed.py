"""What of a store is other than in one that is known to break no shape: its nodes with all that they state.

Whether a node breaks a constraint on its own statements does not depend on others. So where a store was made
of another by taking statements out and putting statements in, only the subjects of these can break one now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import NamedNode

_MOST: Final = 100_000
"""Of more nodes all is asked of the whole store, which then costs less."""


def changed_nodes(store: pyoxigraph.Store, differences: Iterable[Path]) -> pyoxigraph.Store | None:
    """Return all statements of `store` about the subjects in N-Quads files `differences`; None of too many.

    Raises:
        OSError: a file cannot be read.
    """
    subjects: set[bytes] = set()
    for path in differences:
        for subject in _subjects(path):
            subjects.add(subject)
            if len(subjects) > _MOST or not subject.startswith(b"<"):
                return None
    found = pyoxigraph.Store()
    for subject in subjects:
        found.extend(store.quads_for_pattern(NamedNode(subject[1:-1].decode()), None, None, None))
    return found


def _subjects(path: Path) -> Iterator[bytes]:
    with path.open("rb") as lines:
        for line in lines:
            yield line.partition(b" ")[0]
