"""Visits pages of a release, each as if it were the first of all, and counts what their queries cost.

Each visit opens the store anew and keeps nothing of the visits before but what a server finds out by
itself when it takes up a release (`kg.web.pages.lists.listings.prepare`). All run in a process of their
own, as a query cannot be stopped: one that passes `MOST_SECONDS` of CPU time ends the process
(RLIMIT_CPU), and the visits that are left go on in a new one.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import httpx
from starlette.applications import Starlette

from kg.engine import LocalEngine
from kg.queries import Catalogue
from kg.release import DataDirectory
from kg.web.app import create_app
from kg.web.http.current import ServedRelease, open_current
from kg.web.pages.lists.listings import prepare

from .metered import Asked, Metered, MeteredIndex

MOST_SECONDS: Final = 20
BROWSER: Final = "text/html,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Visit:
    """One page: what kind of page it is, and its address. `kind` is what a report calls it."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a visit: status, bytes, queries; `status` is 0 where its queries ran to the limit."""

    visit: Visit
    status: int
    size: int
    asked: tuple[Asked, ...]

    @property
    def seconds(self) -> float:
        """CPU time of all its queries."""
        return sum(one.seconds for one in self.asked)


def opened(directory: DataDirectory) -> tuple[ServedRelease, Metered]:
    """Open the current release with an engine that counts."""
    served = open_current(directory)
    assert isinstance(served.engine, LocalEngine)
    metered = Metered(served.engine)
    served.engine = metered
    if served.release is not None and served.release.search_path.is_file():
        # where `kg.web.api.hits.index_of` looks for it
        served.made["search"] = MeteredIndex(served.release.search_path, metered.asked, MOST_SECONDS)
    return served, metered


def visited(data: Path, visits: Sequence[Visit], most: int = MOST_SECONDS) -> Iterator[Seen]:
    """Yield what comes of each visit; the first is what preparing the release costs, under the path "".

    Raises:
        RuntimeError: the process of the visits ended before it was ready.
    """
    context = multiprocessing.get_context("spawn")
    waiting, prepared = list(visits), False
    while waiting:
        receiver, sender = context.Pipe(duplex=False)
        child = context.Process(target=_visit, args=(data, waiting, most, sender), daemon=True)
        child.start()
        sender.close()
        try:
            first: Seen = receiver.recv()
            if not prepared:
                yield first
            prepared = True
            while waiting:
                seen: Seen = receiver.recv()
                del waiting[0]
                yield seen
        except EOFError:
            child.join()
            if not prepared:
                raise RuntimeError(
                    "the process that visits pages ended while it prepared the release"
                ) from None
            stopped = waiting.pop(0)
            yield Seen(stopped, 0, 0, (Asked("(it was ended)", float(most)),))
        finally:
            receiver.close()
        child.join()


class _Latest:
    """`ServedReleases` of whichever was opened last."""

    served: ServedRelease

    async def current(self) -> ServedRelease:
        return self.served

    async def close(self) -> None:
        return None


def _visit(data: Path, visits: Sequence[Visit], most: int, sender: Connection) -> None:
    directory, latest = DataDirectory(data), _Latest()
    app = create_app(latest, catalogue=Catalogue.read(), cache_bytes=0)
    served, metered = opened(directory)
    prepare(served)
    made = {name: value for name, value in served.made.items() if name != "search"}
    served.close()
    sender.send(Seen(Visit("a release is taken up", ""), 200, 0, tuple(metered.asked)))
    for visit in visits:
        _allow(most)
        latest.served, metered = opened(directory)
        latest.served.made |= made
        answer = asyncio.run(_get(app, visit.path))
        latest.served.close()
        sender.send(Seen(visit, answer.status_code, len(answer.content), tuple(metered.asked)))


async def _get(app: Starlette, path: str) -> httpx.Response:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return await client.get(path, headers={"accept": BROWSER})


def _allow(seconds: int) -> None:
    """Let this process have so many more seconds of CPU time, before the kernel ends it."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + 1 + seconds, hard))
