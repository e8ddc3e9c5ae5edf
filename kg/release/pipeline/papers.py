"""Second step: find the records that are of one paper, and tell each shard what to do with its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from kg.identity.authors import Listing
from kg.identity.blocks import blocks
from kg.identity.evidence import Verdict
from kg.identity.papers import Clusters, PaperResolver
from kg.identity.resolution import Evidence, paper_key
from kg.release.pipeline.ingest import OFFSET_BITS, Records
from kg.release.pipeline.shards import WorkFolder
from kg.works import IdentityDecision


@dataclass(frozen=True, slots=True)
class Plan:
    """What a shard has to know of clusters: who leads which records, who is left to another shard."""

    groups: dict[int, list[int]]
    skip: frozenset[int]
    evidence: dict[int, Evidence]

    def write(self, folder: WorkFolder, shard: int) -> None:
        """Lay the plan of one shard aside."""
        data: dict[str, Any] = {
            "groups": list(self.groups.items()),
            "skip": sorted(self.skip),
            "evidence": [
                [reference, one.alone, sorted(one.denied), _verdict(one.weakest)]
                for reference, one in self.evidence.items()
            ],
        }
        folder.file("plans", shard, "json").write_bytes(orjson.dumps(data))

    @classmethod
    def read(cls, folder: WorkFolder, shard: int) -> Plan:
        """Read the plan of one shard."""
        data = orjson.loads(folder.file("plans", shard, "json").read_bytes())
        return cls(
            {reference: members for reference, members in data["groups"]},
            frozenset(data["skip"]),
            {
                reference: Evidence(Verdict(*weakest) if weakest else None, alone, frozenset(denied))
                for reference, alone, denied, weakest in data["evidence"]
            },
        )


def _verdict(verdict: Verdict | None) -> list[Any] | None:
    return [verdict.confidence, verdict.rule, verdict.words] if verdict else None


def cluster(folder: WorkFolder, shards: int) -> list[IdentityDecision]:
    """Cluster all records, write a plan for each shard, and return what stayed undecided between papers."""
    records = Records(folder)
    resolver = PaperResolver(lambda reference: records.at(reference).record)
    for _, members in blocks(folder.files("keys")):
        resolver.add(members)
    clusters = resolver.resolve()
    for shard in range(shards):
        _plan(clusters, shard).write(folder, shard)
    return _undecided(clusters, resolver, records)


def _plan(clusters: Clusters, shard: int) -> Plan:
    def own(reference: int) -> bool:
        return reference >> OFFSET_BITS == shard

    groups = {root: members for root, members in clusters.groups.items() if own(root)}
    skip = frozenset(
        reference
        for root, members in clusters.groups.items()
        for reference in members
        if reference != root and own(reference)
    )
    roots = [root for root in {*clusters.weakest, *clusters.alone, *clusters.denied} if own(root)]
    evidence = {
        root: Evidence(
            clusters.weakest.get(root), root in clusters.alone, frozenset(clusters.denied.get(root, ()))
        )
        for root in sorted(roots)
    }
    return Plan(groups, skip, evidence)


def _undecided(clusters: Clusters, resolver: PaperResolver, records: Records) -> list[IdentityDecision]:
    """Say of each pair of papers that share something, and were not joined, why not."""

    def key(reference: int) -> str:
        root = resolver.root(reference)
        listings: list[Listing] = [records.at(one) for one in clusters.groups.get(root, [root])]
        return paper_key(listings, alone=root in clusters.alone)

    found: dict[tuple[str, str], IdentityDecision] = {}
    for link in clusters.undecided:
        a, b = sorted((key(link.a), key(link.b)))
        different = link.verdict.outcome == "different"
        found.setdefault(
            (a, b),
            IdentityDecision(
                name=f"papers-{records.at(link.a).record_id}-{records.at(link.b).record_id}",
                outcome="different" if different else "undecided",
                rule=link.verdict.rule,
                confidence=round(1 - link.verdict.confidence, 3) if different else link.verdict.confidence,
                things=[f"paper:{a}", f"paper:{b}"],
                records=[records.at(link.a).record_id, records.at(link.b).record_id],
                words=link.verdict.words,
            ),
        )
    return [found[pair] for pair in sorted(found)]
