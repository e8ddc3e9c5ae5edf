"""The steps that work shard by shard, done only where no build before did the same (`kg.release.cache`)."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

import orjson

from kg.identity.expressions import Venues
from kg.identity.persons.blocking import mention_files
from kg.readers import format_named
from kg.readers.fates import Fate, Fates
from kg.records import Notice, Profile, Rejection
from kg.release.cache import BuildCache, Result, WatchedTable, key_of
from kg.release.parts import digest_of
from kg.release.pipeline.ingest import OFFSET_BITS, PERSONS, Ingested, IngestTask, ingest
from kg.release.pipeline.known_works import KnownWorks
from kg.release.pipeline.mapped_work import MappedWork, PublishTask
from kg.release.pipeline.papers import ShardPlan
from kg.release.pipeline.publish import PublishedShard, Tables, publish_shard, read_tables
from kg.release.pipeline.shard_works import GATHERED, GatherTask, gather
from kg.release.pipeline.shards import SHARD_BYTES, WorkFolder

_READ: Final = (
    "records", "agents", "placed", "claims", "concepts", "rejections", "mint", "venues", "institutions",
    "keys", "near", "titles", "sketches", "cited", "bearers", "asides",
)  # fmt: skip
_GATHERED: Final = ("gathered", "pages", "people", "replaced")
_LARGE: Final = 4 * SHARD_BYTES
"""Bytes of records of a shard whose works are not known one by one: that would take much memory."""
_OUR_READERS: Final = "kg.readers."
_READS: Final = "reads.json"

_Task = TypeVar("_Task", IngestTask, GatherTask, PublishTask)
_Out = TypeVar("_Out")


@dataclass(frozen=True, slots=True)
class ReadShard:
    """The key of what is read of a shard, null where it must not be recalled, and its document."""

    key: str | None
    document: str


def write_reads(folder: WorkFolder, read: Mapping[int, ReadShard]) -> None:
    """Lay aside how each shard was read, by number: once, as each task may ask for any of them."""
    rows = {f"{number}": (one.key, one.document) for number, one in read.items()}
    (folder.path / _READS).write_bytes(orjson.dumps(rows))


def _reads(folder: WorkFolder, numbers: Iterable[int]) -> list[ReadShard]:
    """Return how shards were read, in the order of their numbers."""
    rows = folder.table(_READS)
    return [ReadShard(*rows[f"{number}"]) for number in sorted(set(numbers))]


@dataclass(frozen=True, slots=True)
class Recallable(Generic[_Task]):
    """A task, and where its result may be recalled from; of a shard to read, the `key` of what is read.

    With `prepares` no IRI is carried on, but those of this build will be: what that takes is kept.
    """

    task: _Task
    cache: BuildCache | None = None
    key: str | None = None
    prepares: bool = False

    @property
    def inputs(self) -> Sequence[tuple[str, int]]:
        """Return the source that is read, if one is, and its size (`kg.runners.ReadsFiles`)."""
        if not isinstance(self.task, IngestTask):
            return ()
        source = self.task.shard.source
        return [(source.content or source.path, source.bytes)]


def read_key(task: IngestTask) -> str | None:
    """Return the key of what is read of a shard, None if the reader is not one of kg's own.

    Of a reader in another package nobody can tell whether it is the one that it was.
    """
    shard, source = task.shard, task.shard.source
    if not format_named(source.format).module.startswith(_OUR_READERS):
        return None
    options = task.base, task.claims, task.corrections, task.registry, task.mentions
    # where it lies does not matter, under which name and terms it is read does
    of_source = replace(source, path="", content=None, bytes=0)
    return key_of("read", shard.number, shard.span, of_source, options)


def to_do(one: Recallable[IngestTask]) -> int:
    """Return how many bytes there are to read of a shard; what is known takes a tenth of the work."""
    shard = one.task.shard
    size = shard.span[1] - shard.span[0] if shard.span else shard.source.bytes
    return size // 10 if one.cache and one.key and one.cache.holds(one.key) else size


def read(one: Recallable[IngestTask]) -> Ingested:
    """Read one shard, or recall what was read of it."""
    task, number = one.task, one.task.shard.number
    folder = WorkFolder(task.folder)

    def restored(value: dict[str, Any]) -> Ingested:
        return Ingested(
            number,
            task.shard.source,
            value["records"],
            value["rejected"],
            [Rejection(*row) for row in value["first_rejections"]],
            [Notice(*row) for row in value["notices"]],
            Counter(value["repairs"]),
            Counter(value["damages"]),
            [(key, Profile.model_validate_json(text)) for key, text in value["profiles"]],
            Fates(Counter({Fate(*fate): count for fate, count in value["fates"]})),
        )

    def done() -> tuple[Ingested, Result | None]:
        found = ingest(task)
        if found.failed:  # which may have been for want of memory or files, and not be so again
            return found, None
        value = {
            "records": found.records,
            "rejected": found.rejected,
            "first_rejections": [tuple(asdict(row).values()) for row in found.first_rejections],
            "notices": [tuple(asdict(row).values()) for row in found.notices],
            "repairs": found.repairs,
            "damages": found.damages,
            "profiles": [(key, profile.model_dump_json()) for key, profile in found.profiles],
            "fates": [(tuple(fate), count) for fate, count in found.fates.counts.items()],
        }
        return found, Result(value, _files(folder, _READ, number))

    return _once(one.cache, one.key, folder, restored, done)


def gathered(one: Recallable[GatherTask]) -> list[int]:
    """Gather the agents of one shard, or recall what was gathered."""
    task, folder = one.task, WorkFolder(one.task.folder)
    key = _gather_key(one, registry=task.registry)
    replaced = folder.file("replaced", task.shard, "json")

    def done() -> tuple[list[int], Result]:
        found = gather(task)
        replaced.write_bytes(orjson.dumps(found))
        return found, _gathering(folder, task.shard)

    return _once(one.cache, key, folder, lambda _: orjson.loads(replaced.read_bytes()), done)


def _gathering(folder: WorkFolder, shard: int) -> Result:
    return Result(value=True, files=_files(folder, _GATHERED, shard, GATHERED + shard))


def published(one: Recallable[PublishTask]) -> PublishedShard:
    """Map the works of one shard; those that would come out as they did are recalled."""
    task, folder, shard = one.task, WorkFolder(one.task.folder), one.task.shard
    people, agents, venues = tables = read_tables(folder, shard)
    own = _reads(folder, [shard])[0].key if one.cache else None
    large = folder.file("records", shard, "jsonl").stat().st_size > _LARGE
    if one.cache is None or own is None or large:
        return publish_shard(task, tables, lambda _reference, _known, make: make())
    noting: dict[str, WatchedTable[Any]] = {
        "people": WatchedTable(people),
        "agents": WatchedTable(agents),
        "kinds": WatchedTable(venues.kinds),
        "same": WatchedTable(venues.same),
        "known": WatchedTable(venues.known),
    }
    asking = Tables(
        noting["people"], noting["agents"], Venues(noting["kinds"], noting["same"], noting["known"])
    )
    pages: dict[str, str] = {}

    def page(document: str) -> str:
        if document not in pages:
            pages[document] = key_of("pages", task.pages.get(document))
        return pages[document]

    options = task.base, task.claims, task.mentions, task.named, task.renaming, task.decided
    with KnownWorks(one.cache, key_of("publish", own, options), folder, shard, noting) as works:

        def once(reference: int, known: tuple[Any, ...], make: Callable[[], MappedWork]) -> MappedWork:
            members = known[0] or [reference]
            reads = _reads(folder, (member >> OFFSET_BITS for member in members))
            told = [(found.key, page(found.document)) for found in reads if found.key]
            parts = reference, known, told
            return works.once(parts if len(told) == len(reads) else None, make)

        result = publish_shard(task, asking, once)
        works.keep()
    if one.prepares and (carrying := _gather_key(one, registry=True)):
        signing, copy = (folder.file(kind, shard, "tsv") for kind in ("signing", "people"))
        shutil.copyfile(signing, copy)
        one.cache.keep(carrying, folder.path, _gathering(folder, shard))
    return result


def _once(
    cache: BuildCache | None,
    key: str | None,
    folder: WorkFolder,
    restored: Callable[[Any], _Out],
    done: Callable[[], tuple[_Out, Result | None]],
) -> _Out:
    """Return what is recalled under a key, or what is done now, and keep that."""
    if cache is None or key is None:
        return done()[0]
    if (value := cache.recall(key, folder.path)) is not None:
        return restored(value)
    found, result = done()
    if result is not None:
        cache.keep(key, folder.path, result)
    return found


def _gather_key(one: Recallable[GatherTask] | Recallable[PublishTask], *, registry: bool) -> str | None:
    """Return the key of what is gathered of a shard, whose papers may have records in others."""
    task, folder = one.task, WorkFolder(one.task.folder)
    if one.cache is None:
        return None
    plan: ShardPlan = ShardPlan.read(folder, task.shard)
    members = {member >> OFFSET_BITS for group in plan.groups.values() for member in group}
    reads = _reads(folder, {task.shard, *members})
    if not all(found.key for found in reads):
        return None
    listing = {found.document: task.pages[found.document] for found in reads if found.document in task.pages}
    text = digest_of(folder.file("plans", task.shard, "json"))
    options = task.decided, task.mentions, registry
    return key_of("gather", [found.key for found in reads], text, bool(task.pages), listing, options)


def _files(folder: WorkFolder, kinds: Iterable[str], number: int, mentions: int | None = None) -> list[Path]:
    """Return the files of some kinds that a shard has, and those of its mentions."""
    found = [path for kind in kinds for path in (folder.path / kind).glob(f"{number:08}.*")]
    return found + mention_files(folder.path / PERSONS, number if mentions is None else mentions)
