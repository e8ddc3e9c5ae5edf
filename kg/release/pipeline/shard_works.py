"""How a shard's records become works: alone, or together with those of other shards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.identity.authors import IdentifiedRecord
from kg.identity.decisions import CompiledDecisions
from kg.identity.expressions import NO_VENUES, Venues
from kg.identity.persons.gathering import mentions_of_work
from kg.identity.persons.mention import PersonMention
from kg.identity.resolution import NOT_LINKED, PaperEvidence, Resolved, agent_key, resolve, shared_agents
from kg.records import Profile
from kg.release.pipeline.agents import write_agents
from kg.release.pipeline.ingest import Ingested, mention_writer, paper_of
from kg.release.pipeline.ingested_records import Records, parse
from kg.release.pipeline.papers import ShardPlan
from kg.release.pipeline.shards import BEYOND, WorkFolder
from kg.works import Authorship, own_key

GATHERED: Final = BEYOND
"""Numbers of files of mentions that stand beside those of the shards."""

_NOTHING = PaperEvidence()
NOTHING_DECIDED = CompiledDecisions()

Pages = dict[str, list[tuple[str, Profile]]]
"""Profiles and headings by document id, each with its key."""


def pages_of(ingested: Sequence[Ingested]) -> Pages:
    """Return the profiles and headings of each document that has any; records of persons list no papers."""
    pages: Pages = {}
    for one in ingested:
        if one.profiles:
            listing = [page for page in one.profiles if page[1].kind != "record"]
            pages.setdefault(one.source.document_id, []).extend(listing)
    return pages


class ShardWorks:
    """The works whose first record is in one shard."""

    def __init__(
        self,
        folder: WorkFolder,
        shard: int,
        pages: Pages,
        decided: CompiledDecisions = NOTHING_DECIDED,
        venues: Venues = NO_VENUES,
    ) -> None:
        self._decided, self._venues = decided, venues
        self._shard, self._pages = shard, pages
        self._plan, self._records = ShardPlan.read(folder, shard), Records(folder)

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Yield reference and line of the first record of each work."""
        return (found for found in self._records.of(self._shard) if found[0] not in self._plan.skip)

    def work(self, reference: int, line: bytes) -> Resolved:
        """Return the work of a first record."""
        plain = reference not in self._plan.groups
        return self._resolve(reference, [parse(line)] if plain else self._group(reference))

    def placed(self) -> Iterator[tuple[int, Resolved]]:
        """Yield all works of the shard with the references to their first records."""
        return ((reference, self.work(reference, line)) for reference, line in self.lines())

    def known(self, reference: int) -> tuple[Any, ...]:
        """Return what is known of a work beside what its records state, and which these are (first)."""
        plan = self._plan
        parts = (plan.groups, plan.evidence, plan.cites, plan.linked)
        return (*(part.get(reference) for part in parts), reference in plan.decided)

    def gathered(self) -> Iterator[tuple[int, Resolved]]:
        """Yield the works whose agents cannot be told from one record alone, with their first reference.

        These are works of several records, works that must not use their own key, and those that stand on
        the page of one person or name.
        """
        plan, pages = self._plan, self._pages
        paged = bool(pages)
        for reference, line in self._records.of(self._shard) if paged else ():
            if reference not in plan.skip and self._is_special(reference, line):
                yield reference, self._resolve(reference, self._group(reference))
        if not paged:
            for reference in sorted(
                {*plan.groups, *plan.decided, *(one for one, seen in plan.evidence.items() if _is_odd(seen))}
            ):
                yield reference, self._resolve(reference, self._group(reference))

    def _is_special(self, reference: int, line: bytes) -> bool:
        plan = self._plan
        odd = reference in plan.evidence and _is_odd(plan.evidence[reference])
        return (
            odd or reference in plan.groups or reference in plan.decided or line[:16].decode() in self._pages
        )

    def _group(self, reference: int) -> list[IdentifiedRecord]:
        return [self._records.at(one) for one in self._plan.groups.get(reference, [reference])]

    def _resolve(self, reference: int, listings: list[IdentifiedRecord]) -> Resolved:
        plan = self._plan
        cites = plan.cites.get(reference, ())
        decided = self._decided if reference in plan.decided else None
        evidence = plan.evidence.get(reference, _NOTHING)
        linked = plan.linked.get(reference, NOT_LINKED)
        return resolve(listings, evidence, self._profiles, cites, decided, self._venues, linked)

    def _profiles(self, listing: IdentifiedRecord) -> Sequence[tuple[str, Profile]]:
        found = self._pages.get(listing.record_id.rpartition("-")[0])
        if not found:
            return ()
        return [pair for pair in found if pair[1].source.file == listing.record.source.file]


