"""The base of the IRIs of a data set, from its own description; IRIs are shown and typed without it."""

from __future__ import annotations

from typing import Final

from kg.engine import Engine, Request
from kg.errors import QueryError
from kg.vocab import RDF, VOID

_END: Final = "/dataset"
_DATA_SETS: Final = Request(
    f"SELECT ?it {{ GRAPH ?g {{ ?it <{RDF['type']}> <{VOID['Dataset']}> }} "
    f'FILTER(STRENDS(STR(?it), "{_END}")) }}'
)


def base_of(engine: Engine) -> str | None:
    """Return the base IRI, which ends in a slash; None where the data say nothing of it, or of several."""
    try:
        found = {getattr(row["it"], "value", "") for row in engine.solutions(_DATA_SETS)}
    except QueryError:  # another server, which may refuse what it is not asked for
        return None
    return found.pop().removesuffix(_END[1:]) if len(found) == 1 else None
