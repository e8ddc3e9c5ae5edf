"""Third step: one description of each agent and venue that several works speak of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

from kg.digests import KNOWN, opaque
from kg.identity.decisions import CompiledDecisions, Decisions, Placed
from kg.identity.organisations import OF_ORGANISATIONS
from kg.identity.paper_clusters import HUMAN_MERGE, HUMAN_SPLIT
from kg.identity.people import Aliases, agent_keys, merged, own_identifiers
from kg.identity.renaming import Renaming, agent_renamed
from kg.iris import Iris
from kg.keys import HUMAN, document_of, key_of, mention_of, names_nobody, page_id, page_of
from kg.mapping.agents import agent_text, venue_text
from kg.mapping.observations import observations
from kg.records import Profile
from kg.release.pipeline.barred_identifiers import Barred
from kg.release.pipeline.papers import NOTHING_DECIDED
from kg.release.pipeline.profiles import one_person
from kg.release.pipeline.shards import BEYOND, WorkFolder
from kg.release.pipeline.venues import VenueResolution, describe_venues, venue_rows
from kg.release.sorting import sort_unique
from kg.repair.names import split
from kg.works import Agent, FieldDecision, IdentityDecision, load_agent, unique

SHARED: Final = BEYOND
"""The number of the file that stands beside those of the shards."""

NUMBER: Final = "999999999"
"""Stands for the number of the release, until the registry is written."""

Settle = Callable[[Callable[[str], str]], dict[str, str]]

_SORT_MEMORY = 128 << 20


@dataclass(slots=True)
class ResolvedAgents:
    """What came of it: agent keys that stand for others, how many there are, and decisions.

    `keys` maps keys by which people named an agent to the mint key of the agent that has them now; `fields`
    are decisions on venues, each with the venue's key.
    """

    agents: dict[str, str] = field(default_factory=dict)
    persons: int = 0
    teams: int = 0
    venues: int = 0
    decisions: list[IdentityDecision] = field(default_factory=list)
    renaming: Renaming = field(default_factory=Renaming)
    keys: dict[str, str] = field(default_factory=dict)
    fields: list[tuple[str, FieldDecision]] = field(default_factory=list)


def describe_shared(
    folder: WorkFolder,
    iris: Iris,
    replaced: set[int],
    profiles: Sequence[tuple[str, Profile]],
    decisions: Decisions = NOTHING_DECIDED,
    settle: Settle | None = None,
    joined: Sequence[tuple[str, str]] = (),
    observed: str | None = None,
    venues: VenueResolution | None = None,
) -> ResolvedAgents:
    """Write `shared.nt`, the triples of shared agents, venues and observations, and return what maps to what.

    `replaced` are references to records whose agents were gathered with those of other records. `settle`
    gives the mint keys of agents that keep the IRI of an earlier release, by canonical key; `joined` are
    pairs of agent keys that are of one person by evidence. `observed` is when pages were read; `venues` is
    what was decided of venues.
    """
    result, aliases = ResolvedAgents(), Aliases()
    decided, barred = decisions.decided(), Barred(folder)
    pages = [(key, barred.page(profile)) for key, profile in profiles if profile.kind != "heading"]
    for group, key in decisions.pairs():
        aliases.join(group, key)
    together, result.decisions = one_person(folder, dict(pages))
    for a, b in chain(sorted(set(_stated_together(folder, replaced, barred, pages))), together, joined):
        if not aliases.join(a, b):
            result.decisions.append(_refused(a, b))
    result.agents = aliases.mapping()
    with folder.file("people", SHARED, "tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"person\t{key}\n" for key, _ in pages)
    kept = settle(aliases.canonical) if settle else {}
    result.agents.update(kept)
    rows = _grouped(folder, "agents", _agent_rows(folder, replaced, barred), aliases)
    with (
        (folder.path / "shared.nt").open("w", encoding="utf-8", newline="\n") as out,
        folder.file("registry", SHARED, "tsv").open("w", encoding="utf-8", newline="\n") as registry,
    ):
        for agent, key in merged(_with_pages(map(load_agent, rows), pages, aliases), aliases):
            if agent.collective:
                agent.identifiers = own_identifiers(agent, key, aliases)
            agent.key = kept.get(key, agent.key)
            if agent.key != key:
                result.agents[key] = agent.key
            registry.write(further_keys(agent, key))
            result.persons += not agent.collective
            result.teams += agent.collective and agent.positions > 0
            if decided:
                _obey(agent, key, decided, result)
            out.write(agent_text(iris, agent))
        if venues:
            registry.writelines(venue_rows(venues, key_row))
            for venue, found in describe_venues(folder, venues, decided):
                result.venues += 1
                result.fields += [(venue.key, one) for one in found]
                barred.editors(venue.editors)
                out.write(venue_text(iris, venue, result.agents))
        for key, profile in pages:
            person = iris.agent(final(key, result.agents), collective=False)
            document = document_of(key)
            out.write(observations(iris, profile, page_id(key), document, person, observed))
    # a key that stands for one that stands for a kept IRI leads there in one step
    result.agents = {key: final(key, result.agents) for key in result.agents}
    return result


def _obey(agent: Agent, key: str, decided: CompiledDecisions, result: ResolvedAgents) -> None:
    """Name an agent as people decided, and note by which keys they may have named it."""
    keys = [*agent.named, *agent_keys(agent), key]
    for one in keys:
        for target in decided.agents.get(one, ()):
            if target.hide:
                result.renaming.names[agent.key] = target.value
                printed = {agent.name, *agent.alternates, *result.renaming.former.get(agent.key, ())}
                result.renaming.former[agent.key] = tuple(sorted(printed - {target.value}))
                agent_renamed(agent, target.value)
            elif target.value != agent.name:
                agent.alternates = sorted({*agent.alternates, agent.name} - {target.value})
                parts = split(target.value)
                agent.name, agent.given, agent.family = target.value, parts.given, parts.family
    result.keys.update(dict.fromkeys((one for one in keys if not one.startswith(HUMAN)), agent.key))


def human_decisions(decisions: Decisions, people: ResolvedAgents) -> Iterator[IdentityDecision]:
    """Yield what people joined and parted of agents, as far as these are still there."""
    groups = decisions.decided().groups
    for kind, thing in (("person", "person"), ("team", "org")):
        for placed, keys in decisions.must_link(kind):
            if placed.entry.decision == "merge" and groups[keys[0]] in people.agents:
                known = [f"{thing}:{KNOWN}{one.rpartition('/')[2]}" for one in placed.entry.about]
                yield _human(placed, "same", [f"{thing}:{groups[keys[0]]}", *known], keys)
        for placed, keys, others in decisions.cannot_link(kind):
            rest = [people.keys[key] for key in others if key in people.keys]
            if rest and groups[keys[0]] in people.agents:
                yield _human(
                    placed, "different", [f"{thing}:{one}" for one in (groups[keys[0]], *unique(rest))], keys
                )


def _human(placed: Placed, outcome: str, things: list[str], keys: Sequence[str]) -> IdentityDecision:
    entry = placed.entry
    mentions = [one for key in keys if (one := mention_of(key)) is not None]
    digest = opaque("decision", "\n".join((entry.decision, *entry.keys, *entry.others)))
    return IdentityDecision(
        name=f"human-{digest}",
        outcome=outcome,
        rule=HUMAN_MERGE if outcome == "same" else HUMAN_SPLIT,
        confidence=1.0,
        things=things,
        mentions=mentions,
        words=entry.why or "",
        by=entry.by,
    )


def further_keys(agent: Agent, key: str) -> str:
    """Return the rows of the registry for the identifiers of an agent that its IRI is not made of."""
    kind = "org" if agent.collective else "person"
    iri = opaque(kind, agent.key)
    others = {opaque(kind, one) for one in (key, *agent_keys(agent)) if not names_nobody(one)}
    return "".join(key_row(kind, iri, one) for one in sorted(others - {iri}))


def key_row(kind: str, iri: str, digest: str) -> str:
    """Return the row of the registry that says that a further key leads to an IRI."""
    return f"{kind}/{iri}\t{kind}\t#{digest}\t{NUMBER}\tkey\t\t\n"


def final(key: str, agents: dict[str, str]) -> str:
    """Return the mint key that an agent key stands for."""
    while key in agents:
        key = agents[key]
    return key


def _of_profile(key: str, profile: Profile) -> Agent:
    """Return what a profile page says of its person, whether or not a listed paper prints the name."""
    further = ((one.scheme, one.value) for one in profile.other_identifiers)
    identifiers = sorted([scheme, value] for scheme, value in {*profile.identifiers.items(), *further})
    others = [one for one in dict.fromkeys(profile.variants) if one != profile.name]
    named = profile.name, profile.given, profile.family
    return Agent(key, False, *named, identifiers=identifiers, positions=0, alternates=others)


def _with_pages(
    mentions: Iterator[Agent], pages: Sequence[tuple[str, Profile]], aliases: Aliases
) -> Iterator[Agent]:
    """Yield the mentions with the persons of profile pages among them, each beside its own mentions."""
    waiting: dict[str, list[Agent]] = {}
    for key, profile in pages:
        waiting.setdefault(aliases.canonical(key), []).append(_of_profile(key, profile))
    for agent in mentions:
        yield from waiting.pop(aliases.canonical(agent.key), ())
        yield agent
    for key in sorted(waiting):
        yield from waiting[key]


def _stated_together(
    folder: WorkFolder, replaced: set[int], barred: Barred, pages: Sequence[tuple[str, Profile]]
) -> Iterator[tuple[str, str]]:
    """Yield pairs of agent keys that one author entry, or one page, states together."""
    found = (load_agent(text) for _, text in _agent_rows(folder, replaced, barred))
    for agent in (*(_of_profile(key, profile) for key, profile in pages), *_several(found)):
        first, *others = agent_keys(agent)
        yield from ((first, other) for other in others)


def _several(agents: Iterable[Agent]) -> Iterator[Agent]:
    return (agent for agent in agents if len(agent.identifiers) > 1)


def _agent_rows(folder: WorkFolder, replaced: set[int], barred: Barred) -> Iterator[tuple[bytes, bytes]]:
    rows = chain(_rows(folder.files("agents"), replaced), _rows(folder.files("gathered"), set()))
    return barred.rows(rows)


def _rows(paths: Sequence[Path], replaced: set[int]) -> Iterator[tuple[bytes, bytes]]:
    """Yield key and JSON of each line of key, reference and JSON, but for records that were replaced."""
    for path in paths:
        with path.open("rb") as source:
            for line in source:
                key, reference, text = line.split(b"\t", 2)
                if int(reference) not in replaced:
                    yield key, text


def _grouped(
    folder: WorkFolder, kind: str, rows: Iterable[tuple[bytes, bytes]], aliases: Aliases
) -> Iterator[bytes]:
    """Yield the JSON of all rows, those of one canonical key together, in a total order."""
    plain, ordered = folder.path / f"{kind}.tsv", folder.path / f"{kind}-sorted.tsv"
    with plain.open("wb") as out:
        for number, (key, text) in enumerate(rows):
            # equal rows must all count, so each has a number behind it until it is sorted
            out.write(
                b"%s\t%s\t%d\n" % (aliases.canonical(key.decode()).encode(), text.rstrip(b"\n"), number)
            )
    sort_unique([plain], ordered, memory=_SORT_MEMORY)
    plain.unlink()
    with ordered.open("rb") as source:
        for line in source:
            yield line.split(b"\t")[1]


def _refused(a: str, b: str) -> IdentityDecision:
    person = not b.startswith(OF_ORGANISATIONS)
    kind, whose = (
        ("person", "people with different ORCIDs") if person else ("org", "organisations of two RORs")
    )
    return IdentityDecision(
        name=f"keys-{a}-{b}",
        outcome="undecided",
        rule="TWO-ORCIDS" if person else "TWO-RORS",
        confidence=0.5,
        things=[key_of(kind, a), key_of(kind, b)],
        words=f"{a} and {b} are stated together, but belong to {whose}",
    )


def heading_decisions(
    headings: Iterable[tuple[str, str, str]], agents: dict[str, str]
) -> Iterator[IdentityDecision]:
    """Yield that a page of papers under one name says only that the names match (LISTING-NAME-ONLY).

    `headings` are the key of a heading, of an agent whose name matches it, and a record under it.
    """
    under: dict[str, dict[str, set[str]]] = {}
    for heading, key, record in headings:
        under.setdefault(heading, {}).setdefault(final(key, agents), set()).add(record)
    for heading, found in sorted(under.items()):
        if len(found) > 1:
            yield IdentityDecision(
                name=f"listing-{page_of(heading)}",
                outcome="undecided",
                rule="LISTING-NAME-ONLY",
                confidence=0.5,
                things=[key_of("person", key) for key in sorted(found)],
                records=sorted({record for records in found.values() for record in records}),
                words="one heading lists papers of people whose names match; nothing else makes them one",
            )