def _is_odd(evidence: PaperEvidence) -> bool:
    """Tell whether a paper has another key than its one record gives it, or other identifiers of authors."""
    return evidence.alone or evidence.key is not None or bool(evidence.contested)


def people_lines(resolved: Resolved, former: Sequence[str]) -> Iterator[str]:
    """Yield kind, key of the agent where it has one, and own keys of each authorship, as lines.

    `former` are keys of papers that were published apart: the authorships had other keys there.
    """
    work = resolved.work
    for one in (*work.authorships, *work.listed):
        kind, agent = "org" if one.collective else "person", one.agent or ""
        own = [own_key(key, one) for key in (work.key, *former)]
        yield "\t".join([kind, agent, *own]) + "\n"


def _mentions(resolved: Resolved, paper: str, decided: CompiledDecisions) -> Iterator[PersonMention]:
    work = resolved.work
    names = {agent_key(work, one): one.key for one in work.authorships}
    sides = {one.position: _sides(one, decided) for one in work.authorships} if decided.parted else {}
    headings = {(page, names[agent]) for page, agent, _ in resolved.headings}
    return mentions_of_work(work, paper, headings, sides, resolved.venue)


def _sides(authorship: Authorship, decided: CompiledDecisions) -> list[str]:
    """Return on which sides of people's decisions that part persons an authorship is."""
    group = [f"+{authorship.agent}"] if authorship.agent in decided.parted else []
    named = set(authorship.named)
    return group + [f"-{one}" for one, keys in decided.parted.items() if not named.isdisjoint(keys)]


@dataclass(frozen=True, slots=True)
class GatherTask:
    """What one process needs to know to gather the agents of one shard."""

    shard: int
    folder: Path
    pages: Pages
    decided: CompiledDecisions = NOTHING_DECIDED
    registry: bool = False
    mentions: bool = True


def gather(task: GatherTask) -> list[int]:
    """Write what works of several records say of shared agents; return the references that this replaces.

    What `ingest` wrote of those records, each taken alone, no longer counts.
    """
    folder = WorkFolder(task.folder)
    plan, replaced = ShardPlan.read(folder, task.shard), set(ShardPlan.read(folder, task.shard).skip)
    with (
        folder.file("gathered", task.shard, "tsv").open("wb") as output,
        folder.file("pages", task.shard, "tsv").open("w", encoding="utf-8", newline="\n") as pages,
        mention_writer(folder, GATHERED + task.shard) if task.mentions else nullcontext() as mentions,
    ):
        for reference, resolved in ShardWorks(folder, task.shard, task.pages, task.decided).gathered():
            write_agents(output, shared_agents(resolved.work), reference)
            pages.writelines(f"{agent}\t{page}\t{resolved.work.key}\n" for agent, page in resolved.pairs)
            if mentions:
                for mention in _mentions(resolved, paper_of(reference, gathered=True), task.decided):
                    mentions.add(mention)
            replaced.update(plan.groups.get(reference, [reference]))
    if task.registry:
        works = ShardWorks(folder, task.shard, task.pages, task.decided)
        with folder.file("people", task.shard, "tsv").open("w", encoding="utf-8", newline="\n") as out:
            for reference, resolved in works.placed():
                former = plan.evidence.get(reference, _NOTHING).former
                out.writelines(people_lines(resolved, former))
    return sorted(replaced)
