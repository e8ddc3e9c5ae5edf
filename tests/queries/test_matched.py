"""The papers on a topic are those on concepts that mean the same, too, in either direction of the match."""

from __future__ import annotations

import pyoxigraph
import pytest
from pyoxigraph import NamedNode

from kg.queries import Catalogue

from .conftest import engine_of

GRAPH = """
prefix schema: <https://schema.org/> prefix skos: <http://www.w3.org/2004/02/skos/core#>
prefix fabio: <http://purl.org/spar/fabio/> prefix xsd: <http://www.w3.org/2001/XMLSchema#> prefix : <https://x.test/>
:word skos:exactMatch :code . :near skos:closeMatch :code .
:narrow skos:broader :code . :other skos:exactMatch :narrow .
:p1 schema:about :word ; fabio:hasPublicationYear "2020"^^xsd:gYear . :p2 schema:about :code , :word .
:p3 schema:about :near . :p4 schema:about :other .
"""


@pytest.mark.parametrize(
    ("topic", "year", "papers"),
    [
        ("code", [], {"p1", "p2", "p4"}), ("word", [], {"p1", "p2"}), ("near", [], {"p3"}),
        ("narrow", [], {"p4"}), ("code", ["2020"], {"p1"}),
    ],
)  # fmt: skip
def test_papers_of_what_is_matched_exactly_are_among_them(
    topic: str, year: list[str], papers: set[str]
) -> None:
    engine = engine_of(list(pyoxigraph.parse(GRAPH, format=pyoxigraph.RdfFormat.TURTLE)))
    years = [
        pyoxigraph.Literal(one, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#gYear")) for one in year
    ]
    request = Catalogue.read()["topic-papers"].bind(
        {"topic": [NamedNode(f"https://x.test/{topic}")], "year": years}
    )
    found = {str(row["paper"]).strip("<>").rpartition("/")[2] for row in engine.solutions(request)}
    assert found == papers
