"""How a work is identified, and where it appeared: identifiers, addresses, containers, pages."""

from __future__ import annotations

from typing import Final

from kg.readers.rdf.containers import contained, event
from kg.readers.rdf.identify import identified, of_term
from kg.readers.rdf.reading import RdfWork, Taker, keep
from kg.readers.rdf.syntax import BASE
from kg.readers.rdf.terms import Iri, Term, Text


def _identifier(work: RdfWork, value: Term, scheme: str) -> bool:
    found = of_term(value, scheme or None, work.things)
    if found is not None:
        return add_identifier(work, found.scheme, found.value)
    if isinstance(value, Iri) and value.value not in work.things:
        return read_url(work, value, "")
    return False


def add_identifier(work: RdfWork, scheme: str, value: str) -> bool:
    """Add an identifier of the work; a second one of its scheme stands beside the first."""
    if scheme in ("issn", "issnl", "eissn"):
        return _venue(work, Text(value), scheme)
    if scheme == "doi" and value.lower().startswith("10.48550/arxiv."):
        scheme, value = "arxiv", value[15:]
    field = {"doi": "doi", "arxiv": "arxiv_id"}.get(scheme)
    if field:
        held = work.fields.setdefault(field, value)
    else:
        held = work.fields.setdefault("identifiers", {}).setdefault(scheme, value)
    if held.lower() != value.lower():
        further = {"scheme": scheme, "value": value, "of": "work"}
        if further not in work.fields.setdefault("other_identifiers", []):
            work.fields["other_identifiers"].append(further)
    return True


def read_url(work: RdfWork, value: Term, _: str) -> bool:
    """Take an address as that of the work, or as the identifier that it is."""
    text = value.value.strip()
    if (found := identified(text)) is not None and found.scheme in ("doi", "arxiv", "pmid", "pmcid"):
        return add_identifier(work, found.scheme, found.value)
    if not text.startswith(("http://", "https://")) or text.startswith(BASE):
        return False
    return bool(work.fields.setdefault("url", text) == text)


def _isbn(work: RdfWork, value: Term, _: str) -> bool:
    """Read an ISBN: of a chapter or paper it is that of the book, and stands with the venue."""
    return add_identifier(work, "isbn", value.value.strip())


def _container(work: RdfWork, value: Term, _: str) -> bool:
    taken = contained(value, work.things, work.fields)
    work.container_editors += work.fields.pop("container-editors", [])
    return taken


def _source(work: RdfWork, value: Term, _: str) -> bool:
    if isinstance(value, Iri):
        return _container(work, value, "")
    return bool(work.fields.setdefault("journal_ref", value.value.strip()) == value.value.strip())


def _venue(work: RdfWork, value: Term, scheme: str) -> bool:
    held = work.fields.setdefault("venue_identifiers", {})
    if held.setdefault(scheme, value.value) != value.value:
        further = {"scheme": scheme, "value": value.value, "of": "venue"}
        work.fields.setdefault("other_identifiers", []).append(further)
    return True


def _event(work: RdfWork, value: Term, _: str) -> bool:
    made = event(value, work.things)
    work.fields.setdefault("event", made)
    return made is not None


def _number(work: RdfWork, value: Term, _: str) -> bool:
    """Read `bibo:number`, which is the number of an issue, report or standard."""
    kinds = set(work.classes)
    field = "report_no" if kinds & {"Report", "TechnicalReport", "Standard", "Patent"} else "issue"
    return keep(work, field, value)


def _first_page(work: RdfWork, value: Term, _: str) -> bool:
    return work.pages.setdefault("first", value.value.strip()) == value.value.strip()


def _last_page(work: RdfWork, value: Term, _: str) -> bool:
    return work.pages.setdefault("last", value.value.strip()) == value.value.strip()


TAKERS: Final[dict[str, Taker]] = {
    "identifier": _identifier,
    "url": read_url,
    "isbn": _isbn,
    "container": _container,
    "source": _source,
    "venue": _venue,
    "event": _event,
    "number": _number,
    "first-page": _first_page,
    "last-page": _last_page,
}
"""The functions of this module by the field of the queries that they read."""
