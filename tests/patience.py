"""How long tests wait for what must happen: they wait for a condition, and give up only when it is hopeless.

No test asserts that something is quick by the clock on the wall: another program may have the processor.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

PATIENCE: Final = 300.0
"""Seconds after which something that has not happened never will, on the busiest machine."""


def until(condition: Callable[[], bool], what: str = "it") -> None:
    """Wait until `condition` holds.

    Raises:
        AssertionError: it does not come to hold; `what` says what was waited for.
    """
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"{what} did not happen in {PATIENCE:g} s"
        time.sleep(0.01)
