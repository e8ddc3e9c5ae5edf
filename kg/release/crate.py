"""The RO-Crate of a release: `ro-crate-metadata.json`, which says what its files are.

Source: RO-Crate 1.2 (https://w3id.org/ro/crate/1.2), an attached crate: its root is the release's folder.
Everything comes from the manifest and from the description of the data set, so it cannot go stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final

import orjson
import pyoxigraph
from pyoxigraph import Literal, NamedNode

from kg.configuration import licence_name
from kg.iris import Iris, bare
from kg.release.changes import NAME as CHANGES
from kg.release.distribution import NODES
from kg.release.layout import MANIFEST
from kg.release.manifest import FileEntry, Manifest
from kg.release.parts import NAME as PARTS
from kg.vocab import DCAT, DCTERMS, RDF, SCHEMA

NAME: Final = "ro-crate-metadata.json"
PROFILE: Final = "https://w3id.org/ro/crate/1.2"
MEDIA_TYPE: Final = "application/ld+json"
DESCRIPTION: Final = "description.ttl"
_FILES: Final = {
    DESCRIPTION: ("Description of the data set (DCAT 3, VoID, schema.org)", "text/turtle"),
    CHANGES: ("What changed since the release before", "application/json"),
    PARTS: ("The parts of the text, each a gzip member of the dumps", "application/json"),
    MANIFEST: ("What the release was made of and holds, with the checksum of each file", "application/json"),
}
PUBLISHED: Final = (*_FILES, NAME)
"""The files of a release, beside its dumps, that its crate describes and a server hands out."""

Entity = dict[str, Any]


def write_crate(folder: Path, manifest: Manifest) -> Path:
    """Write the crate of the release in `folder`, whose manifest and description are complete.

    Raises:
        OSError: the description cannot be read, or the crate not be written.
    """
    about = _Description(folder / DESCRIPTION, f"{manifest.base}dataset")
    path = folder / NAME
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    document = {"@context": f"{PROFILE}/context", "@graph": list(_graph(manifest, about))}
    path.write_bytes(orjson.dumps(document, option=options))
    return path


class _Description:
    """What the description says of the data set and its dumps."""

    def __init__(self, path: Path, iri: str) -> None:
        self._values: dict[tuple[str, str], list[str]] = {}
        self.iri = iri
        if path.exists():
            for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                    key = quad.subject.value, quad.predicate.value
                    self._values.setdefault(key, []).append(quad.object.value)

    def values(self, predicate: str, subject: str | None = None) -> list[str]:
        return sorted(self._values.get((subject or self.iri, predicate), ()))

    def first(self, predicate: str, subject: str | None = None) -> str | None:
        return next(iter(self.values(predicate, subject)), None)


def _graph(manifest: Manifest, about: _Description) -> Iterator[Entity]:
    files = list(_files(manifest, about))
    licences, creators = about.values(DCTERMS["license"]), about.values(SCHEMA["creator"])
    iris = Iris(manifest.base)
    sources = [bare(iris.document_of(one.sha256)) for one in manifest.inputs]
    yield {
        "@id": NAME,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": PROFILE},
    }
    yield _filled(
        {
            "@id": "./",
            "@type": "Dataset",
            "identifier": about.iri,
            "name": about.first(DCTERMS["title"]) or about.iri,
            "description": about.first(DCTERMS["description"]) or "A knowledge graph of scholarly work.",
            "datePublished": manifest.created.date().isoformat(),
            "version": manifest.id,
            "license": _ids(licences),
            "creator": _ids(creators),
            "publisher": _ids(about.values(SCHEMA["publisher"])),
            "keywords": about.values(SCHEMA["keywords"]),
            "url": about.values(DCAT["landingPage"]),
            "hasPart": _ids(str(one["@id"]) for one in files),
            "isBasedOn": _ids(dict.fromkeys(sources)),
            "mentions": {"@id": bare(iris.build)},
        }
    )
    yield from files
    for licence in dict.fromkeys((*licences, *(one.licence for one in manifest.inputs if one.licence))):
        yield {"@id": licence, "@type": "CreativeWork", "name": licence_name(licence)}
    for agent in dict.fromkeys((*creators, *about.values(SCHEMA["publisher"]))):
        kinds = about.values(RDF["type"], agent)
        kind = "Person" if SCHEMA["Person"] in kinds else "Organization"
        yield {"@id": agent, "@type": kind, "name": about.first(SCHEMA["name"], agent) or agent}
    yield from _provenance(manifest, files)


def _provenance(manifest: Manifest, files: Iterable[Entity]) -> Iterator[Entity]:
    iris = Iris(manifest.base)
    software = bare(iris.pipeline)
    yield {
        "@id": software,
        "@type": "SoftwareApplication",
        "name": "kg",
        "version": manifest.software.kg,
        "softwareRequirements": [
            f"Python {manifest.software.python}",
            f"pyoxigraph {manifest.software.pyoxigraph}",
        ],
    }
    yield {
        "@id": bare(iris.build),
        "@type": "CreateAction",
        "name": f"Build of release {manifest.id}",
        "endTime": f"{manifest.created:%Y-%m-%dT%H:%M:%SZ}",
        "instrument": {"@id": software},
        "object": _ids({bare(iris.document_of(one.sha256)): None for one in manifest.inputs}),
        "result": _ids(str(one["@id"]) for one in files),
    }
    seen = set()
    for one in manifest.inputs:
        if one.sha256 not in seen:
            seen.add(one.sha256)
            yield _filled(
                {
                    "@id": bare(iris.document_of(one.sha256)),
                    "@type": "CreativeWork",
                    "name": one.name,
                    "sha256": one.sha256,
                    "size": str(one.bytes),
                    "license": _ids([one.licence] if one.licence else []),
                    "creditText": one.credit,
                }
            )


def _files(manifest: Manifest, about: _Description) -> Iterator[Entity]:
    for name, entry in sorted(manifest.files.items()):
        folder, file = str(PurePosixPath(name).parent), PurePosixPath(name).name
        if folder in NODES:
            node = f"{about.iri}/{NODES[folder]}{file}"
            title = about.first(DCTERMS["title"], node) or file
            kinds = about.values(SCHEMA["encodingFormat"], node)
            packed = ["application/gzip"] if name.endswith(".gz") else []
            licences = _ids(about.values(DCTERMS["license"]))
            yield _file(name, entry, title, [*kinds, *packed]) | _filled({"license": licences})
    for name, (title, kind) in _FILES.items():
        if name in manifest.files or name == MANIFEST:
            yield _file(name, manifest.files.get(name), title, [kind])


def _file(name: str, entry: FileEntry | None, title: str, kinds: list[str]) -> Entity:
    """Return a file; the manifest's own size and checksum cannot be known, as it has those of the crate."""
    measured = {"contentSize": str(entry.bytes), "sha256": entry.sha256} if entry is not None else {}
    return _filled({"@id": name, "@type": "File", "name": title, "encodingFormat": kinds, **measured})


def _ids(iris: Iterable[str]) -> list[Mapping[str, str]]:
    return [{"@id": iri} for iri in iris]


def _filled(entity: Entity) -> Entity:
    """Return an entity without what is empty, and single values without a list around them."""
    found = {}
    for key, value in entity.items():
        if isinstance(value, list):
            if value:
                found[key] = value[0] if len(value) == 1 else value
        elif value is not None:
            found[key] = value
    return found
