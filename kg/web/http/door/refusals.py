"""What the door answers where it lets nobody in: problem details (RFC 9457) as bytes of a response."""

from __future__ import annotations

from email.utils import formatdate
from http import HTTPStatus
from typing import Final

from kg.web.http.problems import MEDIA_TYPE, Problem

# The phrases of RFC 9110, which not all versions of Python have.
_PHRASES: Final = {413: "Content Too Large", 414: "URI Too Long"}


def malformed(detail: str) -> Problem:
    """Return the refusal of what is no HTTP request, or none that means one thing."""
    return Problem("bad-request", "The request is not understood", 400, detail)


def late(what: str, seconds: float) -> Problem:
    """Return the refusal of a request that does not come to its end."""
    detail = f"The {what} did not arrive within {seconds:g} s."
    return Problem("too-slow", "The request took too long to arrive", 408, detail)


def long_url(most: int) -> Problem:
    """Return the refusal of a request target of more than `most` bytes."""
    detail = f"The URL is longer than {most:,} bytes; send a long query by POST."
    return _limit("URL bytes", most, "The URL is too long", 414, detail)


def long_head(most: int) -> Problem:
    """Return the refusal of header fields of more than `most` bytes."""
    detail = f"The header fields are longer than {most:,} bytes."
    return _limit("header bytes", most, "The header fields are too long", 431, detail)


def long_body(most: int) -> Problem:
    """Return the refusal of a body of more than `most` bytes."""
    detail = f"The body is longer than {most:,} bytes."
    return _limit("body bytes", most, "The request is too large", 413, detail)


def crowding(most: int) -> Problem:
    """Return the refusal of one more connection of an address that has `most`."""
    detail = f"{most:,} connections of your address are open already; close some, or use them again."
    return _limit("connections of one address", most, "Too many connections", 429, detail, 5)


def full(most: int) -> Problem:
    """Return the refusal of a connection where all `most` are in use."""
    detail = f"All {most:,} connections are in use; ask again in a moment."
    return _limit("connections", most, "The server is busy", 503, detail, 5)


def pipelining(most: int) -> Problem:
    """Return the refusal of more requests on one connection that do not wait for answers."""
    detail = f"{most:,} requests of this connection wait already; wait for answers before asking on."
    return _limit("requests of one connection", most, "Too many requests at once", 429, detail, 1)


def _limit(limit: str, value: int, title: str, status: int, detail: str, wait: int = 0) -> Problem:
    headers = {"Retry-After": str(wait)} if wait else {}
    return Problem("limit", title, status, detail, {"limit": limit, "value": value}, headers)


def response(problem: Problem, path: str, *, bodiless: bool = False) -> bytes:
    """Return the whole response, after which the connection is closed."""
    body = problem.document(path)
    phrase = _PHRASES.get(problem.status) or HTTPStatus(problem.status).phrase
    fields = {
        "date": formatdate(usegmt=True),
        "content-type": MEDIA_TYPE,
        "content-length": str(len(body)),
        "cache-control": "no-store",
        "access-control-allow-origin": "*",
        "x-content-type-options": "nosniff",
        **{name.lower(): value for name, value in problem.headers.items()},
        "connection": "close",
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {problem.status} {phrase}\r\n{head}\r\n".encode("latin-1") + (b"" if bodiless else body)
