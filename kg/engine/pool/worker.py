"""One worker as its supervisor sees it: started, asked, killed."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import tempfile
from pathlib import Path
from typing import IO, Any, Final

import orjson

from kg.engine.pool.answer import Answer
from kg.engine.pool.frame_reader import FrameReader
from kg.engine.pool.limits import Limits
from kg.engine.pool.spool import Room
from kg.engine.sandbox.process import HEADER, Sandbox
from kg.engine.sidecars import Sidecars
from kg.errors import (
    KgError,
    QueryError,
    QueryForbidden,
    QueryLimitExceeded,
    QuerySyntaxError,
    ReleaseDamaged,
    UsageError,
)

log: Final = logging.getLogger("kg.engine")

_START_SECONDS: Final = 60
_END_SECONDS: Final = 5
_BUFFER_BYTES: Final = 1024 * 1024
_OUT_OF_MEMORY: Final = (b"memory allocation of", b"bad_alloc", b"MemoryError", b"out of memory")
_WORDS: Final = 65_536


class Worker:
    """A process that has one store open and answers one query at a time."""

    def __init__(self, sandbox: Sandbox, stderr: IO[bytes], limits: Limits) -> None:
        self._sandbox, self._stderr, self._limits = sandbox, stderr, limits
        self._frames = FrameReader(limits.answer_bytes + _BUFFER_BYTES)
        self._transport: asyncio.WriteTransport | None = None
        self._stopped = ""
        self._seconds = limits.seconds
        self._alive = True
        self.confined: dict[str, Any] = {}

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._sandbox.pid

    def is_alive(self) -> bool:
        """Tell whether the process can be asked."""
        return self._alive and self._sandbox.runs

    @classmethod
    async def start(cls, store: Path, limits: Limits, sidecars: Sidecars | None = None) -> Worker:
        """Start a worker and wait until it has opened the store, and read the files beside it.

        Raises:
            ReleaseDamaged: the store cannot be opened.
            QueryError: the process does not start.
        """
        spawning = asyncio.ensure_future(asyncio.to_thread(cls._spawn, store, limits, sidecars or Sidecars()))
        try:
            worker, ours = await asyncio.shield(spawning)
        except asyncio.CancelledError:  # the process starts all the same; it is not left behind
            worker, ours = await spawning
            worker.close()
            ours.close()
            raise
        said: list[tuple[bytes, bytes]] = []

        def take(kind: bytes, payload: bytes) -> bool:
            said.append((kind, payload))
            return True

        try:
            loop = asyncio.get_running_loop()
            transport, _ = await loop.create_unix_connection(lambda: worker._frames, sock=ours)  # noqa: SLF001
            worker._transport = transport  # noqa: SLF001
            async with asyncio.timeout(_START_SECONDS):
                answered = await worker._frames.frames(take)  # noqa: SLF001
        except BaseException:
            worker.close()
            ours.close()
            raise
        if answered and said[0][0] == b"R":
            worker.confined = orjson.loads(said[0][1])
            return worker
        error = _error(orjson.loads(said[0][1]), limits) if said else await worker.death()
        worker.close()
        raise error

    @classmethod
    def _spawn(cls, store: Path, limits: Limits, sidecars: Sidecars) -> tuple[Worker, socket.socket]:
        ours, theirs = socket.socketpair()
        stderr = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the worker
        try:
            for end in (ours, theirs):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER_BYTES)
            ours.setblocking(False)
            numbers = (theirs.fileno(), limits.memory_bytes)
            arguments = [one or "" for one in (*numbers, store, sidecars.overlaps, sidecars.answers)]
            sandbox = Sandbox("kg.engine.sandbox.program", arguments, [theirs.fileno()], stderr)
        except BaseException:
            ours.close()
            stderr.close()
            raise
        finally:
            theirs.close()
        return cls(sandbox, stderr, limits), ours

    async def answer(self, asked: bytes, room: Room | None = None, seconds: float | None = None) -> Answer:
        """Ask the query that `asked` (JSON) holds, and return its whole answer; it may take `room`.

        It may take `seconds`, where these are fewer than the limits say.

        Cancelling the call kills the worker, as nothing else stops a query.

        Raises:
            KgError: the query failed or passed a limit; it may have lost the process.
        """
        assert self._transport is not None
        self._seconds = min(self._limits.seconds, seconds or self._limits.seconds)
        timer = asyncio.get_running_loop().call_later(self._seconds, self.kill, "seconds")
        found = Answer(room)
        failure: list[bytes] = []
        done = whole = False  # whether the worker has ended the query, and whether with an answer

        def take(kind: bytes, payload: bytes) -> bool:
            nonlocal done, whole
            if kind == b"X":
                failure.append(payload)
                done = True
                return True
            found.append(payload)
            if kind == b"D":
                return found.size > self._limits.answer_bytes
            self._alive = self._alive and kind == b"E"
            done = whole = True
            return True

        try:
            self._transport.write(HEADER.pack(b"Q", len(asked)) + asked)
            if not await self._frames.frames(take):
                raise await self.death()
            if failure:
                raise _error(orjson.loads(failure[0]), self._limits)
            if not whole:
                raise _too_large(self._limits)
            return found.complete()
        except OSError as error:  # the disk on which large answers wait is full
            done = whole = False
            raise QueryError(f"the answer cannot be kept: {error}") from error
        finally:
            timer.cancel()
            if not whole:
                found.close()
            if not done:
                self.kill()

    def kill(self, reason: str = "") -> None:
        """Kill the process at once; `reason` is the limit that its query passed, if any."""
        self._alive = False
        self._stopped = self._stopped or reason
        self._sandbox.kill()

    def close(self) -> None:
        """Kill the process if it still runs, and give back all that it held."""
        self.kill()
        if self._transport is not None:
            self._transport.close()
        self._sandbox.close(self._stderr.close)

    async def death(self) -> KgError:
        """Return what to say of a query whose process has ended."""
        self._alive = False
        limits = self._limits
        if self._stopped == "seconds":
            reason = f"the query took longer than {self._seconds:g} s and was stopped"
            return QueryLimitExceeded("seconds", self._seconds, reason)
        # It has hung up; soon it has ended, too, and if it does not it is of no use.
        code = await asyncio.to_thread(self._sandbox.end, _END_SECONDS)
        self._stderr.seek(0)
        said = self._stderr.read(_WORDS)
        if any(mark in said for mark in _OUT_OF_MEMORY) or code == -signal.SIGKILL:
            return _out_of_memory(limits)
        name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        # What a process says in its end is for those who run the service, not for whoever asked.
        words = said.decode("utf-8", "replace").strip()
        log.warning("a query ended its process (%s)%s", name, f": {words[:2000]}" if words else "")
        return QueryError(f"the query ended its process ({name}); nothing else was harmed")


def _too_large(limits: Limits) -> QueryLimitExceeded:
    reason = f"the answer is larger than {limits.answer_bytes:,} bytes; ask for less of it with LIMIT"
    return QueryLimitExceeded("answer bytes", limits.answer_bytes, reason)


def _out_of_memory(limits: Limits) -> QueryLimitExceeded:
    reason = f"the query needs more than the {limits.memory_bytes:,} bytes of memory that it may use"
    return QueryLimitExceeded("memory bytes", limits.memory_bytes, reason)


def _error(said: dict[str, Any], limits: Limits) -> KgError:
    """Return the error that a worker tells of."""
    reason = str(said.get("reason"))
    match said.get("kind"):
        case "syntax":
            return QuerySyntaxError(reason, line=said["line"], column=said["column"])
        case "limit":
            return QueryLimitExceeded(said["limit"], said["value"], reason)
        case "memory":
            return _out_of_memory(limits)
        case "forbidden":
            return QueryForbidden(reason)
        case "usage":
            return UsageError(reason)
        case "ReleaseDamaged":
            return ReleaseDamaged(reason)
        case _:
            return QueryError(reason)


def outcome(error: KgError) -> str:
    """Return under what the metrics count a query that ended with `error`."""
    match error:
        case QueryLimitExceeded():
            return f"limit: {error.limit}"
        case QueryError() if type(error) is QueryError:
            return "failed"
        case _:
            return "refused"
