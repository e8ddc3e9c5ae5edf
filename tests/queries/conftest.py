"""The invented graph that queries are asked of."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from kg.engine import LocalEngine
from kg.resources import folder
from kg.store import Store

HERE = Path(__file__).parent


def quads() -> list[pyoxigraph.Quad]:
    """Read the graph, with the code lists and the taxonomy as a build adds them."""
    found = list(pyoxigraph.parse(path=HERE / "graph.trig", format=pyoxigraph.RdfFormat.TRIG))
    for name in ("codes.ttl", "arxiv-taxonomy.ttl"):
        found += pyoxigraph.parse(path=folder("ontology") / name, format=pyoxigraph.RdfFormat.TURTLE)
    return found


def engine_of(statements: list[pyoxigraph.Quad]) -> LocalEngine:
    """Return an engine over the statements, inserted one by one in their order."""
    store = pyoxigraph.Store()
    for quad in statements:
        store.add(quad)
    return LocalEngine(Store(store, HERE))


@pytest.fixture(scope="session")
def engine() -> LocalEngine:
    """Return an engine over the invented graph."""
    return engine_of(quads())
