"""JSON as bytes that are kept in memory, many of them: each takes no more than its length."""

from __future__ import annotations

from typing import Any

import orjson


def compact(value: Any, *, option: int | None = None) -> bytes:
    """Return `value` as `orjson.dumps` does, in a copy.

    orjson leaves bytes in the memory that it wrote them in, which is 1 KiB at least, and mostly more.

    Raises:
        TypeError: it cannot be said in JSON.
    """
    return bytes(memoryview(orjson.dumps(value, option=option)))
