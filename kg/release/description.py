"""The description of the data set in DCAT 3, VoID and schema.org, on one node `{base}dataset`.

Mapping specification, section 7. What follows from the graph alone is part of the graph, in the named
graph `{base}graph/meta`, so that the same sources give the same bytes; what names a date, a release or a
dump stands only in the release's `description.ttl` (`kg.release.distribution`): no dump can hold its own
checksum. There are no blank nodes; partitions have IRIs under `{base}dataset/`.

The resolved graph is the default graph of the store and has no name; its description is the node
`{base}dataset/resolved`. What the publisher states of the whole comes from `kg.release.stated_metadata`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

import pyoxigraph

from kg import resources
from kg.configuration import DataSet
from kg.iris import SOURCE_GRAPH, Iris, bare, name_in, path
from kg.mapping.literals import verbatim
from kg.release.counting import StatementCounts, counts, tally
from kg.release.draft import ReleaseDraft
from kg.release.dumps import turtle
from kg.release.manifest import Counts, InputFile
from kg.release.pipeline.publish import GraphFiles
from kg.release.stated_metadata import stated_triples
from kg.runners import ParallelMap
from kg.vocab import DCTERMS, PREFIXES, PROV, RDF, SCHEMA, SD, VOID, XSD

_TYPE: Final = RDF.n("type")
_EXAMPLE_CLASSES: Final = (SCHEMA["ScholarlyArticle"], SCHEMA["Person"])
_GRAPH_TITLES: Final = {
    "curation": "Repairs, decisions and retired IRIs",
    "meta": "Description of the data set",
}
NOTHING_STATED: Final = DataSet()
_LOCAL: Final = re.compile(r"[A-Za-z0-9_.-]+")


def describe(
    draft: ReleaseDraft,
    graph: GraphFiles,
    base: str,
    inputs: Sequence[InputFile],
    run: ParallelMap = map,
    dataset: DataSet = NOTHING_STATED,
    described: Sequence[str] = (),
) -> tuple[Counts, Path]:
    """Count the text of `graph` and describe it: in the graph `meta`, and in the draft's `description.ttl`.

    Returns:
        The counts of everything, the graph `meta` included, and the N-Quads file of that graph.

    Raises:
        OSError: a file cannot be read or written.
    """
    total = tally(graph.default, graph.named, run)
    lines = meta_triples(base, total, inputs, dataset, described)
    name, meta = bare(Iris(base).meta), draft.work_path / "meta.nq"
    meta.write_bytes("".join(f"{line} <{name}> .\n" for line in lines).encode())
    draft.description_path.write_bytes(turtle("".join(f"{line} .\n" for line in lines).encode(), base))
    total.graphs[name] += len(lines)
    return counts(total), meta


def meta_triples(
    base: str,
    total: StatementCounts,
    inputs: Sequence[InputFile],
    dataset: DataSet = NOTHING_STATED,
    described: Sequence[str] = (),
) -> list[str]:
    """Return the sorted triples of the graph `meta`, each without the full stop at its end.

    `total` are the counts of the graph without its description; `described` are further triples that are part
    of it. Same arguments, same triples.
    """
    iris = Iris(base)
    sources = sorted({bare(iris.document_of(one.sha256)) for one in inputs})
    meta = bare(iris.meta)
    graphs = {graph: count for graph, count in total.graphs.items() if graph != meta}

    def every(own: int) -> set[str]:
        statements = {**graphs, meta: own}
        parts = (
            _static(base),
            described,
            stated_triples(dataset, base, inputs),
            _data_set(base, total, statements, sources),
            _resolved(base, total),
            _graphs(base, statements, sources),
            _links(base, total),
            _service(base, statements),
        )
        return {line for part in parts for line in part}

    # How many triples there are does not depend on what they count.
    return sorted(every(len(every(0))), key=str.encode)


def _static(base: str) -> Iterator[str]:
    """Yield the texts that are the same for every data set: `ontology/dataset.ttl`, relative to the base."""
    source = resources.folder("ontology") / "dataset.ttl"
    for quad in pyoxigraph.parse(path=source, format=pyoxigraph.RdfFormat.TURTLE, base_iri=base):
        yield str(quad.triple)


def _data_set(
    base: str, total: StatementCounts, graphs: dict[str, int], sources: Iterable[str]
) -> Iterator[str]:
    node = f"<{base}dataset>"
    yield f"{node} {DCTERMS.n('identifier')} {verbatim(base + 'dataset')}"
    yield f"{node} {VOID.n('uriSpace')} {verbatim(base)}"
    yield f"{node} {_number(VOID.n('triples'), total.statements + sum(graphs.values()))}"
    for kind in _EXAMPLE_CLASSES:
        if kind in total.examples:
            yield f"{node} {VOID.n('exampleResource')} <{total.examples[kind]}>"
    for term in total.properties.keys() | total.classes.keys():
        known = [space for space in PREFIXES.values() if term.startswith(space)]
        if known:
            yield f"{node} {VOID.n('vocabulary')} <{max(known, key=len)}>"
    for source in sources:
        yield f"{node} {PROV.n('wasDerivedFrom')} <{source}>"
    for part in (f"{base}dataset/resolved", *graphs, *(_linkset(base, host) for host in total.links)):
        yield f"{node} {VOID.n('subset')} <{part}>"


def _resolved(base: str, total: StatementCounts) -> Iterator[str]:
    node = f"<{base}dataset/resolved>"
    yield f"{node} {_TYPE} {VOID.n('Dataset')}"
    yield f'{node} {DCTERMS.n("title")} "Resolved graph"@en'
    yield f"{node} {_number(VOID.n('triples'), total.statements)}"
    yield f"{node} {_number(VOID.n('entities'), total.entities)}"
    yield f"{node} {_number(VOID.n('classes'), len(total.classes))}"
    yield f"{node} {_number(VOID.n('properties'), len(total.properties))}"
    for term, counted, found in (
        ("class", "entities", total.classes),
        ("property", "triples", total.properties),
    ):
        for iri, count in found.items():
            part = f"<{base}dataset/{term}/{_slug(iri)}>"
            yield f"{node} {VOID.n(term + 'Partition')} {part}"
            yield f"{part} {_TYPE} {VOID.n('Dataset')}"
            yield f"{part} {VOID.n(term)} <{iri}>"
            yield f"{part} {_number(VOID.n(counted), count)}"


def _graphs(base: str, graphs: dict[str, int], sources: Iterable[str]) -> Iterator[str]:
    iris = Iris(base)
    documents = {bare(iris.document_graph(name_in("source", source))): source for source in sources}
    for graph, count in graphs.items():
        title = _GRAPH_TITLES.get(name_in("graph", graph)) or (
            f"As stated by source {name_in(SOURCE_GRAPH, graph)}"
        )
        for kind in (VOID.n("Dataset"), PROV.n("Entity"), SD.n("NamedGraph")):
            yield f"<{graph}> {_TYPE} {kind}"
        yield f"<{graph}> {SD.n('name')} <{graph}>"
        yield f"<{graph}> {DCTERMS.n('title')} {verbatim(title)}@en"
        yield f"<{graph}> {_number(VOID.n('triples'), count)}"
        if graph in documents:
            yield f"<{graph}> {PROV.n('hadPrimarySource')} <{documents[graph]}>"


def _links(base: str, total: StatementCounts) -> Iterator[str]:
    for host, count in total.links.items():
        node = f"<{_linkset(base, host)}>"
        yield f"{node} {_TYPE} {VOID.n('Linkset')}"
        yield f"{node} {DCTERMS.n('title')} {verbatim(f'Links to {host}')}@en"
        yield f"{node} {VOID.n('linkPredicate')} {SCHEMA.n('sameAs')}"
        yield f"{node} {VOID.n('subjectsTarget')} <{base}dataset/resolved>"
        yield f"{node} {_number(VOID.n('triples'), count)}"


def _service(base: str, graphs: Iterable[str]) -> Iterator[str]:
    for graph in graphs:
        if graph != bare(Iris(base).curation):  # `dataset.ttl` has it
            yield f"<{base}service/dataset> {SD.n('namedGraph')} <{graph}>"


def _linkset(base: str, host: str) -> str:
    return f"{base}linkset/{path(host)}"


def _number(predicate: str, value: int) -> str:
    return f'{predicate} "{value}"^^{XSD.n("integer")}'


def _slug(iri: str) -> str:
    """Return a name for a term that fits into a path: `schema-author`, else a digest."""
    for prefix, space in PREFIXES.items():
        if iri.startswith(space) and _LOCAL.fullmatch(iri[len(space) :]):
            return f"{prefix}-{iri[len(space) :]}"
    return sha256(iri.encode()).hexdigest()[:16]
