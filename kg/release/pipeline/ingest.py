"""First step: read the sources, lay the records aside, and write down what each source states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from kg.identity.authors import Listing
from kg.identity.blocks import KeyWriter
from kg.identity.keys import hashed, identifier_keys, text_keys
from kg.mapping.claims import ClaimMapper
from kg.mapping.iris import Iris
from kg.readers import format_named
from kg.readers.source import Document
from kg.records import Notice, Profile, Rejection, WorkRecord
from kg.release.pipeline.shards import SHARD_BYTES, Shard, SourceFile, WorkFolder

OFFSET_BITS = 40
"""A reference to a record: the shard's number above, the place in the shard's file of records below."""


@dataclass(frozen=True, slots=True)
class IngestTask:
    """What one process needs to know to read one shard."""

    shard: Shard
    folder: Path
    base: str
    mentions: bool


@dataclass(slots=True)
class Ingested:
    """What came of one shard, beside the files it wrote."""

    shard: int
    source: SourceFile
    records: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    repairs: Counter[str] = field(default_factory=Counter)
    damages: Counter[str] = field(default_factory=Counter)
    profiles: list[tuple[str, Profile]] = field(default_factory=list)


def shards(sources: Sequence[SourceFile]) -> Iterator[Shard]:
    """Cut the sources, in the order of their digests, into shards; only big ones with a record a line are cut."""
    number = 0
    for source in sorted(sources, key=lambda one: one.sha256):
        parts: list[tuple[int, int, int] | None] = [None]
        document = Document(source.path)
        if format_named(source.format).splittable and source.bytes > SHARD_BYTES and document.size() is not None:
            parts = [part.span for part in document.split(-(-source.bytes // SHARD_BYTES))]
        for part in parts:
            yield Shard(number, source, part)
            number += 1


def ingest(task: IngestTask) -> Ingested:
    """Read one shard: write its records, blocking keys and claims, and return what else there is to know."""
    shard, source = task.shard, task.shard.source
    result = Ingested(shard.number, source)
    folder = WorkFolder(task.folder)
    keys = KeyWriter(folder.file("keys", shard.number, "bin"))
    claims = ClaimMapper(Iris(task.base), source.document_id, mentions=task.mentions)
    document = Document(source.path, name=source.name)
    first = 1
    if shard.span:
        document = document.range(*shard.span)
        first = shard.span[2]
    reference = shard.number << OFFSET_BITS
    with (
        folder.file("records", shard.number, "jsonl").open("wb") as records,
        folder.file("claims", shard.number, "nq").open("wb") as quads,
        folder.file("concepts", shard.number, "nq").open("wb") as shared,
    ):
        for item in format_named(source.format).parse(document):
            if isinstance(item, WorkRecord):
                record_id = f"{source.document_id}-{first + result.records}"
                result.records += 1
                for key in (*identifier_keys(item), *text_keys(item)):
                    keys.add(hashed(key), reference)
                line = b"%s\t%s\n" % (record_id.encode(), item.__pydantic_serializer__.to_json(item, exclude_defaults=True))
                records.write(line)
                reference += len(line)
                text, concepts = claims.record(item, record_id, Listing(record_id, item).status)
                quads.write(text.encode())
                if concepts:
                    shared.write(concepts.encode())
                _count(result, item)
            elif isinstance(item, Profile):
                key = f"profile:{source.document_id}-{first + len(result.profiles)}"
                result.profiles.append((key, item))
                _count(result, item)
            elif isinstance(item, Rejection):
                result.rejections.append(item)
            else:
                result.notices.append(item)
        if not shard.span or shard.span[0] == 0:
            pages = [profile for _, profile in result.profiles]
            quads.write(claims.document(source.name, source.format, source.sha256, pages).encode())
    keys.close()
    return result


def _count(result: Ingested, item: WorkRecord | Profile) -> None:
    if item.repairs:
        result.repairs.update(repair.rule for repair in item.repairs)
    if item.damage:
        result.damages.update(damage.kind for damage in item.damage)


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


def write_rejections(found: Sequence[Ingested], output: Path) -> None:
    """Write every rejection as JSON Lines, so that none is lost however many there are."""
    with output.open("wb") as out:
        for one in found:
            for item in one.rejections:
                out.write(orjson.dumps(item) + b"\n")


Progress = Callable[[str, int, int], None]
"""Called with the name of a step, what is done of it, and how much there is to do."""
