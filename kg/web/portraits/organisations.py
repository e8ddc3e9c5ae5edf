"""The page of an organisation: papers of its people, those it paid for, its people, where they write with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from starlette.requests import Request

from kg.engine import Engine
from kg.vocab import KGO, SCHEMA
from kg.web.answers import edition_of
from kg.web.asking import asked, count, node, rows
from kg.web.entity import Description
from kg.web.jsonld import agent as agent_document
from kg.web.listings import OF_ORGANISATION, described, newest_of
from kg.web.names import Link, grouped
from kg.web.tallies import tally
from kg.web.views import Context, Listed, pages

SHOWN: Final = 20
LISTED: Final = 50
MOST_COUNTED: Final = 100_000
_PAID_FOR: Final = (
    "SELECT DISTINCT ?paper { ?paper schema:funding/schema:funder|schema:funder %s ; a fabio:Work }"
)
_PAPERS: Final = (
    (
        "affiliated",
        "Papers with an author there",
        "organisation-papers",
        "SELECT DISTINCT ?paper { ?at pro:relatesToOrganization %s . ?paper pro:isDocumentContextFor ?at }",
    ),
    (
        "funded",
        "Papers it paid for",
        "funder-papers",
        _PAID_FOR,
    ),
    (
        "contributed",
        "Papers it contributed to otherwise",
        "",
        "SELECT DISTINCT ?paper { ?role pro:isHeldBy %s . ?paper kgo:contribution ?role }",
    ),
)


def organisation(request: Request, d: Description) -> Context:
    """Return what the page of an organisation shows that signs no papers itself."""
    edition = edition_of(request)
    engine = edition.engine
    counted = tally(engine, OF_ORGANISATION, d.iri, d.label())
    return {
        "other_names": sorted({getattr(v, "value", str(v)) for v in d.values(SCHEMA["alternateName"])}),
        "country": d.text(KGO["country"]),
        "pages": pages(d),
        "tally": replace(counted, people=[]),
        "listed": newest_of(edition, OF_ORGANISATION, d.iri, counted, LISTED),
        "people": _people(engine, d.iri),
        "printed": _printed(engine, d.iri),
        "countries": _countries(engine, d.iri),
        "sections": [one for one in sections(engine, d.iri) if one.anchor != "affiliated"],
        "document": agent_document(d),
    }


def _people(engine: Engine, iri: str) -> list[Link]:
    """Return those whose papers name the organisation beside them, and how many do."""
    found = asked(engine, "organisation-people", organisation=[iri])
    return [Link(row["who"], row.get("name", row["who"]), grouped(row["n"])) for row in found]


def _printed(engine: Engine, iri: str) -> list[tuple[str, str]]:
    """Return the affiliations that are printed most often beside its people, word for word."""
    found = asked(engine, "organisation-texts", organisation=[iri])
    return [(row["text"], grouped(row["n"])) for row in found]


def _countries(engine: Engine, iri: str) -> list[tuple[str, str]]:
    """Return the countries that its papers name beside other organisations, and how many papers do."""
    found = asked(engine, "organisation-partners", organisation=[iri])
    return [(row["code"], grouped(row["n"])) for row in found]


@dataclass(frozen=True, slots=True)
class Section:
    """A list of papers: its anchor and heading, how many there are, the newest, and the query of all."""

    anchor: str
    heading: str
    total: int
    papers: list[Listed]
    query: str


def sections(engine: Engine, iri: str) -> list[Section]:
    """Return the lists of papers of a person or organisation beside those that it signed."""
    found = []
    for anchor, heading, query, pattern in _PAPERS:
        chosen = pattern.replace("%s", node(iri))
        newest = rows(
            engine,
            f"SELECT ?paper ?date {{ {{ {chosen} }} OPTIONAL {{ ?paper schema:datePublished ?date }} }} "
            f"ORDER BY DESC(?date) ?paper LIMIT {SHOWN}",
        )
        if newest:
            total = len(newest) if len(newest) < SHOWN else count(engine, f"{{ {chosen} }}", MOST_COUNTED)
            papers = described(engine, [(row["paper"], row.get("date")) for row in newest])
            found.append(Section(anchor, heading, total, papers, query))
    return found
