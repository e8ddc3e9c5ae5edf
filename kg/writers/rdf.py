"""RDF formats, written by pyoxigraph: statements go in as a stream and come out as a stream.

The formats are those of W3C: RDF 1.1 Turtle, N-Triples, N-Quads, TriG, RDF/XML and JSON-LD 1.1
(expanded form). Turtle, N-Triples and RDF/XML hold one graph; N-Quads, TriG and JSON-LD hold many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Final

import pyoxigraph

from kg.formats import Write, register
from kg.vocab import PREFIXES


@dataclass(frozen=True, slots=True)
class Statements:
    """Triples or quads, and the prefixes that shorten their IRIs where the format has prefixes.

    Formats that hold one graph take triples, or quads of the default graph. Consecutive statements
    with one subject are grouped; so statements sorted by subject give the shortest text.
    """

    statements: Iterable[pyoxigraph.Triple] | Iterable[pyoxigraph.Quad]
    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES)


RDF_FORMATS: Final[dict[str, pyoxigraph.RdfFormat]] = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
}
"""pyoxigraph's name of each format; its `supports_datasets` tells which hold named graphs."""

_PREFIXED: Final = {"turtle", "trig", "rdfxml"}
# further media types and names by which clients ask for each
_ALSO: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "turtle": (("application/x-turtle", "application/turtle"), ("turtle", "n3")),
    "ntriples": (("text/plain",), ("ntriples", "n-triples", "text")),
    "nquads": (("text/x-nquads",), ("nquads", "n-quads")),
    "trig": (("application/x-trig",), ()),
    "jsonld": (("application/json",), ("json-ld", "json")),
    "rdfxml": (("application/xml", "text/xml"), ("rdfxml", "rdf+xml", "xml")),
}


def _writer(name: str, rdf_format: pyoxigraph.RdfFormat) -> Write[Statements]:
    def write(content: Statements, output: BinaryIO) -> None:
        prefixes = dict(content.prefixes) if name in _PREFIXED else None
        pyoxigraph.serialize(content.statements, output, rdf_format, prefixes=prefixes)

    return write


for _name, _format in RDF_FORMATS.items():
    register(
        _name,
        f"{_format.name}, {'all graphs' if _format.supports_datasets else 'one graph'}",
        label=_format.name,
        media_type=_format.media_type,
        suffix=_format.file_extension,
        content=Statements,
        aliases=_ALSO[_name][0],
        names=_ALSO[_name][1],
    )(_writer(_name, _format))
