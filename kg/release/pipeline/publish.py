"""Fourth step: works to triples, in files that a release is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson
import pyoxigraph

from kg.digests import opaque
from kg.identity.decisions import Decided
from kg.identity.profiles import one_list
from kg.identity.renaming import Masked, Renaming
from kg.identity.resolution import Resolved
from kg.identity.topics.concepts import Concepts
from kg.iris import Iris
from kg.keys import key_of, split_key
from kg.mapping.curation import CurationMapper
from kg.mapping.differing import DifferingMapper
from kg.mapping.work import WorkMapper
from kg.records import Repair
from kg.release.pipeline.people import key_row
from kg.release.pipeline.persons import whose
from kg.release.pipeline.resolve import NOTHING_DECIDED, Pages, ShardWorks
from kg.release.pipeline.shards import WorkFolder
from kg.release.pipeline.topics import write_concepts
from kg.release.pipeline.venues import read_venues
from kg.release.sorting import sort_unique
from kg.resources import folder as resource_folder
from kg.works import FieldDecision, IdentityDecision, own_key

_VOCABULARIES = ("codes.ttl", "arxiv-taxonomy.ttl")


@dataclass(frozen=True, slots=True)
class PublishTask:
    """What one process needs to know to map one shard. `claims` is null where no named graphs are made.

    `named` are the mentions that decisions of people are about.
    """

    shard: int
    folder: Path
    base: str
    claims: str | None
    pages: Pages
    decided: Decided = NOTHING_DECIDED
    renaming: Renaming = field(default_factory=Renaming)
    mentions: bool = True
    named: frozenset[str] = frozenset()


@dataclass(slots=True)
class Published:
    """What came of one shard, beside the files it wrote."""

    works: int = 0
    persons: int = 0
    teams: int = 0
    topics: set[str] = field(default_factory=set)
    undecided: int = 0
    masked: list[Masked] = field(default_factory=list)
    headings: list[tuple[str, str, str]] = field(default_factory=list)
    listed: list[tuple[str, str, list[str]]] = field(default_factory=list)
    """Agent, authorship (mint key, `#`, slot) and records, where only a profile page gives people a paper."""


def publish_shard(task: PublishTask) -> Published:
    """Resolve and map the works of one shard."""
    folder, iris, result = WorkFolder(task.folder), Iris(task.base), Published()
    agents = read_aliases(folder)
    people = whose(folder, task.shard) if task.mentions else {}
    concepts = Concepts()
    mentions, venues = task.claims in ("all", "differing"), read_venues(folder)
    differing = (
        DifferingMapper(iris, task.named, task.decided.records) if task.claims == "differing" else None
    )
    works, curation = WorkMapper(iris, mentions=mentions), CurationMapper(iris, mentions=mentions)
    with (
        folder.file("triples", task.shard, "nt").open("wb") as triples,
        folder.file("nodes", task.shard, "nt").open("wb") as nodes,
        folder.file("stated", task.shard, "nq").open("wb") as stated,
        folder.file("curation", task.shard, "nq").open("wb") as quads,
        folder.file("registry", task.shard, "tsv").open("wb") as registry,
    ):
        for resolved in ShardWorks(folder, task.shard, task.pages, task.decided, venues).every():
            work = resolved.work
            if people:
                _assign(resolved, people)
            one_list(work, agents)
            registry.write(_further_keys(resolved, agents).encode())
            if task.renaming.names:
                result.masked += task.renaming.work(work, agents)
            if differing:
                stated.write(differing.text(work, resolved.records).encode())
            text, shared = works.text(work, agents)
            triples.write(text.encode())
            nodes.write(shared.encode())
            concepts.add(work)
            if task.claims:
                quads.write(curation.work(work, agents).encode())
            result.works += 1
            alone = [one.collective for one in work.authorships if one.agent is None]
            result.persons += len(alone) - sum(alone)
            result.teams += sum(alone)
            result.topics.update(work.topics)
            result.headings += resolved.headings
            result.listed += [
                (one.agent or "", f"{work.key}#{one.slot}", one.mentions) for one in work.listed
            ]
    write_concepts(folder, task.shard, concepts)
    return result


def _assign(resolved: Resolved, people: dict[str, str]) -> None:
    """Give each authorship that is known to be somebody's on other papers the key of that person."""
    work, found = resolved.work, {}
    for one in work.authorships:
        if one.agent is None and (person := people.get(own := own_key(work.key, one))):
            one.agent = found[own] = person
    if found:
        resolved.headings = [(page, found.get(key, key), record) for page, key, record in resolved.headings]
        for decision in work.identity:
            decision.things = [_thing(thing, found) for thing in decision.things]


def _thing(thing: str, found: dict[str, str]) -> str:
    kind, key = split_key(thing)
    return key_of(kind, found.get(key, key))


def read_aliases(folder: WorkFolder) -> dict[str, str]:
    """Return what `write_aliases` laid aside."""
    found: dict[str, str] = orjson.loads((folder.path / "aliases.json").read_bytes())
    return found


def _further_keys(resolved: Resolved, agents: dict[str, str]) -> str:
    """Return the rows of the registry for keys of a paper and its people that their IRIs are not made of."""
    work, rows = resolved.work, []
    if resolved.keys:
        paper = opaque("paper", work.key)
        rows = [key_row("paper", paper, opaque("paper", key)) for key in resolved.keys]
    for one in work.authorships:
        if one.agent and not one.collective:
            person, own = (
                opaque("person", agents.get(one.agent, one.agent)),
                opaque("person", own_key(work.key, one)),
            )
            if person != own:
                rows.append(key_row("person", person, own))
    return "".join(rows)


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
class Graph:
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
) -> Graph:
    """Put the files together; what several shards may have written is sorted, each statement once.

    Sorting everything would cost a fifth of a build and change nothing: the rest is in the order of
    the sources' digests already, and written once by construction.
    """
    shared, concepts = folder.path / "shared-nodes.nt", folder.path / "shared-quads.nq"
    sort_unique([*folder.files("nodes"), folder.path / "shared.nt", *triples], shared)
    default = [*folder.files("triples"), *folder.files("described"), shared]
    if topics:
        default.append(topics)
    named: list[Path] = []
    if quads:
        sort_unique([*folder.files("concepts"), *quads], concepts)
        kinds = ("claims", "stated", "curation", "reasons")
        named = [*(path for kind in kinds for path in folder.files(kind)), concepts]
    return Graph(default, named)
