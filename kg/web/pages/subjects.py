"""The pages of what papers are about and where they appear: a topic, a venue."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request

from kg.engine import Engine
from kg.queries.asking import asked
from kg.release.answering.pages import OF_SERIES, OF_TOPIC, OF_VENUE, UNDER_TOPIC
from kg.vocab import DCTERMS, FABIO, FRBR, OWL, SCHEMA, SKOS
from kg.web.http.exchange import served_release
from kg.web.pages.description import properties, publications
from kg.web.pages.description.entity import TYPE, Description
from kg.web.pages.description.names import NamedLink, grouped
from kg.web.pages.description.properties import Context
from kg.web.pages.description.volumes import volume
from kg.web.pages.lists import listings
from kg.web.pages.lists.paper_counts import tally

LISTED: Final = 50
_SERIES: Final = frozenset({FABIO["Series"], FABIO["BookSeries"]})


def venue(request: Request, d: Description) -> Context:
    """Return what the page of a venue shows."""
    served = served_release(request)
    is_series = bool(_SERIES.intersection(d.iris(TYPE)))
    pattern = OF_SERIES if is_series else OF_VENUE
    counted = tally(served, pattern, d.iri, d.label())
    other_names = {getattr(v, "value", str(v)) for v in d.values(SCHEMA["alternateName"])}
    return {
        "kind": publications.words(d.iris(TYPE)).replace("Publication", "Venue"),
        "other_names": sorted(other_names)[:LISTED],
        "volume": volume(d, d.iri),
        "series": [NamedLink(iri, d.label(iri)) for iri in sorted(d.iris(SCHEMA["isPartOf"]))],
        "former": [NamedLink(iri, d.label(iri)) for iri in sorted(d.iris(FRBR["successorOf"]))],
        "later": [NamedLink(iri, d.label(iri)) for iri in sorted(d.subjects(FRBR["successorOf"]))],
        "volumes": _volumes(served.engine, d.iri) if is_series else [],
        "pages": properties.pages(d, SCHEMA["url"], SCHEMA["sameAs"]),
        "tally": counted,
        "listed": listings.newest_of(served, pattern, d.iri, counted, LISTED),
    }


def _volumes(engine: Engine, iri: str) -> list[NamedLink]:
    """Return the newest volumes of a series; the note says year and number of papers."""
    found = []
    for row in asked(engine, "volumes", series=[iri]):
        papers = "1 paper" if row["papers"] == "1" else f"{grouped(row['papers'])} papers"
        note = ", ".join(filter(None, (row.get("year"), papers)))
        found.append(NamedLink(row["volume"], row.get("name", row["volume"]), note))
    return found


def topic(request: Request, d: Description) -> Context:
    """Return what the page of a topic shows."""
    served = served_release(request)
    is_subject = FABIO["SubjectTerm"] in d.iris(TYPE)
    below = properties.narrower(d)
    # Papers of the topics below count too: an archive is rarely a paper's own subject.
    pattern = UNDER_TOPIC if below else OF_TOPIC
    counted = tally(served, pattern, d.iri, d.label()) if is_subject else None
    return {
        "notation": d.text(SKOS["notation"]),
        "definition": d.text(SKOS["definition"]),
        "above": _crumbs(properties.broader(d), d.label()),
        "below": below,
        "schemes": [NamedLink(iri, d.label(iri)) for iri in d.iris(SKOS["inScheme"])],
        "other_names": sorted({getattr(v, "value", str(v)) for v in d.values(SKOS["altLabel"])}),
        "matches": _matches(served.engine, d.iri),
        "replaced": [NamedLink(iri, d.label(iri)) for iri in d.iris(DCTERMS["isReplacedBy"])]
        if d.text(OWL["deprecated"])
        else [],
        "tally": counted,
        "listed": listings.newest_of(served, pattern, d.iri, counted, LISTED) if counted else [],
    }


def _matches(engine: Engine, iri: str) -> list[NamedLink]:
    """Return the concepts of other schemes that mean the same, or nearly; the note says which and where."""
    return [
        NamedLink(
            row["x"], row.get("label", row["x"]), ", ".join(filter(None, (row["how"], row.get("scheme"))))
        )
        for row in asked(engine, "topic-matches", topic=[iri])
    ]


def _crumbs(above: list[NamedLink], name: str) -> list[NamedLink]:
    """Leave out a group that is called like the archive right below it, of which it consists."""
    labels = [link.label for link in above] + [name]
    return [
        link
        for link, below in zip(above, labels[1:], strict=True)
        if link.label.removesuffix(" (group)") != below
    ]
