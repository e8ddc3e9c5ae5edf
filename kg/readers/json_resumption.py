"""Where a JSON document goes on after an entry that is broken."""

from __future__ import annotations

import json
import re
from collections.abc import Set as AbstractSet
from typing import Final

import orjson

from kg.readers.json_scanner import JsonScanner, MalformedJson

_MOST: Final = 1 << 26  # bytes that are looked through for the next entry; 64 MiB
_LEAST: Final = 1 << 12  # what a look at one place counts at least
_OBJECT: Final = re.compile(rb'\{\s{0,200}"')


def next_entry(
    stream: JsonScanner, start: int, keys: AbstractSet[bytes], end: int | None = None
) -> int | None:
    """Return where the next entry begins from `start` on, told by its keys; None if there is none near.

    Where the bad entry before it ends at `end`, for all that can be seen, what ends before that as well
    is a part of it, unless it is very like an entry.
    """
    looked = 0
    while looked < _MOST and (at := stream.find(_OBJECT, start)) is not None:
        if end is not None and at >= end:
            return None
        stream.mark = at if end is None else stream.mark
        try:
            stop = stream.end_of_value(at)
            if _alike(_keys_of(stream.text(at, stop)), keys, 1 / 3 if not end or stop > end else 1 / 2):
                return at
        except MalformedJson as error:
            stop = error.at
        looked += max(stop - at, _LEAST)
        start = at + 1
    return None


def valid_part(content: bytes) -> tuple[int, str]:
    """Return how many bytes of a broken value are as they should be, and what is wrong after them.

    No next entry begins in them. Nothing is said where the value only lacks its end. The last text before the
    fault is not counted: where a quotation mark is lost, it holds what is no text.
    """
    try:
        _, end = json.JSONDecoder().raw_decode(content.decode("latin-1"))
    except json.JSONDecodeError as error:
        last = content.rfind(b'"', 0, error.pos)
        said = f"{error.msg} at byte {error.pos + 1} of the entry" if error.pos < len(content) else ""
        if error.msg.startswith("Unterminated") and b"\n" not in content[error.pos :]:
            said = ""
        return max(content.rfind(b'"', 0, last), 0) if last > 0 else 0, said
    except RecursionError:
        return 0, ""
    except ValueError:  # a number of thousands of digits
        return 0, "a number is too long"
    return end, ""


def _keys_of(content: bytes) -> frozenset[bytes]:
    try:
        value = orjson.loads(content)
    except orjson.JSONDecodeError:
        return frozenset()
    return frozenset(key.encode() for key in value) if isinstance(value, dict) else frozenset()


def _alike(found: AbstractSet[bytes], wanted: AbstractSet[bytes], least: float) -> bool:
    """Tell whether an object with the keys `found` is an entry too, and not some part of one."""
    return bool(found) and len(found & wanted) >= least * len(found | wanted)
