"""Scenes of papers: records that may be one paper, weighed pair by pair and put together."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from kg.identity.paper_evidence import compare
from kg.identity.papers import resolve_papers
from kg.identity.title_census import census, marks_of
from kg.records import WorkRecord
from tests.identity.records import record


def text(path: Path) -> str:
    """Return the ledger of the scenes in `path`."""
    return "".join(
        line for scene in tomllib.loads(path.read_text("utf-8"))["scene"] for line in _scene(scene)
    )


def _scene(scene: dict[str, Any]) -> Iterator[str]:
    yield f"# {scene['about']}\n"
    records = [_record(one) for one in scene["records"]]
    counted = census(marks_of(records))
    names = [chr(ord("a") + number) for number in range(len(records))]
    for (a, one), (b, other) in combinations(zip(names, records, strict=True), 2):
        verdict = compare(one, other, counted)
        yield f"{a} {b}\t{verdict.outcome}\t{verdict.rule}\t{verdict.confidence:g}\t{verdict.words}\n"
    yield from _together(records, names)


def _together(records: list[WorkRecord], names: list[str]) -> Iterator[str]:
    """Tell which records become one paper, and what stays open."""
    found = resolve_papers(records)
    for root, group in sorted(found.groups.items()):
        weakest = found.weakest[root]
        yield f"one paper\t{' '.join(names[one] for one in group)}\t{weakest.rule}\t{weakest.confidence:g}\n"
    for link in sorted(found.undecided, key=lambda one: (one.a, one.b)):
        yield f"left open\t{names[link.a]} {names[link.b]}\t{link.verdict.confidence:g}\n"
    for link in sorted(found.versions, key=lambda one: (one.a, one.b)):
        yield f"two versions\t{names[link.a]} {names[link.b]}\t{1 - link.verdict.confidence:.3f}\n"
    for root, schemes in sorted(found.denied.items()):
        yield f"denied\t{names[root]}\t{' '.join(sorted(schemes))}\n"


def _record(stated: dict[str, Any]) -> WorkRecord:
    return record(stated.pop("authors", ()), **stated)
