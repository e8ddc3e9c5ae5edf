"""A sandbox: a process of this interpreter that evaluates queries of strangers, as its supervisor sees it.

Two programs run in sandboxes: `kg.engine.sandbox.program` answers one query at a time, whole; that of
`kg.web.sparql.express` answers small ones on connections that it is lent. A query that takes too long, fills
the memory or crashes costs a sandbox and nothing else. What a program gives up first, and how it ends with
its supervisor, is in `kg.engine.sandbox.confinement`.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Collection, Sequence
from typing import IO, Final

HEADER: Final = struct.Struct("!cI")
"""How all that a program and its supervisor say to each other begins: a byte of kind, and a number."""

_ALLOCATION: Final = "glibc.malloc.tcache_count=2000"
"""Free pieces of memory that a thread keeps at hand, of each size. The engine frees what it takes within a
query, and with the usual 7 a fifth of a look-up's time goes into the search for free memory."""


class Sandbox:
    """A running program, which ends when this process does, whatever it is doing just then."""

    def __init__(
        self,
        program: str,
        arguments: Sequence[object],
        descriptors: Collection[int],
        stderr: IO[bytes] | int = subprocess.DEVNULL,
    ) -> None:
        """Start a module as a program, which inherits `descriptors`.

        Raises:
            OSError: the system starts no process.
        """
        self._process = subprocess.Popen(  # noqa: S603  # this very interpreter, and our own arguments
            [sys.executable, "-P", "-m", program, *map(str, arguments)],
            stdin=subprocess.PIPE,  # the lifeline: it closes when this process ends
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            pass_fds=tuple(descriptors),
            start_new_session=True,  # Ctrl-C is for the supervisor, which lets queries end
            env=_environment(),
        )

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    def kill(self) -> None:
        """Kill the process at once, as nothing else stops a query."""
        if self.runs:
            self._process.kill()

    def end(self, seconds: float) -> int:
        """Wait until the process has ended, kill it after so many seconds, and return its exit code."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def close(self, then: Callable[[], None] = lambda: None) -> None:
        """Kill the process if it still runs, and call `then` in another thread when it is gone."""
        self.kill()
        assert self._process.stdin is not None
        self._process.stdin.close()
        # A process that held gigabytes takes a moment to go.
        threading.Thread(target=self._bury, args=(then,), daemon=True, name="bury").start()

    def _bury(self, then: Callable[[], None]) -> None:
        self._process.wait()
        then()


def _environment() -> dict[str, str]:
    tunables = [os.environ.get("GLIBC_TUNABLES", ""), _ALLOCATION]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "MALLOC_ARENA_MAX": "2",  # each arena reserves 64 MB of the address space
        "GLIBC_TUNABLES": ":".join(filter(None, tunables)),
        "RUST_BACKTRACE": "0",  # the first words of a crash say what it was
    }
