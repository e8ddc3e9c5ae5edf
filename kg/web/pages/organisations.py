"""The page of an organisation: papers of its people, those it paid for, its people, where they write with."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request

from kg.engine import Engine
from kg.queries.asking import asked
from kg.release.answering.pages import OF_ORGANISATION
from kg.vocab import KGO, SCHEMA
from kg.web.http.exchange import served_release
from kg.web.pages.description.entity import Description
from kg.web.pages.description.names import NamedLink, grouped
from kg.web.pages.description.properties import Context, pages
from kg.web.pages.lists.listings import newest_of
from kg.web.pages.lists.paper_counts import tally
from kg.web.pages.lists.sections import sections
from kg.web.pages.rendering.page_head import agent as agent_document

LISTED: Final = 50


def organisation(request: Request, d: Description) -> Context:
    """Return what the page of an organisation shows that signs no papers itself."""
    served = served_release(request)
    engine = served.engine
    counted = tally(served, OF_ORGANISATION, d.iri, d.label(), people=False)
    return {
        "other_names": sorted({getattr(v, "value", str(v)) for v in d.values(SCHEMA["alternateName"])}),
        "country": d.text(KGO["country"]),
        "pages": pages(d),
        "tally": counted,
        "listed": newest_of(served, OF_ORGANISATION, d.iri, counted, LISTED),
        "people": _people(engine, d.iri),
        "printed": _printed(engine, d.iri),
        "countries": _countries(engine, d.iri),
        "sections": sections(engine, d.iri, but="affiliated"),
        "document": agent_document(d),
    }


def _people(engine: Engine, iri: str) -> list[NamedLink]:
    """Return those whose papers name the organisation beside them, and how many do."""
    found = asked(engine, "organisation-people", organisation=[iri])
    return [NamedLink(row["who"], row.get("name", row["who"]), grouped(row["n"])) for row in found]


def _printed(engine: Engine, iri: str) -> list[tuple[str, str]]:
    """Return the affiliations that are printed most often beside its people, word for word."""
    found = asked(engine, "organisation-texts", organisation=[iri])
    return [(row["text"], grouped(row["n"])) for row in found]


def _countries(engine: Engine, iri: str) -> list[tuple[str, str]]:
    """Return the countries that its papers name beside other organisations, and how many papers do."""
    found = asked(engine, "organisation-partners", organisation=[iri])
    return [(row["code"], grouped(row["n"])) for row in found]
