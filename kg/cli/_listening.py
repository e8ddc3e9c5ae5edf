"""How a service is set up on this machine: its address, its log, how many connections it may have."""

from __future__ import annotations

import logging
import resource
import socket
from contextlib import suppress
from typing import Final

from kg.errors import UsageError

_FILES: Final = 8192
_BACKLOG: Final = 2048


def log_plainly(name: str) -> None:
    """Have the log `name` written to standard error as it is: each line is JSON already."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger(name)
    logger.handlers[:], logger.propagate = [handler], False


def allow_connections() -> int:
    """Raise the number of files that may be open as far as the system lets us: each connection is one.

    Returns how many connections there may be; as many files again are left for stores, workers and answers.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):  # macOS has one more limit; then what there is must do
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return _FILES // 2 if allowed == resource.RLIM_INFINITY else max(1, min(_FILES, allowed) // 2)


def listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)  # from here on clients wait for the start instead of being refused
    except OSError as error:
        advice = "; choose another with --port" if isinstance(error, OSError) and error.errno else ""
        raise UsageError(f"cannot listen at {host}:{port}: {error.strerror or error}{advice}") from error
    return listening


def shown(host: str) -> str:
    """Return the host as it stands in an address: one that can be opened, IPv6 in brackets."""
    if host in ("0.0.0.0", "::", ""):  # noqa: S104  # only compared
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
