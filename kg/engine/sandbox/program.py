"""The program of a worker: opens one store, then answers one query at a time until it is killed.

Run as `python -m kg.engine.sandbox.program FD MEMORY STORE OVERLAPS ANSWERS`; the last two may be empty.
Frames go both ways over the socket `FD`: a header (`kg.engine.sandbox.process`) with the length, and the
payload. Nothing here is trusted by the supervisor.

    down  Q  a query (JSON)
    up    R  ready: how the worker is confined (JSON)
          D  a part of the answer        E  the last part, the query is done
          L  as E, and the worker leaves, because it has grown
          X  the query failed: what with (JSON)
"""

from __future__ import annotations

import gc
import os
import socket
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import IO, Any, Final, cast

import orjson

from kg.engine.answers import Answers
from kg.engine.local import LocalEngine
from kg.engine.overlaps import Overlaps
from kg.engine.request import Request
from kg.engine.sandbox.confinement import Confined, confine, live
from kg.engine.sandbox.process import HEADER
from kg.engine.sidecars import Sidecars
from kg.errors import KgError, QueryForbidden, QueryLimitExceeded, QuerySyntaxError, UsageError
from kg.store import Store

PIECE_BYTES: Final = 128 * 1024
_STACK_BYTES: Final = 256 * 1024 * 1024  # deep nesting overflows the usual 8 MB and ends the process
_NOTABLE_SECONDS: Final = 0.1
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


class _Cut(Exception):
    """All rows that were asked for are written: a signal from the sink to its maker, no error."""


class FrameSink:
    """A file to write an answer to, which goes up in frames. `lines` bounds a format with a row a line."""

    def __init__(self, up: socket.socket, most_bytes: int, lines: int | None) -> None:
        self._up, self._most, self._lines = up, most_bytes, lines
        self._buffer = bytearray()
        self._size = self._seen = 0
        self._begun = time.monotonic()

    def write(self, data: bytes) -> int:
        """Take a part of the answer."""
        self._size += len(data)
        if self._size > self._most:
            reason = f"the answer is larger than {self._most:,} bytes; ask for less of it with LIMIT"
            raise QueryLimitExceeded("answer bytes", self._most, reason)
        self._buffer += data
        if self._lines is not None:
            self._seen += data.count(b"\n")
            if self._seen >= self._lines:
                raise _Cut
        if len(self._buffer) >= PIECE_BYTES:
            self._up.sendall(HEADER.pack(b"D", len(self._buffer)) + self._buffer)
            self._buffer.clear()
        return len(data)

    def flush(self) -> None:
        """Keep what is there until a piece is full."""

    @property
    def large(self) -> bool:
        """Tell whether the answer or the time since the sink was made is such that memory may have grown."""
        return self._size > PIECE_BYTES or time.monotonic() - self._begun > _NOTABLE_SECONDS

    def finish(self, kind: bytes) -> None:
        """Send what is left as the end."""
        self._up.sendall(HEADER.pack(kind, len(self._buffer)) + self._buffer)


def main() -> None:
    """Confine this process, then answer queries until the supervisor hangs up."""
    descriptor, memory = map(int, sys.argv[1:3])
    confined = confine(memory)
    up = socket.socket(fileno=descriptor)  # its family is read from it; no new socket could be made
    sidecars = Sidecars(*(Path(name) if name else None for name in sys.argv[4:6]))
    live(partial(_work, up, Path(sys.argv[3]), sidecars, confined, memory), _STACK_BYTES)


def _work(up: socket.socket, folder: Path, sidecars: Sidecars, confined: Confined, memory: int) -> None:
    try:
        overlaps = Overlaps.read(sidecars.overlaps) if sidecars.overlaps else Overlaps()
        answers = Answers.read(sidecars.answers) if sidecars.answers else Answers()
        engine = LocalEngine(Store.open(folder), overlaps, answers=answers)
    except KgError as error:
        _send(up, b"X", _failure(error))
        return
    gc.freeze()
    _send(up, b"R", asdict(confined))
    grown = False
    while not grown:
        kind, length = HEADER.unpack(_receive(up, HEADER.size))
        assert kind == b"Q"
        grown = _answer(engine, up, orjson.loads(_receive(up, length)), memory)


def _answer(engine: LocalEngine, up: socket.socket, asked: dict[str, Any], memory: int) -> bool:
    """Answer one query; return whether the worker has grown so much that it had better leave."""
    request = Request(
        asked["text"],
        tuple(asked["default"]),
        tuple(asked["named"]),
        asked["prefixes"],
        asked["base"],
    )
    sink = FrameSink(up, asked["bytes"], asked["lines"])
    try:
        with suppress(_Cut):
            engine.write(request, asked["format"], cast("IO[bytes]", sink), _rows(asked))
    except KgError as error:
        _send(up, b"X", _failure(error))
        return False
    except MemoryError:
        _send(up, b"X", {"kind": "memory"})
        return False
    grown = sink.large and _address_space() > memory // 2
    sink.finish(b"L" if grown else b"E")
    return grown


def _rows(asked: dict[str, Any]) -> int | None:
    """Return how many rows are wanted, where that is known: TSV has one a line, below that of the names."""
    lines: int | None = asked["lines"]
    return None if lines is None or asked["format"] != "tsv" else lines - 1


def _address_space() -> int:
    """Return the bytes of address space in use, or 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb", buffering=0) as statm:  # noqa: PTH123  # on the way of each query
            return int(statm.read(64).split()[0]) * _PAGE
    except OSError:
        return 0


def _failure(error: KgError) -> dict[str, Any]:
    match error:
        case QuerySyntaxError():
            return {"kind": "syntax", "reason": error.reason, "line": error.line, "column": error.column}
        case QueryLimitExceeded():
            return {"kind": "limit", "reason": str(error), "limit": error.limit, "value": error.value}
        case QueryForbidden():
            return {"kind": "forbidden", "reason": str(error)}
        case UsageError():
            return {"kind": "usage", "reason": str(error)}
        case _:
            return {"kind": type(error).__name__, "reason": str(error)}


def _send(up: socket.socket, kind: bytes, document: dict[str, Any]) -> None:
    payload = orjson.dumps(document)
    up.sendall(HEADER.pack(kind, len(payload)) + payload)


def _receive(up: socket.socket, size: int) -> bytes:
    data = up.recv(size, socket.MSG_WAITALL)
    if len(data) < size:
        raise EOFError
    return data


if __name__ == "__main__":
    main()
