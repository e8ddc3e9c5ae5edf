"""Agents that more than one position speaks of: one description each, from all that is said of them.

Mapping specification, sections 3.3 and 4.4. Two keys that one author entry states together (an
ORCID and a dblp id) are of one person; a person known by a profile page only gets the strongest of
the keys of its positions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from kg.identity.folding import name_key
from kg.keys import HUMAN, identifier_key, names_nobody
from kg.unions import Unions
from kg.works import Agent, unique

_ORDER = (
    "orcid:",
    "dblp:",
    "openalex:",
    "ror:",
    "grid:",
    "funder:",
    "organisation:",
    "wikidata:",
    "team:",
    "funder-named:",
    "publisher:",
    "institution:",
)
_OF_ONE = ("orcid:", "ror:")  # keys of which an agent has one
_MOST_ALTERNATES = 50


class Aliases:
    """Which agent keys are of one agent. Only keys that were stated together take memory."""

    def __init__(self) -> None:
        self._unions = Unions[str](strength)

    def join(self, a: str, b: str) -> bool:
        """Join two keys; refused (False) where that would give one agent two ORCIDs or RORs.

        What people decided is not refused.
        """
        mine, other = self.canonical(a), self.canonical(b)
        if mine == other:
            return True
        if not a.startswith(HUMAN) and any(mine.startswith(p) and other.startswith(p) for p in _OF_ONE):
            return False
        return self._unions.join(mine, other)

    def canonical(self, key: str) -> str:
        """Return the strongest key that `key` was joined with."""
        return self._unions.root(key)

    def mapping(self) -> dict[str, str]:
        """Return each key that is not canonical itself with the one that is."""
        return dict(sorted(self._unions.joined()))


def strength(key: str) -> tuple[int, str]:
    """Return the rank of an agent key, strongest first."""
    return next((place for place, prefix in enumerate(_ORDER) if key.startswith(prefix)), len(_ORDER)), key


def agent_keys(agent: Agent) -> list[str]:
    """Return every key that an author entry states of its agent."""
    keyed = identifier_key if agent.collective else "{}:{}".format
    return unique([agent.key, *(keyed(scheme, value) for scheme, value in agent.identifiers)])


def merged(mentions: Iterable[Agent], aliases: Aliases) -> Iterator[tuple[Agent, str]]:
    """Yield each agent once, with the key that it was grouped under.

    `mentions` must come grouped by canonical key, in a total order.
    """
    for key, group in groupby(mentions, key=lambda agent: aliases.canonical(agent.key)):
        yield one_agent(key, list(group)), key


def one_agent(key: str, mentions: list[Agent]) -> Agent:
    """Describe one agent: the name most often stated, then the longest; the others as alternates."""
    counted = Counter(agent.name for agent in mentions)
    name = min(counted, key=lambda text: (-counted[text], -len(text), text))
    model = min((agent for agent in mentions if agent.name == name), key=_completeness)
    others = set(counted) | {other for agent in mentions for other in agent.alternates}
    identifiers = {(scheme, value) for agent in mentions for scheme, value in agent.identifiers}
    positions = sum(agent.positions for agent in mentions)
    own = min((agent.own for agent in mentions if agent.own), default=None)
    mint = own if names_nobody(key) and own else key
    listed = not model.collective or positions  # an institution that only affiliations name signs nothing
    return Agent(
        key=mint,
        collective=model.collective,
        name=name,
        given=model.given,
        family=model.family,
        alternates=sorted(others - {name})[:_MOST_ALTERNATES],
        identifiers=sorted([scheme, value] for scheme, value in identifiers),
        positions=positions,
        # who stands on no list of authors is known from the records that name it
        status="identified" if identifiers else "single" if (positions or len(mentions)) == 1 else "cluster",
        own=own,
        named=sorted({name for agent in mentions for name in agent.named}),
        country=_agreed(agent.country for agent in mentions),
        keys=sorted({key for text in (name, *others) if (key := name_key(text))}) if listed else [],
    )


def _agreed(stated: Iterable[str | None]) -> str | None:
    """Return the country that all state that state one, else null."""
    countries = {one for one in stated if one}
    return countries.pop() if len(countries) == 1 else None


def own_identifiers(agent: Agent, key: str, aliases: Aliases) -> list[list[str]]:
    """Return those identifiers of an organisation that were joined under `key`; others are another's."""
    return [pair for pair in agent.identifiers if aliases.canonical(identifier_key(*pair)) == key]


def _completeness(agent: Agent) -> tuple[bool, bool, str, str]:
    return agent.given is None, agent.family is None, agent.given or "", agent.family or ""
