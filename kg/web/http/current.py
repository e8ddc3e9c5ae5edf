"""The release that is served, and the change to a new one without a lost request.

Each request holds the release it began with until its last byte is sent; one that has been replaced is
closed when its last request is done. Its lease keeps the release's files in place.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

import anyio

from kg.configuration import DataSet
from kg.engine import Engine
from kg.engine.pool import USUAL_WORKERS, Limits, PoolEngine, Spool
from kg.engine.sidecars import Sidecars
from kg.errors import KgError, NoRelease, QueryError, ReleaseError
from kg.iris import Iris, bare, prefixes
from kg.queries.asking import listed
from kg.release import DataDirectory, Dump, Release

Value = TypeVar("Value")

log: Final = logging.getLogger("kg.web")

CHECK_SECONDS: Final = 0.2
DEFAULT_TITLE: Final = "Scholarly knowledge graph"


@dataclass(eq=False)
class ServedRelease:
    """One release as it is served: where its queries run, and what is known of it as a whole.

    `engine` runs the queries that are ours, `strangers` those of the endpoint; where there is no such
    engine, the first runs all. `dataset` is what its publisher states. `counts` has the instances of each
    class by the class's IRI. `users` is the number of requests that hold the release; it is touched by
    the event loop's thread alone.
    """

    id: str
    base: str
    engine: Engine
    strangers: Engine | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    title: str = DEFAULT_TITLE
    dataset: DataSet = field(default_factory=DataSet)
    release: Release | None = None
    directory: DataDirectory | None = None
    closing: ExitStack = field(default_factory=ExitStack)
    users: int = 0
    retired: bool = False
    made: dict[str, Any] = field(default_factory=dict)

    def dumps(self) -> list[Dump]:
        """Return the files of this release that can be downloaded."""
        return self.release.dumps() if self.release is not None else []

    def releases(self) -> list[Release]:
        """Return all releases that can still be downloaded, newest first."""
        return self.directory.releases()[::-1] if self.directory is not None else []

    def graph(self, name: str) -> str:
        """Return the IRI of the graph `name`, for instance `curation`."""
        return bare(Iris(self.base).graph(name))

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes of the vocabularies and of the data set's own IRIs."""
        return prefixes(self.base)

    def once(self, name: str, make: Callable[[], Value]) -> Value:
        """Return what `make` gives, made once and kept as long as the release is served."""
        if name not in self.made:
            self.made[name] = make()
        value: Value = self.made[name]
        return value

    def close(self) -> None:
        """Give the lease back and let the store go."""
        self.strangers = None
        del self.engine
        self.closing.close()


class ServedReleases(Protocol):
    """Says which release a new request is answered from."""

    async def current(self) -> ServedRelease:
        """Return the served release to use now.

        Raises:
            ReleaseError: there is none.
        """

    async def close(self) -> None:
        """Close whatever is open."""


class FixedRelease:
    """`ServedReleases` of one that never changes: a store in memory, or a remote endpoint."""

    def __init__(self, served: ServedRelease) -> None:
        self._served = served

    async def current(self) -> ServedRelease:
        """Return the served release."""
        return self._served

    async def close(self) -> None:
        """Close the served release."""
        self._served.close()


@dataclass(frozen=True)
class Guard:
    """Runs all queries of a served release in processes that can be killed: `workers` for the endpoint.

    Our own queries (pages, canned queries) have as many processes but one, the same limits of time
    and memory, and none of length. `outcomes` counts what became of strangers' queries; their large answers
    are held in `spool`.
    """

    limits: Limits = field(default_factory=Limits)
    workers: int = USUAL_WORKERS
    outcomes: Counter[str] = field(default_factory=Counter)
    spool: Spool | None = None

    async def pools(self, release: Release, closing: ExitStack) -> tuple[PoolEngine, PoolEngine]:
        """Start and return the pools for our own queries and for strangers'; `closing` ends them.

        Raises:
            ReleaseDamaged: the store cannot be opened.
            QueryError: no worker starts.
        """
        trusted = replace(
            self.limits,
            query_bytes=2**26,
            nesting=2**16,
            joined=2**24,
            patterns=2**24,
            operators=2**24,
            queue=2**16,
        )
        store, sidecars = release.store_path, Sidecars(release.overlaps_path, release.answers_path)
        own = PoolEngine(store, trusted, max(2, self.workers - 1), sidecars=sidecars)
        strangers = PoolEngine(store, self.limits, self.workers, self.outcomes, sidecars, self.spool)
        for pool in (own, strangers):
            closing.callback(pool.close)
        # Both at once: a new release waits for nothing else.
        await asyncio.gather(own.start(), strangers.start())
        return own, strangers


