"""The release of another server, as it is served here: the same front before any SPARQL 1.1 endpoint."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import anyio
import anyio.to_thread
from pydantic import ValidationError

from kg.configuration import DataSet
from kg.engine.remote import RemoteEngine
from kg.errors import NoRelease, QueryError
from kg.queries.asking import listed
from kg.web.http.current import DEFAULT_TITLE, ServedRelease

log: Final = logging.getLogger("kg.web")

LOOK_SECONDS: Final = 60.0


class RemoteReleases:
    """`ServedReleases` of the endpoint that `engine` asks, over a data set whose IRIs begin with `base`.

    Where no `base` is given, the data set's own description must tell it (VoID, `void:uriSpace`). As
    nobody tells when the data there change, all answers of one minute count as those of one release.
    """

    def __init__(
        self, engine: RemoteEngine, base: str = "", clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._engine, self._base, self._clock = engine, base, clock
        self._served: ServedRelease | None = None
        self._title, self._dataset = "", DataSet()
        self._made = 0.0
        self._opening = anyio.Lock()

    async def current(self) -> ServedRelease:
        """Return the served release of this minute.

        Raises:
            NoRelease: the endpoint cannot be asked, or does not tell the base of its IRIs.
        """
        now = self._clock()
        if self._served is None or now - self._made >= LOOK_SECONDS:
            async with self._opening:
                if self._served is None or now - self._made >= LOOK_SECONDS:
                    if not self._title:
                        await anyio.to_thread.run_sync(self._describe)
                    name = datetime.now(UTC).strftime("asked-%Y%m%dT%H%M%SZ")
                    self._served = ServedRelease(
                        name, self._base, self._engine, title=self._title, dataset=self._dataset
                    )
                    self._made = now
        return self._served

    async def close(self) -> None:
        """Forget the served release."""
        self._served = None

    def _describe(self) -> None:
        try:
            row = next(iter(listed(self._engine, "data-set-described")), {})
        except QueryError as error:
            raise NoRelease(f"the endpoint does not answer: {error}") from error
        space = row.get("space", "")
        if not self._base and not space:
            raise NoRelease("the endpoint does not describe its data set; give --base")
        self._base = self._base or space
        self._title = row.get("title", DEFAULT_TITLE)
        self._dataset = _stated(row.get("licence"))
        log.info("serving %s, whose IRIs begin with %s", self._title, self._base)


def _stated(licence: str | None) -> DataSet:
    """Return what the endpoint states of its data set, as far as it is well-formed."""
    try:
        return DataSet(licence=licence)
    except ValidationError:
        return DataSet()
