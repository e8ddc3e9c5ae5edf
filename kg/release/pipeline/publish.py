"""Fourth step: works to triples, in files that a release is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pyoxigraph

from kg.identity.expressions import Venues
from kg.identity.renaming import Masked
from kg.identity.topics.concepts import Concepts
from kg.iris import Iris
from kg.mapping.curation import CurationMapper
from kg.records import Repair
from kg.release.pipeline.mapped_work import KINDS, MappedWork, PublishTask, WorkMapping
from kg.release.pipeline.persons import whose
from kg.release.pipeline.shard_works import ShardWorks
from kg.release.pipeline.shards import WorkFolder
from kg.release.pipeline.topics import write_concepts
from kg.release.pipeline.venues import read_venues
from kg.release.sorting import sort_unique
from kg.resources import folder as resource_folder
from kg.works import FieldDecision, IdentityDecision

_VOCABULARIES = ("codes.ttl", "arxiv-taxonomy.ttl")


@dataclass(slots=True)
class PublishedShard:
    """What came of one shard, beside the files it wrote (see `MappedWork`)."""

    works: int = 0
    persons: int = 0
    teams: int = 0
    topics: set[str] = field(default_factory=set)
    masked: list[Masked] = field(default_factory=list)
    headings: list[tuple[str, str, str]] = field(default_factory=list)
    listed: list[tuple[str, str, list[str]]] = field(default_factory=list)


class Tables(NamedTuple):
    """What is looked up to map a work: whose mentions are, which agents stand for others, and venues."""

    people: Mapping[str, str]
    agents: dict[str, str]
    venues: Venues


Once = Callable[[int, tuple[Any, ...], Callable[[], MappedWork]], MappedWork]
"""Gives what a work becomes, by the reference to its first record and what `ShardWorks.known` tells of it."""


def publish_shard(task: PublishTask, tables: Tables, once: Once) -> PublishedShard:
    """Resolve and map the works of one shard, each by `once`."""
    folder, result, concepts = WorkFolder(task.folder), PublishedShard(), Concepts()
    works = ShardWorks(folder, task.shard, task.pages, task.decided, tables.venues)
    mapping = WorkMapping(task, tables.people, tables.agents)
    with ExitStack() as stack:
        files = [
            stack.enter_context(folder.file(kind, task.shard, suffix).open("wb"))
            for kind, suffix in KINDS.items()
        ]
        for reference, line in works.lines():
            mapped = once(reference, works.known(reference), lambda: mapping.map(works.work(reference, line)))  # noqa: B023 (called at once)
            for file, text in zip(files, mapped.texts, strict=True):
                file.write(text)
            concepts.add(mapped.key, mapped.subjects, mapped.topics, mapped.venues)
            result.works += 1
            result.persons += mapped.persons
            result.teams += mapped.teams
            result.topics.update(mapped.topics)
            result.masked += mapped.masked
            result.headings += mapped.headings
            result.listed += mapped.listed
    write_concepts(folder, task.shard, concepts)
    return result


def read_tables(folder: WorkFolder, shard: int) -> Tables:
    """Return what was laid aside to map the works of a shard by."""
    return Tables(whose(folder, shard), read_aliases(folder), read_venues(folder))


def read_aliases(folder: WorkFolder) -> dict[str, str]:
    """Return what `write_aliases` laid aside."""
    found: dict[str, str] = folder.table("aliases.json")
    return found


def write_aliases(folder: WorkFolder, agents: dict[str, str]) -> None:
    """Lay aside which agent keys stand for others, for the processes that map."""
    (folder.path / "aliases.json").write_bytes(orjson.dumps(agents))


def write_decisions(
    folder: WorkFolder,
    iris: Iris,
    decisions: Iterable[IdentityDecision],
    agents: dict[str, str],
    claims: str,
    people: Iterable[str] = (),
    pages: Iterable[tuple[str, Sequence[Repair]]] = (),
    venues: Iterable[tuple[str, FieldDecision]] = (),
) -> Path:
    """Write the decisions that concern more than one work, and who decided: the software, and `people`.

    `pages` are the repairs of what the heads of pages state, each with `{document id}-{n}`; `venues` are
    decisions on venues, each with the venue's key.
    """
    output, curation = folder.path / "decisions.nq", CurationMapper(iris, mentions=claims != "none")
    with output.open("w", encoding="utf-8", newline="\n") as out:
        out.write(curation.software())
        out.write(curation.people(people))
        for decision in decisions:
            out.write(curation.identity(decision, decision.name, agents))
        for page, repairs in pages:
            out.write(curation.page(page, repairs))
        for key, field_decision in venues:
            out.write(curation.field(field_decision, iris.venue(key)))
    return output


def vocabulary_triples() -> Iterator[str]:
    """Yield the codes and arXiv's taxonomy as N-Triples lines; they are part of the resolved graph."""
    for name in _VOCABULARIES:
        path = resource_folder("ontology") / name
        for triple in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE):
            yield f"{triple.subject} {triple.predicate} {triple.object} .\n"


def write_vocabularies(folder: WorkFolder) -> Path:
    """Write `vocabulary_triples` into a file."""
    output = folder.path / "vocabularies.nt"
    with output.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(vocabulary_triples())
    return output


@dataclass(frozen=True, slots=True)
class GraphFiles:
    """The text of a release: N-Triples files of the default graph, N-Quads files of the named graphs.

    In their order they are the same for the same sources, no statement stands in them twice, and the
    triples of one subject stand together.
    """

    default: list[Path]
    named: list[Path]

    @property
    def bytes(self) -> int:
        """Return the size of all files."""
        return sum(path.stat().st_size for path in (*self.default, *self.named))


def graph(
    folder: WorkFolder, triples: Sequence[Path], quads: Sequence[Path], topics: Path | None = None
) -> GraphFiles:
    """Put the files together; what several shards may have written is sorted, each statement once.

    Sorting everything would cost a fifth of a build and change nothing: the rest is in the order of
    the sources' digests already, and written once by construction.
    """
    shared, concepts = folder.path / "shared-nodes.nt", folder.path / "shared-quads.nq"
    sort_unique([*folder.files("nodes"), folder.path / "shared.nt", *triples], shared)
    # people who turn up on another paper move to the files of those on several; papers stay as they are
    default = [*folder.files("triples"), *folder.files("alone"), *folder.files("described"), shared]
    if topics:
        default.append(topics)
    named: list[Path] = []
    if quads:
        sort_unique([*folder.files("concepts"), *quads], concepts)
        kinds = ("claims", "stated", "curation", "reasons")
        named = [*(path for kind in kinds for path in folder.files(kind)), concepts]
    return GraphFiles(default, named)
