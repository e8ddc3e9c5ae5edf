"""The heap of this process: what it no longer needs is given back to the system between steps of a build.

Python frees what is dropped, but the C library keeps most of it for the process (mallopt(3),
M_TRIM_THRESHOLD: only the top of the heap goes back by itself), and the next step comes on top of that.
"""

from __future__ import annotations

import ctypes
import gc


def trim() -> None:
    """Give freed memory back to the system (malloc_trim(3)); nothing where the C library cannot."""
    gc.collect()
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):  # musl, macOS, Windows
        return
