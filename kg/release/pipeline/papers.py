"""Second step: find the records that are of one paper, and tell each shard what to do with its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from kg.digests import KNOWN
from kg.facts import EditorialNotice
from kg.identity.authors import IdentifiedRecord
from kg.identity.blocks import Sketches, blocks, gathered
from kg.identity.contested import Contested
from kg.identity.decisions import Decisions
from kg.identity.paper_clusters import HUMAN_MERGE, HUMAN_SPLIT, Clusters
from kg.identity.paper_evidence import Verdict
from kg.identity.papers import PaperResolver
from kg.identity.resolution import Linked, PaperEvidence, paper_key
from kg.identity.title_census import census
from kg.keys import key_of, record_key
from kg.records import Profile, WorkRecord
from kg.release.cache import BuildCache
from kg.release.pipeline.bearers import find_contested
from kg.release.pipeline.comparables import Comparables
from kg.release.pipeline.ingest import OFFSET_BITS
from kg.release.pipeline.ingested_records import BareRecords, Records
from kg.release.pipeline.known_verdicts import KnownVerdicts
from kg.release.pipeline.paper_links import find_links
from kg.release.pipeline.places import Places, find_places
from kg.release.pipeline.shards import WorkFolder
from kg.works import IdentityDecision

NOTHING_DECIDED: Final = Decisions()
_NOTHING_READ: Final[Mapping[int, str | None]] = {}

Settle = Callable[[Clusters, Callable[[int], int]], tuple[dict[int, str], dict[int, list[str]]]]


@dataclass(slots=True)
class ShardPlan:
    """What a shard has to know: which records its papers have, what was found out, what they cite or name.

    Keys are references to the first record of a paper; a record in `skip` is not the first of its own;
    `decided` are those about which, or about somebody on which, people decided something.
    """

    groups: dict[int, list[int]] = field(default_factory=dict)
    skip: set[int] = field(default_factory=set)
    evidence: dict[int, PaperEvidence] = field(default_factory=dict)
    cites: dict[int, list[str]] = field(default_factory=dict)
    linked: dict[int, Linked] = field(default_factory=dict)
    decided: set[int] = field(default_factory=set)

    def write(self, folder: WorkFolder, shard: int) -> None:
        """Lay the plan of one shard aside."""
        data: dict[str, Any] = {
            "groups": list(self.groups.items()),
            "skip": sorted(self.skip),
            "evidence": [
                [
                    reference,
                    one.alone,
                    sorted(one.denied),
                    _verdict(one.weakest),
                    one.key,
                    one.former,
                    one.contested,
                ]
                for reference, one in self.evidence.items()
            ],
            "cites": list(self.cites.items()),
            "linked": [
                [reference, list(one.related.items()), one.told, one.versions]
                for reference, one in self.linked.items()
            ],
            "decided": sorted(self.decided),
        }
        folder.file("plans", shard, "json").write_bytes(orjson.dumps(data))

    @classmethod
    def read(cls, folder: WorkFolder, shard: int) -> ShardPlan:
        """Read the plan of one shard."""
        data = orjson.loads(folder.file("plans", shard, "json").read_bytes())
        return cls(
            dict(data["groups"]),
            set(data["skip"]),
            {
                reference: PaperEvidence(
                    Verdict(*weakest) if weakest else None,
                    alone,
                    frozenset(denied),
                    key,
                    tuple(former),
                    tuple(Contested(**row | {"records": tuple(row["records"])}) for row in taken),
                )
                for reference, alone, denied, weakest, key, former, taken in data["evidence"]
            },
            dict(data["cites"]),
            {
                reference: Linked(
                    dict(related), tuple(EditorialNotice(**one) for one in told), tuple(versions)
                )
                for reference, related, told, versions in data["linked"]
            },
            set(data["decided"]),
        )


def _verdict(verdict: Verdict | None) -> list[Any] | None:
    return [verdict.confidence, verdict.rule, verdict.words] if verdict else None


class _Papers:
    """The clusters, and the mint keys that their papers will have."""

    def __init__(
        self,
        folder: WorkFolder,
        decisions: Decisions,
        places: Places,
        cache: BuildCache | None,
        read: Mapping[int, str | None],
    ) -> None:
        self.records = Records(folder)
        self.registered: dict[int, str] = {}
        self.former: dict[int, list[str]] = {}
        compared = BareRecords(folder)
        titles = census(gathered(folder.files("titles")))

        def fetch(reference: int) -> WorkRecord:
            return compared.at(reference).record

        with (
            closing(Comparables(folder.path, fetch)) as comparables,
            closing(KnownVerdicts(cache, read, folder, comparables.of, titles)) as known,
        ):
            resolver = PaperResolver(fetch, Sketches(folder.files("sketches")).of, known.weigh)
            for _, members in blocks(folder.files("keys")):
                resolver.add(members)
            for _, members in blocks(folder.files("near")):
                resolver.add_near(members)
            known.keep()
        for placed, keys in decisions.must_link("paper"):
            if members := sorted(places.of(keys)):
                resolver.must_link(members, placed.entry.why or "")
        for _, keys, others in decisions.cannot_link("paper"):
            resolver.cannot_link(places.of(keys), places.of(others))
        self.clusters: Clusters = resolver.resolve()
        self.root, self.parted = resolver.root, resolver.parted

    def key(self, root: int) -> str:
        """Return the mint key of the paper whose first record is `root`."""
        listings: list[IdentifiedRecord] = [
            self.records.at(one) for one in self.clusters.groups.get(root, [root])
        ]
        return self.registered.get(root) or paper_key(listings, alone=root in self.clusters.alone)

    def versions(self) -> dict[int, list[str]]:
        """Return, by first record, the keys of the other versions of papers; each two papers say it once."""
        found: dict[int, list[str]] = {}
        for link in self.clusters.versions:
            if not self.parted(link.a, link.b):
                ends = sorted((self.key(root), root) for root in (self.root(link.a), self.root(link.b)))
                found.setdefault(ends[0][1], []).append(ends[1][0])
        return {root: sorted(keys) for root, keys in sorted(found.items())}


def cluster(
    folder: WorkFolder,
    shards: Sequence[int],
    decisions: Decisions = NOTHING_DECIDED,
    settle: Settle | None = None,
    cache: BuildCache | None = None,
    read: Mapping[int, str | None] = _NOTHING_READ,
    pages: Sequence[Profile] = (),
) -> list[IdentityDecision]:
    """Cluster all records, write a plan for each shard, and return what was decided between papers.

    `settle` gives, by first record, the keys of papers that keep the IRI of an earlier release, and the keys
    of those that they took over. What the `cache` knows of pairs of records is not weighed again; `read`
    gives the key of what was read of a shard. `pages` state identifiers of the people they are about.
    """
    places = find_places(folder, decisions.keys())
    papers = _Papers(folder, decisions, places, cache, read)
    if settle is not None:
        papers.registered, papers.former = settle(papers.clusters, papers.root)
    clusters = papers.clusters
    plans: dict[int, ShardPlan] = defaultdict(ShardPlan)
    for root, members in clusters.groups.items():
        plans[root >> OFFSET_BITS].groups[root] = members
        for reference in members[1:]:
            plans[reference >> OFFSET_BITS].skip.add(reference)
    taken = find_contested(folder, papers.root, papers.records, pages)
    for root in sorted(
        {*clusters.weakest, *clusters.alone, *clusters.denied, *papers.registered, *papers.former, *taken}
    ):
        plans[root >> OFFSET_BITS].evidence[root] = PaperEvidence(
            clusters.weakest.get(root),
            root in clusters.alone,
            frozenset(clusters.denied.get(root, ())),
            papers.registered.get(root),
            tuple(papers.former.get(root, ())),
            tuple(taken.get(root, ())),
        )
    links = find_links(folder, papers.root, papers.key, papers.records)
    for root, cited in links.cites.items():
        plans[root >> OFFSET_BITS].cites[root] = cited
    links.versions = papers.versions()
    for root, linked in links.linked():
        plans[root >> OFFSET_BITS].linked[root] = linked
    for reference in places.every():
        root = papers.root(reference)
        plans[root >> OFFSET_BITS].decided.add(root)
    for shard in shards:
        plans[shard].write(folder, shard)
    return [*_decided(papers, decisions, places), *_undecided(papers)]


def _decided(papers: _Papers, decisions: Decisions, places: Places) -> Iterator[IdentityDecision]:
    """Say what people joined and parted, of what is still there."""
    for placed, keys in decisions.must_link("paper"):
        references = sorted(places.of(keys))
        ids = [papers.records.at(one).record_id for one in references]
        if placed.entry.decision == "merge" and len(ids) > 1:
            yield IdentityDecision(
                name=f"human-papers-{ids[0]}-{ids[-1]}",
                outcome="same",
                rule=HUMAN_MERGE,
                confidence=1.0,
                things=[
                    key_of("paper", papers.key(papers.root(references[0]))),
                    *(key_of("paper", f"{KNOWN}{one.rpartition('/')[2]}") for one in placed.entry.about),
                    *map(record_key, ids),
                ],
                records=ids,
                words=placed.entry.why or "",
                by=placed.entry.by,
            )
    for placed, keys, others in decisions.cannot_link("paper"):
        mine, theirs = sorted(places.of(keys)), sorted(places.of(others))
        if mine and theirs:
            roots = dict.fromkeys(papers.root(one) for one in (*mine, *theirs))
            ids = [papers.records.at(one).record_id for one in mine]
            yield IdentityDecision(
                name=f"human-papers-{ids[0]}-{papers.records.at(theirs[0]).record_id}",
                outcome="different",
                rule=HUMAN_SPLIT,
                confidence=1.0,
                things=[key_of("paper", papers.key(root)) for root in roots],
                records=ids,
                words=placed.entry.why or "",
                by=placed.entry.by,
            )


def _undecided(papers: _Papers) -> list[IdentityDecision]:
    """Say of each pair of papers that share something, and were not joined, why not."""
    records = papers.records
    found: dict[tuple[str, ...], IdentityDecision] = {}
    for link in (*papers.clusters.undecided, *papers.clusters.versions):
        if papers.parted(link.a, link.b):
            continue  # no longer open: people decided
        pair = sorted((papers.key(papers.root(link.a)), papers.key(papers.root(link.b))))
        different = link.verdict.outcome == "different"
        ids = [records.at(link.a).record_id, records.at(link.b).record_id]
        found.setdefault(
            tuple(pair),
            IdentityDecision(
                name=f"papers-{ids[0]}-{ids[1]}",
                outcome="different" if different else "undecided",
                rule=link.verdict.rule,
                confidence=round(1 - link.verdict.confidence, 3) if different else link.verdict.confidence,
                things=[key_of("paper", key) for key in pair],
                records=ids,
                words=link.verdict.words,
            ),
        )
    return [found[pair] for pair in sorted(found)]
