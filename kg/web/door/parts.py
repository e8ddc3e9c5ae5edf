"""Whether uvicorn has the parts that the door and the express lane are made of.

They are none of what uvicorn promises to keep. With a part missing a connection would end at its first
request, and say so to nobody but a log; so the service does not start.
"""

from __future__ import annotations

from typing import Any, Final

import uvicorn
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from kg.errors import UsageError

NEEDED: Final[dict[type[Any], tuple[str, ...]]] = {
    HttpToolsProtocol: (
        "connection_made", "connection_lost", "data_received", "shutdown", "on_message_begin", "on_url",
        "on_header", "on_headers_complete", "on_body", "on_message_complete", "on_response_complete",
        "timeout_keep_alive_handler", "_unset_keepalive_if_required", "timeout_keep_alive",
        "timeout_keep_alive_task", "cycle", "pipeline", "transport", "loop", "scheme", "client", "parser",
        "flow", "url", "headers",
    ),
    RequestResponseCycle: ("response_started", "response_complete", "disconnected", "message_event"),
    FlowControl: ("read_paused", "resume_reading", "pause_reading"),
    ProxyHeadersMiddleware: ("trusted_hosts",),
}  # fmt: skip
"""The classes of uvicorn, and what is used of each: methods, and attributes that `__init__` sets."""


def missing() -> list[str]:
    """Return the parts that this uvicorn lacks, for instance `FlowControl.read_paused`."""
    return [
        f"{owner.__name__}.{name}"
        for owner, names in NEEDED.items()
        for name in names
        if name not in {*dir(owner), *owner.__init__.__code__.co_names}
    ]


def check() -> None:
    """Raise UsageError where this uvicorn is not as the service needs it."""
    if lacking := missing():
        raise UsageError(
            f"uvicorn {uvicorn.__version__} is not one that this version of kg can serve with (it lacks "
            f"{', '.join(lacking)}); install kg again, which brings one that is"
        )
