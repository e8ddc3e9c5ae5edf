"""Fourth step: one description of each agent and venue that several works speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.identity.names import name_key
from kg.identity.people import Aliases, merged, merged_venues
from kg.mapping.agents import agent_text, venue_text
from kg.mapping.iris import Iris
from kg.mapping.observations import observations
from kg.records import Profile
from kg.release.pipeline.resolve import ResolvedShard
from kg.release.pipeline.shards import WorkFolder
from kg.release.sorting import sort_unique
from kg.works import Agent, IdentityDecision, dump, load_agent, load_venue

_SORT_MEMORY = 128 << 20


@dataclass(slots=True)
class People:
    """What came of it: agent keys that stand for others, how many there are, and decisions."""

    agents: dict[str, str] = field(default_factory=dict)
    persons: int = 0
    teams: int = 0
    venues: int = 0
    decisions: list[IdentityDecision] = field(default_factory=list)


def describe_shared(
    folder: WorkFolder,
    iris: Iris,
    shards: Sequence[ResolvedShard],
    profiles: Sequence[tuple[str, Profile]],
) -> People:
    """Write `shared.nt`, the triples of shared agents, venues and observations, and return what maps to what."""
    result, aliases = People(), Aliases()
    for a, b in sorted({pair for shard in shards for pair in shard.aliases}):
        if not aliases.join(a, b):
            result.decisions.append(_refused(a, b))
    own_pages = [_of_profile(key, profile) for key, profile in profiles if profile.kind == "profile"]
    rows = _grouped(folder, "agents", (b"%s\t%s" % (one.key.encode(), dump(one)) for one in own_pages), aliases)
    result.agents = aliases.mapping()
    with (folder.path / "shared.nt").open("w", encoding="utf-8", newline="\n") as out:
        for agent, key in merged(map(load_agent, rows), aliases):
            if agent.key != key:
                result.agents[key] = agent.key
            result.persons += not agent.collective
            result.teams += agent.collective
            out.write(agent_text(iris, agent))
        for venue in merged_venues(map(load_venue, _grouped(folder, "venues", (), Aliases()))):
            result.venues += 1
            out.write(venue_text(iris, venue))
        for key, profile in profiles:
            if profile.kind == "profile":
                person = iris.agent(_final(key, result.agents), collective=False)
                document = key.removeprefix("profile:").rpartition("-")[0]
                out.write(observations(iris, profile, document, person))
    result.decisions += _headings(shards, result.agents)
    return result


def _final(key: str, agents: dict[str, str]) -> str:
    while key in agents:
        key = agents[key]
    return key


def _of_profile(key: str, profile: Profile) -> Agent:
    """Return what a profile page says of its person, whether or not a listed paper prints the name."""
    identifiers = sorted([scheme, value] for scheme, value in profile.identifiers.items())
    return Agent(key, False, profile.name, profile.given, profile.family, identifiers=identifiers, positions=0)


def _grouped(folder: WorkFolder, kind: str, more: Iterable[bytes], aliases: Aliases) -> Iterator[bytes]:
    """Yield the JSON of all lines `key TAB JSON` of a kind, those of one canonical key together."""
    plain, ordered = folder.path / f"{kind}.tsv", folder.path / f"{kind}-sorted.tsv"
    with plain.open("wb") as out:
        for number, line in enumerate(_lines(folder.files(kind), more)):
            key, _, text = line.partition(b"\t")
            # equal lines must all count, so each has a number behind it until it is sorted
            out.write(b"%s\t%s\t%d\n" % (aliases.canonical(key.decode()).encode(), text.rstrip(b"\n"), number))
    sort_unique([plain], ordered, memory=_SORT_MEMORY)
    plain.unlink()
    with ordered.open("rb") as source:
        for line in source:
            yield line.split(b"\t")[1]


def _lines(paths: Sequence[Path], more: Iterable[bytes]) -> Iterator[bytes]:
    for path in paths:
        with path.open("rb") as source:
            yield from source
    yield from more


def _refused(a: str, b: str) -> IdentityDecision:
    return IdentityDecision(
        name=f"keys-{name_key(a).replace(' ', '-')}-{name_key(b).replace(' ', '-')}",
        outcome="undecided",
        rule="TWO-ORCIDS",
        confidence=0.5,
        things=[f"person:{a}", f"person:{b}"],
        words=f"{a} and {b} are stated together, but belong to people with different ORCIDs",
    )


def _headings(shards: Sequence[ResolvedShard], agents: dict[str, str]) -> list[IdentityDecision]:
    """A page that lists papers under one name says only that the names match (LISTING-NAME-ONLY)."""
    under: dict[str, dict[str, set[str]]] = {}
    for heading, key, record in (item for shard in shards for item in shard.headings):
        under.setdefault(heading, {}).setdefault(_final(key, agents), set()).add(record)
    return [
        IdentityDecision(
            name=f"listing-{heading.removeprefix('profile:')}",
            outcome="undecided",
            rule="LISTING-NAME-ONLY",
            confidence=0.5,
            things=[f"person:{key}" for key in sorted(found)],
            records=sorted({record for records in found.values() for record in records}),
            words="one heading lists papers of people whose names match; nothing else says that they are one",
        )
        for heading, found in sorted(under.items())
        if len(found) > 1
    ]
