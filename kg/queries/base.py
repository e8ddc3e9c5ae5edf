"""The base of the IRIs of a data set, from its own description; IRIs are shown and typed without it."""

from __future__ import annotations

from typing import Final

from kg.engine import Engine
from kg.errors import QueryError
from kg.queries.asking import listed

_END: Final = "/dataset"


def base_of(engine: Engine) -> str | None:
    """Return the base IRI, which ends in a slash; None where the data say nothing of it, or of several."""
    try:
        found = {row["it"] for row in listed(engine, "data-sets")}
    except QueryError:  # another server, which may refuse what it is not asked for
        return None
    return found.pop().removesuffix(_END[1:]) if len(found) == 1 else None
