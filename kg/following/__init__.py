"""Following a publisher: its releases come over HTTP, by their deltas where these lead from what is here.

Nothing that comes is believed. Sizes are bounded, each file must have the digest that the manifest states,
the text must be N-Quads as kg writes them, and store and dumps are compared before the release becomes
current: what is not as the publisher's manifest says leaves the data directory as it was. That proves that
the release is what the manifest says, not that its statements are true.

Only `kg pull` follows; no server ever fetches anything.
"""

from __future__ import annotations

from kg.following.following import PullResult, pull
from kg.following.publisher import Publisher

__all__ = ["Publisher", "PullResult", "pull"]
