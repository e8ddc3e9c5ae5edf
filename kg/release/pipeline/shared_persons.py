"""Fourth step: the persons of whom several papers tell, and why they are held to be one each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.identity.people import one_agent
from kg.identity.renaming import Renaming
from kg.iris import Iris
from kg.mapping.agents import agent_text
from kg.mapping.curation import CurationMapper
from kg.release.pipeline.persons import joins, plain_clusters
from kg.release.pipeline.publish import read_aliases
from kg.release.pipeline.shards import WorkFolder


@dataclass(frozen=True, slots=True)
class DescribeTask:
    """What one process needs to know to describe the persons of one segment (see `PublishTask`)."""

    segment: int
    folder: Path
    base: str
    claims: str | None
    renaming: Renaming


def describe(task: DescribeTask) -> int:
    """Write the triples of persons and the decisions of one segment; return how many persons these are."""
    folder, iris = WorkFolder(task.folder), Iris(task.base)
    agents, count = read_aliases(folder), 0

    def persons() -> Iterator[bytes]:
        nonlocal count
        for members in plain_clusters(folder, task.segment):
            person = one_agent(members[0].cluster, [one.described() for one in members])
            person.key = agents.get(person.key, person.key)
            count += 1
            yield agent_text(iris, person).encode()

    def reasons() -> Iterator[bytes]:
        curation = CurationMapper(iris, mentions=task.claims != "none")
        for decision in joins(folder, task.segment):
            decision.words = task.renaming.words(decision.words)
            yield curation.identity(decision, decision.name, agents).encode()

    folder.write("described", task.segment, "nt", persons())
    if task.claims:
        folder.write("reasons", task.segment, "nq", reasons())
    return count
