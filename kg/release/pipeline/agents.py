"""What records say of agents, laid aside a line each until it is brought together by key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, Final

from kg.works import Agent, dump

NEVER_REPLACED: Final = -1
"""The reference of what does not hang on one record."""


def write_agents(output: BinaryIO, agents: Sequence[Agent], reference: int) -> None:
    """Write lines of key, reference and JSON, by which the agents are brought together later."""
    output.writelines(b"%s\t%d\t%s" % (agent.key.encode(), reference, dump(agent)) for agent in agents)