class PublishedReleases:
    """Those of a data directory: follows its current release, looked up at most five times a second.

    With a `guard` no query runs in this process. `prepare` is called with each release as soon as it is open,
    in a thread: what it finds out beforehand costs the first visitors no time.
    """

    def __init__(
        self,
        directory: DataDirectory,
        clock: Callable[[], float] = time.monotonic,
        guard: Guard | None = None,
        prepare: Callable[[ServedRelease], None] | None = None,
    ) -> None:
        self._directory, self._guard, self._prepare = directory, guard, prepare
        self._preparing: asyncio.Task[None] | None = None
        self._clock = clock
        self._served: ServedRelease | None = None
        self._target: Path | None = None
        self._checked = -CHECK_SECONDS
        self._opening = anyio.Lock()

    async def current(self) -> ServedRelease:
        """Return the current release as it is served; a new one is opened beside the old.

        Raises:
            ReleaseError: nothing has been published, or it cannot be opened.
        """
        now = self._clock()
        if self._served is not None and (now - self._checked < CHECK_SECONDS or self._opening.locked()):
            return self._served
        async with self._opening:
            self._checked = now
            target = self._link()
            if self._served is None or target != self._target:
                await self._open(target)
        if self._served is None:
            raise NoRelease(f"{self._directory.path}: nothing has been published yet")
        return self._served

    async def close(self) -> None:
        """Close the served release that is open."""
        if self._preparing is not None:
            self._preparing.cancel()
            await asyncio.gather(self._preparing, return_exceptions=True)
        if self._served is not None:
            self._served.close()
            self._served = None

    def _link(self) -> Path | None:
        try:
            return (self._directory.path / "current").readlink()
        except OSError:
            return None

    async def _open(self, target: Path | None) -> None:
        try:
            served = await anyio.to_thread.run_sync(open_current, self._directory)
            if self._guard is not None:
                await self._guarded(served, self._guard)
        except (ReleaseError, QueryError) as error:
            if self._served is None:
                raise
            # An old release that works is worth more to readers than a new one that does not.
            log.warning("the new release cannot be served, %s stays: %s", self._served.id, error)
            return
        old, self._served, self._target = self._served, served, target
        log.info("serving release %s", served.id)
        if old is not None:
            old.retired = True
            if old.users == 0:
                old.close()
        if self._prepare is not None:
            self._preparing = asyncio.create_task(self._prepared(served, self._prepare))

    async def _prepared(self, served: ServedRelease, prepare: Callable[[ServedRelease], None]) -> None:
        with held(served):
            try:
                await anyio.to_thread.run_sync(prepare, served, abandon_on_cancel=True)
            except KgError as error:  # whoever asks for it is told
                log.warning("the first pages of release %s may take longer: %s", served.id, error)

    async def _guarded(self, served: ServedRelease, guard: Guard) -> None:
        assert served.release is not None
        try:
            pools = await guard.pools(served.release, served.closing)
        except BaseException:
            served.close()
            raise
        served.engine, served.strangers = pools


def open_current(directory: DataDirectory) -> ServedRelease:
    """Open the current release of `directory` under its lease.

    Raises:
        ReleaseError: there is none, or it is damaged.
    """
    with ExitStack() as stack:
        release = stack.enter_context(directory.leased())
        manifest = release.manifest
        engine = release.engine()
        return ServedRelease(
            id=release.id,
            base=release.base,
            engine=engine,
            title=_title(engine, release.base),
            dataset=manifest.dataset,
            counts=manifest.counts.classes,
            release=release,
            directory=directory,
            closing=stack.pop_all(),
        )
    raise AssertionError("unreachable")


def _title(engine: Engine, base: str) -> str:
    """Return what the data set calls itself."""
    rows = listed(engine, "data-set-title", {"set": f"{base}dataset"})
    return rows[0]["title"] if rows else DEFAULT_TITLE


@contextmanager
def held(served: ServedRelease) -> Iterator[ServedRelease]:
    """Hold `served` open while the block runs."""
    served.users += 1
    try:
        yield served
    finally:
        served.users -= 1
        if served.retired and served.users == 0:
            served.close()
