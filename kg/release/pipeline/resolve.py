"""Third step: make one work of the records of each paper, and note what it says of shared things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.identity.authors import Listing
from kg.identity.blocks import KeyWriter
from kg.identity.keys import hashed, reference_key
from kg.identity.people import agent_keys
from kg.identity.resolution import Evidence, resolve
from kg.records import Profile
from kg.release.pipeline.ingest import Records, parse
from kg.release.pipeline.papers import Plan
from kg.release.pipeline.shards import WorkFolder
from kg.works import Work, dump

_NOTHING = Evidence()


@dataclass(frozen=True, slots=True)
class ResolveTask:
    """What one process needs to know to resolve one shard. Profiles come by document id."""

    shard: int
    folder: Path
    profiles: dict[str, list[tuple[str, Profile]]]


@dataclass(slots=True)
class ResolvedShard:
    """What came of one shard, beside the files it wrote."""

    works: int = 0
    persons: int = 0
    aliases: list[tuple[str, str]] = field(default_factory=list)
    headings: list[tuple[str, str, str]] = field(default_factory=list)
    topics: Counter[str] = field(default_factory=Counter)


def resolve_shard(task: ResolveTask) -> ResolvedShard:
    """Resolve every paper whose first record is in the shard."""
    folder = WorkFolder(task.folder)
    plan, records, result = Plan.read(folder, task.shard), Records(folder), ResolvedShard()
    cited = KeyWriter(folder.file("cited", task.shard, "bin"))
    offset = 0

    def profiles(listing: Listing) -> Sequence[tuple[str, Profile]]:
        found = task.profiles.get(listing.record_id.rpartition("-")[0], ())
        return [pair for pair in found if pair[1].source.file == listing.record.source.file]

    with (
        folder.file("works", task.shard, "jsonl").open("wb") as works,
        folder.file("agents", task.shard, "tsv").open("wb") as agents,
        folder.file("venues", task.shard, "tsv").open("wb") as venues,
    ):
        for reference, line in records.of(task.shard):
            if reference in plan.skip:
                continue
            listings = [parse(line)]
            if reference in plan.groups:
                listings = [records.at(member) for member in plan.groups[reference]]
            resolved = resolve(listings, plan.evidence.get(reference, _NOTHING), profiles)
            text = dump(resolved.work)
            works.write(text)
            _cite(cited, resolved.work, (task.shard << 40) | offset)
            offset += len(text)
            for agent in resolved.agents:
                agents.write(b"%s\t%s" % (agent.key.encode(), dump(agent)))
                keys = agent_keys(agent)
                result.aliases += [(keys[0], other) for other in keys[1:] if not agent.collective]
            for venue in resolved.venues:
                venues.write(b"%s\t%s" % (venue.key.encode(), dump(venue)))
            result.works += 1
            result.persons += sum(one.agent is None and not one.collective for one in resolved.work.authorships)
            result.headings += resolved.headings
            result.topics.update(resolved.work.topics)
    cited.close()
    return result


def _cite(cited: KeyWriter, work: Work, reference: int) -> None:
    """Note under which identifiers a work can be cited (even references), and what it cites (odd ones)."""
    for scheme, value in [pair for item in work.expressions for pair in item.identifiers] + work.identifiers:
        cited.add(hashed(f"{scheme}:{value}"), reference << 1)
    for text in work.references:
        if key := reference_key(text):
            cited.add(hashed(key), reference << 1 | 1)
