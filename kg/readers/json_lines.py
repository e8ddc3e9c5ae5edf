"""What all JSON Lines formats share: an object a line, and what is said of a line that holds none.

JSON is RFC 8259, its lines as in https://jsonlines.org. Where a key is doubled the last one counts.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Any, Final

import orjson

from kg.readers.source import ByteLine, decoded
from kg.records import Rejection

EXCERPT: Final = 80
"""Characters of a rejected line that are shown."""

DEEPEST: Final = 250
"""Arrays and objects that may stand one in another."""

_STRING: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))
_STEPS: Final = [1 if byte in b"[{" else -1 for byte in range(256)]
_SURROGATE: Final = re.compile(
    rb"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)


def load(line: ByteLine, file: str) -> dict[str, Any] | Rejection:
    """Return the object on `line`, or why there is none.

    An unpaired surrogate, as in a text cut inside an emoji, is read as U+FFFD.
    """
    if line.fault:
        return rejection(line, file, line.fault)
    try:
        value = orjson.loads(line.content)
    except orjson.JSONDecodeError as error:
        try:
            value = orjson.loads(_SURROGATE.sub(_paired, line.content))
        except orjson.JSONDecodeError:
            fault = decoded(line).fault
            return rejection(
                line, file, fault or f"it is not valid JSON: {error.msg} at column {error.colno}"
            )
    if isinstance(value, dict):
        if _depth(line.content) > DEEPEST:
            return rejection(line, file, f"its arrays and objects stand more than {DEEPEST} deep")
        return value
    return rejection(line, file, f"it is not a JSON object but {_kind(value)}")


def rejection(line: ByteLine, file: str, reason: str) -> Rejection:
    """Return the rejection of `line` with its beginning."""
    return Rejection(file, line.number, reason, decoded(line).text[:EXCERPT])


def _depth(content: bytes) -> int:
    """Return how deep the arrays and objects of a valid value stand, or less than that if it is no matter."""
    if content.count(b"[") + content.count(b"{") <= DEEPEST:
        return 0
    brackets = _STRING.sub(b"", content).translate(None, _NO_BRACKETS)
    return max(accumulate(map(_STEPS.__getitem__, brackets)), default=0)


def _paired(match: re.Match[bytes]) -> bytes:
    return match[0] if len(match[0]) != 6 else rb"\ufffd"


def _kind(value: object) -> str:
    if value is None:
        return "null"
    names = {list: "an array", str: "a text", bool: "true or false", int: "a number", float: "a number"}
    return names[type(value)]
