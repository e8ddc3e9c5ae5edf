"""How many papers topics and venues have, each paper once: what stands beside every link to one.

The search index of a release holds the numbers, counted at its build. Where there is no such index the
graph is asked, which takes a second for each hundred thousand papers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.queries.asking import listed
from kg.release.search import EntryKind
from kg.release.search.listing import Listing
from kg.web.http.current import ServedRelease

MOST: Final = 2000
"""Topics, and venues, whose numbers are at hand: those with most papers."""

_COUNTED: Final = {EntryKind.TOPIC: "topic-totals", EntryKind.VENUE: "venue-totals"}


def listing_of(served: ServedRelease) -> Listing | None:
    """Return the listing of a served release's search index; None where its release has none."""
    release = served.release
    if release is None or not release.search_path.is_file():
        return None
    path = release.search_path
    return served.once("listing", lambda: Listing(path))


def totals(served: ServedRelease, kind: EntryKind) -> Mapping[str, int]:
    """Return the number of papers by IRI of the `MOST` topics or venues that have most, in that order.

    Papers on a topic below a topic count for both.
    """

    def make() -> dict[str, int]:
        listing = listing_of(served)
        if listing is not None and listing.counts:
            return {iri: n for iri, n in listing.papers(kind, MOST).items() if n}
        found = listed(served.engine, _COUNTED[kind], most=MOST)
        return {row["x"]: int(row["n"]) for row in found}

    return served.once(f"totals of {kind}", make)
