"""What the graph leaves out follows from the ontology: an OWL 2 RL reasoner gives back what the view says."""

from __future__ import annotations

from functools import cache

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from kg.resources import folder
from kg.vocab import DATACITE, FABIO, KGO
from tests.golden.case import LONG, Case, cases

IMPLIED = {
    URIRef(iri)
    for iri in (
        KGO["Authorship"],
        DATACITE["ResourceIdentifier"],
        DATACITE["PersonalIdentifier"],
        DATACITE["OrganizationIdentifier"],
        FABIO["Preprint"],
    )
}
MOST = 40_000
"""Letters of a case that the reasoner, which takes seconds for a thousand statements, is asked of."""
SMALL = [case for case in cases() if len(case.expected()["resolved.nt"]) < MOST]


@cache
def ontology() -> str:
    text = Graph().parse(folder("ontology") / "kg.ttl").serialize(format="nt")
    # owlrl gives no plain literal a type (rule dt-type2), so that it knows none to be an rdfs:Literal
    return text.replace(f"<{OWL.someValuesFrom}> <{RDFS.Literal}>", f"<{OWL.someValuesFrom}> <{OWL.Thing}>")


def typed(graph: Graph) -> set[tuple[str, str]]:
    """Return which node is of which of the classes."""
    return {(str(node), str(kind)) for node, kind in graph.subject_objects(RDF.type) if kind in IMPLIED}


@pytest.mark.parametrize("case", SMALL, ids=lambda case: case.name)
def test_a_reasoner_gives_back_the_classes_that_the_view_says(case: Case) -> None:
    texts = case.expected()
    graph = Graph().parse(data=texts["resolved.nt"] + ontology(), format="nt")
    stated = typed(graph)
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    said = typed(Graph().parse(data=texts[LONG], format="nt"))
    assert typed(graph) == said
    assert said > stated


def test_each_class_is_in_some_case() -> None:
    found = {
        kind for case in SMALL for _, kind in typed(Graph().parse(data=case.expected()[LONG], format="nt"))
    }
    assert found == {str(iri) for iri in IMPLIED}
