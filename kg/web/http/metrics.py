"""What is counted of requests and queries."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from typing import Final

BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Bounds in seconds of the times to the last byte that are counted together."""


class Metrics:
    """Counts of this process since its start; for the thread of the event loop."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, str, int]] = Counter()
        self.buckets: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (len(BUCKETS) + 1))
        self.seconds: Counter[str] = Counter()
        self.queries: Counter[str] = Counter()
        self.cached: Counter[str] = Counter()
        self.turned_away: Counter[str] = Counter()

    def turn_away(self, reason: str) -> None:
        """Count a request or connection that was refused or ended at the door."""
        self.turned_away[reason] += 1

    def count(self, method: str, area: str, status: int, seconds: float) -> None:
        """Count one request and the time to its last byte."""
        self.requests[method, area, status] += 1
        self.buckets[area][bisect_left(BUCKETS, seconds)] += 1
        self.seconds[area] += seconds  # type: ignore[assignment]  # a Counter adds up floats as well

    def add(self, method: str, area: str, status: int, buckets: list[int], seconds: float) -> None:
        """Count requests that another process has answered."""
        self.requests[method, area, status] += sum(buckets)
        self.seconds[area] += seconds  # type: ignore[assignment]  # as above
        self.buckets[area] = [old + new for old, new in zip(self.buckets[area], buckets, strict=True)]
