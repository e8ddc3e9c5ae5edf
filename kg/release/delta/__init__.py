"""The delta of a release: the statements that were added and removed since the release before it.

Three gzip files in the folder `delta/` of a release. `added.nq.gz` and `removed.nq.gz` are N-Quads of all
graphs, a statement a line, sorted by their bytes. `order.tsv.gz` tells how the new dump `kg.nq.gz` is put
together: each of its rows names lines of the dump before, or of `added.nq.gz`, that follow upon each other.
Sets of statements need the first two alone; with the third a follower's dump has the publisher's bytes.
"""

from __future__ import annotations

from typing import Final

FOLDER: Final = "delta"
ADDED: Final = "added.nq.gz"
REMOVED: Final = "removed.nq.gz"
ORDER: Final = "order.tsv.gz"
FILES: Final = (ADDED, REMOVED, ORDER)
