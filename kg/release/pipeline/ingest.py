"""First step: read the sources, lay the records aside, and write down what each source states."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

import orjson

from kg.errors import InputError
from kg.identity.authors import IdentifiedRecord
from kg.identity.blocking_keys import (
    mint_key,
    published_keys,
    title_mint_key,
)
from kg.identity.decisions import Target
from kg.identity.decisions.obedience import corrected
from kg.identity.organisations import stated_organisations
from kg.identity.organisations.institution import Institutions
from kg.identity.persons.blocking import MentionWriter
from kg.identity.persons.gathering import lone_mentions
from kg.identity.resolution import lone_agents
from kg.identity.venues import dump_mention, editor_agents, venue_key, venue_mentions
from kg.iris import Iris
from kg.keys import profile_key, record_key
from kg.mapping.claims import ClaimMapper
from kg.readers import format_named
from kg.readers.fates import Fates
from kg.readers.source import Document
from kg.records import Item, Notice, Profile, Rejection, WorkRecord
from kg.release.pipeline.agents import NEVER_REPLACED, write_agents
from kg.release.pipeline.key_files import KeyFiles
from kg.release.pipeline.shards import SHARD_BYTES, Shard, SourceFile, WorkFolder
from kg.release.pipeline.unpacking import unpacked
from kg.works import unique

OFFSET_BITS: Final = 36
"""A reference to a record: the shard's number above, the place in the shard's file of records below."""

PERSONS: Final = "persons"
"""The folder of a build in which the mentions are."""

_NUMBER_DIGITS: Final = 6  # hexadecimal, of the digest of a source: 16 million, two of which seldom meet
_SHOWN: Final = 50  # notices of one shard that are kept; a notice is given once a file and kind anyway


@dataclass(frozen=True, slots=True)
class IngestTask:
    """What one process needs to know to read one shard. `claims` is null where no named graphs are made.

    `corrections` are those of the shard's records; with `registry`, keys are collected to carry IRIs on;
    with `mentions`, what is known around each author is laid aside, to find out who is who.
    """

    shard: Shard
    folder: Path
    base: str
    claims: str | None
    corrections: dict[str, tuple[Target, ...]] = field(default_factory=dict)
    registry: bool = False
    mentions: bool = True


@dataclass(slots=True)
class Ingested:
    """What came of one shard, beside the files it wrote; `failed` if it could not be read to its end."""

    shard: int
    source: SourceFile
    records: int = 0
    rejected: int = 0
    first_rejections: list[Rejection] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    repairs: Counter[str] = field(default_factory=Counter)
    damages: Counter[str] = field(default_factory=Counter)
    profiles: list[tuple[str, Profile]] = field(default_factory=list)
    fates: Fates = field(default_factory=Fates)
    failed: bool = False


def shards(sources: Sequence[SourceFile], folder: WorkFolder) -> Iterator[Shard]:
    """Cut the sources into shards, in the order of their digests; only big ones with a record a line.

    Of compressed ones the content is laid into `folder`. A shard's number is made of its source's digest, so
    that what is known of a shard holds in a build that has other sources beside it.
    """
    number = 0
    for source in sorted(sources, key=lambda one: one.sha256):
        number = max(number, int(source.sha256[:_NUMBER_DIGITS], 16))
        parts: list[tuple[int, int, int] | None] = [None]
        if format_named(source.format).splittable:
            source = unpacked(source, folder, number)
            document = source.document()
            if source.bytes > SHARD_BYTES and document.size() is not None:
                parts = [part.span for part in document.split(-(-source.bytes // SHARD_BYTES))]
        for part in parts:
            yield Shard(number, source, part)
            number += 1


class _Files:
    """The files that one shard writes."""

    def __init__(self, task: IngestTask, stack: ExitStack) -> None:
        folder, shard = WorkFolder(task.folder), task.shard.number

        def opened(kind: str, suffix: str) -> BinaryIO:
            return stack.enter_context(folder.file(kind, shard, suffix).open("wb"))

        self.records = opened("records", "jsonl")
        self.agents = opened("agents", "tsv")
        self.venues: dict[tuple[str, bytes], tuple[int, str]] = {}
        self.editors: set[tuple[str, str]] = set()
        self.asides = opened("asides", "tsv")
        self.placed = opened("placed", "tsv")
        self.institutions = Institutions()
        self.claims = opened("claims", "nq")
        self.concepts = opened("concepts", "nq")
        self.rejections = opened("rejections", "jsonl")
        self.mint = opened("mint", "tsv") if task.registry else None
        self.mentions = stack.enter_context(mention_writer(folder, shard)) if task.mentions else None
        self.keys = KeyFiles(folder, shard)


def ingest(task: IngestTask) -> Ingested:
    """Read one shard: write its records, keys and claims, and return what else there is to know."""
    shard, source = task.shard, task.shard.source
    result = Ingested(shard.number, source)
    mapper = ClaimMapper(Iris(task.base), source.document_id, [source.name])
    document = source.document()
    first, reference = 1, shard.number << OFFSET_BITS
    if shard.span:
        document, first = document.range(*shard.span), shard.span[2]
    document.fates = result.fates
    with ExitStack() as stack:
        files = _Files(task, stack)
        for item in _items(document, source.format):
            if isinstance(item, WorkRecord):
                record_id = f"{source.document_id}-{first + result.records}"
                result.records += 1
                stated = item
                if targets := task.corrections.get(record_key(record_id), ()) if task.corrections else ():
                    item = _corrected(item, targets, result)
                text = item.__pydantic_serializer__.to_json(item, exclude_defaults=True)
                line = b"%s\t%s\n" % (record_id.encode(), text)
                files.records.write(line)
                if files.mint:
                    files.mint.write(_mint_line(item, record_id, reference))
                files.keys.add(item, reference)
                agents = lone_agents(item, record_id)
                write_agents(files.agents, agents, reference)
                files.keys.add_people(agents)
                _write_mentions(files, item, record_id, reference)
                _write_venues(files, item, record_id, reference)
                _write_editors(files, item, reference)
                files.institutions.add(item, record_id)
                if task.claims:
                    files.claims.write(
                        mapper.place(stated, record_id, IdentifiedRecord(record_id, item).status).encode()
                    )
                    _write_claims(files, mapper, stated, record_id, task.claims, corrected=bool(targets))
                reference += len(line)
                _count(result, item)
            elif isinstance(item, Profile):
                result.profiles.append((profile_key(source.document_id, first + len(result.profiles)), item))
                _count(result, item)
            elif isinstance(item, Rejection):
                files.rejections.write(orjson.dumps(item) + b"\n")
                result.rejected += 1
                if len(result.first_rejections) < _SHOWN:
                    result.first_rejections.append(item)
            elif len(result.notices) < _SHOWN:
                result.notices.append(item)
        if task.claims and (not shard.span or shard.span[0] == 0):
            pages = [profile for _, profile in result.profiles]
            files.claims.write(
                mapper.document(source.name, source.format, source.sha256, pages, source.changed).encode()
            )
        write_venues(WorkFolder(task.folder), shard.number, files.venues)
        with WorkFolder(task.folder).file("institutions", shard.number, "tsv").open("wb") as named:
            named.writelines(files.institutions.lines(shard.number))
        files.keys.close()
    result.failed = document.failed
    return result


def _items(document: Document, format_name: str) -> Iterator[Item]:
    """Yield what a document holds; one that turns out to be unreadable while it is read is a rejection."""
    try:
        yield from format_named(format_name).parse(document)
    except InputError as error:
        document.failed = True
        reason = f"{error.reason} ({error.advice})" if error.advice else error.reason
        yield Rejection(error.file, error.line or 1, reason)


def _write_mentions(files: _Files, record: WorkRecord, record_id: str, reference: int) -> None:
    if files.mentions:
        for mention in lone_mentions(record, mint_key(record, record_id), paper_of(reference)):
            files.mentions.add(mention)


def mention_writer(folder: WorkFolder, number: int) -> MentionWriter:
    """Return what lays mentions aside, one part of them."""
    return MentionWriter(folder.path / PERSONS, number)


def paper_of(reference: int, *, gathered: bool = False) -> str:
    """Return what tells a paper from others, by its first record, and from one `gathered` anew."""
    return f"w{reference}" if gathered else str(reference)


def shard_of(paper: str) -> int:
    """Return the shard of the first record of a paper."""
    return int(paper.removeprefix("w")) >> OFFSET_BITS


def _corrected(record: WorkRecord, targets: tuple[Target, ...], result: Ingested) -> WorkRecord:
    """Return a record as people corrected it; what cannot be corrected so is left, and said."""
    record, problems = corrected(record, targets)
    source = record.source
    result.notices += [Notice(source.file, source.first_line, f"correction: {one}") for one in problems]
    return record


def _write_claims(
    files: _Files, mapper: ClaimMapper, record: WorkRecord, record_id: str, claims: str, *, corrected: bool
) -> None:
    """Write what a record states; of one that people did not correct, what to keep may be known later."""
    if claims == "all" or (claims == "differing" and corrected):
        files.claims.write(mapper.record(record, record_id).encode())
    if claims != "none":
        files.concepts.write(mapper.concepts(record).encode())


def _mint_line(record: WorkRecord, record_id: str, reference: int) -> bytes:
    """Return reference, the key of the record itself, its own mint key and further ones as a line."""
    keys = [mint_key(record, record_id), *published_keys(record), title_mint_key(record) or ""]
    return "\t".join([str(reference), record_key(record_id), *filter(None, unique(keys))]).encode() + b"\n"


def _write_venues(files: _Files, record: WorkRecord, record_id: str, reference: int) -> None:
    """Count what the record says of venues; of what many say in the same words, the first is kept.

    Where the paper stands is noted as a line of reference, venue's key, volume, first page and year.
    """
    if key := venue_key(record):
        page = re.split(r"[-\u2013,; ]", record.article_number or record.pages or "", maxsplit=1)[0]
        place = [
            str(reference),
            key,
            record.volume or "",
            page,
            str(record.year or (record.published or "")[:4]),
        ]
        files.placed.write("\t".join(" ".join(one.split()) for one in place).encode() + b"\n")
    for one in venue_mentions(record):
        said = one.key, dump_mention(one)
        count, first = files.venues.get(said, (0, record_id))
        files.venues[said] = count + 1, first


def _write_editors(files: _Files, record: WorkRecord, reference: int) -> None:
    """Lay aside editors, contributors and organisations that an identifier tells, each name once a shard."""
    if not (record.editors or record.contributors or record.funding or record.publisher) and not any(
        one.organisations or one.affiliations for one in record.authors
    ):
        return
    people = editor_agents(record)
    write_agents(files.asides, people, reference)
    files.keys.add_people(people)
    stated = [*people, *stated_organisations(record)]
    known = [one for one in stated if (one.key, one.name) not in files.editors]
    files.editors.update((one.key, one.name) for one in known)
    write_agents(files.agents, known, NEVER_REPLACED)


def write_venues(folder: WorkFolder, shard: int, venues: dict[tuple[str, bytes], tuple[int, str]]) -> None:
    """Write lines of key, JSON, how many records say so, and the first of them."""
    with folder.file("venues", shard, "tsv").open("wb") as output:
        for (key, text), (count, record) in sorted(venues.items()):
            output.write(b"%s\t%s\t%d\t%s\n" % (key.encode(), text, count, record.encode()))


def _count(result: Ingested, item: WorkRecord | Profile) -> None:
    if item.repairs:
        result.repairs.update(repair.rule for repair in item.repairs)
    if item.damage:
        result.damages.update(damage.kind for damage in item.damage)
