"""Blocks that a build before resolved: by the same mentions and the same census they come out the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import Any

from kg.identity.persons.mention import PersonMention, dump_mention
from kg.works import IdentityDecision


@dataclass(slots=True)
class ResolvedBlock:
    """What came of one block: persons by mention and agent, decisions, and counts (see `Resolution`)."""

    persons: dict[str, str] = field(default_factory=dict)
    decisions: list[IdentityDecision] = field(default_factory=list)
    clusters: int = 0
    undecided: int = 0
    unlisted: int = 0


@dataclass(slots=True)
class KnownBlocks:
    """What came of the blocks of a segment before, and now, as JSON can hold it: digest and outcome by key.

    Only blocks of whose names the data have no other way to write them: of the others clusters wait for those
    of other blocks, and which they are may have changed.
    """

    before: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    now: dict[str, Sequence[Any]] = field(default_factory=dict)

    def recall(self, key: str, digest: str) -> ResolvedBlock | None:
        """Return what came of a block, if it is the same."""
        found = self.before.get(key)
        if found is None or found[0] != digest:
            return None
        self.now[key] = found
        told = dict(found[1])
        told["decisions"] = [IdentityDecision(**one) for one in told["decisions"]]
        return ResolvedBlock(**told)

    def note(self, key: str, digest: str, outcome: ResolvedBlock) -> None:
        """Note what came of a block."""
        self.now[key] = digest, asdict(outcome)


def digest_of(block: Sequence[PersonMention]) -> str:
    """Return the digest of all that is known of the mentions of a block."""
    return blake2b(b"".join(map(dump_mention, block)), digest_size=20).hexdigest()
