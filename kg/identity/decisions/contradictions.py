"""Two decisions that cannot both hold are an error, before anything is built."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

from kg.errors import DecisionError
from kg.identity.decisions.entry import Placed


def check(decisions: Sequence[Placed]) -> None:
    """Look for contradictions.

    Raises:
        DecisionError: a split parts what merges join, or one field is given two values; both decisions
            are named, with file and line.
    """
    _values(decisions)
    links: dict[str, list[tuple[str, Placed]]] = defaultdict(list)
    for placed in decisions:
        entry = placed.entry
        # what is split off is one thing, so a split joins its own side too
        together = (*entry.keys, *entry.others) if entry.decision == "merge" else entry.keys
        if entry.decision in ("merge", "split"):
            for key in together[1:]:
                links[together[0]].append((key, placed))
                links[key].append((together[0], placed))
    for placed in decisions:
        if placed.entry.decision == "split":
            joining = _between(links, placed.entry.keys, set(placed.entry.others))
            if joining is not None:
                raise DecisionError(
                    f"{joining.place} and {placed.place} contradict each other: the first joins what the "
                    f"second parts; remove one of them"
                )


def _between(
    links: dict[str, list[tuple[str, Placed]]], start: Iterable[str], goal: set[str]
) -> Placed | None:
    """Return a decision on the shortest way from one side to the other, or None where there is none."""
    first: dict[str, Placed | None] = dict.fromkeys(start)
    waiting = deque(first)
    while waiting:
        key = waiting.popleft()
        for other, placed in links.get(key, ()):
            if other not in first:
                # of a longer way, the decision by which it reaches the other side
                first[other] = placed
                waiting.append(other)
            if other in goal:
                return placed
    return None


def _values(decisions: Sequence[Placed]) -> None:
    known: dict[tuple[str, str, str], Placed] = {}
    for placed in decisions:
        entry = placed.entry
        if entry.decision not in ("correct", "rename"):
            continue
        field = "name" if entry.decision == "rename" else entry.field or ""
        for key in entry.keys:
            other = known.setdefault((entry.kind, key, field), placed)
            if other.entry.value != entry.value:
                raise DecisionError(
                    f"{other.place} and {placed.place} contradict each other: they give the {field} of one "
                    f"{entry.kind} two values; remove one of them"
                )
