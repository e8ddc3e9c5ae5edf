"""Names that the mapping puts together at run time exist, and the shapes allow them."""

from __future__ import annotations

from rdflib import RDF, SH, Graph, URIRef
from rdflib.collection import Collection

from kg import resources
from kg.identity import kinds
from kg.kinds import VENUE_KINDS
from kg.mapping import curation, identifiers, observations
from kg.vocab import CODE, FABIO, SCHEMA, SHAPE
from tests.ontology.vocabularies import Vocabularies, own_triples

CODES = {str(triple.subject).strip("<>") for triple in own_triples("codes.ttl")}


def _allowed_types(shape: str) -> set[str]:
    graph = Graph().parse(resources.folder("ontology") / "shapes.ttl")
    for prop in graph.objects(URIRef(SHAPE[shape]), SH.property):
        items = graph.value(prop, SH["in"])
        if graph.value(prop, SH.path) == RDF.type and items is not None:
            return {str(item) for item in Collection(graph, items)}
    raise AssertionError(shape)


def test_types_of_the_table_exist_and_are_allowed(vocabularies: Vocabularies) -> None:
    works = {iri for schema, work, _ in kinds.WORKS.values() for iri in (SCHEMA[schema], FABIO[work])}
    works |= {SCHEMA["CreativeWork"], FABIO["Work"]}
    expressions = {FABIO[expression] for _, _, expression in kinds.WORKS.values()}
    expressions |= {FABIO[name] for kind in VENUE_KINDS if (name := kinds.in_venue(kind, ""))}
    assert not vocabularies.unknown(works | expressions)
    assert works <= _allowed_types("Paper")
    assert expressions <= _allowed_types("Publication")


def test_classes_of_venues_exist_and_are_allowed(vocabularies: Vocabularies) -> None:
    pairs = [kinds.venue_classes(kind) for kind in (*VENUE_KINDS, None)]
    venues = {iri for fabio, schema in pairs for iri in (FABIO[fabio], SCHEMA[schema])}
    assert not vocabularies.unknown(venues)
    assert venues <= _allowed_types("Venue")


def test_shapes_keep_works_and_expressions_apart(vocabularies: Vocabularies) -> None:
    works, expressions = _allowed_types("Paper"), _allowed_types("Publication")
    assert not vocabularies.unknown(works | expressions)
    for types, level, other in ((works, "Work", "Expression"), (expressions, "Expression", "Work")):
        for iri in types:
            if iri.startswith(FABIO):
                assert FABIO[level] in vocabularies.closure(iri), iri
                assert FABIO[other] not in vocabularies.closure(iri), iri


def test_codes_put_together_at_run_time_exist() -> None:
    kinds = {kind for _, kind in curation._REPAIR_KINDS} | {"other"}
    assert {CODE[f"repair-{kind}"] for kind in kinds} <= CODES
    assert {CODE[f"metric-{metric}"] for _, metric in observations._METRICS} <= CODES


def test_identifier_schemes_exist(vocabularies: Vocabularies) -> None:
    names = {*identifiers._SCHEMES, *identifiers._RENAMED, "a scheme that nobody knows"}
    terms = {identifiers.scheme_term(name, of).strip("<>") for name in names for of in identifiers._LOCAL}
    assert len(terms) > 30
    assert not vocabularies.unknown(terms)
