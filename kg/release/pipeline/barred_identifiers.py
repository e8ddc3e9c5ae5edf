"""Identifiers that editors, contributors and pages state of somebody, and that are another's.

Which these are is decided with those of authors (`kg.release.pipeline.bearers`); here they are taken from
what is not made anew of records: agents without a place on a list of authors, editors of volumes, and pages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import orjson

from kg.identity.authors import strongest
from kg.keys import key_of
from kg.records import Profile
from kg.release.pipeline.shards import WorkFolder
from kg.works import Editor, dump, load_agent

Pair = tuple[str, str]
"""Key of an identifier, and a name that does not have it though it is stated so."""


class Barred:
    """Takes identifiers from those who do not have them."""

    def __init__(self, folder: WorkFolder) -> None:
        path = _file(folder)
        self._pairs = frozenset(map(tuple, orjson.loads(path.read_bytes()))) if path.exists() else frozenset()
        self._left: dict[Pair, set[str]] = {}

    def rows(self, rows: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
        """Yield the rows of agents, key and JSON, that are left."""
        return (found for key, text in rows if (found := self._row(key, text))) if self._pairs else iter(rows)

    def _row(self, key: bytes, text: bytes) -> tuple[bytes, bytes] | None:
        agent = load_agent(text)
        kept = [pair for pair in agent.identifiers if (key_of(*pair), agent.name) not in self._pairs]
        if agent.collective or len(kept) == len(agent.identifiers):
            return key, text
        agent.identifiers = kept
        own = strongest({pair[0]: pair[1] for pair in kept})
        if own is None:
            return None
        self._left.setdefault((agent.key, agent.name), set()).add(own)
        agent.key = own
        return own.encode(), dump(agent)

    def page(self, page: Profile) -> Profile:
        """Return a page without the identifiers of others."""
        if not self._pairs:
            return page
        kept = {
            scheme: value
            for scheme, value in page.identifiers.items()
            if (key_of(scheme, value), page.name) not in self._pairs
        }
        further = tuple(
            one
            for one in page.other_identifiers
            if (key_of(one.scheme, one.value), page.name) not in self._pairs
        )
        return page.model_copy(update={"identifiers": kept, "other_identifiers": further})

    def editors(self, editors: Iterable[Editor]) -> None:
        """Where the key is another's, let editors be known by what `rows` left them, or by name alone."""
        for one in editors:
            if one.agent and (said := (one.agent, one.name)) in self._pairs:
                left = self._left.get(said, set())
                one.agent = min(left) if len(left) == 1 else None


def write_barred(folder: WorkFolder, pairs: Collection[Pair]) -> None:
    """Lay aside what `Barred` reads."""
    _file(folder).write_bytes(orjson.dumps(sorted(pairs)))


def _file(folder: WorkFolder) -> Path:
    return folder.path / "barred.json"
