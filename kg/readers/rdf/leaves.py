"""The values that a graph states of a work, and which of them were read, for the fates of values."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from kg.readers.fates import FieldTable
from kg.readers.leaves import Leaf
from kg.readers.rdf import vocabulary
from kg.readers.rdf.graph import FIRST, REST, DocumentGraph, Resource
from kg.readers.rdf.syntax import BASE
from kg.readers.rdf.terms import BLANK, FieldValue, Iri, Term, Text

_DEPTH: Final = 5
_TOLD: Final = 100  # statements of a thing that are told again
_LINKS: Final = frozenset([
    "pro:withRole", "pro:isHeldBy", "pro:holdsRoleInTime", "pro:isDocumentContextFor", "schema:position",
    "vivo:rank",
    "vivo:authorRank", "vivo:relates", "vivo:linkedAuthor", "vivo:dateTime", "vivo:dateTimePrecision",
    "rdf:type", "schema:author", "https://w3id.org/oc/ontology/hasNext",
])  # fmt: skip
"""What leads from a work to people and dates; its meaning is their order and role."""

ELSEWHERE: Final = "no record was made of the thing of which it is said"
BESIDE: Final = "it is said of another thing, to which the work points"
LIST: Final = "it says only that it is a list"
BACK: Final = "it leads back to the work"
DERIVED: Final = "kg makes it anew from the other statements"
_DERIVED: Final = frozenset(
    ["kgo:nameKey", "kgo:authorCount", "kgo:resolutionStatus", "kgo:mintKey", "prov:wasDerivedFrom"]
)
_INSIDE: Final = {
    "people": frozenset([
        "name", "label", "given", "family", "suffix", "middle", "printed", "other-name", "email",
        "identifier", "kind", "vcard", "affiliation", "affiliation-text", "scheme", "value", "title", "url",
        "corresponding", "equal",
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


def plain_leaves(said: list[tuple[str, Term]]) -> list[Leaf]:
    """Return the leaves of a thing by itself: no blank nodes, and not what leads on in a list."""
    return [
        Leaf(vocabulary.short(predicate), value.value)
        for predicate, value in said
        if predicate != REST and (isinstance(value, Text) or not value.value.startswith(BLANK))
    ]


class Leaves:
    """The leaves of one work, with the table of those that were read.

    Each statement is a leaf, and counted once in a document: `told` are those of things of which an earlier
    record had them, or that are works themselves. A thing with an IRI that is not read is one value.
    """

    def __init__(
        self, graph: DocumentGraph, work: Resource, rows: list[FieldValue], used: set[tuple[str, str]]
    ) -> None:
        self.leaves: list[Leaf] = []
        self.told: list[Leaf] = []
        self._graph, self._used = graph, used
        self._taken = {predicate for predicate, _ in used}
        self._read: dict[str, str] = {}
        self._dropped: dict[str, str] = {}
        self._fields: dict[str, dict[str, str]] = {}
        for row in rows:
            for subject in (work.iri, row.slot):
                if subject is not None:
                    self._fields.setdefault(subject, {}).setdefault(row.predicate, row.field)
        self._work, self._seen = work.iri, {work.iri}
        self._walk(work, "", None, 0)
        self.leaves.sort()
        self.told.sort()

    @property
    def table(self) -> FieldTable:
        """The paths that were read, and into which field."""
        return FieldTable(self._read, self._dropped)

    def _leaves_of(self, node: Resource, depth: int) -> list[Leaf] | None:
        """Return where the leaves of a node go; None where they were told and are too many to tell again."""
        if (depth == 0 or not self._graph.is_work(node)) and self._graph.count(node):
            return self.leaves
        return self.told if len(node.said) <= _TOLD or depth == 0 else None

    def _walk(self, node: Resource, path: str, field: str | None, depth: int) -> None:
        found = self._leaves_of(node, depth)
        if found is None:
            return
        own = self._fields.get(node.iri, {})
        for predicate, value in node.said:
            here, name, read = _step(path, predicate, field)
            if name in _DERIVED:
                self._dropped[here], into = DERIVED, None
            elif predicate in own:
                into = _field_of(own[predicate])
                if (predicate, value.value) not in self._used:
                    here, into = (f"{here} (further)" if predicate in self._taken else here), None
            else:
                into = field if read or value.value in self._fields else None
            if into and (read or predicate in own):
                self._read[here] = into
            if isinstance(value, Text):
                found.append(Leaf(here, value.value))
            elif predicate != REST:
                self._value(value, here, name, into, depth, found)
        for holder in node.holders:
            if holder not in self._seen and depth < _DEPTH:
                self._seen.add(holder)
                self._walk(self._graph.node(holder), f"{path}/^pro:holdsRoleInTime", field, depth + 1)

    def _value(
        self, value: Term, here: str, name: str, into: str | None, depth: int, found: list[Leaf]
    ) -> None:
        if isinstance(value, Text):
            found.append(Leaf(here, value.value))
            return
        if value.value == self._work:
            here = f"{here} (the work)"
            self._dropped[here] = BACK
        if not (blank := value.value.startswith(BLANK)):
            found.append(Leaf(here, value.value.removeprefix(BASE)))
        if value.value in self._seen:
            return
        node = self._graph.node(value.value)
        if node.listed:
            self._members(node, here, name, into, depth)
            return
        slotted = value.value in self._fields  # an authorship, a publication: values of the work stand on it
        follow = blank or slotted or (into and (depth == 0 or _role(into) != "other"))
        if depth >= _DEPTH:
            return
        self._seen.add(value.value)
        if follow and not _another(name) and (blank or into not in _TERMS):
            self._walk(node, here, into, depth + 1)
        else:
            self._beside(node, here, into, depth + 1)

    def _beside(self, node: Resource, path: str, into: str | None, depth: int) -> None:
        """Take the leaves of a thing that is not the work's; of them, what names it is read."""
        if self._graph.is_work(node) or not self._graph.count(node):
            return
        for predicate, value in node.said:
            here, _, read = _step(path, predicate, into)
            if read and into:
                self._read[here] = into
            else:
                self._dropped.setdefault(here, BESIDE)
            self.leaves += [Leaf(here, leaf.value) for leaf in plain_leaves([(predicate, value)])]
            if isinstance(value, Iri) and value.value not in self._seen and depth < _DEPTH:
                self._seen.add(value.value)
                self._beside(self._graph.node(value.value), here, into, depth + 1)

    def _members(self, head: Resource, here: str, name: str, into: str | None, depth: int) -> None:
        """Take the leaves of a list or sequence: its members, and what else is said of it."""
        for cell in self._graph.cells(head):
            self._seen.add(cell.iri)
            found = self._leaves_of(cell, depth + 1)
            for predicate, value in cell.said if found is not None else ():
                if predicate == FIRST or predicate.startswith(f"{vocabulary.RDF}_"):
                    self._value(value, here, name, into, depth, found or [])
                elif found is not None:
                    if predicate == f"{vocabulary.RDF}type":
                        self._dropped[f"{here}/rdf:type"] = LIST
                    found += [
                        Leaf(f"{here}/{leaf.path}", leaf.value) for leaf in plain_leaves([(predicate, value)])
                    ]


