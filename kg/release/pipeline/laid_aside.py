"""Records that the first step laid aside, read back by reference or shard by shard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import orjson

from kg.identity.authors import Listing
from kg.records import Author, WorkRecord
from kg.release.pipeline.ingest import OFFSET_BITS
from kg.release.pipeline.shards import WorkFolder

_MOST_BYTES: Final = 24 << 20
"""Text of the records that are held as objects, which take some seven times that; some have long lists."""

_BESIDE_NAMES: Final = frozenset(Author.model_fields) - {"position", "name", "given", "family", "kind"}


class Records:
    """Reads back the records that were laid aside, by reference or shard by shard.

    `bare` leaves out what records are not compared by (`bare`).
    """

    def __init__(self, folder: WorkFolder, *, bare: bool = False) -> None:
        self._folder = folder
        self._bare = bare
        self._cache: dict[int, Listing] = {}
        self._held = 0

    def at(self, reference: int) -> Listing:
        """Return the record that a reference stands for."""
        if reference in self._cache:
            return self._cache[reference]
        shard, offset = reference >> OFFSET_BITS, reference & ((1 << OFFSET_BITS) - 1)
        with self._folder.file("records", shard, "jsonl").open("rb") as source:
            source.seek(offset)
            line = source.readline()
        if self._bare:
            line = bare(line)
        if self._held + len(line) > _MOST_BYTES:
            self._cache.clear()
            self._held = 0
        self._cache[reference] = listing = parse(line)
        self._held += len(line)
        return listing

    def of(self, shard: int) -> Iterator[tuple[int, bytes]]:
        """Yield each line of a shard with its reference."""
        reference = shard << OFFSET_BITS
        with self._folder.file("records", shard, "jsonl").open("rb") as source:
            for line in source:
                yield reference, line
                reference += len(line)


def bare(line: bytes) -> bytes:
    """Return a shard's line without what stands beside the authors' names, and without references.

    Papers are not compared by them (`kg.identity.evidence`), and they are most of a collaboration's paper.
    """
    record_id, _, text = line.partition(b"\t")
    record = orjson.loads(text)
    record.pop("references", None)
    for author in record.get("authors", ()):
        for name in _BESIDE_NAMES & author.keys():
            del author[name]
    return b"\t".join((record_id, orjson.dumps(record)))


def parse(line: bytes) -> Listing:
    """Return the record of one line of a shard's file."""
    record_id, _, text = line.partition(b"\t")
    return Listing(record_id.decode(), WorkRecord.model_validate_json(text))
