"""What a page shows of a description, put in order for people.

Each function reads one `Description` and gives plain values; templates add only the markup.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import Literal

from kg.queries.explanation import line_words
from kg.vocab import (
    CITO,
    DCTERMS,
    FABIO,
    KGO,
    PROV,
    SCHEMA,
    SKOS,
)
from kg.web.pages.description.entity import TYPE, Description, short
from kg.web.pages.description.names import NamedLink, title
from kg.web.pages.description.statuses import of_cited

MOST_VALUES: Final = 30
Context = dict[str, Any]
"""What a template is given."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as one source states it."""

    iri: str
    name: str
    value: str
    unit: str | None
    date: str | None
    source: NamedLink | None
    metric: str | None = None


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A paper in a list: `byline` has the first of its authors, `venues` where it appeared."""

    iri: str
    title: str
    date: str | None
    note: str | None = None
    byline: str | None = None
    venues: tuple[NamedLink, ...] = ()


def topics(d: Description) -> list[NamedLink]:
    """Return a paper's topics, the primary one first; of two that are called the same, one."""
    primary = set(d.iris(FABIO["hasPrimarySubjectTerm"]))
    found = sorted(set(d.iris(SCHEMA["about"])) | primary, key=lambda iri: (iri not in primary, iri))
    links = [
        NamedLink(iri, label := d.label(iri), _other(d.text(SKOS["notation"], iri), label)) for iri in found
    ]
    return list({link.label.casefold(): link for link in reversed(links)}.values())[::-1]


def _other(notation: str | None, label: str) -> str | None:
    """Return the notation of a concept, where that is not just what it is called."""
    return None if notation and notation.casefold() == label.casefold() else notation


def lines(d: Description, record: str | None = None) -> str | None:
    """Say where in its document a record stands."""
    return line_words(d.text(KGO["firstLine"], record), d.text(KGO["lastLine"], record))


def figures(d: Description) -> list[Figure]:
    """Return the numbers that sources state of a thing."""
    found = []
    for iri in d.subjects(SCHEMA["observationAbout"]):
        metric = next(iter(d.iris(SCHEMA["variableMeasured"], iri)), None)
        source = next(iter(d.iris(PROV["wasDerivedFrom"], iri)), None)
        found.append(
            Figure(
                iri,
                d.label(metric) if metric else "figure",
                d.text(SCHEMA["value"], iri) or "",
                d.text(SCHEMA["unitText"], iri),
                d.text(SCHEMA["observationDate"], iri),
                NamedLink(source, d.text(DCTERMS["title"], source) or d.label(source)) if source else None,
                metric,
            )
        )
    return sorted(found, key=lambda figure: (figure.name, figure.iri))


def broader(d: Description) -> list[NamedLink]:
    """Return the topics above a topic, widest first."""
    chain: list[NamedLink] = []
    step: str | None = next(iter(d.iris(SKOS["broader"])), None)
    while step is not None and step not in [link.iri for link in chain]:
        chain.insert(0, NamedLink(step, d.label(step), d.text(SKOS["notation"], step)))
        step = next(iter(d.iris(SKOS["broader"], step)), None)
    return chain


def narrower(d: Description) -> list[NamedLink]:
    """Return the topics right below a topic, or at the top of a scheme."""
    below = d.subjects(SKOS["broader"]) or d.subjects(SKOS["topConceptOf"])
    found = [NamedLink(iri, d.label(iri), d.text(SKOS["notation"], iri)) for iri in dict.fromkeys(below)]
    return sorted(found, key=lambda link: link.note or link.label)


def cited(d: Description) -> list[NamedLink]:
    """Return the papers that a paper cites, each with what became of it."""
    found = (NamedLink(iri, title(d, iri), of_cited(d, iri)) for iri in d.iris(CITO["cites"]))
    return sorted(found, key=lambda link: link.label)


def language_of(d: Description, predicate: str) -> str | None:
    """Return the language tag of the first value of a property."""
    values = d.values(predicate)
    return values[0].language if values and isinstance(values[0], Literal) else None


def code(d: Description) -> list[str]:
    """Return where the code of a paper is."""
    nodes = d.iris(SCHEMA["subjectOf"])
    stated = {v for n in nodes for v in d.values(SCHEMA["codeRepository"], n)}
    return sorted(getattr(value, "value", str(value)) for value in stated)


def pages(d: Description, *properties: str) -> list[str]:
    """Return the Web addresses that a thing's properties hold; `schema:sameAs` unless others are named."""
    found = (url for name in properties or (SCHEMA["sameAs"],) for url in d.iris(name))
    return [url for url in dict.fromkeys(found) if url.startswith(("https://", "http://"))]


def facts(d: Description, without: Collection[str] = ()) -> list[tuple[str, str, list[Any]]]:
    """Return the properties of a thing, types first: short name, IRI, and the first values."""
    found = sorted(d.properties().items(), key=lambda entry: (entry[0] != TYPE, short(entry[0])))
    return [
        (short(iri), iri, sorted(values, key=str)[:MOST_VALUES])
        for iri, values in found
        if iri not in without
    ]
