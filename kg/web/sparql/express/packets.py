"""What a process of the lane and the server say to each other: packets over a socket.

Each is a header (`kg.engine.sandbox.process`) with the number of a loan, and the rest.

    down  L  a loan: client, 0, request; with the descriptor   A  a shape of query to avoid
          R  return all connections and end
    up    R  ready          B  a connection returned, with the bytes to be read first
          W  bytes that are still to be written to it                  C  the client has hung up
          S  counts of what was answered (JSON)
"""

from __future__ import annotations

from typing import Final

PACKET_BYTES: Final = 65_536