@lru_cache(maxsize=1 << 14)
def _step(path: str, predicate: str, field: str | None) -> tuple[str, str, bool]:
    """Return the path behind a predicate, its short name, and whether it is read of a thing in `field`."""
    name = vocabulary.short(predicate)
    here = f"{path}/{name}" if path else name
    if field is None:
        return here, name, False
    if name in _LINKS or predicate.startswith(f"{vocabulary.RDF}_"):
        return here, name, True
    inside = _INSIDE[_role(field)]
    fields = vocabulary.tables("nodes")[0].get(predicate, ())
    return here, name, any(one.split()[0] in inside for one in fields)


def _role(field: str) -> str:
    if field in ("authors", "editors", "contributors"):
        return "people"
    return "container" if field.startswith("venue") else "other"


@lru_cache(maxsize=1 << 12)
def _another(name: str) -> bool:
    """Tell whether a predicate leads to another work, of which the values are its own."""
    return name.partition(":")[0] == "cito" or name in (
        "schema:citation", "bibo:cites", "bibo:citedBy", "dcterms:references", "dcterms:isReferencedBy",
        "dcterms:relation", "dcterms:isVersionOf", "dcterms:replaces", "schema:hasPart", "schema:isBasedOn",
        "rdf:type", "frbr:realizationOf",
    )  # fmt: skip


@lru_cache(maxsize=1 << 12)
def _field_of(field: str) -> str:
    """Return the fields of the record into which a field of the queries goes."""
    head, _, rest = field.partition(" ")
    if head == "date":
        return "published dates" if rest == "published" else "dates"
    return _INTO.get(head, head)
