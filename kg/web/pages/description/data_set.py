"""The description of the data set that a release carries: as it is, and for search engines."""

from __future__ import annotations

from typing import Any, Final

from kg.errors import ReleaseDamaged
from kg.vocab import DCAT, DCTERMS, RDF, SCHEMA
from kg.web.http.current import ServedRelease
from kg.web.http.links import Host
from kg.web.pages.description.classes import KindOfThing
from kg.web.pages.description.entity import Description, of_file, whole_graph

KIND: Final = KindOfThing("dataset", ())
_CONTEXT: Final = {"@vocab": str(SCHEMA)}


def description(served: ServedRelease) -> Description:
    """Return the description of the data set: the release's file, which also names its dumps.

    Raises:
        ReleaseDamaged: the file cannot be read.
    """
    return served.once("description", lambda: _read(served))


def _read(served: ServedRelease) -> Description:
    iri = f"{served.base}dataset"
    if served.release is None:
        return Description(iri, KIND, whole_graph(served.engine, iri, served.graph("meta")).triples)
    try:
        return Description(iri, KIND, of_file(iri, served.release.description_path).triples)
    except (OSError, SyntaxError) as error:
        raise ReleaseDamaged(f"{served.release.description_path}: cannot be read: {error}") from error


def schema_org(d: Description, host: Host) -> dict[str, Any]:
    """Return the data set `d` in schema.org's terms, for the head of a page.

    Search engines for data read this (Google Dataset Search, F-UJI); all of it is in the description.
    """
    document: dict[str, Any] = {
        "@context": _CONTEXT,
        "@id": d.iri,
        "@type": "Dataset",
        "identifier": d.text(DCTERMS["identifier"]) or d.iri,
        "url": host.address(d.iri),
        "isAccessibleForFree": d.text(SCHEMA["isAccessibleForFree"]) == "true" or None,
        "creator": [_agent(d, iri) for iri in d.iris(SCHEMA["creator"])],
        "publisher": [_agent(d, iri) for iri in d.iris(SCHEMA["publisher"])],
        "license": d.iris(SCHEMA["license"]),
        "distribution": [_download(d, host, node) for node in sorted(d.iris(SCHEMA["distribution"]))],
    }
    for name in ("name", "description", "datePublished", "version"):
        document[name] = d.text(SCHEMA[name])
    for name in ("keywords", "variableMeasured"):
        document[name] = sorted(str(getattr(value, "value", value)) for value in d.values(SCHEMA[name]))
    return {key: value for key, value in document.items() if value not in (None, [])}


def _agent(d: Description, iri: str) -> dict[str, Any]:
    kind = "Person" if SCHEMA["Person"] in d.iris(RDF["type"], iri) else "Organization"
    return {"@id": iri, "@type": kind, "name": d.text(SCHEMA["name"], iri) or iri}


def _download(d: Description, host: Host, node: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@id": node,
        "@type": "DataDownload",
        "name": d.text(DCTERMS["title"], node),
        "contentUrl": [host.address(iri) for iri in d.iris(SCHEMA["contentUrl"], node)],
        "encodingFormat": d.text(SCHEMA["encodingFormat"], node),
        "contentSize": d.text(DCAT["byteSize"], node),
        "sha256": d.text(SCHEMA["sha256"], node),
    }
    return {key: value for key, value in found.items() if value}
