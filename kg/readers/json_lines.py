"""What all JSON Lines formats share: an object a line, and what is said of a line that holds none.

JSON is RFC 8259, its lines as in https://jsonlines.org. Where a key is doubled the last one counts.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final

import orjson

from kg.errors import UnreadableInput
from kg.readers.source import ByteLine, Document, decoded
from kg.records import Rejection

EXCERPT: Final = 80
"""Characters of a rejected line that are shown."""

MOST_SPREAD: Final = 100_000_000
"""Characters of JSON that is not in lines which are held at once."""

_BETWEEN: Final = re.compile(r"[\s,\[\]]*+")
_SAMPLE = 20  # lines of the head that tell a format; the first may be broken
_KEY: Final = re.compile(r'"([\w.-]{1,40})"\s*:')
_SURROGATE: Final = re.compile(
    rb"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)


def keys(head: str) -> set[str]:
    """Return the keys of the first object among the first lines of `head`; none if there is no object.

    A line that is cut or broken gives the keys that can be seen in it.
    """
    for line in head.split("\n")[:_SAMPLE]:
        text = line.strip()
        if not text.startswith("{"):
            continue
        try:
            return set(orjson.loads(text))
        except orjson.JSONDecodeError:
            if found := set(_KEY.findall(text)):
                return found
    return set()


def looks_like_json(head: str) -> bool:
    """Tell whether `head` begins like JSON, in lines or not."""
    return re.match(r'\s*(\{\s*(["}]|$)|\[\s*[\[{])', head) is not None


def lines(document: Document) -> Iterator[ByteLine]:
    """Yield the lines of `document` that hold something.

    Of an array, and of objects that are spread over lines, each object is yielded as a line with the number
    of the line that it begins on.

    Raises:
        UnreadableInput: it is such a value, and longer than is held at once.
    """
    first = True
    coming = document.byte_lines()
    for line in coming:
        content = line.content.strip()
        if first and content:
            first = False
            if content.startswith(b"[") or content == b"{":
                yield from spread(document.name, chain([line], coming))
                return
        if content or line.fault:
            yield ByteLine(line.number, content, line.fault)


def spread(name: str, coming: Iterable[ByteLine]) -> Iterator[ByteLine]:
    """Yield the objects of an array, or objects that are spread over many lines.

    Raises:
        UnreadableInput: there are more bytes than `MOST_SPREAD`.
    """
    numbers: list[int] = []
    held: list[str] = []
    size, first = 0, 1
    for line in coming:
        if line.fault:
            yield ByteLine(line.number, b"", line.fault)
            continue
        first = line.number if not held else first
        numbers.append(size)
        held.append(decoded(line).text)
        size += len(held[-1]) + 1
        if size > MOST_SPREAD:
            advice = "put each object on one line, for instance with: jq -c '.[]', without an array jq -c ."
            reason = f"its JSON is no JSON Lines and longer than {MOST_SPREAD:,} characters"
            raise UnreadableInput(name, reason, line=first, advice=advice)
    text = "\n".join(held)
    decoder = json.JSONDecoder()
    place = _BETWEEN.match(text).end()  # type: ignore[union-attr]
    while place < len(text):
        number = first + bisect_right(numbers, place) - 1
        try:
            _, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            yield ByteLine(number, b"", f"it is not valid JSON from here on, and is not read: {error!s:.80}")
            return
        yield ByteLine(number, text[place:end].encode("utf-8", "replace"), None)
        place = _BETWEEN.match(text, end).end()  # type: ignore[union-attr]


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
