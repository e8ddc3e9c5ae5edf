"""Headers: those of a request, made plain; those of every answer, and those by which answers are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from kg.version import __version__

EXPOSED: Final = (
    "KG-Release, KG-Cut, ETag, Link, Content-Location, Retry-After, Accept-Ranges, Content-Range, Repr-Digest"
)
GZIP_BYTES: Final = 1024
"""Shorter answers are not compressed."""
GZIP_LEVEL: Final = 5


def common_headers(release: str | None) -> list[tuple[str, str]]:
    """Return the headers of every answer, among them the release that it is from."""
    found = [
        ("access-control-allow-origin", "*"),
        ("access-control-expose-headers", EXPOSED),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
    ]
    return [*found, ("kg-release", release)] if release is not None else found


_LISTS: Final = frozenset((b"accept", b"accept-encoding", b"if-match", b"if-none-match"))

Pairs = list[tuple[bytes, bytes]]


def plain(headers: Iterable[tuple[bytes, bytes]]) -> Pairs:
    """Return header fields with each list in one field (RFC 9110, section 5.3)."""
    lists: dict[bytes, bytes] = {}
    rest: Pairs = []
    for name, value in headers:
        if name in _LISTS:
            lists[name] = lists[name] + b", " + value if name in lists else value
        else:
            rest.append((name, value))
    codings = lists.get(b"accept-encoding")
    if codings is not None:
        lists[b"accept-encoding"] = b"gzip" if takes_gzip(codings) else b"identity"
    return [*rest, *lists.items()]


def takes_gzip(codings: bytes) -> bool:
    """Tell whether an `Accept-Encoding` field names gzip with a weight above 0 (RFC 9110, section 12.5.3)."""
    for entry in codings.lower().split(b","):
        coding, _, weight = entry.partition(b";")
        if coding.strip() in (b"gzip", b"x-gzip"):
            return weight.replace(b" ", b"").removeprefix(b"q=").strip(b"0.") != b"" or not weight.strip()
    return False


def entity_tag(release: str, *parts: object) -> str:
    """Return the entity tag of an answer from `release`, as `etag` of `kg.web.http.responses` does.

    It is a weak one, as it is the same for an answer that is sent compressed.
    """
    said = "\x00".join(map(str, (release, __version__, *parts))).encode()
    return f'W/"{hashlib.blake2b(said, digest_size=12).hexdigest()}"'


def caching(tag: str | None, *vary: str) -> dict[str, str]:
    """Return the headers that let a client keep an answer and ask whether it is still good.

    Without a tag the answer must not be kept. A new release may come at any time, so a copy is
    always to be checked (`no-cache`), which costs no query.
    """
    headers: dict[str, str] = {"vary": ", ".join(vary)} if vary else {}
    if tag is None:
        return {**headers, "cache-control": "no-store"}
    return {**headers, "etag": tag, "cache-control": "public, no-cache"}


def unshared(caching: str) -> str:
    """Return a `Cache-Control` field that keeps an answer out of shared caches (RFC 9111, 5.2.2.7)."""
    directives = [one.strip() for one in caching.split(",") if one.strip() not in ("", "public")]
    if "no-store" in directives or "private" in directives:
        return ", ".join(directives)
    return ", ".join(["private", *directives])
