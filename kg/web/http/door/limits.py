"""What a connection and a request must keep to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DoorLimits:
    """The limits of the door.

    Attributes:
        head_seconds: until a request's line and header fields are there: from the opening of a connection,
            and from the first byte of each later request.
        body_seconds: from there until the last byte of its body.
        linger_seconds: for which a refused connection is read on, so that its client finds the refusal
            instead of a reset.
        connections: all that may be open.
        per_address: of one address (of IPv6: one /64 network).
        url_bytes: length of the request target. Parsers keep places in it in 16 bits, and older ones wrap
            round: a query beyond would be cut off in silence.
        head_bytes: length of all header fields together.
        body_bytes: length of a body.
        pipelined: requests of one connection that wait for the one before them.
        least_rate: bytes a second that a client must take of what is sent to it, over `rate_seconds`.
        rate_seconds: the window of that; a receiver with a large buffer takes in bursts.
        look_seconds: how often times and rates are looked at.
    """

    head_seconds: float = 15
    body_seconds: float = 30
    linger_seconds: float = 2
    connections: int = 4096
    per_address: int = 512
    url_bytes: int = 65_535
    head_bytes: int = 32_768
    body_bytes: int = 4 * 1024 * 1024
    pipelined: int = 64
    least_rate: float = 2048
    rate_seconds: float = 60
    look_seconds: float = 1
