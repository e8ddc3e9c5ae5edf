"""The decisions as a build uses them: looked up by key, ready to be handed to other processes.

Of papers, `must_link` and `cannot_link` are over records. Of people, a decision that joins or parts makes
a `group`: every authorship that it names gets the group's key as its agent, as if a profile page listed
it, so that both joining by keys and clustering by evidence can obey: one group is one person, and what
`CompiledDecisions.parted` names is not in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.identity.decisions.contradictions import check
from kg.identity.decisions.entry import Decision, Placed, author_position
from kg.keys import HUMAN, names_authorship, split_key
from kg.unions import Unions

"""How the agent key of a group of authorships begins that people hold to be one person's."""

_AGENTS: Final = ("person", "team")


@dataclass(frozen=True, slots=True)
class Target:
    """What one decision says of a thing: `field` is `name`, …; with `hide` no other name is shown."""

    field: str
    value: str
    by: str
    why: str | None = None
    hide: bool = False


@dataclass(frozen=True, slots=True)
class CompiledDecisions:
    """What the processes need that resolve and map: small, and empty where nothing was decided.

    `groups` maps keys of authorships and agents to the group they belong to, `parted` a group to the keys
    that are not of it, `without` a group to identifiers that its authorships must not claim, `orcids` a group
    to the one ORCID iD that people named it by. `records`
    and `papers` map a record's id or a key of a paper to what its fields are; `agents` the same of people,
    teams and venues, by key; `watched` are keys of authorships of which it must be known whose they are.
    """

    groups: dict[str, str] = field(default_factory=dict)
    parted: dict[str, frozenset[str]] = field(default_factory=dict)
    without: dict[str, frozenset[str]] = field(default_factory=dict)
    orcids: dict[str, str] = field(default_factory=dict)
    papers: dict[str, tuple[Target, ...]] = field(default_factory=dict)
    records: dict[str, tuple[Target, ...]] = field(default_factory=dict)
    agents: dict[str, tuple[Target, ...]] = field(default_factory=dict)
    watched: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.groups or self.papers or self.records or self.agents)

    @property
    def renames(self) -> bool:
        """Whether names that sources state must not be shown."""
        return any(target.hide for targets in self.agents.values() for target in targets)

    @property
    def names_authorships(self) -> bool:
        """Whether authorships have to be looked at one by one."""
        return bool(self.groups or self.watched)


@dataclass(slots=True)
class Decisions:
    """All decisions of a build, free of contradictions."""

    placed: Sequence[Placed] = ()

    def __post_init__(self) -> None:
        """Check them.

        Raises:
            DecisionError: two contradict each other.
        """
        check(self.placed)

    def __bool__(self) -> bool:
        return bool(self.placed)

    def must_link(self, kind: str) -> list[tuple[Placed, tuple[str, ...]]]:
        """Return each set of keys of things of `kind` that are one, with the decision."""
        merges = [(one, (*one.entry.keys, *one.entry.others)) for one in self._of("merge", kind)]
        return merges + [(one, one.entry.keys) for one in self._of("split", kind) if len(one.entry.keys) > 1]

    def cannot_link(self, kind: str) -> list[tuple[Placed, tuple[str, ...], tuple[str, ...]]]:
        """Return each two sets of keys that are of different things of `kind`, with the decision."""
        return [(one, one.entry.keys, one.entry.others) for one in self._of("split", kind)]

    def keys(self) -> set[str]:
        """Return every key that a decision names."""
        return {
            key for one in self.placed for key in (*one.entry.keys, *one.entry.others, *one.entry.without)
        }

    def decided(self) -> CompiledDecisions:
        """Return the part that every process needs."""
        if not self.placed:
            return CompiledDecisions()
        groups, splits = self._groups(), self._splits()
        parted: dict[str, set[str]] = defaultdict(set)
        without: dict[str, set[str]] = defaultdict(set)
        for entry in splits:
            parted[groups[entry.keys[0]]].update(entry.others)
            without[groups[entry.keys[0]]].update(entry.without)
        targets: dict[str, dict[str, list[Target]]] = {
            "paper": defaultdict(list), "record": defaultdict(list), "agent": defaultdict(list)
        }  # fmt: skip
        for one in self.placed:
            entry = one.entry
            if entry.decision in ("correct", "rename"):
                target = _target(entry)
                place = targets.get(entry.kind, targets["agent"])
                for key in entry.keys:
                    if target not in place[key]:
                        place[key].append(target)
        papers, records, agents = (
            {key: tuple(all_of) for key, all_of in found.items()} for found in targets.values()
        )
        return CompiledDecisions(
            groups,
            {group: frozenset(keys) for group, keys in parted.items()},
            {group: frozenset(keys) for group, keys in without.items() if keys},
            _orcids(groups),
            papers,
            records,
            agents,
            frozenset(agents).union(*parted.values()),
        )

    def pairs(self) -> list[tuple[str, str]]:
        """Return pairs of agent keys of which the second belongs to the group that is the first."""
        return sorted(
            (group, key)
            for key, group in self._groups().items()
            if not names_authorship(key) and not key.startswith(HUMAN)
        )

    def people(self) -> list[str]:
        """Return the names of those who decided."""
        return sorted({one.entry.by for one in self.placed})

    def _splits(self) -> list[Decision]:
        return [one.entry for kind in _AGENTS for one in self._of("split", kind)]

    def _of(self, decision: str, kind: str) -> list[Placed]:
        return [one for one in self.placed if one.entry.decision == decision and one.entry.kind == kind]

    def _groups(self) -> dict[str, str]:
        """Return the group of each key of an agent that is joined or split off; keys joined share one."""
        unions, known = Unions[str](), set[str]()
        for keys in self._sides():
            known.update(keys)
            for key in keys:
                unions.join(keys[0], key)
        return {key: HUMAN + unions.root(key) for key in sorted(known)}

    def _sides(self) -> Iterable[tuple[str, ...]]:
        for kind in _AGENTS:
            yield from (keys for _, keys in self.must_link(kind))
        yield from (entry.keys for entry in self._splits())


def _orcids(groups: dict[str, str]) -> dict[str, str]:
    """Return the ORCID iD of each group that is named by a single one."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, group in groups.items():
        scheme, value = split_key(key)
        if scheme == "orcid":
            found[group].add(value)
    return {group: next(iter(values)) for group, values in found.items() if len(values) == 1}


def _target(entry: Decision) -> Target:
    position = author_position(entry)
    name = f"author {position}" if position is not None else entry.field or "name"
    return Target(name, entry.value or "", entry.by, entry.why, hide=entry.decision == "rename")
