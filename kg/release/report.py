"""What a build has to say for itself: the summary on the terminal, and `report.json`."""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, ClassVar


@dataclass(slots=True)
class BuildReport:
    """The figures of one build. `seconds` is wall time by step; memory is that of the largest process.

    `fates` is what became of every value that was read: by format and path, and summed up by source.
    `taken_over` is what came from the release before: `bytes` of the text of the dumps, `of` all of it, and
    for the `store` the statements removed and added, and the bytes of files that both releases hold.
    `census` is of how many names and mentions that one is by which people were told apart, where they were.
    `violations` and `warnings` are those of the shapes; `broken` says what was released all the same.
    """

    SHOWN: ClassVar[int] = 20
    """How many rejections and notices are kept word by word; all rejections are in `rejections.jsonl`."""

    sources: list[dict[str, Any]] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    records: int = 0
    profiles: int = 0
    rejections: int = 0
    rejected: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    repairs: dict[str, int] = field(default_factory=dict)
    damages: dict[str, int] = field(default_factory=dict)
    fates: dict[str, Any] = field(default_factory=dict)
    papers: int = 0
    persons: int = 0
    teams: int = 0
    venues: int = 0
    topics: int = 0
    undecided: int = 0
    retired: dict[str, int] = field(default_factory=dict)
    triples: int = 0
    quads: int = 0
    violations: int = 0
    warnings: int = 0
    broken: list[str] = field(default_factory=list)
    census: dict[str, int] = field(default_factory=dict)
    taken_over: dict[str, Any] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    peak_memory_bytes: int = 0

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Note how long a step takes."""
        start = monotonic()
        try:
            yield
        finally:
            self.seconds[step] = round(self.seconds.get(step, 0.0) + monotonic() - start, 3)

    def measure_memory(self) -> None:
        """Note the most memory that this process, or one of those it started, has had at once."""
        unit = 1 if sys.platform == "darwin" else 1024  # getrusage counts kilobytes on Linux, bytes on macOS
        usage = (
            resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        self.peak_memory_bytes = max(usage) * unit

    def _taken(self) -> Iterator[str]:
        found = self.taken_over
        if found:
            yield f"taken over  {_share(found['bytes'], found['of']):>12}   of the text, from {found['from']}"
        if store := found.get("store"):
            changed = f"{store['added']:,} statements put in, {store['removed']:,} taken out"
            yield f"store       {store['linked'] / 1e6:>9,.1f} MB   taken over; {changed}"

    @property
    def total_seconds(self) -> float:
        """Return the wall time of all steps."""
        return sum(self.seconds.values())

    def lines(self) -> Iterator[str]:
        """Yield the summary for people, a line each."""
        sources = f"from {_number(len(self.sources), 'source')}, {_number(self.profiles, 'profile')}"
        yield f"records     {self.records:>12,}   {sources}"
        if self.unreadable:
            yield f"unreadable  {len(self.unreadable):>12,}   of the sources"
        yield f"rejected    {self.rejections:>12,}"
        yield f"repairs     {sum(self.repairs.values()):>12,}   {_counts(self.repairs)}".rstrip()
        yield f"damage      {sum(self.damages.values()):>12,}   {_counts(self.damages)}".rstrip()
        if formats := self.fates.get("formats"):
            sums = {
                kind: sum(one[kind] for one in formats) for kind in ("kept", "changed", "stated", "dropped")
            }
            yield f"values      {sum(sums.values()):>12,}   {_told(sums)}"
        yield f"papers      {self.papers:>12,}"
        yield f"persons     {self.persons:>12,}"
        yield f"teams       {self.teams:>12,}"
        yield f"venues      {self.venues:>12,}"
        yield f"topics      {self.topics:>12,}"
        yield f"undecided   {self.undecided:>12,}   identities; see `kg query undecided-identities`"
        if self.retired:
            shown = f"IRIs of earlier releases: {_counts(self.retired)}"
            yield f"retired     {sum(self.retired.values()):>12,}   {shown}; `--fresh` forgets them"
        yield f"triples     {self.triples:>12,}   resolved, {self.quads:,} with sources and curation"
        warned = f"{self.warnings:,} warnings; see `kg validate`"
        yield f"shapes      {self.violations:>12,}   violations, {warned}"
        yield from self._taken()
        yield f"time        {self.total_seconds:>12,.1f} s"
        yield f"peak memory {self.peak_memory_bytes / 1e6:>12,.0f} MB"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole if whole else 0:.1f} %"


def _told(sums: dict[str, int]) -> str:
    return ", ".join(
        f"{count:,} {'only stated' if kind == 'stated' else kind}" for kind, count in sums.items()
    )


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items()))
