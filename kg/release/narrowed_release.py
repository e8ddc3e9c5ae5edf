"""A release as far as it may differ from another, where it is known which statements came and went.

What `kg.release.difference` and `kg.release.decision_changes` compare is told by few properties. A thing of
which no statement of these changed is the same in both releases, so only the others are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from kg.release.difference import ComparedRelease
from kg.release.registry import NAME, read_rows
from kg.release.registry.table import SPLIT_OFF
from kg.store import Store
from kg.vocab import KGO, RDF, SCHEMA

_OWN: Final = frozenset({RDF["type"], SCHEMA["name"], KGO["outcome"], KGO["confidence"]})
_TO_IT: Final = SCHEMA["isPartOf"]
"""By this a venue is told, of which it is the object."""


@dataclass(frozen=True, slots=True)
class NarrowedRelease:
    """A side of a comparison with the things alone that may differ."""

    path: Path
    base: str
    store: Store

    def open_store(self) -> Store:
        """Return the store, which is in memory."""
        return self.store


def narrowed(
    old: ComparedRelease, new: ComparedRelease, differences: Iterable[Path]
) -> tuple[NarrowedRelease, NarrowedRelease]:
    """Return both sides narrowed to what they may differ in.

    `differences` are the N-Quads files of all statements that only one of them has.

    Raises:
        ReleaseDamaged: one of them cannot be read.
    """
    things = set[NamedNode]()
    for path in differences:
        for quad in pyoxigraph.parse(path=path, format=RdfFormat.N_QUADS, lenient=True):
            if quad.predicate.value in _OWN and isinstance(quad.subject, NamedNode):
                things.add(quad.subject)
            if quad.predicate.value == _TO_IT and isinstance(quad.object, NamedNode):
                things.add(quad.object)
    for row in read_rows(new.path / NAME) if (new.path / NAME).is_file() else ():
        if row.reason.startswith(SPLIT_OFF) and NamedNode(new.base + row.iri) in things:
            things |= {NamedNode(new.base + one) for one in row.reason.removeprefix(SPLIT_OFF).split()}
    return _narrowed(old, things), _narrowed(new, things)


def _narrowed(side: ComparedRelease, things: Iterable[NamedNode]) -> NarrowedRelease:
    whole, found = side.open_store(), pyoxigraph.Store()
    for thing in things:
        for name in _OWN:
            found.extend(whole.statements(thing, NamedNode(name), None))
        for quad in whole.statements(None, NamedNode(_TO_IT), thing):
            found.add(quad)
            break  # one is enough to tell that it is there
    return NarrowedRelease(side.path, side.base, Store(found, whole.folder))
