"""Fourth step: the persons of whom several papers tell, and why they are held to be one each."""

from __future__ import annotations

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
    with folder.file("described", task.segment, "nt").open("w", encoding="utf-8", newline="\n") as out:
        for members in plain_clusters(folder, task.segment):
            person = one_agent(members[0].cluster, [one.described() for one in members])
            person.key = agents.get(person.key, person.key)
            out.write(agent_text(iris, person))
            count += 1
    if task.claims:
        curation = CurationMapper(iris, mentions=task.claims != "none")
        with folder.file("reasons", task.segment, "nq").open("w", encoding="utf-8", newline="\n") as out:
            for decision in joins(folder, task.segment):
                decision.words = task.renaming.words(decision.words)
                out.write(curation.identity(decision, decision.name, agents))
    return count
