"""Records that the first step laid aside, read back by reference or shard by shard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import orjson

from kg.identity.authors import IdentifiedRecord
from kg.records import Author, WorkRecord
from kg.release.pipeline.ingest import OFFSET_BITS
from kg.release.pipeline.shards import WorkFolder

_MOST_BYTES: Final = 24 << 20
"""Text of the records that are held as objects, which take some seven times that; some have long lists."""
_NAME: Final = ("name", "given", "family", "kind")
_POINTER: Final = 2
_AUTHOR: Final = 150
"""What one more author in a list takes, and one more name, in bytes of text as above."""


class Records:
    """Reads back the records that were laid aside, by reference or shard by shard."""

    def __init__(self, folder: WorkFolder) -> None:
        self._folder = folder
        self._cache: dict[int, IdentifiedRecord] = {}
        self._held = 0

    def at(self, reference: int) -> IdentifiedRecord:
        """Return the record that a reference stands for."""
        if reference in self._cache:
            return self._cache[reference]
        shard, offset = reference >> OFFSET_BITS, reference & ((1 << OFFSET_BITS) - 1)
        with self._folder.file("records", shard, "jsonl").open("rb") as source:
            source.seek(offset)
            listing, size = self._read(source.readline())
        if self._held + size > _MOST_BYTES:
            self._forget()
        self._cache[reference] = listing
        self._held += size
        return listing

    def _read(self, line: bytes) -> tuple[IdentifiedRecord, int]:
        """Return the record of a line, and how much is held by it."""
        return parse(line), len(line)

    def _forget(self) -> None:
        self._cache.clear()
        self._held = 0

    def of(self, shard: int) -> Iterator[tuple[int, bytes]]:
        """Yield each line of a shard with its reference."""
        reference = shard << OFFSET_BITS
        with self._folder.file("records", shard, "jsonl").open("rb") as source:
            for line in source:
                yield reference, line
                reference += len(line)


class BareRecords(Records):
    """Reads records back as far as papers are compared by them (`kg.identity.paper_evidence`).

    Of an author there is the name; one of equal names stands for all, so that the lists of a collaboration,
    which are thousands long, are read and held at little cost. There are no references.
    """

    def __init__(self, folder: WorkFolder) -> None:
        super().__init__(folder)
        self._authors: dict[tuple[str | None, ...], Author] = {}

    def _read(self, line: bytes) -> tuple[IdentifiedRecord, int]:
        return bare(line, self._authors)

    def _forget(self) -> None:
        super()._forget()
        self._authors.clear()


def bare(line: bytes, known: dict[tuple[str | None, ...], Author]) -> tuple[IdentifiedRecord, int]:
    """Return the record of a line without references and what stands beside names, and how much it holds.

    The authors are those of `known`, at whatever position; new ones are added there.
    """
    record_id, _, text = line.partition(b"\t")
    record = orjson.loads(text)
    record.pop("references", None)
    size = len(text)
    if stated := record.pop("authors", None):
        size = len(orjson.dumps(record)) + _POINTER * len(stated)
        authors = []
        for one in stated:
            name = tuple(map(one.get, _NAME))
            if name not in known:
                fields = {field: value for field, value in zip(_NAME, name, strict=True) if value is not None}
                known[name] = Author(position=0, **fields)
                size += _AUTHOR
            authors.append(known[name])
        record["authors"] = authors
    return IdentifiedRecord(record_id.decode(), WorkRecord.model_validate(record)), size


def parse(line: bytes) -> IdentifiedRecord:
    """Return the record of one line of a shard's file."""
    record_id, _, text = line.partition(b"\t")
    return IdentifiedRecord(record_id.decode(), WorkRecord.model_validate_json(text))
