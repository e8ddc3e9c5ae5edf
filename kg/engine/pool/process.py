"""One worker process as its parent sees it: started, asked, killed."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, Any, Final

import orjson

from kg.engine.pool.answer import Answer
from kg.engine.pool.limits import Limits
from kg.engine.pool.worker import HEADER, PIECE_BYTES
from kg.errors import (
    KgError,
    QueryError,
    QueryForbidden,
    QueryLimitExceeded,
    QuerySyntaxError,
    ReleaseDamaged,
    UsageError,
)

_START_SECONDS: Final = 60
_BUFFER_BYTES: Final = 1024 * 1024
_OUT_OF_MEMORY: Final = (b"memory allocation of", b"bad_alloc", b"MemoryError", b"out of memory")
_LAST_WORDS: Final = 2000


class Worker:
    """A process that has one store open and answers one query at a time."""

    def __init__(
        self, process: subprocess.Popen[bytes], link: socket.socket, stderr: IO[bytes], limits: Limits
    ) -> None:
        self._process, self._link, self._stderr, self._limits = process, link, stderr, limits
        self._stopped = ""
        self._head = bytearray()
        self._alive = True
        self.confined: dict[str, Any] = {}

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Tell whether the process can be asked."""
        return self._alive and self._process.poll() is None

    @classmethod
    async def start(cls, store: Path, limits: Limits) -> Worker:
        """Start a worker and wait until it has opened the store.

        Raises:
            ReleaseDamaged: the store cannot be opened.
            QueryError: the process does not start.
        """
        worker = await asyncio.to_thread(cls._spawn, store, limits)
        try:
            async with asyncio.timeout(_START_SECONDS):
                kind, payload = await worker.frame()
        except (TimeoutError, asyncio.CancelledError):
            worker.kill()
            raise
        if kind == b"R":
            worker.confined = orjson.loads(payload)
            return worker
        worker.kill()
        raise _error(orjson.loads(payload), limits) if kind == b"X" else worker.death()

    @classmethod
    def _spawn(cls, store: Path, limits: Limits) -> Worker:
        ours, theirs = socket.socketpair()
        stderr = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the worker
        try:
            for end in (ours, theirs):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER_BYTES)
            ours.setblocking(False)
            arguments = [str(theirs.fileno()), str(limits.memory_bytes), str(store)]
            process = subprocess.Popen(  # noqa: S603  # this very interpreter, and our own arguments
                [sys.executable, "-P", "-m", "kg.engine.pool.worker", *arguments],
                stdin=subprocess.PIPE,  # the lifeline: it closes when this process ends
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,  # Ctrl-C is for the parent, which lets queries end
                env={
                    **os.environ,
                    "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
                    "MALLOC_ARENA_MAX": "2",  # each arena reserves 64 MB of the address space
                },
            )
        except BaseException:
            ours.close()
            stderr.close()
            raise
        finally:
            theirs.close()
        return cls(process, ours, stderr, limits)

    async def answer(self, asked: bytes) -> Answer:
        """Ask the query that `asked` (JSON) holds, and return its whole answer.

        Cancelling the call kills the worker, as nothing else stops a query.

        Raises:
            KgError: the query failed or passed a limit; it may have lost the process.
        """
        loop = asyncio.get_running_loop()
        timer = loop.call_later(self._limits.seconds, self.kill, "seconds")
        found = Answer()
        done = False
        try:
            await loop.sock_sendall(self._link, HEADER.pack(b"Q", len(asked)) + asked)
            while True:
                kind, payload = await self.frame()
                if kind == b"X":
                    done = True
                    raise _error(orjson.loads(payload), self._limits)
                found.append(payload)
                if found.size > self._limits.answer_bytes:
                    self.kill("answer bytes")
                elif kind != b"D":
                    done = True
                    self._alive = self._alive and kind == b"E"
                    return found.complete()
        except ConnectionError as error:
            raise self.death() from error
        except OSError as error:  # the disk on which large answers wait is full
            raise QueryError(f"the answer cannot be kept: {error}") from error
        finally:
            timer.cancel()
            if not done:
                found.close()
                self.kill()

    async def frame(self) -> tuple[bytes, bytes]:
        """Return the kind and the payload of the next frame from the process.

        Raises:
            KgError: the process ended instead.
        """
        loop = asyncio.get_running_loop()
        data = self._head
        need: int | None = None
        while need is None or len(data) < need:
            try:
                part = await loop.sock_recv(self._link, PIECE_BYTES + HEADER.size)
            except ConnectionResetError:
                part = b""
            if not part:
                raise self.death()
            data += part
            if need is None and len(data) >= HEADER.size:
                need = HEADER.size + HEADER.unpack_from(data)[1]
                if need > self._limits.answer_bytes + _BUFFER_BYTES:
                    self.kill("answer bytes")
                    raise self.death()
        kind, payload = bytes(data[:1]), bytes(data[HEADER.size : need])
        del data[:need]
        return kind, payload

    def kill(self, reason: str = "") -> None:
        """Kill the process at once; `reason` is the limit that its query passed, if any."""
        self._alive = False
        self._stopped = self._stopped or reason
        if self._process.poll() is None:
            self._process.kill()

    def close(self) -> None:
        """Kill the process if it still runs, and give back all that it held."""
        self.kill()
        self._link.close()
        if self._process.stdin:
            self._process.stdin.close()
        # A process that held gigabytes takes a moment to go.
        threading.Thread(target=self._bury, daemon=True, name="bury").start()

    def _bury(self) -> None:
        self._process.wait()
        self._stderr.close()

    def death(self) -> KgError:
        """Return what to say of a query whose worker has ended."""
        self._alive = False
        limits = self._limits
        if self._stopped == "seconds":
            return QueryLimitExceeded(
                "seconds", limits.seconds, f"the query took longer than {limits.seconds:g} s and was stopped"
            )
        if self._stopped == "answer bytes":
            reason = f"the answer is larger than {limits.answer_bytes:,} bytes; ask for less of it with LIMIT"
            return QueryLimitExceeded("answer bytes", limits.answer_bytes, reason)
        self._process.kill()  # it has hung up; a worker that stays would be of no use
        code = self._process.wait()
        self._stderr.seek(0, os.SEEK_END)
        self._stderr.seek(max(0, self._stderr.tell() - _LAST_WORDS))
        said = self._stderr.read()
        if any(mark in said for mark in _OUT_OF_MEMORY) or (code == -signal.SIGKILL and not self._stopped):
            return _out_of_memory(limits)
        name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        words = said.decode("utf-8", "replace").strip().splitlines()
        tail = f": {words[-1][:200]}" if words else ""
        return QueryError(f"the query ended its process ({name}){tail}; nothing else was harmed")


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
