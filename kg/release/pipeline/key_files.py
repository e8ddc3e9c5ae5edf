"""The files in which one shard notes its keys: those by which records meet, and those of works they name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.identity.blocking_keys import cited_keys, hashed, identifier_keys, meeting_keys
from kg.identity.blocks import KeyWriter, SketchWriter
from kg.identity.contested import bearer_marks
from kg.identity.nearness import near_keys, sketch
from kg.identity.relations import related_keys
from kg.identity.title_census import mark
from kg.records import WorkRecord
from kg.release.pipeline.shards import WorkFolder
from kg.works import Agent

CITES: Final = 1
RELATED: Final = 2
"""How a record names the work under a key: in its references, or in another relation to its own."""


class KeyFiles:
    """Keys, near keys, marks of titles, sketches of author lists, keys of works named and of people."""

    def __init__(self, folder: WorkFolder, shard: int) -> None:
        self._keys = KeyWriter(folder.file("keys", shard, "bin"))
        self._near = KeyWriter(folder.file("near", shard, "bin"))
        self._titles = KeyWriter(folder.file("titles", shard, "bin"))
        self._sketches = SketchWriter(folder.file("sketches", shard, "bin"))
        self._cited = KeyWriter(folder.file("cited", shard, "bin"))
        self._bearers = KeyWriter(folder.file("bearers", shard, "bin"))

    def add(self, record: WorkRecord, reference: int) -> None:
        """Note the keys under which the record may meet others, and those of works that it names.

        In the file of works named two bits below the reference say how it has the key: as its own, `CITES` or
        `RELATED`.
        """
        for key in map(hashed, meeting_keys(record)):
            self._keys.add(key, reference)
        for key in map(hashed, near_keys(record)):
            self._near.add(key, reference)
        self._sketches.add(reference, sketch(record))
        if stood := mark(record):
            self._titles.add(*stood)
        for key in map(hashed, identifier_keys(record)):
            self._cited.add(key, reference << 2)
        for one in record.references:
            for cited in cited_keys(one):
                self._cited.add(hashed(cited), reference << 2 | CITES)
        for text in related_keys(record):
            self._cited.add(hashed(text), reference << 2 | RELATED)

    def add_people(self, agents: Iterable[Agent]) -> None:
        """Note by which names a record has people whom an identifier tells."""
        for identifier, name in bearer_marks(agents):
            self._bearers.add(identifier, name)

    def close(self) -> None:
        """Write the files."""
        for one in (self._keys, self._near, self._titles, self._sketches, self._cited, self._bearers):
            one.close()
