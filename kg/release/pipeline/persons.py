"""Between papers and people: whose the mentions are, decided by evidence, segment by segment.

A segment holds all mentions of some family names (`kg.identity.persons`). What is found out of one stays
on disk, so that memory does not grow with the number of people: clusters, and the decisions that made
them. Three steps need the whole: counts of names, clusters written in ways that stand in different
segments, and clusters that hold agents known otherwise (an ORCID, a profile page, a decision of people).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import orjson

from kg.digests import opaque
from kg.identity.persons.blocking import SEGMENTS, leave_out, segment_mentions
from kg.identity.persons.census import Census
from kg.identity.persons.census_files import census_key, holds, write_census
from kg.identity.persons.known_blocks import KnownBlocks
from kg.identity.persons.resolver import SegmentResult, resolve_across, resolve_segment
from kg.identity.persons.surveying import no_cycles, survey
from kg.keys import is_authorship_key, key_of, place_of, split_key
from kg.release.cache import BuildCache, Result
from kg.release.cache import key_of as key_of_step
from kg.release.maker import made_by
from kg.release.pipeline.agents import write_agents
from kg.release.pipeline.ingest import PERSONS, paper_of, shard_of
from kg.release.pipeline.shards import BEYOND, WorkFolder
from kg.runners import ParallelMap
from kg.works import Agent, IdentityDecision

_SPECIAL: Final = BEYOND
"""Numbers of files of kind `gathered` that stand beside those of the shards."""
_WHOSE: Final = "whose.tsv"
_PLACES: Final = "whose.json"


@dataclass(frozen=True, slots=True)
class ClusterMember:
    """One mention of a cluster of several: its own key, the shard of its paper, and what it is printed as."""

    cluster: str
    own: str
    shard: int
    agent: str | None
    name: str
    given: str | None
    family: str | None
    alternates: list[str]

    def described(self) -> Agent:
        """Return what the mention says of the person."""
        return Agent(
            self.cluster, False, self.name, self.given, self.family, alternates=self.alternates, own=self.own
        )


@dataclass(slots=True)
class JoinedMentions:
    """What the whole needs to know: keys of agents that are of one person, in pairs, and counts."""

    pairs: list[tuple[str, str]] = field(default_factory=list)
    undecided: int = 0
    decisions: list[IdentityDecision] = field(default_factory=list)


def join_mentions(
    folder: WorkFolder,
    replaced: Collection[int],
    run: ParallelMap,
    parts: int,
    carried: Path | None = None,
    cache: BuildCache | None = None,
) -> JoinedMentions:
    """Decide which mentions are one person's; what each shard and segment needs is left on disk.

    `replaced` are references to records whose mentions were gathered with those of other records; `parts`
    is how many processes there are. `carried` is the folder of the census of the release before, which is
    taken where it still holds. What the `cache` knows of blocks of names is not found out again.
    """
    path = folder.path / PERSONS
    path.mkdir(exist_ok=True)
    leave_out(path, map(paper_of, replaced))
    census = _surveyed(path, run, parts, spellings=carried is not None)
    if carried is not None and not holds(carried, census.mentions):
        carried, census = None, _surveyed(path, run, parts, spellings=False)
    write_census(path, census, carried, made_by())
    results = list(run(partial(_cluster, folder, cache, census_key(path)), range(SEGMENTS)))
    across = resolve_across(path, results)
    decided = [_name(_mentions(one)) for one in across.decisions]
    (path / "across.json").write_bytes(orjson.dumps(across.persons))
    (path / "decided.json").write_bytes(orjson.dumps(decided))
    joined = JoinedMentions(undecided=across.undecided, decisions=across.decisions)
    for pairs in run(partial(_route, folder), range(SEGMENTS)):
        joined.pairs += pairs
    _join_whose(folder)
    return joined


def _surveyed(path: Path, run: ParallelMap, parts: int, *, spellings: bool) -> Census:
    census = Census()
    shares = [range(start, SEGMENTS, parts) for start in range(parts)]
    for part in run(partial(_survey, path, spellings), shares):
        census += part
    return census


def _survey(path: Path, spellings: bool, part: Sequence[int]) -> Census:
    return survey(path, *part, spellings=spellings)


def _cluster(folder: WorkFolder, cache: BuildCache | None, census: str, segment: int) -> SegmentResult:
    """Cluster one segment; its clusters and decisions are written, what is left is returned."""
    with no_cycles():  # mentions and profiles by the ten thousand
        return _clustered(folder, cache, census, segment)


def _clustered(folder: WorkFolder, cache: BuildCache | None, census: str, segment: int) -> SegmentResult:
    path = folder.path / PERSONS
    mentions = list(segment_mentions(path, segment))
    key, known = key_of_step("blocks", census, segment), KnownBlocks()
    if cache is not None:
        known.before = cache.recall(key, folder.path) or {}
    result = resolve_segment(path, segment, mentions, known if cache else None)
    if cache is not None and known.now != known.before:
        cache.keep(key, folder.path, Result(known.now))
    # One that waits may be alone here, and of a cluster in another segment.
    waiting = {one.key for one in result.waiting}
    members = [
        [result.persons.get(one.key, one.key), one.key, shard_of(one.paper), one.agent, one.name, one.given,
         one.family, one.alternates]
        for one in mentions
        if one.key in result.persons or one.key in waiting
    ]  # fmt: skip
    members.sort(key=lambda row: row[:2])
    folder.write("clusters", segment, "jsonl", (orjson.dumps(row) + b"\n" for row in members))
    folder.write("joins", segment, "jsonl", (orjson.dumps(one) + b"\n" for one in result.decisions))
    result.persons, result.decisions = {}, []
    return result


def _route(folder: WorkFolder, segment: int) -> list[tuple[str, str]]:
    """Tell each shard whose its mentions are, and lay aside what is said of agents known otherwise."""
    pairs: set[tuple[str, str]] = set()
    shards: dict[int, list[bytes]] = {}
    across = _across(folder)
    described = BytesIO()
    for members, special in _clusters(folder, segment, across):
        for one in members:
            shards.setdefault(one.shard, []).append(f"{one.own}\t{one.cluster}\n".encode())
            if one.agent and one.agent != one.cluster:
                pairs.add((one.cluster, one.agent))
        if special:
            write_agents(described, [one.described() for one in members if not one.agent], 0)
    described.seek(0)
    folder.write("gathered", _SPECIAL + segment, "tsv", described)
    _write_whose(folder, segment, shards)
    return sorted(pairs)


def _write_whose(folder: WorkFolder, segment: int, shards: dict[int, list[bytes]]) -> None:
    """Write whose the mentions of a segment are, those of a shard together, and in front where they stand."""
    texts = {shard: b"".join(lines) for shard, lines in sorted(shards.items())}
    places, place = {}, 0
    for shard, text in texts.items():
        places[f"{shard}"] = place, len(text)
        place += len(text)
    if texts:
        folder.write("whose", segment, "tsv", [orjson.dumps(places) + b"\n", *texts.values()])


def _join_whose(folder: WorkFolder) -> None:
    """Make one file of those of all segments: each shard would have to open every one of them."""
    joined: dict[str, tuple[int, int]] = {}
    with ExitStack() as opened, (folder.path / _WHOSE).open("wb") as output:
        files = [opened.enter_context(path.open("rb")) for path in folder.files("whose")]
        places = [orjson.loads(file.readline()) for file in files]
        starts = [file.tell() for file in files]
        for shard in sorted({int(one) for place in places for one in place}):
            begin = output.tell()
            for file, place, start in zip(files, places, starts, strict=True):
                at, size = place.get(f"{shard}", (0, 0))
                file.seek(start + at)
                output.write(file.read(size))
            joined[f"{shard}"] = begin, output.tell() - begin
    (folder.path / _PLACES).write_bytes(orjson.dumps(joined))


def _across(folder: WorkFolder) -> dict[str, str]:
    found: dict[str, str] = folder.table(f"{PERSONS}/across.json")
    return found


def _clusters(
    folder: WorkFolder, segment: int, across: dict[str, str]
) -> Iterator[tuple[list[ClusterMember], bool]]:
    """Yield the members of each cluster of a segment, and whether other segments or agents are concerned."""
    found = map(orjson.loads, folder.lines("clusters", segment, "jsonl"))
    for _, group in groupby(found, key=lambda row: row[0]):
        rows: list[Any] = list(group)
        if len(rows) == 1 and rows[0][1] not in across:
            continue
        special = any(row[3] or row[1] in across for row in rows) or not is_authorship_key(rows[0][0])
        yield [ClusterMember(across.get(row[1], row[0]), *row[1:]) for row in rows], special


def plain_clusters(folder: WorkFolder, segment: int) -> Iterator[list[ClusterMember]]:
    """Yield the clusters of which nothing else is known than their mentions."""
    for members, special in _clusters(folder, segment, _across(folder)):
        if not special:
            yield members


def whose(folder: WorkFolder, shard: int) -> dict[str, str]:
    """Return the keys of the clusters that the mentions of a shard's papers belong to, by their own keys."""
    found: dict[str, str] = {}
    if not (folder.path / _PLACES).exists():  # nobody was told apart by evidence
        return found
    start, size = folder.table(_PLACES).get(f"{shard}", (0, 0))
    with (folder.path / _WHOSE).open("rb") as source:
        source.seek(start)
        for line in source.read(size).splitlines():
            own, _, cluster = line.decode().partition("\t")
            found[own] = cluster
    return found


