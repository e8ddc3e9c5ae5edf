"""The values that a graph states of a work, and which of them were read, for the fates of values."""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal

from kg.readers.fates import FieldTable
from kg.readers.leaves import Leaf
from kg.readers.rdf import vocabulary
from kg.readers.rdf.graph import BLANK, Graph, Row
from kg.readers.rdf.syntax import BASE

_DEPTH: Final = 5
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LINKS: Final = frozenset([
    "pro:withRole", "pro:isHeldBy", "pro:isDocumentContextFor", "schema:position", "vivo:rank",
    "vivo:authorRank", "vivo:relates", "vivo:linkedAuthor", "vivo:dateTime", "vivo:dateTimePrecision",
    "rdf:type", "schema:author", "https://w3id.org/oc/ontology/hasNext",
])  # fmt: skip
"""What leads from a work to people and dates; its meaning is their order and role."""

DERIVED: Final = "kg makes it anew from the other statements"
_DERIVED: Final = frozenset(
    ["kgo:nameKey", "kgo:authorCount", "kgo:resolutionStatus", "kgo:mintKey", "prov:wasDerivedFrom"]
)
_INSIDE: Final = {
    "people": frozenset([
        "name", "label", "given", "family", "suffix", "middle", "printed", "other-name", "email",
        "identifier", "kind", "vcard", "affiliation", "affiliation-text", "scheme", "value", "title", "url",
    ]),
    "container": frozenset([
        "name", "label", "title", "kind", "issn", "eissn", "issnl", "isbn", "volume", "issue", "sequence",
        "identifier", "container", "publisher", "short-title", "place", "series", "edition", "editors",
        "scheme", "value", "family", "given",
    ]),
    "other": frozenset([
        "name", "label", "title", "kind", "scheme", "value", "code", "identifier", "number", "funder", "url",
        "start", "end", "location",
    ]),
}  # fmt: skip
"""What is read of the things to which a work points, by what they are to it."""


_INTO: Final = {
    "title": "title titles", "label": "title", "headline": "title titles", "other-title": "titles",
    "short-title": "titles", "translated-title": "titles", "other-name": "identifiers doi arxiv_id",
    "abstract": "abstract abstracts", "description": "abstract abstracts",
    "kind": "work_type work_type_as_stated", "genre": "work_type work_type_as_stated", "observed": "source",
    "identifier": "doi arxiv_id identifiers other_identifiers url venue_identifiers",
    "url": "url doi arxiv_id", "isbn": "identifiers venue_identifiers other_identifiers",
    "container": "venue venue_identifiers", "source": "journal_ref venue", "venue": "venue venue_identifiers",
    "first-page": "pages", "last-page": "pages", "keyword": "keywords",
    "subject": "keywords subjects categories", "reference": "references", "relation": "relations",
    "funder": "funding", "grant": "funding", "contact": "url", "code": "code_url",
    "list-status": "authors_complete authors", "version": "versions", "number": "issue report_no",
}  # fmt: skip
"""The fields of the record into which those of the queries go, where they have other names."""


_TERMS: Final = (_INTO["subject"], _INTO["list-status"])
"""Fields of terms of a scheme: what the graph says of a term is not said of the work."""


class Leaves:
    """The leaves of one work, with the table of those that were read.

    A thing with an IRI that is not read is one value; what the graph says of it is not the work's.
    """

    def __init__(self, graph: Graph, work: str, rows: list[Row], used: set[tuple[str, str]]) -> None:
        self.leaves: list[Leaf] = []
        self._graph, self._used = graph, used
        self._taken = {predicate for predicate, _ in used}
        self._read: dict[str, str] = {}
        self._dropped: dict[str, str] = {}
        self._fields: dict[str, dict[str, str]] = {}
        for row in rows:
            for subject in (work, row.slot):
                if subject is not None:
                    self._fields.setdefault(subject, {}).setdefault(row.predicate, row.field)
        self._walk(work, "", {work}, None, 0)
        self.leaves.sort()

    @property
    def table(self) -> FieldTable:
        """The paths that were read, and into which field."""
        return FieldTable(self._read, self._dropped)

    def _walk(self, subject: str, path: str, seen: set[str], field: str | None, depth: int) -> None:
        own = self._fields.get(subject, {})
        for predicate, value in sorted(
            self._graph.statements(subject), key=lambda one: (one[0], one[1].value)
        ):
            name = vocabulary.short(predicate)
            here = f"{path}/{name}" if path else name
            into = _field_of(own.get(predicate)) if predicate in own else field
            if name in _DERIVED:
                self._dropped[here], into = DERIVED, None
            elif predicate in own and (predicate, value.value) not in self._used:
                here, into = (f"{here} (further)" if predicate in self._taken else here), None
            elif into and (predicate in own or self._is_read(predicate, name, into)):
                self._read[here] = into
            elif not _slotted(value.value, self._fields):
                into = None
            if isinstance(value, Literal):
                self.leaves.append(Leaf(here, value.value))
                continue
            members = self._graph.members(value) if predicate != f"{_RDF}rest" else None
            for node in [value] if members is None else members:
                if isinstance(node, Literal):
                    self.leaves.append(Leaf(here, node.value))
                elif node.value not in seen:
                    self._thing(node.value, here, name, seen, into, depth)

    def _thing(self, node: str, here: str, name: str, seen: set[str], into: str | None, depth: int) -> None:
        blank = node.startswith(BLANK)
        if not blank:
            self.leaves.append(Leaf(here, node.removeprefix(BASE)))
        follow = blank or _slotted(node, self._fields) or (into and (depth == 0 or _role(into) != "other"))
        if depth < _DEPTH and follow and not _another(name) and (blank or into not in _TERMS):
            seen.add(node)
            self._walk(node, here, seen, into, depth + 1)

    def _is_read(self, predicate: str, name: str, field: str) -> bool:
        if name in _LINKS or predicate.startswith(f"{_RDF}_"):
            return True
        inside = _INSIDE[_role(field)]
        return any(one.split()[0] in inside for one in vocabulary.table("nodes").get(predicate, ()))


def _role(field: str) -> str:
    if field in ("authors", "editors", "contributors"):
        return "people"
    return "container" if field.startswith("venue") else "other"


def _slotted(node: str, fields: dict[str, dict[str, str]]) -> bool:
    """Tell whether values of the work stand on another node: an authorship, a realization."""
    return node in fields


def _another(name: str) -> bool:
    """Tell whether a predicate leads to another work, of which the values are its own."""
    return name.partition(":")[0] == "cito" or name in (
        "schema:citation", "bibo:cites", "bibo:citedBy", "dcterms:references", "dcterms:isReferencedBy",
        "dcterms:relation", "dcterms:isVersionOf", "dcterms:replaces", "schema:hasPart", "schema:isBasedOn",
        "rdf:type", "frbr:realizationOf",
    )  # fmt: skip


def _field_of(field: str | None) -> str | None:
    """Return the fields of the record into which a field of the queries goes."""
    if field is None:
        return None
    head, _, rest = field.partition(" ")
    if head == "date":
        return "published dates" if rest == "published" else "dates"
    return _INTO.get(head, head)
