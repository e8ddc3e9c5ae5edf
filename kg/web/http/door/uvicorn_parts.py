"""Whether uvicorn has the parts that the door and the express lane are made of.

They are none of what uvicorn promises to keep. With a part missing a connection would end at its first
request, and say so to nobody but a log; so the service does not start.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any, Final

import uvicorn
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from kg.errors import UsageError

METHODS: Final[dict[type[Any], tuple[str, ...]]] = {
    HttpToolsProtocol: (
        "connection_made", "connection_lost", "data_received", "shutdown", "on_message_begin", "on_url",
        "on_header", "on_headers_complete", "on_body", "on_message_complete", "on_response_complete",
        "timeout_keep_alive_handler", "_unset_keepalive_if_required",
    ),
    FlowControl: ("resume_reading", "pause_reading"),
}  # fmt: skip
"""What is called, or called by uvicorn itself."""

ATTRIBUTES: Final[dict[type[Any], tuple[str, ...]]] = {
    HttpToolsProtocol: (
        "timeout_keep_alive", "timeout_keep_alive_task", "cycle", "pipeline", "transport", "loop", "scheme",
        "client", "parser", "flow", "url", "headers",
    ),
    RequestResponseCycle: ("response_started", "response_complete", "disconnected", "message_event"),
    FlowControl: ("read_paused",),
    ProxyHeadersMiddleware: ("trusted_hosts",),
}  # fmt: skip
"""What is read or set."""


def missing() -> list[str]:
    """Return the parts that this uvicorn lacks, for instance `FlowControl.read_paused`."""
    lacking = [
        (owner, name) for owner, names in METHODS.items() for name in names if not hasattr(owner, name)
    ]
    for owner, names in ATTRIBUTES.items():
        # Attributes of instances stand among the names that the methods of their class use.
        codes = [value.__code__ for value in vars(owner).values() if isinstance(value, FunctionType)]
        known = {name for code in codes for name in code.co_names}
        lacking += [(owner, name) for name in names if name not in known]
    return [f"{owner.__name__}.{name}" for owner, name in lacking]


def check() -> None:
    """Raise UsageError where this uvicorn is not as the service needs it."""
    if lacking := missing():
        raise UsageError(
            f"uvicorn {uvicorn.__version__} is not one that this version of kg can serve with (it lacks "
            f"{', '.join(lacking)}); install kg again, which brings one that is"
        )
