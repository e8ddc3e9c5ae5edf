"""The grammar of `Host`, as far as names and addresses on the Web have it, and who is one client.

Source: RFC 9110, section 7.2; RFC 9112, section 3.2; RFC 3986, section 3.2.2.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_LONGEST: Final = 255
# Letters, digits, hyphens and underscores: a registered name may hold more by its grammar, and has no use
# for it. Names of other scripts come in their ASCII form.
_NAME: Final = re.compile(r"[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)*+\.?")
_HOST: Final = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]++\]|[A-Za-z0-9._-]++)(?P<port>:[0-9]{0,5})?")
_HIGHEST_PORT: Final = 65_535


@lru_cache(1024)  # the same few are asked for again and again
def is_host(text: str) -> bool:
    """Tell whether `text` is a host with or without a port: a name, an IPv4 or a bracketed IPv6 address."""
    found = _HOST.fullmatch(text)
    if found is None:
        return False
    host, port = found["host"], found["port"] or ""
    if len(port) > 1 and int(port[1:]) > _HIGHEST_PORT:
        return False
    if not host.startswith("["):
        return len(host) <= _LONGEST and _NAME.fullmatch(host) is not None
    try:
        ipaddress.IPv6Address(host[1:-1])
    except ValueError:
        return False
    return True


def fault(headers: Iterable[tuple[bytes, bytes]], http_version: str) -> str:
    """Return what is wrong with the `Host` field of a request, or an empty text."""
    hosts = [value for name, value in headers if name == b"host"]
    if len(hosts) > 1:
        return f"The request has {len(hosts)} header fields `Host`; it must have one."
    if not hosts:
        return "" if http_version in ("1.0", "0.9") else "The request has no header field `Host`."
    if not is_host(hosts[0].decode("latin-1")):
        return "The header field `Host` is no name or address, with or without a port."
    return ""


def authority(target: bytes) -> tuple[bytes, bytes] | None:
    """Split a request target in absolute form into its authority and the rest, which begins with a slash.

    None where it has another form. What a proxy may have been sent, an origin server must take as well.
    """
    scheme, mark, rest = target.partition(b"://")
    if not mark or scheme.lower() not in (b"http", b"https"):
        return None
    ends = [place for place in (rest.find(sign) for sign in b"/?#") if place >= 0]
    end = min(ends, default=len(rest))
    path = rest[end:]
    return rest[:end], path if path.startswith(b"/") else b"/" + path


def subscriber(host: str) -> str:
    """Return under which name the connections of an address are counted.

    Of IPv6 the first 64 bits count, as one subscriber has all that follow.
    """
    if ":" in host and "." not in host:
        try:
            return str(ipaddress.ip_network((host.partition("%")[0], 64), strict=False))
        except ValueError:
            return host
    return host or "unknown"
