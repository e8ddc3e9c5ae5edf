"""One work as it is written: its text for each file of a shard, and what the whole has to know of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kg.digests import opaque
from kg.facts import Subject
from kg.identity.decisions import CompiledDecisions
from kg.identity.profiles import one_list
from kg.identity.renaming import Masked, Renaming
from kg.identity.resolution import HOMONYMS, Resolved
from kg.iris import Iris
from kg.keys import HUMAN, key_of, split_key
from kg.mapping.curation import CurationMapper
from kg.mapping.differing import DifferingMapper
from kg.mapping.facts import final
from kg.mapping.work import WorkMapper
from kg.release.pipeline.people import key_row
from kg.release.pipeline.shard_works import NOTHING_DECIDED, Pages, people_lines
from kg.works import Work, own_key

KINDS: Final = {
    "triples": "nt", "alone": "nt", "nodes": "nt", "stated": "nq", "curation": "nq", "registry": "tsv",
    "signing": "tsv",
}  # fmt: skip
"""The files of a shard, with their suffixes."""


@dataclass(frozen=True, slots=True)
class PublishTask:
    """What one process needs to know to map one shard. `claims` is null where no named graphs are made.

    `named` are the mentions that decisions of people are about.
    """

    shard: int
    folder: Path
    base: str
    claims: str | None
    pages: Pages
    decided: CompiledDecisions = NOTHING_DECIDED
    renaming: Renaming = field(default_factory=Renaming)
    mentions: bool = True
    named: frozenset[str] = frozenset()


@dataclass(slots=True)
class MappedWork:
    """What one work becomes: its `texts`, in the order of `KINDS`, and what else there is to know of it.

    `persons` and `teams` are counts of those on no other work; `listed` are agent, authorship (mint key,
    `#`, slot) and records, where only a profile page gives people the paper. `subjects`, `topics` and
    `venues` tell what its concepts stand beside.
    """

    key: str
    texts: Sequence[bytes]
    persons: int
    teams: int
    topics: list[str]
    masked: list[Masked]
    headings: list[tuple[str, str, str]]
    listed: list[tuple[str, str, list[str]]]
    subjects: list[Subject]
    venues: list[str]

    def told(self) -> dict[str, Any]:
        """Return all but the texts, as orjson can write it."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "texts"}

    @classmethod
    def of(cls, texts: Sequence[bytes], told: Mapping[str, Any]) -> MappedWork:
        """Return what was told, with its texts."""
        rest = dict(told)
        rest["masked"] = [
            Masked(one["record"], tuple(one["mentions"]), tuple(one["former"]), one["name"])
            for one in told["masked"]
        ]
        rest["headings"], rest["listed"] = map(_tuples, (told["headings"], told["listed"]))
        rest["subjects"] = [Subject(**{**one, "stated": tuple(one["stated"])}) for one in told["subjects"]]
        return cls(texts=texts, **rest)


def _tuples(rows: Sequence[Sequence[Any]]) -> list[Any]:
    return list(map(tuple, rows))


class WorkMapping:
    """Maps works one by one; `people` says whose the mentions are, `agents` which keys stand for others."""

    def __init__(self, task: PublishTask, people: Mapping[str, str], agents: dict[str, str]) -> None:
        iris, mentions = Iris(task.base), task.claims in ("all", "differing")
        self._task, self._people, self._agents = task, people, agents
        self._works, self._curation = (
            WorkMapper(iris, mentions=mentions),
            CurationMapper(iris, mentions=mentions),
        )
        self._differing = (
            DifferingMapper(iris, task.named, task.decided.records) if task.claims == "differing" else None
        )

    def map(self, resolved: Resolved) -> MappedWork:
        """Return what a work becomes."""
        work, agents, renaming = resolved.work, self._agents, self._task.renaming
        signing = "".join(people_lines(resolved, ()))
        if self._task.mentions:
            _assign(resolved, self._people)
        _place_once(work, agents)
        one_list(work, agents)
        registry = _further_keys(resolved, agents)
        masked = renaming.work(work, agents) if renaming.names else []
        stated = self._differing.text(work, resolved.records) if self._differing else ""
        text, people, shared = self._works.text(work, agents)
        curation = self._curation.work(work, agents) if self._task.claims else ""
        alone = [one.collective for one in work.authorships if one.agent is None]
        return MappedWork(
            work.key,
            [one.encode() for one in (text, people, shared, stated, curation, registry, signing)],
            len(alone) - sum(alone),
            sum(alone),
            list(work.topics),
            masked,
            list(resolved.headings),
            [(one.agent or "", f"{work.key}#{one.slot}", one.mentions) for one in work.listed],
            list(work.facts.subjects),
            sorted({one.venue for one in work.expressions if one.venue}),
        )


def _assign(resolved: Resolved, people: Mapping[str, str]) -> None:
    """Give each authorship that is known to be somebody's on other papers the key of that person."""
    work, found = resolved.work, {}
    for one in work.authorships:
        if one.agent is None and (person := people.get(own := own_key(work.key, one))):
            one.agent = found[own] = person
    if found:
        resolved.headings = [(page, found.get(key, key), record) for page, key, record in resolved.headings]
        for decision in work.identity:
            decision.things = [_thing(thing, found) for thing in decision.things]


def _place_once(work: Work, agents: Mapping[str, str]) -> None:
    """Give nobody two places of a paper: by other papers an identifier is of two of its authors.

    People may hold that one person stands twice on a list.
    """
    placed: set[tuple[bool, str]] = set()
    for one in work.authorships:
        if one.agent is None or one.agent.startswith(HUMAN):
            continue
        holder = (one.collective, final(one.agent, agents))
        if holder in placed:
            one.agent, one.apart = None, True
        placed.add(holder)
    for decision in work.identity if any(one.apart for one in work.authorships) else ():
        if decision.rule == HOMONYMS:
            printed = set(decision.mentions)
            decision.things = [
                key_of("org" if one.collective else "person", one.agent or own_key(work.key, one))
                for one in work.authorships
                if not printed.isdisjoint(one.mentions)
            ]


def _thing(thing: str, found: dict[str, str]) -> str:
    kind, key = split_key(thing)
    return key_of(kind, found.get(key, key))


def _further_keys(resolved: Resolved, agents: dict[str, str]) -> str:
    """Return the rows of the registry for keys of a paper and its people that their IRIs are not made of."""
    work, rows = resolved.work, []
    if resolved.keys:
        paper = opaque("paper", work.key)
        rows = [key_row("paper", paper, opaque("paper", key)) for key in resolved.keys]
    for one in (*work.authorships, *work.listed):
        if not one.collective:
            own = own_key(work.key, one)
            holder = one.agent or own  # who is on no other paper may have kept the IRI of another key
            person, key = opaque("person", agents.get(holder, holder)), opaque("person", own)
            if person != key:
                rows.append(key_row("person", person, key))
    return "".join(rows)