def joins(folder: WorkFolder, segment: int) -> Iterator[IdentityDecision]:
    """Yield the decisions of one segment, each mention under the key of its cluster."""
    across = _across(folder)
    clusters = {one.own: one.cluster for members, _ in _clusters(folder, segment, across) for one in members}
    # what was left open in a segment was looked at again with clusters of others
    later = frozenset(orjson.loads((folder.path / PERSONS / "decided.json").read_bytes()))
    for line in folder.lines("joins", segment, "jsonl"):
        decision = settled(IdentityDecision(**orjson.loads(line)), clusters)
        if decision.name not in later and _compares(decision):
            yield decision


def settled(decision: IdentityDecision, clusters: dict[str, str]) -> IdentityDecision:
    """Return a decision on mentions as one on the people whose they are; what it compared becomes evidence.

    The keys of mentions contain names, so the decision is called by their digest.
    """
    mentions = _mentions(decision)
    things = dict.fromkeys(key_of("person", clusters.get(one, one)) for one in mentions)
    decision.name = _name(mentions)
    decision.things = list(things)
    decision.authorships = [place_of(one) for one in mentions if is_authorship_key(one)]
    return decision


def _compares(decision: IdentityDecision) -> bool:
    """Tell whether a settled decision still names what it compared.

    Of papers that one profile page lists and that print no name, the decision on the page says it all.
    """
    return len(decision.things) + len(decision.authorships) > 1


def _mentions(decision: IdentityDecision) -> list[str]:
    return [split_key(thing)[1] for thing in decision.things]


def _name(mentions: list[str]) -> str:
    return f"persons-{opaque('decision', chr(10).join(mentions))}"


def across_decisions(folder: WorkFolder, decisions: Iterable[IdentityDecision]) -> Iterator[IdentityDecision]:
    """Yield the decisions that were made between segments."""
    across = _across(folder)
    return (one for one in (settled(one, across) for one in decisions) if _compares(one))


def segments() -> Sequence[int]:
    """Return the numbers of all segments."""
    return range(SEGMENTS)
