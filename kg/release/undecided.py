"""How much of a release is undecided: the things that may be one with another, of all of their kind."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.engine import LocalEngine, Request
from kg.release.asking import text_of
from kg.release.manifest import Counts, Undecided
from kg.store import Store
from kg.vocab import FABIO, FOAF, SCHEMA

KINDS: Final = {"papers": FABIO["Work"], "persons": SCHEMA["Person"], "teams": FOAF["Group"]}
"""The class of each kind of thing whose identity is decided."""


def undecided(store_path: Path, counts: Counts) -> dict[str, Undecided]:
    """Return, by kind of thing, how many there are, and how many of them an undecided decision names.

    Decisions are in the graph unless a release was built without claims; none are then found.

    Raises:
        ReleaseDamaged: the store cannot be read.
    """
    found: dict[str, tuple[int, int]] = {}
    text = text_of("undecided-things", {"class": [NamedNode(iri) for iri in KINDS.values()]})
    for row in LocalEngine(Store.open(store_path)).solutions(Request(text)):
        kind, number, open_ = row["class"], row["things"], row["decisions"]
        assert isinstance(kind, NamedNode)
        assert isinstance(number, Literal)
        assert isinstance(open_, Literal)
        found[kind.value] = (int(number.value), int(open_.value))
    told = {}
    for name, iri in KINDS.items():
        things, (concerned, decisions) = counts.classes.get(iri, 0), found.get(iri, (0, 0))
        share = round(concerned / things, 6) if things else 0.0
        told[name] = Undecided(things=things, concerned=concerned, decisions=decisions, share=share)
    return told
