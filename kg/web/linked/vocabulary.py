"""The project's own vocabulary: its files, and a store that answers for its IRIs."""

from __future__ import annotations

from typing import Final

import pyoxigraph
from pyoxigraph import RdfFormat, parse

from kg import resources
from kg.engine import Engine, LocalEngine
from kg.queries.asking import listed
from kg.store import Store
from kg.vocab import KGO
from kg.web.pages.description.classes import NODE
from kg.web.pages.description.entity import Description, statements

FILES: Final = {
    "/ontology": "kg.ttl",
    "/code": "codes.ttl",
    "/shape": "shapes.ttl",
    "/topic/arxiv": "arxiv-taxonomy.ttl",
}


class Vocabulary:
    """The ontology, the code lists, the shapes and the taxonomy, in a store of their own."""

    def __init__(self) -> None:
        place = resources.folder("ontology")
        self.files = {path: (place / name).read_bytes() for path, name in FILES.items()}
        handle = pyoxigraph.Store()
        for text in self.files.values():
            handle.bulk_load(text, RdfFormat.TURTLE)
        self.engine: Engine = LocalEngine(Store(handle, place))

    @property
    def version(self) -> str:
        """The version of the ontology, as it states it."""
        return listed(self.engine, "ontology-version")[0]["v"]

    def terms(self) -> dict[str, Description]:
        """Return the own terms with what is said of them, by IRI."""
        own = sorted({quad.subject.value for quad in parse(self.files["/ontology"], RdfFormat.TURTLE)
                      if getattr(quad.subject, "value", "").startswith(KGO)})  # fmt: skip
        return {iri: Description(iri, NODE, statements(self.engine, iri)) for iri in own}
