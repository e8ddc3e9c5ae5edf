"""What all JSON Lines formats share: an object a line, and what is said of a line that holds none.

JSON is RFC 8259, its lines as in https://jsonlines.org. Where a key is doubled the last one counts.
"""

from __future__ import annotations

import re
from typing import Any, Final

import orjson

from kg.readers.source import ByteLine, decoded
from kg.records import Rejection

EXCERPT: Final = 80
"""Characters of a rejected line that are shown."""

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
        return value
    return rejection(line, file, f"it is not a JSON object but {_kind(value)}")


def rejection(line: ByteLine, file: str, reason: str) -> Rejection:
    """Return the rejection of `line` with its beginning."""
    return Rejection(file, line.number, reason, decoded(line).text[:EXCERPT])


def _paired(match: re.Match[bytes]) -> bytes:
    return match[0] if len(match[0]) != 6 else rb"\ufffd"


def _kind(value: object) -> str:
    if value is None:
        return "null"
    names = {list: "an array", str: "a text", bool: "true or false", int: "a number", float: "a number"}
    return names[type(value)]
