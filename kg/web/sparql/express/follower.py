"""Keeps a lane over the release that is served."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, Final

from kg.engine.pool import Limits
from kg.errors import ReleaseError
from kg.web.http.current import CHECK_SECONDS, ServedRelease, ServedReleases, held
from kg.web.http.metrics import Metrics
from kg.web.http.operations import write_lines
from kg.web.sparql.express.front import Front
from kg.web.sparql.express.lane import Lane

log: Final = logging.getLogger("kg.web")

USUAL_PROCESSES: Final = max(1, os.cpu_count() or 1)
POSSIBLE: Final = sys.platform == "linux"
"""The lane needs epoll and packets between processes."""


class Express:
    """Starts a lane for each release that is served, and ends that of the release before."""

    def __init__(
        self,
        releases: ServedReleases,
        limits: Limits,
        metrics: Metrics,
        size: int = USUAL_PROCESSES,
        *,
        log_requests: bool = False,
        log_queries: bool = False,
        front: Front | None = None,
    ) -> None:
        self._releases, self._limits, self._metrics, self._size = releases, limits, metrics, size
        self._logged = "queries" if log_queries else "requests" if log_requests else ""
        self._front = front or Front()
        self._avoided: set[str] = set()
        self._lane: Lane | None = None
        self._served: ServedRelease | None = None
        self._hold = ExitStack()
        self._task: asyncio.Task[None] | None = None

    def lane(self) -> Lane | None:
        """Return the lane to lend to, if there is one."""
        return self._lane

    def start(self) -> None:
        """Follow the served releases from now on; for the thread of the event loop."""
        self._task = asyncio.get_running_loop().create_task(self._follow())

    async def stop(self) -> None:
        """Take all connections back and end the processes."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._retire()

    async def _follow(self) -> None:
        while True:
            try:
                served = await self._releases.current()
                if served is not self._served:
                    await self._retire()
                    self._begin(served)
            except ReleaseError:  # requests are told of it
                pass
            await asyncio.sleep(CHECK_SECONDS)

    def _begin(self, served: ServedRelease) -> None:
        self._served = served
        if served.release is None:
            return
        self._hold.enter_context(held(served))
        store = served.release.store_path
        self._lane = Lane(
            store,
            served.id,
            self._limits,
            self._size,
            self._count,
            self._avoided,
            self._logged,
            replace(self._front, base=served.base),
        )
        self._lane.start()

    async def _retire(self) -> None:
        lane, self._lane = self._lane, None
        if lane is not None:
            await lane.call_back()
        self._hold.close()
        self._served = None

    def _count(self, counts: dict[str, Any]) -> None:
        self._metrics.add("GET", "sparql", 200, counts["buckets"], counts["seconds"])
        self._metrics.queries["answered"] += counts["answered"] - counts["cached"]
        self._metrics.queries["answered in the express lane"] += counts["answered"]
        self._metrics.cached["hit"] += counts["cached"]
        self._metrics.cached["miss"] += counts["answered"] - counts["cached"]
        write_lines(counts["lines"])
