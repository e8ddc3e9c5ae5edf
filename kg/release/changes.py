"""What changed since the release before, kept in a release as `changes.json` for those who download it.

For each kind of thing and each way to change, how many did, and the first `SHOWN` of them. Of a person no
name is given that only the older release had: people may have changed it, and former names are not published.
So of a decision on persons that came out otherwise no words are given but those of the census.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from kg.errors import ReleaseDamaged
from kg.release.decision_changes import HOW, DecisionComparison, DecisionOutcome, Grounds
from kg.release.difference import WHAT, Change, changes
from kg.release.narrowed_release import narrowed
from kg.release.published import Release
from kg.store import Store

NAME: Final = "changes.json"
SHOWN: Final = 50
_OPTIONS: Final = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A release that is still being built in the folder `path`, its store loaded."""

    path: Path
    base: str

    def open_store(self) -> Store:
        """Open the store for reading."""
        return Store.open(self.path / "store")


def write_changes(before: Release, after: Unpublished, differences: Sequence[Path] = ()) -> Path | None:
    """Compare the release `before` with the one being built and write `changes.json` into its folder.

    `differences` are the N-Quads files of all statements that only one of them has, where they are known.

    Returns:
        The file; None where the two have not the same base, so that no IRI is comparable.

    Raises:
        ReleaseDamaged: one of them cannot be read.
        OSError: the file cannot be written.
    """
    if before.base != after.base:
        return None
    counts: dict[str, Counter[str]] = {}
    shown: dict[str, dict[str, list[dict[str, Any]]]] = {}
    decided = DecisionComparison(before, after)  # keeps both stores open, for all that ask them
    old, new = narrowed(before, after, differences) if differences else (before, after)
    for change in changes(old, new):
        kind = counts.setdefault(change.kind, Counter())
        kind[change.what] += 1
        if kind[change.what] <= SHOWN:
            shown.setdefault(change.kind, {}).setdefault(change.what, []).append(_entry(change, after.base))
    document = {
        "since": before.id,
        "shown": SHOWN,
        "counts": {
            kind: {what: found[what] for what in WHAT if found[what]} for kind, found in counts.items()
        },
        "changes": shown,
        "decisions": _decisions(decided, DecisionComparison(old, new), after.base),
    }
    path = after.path / NAME
    path.write_bytes(orjson.dumps(document, option=_OPTIONS))
    return path


def _decisions(decided: DecisionComparison, differing: DecisionComparison, base: str) -> dict[str, Any]:
    """Return how many decisions on persons came out otherwise, by what may differ, and the first of them."""
    counts: Counter[str] = Counter()
    shown: dict[str, list[dict[str, Any]]] = {}
    for one in differing.reconsidered():
        counts[one.how] += 1
        if counts[one.how] <= SHOWN:
            grounds = decided.grounds(one.iri)
            shown.setdefault(one.how, []).append(
                {
                    "iri": base + one.iri,
                    "about": [base + thing for thing in grounds[1].things],
                    "before": _taken(one.before, grounds[0]),
                    "after": _taken(one.after, grounds[1]),
                }
            )
    return {"counts": {how: counts[how] for how in HOW if counts[how]}, "changes": shown}


def _taken(verdict: DecisionOutcome, grounds: Grounds) -> dict[str, Any]:
    return {
        "outcome": verdict.outcome,
        "rule": grounds.rule,
        "confidence": verdict.confidence,
        "census": grounds.census,
    }


def read_changes(release: Release) -> dict[str, Any] | None:
    """Return what changed with a release, or None where it was the first, or made by an older kg.

    Raises:
        ReleaseDamaged: the file is broken.
    """
    path = release.path / NAME
    try:
        found: dict[str, Any] = orjson.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, orjson.JSONDecodeError) as error:
        raise ReleaseDamaged(f"{path}: cannot be read: {error}") from error
    return found


def _entry(change: Change, base: str) -> dict[str, Any]:
    """Return a change as it is published."""
    hidden = change.kind == "person" and change.what != "appeared"
    found = {
        "iri": base + change.iri,
        "name": None if hidden else change.name,
        "others": [base + other for other in change.others],
        "newName": change.new_name,
    }
    return {key: value for key, value in found.items() if value}
