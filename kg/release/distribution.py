"""What the description of a data set says of one release: its date, its dumps, their size and digest.

DCAT 3 and schema.org; it stands in the release's `description.ttl` and nowhere else, because it is
different in each release even where the graph is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

import pyoxigraph

from kg.iris import Iris
from kg.mapping.literals import verbatim
from kg.release.delta import ADDED, FOLDER, ORDER, REMOVED
from kg.release.dumps import NQUADS, turtle
from kg.release.manifest import FileEntry, Manifest
from kg.vocab import DCAT, DCTERMS, DQV, OWL, PROV, RDF, SCHEMA, VOID, XSD

_TYPE: Final = RDF.n("type")
NODES: Final = {"dumps": "dump-", FOLDER: "delta-"}
"""How the node of a file is called, by the folder that it is in; its own name follows."""
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_FILE_TYPE: Final = "http://publications.europa.eu/resource/authority/file-type/"
_FILE_TYPES: Final = {
    pyoxigraph.RdfFormat.TURTLE: "RDF_TURTLE",
    pyoxigraph.RdfFormat.N_QUADS: "RDF_N_QUADS",
}
_HOLDS: Final = {
    False: "The resolved graph: papers, publications, authorships, people, teams, venues and topics.",
    True: "All graphs: the resolved one, what each source states, repairs and decisions, the description.",
}
_ORDER: Final = "In each row before or added, the first line there, how many follow: all together, kg.nq."
_DELTAS: Final = {
    ADDED: (
        "Statements added since",
        "All graphs, sorted.",
        pyoxigraph.RdfFormat.N_QUADS.media_type,
        "RDF_N_QUADS",
    ),
    REMOVED: (
        "Statements removed since",
        "All graphs, sorted.",
        pyoxigraph.RdfFormat.N_QUADS.media_type,
        "RDF_N_QUADS",
    ),
    ORDER: (
        "Order of the statements since",
        _ORDER,
        pyoxigraph.QueryResultsFormat.TSV.media_type.partition(";")[0],
        "TSV",
    ),
}
"""What each file of a delta is called, what it holds, its media type and its file type."""

_METRICS: Final = {
    "b3-f1": "B³ F1 of the resolver on public gold",
    "share-undecided": "Share of things that may be one with another",
}


def complete_description(path: Path, manifest: Manifest) -> None:
    """Add to the description in `path`, or begin it, what is known once the dumps are written.

    Raises:
        OSError: the file cannot be written.
    """
    known: list[str] = []
    if path.exists():
        known = [str(quad.triple) for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE)]
    lines = sorted({*known, *release_triples(manifest), *_licences(manifest, known)}, key=str.encode)
    path.write_bytes(turtle("".join(f"{line} .\n" for line in lines).encode(), manifest.base))


def release_triples(manifest: Manifest) -> Iterator[str]:
    """Yield the triples about the release and its dumps, each without the full stop at its end."""
    iris, node = Iris(manifest.base), f"<{manifest.base}dataset>"
    activity = iris.build
    time = f'"{manifest.created:%Y-%m-%dT%H:%M:%SZ}"^^{XSD.n("dateTime")}'
    date = f'"{manifest.created:%Y-%m-%d}"^^{XSD.n("date")}'
    for predicate in (DCTERMS.n("issued"), DCTERMS.n("modified"), SCHEMA.n("datePublished")):
        yield f"{node} {predicate} {date}"
    for predicate in (DCAT.n("version"), SCHEMA.n("version"), OWL.n("versionInfo")):
        yield f"{node} {predicate} {verbatim(manifest.id)}"
    yield f"{node} {PROV.n('wasGeneratedBy')} {activity}"
    yield f"{activity} {_TYPE} {PROV.n('Activity')}"
    yield f"{activity} {PROV.n('startedAtTime')} {time}"
    yield f"{activity} {PROV.n('wasAssociatedWith')} {iris.pipeline}"
    yield f"{iris.pipeline} {SCHEMA.n('softwareVersion')} {verbatim(manifest.software.kg)}"
    for one in manifest.inputs:
        yield f"{activity} {PROV.n('used')} {iris.document_of(one.sha256)}"
    yield from _measurements(manifest)
    for name, entry in manifest.files.items():
        folder, file = str(PurePosixPath(name).parent), PurePosixPath(name).name
        if folder in _FOLDERS:
            yield from _FOLDERS[folder](manifest, file, entry)


def _measurements(manifest: Manifest) -> Iterator[str]:
    """Yield how far identities can be trusted, as measurements of the Data Quality Vocabulary (W3C, 2016)."""
    base = manifest.base
    measured = [(f"score-{one.corpus}", "b3-f1", one.f1, f"{one.words}.") for one in manifest.trust.scores]
    for kind, one in manifest.trust.undecided.items():
        words = f"Of {one.things:,} {kind}, {one.concerned:,} may be one with another"
        said = f"{words}; {one.decisions:,} such decisions are open."
        measured.append((f"undecided-{kind}", "share-undecided", one.share, said))
    for name, metric, value, told in measured:
        node, of = f"<{base}dataset/{name}>", f"<{base}dataset/metric-{metric}>"
        yield f"<{base}dataset> {DQV.n('hasQualityMeasurement')} {node}"
        yield f"{node} {_TYPE} {DQV.n('QualityMeasurement')}"
        yield f"{node} {DQV.n('isMeasurementOf')} {of}"
        yield f'{node} {DQV.n("value")} "{value:.4f}"^^{XSD.n("decimal")}'
        yield f"{node} {DCTERMS.n('description')} {verbatim(told)}@en"
        yield f"{of} {_TYPE} {DQV.n('Metric')}"
        yield f"{of} {DCTERMS.n('title')} {verbatim(_METRICS[metric])}@en"


def _licences(manifest: Manifest, known: Iterable[str]) -> Iterator[str]:
    """Yield the licence of the data set for each of its dumps."""
    stated = f"<{manifest.base}dataset> {DCTERMS.n('license')} "
    for line in known:
        if line.startswith(stated):
            for name in manifest.files:
                folder, file = str(PurePosixPath(name).parent), PurePosixPath(name).name
                if folder in _FOLDERS:
                    node = f"<{manifest.base}dataset/{NODES[folder]}{file}>"
                    yield f"{node} {line.removeprefix(stated.partition(' ')[0]).lstrip()}"


def _dump(manifest: Manifest, name: str, entry: FileEntry) -> Iterator[str]:
    """Yield what is said of a dump of the whole, or of the resolved graph."""
    rdf_format = pyoxigraph.RdfFormat.from_extension(name.removesuffix(".gz").rpartition(".")[2])
    yield f"<{manifest.base}dataset> {VOID.n('dataDump')} <{manifest.base}dumps/{manifest.id}/{name}>"
    if rdf_format is None:
        yield from _distribution(manifest, NODES["dumps"] + name, name, entry)
        return
    graphs = "All graphs" if rdf_format.supports_datasets else "Resolved graph"
    title, told = f"{graphs}, {rdf_format.name}", _HOLDS[rdf_format.supports_datasets]
    kind, code = rdf_format.media_type, _FILE_TYPES.get(rdf_format)
    yield from _distribution(manifest, NODES["dumps"] + name, name, entry, (title, told, kind, code))


def _delta(manifest: Manifest, name: str, entry: FileEntry) -> Iterator[str]:
    """Yield what is said of a file of the delta: no dump of the whole, it leads on from an earlier one."""
    assert manifest.delta is not None
    since = manifest.delta.since
    title, told, kind, code = _DELTAS[name]
    told = f"{told} It is no copy of the whole."
    yield from _distribution(
        manifest, NODES[FOLDER] + name, name, entry, (f"{title} {since}", told, kind, code)
    )
    before = f"<{manifest.base}dumps/{since}/{NQUADS}>"
    yield f"<{manifest.base}dataset/{NODES[FOLDER]}{name}> {PROV.n('wasDerivedFrom')} {before}"


def _distribution(
    manifest: Manifest,
    local: str,
    name: str,
    entry: FileEntry,
    held: tuple[str, str, str, str | None] | None = None,
) -> Iterator[str]:
    """Yield what is said of a file; `held` is its title, what it holds, its media type and file type."""
    dataset, node = f"<{manifest.base}dataset>", f"<{manifest.base}dataset/{local}>"
    address = f"<{manifest.base}dumps/{manifest.id}/{name}>"
    for predicate in (DCAT.n("distribution"), SCHEMA.n("distribution")):
        yield f"{dataset} {predicate} {node}"
    yield f"{node} {_TYPE} {DCAT.n('Distribution')}"
    yield f"{node} {_TYPE} {SCHEMA.n('DataDownload')}"
    for predicate in (DCAT.n("downloadURL"), SCHEMA.n("contentUrl")):
        yield f"{node} {predicate} {address}"
    yield f"{node} {DCAT.n('accessURL')} <{manifest.base}dumps/>"
    yield f'{node} {DCAT.n("byteSize")} "{entry.bytes}"^^{XSD.n("nonNegativeInteger")}'
    yield f"{node} {SCHEMA.n('sha256')} {verbatim(entry.sha256)}"
    if name.endswith(".gz"):
        yield f"{node} {DCAT.n('compressFormat')} <{_MEDIA_TYPES}application/gzip>"
        yield f"<{_MEDIA_TYPES}application/gzip> {_TYPE} {DCTERMS.n('MediaType')}"
    if held is not None:
        title, told, kind, code = held
        yield f"{node} {DCTERMS.n('title')} {verbatim(title)}@en"
        yield f"{node} {DCTERMS.n('description')} {verbatim(told)}@en"
        yield f"{node} {DCAT.n('mediaType')} <{_MEDIA_TYPES}{kind}>"
        yield f"<{_MEDIA_TYPES}{kind}> {_TYPE} {DCTERMS.n('MediaType')}"
        if code:
            yield f"{node} {DCTERMS.n('format')} <{_FILE_TYPE}{code}>"
            yield f"<{_FILE_TYPE}{code}> {_TYPE} {DCTERMS.n('MediaTypeOrExtent')}"
        yield f"{node} {SCHEMA.n('encodingFormat')} {verbatim(kind)}"


_FOLDERS: Final = {"dumps": _dump, FOLDER: _delta}
