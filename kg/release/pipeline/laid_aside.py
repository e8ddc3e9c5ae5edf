"""Records that the first step laid aside, read back by reference or shard by shard."""

from __future__ import annotations

from collections.abc import Iterator

from kg.identity.authors import Listing
from kg.records import WorkRecord
from kg.release.pipeline.ingest import OFFSET_BITS
from kg.release.pipeline.shards import WorkFolder


class Records:
    """Reads back the records that were laid aside, by reference or shard by shard."""

    def __init__(self, folder: WorkFolder) -> None:
        self._folder = folder
        self._cache: dict[int, Listing] = {}

    def at(self, reference: int) -> Listing:
        """Return the record that a reference stands for."""
        if reference in self._cache:
            return self._cache[reference]
        shard, offset = reference >> OFFSET_BITS, reference & ((1 << OFFSET_BITS) - 1)
        with self._folder.file("records", shard, "jsonl").open("rb") as source:
            source.seek(offset)
            listing = parse(source.readline())
        if len(self._cache) >= 10_000:
            self._cache.clear()
        self._cache[reference] = listing
        return listing

    def of(self, shard: int) -> Iterator[tuple[int, bytes]]:
        """Yield each line of a shard with its reference."""
        reference = shard << OFFSET_BITS
        with self._folder.file("records", shard, "jsonl").open("rb") as source:
            for line in source:
                yield reference, line
                reference += len(line)


def parse(line: bytes) -> Listing:
    """Return the record of one line of a shard's file."""
    record_id, _, text = line.partition(b"\t")
    return Listing(record_id.decode(), WorkRecord.model_validate_json(text))
