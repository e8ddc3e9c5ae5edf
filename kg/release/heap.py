"""The heap of this process: what it no longer needs is given back to the system between steps of a build.

Python frees what is dropped, but the C library keeps most of it for the process (mallopt(3),
M_TRIM_THRESHOLD: only the top of the heap goes back by itself), and the next step comes on top of that.
"""

from __future__ import annotations

import ctypes
import gc
import resource
from pathlib import Path
from typing import Final

_STATE: Final = Path("/proc/self/statm")
MUCH: Final = 512 << 20
"""Bytes of a process from which on it pays to give memory back after each of many queries."""
_LEAST: Final = 256 << 20
"""Of a smaller process nothing is looked for: that takes longer than it brings."""


def trim(least: int = _LEAST, *, collect: bool = True) -> None:
    """Give freed memory back to the system (malloc_trim(3)); nothing where the C library cannot.

    A process of fewer bytes than `least` is left as it is, where the system tells how large it is (proc(5)).
    `collect` tells whether Python looks for what nobody holds any more, too, which takes longer.
    """
    try:
        resident = int(_STATE.read_text().split()[1]) * resource.getpagesize()
    except (OSError, IndexError, ValueError):
        resident = least
    if resident < least:
        return
    if collect:
        gc.collect()
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):  # musl, macOS, Windows
        return
