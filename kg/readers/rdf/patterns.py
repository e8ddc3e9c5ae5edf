"""What the queries of this package say of a work and of other things, without an engine that runs them.

The tables of a query say which predicate goes into which field; the few patterns that lead over a node
between (a role, an authorship, a publication, a date) have a function each. A test holds the rows of this
module against the answers of the queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kg.readers.rdf import vocabulary
from kg.readers.rdf.graph import DocumentGraph, Resource
from kg.readers.rdf.terms import FieldValue, Iri, Term, Text

_FRBR: Final = "http://purl.org/vocab/frbr/core#"
_PRO: Final = "http://purl.org/spar/pro/"
_VIVO: Final = "http://vivoweb.org/ontology/core#"
_TYPE: Final = f"{vocabulary.RDF}type"
_REALIZATION, _EMBODIMENT = f"{_FRBR}realization", f"{_FRBR}embodiment"
_CONTEXT: Final = f"{_PRO}isDocumentContextFor"
_ROLE, _HELD_BY = f"{_PRO}withRole", f"{_PRO}isHeldBy"
_POSITION: Final = "https://schema.org/position"
_AUTHORSHIPS: Final = (f"{_VIVO}relatedBy", f"{_VIVO}informationResourceInAuthorship")
_RANKS: Final = (f"{_VIVO}rank", f"{_VIVO}authorRank")
_DOCUMENT: Final = Iri("http://purl.org/ontology/bibo/Document")
_PRECISIONS: Final = {"yearPrecision": 4, "yearMonthPrecision": 7}


class Things:
    """What is said of the things to which works point, by their IRIs; without a graph, nothing."""

    def __init__(self, graph: DocumentGraph | None = None) -> None:
        self._graph = graph

    def get(self, iri: str) -> list[FieldValue]:
        """Return the rows of a thing, in the fields of `nodes.rq`; none where nothing is said of it."""
        if self._graph is None:
            return []
        node = self._graph.node(iri)
        if node.rows is None:
            (table,) = vocabulary.tables("nodes")
            node.rows = list(_of_table(table, node.said))
        return node.rows

    def __contains__(self, iri: str) -> bool:
        return bool(self.get(iri))


NOTHING: Final = Things()


def rows_of(graph: DocumentGraph, node: Resource, names: list[str]) -> list[FieldValue]:
    """Return what the vocabularies `names` say of a work: what it states itself, then what others state.

    Both are in the order of the document, and where a statement has several rows, of the vocabularies.
    """
    found = [row for name in names for row in _ROWS[name](graph, node)]
    own = sorted((row for row in found if row.direct), key=_place)
    return own + sorted(dict.fromkeys(row for row in found if not row.direct), key=_place)


def _place(row: FieldValue) -> int:
    return row.place


Table = dict[str, tuple[str, ...]]


def _of_table(table: Table, said: list[tuple[str, Term]]) -> Iterator[FieldValue]:
    """Yield the rows of what stands on the node itself."""
    for place, (predicate, value) in enumerate(said):
        for field in table.get(predicate, ()):
            yield FieldValue(field, predicate, value, place=place, direct=True)


def _through(graph: DocumentGraph, node: Resource, table: Table, *links: str) -> Iterator[FieldValue]:
    """Yield the rows of what stands on the nodes to which `links` lead."""
    for place, (predicate, between) in enumerate(node.said):
        if predicate in links and isinstance(between, Iri):
            for row in _of_table(table, graph.node(between.value).said):
                yield row._replace(slot=between.value, place=place, direct=False)


def _plain(name: str, node: Resource) -> Iterator[FieldValue]:
    (table,) = vocabulary.tables(name)
    return _of_table(table, node.said)


def _kg(graph: DocumentGraph, node: Resource) -> Iterator[FieldValue]:
    published, own, versions, roles, names = vocabulary.tables("kg")
    yield from _of_table(own, node.said)
    yield from _through(graph, node, published, _REALIZATION)
    yield from _through(graph, node, versions, _REALIZATION)
    for place, (predicate, slot) in enumerate(node.said):
        if predicate != _CONTEXT or isinstance(slot, Text):
            continue
        between = graph.node(slot.value)
        if between.values(_ROLE):  # the row is that of SPAR
            continue
        fields = [field for kind in between.values(_TYPE) for field in roles.get(kind.value, ())]
        if not between.values(_TYPE):  # a printed name is that of an author, where no class says otherwise
            fields += [field for one, _ in between.said for field in names.get(one, ())]
        for field in fields:
            for rank in _ranks(between, _POSITION):
                for holder in between.values(_HELD_BY):
                    yield FieldValue(field, predicate, holder, slot.value, rank, place)


def _schema(graph: DocumentGraph, node: Resource) -> Iterator[FieldValue]:
    table, people = vocabulary.tables("schema")
    yield from _of_table(table, node.said)
    for row in _of_table(people, node.said):
        held = graph.node(row.value.value) if isinstance(row.value, Iri) else Resource("")
        ranks = _ranks(held, _POSITION)
        for value in held.values(row.predicate):  # a role between the work and its author
            for rank in ranks:
                yield row._replace(value=value, slot=held.iri, order=rank, direct=False)
        if not held.values(row.predicate):
            yield from (row._replace(order=rank) for rank in ranks)


def _spar(graph: DocumentGraph, node: Resource) -> Iterator[FieldValue]:
    roles, table = vocabulary.tables("spar")
    yield from _of_table(table, node.said)
    yield from _through(graph, node, table, _EMBODIMENT, _REALIZATION)
    for place, (predicate, slot) in enumerate(node.said):
        if predicate != _CONTEXT or isinstance(slot, Text):
            continue
        between = graph.node(slot.value)
        holders = between.values(_HELD_BY) + [Iri(holder) for holder in between.holders]
        for role in between.values(_ROLE):
            for field in roles.get(role.value, ()):
                for rank in _ranks(between, _POSITION):
                    for holder in holders:
                        yield FieldValue(field, predicate, holder, slot.value, rank, place)


def _vivo(graph: DocumentGraph, node: Resource) -> Iterator[FieldValue]:
    classes, table = vocabulary.tables("vivo")
    yield from _of_table(table, node.said)
    for place, (predicate, slot) in enumerate(node.said):
        if isinstance(slot, Text):
            continue
        if predicate in _AUTHORSHIPS:
            between = graph.node(slot.value)
            fields = [field for kind in between.values(_TYPE) for field in classes.get(kind.value, ())]
            ranks = _ranks(between, *_RANKS)
            for value in between.values(f"{_VIVO}relates", f"{_VIVO}linkedAuthor") if fields else ():
                if value.value == node.iri or _is_document(graph, value):
                    continue
                for field in fields:
                    for rank in ranks:
                        yield FieldValue(field, predicate, value, slot.value, rank, place)
        elif predicate == f"{_VIVO}dateTimeValue":
            between = graph.node(slot.value)
            precisions = between.values(f"{_VIVO}dateTimePrecision")
            stated = vocabulary.local(precisions[0].value) if precisions else ""
            for moment in between.values(f"{_VIVO}dateTime"):
                value = Text(moment.value[: _PRECISIONS.get(stated)])
                yield FieldValue("date published", predicate, value, slot.value, None, place)


def _ranks(node: Resource, *predicates: str) -> list[str | None]:
    """Return what is stated of the place of a node; None where nothing is."""
    return [one.value if isinstance(one, Text) else None for one in node.values(*predicates)] or [None]


def _is_document(graph: DocumentGraph, value: Term) -> bool:
    return isinstance(value, Iri) and _DOCUMENT in graph.node(value.value).values(_TYPE)


_ROWS: Final[dict[str, Callable[[DocumentGraph, Resource], Iterator[FieldValue]]]] = {
    "kg": _kg,
    "bibo": lambda _, node: _plain("bibo", node),
    "vivo": _vivo,
    "spar": _spar,
    "schema": _schema,
    "dublin-core": lambda _, node: _plain("dublin-core", node),
}
