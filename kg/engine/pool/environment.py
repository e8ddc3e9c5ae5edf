"""The environment of a process that answers queries."""

from __future__ import annotations

import os
import sys
from typing import Final

_ALLOCATION: Final = "glibc.malloc.tcache_count=2000"
"""Free pieces of memory that a thread keeps at hand, of each size. The engine frees what it takes within a
query, and with the usual 7 a fifth of a look-up's time goes into the search for free memory."""


def environment() -> dict[str, str]:
    """Return the environment, to be given to a process of this interpreter with `-P`."""
    tunables = [os.environ.get("GLIBC_TUNABLES", ""), _ALLOCATION]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "MALLOC_ARENA_MAX": "2",  # each arena reserves 64 MB of the address space
        "GLIBC_TUNABLES": ":".join(filter(None, tunables)),
        "RUST_BACKTRACE": "0",  # the first words of a crash say what it was
    }
