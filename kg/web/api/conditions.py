"""On what conditions a file is sent, and which ranges of it: RFC 9110, sections 13 and 14."""

from __future__ import annotations

from datetime import UTC
from email.utils import formatdate, parsedate_to_datetime
from typing import Final

from starlette.requests import Request

from kg.web.http.problems import Problem, RequestRefused
from kg.web.http.responses import fresh

MOST_RANGES: Final = 100
"""Of more ranges in one request the whole is sent."""
_MOST_DIGITS: Final = 100


def unchanged(request: Request, tag: str, modified: int) -> bool:
    """Tell whether the client's copy is still good.

    Args:
        request: its header fields state the conditions.
        tag: the strong entity tag of the file.
        modified: when it was last modified, in seconds since 1970.

    Raises:
        RequestRefused: 412, as the client wants it only while it is another one.
    """
    match = request.headers.get("if-match")
    since = _seconds(request, "if-unmodified-since") if match is None else None
    if match is not None:
        failed = "*" not in (tags := [entry.strip() for entry in match.split(",")]) and tag not in tags
    else:
        failed = since is not None and modified > since
    if failed:
        detail = f"The file is {tag}, last modified at another time than the request demands."
        raise RequestRefused(Problem("precondition", "The file is not the one that is meant", 412, detail))
    if "if-none-match" in request.headers:
        return fresh(request, tag)
    since = _seconds(request, "if-modified-since")
    return since is not None and modified <= since


def _seconds(request: Request, name: str) -> int | None:
    """Return a date of a header field in seconds since 1970; None where it is no date."""
    try:
        stated = parsedate_to_datetime(request.headers.get(name, ""))
        return int(stated.replace(tzinfo=stated.tzinfo or UTC).timestamp())
    except (ValueError, OverflowError):
        return None


def ranges(request: Request, tag: str, modified: int, size: int) -> str | None:
    """Return the value of `Range` with those of its ranges that a file of `size` bytes has.

    None where the whole is to be sent: the client has parts of another file, or asks for something else than
    the bytes of this one, or for too many ranges. `tag` and `modified` are those of `unchanged`.

    Raises:
        RequestRefused: 416, as the file has none of these ranges.
    """
    if request.method != "GET":
        return None
    if request.headers.get("if-range", tag) not in (tag, formatdate(modified, usegmt=True)):
        return None
    unit, _, stated = request.headers.get("range", "").partition("=")
    parts = [part for part in (part.strip() for part in stated.split(",")) if part]
    if unit.strip().lower() != "bytes" or not 0 < len(parts) <= MOST_RANGES:
        return None
    found = []
    for part in parts:
        first, dash, last = part.partition("-")
        if not dash or not (first or last) or not all(map(_is_number, (first, last))):
            return None
        if first and last and int(last) < int(first):
            return None
        if int(first) < size if first else int(last) and size:
            found.append(part)
    if not found:
        detail = f"The file has {size} bytes, and none of those asked for."
        headers = {"content-range": f"bytes */{size}"}
        raise RequestRefused(Problem("range", "There is no such range", 416, detail, headers=headers))
    return f"bytes={','.join(found)}"


def _is_number(text: str) -> bool:
    return not text or (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS)
