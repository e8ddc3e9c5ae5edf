"""The pages of what was received: a source document, and one record of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from starlette.requests import Request

from kg.queries.asking import Row, asked, counted, listed
from kg.queries.bibliography.citing import untitled
from kg.vocab import DCTERMS, KGO, PROV, SCHEMA
from kg.web.http.exchange import served_release
from kg.web.pages.description import properties, reasons
from kg.web.pages.description.entity import TYPE, Description, short
from kg.web.pages.description.names import NamedLink, number
from kg.web.pages.description.properties import Context
from kg.web.pages.lists.paging import Paging, page_number
from kg.web.pages.lists.recordlists import records_of

PAGE_RECORDS: Final = 100
PAGE_MENTIONS: Final = 200


def document(request: Request, d: Description) -> Context:
    """Return what the page of a source document shows: its records, in the order of their lines."""
    wanted = page_number(request)
    total, records = records_of(served_release(request).engine, d.iri, wanted, PAGE_RECORDS)
    file, heading = d.text(DCTERMS["title"]), d.text(SCHEMA["name"])
    return {
        "title": file or heading or d.label(),
        "heading": heading if file else None,
        "format": d.text(DCTERMS["format"]),
        "sha256": d.text(SCHEMA["sha256"]),
        "records": records,
        "paging": Paging(wanted, PAGE_RECORDS, total),
    }


def record(request: Request, d: Description) -> Context:
    """Return what the page of a record shows: what it states, verbatim, and what was made of it."""
    engine = served_release(request).engine
    wanted = page_number(request)
    source = next(iter(d.iris(PROV["hadPrimarySource"])), None)
    place = reasons.origins(engine, [d.iri]).get(d.iri)
    shown = {PROV["hadPrimarySource"], PROV["specializationOf"], KGO["firstLine"], KGO["lastLine"], TYPE}
    shown.add(KGO["restatedBy"])
    whole = next(iter(d.iris(KGO["restatedBy"])), None)
    total = counted(engine, "mentions-counted", {"record": d.iri})
    skipped = (wanted - 1) * PAGE_MENTIONS
    mentions = listed(engine, "record-mentions", {"record": d.iri}, most=PAGE_MENTIONS, skip=skipped)
    papers = asked(engine, "record-papers", record=[d.iri])
    return {
        "title": d.text(SCHEMA["name"]) or (whole and _title(papers, whole)) or "Record without a title",
        "restated": whole is not None,
        "document": NamedLink(source, place.label if place else d.label(source)) if source else None,
        "lines": properties.lines(d),
        "papers": [
            NamedLink(row["paper"], row.get("title") or untitled(row.get("pub")))
            for row in papers
            if "paper" in row
        ],
        "mentions": [
            NamedLink(row["mention"], row.get("name", short(row["mention"])), str(number(row["n"]) or 0))
            for row in mentions
        ],
        "paging": Paging(wanted, PAGE_MENTIONS, total),
        "facts": properties.facts(d, shown),
    }


def _title(papers: Sequence[Row], whole: str) -> str | None:
    """Return the title of the paper that says the same as a record."""
    return next((row.get("title") for row in papers if row.get("paper") == whole), None)
