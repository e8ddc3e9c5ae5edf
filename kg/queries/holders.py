"""Whose a mention is in a release: the agent that holds the authorship it is evidence of."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from kg.engine import Engine
from kg.iris import Iris, bare, tail
from kg.queries.asking import asked

_AT_ONCE: Final = 500


def holders(engine: Engine, base: str, mentions: Iterable[str]) -> dict[str, str]:
    """Return the IRI of the agent of each mention, `{record id}-{position}`, that the release has."""
    found: dict[str, str] = {}
    waiting = iter(mentions)
    while some := list(islice(waiting, _AT_ONCE)):
        asked_for = set(some)
        nodes = {bare(Iris(base).mention(one)): one for one in some}
        records = {bare(Iris(base).record(one.rpartition("-")[0])) for one in some}
        for row in asked(engine, "holders-restated", record=sorted(records)):
            mention = f"{tail(row['record'])}-{row['position']}"
            if mention in asked_for:
                found[mention] = row["agent"]
        for row in asked(engine, "holders", mention=nodes):
            found[nodes[row["mention"]]] = row["agent"]
    return found
