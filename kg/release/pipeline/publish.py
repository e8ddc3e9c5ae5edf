"""Fifth step: works to triples, and everything sorted into the two files that a release is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson
import pyoxigraph

from kg.identity.blocks import blocks
from kg.mapping.curation import CurationMapper
from kg.mapping.iris import Iris
from kg.mapping.work import WorkMapper
from kg.release.pipeline.shards import WorkFolder
from kg.release.sorting import sort_unique
from kg.resources import folder as resource_folder
from kg.works import IdentityDecision, load_work

_VOCABULARIES = ("codes.ttl", "arxiv-taxonomy.ttl")


@dataclass(frozen=True, slots=True)
class PublishTask:
    """What one process needs to know to map one shard."""

    shard: int
    folder: Path
    base: str
    mentions: bool


def publish_shard(task: PublishTask) -> int:
    """Map the works of one shard and return their number."""
    folder, iris = WorkFolder(task.folder), Iris(task.base)
    agents: dict[str, str] = orjson.loads((task.folder / "aliases.json").read_bytes())
    works, curation = WorkMapper(iris, mentions=task.mentions), CurationMapper(iris, mentions=task.mentions)
    count = 0
    with (
        folder.file("works", task.shard, "jsonl").open("rb") as source,
        folder.file("triples", task.shard, "nt").open("wb") as triples,
        folder.file("nodes", task.shard, "nt").open("wb") as nodes,
        folder.file("curation", task.shard, "nq").open("wb") as quads,
    ):
        for line in source:
            work = load_work(line)
            text, shared = works.text(work, agents)
            triples.write(text.encode())
            nodes.write(shared.encode())
            quads.write(curation.work(work, agents).encode())
            count += 1
    return count


def write_aliases(folder: WorkFolder, agents: dict[str, str]) -> None:
    """Lay aside which agent keys stand for others, for the processes that map."""
    (folder.path / "aliases.json").write_bytes(orjson.dumps(agents))


def write_decisions(folder: WorkFolder, iris: Iris, decisions: Iterable[IdentityDecision], agents: dict[str, str]) -> Path:
    """Write the decisions that concern more than one work, and the software that decided."""
    output, curation = folder.path / "decisions.nq", CurationMapper(iris)
    with output.open("w", encoding="utf-8", newline="\n") as out:
        out.write(curation.software())
        for decision in decisions:
            out.write(curation.identity(decision, decision.name, agents))
    return output


def write_citations(folder: WorkFolder, iris: Iris) -> Path:
    """Write which papers of the graph cite which, by the identifiers in their references."""
    output, mapper = folder.path / "citations.nt", WorkMapper(iris)
    works = folder.files("works")

    def key(reference: int) -> str:
        place = reference >> 1
        with works[place >> 40].open("rb") as source:
            source.seek(place & ((1 << 40) - 1))
            return str(orjson.loads(source.readline())["key"])

    with output.open("w", encoding="utf-8", newline="\n") as out:
        for _, members in blocks(folder.files("cited")):
            cited = {key(one) for one in members if not one & 1}
            citing = [one for one in members if one & 1] if cited else []
            for one in citing:
                source = key(one)
                for target in sorted(cited - {source}):
                    out.write(mapper.citation(source, target))
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
    triples of one subject stand together, with few exceptions.
    """

    default: list[Path]
    named: list[Path]

    @property
    def bytes(self) -> int:
        """Return the size of all files."""
        return sum(path.stat().st_size for path in (*self.default, *self.named))


def graph(folder: WorkFolder, triples: Sequence[Path], quads: Sequence[Path]) -> Graph:
    """Put the files together; what several shards may have written is sorted, each statement once.

    Sorting everything would cost a fifth of a build and change nothing: the rest is in the order of
    the sources' digests already, and written once by construction.
    """
    shared, concepts = folder.path / "shared-nodes.nt", folder.path / "shared-quads.nq"
    sort_unique([*folder.files("nodes"), folder.path / "shared.nt", *triples], shared)
    sort_unique([*folder.files("concepts"), *quads], concepts)
    return Graph([*folder.files("triples"), shared], [*folder.files("claims"), *folder.files("curation"), concepts])
